//! Which jobs run in a sandbox, and what that is made of: bubblewrap's arguments
//! (<https://github.com/containers/bubblewrap>).
//!
//! A step in the sandbox sees the machine's programs and their settings, and cannot write to them;
//! its job's own directories, which it can write to; and nothing else of the machine: no home, no
//! data directory, no socket, no process but its own, and no network unless that was allowed. It
//! has no rights beyond those of its user, and can't get any.

mod closed;
mod probe;
mod view;

use std::{ffi::OsStr, fmt, path::PathBuf, str::FromStr};

pub use probe::bubblewrap as find_bubblewrap;
pub(crate) use probe::{bubblewrap, probe};
pub(crate) use view::{Job, System};

/// When steps run in a sandbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SandboxMode {
    /// Never: a stranger's commands can do all that the runner's user can.
    Never,
    /// When the job's commands come from a stranger.
    #[default]
    Untrusted,
    /// Whoever the commands come from.
    Always,
}

/// What steps in a sandbox reach over the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SandboxNetwork {
    /// Nothing but themselves.
    #[default]
    None,
    /// All that the machine reaches, its own services included.
    Host,
}

/// How steps are kept in a sandbox.
#[derive(Debug, Clone, Default)]
pub struct SandboxOptions {
    /// When.
    pub mode: SandboxMode,
    /// What they reach.
    pub network: SandboxNetwork,
    /// Directories and files that they may read besides the system's: tools that are installed
    /// elsewhere.
    pub readable: Vec<PathBuf>,
    /// Directories and files that they may not see, wherever they are: a server's own secrets.
    pub private: Vec<PathBuf>,
}

impl SandboxMode {
    const ALL: [(Self, &'static str); 3] =
        [(Self::Never, "never"), (Self::Untrusted, "untrusted"), (Self::Always, "always")];

    /// Whether the steps of a job run in a sandbox.
    pub(crate) fn holds(self, is_untrusted: bool) -> bool {
        match self {
            Self::Never => false,
            Self::Untrusted => is_untrusted,
            Self::Always => true,
        }
    }
}

impl SandboxNetwork {
    const ALL: [(Self, &'static str); 2] = [(Self::None, "none"), (Self::Host, "host")];
}

impl fmt::Display for SandboxMode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(word(&Self::ALL, self))
    }
}

impl fmt::Display for SandboxNetwork {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(word(&Self::ALL, self))
    }
}

impl FromStr for SandboxMode {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        value(&Self::ALL, text)
    }
}

impl FromStr for SandboxNetwork {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        value(&Self::ALL, text)
    }
}

fn word<T: PartialEq>(all: &[(T, &'static str)], value: &T) -> &'static str {
    all.iter().find(|(known, _)| known == value).map_or("", |(_, word)| word)
}

fn value<T: Copy>(all: &[(T, &str)], text: &str) -> Result<T, String> {
    let words: Vec<_> = all.iter().map(|(_, word)| *word).collect();
    let found = all.iter().find(|(_, word)| *word == text);
    found
        .map(|(value, _)| *value)
        .ok_or_else(|| format!("is `{text}`, none of {}", words.join(", ")))
}

/// The file of a program, looked for as `execvp` does it.
pub(crate) fn in_path(program: &str, path: Option<&OsStr>) -> Option<PathBuf> {
    if program.contains('/') {
        return Some(PathBuf::from(program)).filter(|file| file.is_file());
    }
    std::env::split_paths(path?)
        .map(|directory| directory.join(program))
        .find(|file| file.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strangers_jobs_are_kept_in_a_sandbox_unless_it_is_switched_off() {
        use SandboxMode::{Always, Never, Untrusted};
        assert_eq!(SandboxMode::default(), Untrusted);
        let holds = [Never, Untrusted, Always].map(|mode| (mode.holds(false), mode.holds(true)));
        assert_eq!(holds, [(false, false), (false, true), (true, true)]);
    }

    #[test]
    fn each_word_is_read_as_it_is_written() {
        for (mode, word) in SandboxMode::ALL {
            assert_eq!((word.parse(), mode.to_string().as_str()), (Ok(mode), word));
        }
        for (network, word) in SandboxNetwork::ALL {
            assert_eq!((word.parse(), network.to_string().as_str()), (Ok(network), word));
        }
        let error = "yes".parse::<SandboxMode>().expect_err("no mode");
        assert_eq!(error, "is `yes`, none of never, untrusted, always");
    }
}
