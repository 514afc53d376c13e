//! What was found wrong.

use std::fmt;

/// In which way something is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// An event, output or a result is gone.
    Lost,
    /// Something happened twice.
    Doubled,
    /// Something does not come to its end.
    Stuck,
    /// Anything else: a wrong state, something left over.
    Wrong,
}

/// One thing that is wrong.
#[derive(Debug, Clone)]
pub(crate) struct Finding {
    pub(crate) kind: Kind,
    pub(crate) text: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            Kind::Lost => "lost",
            Kind::Doubled => "doubled",
            Kind::Stuck => "stuck",
            Kind::Wrong => "wrong",
        };
        write!(f, "{kind}: {}", self.text)
    }
}

/// Collects what is wrong.
#[derive(Debug, Default)]
pub(crate) struct Findings(pub(crate) Vec<Finding>);

impl Findings {
    pub(crate) fn add(&mut self, kind: Kind, text: impl Into<String>) {
        self.0.push(Finding { kind, text: text.into() });
    }

    /// Adds it unless `holds`.
    pub(crate) fn hold(&mut self, holds: bool, kind: Kind, text: impl FnOnce() -> String) {
        if !holds {
            self.add(kind, text());
        }
    }
}
