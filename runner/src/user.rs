//! The user that jobs run as, where that is not the runner's own.

use std::{
    ffi::CString,
    fs, io,
    os::unix::fs::MetadataExt as _,
    path::{Path, PathBuf},
};

use nix::unistd::{self, Gid, Uid};
use serde::{Deserialize, Serialize};

/// A user of this machine that a runner of root's runs its jobs as.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    name: String,
    uid: u32,
    gid: u32,
    home: PathBuf,
}

/// Why jobs can't run as a user.
#[derive(Debug, thiserror::Error)]
pub enum UserError {
    /// Only root can become somebody else.
    #[error(
        "jobs can't run as `{name}`: the runner would have to be root to become that user; start \
         it as root, or as `{name}` and without --user"
    )]
    NotRoot {
        /// The user that was asked for.
        name: String,
    },
    /// Nobody has that name.
    #[error(
        "jobs can't run as `{name}`: there is no such user; `useradd --create-home {name}` makes one"
    )]
    Unknown {
        /// The user that was asked for.
        name: String,
    },
    /// It would change nothing.
    #[error("jobs can't run as `{name}`, who is root: name a user that may do less")]
    Root {
        /// The user that was asked for.
        name: String,
    },
    /// The system could not be asked.
    #[error("jobs can't run as `{name}`: {source}")]
    System {
        /// The user that was asked for.
        name: String,
        /// What the system said.
        source: io::Error,
    },
}

impl User {
    /// Finds a user by its name.
    ///
    /// # Errors
    /// When there is none, or this process may not become that user.
    pub fn named(name: &str) -> Result<Self, UserError> {
        let asked = || name.to_owned();
        let found = unistd::User::from_name(name)
            .map_err(|error| UserError::System { name: asked(), source: error.into() })?;
        let Some(found) = found else { return Err(UserError::Unknown { name: asked() }) };
        if found.uid.is_root() {
            return Err(UserError::Root { name: asked() });
        }
        if !unistd::geteuid().is_root() {
            return Err(UserError::NotRoot { name: asked() });
        }
        Ok(Self {
            name: asked(),
            uid: found.uid.as_raw(),
            gid: found.gid.as_raw(),
            home: found.dir,
        })
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    pub(crate) fn uid(&self) -> u32 {
        self.uid
    }

    pub(crate) fn gid(&self) -> u32 {
        self.gid
    }

    pub(crate) fn home(&self) -> &Path {
        &self.home
    }

    /// Makes this process that user's, for good.
    pub(crate) fn become_for_good(&self) -> io::Result<()> {
        let Self { name, uid, gid, home: _ } = self;
        let (gid, name) = (Gid::from_raw(*gid), CString::new(name.as_str())?);
        unistd::initgroups(&name, gid)?;
        unistd::setgid(gid)?;
        Ok(unistd::setuid(Uid::from_raw(*uid))?)
    }

    /// The first directory on the way to a path that this user can't pass, as far as its
    /// permissions tell.
    pub(crate) fn barred_from(&self, path: &Path) -> io::Result<Option<PathBuf>> {
        for directory in path.ancestors() {
            let found = fs::metadata(directory)?;
            let pass = match () {
                () if found.uid() == self.uid => 0o100,
                () if found.gid() == self.gid => 0o010,
                () => 0o001,
            };
            if found.mode() & pass == 0 {
                return Ok(Some(directory.to_owned()));
            }
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_that_is_not_there_and_root_are_refused() {
        let error = User::named("nobody-of-that-name").expect_err("no such user").to_string();
        assert!(error.contains("there is no such user"), "{error}");
        let error = User::named("root").expect_err("root").to_string();
        assert_eq!(error, "jobs can't run as `root`, who is root: name a user that may do less");
    }
}
