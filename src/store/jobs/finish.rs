//! Taking a job's result, and moving its build on.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, DatabaseTransaction, DbErr, IntoActiveModel};
use serde_json::{Map, Value};

use super::lose::lose;
use super::report::{update_step, valid};
use super::{Attempt, find, find_attempt, steps_of};
use crate::clock::Timestamp;
use crate::domain::fact::Fact;
use crate::domain::status::{AttemptStatus, JobEvent, JobStatus};
use crate::entities::{Stored, steps};
use crate::ids::{LeaseId, RunnerId};
use crate::store::builds::{retell, settle};
use crate::store::logs::log_end;
use crate::store::{Facts, Write, WriteError};

/// Stores the result of an attempt.
#[derive(Debug, Clone)]
pub struct FinishAttempt {
    /// The lease.
    pub lease: LeaseId,
    /// The runner that reports.
    pub runner: RunnerId,
    /// How it ended: `Succeeded`, `Failed`, `Canceled`, `TimedOut`, or `Lost` when the runner's
    /// process did not live to see the end.
    pub status: AttemptStatus,
    /// Why, for people, where the steps don't tell.
    pub detail: Option<String>,
    /// The job's outputs.
    pub outputs: Map<String, Value>,
    /// Every step's last state.
    pub steps: Vec<steps::Model>,
    /// How many bytes of log there must be.
    pub log_bytes: u64,
    /// When it began on the runner.
    pub started_at: Timestamp,
    /// When it ended on the runner.
    pub finished_at: Timestamp,
    /// Now, on the server.
    pub at: Timestamp,
}

/// What became of a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FinishOutcome {
    /// It is stored, now or before.
    Stored,
    /// The lease is void: the result counts for nothing.
    Void,
    /// The log is not complete: it is stored up to here.
    LogIncomplete(u64),
}

impl Write for FinishAttempt {
    type Output = FinishOutcome;

    async fn apply(
        &self,
        tx: &DatabaseTransaction,
        facts: &mut Facts,
    ) -> Result<FinishOutcome, WriteError> {
        let Some(attempt) = valid(tx, self.lease, self.runner).await? else {
            return Ok(self.stored_before(tx, facts).await?);
        };
        let end = log_end(tx, self.lease).await?;
        if end < self.log_bytes {
            return Ok(FinishOutcome::LogIncomplete(end));
        }
        if self.status == AttemptStatus::Lost {
            lose(tx, attempt, self.detail.as_deref().unwrap_or_default(), self.at, facts).await?;
            return Ok(FinishOutcome::Stored);
        }
        let Some(job) = find(tx, attempt.job_id).await? else { return Ok(FinishOutcome::Void) };
        let Ok(status) = job.status.transition(job_event(self.status)) else {
            return Ok(FinishOutcome::Void);
        };
        self.update_steps(tx).await?;
        self.end_attempt(tx, attempt).await?;
        let (id, build) = (job.id, job.build_id);
        self.end_job(tx, job, status).await?;
        facts.push(Fact::JobChanged { build, job: id, status });
        settle(tx, build, self.at, facts).await?;
        Ok(FinishOutcome::Stored)
    }
}

impl FinishAttempt {
    /// A result that comes again because its acknowledgement was lost is no late one.
    async fn stored_before(
        &self,
        tx: &DatabaseTransaction,
        facts: &mut Facts,
    ) -> Result<FinishOutcome, DbErr> {
        let attempt = find_attempt(tx, self.lease).await?;
        let stored = attempt
            .filter(|attempt| attempt.runner_id == self.runner && attempt.status == self.status);
        let Some(attempt) = stored else { return Ok(FinishOutcome::Void) };
        if let Some(job) = find(tx, attempt.job_id).await? {
            retell(tx, job.build_id, facts).await?;
        }
        Ok(FinishOutcome::Stored)
    }

    /// Most were reported as they are now.
    async fn update_steps(&self, tx: &DatabaseTransaction) -> Result<(), DbErr> {
        let known = steps_of(tx, &[self.lease]).await?;
        for step in &self.steps {
            if !known.iter().any(|known| is_known(known, step)) {
                update_step(tx, step).await?;
            }
        }
        Ok(())
    }

    async fn end_attempt(&self, tx: &DatabaseTransaction, attempt: Attempt) -> Result<(), DbErr> {
        let mut changed = attempt.into_active_model();
        changed.status = Set(self.status);
        changed.detail = Set(self.detail.clone());
        changed.started_at = Set(Some(self.started_at));
        changed.finished_at = Set(Some(self.finished_at));
        changed.update_without_returning(tx).await?;
        Ok(())
    }

    async fn end_job(
        &self,
        tx: &DatabaseTransaction,
        job: super::Model,
        status: JobStatus,
    ) -> Result<(), DbErr> {
        let detail = match status {
            JobStatus::Canceled => job.cancel_reason.clone().or_else(|| self.detail.clone()),
            _ => self.detail.clone(),
        };
        let mut changed = job.into_active_model();
        changed.status = Set(status);
        changed.detail = Set(detail);
        changed.outputs = Set(Stored(self.outputs.clone()));
        changed.started_at = Set(Some(self.started_at));
        changed.finished_at = Set(Some(self.finished_at));
        changed.update_without_returning(tx).await?;
        Ok(())
    }
}

/// Whether the row says all that is reported; the names are not.
fn is_known(known: &steps::Model, step: &steps::Model) -> bool {
    *known == steps::Model { name: known.name.clone(), ..step.clone() }
}

fn job_event(status: AttemptStatus) -> JobEvent {
    match status {
        AttemptStatus::Succeeded => JobEvent::Succeeded,
        AttemptStatus::Failed => JobEvent::Failed,
        AttemptStatus::Canceled => JobEvent::Canceled,
        AttemptStatus::TimedOut => JobEvent::TimedOut,
        AttemptStatus::Running | AttemptStatus::Refused => JobEvent::Requeued,
        AttemptStatus::Lost => JobEvent::Lost,
    }
}
