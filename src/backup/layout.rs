//! From a backup that was taken apart to a data directory.

use std::fs::{self, DirBuilder, File};
use std::io;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::Path;

use anyhow::{Context, ensure};
use tempfile::TempDir;

use super::checks::Checked;
use super::manifest::SQLITE;
use crate::config::keys;

/// The file of the key that opens secrets.
pub(super) const ENCRYPTION_KEY: &str = keys::ENCRYPTION_KEY_FILE;

/// The file of what makes tokens valid.
pub(super) const PEPPER: &str = keys::PEPPER_FILE;

/// What is laid out lies here until all of it was checked.
const STAGING: &str = ".restoring-";

/// Makes the directory, which must be empty if it is there.
///
/// # Errors
/// When it can't be made, or holds something.
pub(crate) fn prepare(data_dir: &Path) -> anyhow::Result<()> {
    let shown = data_dir.display();
    let made = DirBuilder::new().recursive(true).mode(0o700).create(data_dir);
    made.with_context(|| format!("can't make {shown}"))?;
    let mut entries = fs::read_dir(data_dir).with_context(|| format!("can't read {shown}"))?;
    ensure!(
        entries.next().is_none(),
        "{shown} is not empty; name a new directory (--data-dir), so that nothing is overwritten"
    );
    Ok(())
}

/// Where a backup is taken apart that is to be laid out in `data_dir`.
///
/// # Errors
/// When it can't be made.
pub(crate) fn stage(data_dir: &Path) -> io::Result<TempDir> {
    tempfile::Builder::new().prefix(STAGING).tempdir_in(data_dir)
}

/// Which keys were laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Laid {
    /// What opens secrets.
    pub(crate) encryption_key: bool,
    /// What makes tokens valid.
    pub(crate) webhook_pepper: bool,
}

/// Moves everything up that is as it should be, durably. Where keys are missing it is noted before
/// the database is there, so that no server ever makes new ones in their place.
///
/// # Errors
/// When something can't be moved or written.
pub(crate) fn lay_out(staging: &Path, data_dir: &Path, checked: &Checked) -> anyhow::Result<Laid> {
    for path in &checked.unwanted {
        match fs::remove_file(staging.join(path)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
            Ok(()) | Err(_) => {}
        }
    }
    let [encryption_key, webhook_pepper] =
        [ENCRYPTION_KEY, PEPPER].map(|file| staging.join(file).exists());
    if !(encryption_key && webhook_pepper) {
        keys::expect_earlier(data_dir)?;
    }
    sync_directories(staging)?;
    File::open(data_dir)?.sync_all()?;
    move_up(staging, data_dir)?;
    File::open(data_dir)?.sync_all()?;
    Ok(Laid { encryption_key, webhook_pepper })
}

/// The database comes last: with it the directory is one of a server.
fn move_up(staging: &Path, data_dir: &Path) -> anyhow::Result<()> {
    let entries = fs::read_dir(staging)?.collect::<Result<Vec<_>, _>>()?;
    let mut names: Vec<_> = entries.iter().map(fs::DirEntry::file_name).collect();
    names.sort_by_key(|name| name == SQLITE);
    for name in names {
        fs::rename(staging.join(&name), data_dir.join(&name))?;
    }
    Ok(())
}

/// Makes the names of everything below `directory` durable.
fn sync_directories(directory: &Path) -> io::Result<()> {
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            sync_directories(&entry.path())?;
        }
    }
    File::open(directory)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A staging directory with a database, beside the data directory.
    fn staged(files: &[&str]) -> (TempDir, TempDir) {
        let data_dir = tempfile::tempdir().unwrap();
        let staging = stage(data_dir.path()).unwrap();
        for file in files.iter().chain(&[SQLITE]) {
            fs::write(staging.path().join(file), file).unwrap();
        }
        (data_dir, staging)
    }

    fn is_marked(data_dir: &TempDir) -> bool {
        data_dir.path().join("restored-without-keys").exists()
    }

    #[test]
    fn a_directory_is_marked_unless_both_keys_are_there() {
        for (files, expected) in [
            (&[ENCRYPTION_KEY, PEPPER][..], [true, true]),
            (&[ENCRYPTION_KEY], [true, false]),
            (&[PEPPER, "admin-token"], [false, true]),
        ] {
            let (data_dir, staging) = staged(files);
            let laid = lay_out(staging.path(), data_dir.path(), &Checked::default()).unwrap();
            assert_eq!([laid.encryption_key, laid.webhook_pepper], expected, "{files:?}");
            assert_eq!(is_marked(&data_dir), expected != [true, true], "{files:?}");
            assert!(data_dir.path().join(SQLITE).is_file());
        }
        // A key that is another one is left out.
        let (data_dir, staging) = staged(&[ENCRYPTION_KEY, PEPPER]);
        let checked = Checked { unwanted: vec![PEPPER.into()], ..Checked::default() };
        let laid = lay_out(staging.path(), data_dir.path(), &checked).unwrap();
        assert_eq!((laid.webhook_pepper, is_marked(&data_dir)), (false, true));
        assert!(!data_dir.path().join(PEPPER).exists());
    }

    #[test]
    fn the_mark_is_there_before_the_database() {
        let (data_dir, staging) = staged(&[]);
        // No file can be moved to where a directory is.
        fs::create_dir(data_dir.path().join(SQLITE)).unwrap();
        lay_out(staging.path(), data_dir.path(), &Checked::default()).unwrap_err();
        assert!(is_marked(&data_dir));
    }
}
