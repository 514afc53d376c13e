//! Jobs with everything that is shown of them: attempts, steps, and what they wait for.

use std::collections::{HashMap, HashSet};

use crate::api::error::ApiError;
use crate::api::views::job::{Job, JobRows, Waiting as View};
use crate::domain::approval::{ApprovalState, ask_for_build, ask_for_job};
use crate::domain::progress::waits_for;
use crate::domain::schedule::{Waiting, explain};
use crate::domain::status::JobStatus;
use crate::entities::{builds, job_attempts, jobs, steps};
use crate::ids::{BuildId, JobId, LeaseId};
use crate::store::Reader;
use crate::store::schedule::{Snapshot, waiting};
use crate::store::{builds as build_store, jobs as store};

/// All jobs of a build, in the order of the file.
pub(in crate::api) async fn of_build(db: &Reader, build: BuildId) -> Result<Vec<Job>, ApiError> {
    let siblings = build_store::jobs_of(db, build).await?;
    views(db, siblings.clone(), &siblings).await
}

/// One job.
pub(in crate::api) async fn of_job(db: &Reader, job: jobs::Model) -> Result<Option<Job>, ApiError> {
    let siblings = match job.status {
        JobStatus::Blocked => build_store::jobs_of(db, job.build_id).await?,
        JobStatus::AwaitingApproval
        | JobStatus::Queued
        | JobStatus::Running
        | JobStatus::Succeeded
        | JobStatus::Failed
        | JobStatus::Canceled
        | JobStatus::TimedOut
        | JobStatus::Skipped
        | JobStatus::Lost => Vec::new(),
    };
    Ok(views(db, vec![job], &siblings).await?.pop())
}

async fn views(
    db: &Reader,
    rows: Vec<jobs::Model>,
    siblings: &[jobs::Model],
) -> Result<Vec<Job>, ApiError> {
    let mut history = History::load(db, &rows).await?;
    let waits = Waits::load(db, &rows).await?;
    let view = |job: jobs::Model| {
        let waiting = waits.why(&job, siblings);
        let (attempts, steps) = history.take(original(&job));
        Job::from(JobRows { job, attempts, steps, waiting })
    };
    Ok(rows.into_iter().map(view).collect())
}

/// The job that ran in the place of this one: itself, unless it was taken over.
pub(in crate::api) fn original(job: &jobs::Model) -> JobId {
    job.reused_from.unwrap_or(job.id)
}

/// What jobs that have not begun may wait for.
struct Waits {
    /// The runners, where a job is queued.
    queue: Option<Snapshot>,
    /// The queued jobs as the scheduler sees them.
    queued: Vec<Waiting>,
    /// The builds of jobs that wait for approval.
    asking: Vec<builds::Model>,
}

impl Waits {
    async fn load(db: &Reader, rows: &[jobs::Model]) -> Result<Self, ApiError> {
        let of = |status| rows.iter().filter(move |job| job.status == status);
        let queued = waiting(db, of(JobStatus::Queued).cloned().collect()).await?;
        let queue = if queued.is_empty() { None } else { Some(Snapshot::load(db).await?) };
        let ids: HashSet<_> = of(JobStatus::AwaitingApproval).map(|job| job.build_id).collect();
        let mut asking = Vec::new();
        for id in ids {
            asking.extend(build_store::find(db, id).await?);
        }
        Ok(Self { queue, queued, asking })
    }

    fn why(&self, job: &jobs::Model, siblings: &[jobs::Model]) -> Option<View> {
        match job.status {
            JobStatus::Blocked => {
                let states: Vec<_> = siblings.iter().map(build_store::job_state).collect();
                let detail = waits_for(&build_store::job_state(job), &states);
                Some(View { reason: "needs".to_owned(), detail })
            }
            JobStatus::AwaitingApproval => {
                let detail = self.question(job)?;
                Some(View { reason: "approval".to_owned(), detail })
            }
            JobStatus::Queued => {
                let (queue, job) =
                    (self.queue.as_ref()?, self.queued.iter().find(|it| it.job == job.id)?);
                let wait = explain(job, &queue.runners, &queue.rows);
                Some(View { reason: wait.reason.to_owned(), detail: wait.detail })
            }
            JobStatus::Running
            | JobStatus::Succeeded
            | JobStatus::Failed
            | JobStatus::Canceled
            | JobStatus::TimedOut
            | JobStatus::Skipped
            | JobStatus::Lost => None,
        }
    }

    fn question(&self, job: &jobs::Model) -> Option<String> {
        let build = self.asking.iter().find(|build| build.id == job.build_id)?;
        if build.approval == Some(ApprovalState::Awaiting) {
            let request = build.pull_request.as_ref().map(|stored| &stored.0);
            return Some(ask_for_build(build.id, &build.commit_sha, request));
        }
        job.plan.0.approval.as_ref().map(|approval| ask_for_job(job.id, approval))
    }
}

/// What happened to several jobs on runners.
struct History {
    attempts: HashMap<JobId, Vec<job_attempts::Model>>,
    steps: HashMap<LeaseId, Vec<steps::Model>>,
}

impl History {
    async fn load(db: &Reader, rows: &[jobs::Model]) -> Result<Self, ApiError> {
        let ids: Vec<_> = rows.iter().map(original).collect();
        let mut attempts: HashMap<JobId, Vec<_>> = HashMap::new();
        for attempt in store::attempts_of_all(db, &ids).await? {
            attempts.entry(attempt.job_id).or_default().push(attempt);
        }
        let newest: Vec<_> =
            attempts.values().filter_map(|all| all.last()).map(|attempt| attempt.id).collect();
        let mut steps: HashMap<LeaseId, Vec<_>> = HashMap::new();
        for step in store::steps_of(db, &newest).await? {
            steps.entry(step.attempt_id).or_default().push(step);
        }
        Ok(Self { attempts, steps })
    }

    fn take(&mut self, job: JobId) -> (Vec<job_attempts::Model>, Vec<steps::Model>) {
        let attempts = self.attempts.remove(&job).unwrap_or_default();
        let newest = attempts.last().and_then(|attempt| self.steps.remove(&attempt.id));
        (attempts, newest.unwrap_or_default())
    }
}
