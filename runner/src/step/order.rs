//! What runner and supervisor say to each other, one line of JSON each.

use std::{fmt, path::PathBuf};

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use crate::user::User;

/// The first line to the supervisor: what to start.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Order {
    /// Looked up in the `PATH` of `environment` when it holds no slash.
    pub(crate) program: String,
    pub(crate) arguments: Vec<String>,
    /// The whole environment: nothing is inherited.
    pub(crate) environment: IndexMap<String, String>,
    pub(crate) directory: PathBuf,
    /// The user to become before.
    #[serde(default)]
    pub(crate) user: Option<User>,
    /// What the program runs in.
    #[serde(default)]
    pub(crate) sandbox: Option<Sandbox>,
}

/// How a sandbox is made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sandbox {
    /// The absolute path of the program that makes it.
    pub(crate) program: PathBuf,
    /// What it is told before the program that runs in it.
    pub(crate) arguments: Vec<String>,
}

/// Without the environment, which may hold secrets.
impl fmt::Debug for Order {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Order")
            .field("program", &self.program)
            .field("arguments", &self.arguments)
            .finish_non_exhaustive()
    }
}

/// Any further line to the supervisor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Command {
    /// SIGTERM now, SIGKILL to what is left after this time.
    Stop { grace_ms: u64 },
    /// SIGKILL now.
    Kill,
}

/// A line from the supervisor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Report {
    /// The program could not be started; nothing more follows.
    NotStarted {
        message: String,
        /// The program is not where it was looked for.
        not_found: bool,
    },
    /// The program runs and leads a process group of its own.
    Started { process: i32 },
    /// The program has ended, and so has everything it started; nothing more follows.
    Ended {
        /// Absent when a signal ended the program.
        exit_code: Option<i32>,
        /// Absent when the program ended by itself.
        signal: Option<i32>,
        /// Processes that could not be killed, of another user perhaps.
        survivors: usize,
    },
}
