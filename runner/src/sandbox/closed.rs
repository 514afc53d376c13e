//! What of the directories that steps see is closed to others.

use std::{
    fs, io,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
};

use walkdir::{DirEntry, WalkDir};

/// How much is looked at below one directory: more than any toolchain has.
const MOST_ENTRIES: usize = 1_000_000;

/// How much is hidden below one directory: each is a mount, and two arguments of bubblewrap's.
const MOST_HIDDEN: usize = 2_000;

/// Files and directories that everybody but their owner and group is kept from.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Closed {
    pub(super) directories: Vec<PathBuf>,
    pub(super) files: Vec<PathBuf>,
}

impl Closed {
    /// Looks at all that is below the directory, but not below what is known to be hidden. The
    /// directory itself counts as open. What can't be looked at can't be read by steps either.
    ///
    /// # Errors
    /// When there is too much of it: a job must not run with a part of it open.
    pub(super) fn below(directory: &Path, hidden: &[PathBuf]) -> io::Result<Self> {
        let mut closed = Self::default();
        let mut entries = WalkDir::new(directory).min_depth(1).into_iter();
        let mut seen = 0;
        while let Some(entry) = entries.next() {
            seen += 1;
            if seen > MOST_ENTRIES {
                return Err(too_many(directory, MOST_ENTRIES, "files"));
            }
            let Ok(entry) = entry else { continue };
            let is_directory = entry.file_type().is_dir();
            if is_directory && hidden.iter().any(|path| path == entry.path()) {
                entries.skip_current_dir();
                continue;
            }
            if !is_closed(&entry) {
                continue;
            }
            let path = entry.into_path();
            if is_directory {
                closed.directories.push(path);
                entries.skip_current_dir();
            } else {
                closed.files.push(path);
            }
            if closed.directories.len() + closed.files.len() > MOST_HIDDEN {
                return Err(too_many(directory, MOST_HIDDEN, "files that are closed to others"));
            }
        }
        Ok(closed)
    }
}

/// Links have no rights of their own, and what is neither file nor directory holds no secret.
fn is_closed(entry: &DirEntry) -> bool {
    let needed = match entry.file_type() {
        kind if kind.is_dir() => 0o005,
        kind if kind.is_file() => 0o004,
        _ => return false,
    };
    entry.metadata().is_ok_and(|found| lacks(&found, needed))
}

fn lacks(found: &fs::Metadata, needed: u32) -> bool {
    found.permissions().mode() & needed != needed
}

fn too_many(directory: &Path, most: usize, what: &str) -> io::Error {
    io::Error::other(format!(
        "there are more than {most} {what} below {}, which steps in a sandbox see; close the \
         directory there that they don't need (`chmod o-rx`), and it is hidden whole",
        directory.display()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_may_not_read_is_closed_and_the_directory_itself_is_not() {
        let top = tempfile::tempdir().expect("a directory");
        let path = |name: &str| top.path().join(name);
        let close = |name: &str, mode| {
            fs::set_permissions(path(name), fs::Permissions::from_mode(mode)).expect("changed");
        };
        for directory in ["open", "known", "passable", "closed"] {
            fs::create_dir(path(directory)).expect("made");
        }
        for (name, mode) in [
            ("open/all", 0o644),
            ("open/some", 0o640),
            ("open/execute", 0o711),
            ("known/own", 0o600),
            ("closed/own", 0o600),
        ] {
            fs::write(path(name), "x").expect("written");
            close(name, mode);
        }
        std::os::unix::fs::symlink("some", path("open/link")).expect("made");
        close("passable", 0o711);
        close("closed", 0o750);
        close("", 0o700);
        let mut closed = Closed::below(top.path(), &[path("known")]).expect("few files");
        closed.directories.sort();
        closed.files.sort();
        assert_eq!(closed.directories, [path("closed"), path("passable")]);
        assert_eq!(closed.files, [path("open/execute"), path("open/some")]);
    }

    #[test]
    fn more_than_can_be_hidden_is_an_error() {
        let top = tempfile::tempdir().expect("a directory");
        for number in 0..=MOST_HIDDEN {
            let path = top.path().join(number.to_string());
            fs::write(&path, "x").expect("written");
            fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("changed");
        }
        let error = Closed::below(top.path(), &[]).expect_err("too many").to_string();
        assert!(error.starts_with("there are more than 2000 files that are closed"), "{error}");
    }
}
