//! Logs: appending what runners send, and reading it back byte for byte, from the chunks of a log
//! that is written and from the object of one that has ended.

mod objects;

use std::path::PathBuf;

use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect,
};

pub use objects::{
    Ended, PutObject, PutOutcome, RemoveChunks, chunks_from, ended, named, object, objects,
};

pub(super) use objects::remove_some;

use super::jobs::valid;
use super::{Facts, Write, WriteError};
use crate::archive::Archive;
use crate::entities::log_chunks::{Column, Entity, Model};
use crate::ids::{LeaseId, RunnerId};

/// Chunks below this many bytes are stored as they are: compression would not pay.
const COMPRESS_FROM: usize = 256;

/// zstd's fastest regular level; logs shrink to a tenth all the same.
const LEVEL: i32 = 1;

const RAW: &str = "raw";
const ZSTD: &str = "zstd";

/// Appends output to the log of an attempt, if the attempt runs and is the sender's. Output that
/// does not begin where the log ends is not stored, so a repeat changes nothing and a gap can't
/// come about.
#[derive(Debug, Clone)]
pub struct AppendLog {
    runner: RunnerId,
    chunk: Model,
}

/// What became of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AppendOutcome {
    /// It was appended, and the log ends here now.
    Appended(u64),
    /// It did not fit: the log ends here. A repeat is told the same.
    End(u64),
    /// The lease has ended or is another runner's: nothing is appended.
    Void,
}

impl AppendLog {
    /// `bytes` at `start`, sent by `runner`; compressed here so that the writer needn't.
    ///
    /// # Errors
    /// When the chunk is larger than a log may be, or can't be compressed.
    pub fn new(
        runner: RunnerId,
        lease: LeaseId,
        start: u64,
        bytes: Vec<u8>,
    ) -> Result<Self, LogError> {
        let length = i32::try_from(bytes.len()).map_err(|_| LogError::TooLarge)?;
        let start = i64::try_from(start).map_err(|_| LogError::TooLarge)?;
        let (encoding, data) = encode(bytes)?;
        let encoding = encoding.to_owned();
        Ok(Self { runner, chunk: Model { attempt_id: lease, start, length, encoding, data } })
    }
}

impl Write for AppendLog {
    type Output = AppendOutcome;

    async fn apply(
        &self,
        tx: &DatabaseTransaction,
        _: &mut Facts,
    ) -> Result<AppendOutcome, WriteError> {
        let lease = self.chunk.attempt_id;
        if valid(tx, lease, self.runner).await?.is_none() {
            return Ok(AppendOutcome::Void);
        }
        let end = log_end(tx, lease).await?;
        if self.chunk.length == 0 || i64::try_from(end) != Ok(self.chunk.start) {
            return Ok(AppendOutcome::End(end));
        }
        Entity::insert(self.chunk.clone().into_active_model()).exec_without_returning(tx).await?;
        Ok(AppendOutcome::Appended(end + u64::try_from(self.chunk.length).unwrap_or_default()))
    }
}

/// A log that can't be stored or read.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// The database did not answer.
    #[error(transparent)]
    Database(#[from] DbErr),
    /// A chunk can't be compressed or is damaged.
    #[error("the log can't be read: {0}")]
    Damaged(#[from] std::io::Error),
    /// More bytes than a log may hold.
    #[error("the log is too large")]
    TooLarge,
    /// A chunk in the middle is not there.
    #[error("a chunk of the log is missing")]
    Gap,
    /// The file that a row names is not there.
    #[error(
        "the log's object {} is not there (OORE_LOG_DIR); all servers of a database need the same \
         directory, and `oored restore` brings it back from a backup", .0.display()
    )]
    ObjectMissing(PathBuf),
    /// The file that a row names can't be read, or holds something else.
    #[error(
        "the log's object {} can't be read: {source}; if it is damaged, `oored restore` brings it back \
         from a backup", path.display()
    )]
    ObjectDamaged {
        /// The file.
        path: PathBuf,
        /// What the system or the decompressor said.
        source: std::io::Error,
    },
}

/// The first byte that is not stored yet.
///
/// # Errors
/// When the database does not answer.
pub async fn log_end(db: &impl ConnectionTrait, lease: LeaseId) -> Result<u64, DbErr> {
    let last: Option<(i64, i32)> = Entity::find()
        .select_only()
        .columns([Column::Start, Column::Length])
        .filter(Column::AttemptId.eq(lease))
        .order_by_desc(Column::Start)
        .limit(1)
        .into_tuple()
        .one(db)
        .await?;
    let end = match last {
        Some((start, length)) => start + i64::from(length),
        None => object(db, lease).await?.map_or(0, |object| object.length),
    };
    Ok(end.try_into().unwrap_or_default())
}

/// The bytes from `offset` to the end of the chunk, or of the object's frame, that holds it; none at
/// the end of the log.
///
/// Chunks are looked for first: they go in the transaction that makes the object known, so a log
/// that is compacted in between is found in its object.
///
/// # Errors
/// When the database does not answer, or what holds the bytes is damaged or missing.
pub async fn read_from(
    db: &impl ConnectionTrait,
    archive: &Archive,
    lease: LeaseId,
    offset: u64,
) -> Result<Option<Vec<u8>>, LogError> {
    match read_chunk(db, lease, offset).await? {
        Some(bytes) => Ok(Some(bytes)),
        None => objects::read_object(db, archive, lease, offset).await,
    }
}

async fn read_chunk(
    db: &impl ConnectionTrait,
    lease: LeaseId,
    offset: u64,
) -> Result<Option<Vec<u8>>, LogError> {
    let offset = i64::try_from(offset).map_err(|_| LogError::TooLarge)?;
    let chunk = Entity::find()
        .filter(Column::AttemptId.eq(lease))
        .filter(Column::Start.lte(offset))
        .order_by_desc(Column::Start)
        .one(db)
        .await?;
    let Some(chunk) = chunk else { return Ok(None) };
    let start = chunk.start;
    let mut bytes = decode(chunk)?;
    let skip = usize::try_from(offset - start).unwrap_or(usize::MAX);
    Ok((skip < bytes.len()).then(|| bytes.split_off(skip)))
}

fn encode(bytes: Vec<u8>) -> Result<(&'static str, Vec<u8>), LogError> {
    if bytes.len() < COMPRESS_FROM {
        return Ok((RAW, bytes));
    }
    let compressed = zstd::bulk::compress(&bytes, LEVEL)?;
    Ok(if compressed.len() < bytes.len() { (ZSTD, compressed) } else { (RAW, bytes) })
}

fn decode(chunk: Model) -> Result<Vec<u8>, LogError> {
    if chunk.encoding == RAW {
        return Ok(chunk.data);
    }
    let length = usize::try_from(chunk.length).unwrap_or_default();
    Ok(zstd::bulk::decompress(&chunk.data, length)?)
}
