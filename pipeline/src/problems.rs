//! The mistakes found so far, while reading goes on.

use crate::diagnostics::MAX_LISTED;
use crate::{Diagnostic, Diagnostics, Source, Span};

/// Longer words are not compared with known ones; nobody mistypes a word of that length.
const MAX_SUGGESTION_BYTES: usize = 40;

/// A word that is unknown, and those that are known in its place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Unknown<'w> {
    /// As written.
    pub(crate) word: &'w str,
    /// What it could have been.
    pub(crate) known: &'w [&'w str],
}

/// Collects mistakes.
#[derive(Debug)]
pub(crate) struct Problems<'s> {
    /// The file they are in.
    pub(crate) source: &'s Source,
    items: Vec<Diagnostic>,
}

impl<'s> Problems<'s> {
    /// None yet.
    pub(crate) fn new(source: &'s Source) -> Self {
        Self { source, items: Vec::new() }
    }

    /// A mistake for which the general advice of its code is enough.
    pub(crate) fn add(&mut self, code: &str, span: Span, message: &str) {
        self.push(code, span, message, None);
    }

    /// A mistake and what to do about it.
    pub(crate) fn add_with_help(&mut self, code: &str, span: Span, message: &str, help: &str) {
        self.push(code, span, message, Some(help.to_owned()));
    }

    /// A word that is none of the known ones.
    pub(crate) fn add_unknown_word(
        &mut self,
        code: &str,
        span: Span,
        message: &str,
        unknown: Unknown<'_>,
    ) {
        // Comparing words takes time, and of so many mistakes not all are listed anyway.
        let help = match self.items.len() <= 2 * MAX_LISTED {
            true => suggestion(unknown.word, unknown.known),
            false => None,
        };
        self.push(code, span, message, help);
    }

    /// A key or function of the language that this version does not have.
    pub(crate) fn add_not_supported(&mut self, span: Span, what: &str) {
        let message = format!("`{what}` is not supported by this version yet");
        let help = "remove it; it is refused because ignoring it would change what the file means";
        self.add_with_help("not_supported_yet", span, &message, help);
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.items.len()
    }

    /// All mistakes, sorted by place; none when there are none.
    pub(crate) fn into_diagnostics(mut self) -> Option<Diagnostics> {
        if self.items.is_empty() {
            return None;
        }
        self.items.sort_by_key(|item| item.span.map(|span| (span.offset, span.length)));
        self.items.dedup();
        if self.items.len() > MAX_LISTED {
            let more = self.items.len() - MAX_LISTED;
            self.items.truncate(MAX_LISTED);
            let message = format!("{more} more mistakes are not listed");
            let help = Some("mend those above first".to_owned());
            let path = &self.source.path;
            self.items.push(Diagnostic::new("more_mistakes", &message, path, None, help));
        }
        Some(Diagnostics { source: self.source.clone(), items: self.items })
    }

    fn push(&mut self, code: &str, span: Span, message: &str, help: Option<String>) {
        self.items.push(Diagnostic::new(code, message, &self.source.path, Some(span), help));
    }
}

/// "did you mean", when a known word is near; else the known words, when there are few.
fn suggestion(word: &str, known: &[&str]) -> Option<String> {
    if known.is_empty() {
        return None;
    }
    if let Some(near) = nearest(word, known) {
        return Some(format!("did you mean `{near}`?"));
    }
    let listed = known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    (known.len() <= 16).then(|| format!("known here: {listed}"))
}

/// The known word that differs by a slip of the fingers.
fn nearest<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    if word.len() > MAX_SUGGESTION_BYTES {
        return None;
    }
    let plain = word.to_lowercase().replace('-', "_");
    known
        .iter()
        .take(MAX_LISTED)
        .map(|candidate| {
            (strsim::damerau_levenshtein(&plain, &candidate.to_lowercase()), candidate)
        })
        .filter(|(distance, candidate)| *distance <= candidate.chars().count() / 3)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| *candidate)
}
