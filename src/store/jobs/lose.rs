//! Attempts that end without a result: the runner went away, or would not take the job.

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait,
    IntoActiveModel, QueryFilter,
};

use super::{Attempt, Model, attempts_of, find, find_attempt, report::valid};
use crate::clock::Timestamp;
use crate::domain::fact::Fact;
use crate::domain::status::{AttemptStatus, JobEvent, JobStatus, StepStatus};
use crate::entities::steps;
use crate::ids::{LeaseId, RunnerId};
use crate::store::builds::{retell, settle};
use crate::store::{Facts, Write, WriteError};

/// How many attempts of a job may be lost before the job is.
pub const MAX_LOSSES: usize = 3;

/// Ends attempts whose runner went away: their jobs go back to the queue, unless they are being
/// canceled or were lost [`MAX_LOSSES`] times.
#[derive(Debug, Clone)]
pub struct LoseAttempts {
    /// The runner.
    pub runner: RunnerId,
    /// Its leases.
    pub leases: Vec<LeaseId>,
    /// Why, for people.
    pub reason: String,
    /// When.
    pub at: Timestamp,
}

impl Write for LoseAttempts {
    type Output = ();

    async fn apply(&self, tx: &DatabaseTransaction, facts: &mut Facts) -> Result<(), WriteError> {
        for lease in &self.leases {
            match valid(tx, *lease, self.runner).await? {
                Some(attempt) => lose(tx, attempt, &self.reason, self.at, facts).await?,
                None => retell_end(tx, *lease, self.runner, facts).await?,
            }
        }
        Ok(())
    }
}

/// Ends an attempt that the runner would not take. Nothing of it has run, so it does not count
/// against the job.
#[derive(Debug, Clone)]
pub struct GiveBack {
    /// The lease.
    pub lease: LeaseId,
    /// The runner.
    pub runner: RunnerId,
    /// Why, for people.
    pub reason: String,
    /// When.
    pub at: Timestamp,
}

impl Write for GiveBack {
    type Output = ();

    async fn apply(&self, tx: &DatabaseTransaction, facts: &mut Facts) -> Result<(), WriteError> {
        let end = End { status: AttemptStatus::Refused, reason: &self.reason, at: self.at };
        match valid(tx, self.lease, self.runner).await? {
            Some(attempt) => end_without_result(tx, attempt, &end, facts).await?,
            None => retell_end(tx, self.lease, self.runner, facts).await?,
        }
        Ok(())
    }
}

/// Ends an attempt that no runner can take: the job has failed.
#[derive(Debug, Clone)]
pub struct FailAttempt {
    /// The lease.
    pub lease: LeaseId,
    /// The runner.
    pub runner: RunnerId,
    /// Why, for people.
    pub reason: String,
    /// When.
    pub at: Timestamp,
}

impl Write for FailAttempt {
    type Output = ();

    async fn apply(&self, tx: &DatabaseTransaction, facts: &mut Facts) -> Result<(), WriteError> {
        let end = End { status: AttemptStatus::Failed, reason: &self.reason, at: self.at };
        match valid(tx, self.lease, self.runner).await? {
            Some(attempt) => end_without_result(tx, attempt, &end, facts).await?,
            None => retell_end(tx, self.lease, self.runner, facts).await?,
        }
        Ok(())
    }
}

/// Ends an attempt that its runner should have ended: the job took longer than it may, or was
/// canceled.
#[derive(Debug, Clone)]
pub struct TimeOutAttempt {
    /// The lease.
    pub lease: LeaseId,
    /// The runner.
    pub runner: RunnerId,
    /// Why, for people.
    pub reason: String,
    /// When.
    pub at: Timestamp,
}

impl Write for TimeOutAttempt {
    type Output = ();

    async fn apply(&self, tx: &DatabaseTransaction, facts: &mut Facts) -> Result<(), WriteError> {
        let end = End { status: AttemptStatus::TimedOut, reason: &self.reason, at: self.at };
        match valid(tx, self.lease, self.runner).await? {
            Some(attempt) => end_without_result(tx, attempt, &end, facts).await?,
            None => retell_end(tx, self.lease, self.runner, facts).await?,
        }
        Ok(())
    }
}

/// The lease has ended, perhaps by this very write, whose answer was lost.
async fn retell_end(
    tx: &DatabaseTransaction,
    lease: LeaseId,
    runner: RunnerId,
    facts: &mut Facts,
) -> Result<(), DbErr> {
    facts.push(Fact::LeaseVoid { runner, lease });
    let Some(attempt) = find_attempt(tx, lease).await? else { return Ok(()) };
    match find(tx, attempt.job_id).await? {
        Some(job) => retell(tx, job.build_id, facts).await,
        None => Ok(()),
    }
}

