//! What is wrong with a step's file, in words for people.

use std::fmt;

use mask::Masker;

use super::MAX_FILE_BYTES;

/// What is wrong with such a file; lines are counted from 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum FileError {
    #[error("it is larger than {MAX_FILE_BYTES} bytes")]
    TooLarge,
    #[error("it is not a regular file any more")]
    NotAFile,
    #[error("line {line} is not valid UTF-8")]
    NotText { line: usize },
    #[error("line {line} holds a NUL byte")]
    Nul { line: usize },
    #[error("line {line} is neither `NAME=value` nor `NAME<<END`: `{text}`")]
    NotAnAssignment { line: usize, text: Quoted },
    #[error("line {line}: `{name}` is no valid name; letters, digits and `_`, no digit first")]
    Name { line: usize, name: Quoted },
    #[error(
        "line {line}: `{name}` can't be set, `OORE` and names beginning with `OORE_` are Oore's own"
    )]
    Reserved { line: usize, name: Quoted },
    #[error("line {line}: `{name}<<` names no end marker")]
    NoMarker { line: usize, name: Quoted },
    #[error("line {line}: the value of `{name}` has no closing `{marker}`")]
    Unclosed { line: usize, name: Quoted, marker: Quoted },
    #[error("line {line}: `{text}` is not an absolute path")]
    RelativePath { line: usize, text: Quoted },
    #[error("line {line}: a directory in PATH can't hold a colon: `{text}`")]
    Colon { line: usize, text: Quoted },
}

/// What stands in a file, whole: a secret that is cut is not found any more. What is shown of it is
/// enough to recognise it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Quoted(String);

impl From<&str> for Quoted {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Display for Quoted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 60;
        match self.0.char_indices().nth(SHOWN) {
            Some((end, _)) => write!(f, "{}…", &self.0[..end]),
            None => f.write_str(&self.0),
        }
    }
}

impl FileError {
    /// The same without secrets.
    pub(crate) fn masked(self, masker: &Masker) -> Self {
        let mask = |Quoted(text): Quoted| Quoted(masker.text(&text).into_owned());
        match self {
            Self::TooLarge | Self::NotAFile | Self::NotText { .. } | Self::Nul { .. } => self,
            Self::NotAnAssignment { line, text } => {
                Self::NotAnAssignment { line, text: mask(text) }
            }
            Self::Name { line, name } => Self::Name { line, name: mask(name) },
            Self::Reserved { line, name } => Self::Reserved { line, name: mask(name) },
            Self::NoMarker { line, name } => Self::NoMarker { line, name: mask(name) },
            Self::Unclosed { line, name, marker } => {
                Self::Unclosed { line, name: mask(name), marker: mask(marker) }
            }
            Self::RelativePath { line, text } => Self::RelativePath { line, text: mask(text) },
            Self::Colon { line, text } => Self::Colon { line, text: mask(text) },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_masked_before_it_is_cut() {
        let secret = "s".repeat(80);
        let error = FileError::NotAnAssignment { line: 1, text: secret.as_str().into() };
        assert!(error.to_string().contains("ssss"));
        let masked = error.masked(&Masker::new([secret.as_str()])).to_string();
        assert_eq!(masked, "line 1 is neither `NAME=value` nor `NAME<<END`: `***`");
    }
}
