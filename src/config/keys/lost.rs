//! Keys that are not there, although the database was written with them.

use std::fmt;
use std::path::{Path, PathBuf};

use super::rotation::PREVIOUS_KEY_FILE;
use super::{EARLIER_EXPECTED_FILE, ENCRYPTION_KEY_FILE, PEPPER_FILE};
use crate::config::Config;

/// The keys that a start would have to make.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Absent {
    /// The file of the encryption key, where it is neither there nor configured.
    pub encryption_key: Option<PathBuf>,
    /// The same of the pepper.
    pub pepper: Option<PathBuf>,
}

/// Which keys are neither configured nor in their files. None where a database came from a backup
/// without keys: that is told by itself.
#[must_use]
pub fn absent(config: &Config) -> Absent {
    let directory = &config.data_dir;
    if directory.join(EARLIER_EXPECTED_FILE).exists() {
        return Absent::default();
    }
    let absent = |is_had: bool, name: &str| {
        let path = directory.join(name);
        // One that can't be looked at is told of when it is read.
        (!is_had && matches!(path.try_exists(), Ok(false))).then_some(path)
    };
    // While the key is being changed, the one before opens what it sealed.
    let security = &config.security;
    let has_key = security.encryption_key.is_some()
        || security.encryption_key_previous.is_some()
        || directory.join(PREVIOUS_KEY_FILE).exists();
    Absent {
        encryption_key: absent(has_key, ENCRYPTION_KEY_FILE),
        pepper: absent(config.webhooks.pepper.is_some(), PEPPER_FILE),
    }
}

impl Absent {
    /// Whether all keys are there.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.encryption_key.is_none() && self.pepper.is_none()
    }
}

/// Keys that are lost: the database needs those that it was written with.
#[derive(Debug, thiserror::Error)]
pub struct Lost(pub Absent);

impl fmt::Display for Lost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "the database was written with keys that are not here; new ones open nothing:"
        )?;
        let Absent { encryption_key, pepper } = &self.0;
        if let Some(path) = encryption_key {
            tell(
                f,
                path,
                "OORE_ENCRYPTION_KEY",
                "all secrets and access tokens are to be set anew",
            )?;
        }
        if let Some(path) = pepper {
            let cost = "all tokens, passwords and sessions are void, and the record of who did \
                        what can't be checked any more";
            tell(f, path, "OORE_WEBHOOK_PEPPER", cost)?;
        }
        f.write_str(
            "a backup made --with-keys has the files; if they are lost for good, make each as shown \
             and start again",
        )
    }
}

fn tell(f: &mut fmt::Formatter<'_>, path: &Path, variable: &str, cost: &str) -> fmt::Result {
    let path = path.display();
    writeln!(f, "  put {path} back (mode 600), or set {variable} if it was configured")?;
    writeln!(f, "  without it: `{}`; then {cost}", making(&path))
}

/// The command that makes a key in the place of one that is lost.
pub(super) fn making(path: &impl fmt::Display) -> String {
    format!("(umask 077; openssl rand -hex 32 > {path})")
}
