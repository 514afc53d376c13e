//! Folding SQLite's write-ahead log into the database, beside the commits.
//!
//! Left to itself, the commit that finds the log long folds it: it writes thousands of pages and
//! waits for the disk, and all who wait for their commits wait with it. So another connection folds
//! the log while commits go on, and the writer the little that was committed meanwhile; its next
//! commit begins the log anew (<https://www.sqlite.org/wal.html#ckpt>). Without the writer's part
//! a log that is written all the time never ends.
//!
//! It takes SQLite 3.51.3 or newer, which the program brings along: `NOOP` tells the log's length
//! without folding, and a fault that two connections could damage the database with is mended
//! (<https://www.sqlite.org/wal.html#walresetbug>).

use sea_orm::{ConnectionTrait, DatabaseBackend, DatabaseConnection, DbErr, Statement};

use super::Database;

/// From how many pages of 4 KiB on the log is folded. Fewer would fold the same pages again and
/// again in a burst of webhooks; more would keep the disk busy for longer at a time, and commits wait
/// for it.
const LONG: u32 = 500;

/// What is left to the writer at most, if commits don't come faster than they are folded.
const SHORT: u32 = 50;

/// How often it is tried to come down to that.
const ROUNDS: usize = 4;

/// Folds the log on a connection that others read from.
#[derive(Debug, Clone)]
pub struct Checkpointer(DatabaseConnection);

/// How long the write-ahead log is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WriteAheadLog {
    /// Pages since it was begun anew.
    pub pages: u32,
    /// How many of them are not in the database yet.
    pub unfolded: u32,
}

impl Database {
    /// What folds the log; none where the database sees to that itself.
    #[must_use]
    pub fn checkpointer(&self) -> Option<Checkpointer> {
        let is_sqlite = self.reader.backend() == DatabaseBackend::Sqlite;
        is_sqlite.then(|| Checkpointer(self.reader.get()))
    }

    /// Folds what is left of the log on the connection that writes.
    ///
    /// # Errors
    /// When the database can't be written; nothing is lost, the log grows on.
    pub async fn checkpoint_rest(&self) -> Result<(), DbErr> {
        checkpoint(&self.writer.get(), "PASSIVE").await.map(drop)
    }
}

/// What came of an attempt to fold the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Folded {
    /// The log is short, or somebody is at it already: nothing was done.
    Nothing,
    /// Most of it; the writer is to fold the rest.
    Most,
    /// Somebody reads what is older than the log: a backup, a shell.
    Prevented,
}

impl Checkpointer {
    /// Folds the log if it has become long.
    ///
    /// # Errors
    /// When the database can't be written; nothing is lost, the log grows on.
    pub async fn fold(&self) -> Result<Folded, DbErr> {
        if self.log().await?.is_none_or(|log| log.unfolded < LONG) {
            return Ok(Folded::Nothing);
        }
        for _ in 0..ROUNDS {
            match checkpoint(&self.0, "PASSIVE").await? {
                None => return Ok(Folded::Nothing),
                Some(log) if log.unfolded >= LONG => return Ok(Folded::Prevented),
                Some(_) => {}
            }
            if self.log().await?.is_some_and(|log| log.unfolded <= SHORT) {
                break;
            }
        }
        Ok(Folded::Most)
    }

    /// How long the log is; nobody knows while another connection begins it anew.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn log(&self) -> Result<Option<WriteAheadLog>, DbErr> {
        checkpoint(&self.0, "NOOP").await
    }
}

/// How long the log was when this began, and how much of that is left; none if SQLite was too busy to
/// look. <https://www.sqlite.org/pragma.html#pragma_wal_checkpoint>
async fn checkpoint(db: &DatabaseConnection, mode: &str) -> Result<Option<WriteAheadLog>, DbErr> {
    let sql = format!("PRAGMA wal_checkpoint({mode})");
    let row = db.query_one_raw(Statement::from_string(DatabaseBackend::Sqlite, sql)).await?;
    let row = row.ok_or_else(|| DbErr::Custom("SQLite says nothing of its log".to_owned()))?;
    let (pages, folded): (i32, i32) = (row.try_get_by_index(1)?, row.try_get_by_index(2)?);
    let count = |pages: i32| u32::try_from(pages).ok();
    Ok(count(pages)
        .zip(count(pages.saturating_sub(folded)))
        .map(|(pages, unfolded)| WriteAheadLog { pages, unfolded }))
}
