//! Patterns for branches, tags and paths.
//!
//! `*` and `?` stay within a part between slashes, `**` crosses them, `[ab]` is one of a set,
//! `{a,b}` one of several texts, `\` takes the next character as it is.

use globset::{GlobBuilder, GlobMatcher};

use crate::{GlobList, GlobVerdict, Pattern, Span};

/// How many bytes a pattern may have; its automaton grows with it.
pub(crate) const MAX_PATTERN_BYTES: usize = 256;

/// How many patterns a list may have.
pub(crate) const MAX_PATTERNS: usize = 100;

/// Compiles a pattern without its `!`.
fn compile(text: &str) -> Result<GlobMatcher, String> {
    if text.is_empty() {
        return Err("it is empty".to_owned());
    }
    if text.len() > MAX_PATTERN_BYTES {
        return Err(format!("it is longer than {MAX_PATTERN_BYTES} bytes"));
    }
    GlobBuilder::new(text)
        .literal_separator(true)
        .backslash_escape(true)
        .build()
        .map(|glob| glob.compile_matcher())
        .map_err(|error| error.kind().to_string())
}

impl Pattern {
    /// Reads a pattern, which excludes when it begins with `!`; the error says what is wrong.
    pub(crate) fn new(written: &str, span: Span) -> Result<Self, String> {
        let (text, excludes) = match written.strip_prefix('!') {
            Some(text) => (text, true),
            None => (written, false),
        };
        let matcher = compile(text)?;
        Ok(Self { text: text.to_owned(), excludes, span, matcher })
    }
}

/// A text of a list that is no pattern.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not a pattern: {reason}")]
pub struct InvalidPattern {
    /// Its place in the list, from 0.
    pub index: usize,
    /// As it was written.
    pub text: String,
    /// What is wrong with it.
    pub reason: String,
}

impl GlobList {
    /// A list that stands in no file.
    ///
    /// # Errors
    /// The first text that is no pattern; one behind the limit of a file's lists is none.
    pub fn of(texts: &[String]) -> Result<Self, InvalidPattern> {
        let compiled = |(index, text): (usize, &String)| {
            let pattern = match index < MAX_PATTERNS {
                true => Pattern::new(text, Span::default()),
                false => Err(format!("the list has more than {MAX_PATTERNS}")),
            };
            pattern.map_err(|reason| InvalidPattern { index, text: text.clone(), reason })
        };
        let patterns = texts.iter().enumerate().map(compiled).collect::<Result<_, _>>()?;
        Ok(Self { span: Span::default(), patterns })
    }

    /// Whether a branch, tag or path is taken: the last pattern that matches decides. Where none
    /// does, only a list of nothing but exclusions takes it.
    #[must_use]
    pub fn verdict(&self, text: &str) -> GlobVerdict<'_> {
        let by = self.patterns.iter().rev().find(|pattern| pattern.matcher.is_match(text));
        let matched = match by {
            Some(pattern) => !pattern.excludes,
            None => self.patterns.iter().all(|pattern| pattern.excludes),
        };
        GlobVerdict { matched, by }
    }
}
