//! Taking a decision: the row, and everything that follows from it, in one transaction.

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr,
    EntityTrait, IntoActiveModel, QueryFilter,
};

use crate::clock::Timestamp;
use crate::domain::approval::{ApprovalDecision, ApprovalState, rejection};
use crate::domain::progress::{self, Action, Change, JobState};
use crate::domain::status::{BuildStatus, JobEvent, JobStatus};
use crate::entities::approvals::{Column, Entity, Model, subject_of_build, subject_of_job};
use crate::entities::{builds, jobs};
use crate::ids::{ApprovalId, BuildId, JobId};
use crate::store::builds::{retell, settle_after};
use crate::store::{Facts, Write, WriteError, jobs as job_store};

/// What a person says.
#[derive(Debug, Clone)]
pub struct NewDecision {
    /// The id of the row to be.
    pub id: ApprovalId,
    /// The word itself.
    pub decision: ApprovalDecision,
    /// Who says it.
    pub by: String,
    /// What they say about it.
    pub comment: Option<String>,
    /// When.
    pub at: Timestamp,
}

/// Lets the jobs of a build begin that wait for approval, or cancels them.
#[derive(Debug, Clone)]
pub struct DecideBuild {
    /// The build.
    pub build: BuildId,
    /// The word.
    pub decision: NewDecision,
}

/// Lets a job run that waits for approval, or cancels it.
#[derive(Debug, Clone)]
pub struct DecideJob {
    /// The job.
    pub job: JobId,
    /// The word.
    pub decision: NewDecision,
}

/// Why a decision was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecideRefused {
    /// There is no such build or job any more.
    #[error("it was removed meanwhile")]
    Gone,
    /// Somebody said the opposite before.
    #[error("it was {decision} by {by} already, and a decision stands")]
    Decided {
        /// What.
        decision: ApprovalDecision,
        /// Who.
        by: String,
    },
    /// The build does not wait.
    #[error("the build does not wait for approval: it is {0}")]
    BuildDoesNotWait(BuildStatus),
    /// The job does not wait.
    #[error("the job does not wait for approval: it is {0}")]
    JobDoesNotWait(JobStatus),
    /// The job is no gate: it waits with its whole build.
    #[error("the build waits for approval as a whole: `oore build approve {0}`")]
    BuildWaits(BuildId),
}

/// What was decided about, and whether it was not decided before: the same word again changes
/// nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Decided<T> {
    /// The build or job as it is now.
    pub row: T,
    /// Whether it is this decision that counts.
    pub is_new: bool,
}

impl Write for DecideBuild {
    type Output = Result<Decided<builds::Model>, DecideRefused>;

    async fn apply(
        &self,
        tx: &DatabaseTransaction,
        facts: &mut Facts,
    ) -> Result<Self::Output, WriteError> {
        let Some(build) = builds::Entity::find_by_id(self.build).one(tx).await? else {
            return Ok(Err(DecideRefused::Gone));
        };
        let subject = subject_of_build(build.id);
        if let Some(known) = decided(tx, &subject, self.decision.decision).await? {
            retell(tx, build.id, facts).await?;
            return Ok(known.map(|()| Decided { row: build, is_new: false }));
        }
        if build.approval != Some(ApprovalState::Awaiting) || build.status.is_final() {
            return Ok(Err(DecideRefused::BuildDoesNotWait(build.status)));
        }
        insert(tx, row(&self.decision, &build, None, subject)).await?;
        let reason = self.decision.reason();
        let mut changed = build.into_active_model();
        changed.approval = Set(Some(match self.decision.decision {
            ApprovalDecision::Approved => ApprovalState::Approved,
            ApprovalDecision::Rejected => ApprovalState::Rejected,
        }));
        if self.decision.decision == ApprovalDecision::Rejected {
            changed.cancel_reason = Set(Some(reason.clone()));
        }
        changed.update_without_returning(tx).await?;
        let first = |states: &[JobState]| match self.decision.decision {
            ApprovalDecision::Approved => progress::release(states),
            ApprovalDecision::Rejected => progress::reject(states, &reason),
        };
        settle_after(tx, self.build, first, self.decision.at, facts).await?;
        let build = builds::Entity::find_by_id(self.build).one(tx).await?;
        Ok(build.map(|row| Decided { row, is_new: true }).ok_or(DecideRefused::Gone))
    }
}

impl Write for DecideJob {
    type Output = Result<Decided<jobs::Model>, DecideRefused>;

    async fn apply(
        &self,
        tx: &DatabaseTransaction,
        facts: &mut Facts,
    ) -> Result<Self::Output, WriteError> {
        let job = job_store::find(tx, self.job).await?;
        let build = match &job {
            Some(job) => builds::Entity::find_by_id(job.build_id).one(tx).await?,
            None => None,
        };
        let (Some(job), Some(build)) = (job, build) else { return Ok(Err(DecideRefused::Gone)) };
        let subject = subject_of_job(job.id);
        if let Some(known) = decided(tx, &subject, self.decision.decision).await? {
            retell(tx, build.id, facts).await?;
            return Ok(known.map(|()| Decided { row: job, is_new: false }));
        }
        if job.status != JobStatus::AwaitingApproval {
            return Ok(Err(DecideRefused::JobDoesNotWait(job.status)));
        }
        if build.approval == Some(ApprovalState::Awaiting) {
            return Ok(Err(DecideRefused::BuildWaits(build.id)));
        }
        insert(tx, row(&self.decision, &build, Some(job.id), subject)).await?;
        let (event, reason) = match self.decision.decision {
            ApprovalDecision::Approved => (JobEvent::Approved, None),
            ApprovalDecision::Rejected => (JobEvent::Rejected, Some(self.decision.reason())),
        };
        let change = Change { job: job.id, action: Action::Apply(event), reason };
        settle_after(tx, build.id, |_| vec![change], self.decision.at, facts).await?;
        let job = job_store::find(tx, self.job).await?;
        Ok(job.map(|row| Decided { row, is_new: true }).ok_or(DecideRefused::Gone))
    }
}

impl NewDecision {
    fn reason(&self) -> String {
        rejection(&self.by, self.comment.as_deref())
    }
}

/// Whether it was decided before: the same word again changes nothing.
async fn decided(
    db: &impl ConnectionTrait,
    subject: &str,
    wanted: ApprovalDecision,
) -> Result<Option<Result<(), DecideRefused>>, DbErr> {
    let known = Entity::find().filter(Column::Subject.eq(subject)).one(db).await?;
    Ok(known.map(|row| {
        if row.decision == wanted {
            return Ok(());
        }
        Err(DecideRefused::Decided { decision: row.decision, by: row.decided_by })
    }))
}

fn row(
    decision: &NewDecision,
    build: &builds::Model,
    job: Option<JobId>,
    subject: String,
) -> Model {
    let request = build.pull_request.as_ref().map(|stored| &stored.0);
    let author = request.and_then(|request| request.author.as_ref());
    Model {
        id: decision.id,
        repository_id: build.repository_id,
        build_id: build.id,
        job_id: job,
        subject,
        pull_request: request.map(|request| request.number.to_string()),
        commit_sha: build.commit_sha.clone(),
        author: author.map(|author| author.name.clone()),
        author_key: author.map(crate::domain::event::Author::key),
        decision: decision.decision,
        decided_by: decision.by.clone(),
        comment: decision.comment.clone(),
        decided_at: decision.at,
    }
}

async fn insert(tx: &DatabaseTransaction, row: Model) -> Result<(), DbErr> {
    Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}
