//! From chunks in the database to one object in the archive.
//!
//! The object is durable under its name before the row is written that names it, and the row comes
//! in the transaction that takes the first chunks away: whoever dies in between leaves a log that
//! is read as before, and the next round does it again.

use std::collections::HashSet;
use std::io;

use sea_orm::DbErr;
use tracing::{debug, error, warn};

use super::actor::RetentionArguments;
use super::blocking;
use crate::actors::persistence::PersistenceError;
use crate::archive::Summary;
use crate::clock;
use crate::entities::log_objects;
use crate::ids::LeaseId;
use crate::store::logs::{
    Ended, LogError, PutObject, PutOutcome, RemoveChunks, chunks_from, ended, log_end,
};

/// Logs that can't be read: they are told once, and passed over until the server starts again.
pub(super) type Damaged = HashSet<LeaseId>;

/// Why a log stays where it is.
#[derive(Debug, thiserror::Error)]
enum CompactionError {
    #[error(transparent)]
    Database(#[from] DbErr),
    #[error(transparent)]
    Log(#[from] LogError),
    #[error(transparent)]
    Persistence(#[from] PersistenceError),
    #[error("the archive can't be written (OORE_LOG_DIR): {0}")]
    Archive(#[from] io::Error),
}

/// Compacts every log whose attempt has ended, one at a time.
pub(super) async fn round(arguments: &RetentionArguments, damaged: &mut Damaged) {
    if let Err(error) = compact_all(arguments, damaged).await {
        warn!(%error, "logs stay in the database for now; the next round tries again");
    }
}

async fn compact_all(
    arguments: &RetentionArguments,
    damaged: &mut Damaged,
) -> Result<(), CompactionError> {
    let mut after = None;
    loop {
        let (logs, next) = ended(&arguments.reader, after).await?;
        for log in logs {
            if damaged.contains(&log.lease) {
                continue;
            }
            match compact(arguments, log).await {
                Ok(()) => {}
                Err(CompactionError::Log(error @ (LogError::Damaged(_) | LogError::Gap))) => {
                    error!(lease.id = %log.lease, %error, "a log can't be compacted");
                    damaged.insert(log.lease);
                }
                Err(other) => return Err(other),
            }
        }
        after = Some(match next {
            Some(next) => next,
            None => return Ok(()),
        });
    }
}

async fn compact(arguments: &RetentionArguments, log: Ended) -> Result<(), CompactionError> {
    let lease = log.lease;
    if !log.is_settled && !put(arguments, lease).await? {
        return Ok(());
    }
    while arguments.persistence.run(RemoveChunks { lease }).await? {}
    Ok(())
}

/// Writes the object and its row; whether it was this log's.
async fn put(arguments: &RetentionArguments, lease: LeaseId) -> Result<bool, CompactionError> {
    let archive = arguments.archive.clone();
    let mut draft = blocking(move || archive.write(lease)).await?;
    while let Some(bytes) = chunks_from(&arguments.reader, lease, draft.length()).await? {
        draft = blocking(move || draft.push(&bytes).map(|()| draft)).await?;
    }
    // Another server may have compacted it meanwhile: what was read is not the whole then.
    if draft.length() != log_end(&arguments.reader, lease).await? {
        return Ok(false);
    }
    let summary = blocking(move || draft.finish()).await?;
    failpoint::here("compaction.object_written");
    debug!(lease.id = %lease, log.bytes = summary.length, "compacted a log");
    let outcome = arguments.persistence.run(PutObject { object: row(lease, &summary) }).await?;
    failpoint::here("compaction.rows_removed");
    Ok(outcome == PutOutcome::Put)
}

fn row(lease: LeaseId, summary: &Summary) -> log_objects::Model {
    let Summary { length, stored, sha256 } = summary;
    log_objects::Model {
        attempt_id: lease,
        length: i64::try_from(*length).unwrap_or(i64::MAX),
        stored: i64::try_from(*stored).unwrap_or(i64::MAX),
        sha256: sha256.clone(),
        compacted_at: clock::now(),
    }
}
