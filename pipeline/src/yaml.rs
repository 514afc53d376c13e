//! A YAML text as a small tree that knows where everything stands.
//!
//! Refused here, wherever they stand: duplicate keys, keys that are no plain text, aliases,
//! anchors, merge keys, tags, several documents, and a depth beyond [`MAX_DEPTH`].

mod build;
mod place;

use crate::Span;

pub(crate) use build::read;

/// How deeply lists and mappings may be nested; the language itself needs seven.
pub(crate) const MAX_DEPTH: usize = 24;

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node {
    /// Where it stands; of one that goes over several lines, the first of them.
    pub(crate) span: Span,
    /// What it is.
    pub(crate) kind: Kind,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Kind {
    /// Nothing, or `null`.
    Null,
    /// A text, a number or a boolean; which of them is the reader's business.
    Scalar(Scalar),
    /// A list.
    Sequence(Vec<Node>),
    /// A mapping without duplicate keys, in the file's order.
    Mapping(Vec<Entry>),
    /// Something that was refused already; nobody complains about it twice.
    Refused,
}

/// A text as YAML reads it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Scalar {
    /// Its text; for a plain one exactly as written.
    pub(crate) text: String,
    /// Whether it was written without quotes, so that `1` is a number and `true` a boolean.
    pub(crate) is_plain: bool,
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    /// The key.
    pub(crate) key: String,
    /// Where the key stands.
    pub(crate) key_span: Span,
    /// Its value.
    pub(crate) value: Node,
}

impl Kind {
    /// In the words of messages.
    pub(crate) fn describe(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Scalar(scalar) if !scalar.is_plain => "a text",
            Self::Scalar(scalar) if boolean(&scalar.text).is_some() => "a boolean",
            Self::Scalar(scalar) if scalar.text.parse::<f64>().is_ok() => "a number",
            Self::Scalar(_) => "a text",
            Self::Sequence(_) => "a list",
            Self::Mapping(_) => "a mapping",
            Self::Refused => "something refused",
        }
    }
}

/// `true` and `false` in the spellings of YAML 1.2; `yes` and `on` are texts.
pub(crate) fn boolean(text: &str) -> Option<bool> {
    match text {
        "true" | "True" | "TRUE" => Some(true),
        "false" | "False" | "FALSE" => Some(false),
        _ => None,
    }
}
