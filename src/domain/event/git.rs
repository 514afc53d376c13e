//! Names of commits and refs that git may be given.
//!
//! A payload is signed, but whoever may push chooses the names in it. What is accepted here can't
//! be read as an option, a pathspec, a revision expression or a second line.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The name of a commit: 40 (SHA-1) or 64 (SHA-256) lower-case hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CommitSha(String);

/// A text that is not a commit's name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a commit id (40 or 64 lower-case hexadecimal digits)")]
pub struct InvalidCommitSha;

impl CommitSha {
    /// Checks the form.
    ///
    /// # Errors
    /// When `text` is not 40 or 64 lower-case hexadecimal digits.
    pub fn new(text: impl Into<String>) -> Result<Self, InvalidCommitSha> {
        let text = text.into();
        let is_hex = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if is_hex && matches!(text.len(), 40 | 64) { Ok(Self(text)) } else { Err(InvalidCommitSha) }
    }

    /// No commit.
    #[must_use]
    pub fn null() -> Self {
        Self("0".repeat(40))
    }

    /// The whole name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first eight digits, for people.
    #[must_use]
    pub fn short(&self) -> &str {
        &self.0[..8]
    }

    /// The null id of the same length, which stands for "no commit".
    #[must_use]
    pub fn as_null(&self) -> Self {
        Self("0".repeat(self.0.len()))
    }

    /// Whether it is all zeros, which stands for "no commit" in payloads.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.0.bytes().all(|byte| byte == b'0')
    }
}

impl TryFrom<String> for CommitSha {
    type Error = InvalidCommitSha;

    fn try_from(text: String) -> Result<Self, InvalidCommitSha> {
        Self::new(text)
    }
}

impl From<CommitSha> for String {
    fn from(sha: CommitSha) -> Self {
        sha.0
    }
}

impl fmt::Display for CommitSha {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The name of a branch or tag, by git's own rules (`git check-ref-format`), not beginning with
/// `-` and of a bounded length.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RefName(String);

/// Why a text can't be the name of a ref.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidRefName {
    /// Nothing there.
    #[error("a ref name must not be empty")]
    Empty,
    /// Longer than [`RefName::LENGTH_LIMIT`].
    #[error("a ref name must not be longer than {limit} bytes", limit = RefName::LENGTH_LIMIT)]
    TooLong,
    /// Git would read it as an option.
    #[error("a ref name must not begin with `-`")]
    LeadingDash,
    /// A character that git or a terminal would take for something else.
    #[error("a ref name must not hold control characters, blanks or any of `~^:?*[\\`")]
    Character,
    /// A sequence that git gives a meaning of its own.
    #[error("a ref name must not be `@` or hold `..` or `@{{`")]
    Sequence,
    /// A part between slashes that git refuses.
    #[error("no part of a ref name may be empty, begin with `.` or end with `.` or `.lock`")]
    Component,
}

impl RefName {
    /// In bytes. A file system allows 255 for each part; nothing real comes near this.
    pub const LENGTH_LIMIT: usize = 1024;

    /// Checks the form.
    ///
    /// # Errors
    /// When git or this type's own rules refuse the name.
    pub fn new(text: impl Into<String>) -> Result<Self, InvalidRefName> {
        let text = text.into();
        check(&text)?;
        Ok(Self(text))
    }

    /// The ref name of a pull request: its number.
    #[must_use]
    pub fn of_pull_request(number: u64) -> Self {
        Self(number.to_string())
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for RefName {
    type Error = InvalidRefName;

    fn try_from(text: String) -> Result<Self, InvalidRefName> {
        Self::new(text)
    }
}

impl From<RefName> for String {
    fn from(name: RefName) -> Self {
        name.0
    }
}

impl fmt::Display for RefName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn check(text: &str) -> Result<(), InvalidRefName> {
    if text.is_empty() {
        return Err(InvalidRefName::Empty);
    }
    if text.len() > RefName::LENGTH_LIMIT {
        return Err(InvalidRefName::TooLong);
    }
    if text.starts_with('-') {
        return Err(InvalidRefName::LeadingDash);
    }
    if text.contains(is_refused_character) {
        return Err(InvalidRefName::Character);
    }
    if text == "@" || text.contains("..") || text.contains("@{") {
        return Err(InvalidRefName::Sequence);
    }
    if text.split('/').any(is_refused_component) {
        return Err(InvalidRefName::Component);
    }
    Ok(())
}

fn is_refused_character(character: char) -> bool {
    character.is_control()
        || character.is_whitespace()
        || matches!(character, '~' | '^' | ':' | '?' | '*' | '[' | '\\')
}

fn is_refused_component(component: &str) -> bool {
    component.is_empty()
        || component.starts_with('.')
        || component.ends_with('.')
        || component.ends_with(".lock")
}
