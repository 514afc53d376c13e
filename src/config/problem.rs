//! What is wrong with a configuration, said so that its writer can put it right. It never holds
//! the value of a secret.

use std::fmt;
use std::path::PathBuf;

/// All that is wrong with a configuration; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigErrors {
    /// Each problem, in the order of the sources and of the file's lines.
    pub problems: Vec<Problem>,
}

impl std::error::Error for ConfigErrors {}

impl fmt::Display for ConfigErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.problems.len() {
            1 => f.write_str("the configuration has a problem:")?,
            count => write!(f, "the configuration has {count} problems:")?,
        }
        self.problems.iter().try_for_each(|problem| write!(f, "\n  {problem}"))
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{key} ({origin}) {message}")]
pub struct Problem {
    /// The variable, or the dotted key of the file.
    pub key: String,
    /// Where it was read.
    pub origin: Origin,
    /// What is wrong and what would be right.
    pub message: String,
}

/// Where a value came from, in the order in which the sources override each other.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum Origin {
    /// The documented default.
    #[error("default")]
    Default,
    /// A line of the file.
    #[error("{}:{line}", path.display())]
    File {
        /// The file as it was named.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
    },
    /// A variable of the environment.
    #[error("environment")]
    Environment,
}
