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

impl GlobList {
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
