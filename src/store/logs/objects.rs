//! Logs as objects of the archive: which are to be made, and the row that takes the place of the
//! chunks.

use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect,
};

use super::{LogError, decode, log_end};
use crate::archive::Archive;
use crate::clock::Timestamp;
use crate::domain::status::AttemptStatus;
use crate::entities::log_objects::{Column, Entity, Model};
use crate::entities::{job_attempts, log_chunks};
use crate::ids::LeaseId;
use crate::store::{Facts, Write, WriteError};

/// How many chunks are read or removed at a time: at most 16 MiB of output to hold in memory, and
/// a transaction that nobody waits for.
const AT_ONCE: u64 = 64;

/// How many attempts are looked at together.
const ATTEMPTS: u64 = 100;

/// A log whose chunks are in the database although its attempt has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ended {
    /// The attempt.
    pub lease: LeaseId,
    /// Whether nobody reads the chunks any more, as there is an object or the log was removed.
    pub is_settled: bool,
}

/// Ended attempts behind `after` that still have chunks, oldest first; and where to go on, if there
/// may be more.
///
/// # Errors
/// When the database does not answer.
pub async fn ended(
    db: &impl ConnectionTrait,
    after: Option<LeaseId>,
) -> Result<(Vec<Ended>, Option<LeaseId>), DbErr> {
    let leases = with_chunks(db, after).await?;
    let is_full = leases.len() as u64 == ATTEMPTS;
    let next = leases.last().copied().filter(|_| is_full);
    let attempts: Vec<(LeaseId, Option<Timestamp>)> = job_attempts::Entity::find()
        .select_only()
        .columns([job_attempts::Column::Id, job_attempts::Column::LogRemovedAt])
        .filter(job_attempts::Column::Id.is_in(leases.iter().copied()))
        .filter(job_attempts::Column::Status.ne(AttemptStatus::Running))
        .order_by_asc(job_attempts::Column::Id)
        .into_tuple()
        .all(db)
        .await?;
    let with_object = named(db, &leases).await?;
    let ended = attempts.into_iter().map(|(lease, removed_at)| Ended {
        lease,
        is_settled: removed_at.is_some() || with_object.contains(&lease),
    });
    Ok((ended.collect(), next))
}

/// One look at the index for each attempt: a log may have thousands of chunks.
async fn with_chunks(
    db: &impl ConnectionTrait,
    mut after: Option<LeaseId>,
) -> Result<Vec<LeaseId>, DbErr> {
    let mut leases = Vec::new();
    while (leases.len() as u64) < ATTEMPTS {
        let mut query =
            log_chunks::Entity::find().select_only().column(log_chunks::Column::AttemptId);
        if let Some(after) = after {
            query = query.filter(log_chunks::Column::AttemptId.gt(after));
        }
        let next: Option<LeaseId> =
            query.order_by_asc(log_chunks::Column::AttemptId).limit(1).into_tuple().one(db).await?;
        let Some(next) = next else { break };
        leases.push(next);
        after = Some(next);
    }
    Ok(leases)
}

/// The output from `start`, which is the beginning of a chunk, over some chunks; none at the end.
///
/// # Errors
/// When the database does not answer, a chunk is damaged, or there is a gap.
pub async fn chunks_from(
    db: &impl ConnectionTrait,
    lease: LeaseId,
    start: u64,
) -> Result<Option<Vec<u8>>, LogError> {
    let start = i64::try_from(start).map_err(|_| LogError::TooLarge)?;
    let chunks = log_chunks::Entity::find()
        .filter(log_chunks::Column::AttemptId.eq(lease))
        .filter(log_chunks::Column::Start.gte(start))
        .order_by_asc(log_chunks::Column::Start)
        .limit(AT_ONCE)
        .all(db)
        .await?;
    let mut bytes = Vec::new();
    for chunk in chunks {
        if chunk.start != start + i64::try_from(bytes.len()).unwrap_or(i64::MAX) {
            return Err(LogError::Gap);
        }
        bytes.append(&mut decode(chunk)?);
    }
    Ok((!bytes.is_empty()).then_some(bytes))
}

/// The row of a log's object.
///
/// # Errors
/// When the database does not answer.
pub async fn object(db: &impl ConnectionTrait, lease: LeaseId) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(lease).one(db).await
}

/// Which of these logs have objects.
///
/// # Errors
/// When the database does not answer.
pub async fn named(db: &impl ConnectionTrait, leases: &[LeaseId]) -> Result<Vec<LeaseId>, DbErr> {
    Entity::find()
        .select_only()
        .column(Column::AttemptId)
        .filter(Column::AttemptId.is_in(leases.iter().copied()))
        .into_tuple()
        .all(db)
        .await
}

