//! What runners say while a job runs.

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait,
    IntoActiveModel, QueryFilter, QuerySelect,
};

use super::find_attempt;
use crate::clock::Timestamp;
use crate::domain::fact::Fact;
use crate::domain::status::AttemptStatus;
use crate::entities::{job_attempts, jobs, steps};
use crate::ids::{BuildId, JobId, LeaseId, RunnerId};
use crate::store::{Facts, Write, WriteError};

/// The runner has the job on its disk.
#[derive(Debug, Clone, Copy)]
pub struct AcceptAttempt {
    /// The lease.
    pub lease: LeaseId,
    /// Who says so.
    pub runner: RunnerId,
    /// When.
    pub at: Timestamp,
}

impl Write for AcceptAttempt {
    type Output = ();

    async fn apply(&self, tx: &DatabaseTransaction, _: &mut Facts) -> Result<(), WriteError> {
        let attempt = valid(tx, self.lease, self.runner).await?;
        let Some(attempt) = attempt.filter(|attempt| attempt.accepted_at.is_none()) else {
            return Ok(());
        };
        let mut changed = attempt.into_active_model();
        changed.accepted_at = Set(Some(self.at));
        changed.update_without_returning(tx).await?;
        Ok(())
    }
}

/// A step began or ended.
#[derive(Debug, Clone)]
pub struct ReportStep {
    /// The runner that says so.
    pub runner: RunnerId,
    /// The step's new state; its name is not looked at.
    pub step: steps::Model,
}

impl Write for ReportStep {
    type Output = ();

    async fn apply(&self, tx: &DatabaseTransaction, facts: &mut Facts) -> Result<(), WriteError> {
        let lease = self.step.attempt_id;
        let Some(attempt) = valid(tx, lease, self.runner).await? else { return Ok(()) };
        update_step(tx, &self.step).await?;
        if let Some(build) = build_of(tx, attempt.job_id).await? {
            facts.push(Fact::StepChanged { build, job: attempt.job_id });
        }
        Ok(())
    }
}

/// The build that a job is of. Its plan, which may be long, is left where it is.
async fn build_of(tx: &DatabaseTransaction, job: JobId) -> Result<Option<BuildId>, DbErr> {
    let column = jobs::Column::BuildId;
    jobs::Entity::find_by_id(job).select_only().column(column).into_tuple().one(tx).await
}

/// The attempt, if it runs and is `runner`'s.
pub(in crate::store) async fn valid(
    tx: &DatabaseTransaction,
    lease: LeaseId,
    runner: RunnerId,
) -> Result<Option<job_attempts::Model>, DbErr> {
    let attempt = find_attempt(tx, lease).await?;
    Ok(attempt
        .filter(|attempt| attempt.runner_id == runner && attempt.status == AttemptStatus::Running))
}

/// Stores a step's state; a step that the plan doesn't have is passed over.
pub(super) async fn update_step(
    tx: &DatabaseTransaction,
    step: &steps::Model,
) -> Result<(), DbErr> {
    let steps::Model {
        attempt_id,
        position,
        name: _,
        status,
        exit_code,
        started_at,
        finished_at,
        log_start,
        log_end,
        detail,
        summary,
    } = step.clone();
    let changed = steps::ActiveModel {
        attempt_id: Set(attempt_id),
        position: Set(position),
        status: Set(status),
        exit_code: Set(exit_code),
        started_at: Set(started_at),
        finished_at: Set(finished_at),
        log_start: Set(log_start),
        log_end: Set(log_end),
        detail: Set(detail),
        summary: Set(summary),
        ..Default::default()
    };
    steps::Entity::update_many()
        .set(changed)
        .filter(steps::Column::AttemptId.eq(attempt_id))
        .filter(steps::Column::Position.eq(position))
        .exec(tx)
        .await?;
    Ok(())
}
