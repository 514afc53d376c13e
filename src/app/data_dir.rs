//! The data directory belongs to one server at a time.

use std::fs::{File, OpenOptions};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use anyhow::{Context, bail};
use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;

use crate::config::{Config, DatabaseUrl};

/// Held as long as the server lives; the system lets go of it however the process ends.
#[derive(Debug)]
pub(crate) struct DataDirLock(#[expect(dead_code, reason = "held, not read")] File);

/// Takes the data directory: a second server would answer for jobs of the first.
///
/// # Errors
/// When another server has it, or it can't be written.
pub(crate) fn take(data_dir: &Path) -> anyhow::Result<DataDirLock> {
    let path = data_dir.join("lock");
    let file = private(&path)?;
    match flock(&file, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => Ok(DataDirLock(file)),
        Err(Errno::WOULDBLOCK) => bail!(
            "another server uses the data directory {} (OORE_DATA_DIR); stop it first, or give \
             this one a directory of its own",
            data_dir.display()
        ),
        Err(error) => Err(error).with_context(|| format!("can't lock {}", path.display())),
    }
}

/// SQLite makes its files with the mode of the first one: it is made here, for its owner alone.
///
/// # Errors
/// When it can't be written.
pub(super) fn make_database_private(config: &Config) -> anyhow::Result<()> {
    if config.database.url.expose() == DatabaseUrl::sqlite_in(&config.data_dir).expose() {
        private(&config.data_dir.join("oore.db"))?;
    }
    Ok(())
}

fn private(path: &Path) -> anyhow::Result<File> {
    let file = OpenOptions::new().create(true).append(true).mode(0o600).open(path);
    file.with_context(|| format!("can't write {}", path.display()))
}
