//! Ending a build that has not ended.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, DatabaseTransaction, DbErr, IntoActiveModel};

use super::progress::{Moving, job_state};
use super::{Model, find, jobs_of, retell};
use crate::clock::Timestamp;
use crate::domain::progress;
use crate::domain::status::BuildStatus;
use crate::ids::BuildId;
use crate::store::{Facts, Write, WriteError};

/// Cancels what waits of a build, and has the runners end what runs.
#[derive(Debug, Clone)]
pub struct CancelBuild {
    /// The build.
    pub id: BuildId,
    /// Why, for people.
    pub reason: String,
    /// When.
    pub at: Timestamp,
}

/// Why a build was not canceled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CancelRefused {
    /// There is no such build.
    Gone,
    /// It has ended like this.
    Ended(BuildStatus),
}

impl Write for CancelBuild {
    type Output = Result<Model, CancelRefused>;

    async fn apply(
        &self,
        tx: &DatabaseTransaction,
        facts: &mut Facts,
    ) -> Result<Self::Output, WriteError> {
        let Some(build) = find(tx, self.id).await? else {
            return Ok(Err(CancelRefused::Gone));
        };
        match (build.status.is_final(), &build.cancel_reason) {
            // The same request again, sent because its answer was lost.
            (true, Some(reason)) if *reason == self.reason => {
                retell(tx, self.id, facts).await?;
                return Ok(Ok(build));
            }
            (true, _) => return Ok(Err(CancelRefused::Ended(build.status))),
            (false, _) => {}
        }
        let build = cancel(tx, build, &self.reason, self.at, facts).await?;
        Ok(Ok(find(tx, self.id).await?.unwrap_or(build)))
    }
}

/// Cancels what waits of a build that has not ended, and has the runners end what runs.
pub(super) async fn cancel(
    tx: &DatabaseTransaction,
    build: Model,
    reason: &str,
    at: Timestamp,
    facts: &mut Facts,
) -> Result<Model, DbErr> {
    let mut changed = build.into_active_model();
    changed.cancel_reason = Set(Some(reason.to_owned()));
    let build = changed.update(tx).await?;
    let rows = jobs_of(tx, build.id).await?;
    let mut states: Vec<_> = rows.iter().map(job_state).collect();
    let changes = progress::cancel(&states, reason);
    let mut moving = Moving { tx, at, facts, has_asked: false };
    moving.apply(&rows, &mut states, &changes).await?;
    moving.update_build(build.clone(), &states).await?;
    Ok(build)
}
