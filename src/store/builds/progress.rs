//! Moving a build on: the pure decision of `domain::progress`, applied to the rows.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, DatabaseTransaction, DbErr, IntoActiveModel};
use serde_json::Value;

use super::{Model, find, jobs_of};
use crate::clock::Timestamp;
use crate::domain::fact::Fact;
use crate::domain::progress::{self, Action, Change, JobState};
use crate::domain::status::{BuildStatus, JobStatus};
use crate::entities::jobs;
use crate::ids::{BuildId, JobId};
use crate::store::Facts;
use crate::store::jobs::running_lease;
use crate::store::reports::{self, BuildNews};

/// A job as the domain sees it.
#[must_use]
pub fn job_state(job: &jobs::Model) -> JobState {
    let plan = &job.plan.0;
    JobState {
        id: job.id,
        key: job.key.clone(),
        base_key: job.base_key.clone(),
        status: job.status,
        needs: plan.needs.clone(),
        condition: plan.condition.clone(),
        is_gate: plan.approval.is_some(),
        continue_on_error: plan.continue_on_error,
        limits: plan.limits,
        matrix: Value::Object(plan.matrix.clone().into_iter().collect()),
        outputs: Value::Object(job.outputs.0.clone()),
        is_canceling: job.cancel_reason.is_some(),
        has_begun: job.attempt > 0,
    }
}

/// A transaction that moves a build on, and what it makes true.
pub(super) struct Moving<'a> {
    pub(super) tx: &'a DatabaseTransaction,
    pub(super) at: Timestamp,
    pub(super) facts: &'a mut Facts,
    /// Whether a job began or ended to wait for approval.
    pub(super) has_asked: bool,
}

/// Applies everything that follows from the jobs' present states, and gives the build its state.
/// To be called in the transaction that changed a job.
pub(in crate::store) async fn settle(
    tx: &DatabaseTransaction,
    id: BuildId,
    at: Timestamp,
    facts: &mut Facts,
) -> Result<(), DbErr> {
    settle_after(tx, id, |_| Vec::new(), at, facts).await
}

/// The same after changes of somebody's making.
pub(in crate::store) async fn settle_after(
    tx: &DatabaseTransaction,
    id: BuildId,
    first: impl FnOnce(&[JobState]) -> Vec<Change>,
    at: Timestamp,
    facts: &mut Facts,
) -> Result<(), DbErr> {
    let Some(build) = find(tx, id).await?.filter(|build| !build.status.is_final()) else {
        return Ok(());
    };
    let rows = jobs_of(tx, id).await?;
    let mut states: Vec<_> = rows.iter().map(job_state).collect();
    let mut moving = Moving { tx, at, facts, has_asked: false };
    let changes = first(&states);
    moving.apply(&rows, &mut states, &changes).await?;
    let changes = progress::advance(&states, &build.context.0);
    moving.apply(&rows, &mut states, &changes).await?;
    moving.update_build(build, &states).await
}

impl Moving<'_> {
    /// Applies changes to the rows of a build's jobs, and to `states` alike.
    pub(super) async fn apply(
        &mut self,
        rows: &[jobs::Model],
        states: &mut [JobState],
        changes: &[Change],
    ) -> Result<(), DbErr> {
        for change in changes {
            let (Some(row), Some(state)) = (
                rows.iter().find(|row| row.id == change.job),
                states.iter_mut().find(|state| state.id == change.job),
            ) else {
                continue;
            };
            match change.action {
                Action::CancelOnRunner => self.ask_runner(row, change).await?,
                Action::Apply(event) => {
                    if let Ok(status) = state.status.transition(event) {
                        let asks = |status| status == JobStatus::AwaitingApproval;
                        self.has_asked |= asks(state.status) || asks(status);
                        state.status = status;
                        self.move_job(row, status, change.reason.clone()).await?;
                    }
                }
            }
        }
        Ok(())
    }

    async fn move_job(
        &mut self,
        row: &jobs::Model,
        status: JobStatus,
        detail: Option<String>,
    ) -> Result<(), DbErr> {
        let changed = jobs::ActiveModel {
            id: Set(row.id),
            status: Set(status),
            detail: Set(detail),
            finished_at: Set(status.is_final().then_some(self.at)),
            ..Default::default()
        };
        changed.update_without_returning(self.tx).await?;
        self.facts.push(Fact::JobChanged { build: row.build_id, job: row.id, status });
        Ok(())
    }

    async fn ask_runner(&mut self, row: &jobs::Model, change: &Change) -> Result<(), DbErr> {
        let reason = change.reason.clone().unwrap_or_default();
        if row.cancel_reason.is_none() {
            note_cancel(self.tx, row.id, &reason).await?;
        }
        if let Some(lease) = running_lease(self.tx, row.id).await? {
            self.facts.push(Fact::JobCanceling {
                runner: lease.runner_id,
                lease: lease.id,
                reason,
            });
        }
        Ok(())
    }

    /// Stores the build's state when it is new, with the times that go with it.
    pub(super) async fn update_build(
        &mut self,
        build: Model,
        states: &[JobState],
    ) -> Result<(), DbErr> {
        let status = progress::build_status(states);
        if status != build.status || self.has_asked {
            let asks = states.iter().any(|job| job.status == JobStatus::AwaitingApproval);
            let news = BuildNews { build: &build, status, asks };
            reports::note_build(self.tx, news, self.at, self.facts).await?;
        }
        if status == build.status {
            return Ok(());
        }
        let (id, started) = (build.id, build.started_at);
        let mut changed = build.into_active_model();
        changed.status = Set(status);
        if status != BuildStatus::Queued && started.is_none() {
            changed.started_at = Set(Some(self.at));
        }
        if status.is_final() {
            changed.finished_at = Set(Some(self.at));
        }
        changed.update_without_returning(self.tx).await?;
        self.facts.push(Fact::BuildChanged { build: id, status });
        Ok(())
    }
}

async fn note_cancel(tx: &DatabaseTransaction, id: JobId, reason: &str) -> Result<(), DbErr> {
    let changed = jobs::ActiveModel {
        id: Set(id),
        cancel_reason: Set(Some(reason.to_owned())),
        ..Default::default()
    };
    changed.update_without_returning(tx).await?;
    Ok(())
}