/// Objects behind `after` in the order of their ids, at most `limit`.
///
/// # Errors
/// When the database does not answer.
pub async fn objects(
    db: &impl ConnectionTrait,
    after: Option<LeaseId>,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    let mut query = Entity::find();
    if let Some(after) = after {
        query = query.filter(Column::AttemptId.gt(after));
    }
    query.order_by_asc(Column::AttemptId).limit(limit).all(db).await
}

/// Reads from a log's object; none at its end, and when there is no object.
pub(super) async fn read_object(
    db: &impl ConnectionTrait,
    archive: &Archive,
    lease: LeaseId,
    offset: u64,
) -> Result<Option<Vec<u8>>, LogError> {
    let Some(row) = object(db, lease).await? else { return Ok(None) };
    if offset >= u64::try_from(row.length).unwrap_or_default() {
        return Ok(None);
    }
    let of_task = archive.clone();
    let read = tokio::task::spawn_blocking(move || match of_task.open(lease)? {
        Some(object) => object.read_from(offset).map(Some),
        None => Ok(None),
    });
    let damaged = |source| LogError::ObjectDamaged { path: archive.path(lease), source };
    match read.await.map_err(std::io::Error::other)?.map_err(damaged)? {
        Some(bytes) => Ok(bytes),
        // It may have been removed since its row was read.
        None if object(db, lease).await?.is_none() => Ok(None),
        None => Err(LogError::ObjectMissing(archive.path(lease))),
    }
}

/// Puts an object, which is durable already, in the place of an ended attempt's chunks. What is
/// left of these is removed by [`RemoveChunks`].
#[derive(Debug, Clone)]
pub struct PutObject {
    /// The row.
    pub object: Model,
}

/// What became of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PutOutcome {
    /// The log is read from the object from now on. There may be chunks left.
    Put,
    /// The attempt is gone or has not ended, or its log was removed or is another: the object is
    /// nobody's.
    Refused,
}

impl Write for PutObject {
    type Output = PutOutcome;

    async fn apply(
        &self,
        tx: &DatabaseTransaction,
        _: &mut Facts,
    ) -> Result<PutOutcome, WriteError> {
        let lease = self.object.attempt_id;
        let attempt = job_attempts::Entity::find_by_id(lease).one(tx).await?;
        let is_wanted = attempt.is_some_and(|attempt| {
            attempt.status != AttemptStatus::Running && attempt.log_removed_at.is_none()
        });
        // What was compacted meanwhile, by this server or another, ends where its object ends.
        let end = i64::try_from(log_end(tx, lease).await?).unwrap_or(i64::MAX);
        if !is_wanted || end != self.object.length {
            return Ok(PutOutcome::Refused);
        }
        let known = OnConflict::column(Column::AttemptId).do_nothing().to_owned();
        Entity::insert(self.object.clone().into_active_model())
            .on_conflict(known)
            .exec_without_returning(tx)
            .await?;
        remove_some(tx, lease).await?;
        Ok(PutOutcome::Put)
    }
}

/// Removes some of the chunks of a log that is read from its object, or was removed; whether any
/// were left.
#[derive(Debug, Clone, Copy)]
pub struct RemoveChunks {
    /// The attempt.
    pub lease: LeaseId,
}

impl Write for RemoveChunks {
    type Output = bool;

    async fn apply(&self, tx: &DatabaseTransaction, _: &mut Facts) -> Result<bool, WriteError> {
        let attempt = job_attempts::Entity::find_by_id(self.lease).one(tx).await?;
        let is_removed = attempt.is_some_and(|attempt| attempt.log_removed_at.is_some());
        if !is_removed && object(tx, self.lease).await?.is_none() {
            return Ok(false);
        }
        Ok(remove_some(tx, self.lease).await? > 0)
    }
}

/// From the front: the last chunk, which tells the log's end, goes last.
pub(crate) async fn remove_some(tx: &DatabaseTransaction, lease: LeaseId) -> Result<u64, DbErr> {
    let first: Vec<i64> = log_chunks::Entity::find()
        .select_only()
        .column(log_chunks::Column::Start)
        .filter(log_chunks::Column::AttemptId.eq(lease))
        .order_by_asc(log_chunks::Column::Start)
        .limit(AT_ONCE)
        .into_tuple()
        .all(tx)
        .await?;
    let Some(last) = first.last() else { return Ok(0) };
    let removed = log_chunks::Entity::delete_many()
        .filter(log_chunks::Column::AttemptId.eq(lease))
        .filter(log_chunks::Column::Start.lte(*last))
        .exec(tx)
        .await?;
    Ok(removed.rows_affected)
}
