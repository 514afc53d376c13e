//! A file and places in it.

use serde::{Deserialize, Serialize};

/// A pipeline file as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its path in the repository, for messages.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// A stretch of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Span {
    /// Bytes before it.
    pub offset: usize,
    /// Its length in bytes.
    pub length: usize,
    /// Counted from 1.
    pub line: u32,
    /// Counted from 1, in characters.
    pub column: u32,
}

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

/// A file and line, for people: `oore.yaml:7`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The file's path in the repository.
    pub path: String,
    /// Counted from 1.
    pub line: u32,
}

impl Source {
    /// The part of `span` that reads `text`; the whole of it when it stands nowhere in there as it
    /// is (an escape in a quoted text, a folded line).
    pub(crate) fn narrow(&self, span: Span, text: &str) -> Span {
        let Some(whole) = self.text.get(span.offset..span.offset + span.length) else {
            return span;
        };
        let Some(before) = whole.find(text).filter(|_| !text.is_empty()) else {
            return span;
        };
        let line_start = whole[..before].rfind('\n').map(|newline| newline + 1);
        let lines = whole[..before].matches('\n').count() as u32;
        let characters = whole[line_start.unwrap_or(0)..before].chars().count() as u32;
        Span {
            offset: span.offset + before,
            length: text.len(),
            line: span.line + lines,
            column: line_start.map_or(span.column, |_| 1) + characters,
        }
    }
}
