//! Room beside a SQLite database that a start on a full disk can use: to be read at all, the
//! database needs two small files, which its last close has removed.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use rustix::fs::{FallocateFlags, fallocate};
use sea_orm::DbErr;
use secrecy::SecretString;
use tracing::{debug, warn};

use super::database::unopened;
use crate::config::Config;
use crate::store::{self, Database, Lasting};

/// What is kept: the files' beginnings are 33 KiB, and the rest takes what the server itself writes
/// about its start.
const SIZE: u64 = 1 << 20;

/// The database, and the room that is kept for its next start.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) database: Database,
    reserve: Reserve,
}

impl Opened {
    /// Closes the database, which frees what it needed beside its file.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(super) async fn close(self) -> Result<(), DbErr> {
        self.database.close().await?;
        self.reserve.keep();
        Ok(())
    }
}

/// The file of a database whose disk may be full.
#[derive(Debug)]
struct Reserve {
    path: Option<PathBuf>,
}

impl Reserve {
    /// That of the configured database; PostgreSQL looks after its own disk.
    fn of(url: &SecretString) -> Self {
        let path = store::sqlite_file(url).map(|file| {
            let mut path = OsString::from(file);
            path.push("-reserve");
            path.into()
        });
        Self { path }
    }

    /// Whether there was something to give to the database.
    fn give(&self) -> bool {
        self.path.as_ref().is_some_and(|path| fs::remove_file(path).is_ok())
    }

    /// Keeps room for the next start, if there is any. Without it, that start ends with a message
    /// when the disk is full then.
    fn keep(&self) {
        let Some(path) = &self.path else { return };
        if fs::metadata(path).is_ok_and(|file| file.len() >= SIZE) {
            return;
        }
        if let Err(error) = allocate(path) {
            debug!(%error, "no room is kept for a start on a full disk");
            // A part of it would look like the whole.
            let _ = fs::remove_file(path);
        }
    }
}

/// Blocks that are there, and not only a length.
fn allocate(path: &Path) -> io::Result<()> {
    let file: File =
        OpenOptions::new().create(true).truncate(false).write(true).mode(0o600).open(path)?;
    fallocate(&file, FallocateFlags::empty(), 0, SIZE)?;
    file.sync_all()
}

/// Opens the configured database, on a full disk with the room that was kept for that.
///
/// # Errors
/// When it can't be opened.
pub(super) async fn open(config: &Config) -> anyhow::Result<Opened> {
    let url = SecretString::from(config.database.url.expose());
    let reserve = Reserve::of(&url);
    let opened = match Database::open(&url).await {
        Err(error) if store::lasting(&error) == Some(Lasting::Full) && reserve.give() => {
            warn!("the disk is full: the server starts in the room that it has kept for that");
            Database::open(&url).await
        }
        Ok(database) => {
            reserve.keep();
            Ok(database)
        }
        failed => failed,
    };
    let database = opened.map_err(unopened)?;
    Ok(Opened { database, reserve })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_given_once() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("oore.db");
        let reserve = Reserve::of(&store::default_url(directory.path()));
        assert!(!reserve.give(), "nothing was kept");
        reserve.keep();
        let kept = fs::metadata(directory.path().join("oore.db-reserve")).unwrap();
        assert_eq!(kept.len(), SIZE);
        assert!(reserve.give() && !reserve.give());
        assert!(!file.exists());
        assert!(!Reserve::of(&"postgres://localhost/oore".into()).give());
    }
}
