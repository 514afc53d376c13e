//! Giving queued jobs to runners.

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel,
};

use super::{Attempt, Model, find, find_attempt};
use crate::clock::Timestamp;
use crate::domain::fact::Fact;
use crate::domain::status::{AttemptStatus, JobEvent, RunnerStatus, StepStatus};
use crate::domain::steps::names;
use crate::entities::{job_attempts, jobs, runners, steps};
use crate::ids::{JobId, LeaseId, RunnerId};
use crate::store::builds::{retell, settle};
use crate::store::schedule::origins;
use crate::store::{Facts, Write, WriteError};

/// Leases for jobs that are still queued; those that are not any more are passed over.
#[derive(Debug, Clone)]
pub struct LeaseJobs {
    /// Which job goes where.
    pub leases: Vec<NewLease>,
    /// When.
    pub at: Timestamp,
}

/// One job for one runner.
#[derive(Debug, Clone, Copy)]
pub struct NewLease {
    /// The id of the attempt to be.
    pub lease: LeaseId,
    /// The job.
    pub job: JobId,
    /// The runner.
    pub runner: RunnerId,
}

impl Write for LeaseJobs {
    /// How many were leased.
    type Output = usize;

    async fn apply(
        &self,
        tx: &DatabaseTransaction,
        facts: &mut Facts,
    ) -> Result<usize, WriteError> {
        let mut leased = 0;
        for new in &self.leases {
            leased += usize::from(lease(tx, new, self.at, facts).await?);
        }
        Ok(leased)
    }
}

async fn lease(
    tx: &DatabaseTransaction,
    new: &NewLease,
    at: Timestamp,
    facts: &mut Facts,
) -> Result<bool, DbErr> {
    let job = find(tx, new.job).await?;
    if let (Some(_), Some(job)) = (find_attempt(tx, new.lease).await?, &job) {
        retell(tx, job.build_id, facts).await?;
        return Ok(true);
    }
    let runner = runners::Entity::find_by_id(new.runner).one(tx).await?;
    let (Some(runner), Some(job)) = (runner, job) else { return Ok(false) };
    // What an administrator takes from a runner counts for what is leased from then on.
    let origin = origins(tx, [job.build_id]).await?.remove(&job.build_id);
    let is_trusted = origin.is_some_and(|origin| runner.trust().admits(origin));
    if !is_trusted || runner.status != RunnerStatus::Online {
        return Ok(false);
    }
    let Ok(status) = job.status.transition(JobEvent::Leased) else { return Ok(false) };
    insert_attempt(tx, new, &job, at).await?;
    let (build, attempt) = (job.build_id, job.attempt + 1);
    let changed = jobs::ActiveModel {
        id: Set(new.job),
        status: Set(status),
        attempt: Set(attempt),
        runner_id: Set(Some(new.runner)),
        started_at: Set(Some(at)),
        detail: Set(None),
        ..Default::default()
    };
    changed.update_without_returning(tx).await?;
    facts.push(Fact::JobChanged { build, job: new.job, status });
    facts.push(Fact::JobLeased { runner: new.runner, lease: new.lease });
    settle(tx, build, at, facts).await?;
    Ok(true)
}

async fn insert_attempt(
    tx: &DatabaseTransaction,
    new: &NewLease,
    job: &Model,
    at: Timestamp,
) -> Result<(), DbErr> {
    let attempt = Attempt {
        id: new.lease,
        job_id: new.job,
        attempt: job.attempt + 1,
        runner_id: new.runner,
        status: AttemptStatus::Running,
        secrets: None,
        detail: None,
        leased_at: at,
        accepted_at: None,
        started_at: None,
        finished_at: None,
        log_removed_at: None,
    };
    job_attempts::Entity::insert(attempt.into_active_model()).exec_without_returning(tx).await?;
    let rows =
        (0..).zip(names(&job.plan.0)).map(|(position, name)| step(new.lease, position, name));
    steps::Entity::insert_many(rows.map(IntoActiveModel::into_active_model))
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

fn step(attempt_id: LeaseId, position: i32, name: String) -> steps::Model {
    steps::Model {
        attempt_id,
        position,
        name,
        status: StepStatus::Pending,
        exit_code: None,
        started_at: None,
        finished_at: None,
        log_start: None,
        log_end: None,
        detail: None,
        summary: None,
    }
}
