//! History that goes: the walk over what there is of it, and the writes that remove it piece by
//! piece.

mod payloads;
mod walk;

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr,
    EntityTrait, IntoActiveModel, JoinType, QueryFilter, QuerySelect, RelationTrait,
};
use ulid::Ulid;

pub use payloads::{OldPayloads, RemovePayloads, count_old_payloads, old_payloads};
pub use walk::{Page, Walk};

use super::logs::remove_some;
use super::{Facts, Write, WriteError};
use crate::clock::Timestamp;
use crate::domain::status::AttemptStatus;
use crate::entities::{builds, job_attempts, jobs, log_objects, status_reports};
use crate::ids::{BuildId, JobId, LeaseId, WebhookEventId};

/// The attempts of a build whose logs have not been removed.
///
/// # Errors
/// When the database does not answer.
pub async fn logs_of(db: &impl ConnectionTrait, build: BuildId) -> Result<Vec<LeaseId>, DbErr> {
    job_attempts::Entity::find()
        .select_only()
        .column(job_attempts::Column::Id)
        .join(JoinType::InnerJoin, job_attempts::Relation::Owner.def())
        .filter(jobs::Column::BuildId.eq(build))
        .filter(job_attempts::Column::LogRemovedAt.is_null())
        .into_tuple()
        .all(db)
        .await
}

/// Removes a piece of an ended attempt's log, unless something needs it. The object's file is the
/// caller's to remove once nothing names it.
#[derive(Debug, Clone, Copy)]
pub struct RemoveLog {
    /// The attempt.
    pub lease: LeaseId,
    /// Now.
    pub at: Timestamp,
}

/// What became of a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogRemoval {
    /// There is more of it: come again.
    Begun,
    /// Nothing of it is in the database any more.
    Gone,
    /// It goes on, or a later build has taken its job over meanwhile.
    Stays,
}

impl Write for RemoveLog {
    type Output = LogRemoval;

    async fn apply(
        &self,
        tx: &DatabaseTransaction,
        _: &mut Facts,
    ) -> Result<LogRemoval, WriteError> {
        let Some(attempt) = job_attempts::Entity::find_by_id(self.lease).one(tx).await? else {
            return Ok(LogRemoval::Gone);
        };
        if attempt.status == AttemptStatus::Running || are_reused(tx, vec![attempt.job_id]).await? {
            return Ok(LogRemoval::Stays);
        }
        if attempt.log_removed_at.is_none() {
            let mut changed = attempt.into_active_model();
            changed.log_removed_at = Set(Some(self.at));
            changed.update_without_returning(tx).await?;
        }
        log_objects::Entity::delete_by_id(self.lease).exec(tx).await?;
        let is_begun = remove_some(tx, self.lease).await? > 0;
        Ok(if is_begun { LogRemoval::Begun } else { LogRemoval::Gone })
    }
}

/// Removes an ended build with its jobs and reports, unless something needs it; whether it is gone.
/// Its logs go before. What people decided about its commit stays.
#[derive(Debug, Clone, Copy)]
pub struct RemoveBuild {
    /// The build.
    pub id: BuildId,
}

impl Write for RemoveBuild {
    type Output = bool;

    async fn apply(&self, tx: &DatabaseTransaction, _: &mut Facts) -> Result<bool, WriteError> {
        let Some(build) = builds::Entity::find_by_id(self.id).one(tx).await? else {
            return Ok(true);
        };
        let is_needed = is_to_be_told(tx, self.id).await? || is_reused(tx, self.id).await?;
        if !build.status.is_final() || is_needed {
            return Ok(false);
        }
        status_reports::Entity::delete_many()
            .filter(status_reports::Column::BuildId.eq(self.id))
            .exec(tx)
            .await?;
        builds::Entity::delete_by_id(self.id).exec(tx).await?;
        Ok(true)
    }
}

/// Whether the provider does not have the build's last state yet, and is still told it.
async fn is_to_be_told(tx: &DatabaseTransaction, build: BuildId) -> Result<bool, DbErr> {
    let untold = status_reports::Entity::find()
        .filter(status_reports::Column::BuildId.eq(build))
        .filter(status_reports::Column::NextTryAt.is_not_null())
        .one(tx)
        .await?;
    Ok(untold.is_some())
}

/// Whether a build that is there has taken over a job of this one.
async fn is_reused(tx: &DatabaseTransaction, build: BuildId) -> Result<bool, DbErr> {
    let own: Vec<JobId> = jobs::Entity::find()
        .select_only()
        .column(jobs::Column::Id)
        .filter(jobs::Column::BuildId.eq(build))
        .into_tuple()
        .all(tx)
        .await?;
    are_reused(tx, own).await
}

async fn are_reused(tx: &DatabaseTransaction, own: Vec<JobId>) -> Result<bool, DbErr> {
    let reused = jobs::Entity::find().filter(jobs::Column::ReusedFrom.is_in(own)).one(tx).await?;
    Ok(reused.is_some())
}

/// Below every id that was made at this moment or later.
fn first_of(moment: Timestamp) -> WebhookEventId {
    let milliseconds = u64::try_from(moment.timestamp_millis()).unwrap_or_default();
    WebhookEventId(Ulid::from_parts(milliseconds, 0))
}

/// How many bytes the logs of a build take as objects.
///
/// # Errors
/// When the database does not answer.
pub async fn stored_bytes(db: &impl ConnectionTrait, leases: &[LeaseId]) -> Result<u64, DbErr> {
    let stored: Vec<i64> = log_objects::Entity::find()
        .select_only()
        .column(log_objects::Column::Stored)
        .filter(log_objects::Column::AttemptId.is_in(leases.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    Ok(stored.into_iter().map(|it| u64::try_from(it).unwrap_or_default()).sum())
}