/// Ends an attempt of which nothing more will come.
pub(super) async fn lose(
    tx: &DatabaseTransaction,
    attempt: Attempt,
    reason: &str,
    at: Timestamp,
    facts: &mut Facts,
) -> Result<(), DbErr> {
    let end = End { status: AttemptStatus::Lost, reason, at };
    end_without_result(tx, attempt, &end, facts).await
}

struct End<'a> {
    status: AttemptStatus,
    reason: &'a str,
    at: Timestamp,
}

async fn end_without_result(
    tx: &DatabaseTransaction,
    attempt: Attempt,
    end: &End<'_>,
    facts: &mut Facts,
) -> Result<(), DbErr> {
    let Some(job) = find(tx, attempt.job_id).await? else { return Ok(()) };
    let (lease, runner) = (attempt.id, attempt.runner_id);
    let mut ended = attempt.into_active_model();
    ended.status = Set(end.status);
    ended.detail = Set(Some(end.reason.to_owned()));
    ended.finished_at = Set(Some(end.at));
    ended.update_without_returning(tx).await?;
    end_steps(tx, lease, end).await?;
    facts.push(Fact::LeaseVoid { runner, lease });
    let losses = losses(tx, &job).await?;
    let follows = what_follows(&job, end.status, losses);
    let Ok(status) = job.status.transition(follows) else { return Ok(()) };
    let (id, build) = (job.id, job.build_id);
    move_job(tx, job, status, end).await?;
    facts.push(Fact::JobChanged { build, job: id, status });
    settle(tx, build, end.at, facts).await
}

/// Nothing will be heard of the attempt's steps any more: the one that ran was cut off, those that
/// wait will not run.
async fn end_steps(tx: &DatabaseTransaction, lease: LeaseId, end: &End<'_>) -> Result<(), DbErr> {
    let cut_off = steps::ActiveModel {
        status: Set(StepStatus::Canceled),
        detail: Set(Some(end.reason.to_owned())),
        finished_at: Set(Some(end.at)),
        ..Default::default()
    };
    let skipped = steps::ActiveModel { status: Set(StepStatus::Skipped), ..Default::default() };
    for (from, changed) in [(StepStatus::Running, cut_off), (StepStatus::Pending, skipped)] {
        steps::Entity::update_many()
            .set(changed)
            .filter(steps::Column::AttemptId.eq(lease))
            .filter(steps::Column::Status.eq(from))
            .exec(tx)
            .await?;
    }
    Ok(())
}

/// How many attempts of a job were lost, the one included that is ending.
async fn losses(tx: &DatabaseTransaction, job: &Model) -> Result<usize, DbErr> {
    let attempts = attempts_of(tx, job.id).await?;
    Ok(attempts.iter().filter(|attempt| attempt.status == AttemptStatus::Lost).count())
}

fn what_follows(job: &Model, attempt: AttemptStatus, losses: usize) -> JobEvent {
    if job.cancel_reason.is_some() {
        JobEvent::Canceled
    } else if attempt == AttemptStatus::Failed {
        JobEvent::Failed
    } else if attempt == AttemptStatus::TimedOut {
        JobEvent::TimedOut
    } else if attempt == AttemptStatus::Refused || losses < MAX_LOSSES {
        JobEvent::Requeued
    } else {
        JobEvent::Lost
    }
}

async fn move_job(
    tx: &DatabaseTransaction,
    job: Model,
    status: JobStatus,
    end: &End<'_>,
) -> Result<(), DbErr> {
    let detail = match status {
        JobStatus::Queued => {
            format!("attempt {} ended without a result: {}", job.attempt, end.reason)
        }
        JobStatus::Canceled => job.cancel_reason.clone().unwrap_or_default(),
        JobStatus::Failed | JobStatus::TimedOut => end.reason.to_owned(),
        _ => format!("tried {} times, the last time {}", job.attempt, end.reason),
    };
    let mut changed = job.into_active_model();
    changed.status = Set(status);
    changed.detail = Set(Some(detail));
    if status.is_final() {
        changed.finished_at = Set(Some(end.at));
    } else {
        changed.started_at = Set(None);
        changed.runner_id = Set(None);
    }
    changed.update_without_returning(tx).await?;
    Ok(())
}
