//! A build once more: the same commit and the same plan under a new number.

use crate::clock::Timestamp;
use crate::domain::event::{
    Commit, CommitSha, Event, EventKind, EventRepository, GitRef, PullRequestAction, RefName,
};
use crate::domain::status::{BuildStatus, JobStatus};
use crate::entities::{builds, jobs, repositories};
use crate::ids::{BuildId, JobId};
use crate::store::builds::{NewBuild, NewJob, RequestKey};

/// Who repeats a build, and how.
#[derive(Debug, Clone)]
pub struct Rerun {
    /// Whether the jobs that succeeded are taken over as they are.
    pub failed_only: bool,
    /// Who asks, for people.
    pub triggered_by: String,
    /// The request for it, if it can be sent again.
    pub request: Option<RequestKey>,
    /// When.
    pub at: Timestamp,
}

/// Why a build can't be repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RerunRefused {
    /// It has not ended.
    #[error("the build is {0}; only a build that has ended can be run again")]
    NotEnded(BuildStatus),
    /// Its pipeline could not be read, so there is nothing to run.
    #[error("the build has no jobs, as its pipeline file could not be used; push a mended file")]
    NoJobs,
    /// Only failed jobs were to run, and there are none.
    #[error("no job of the build failed")]
    NothingFailed,
    /// What is stored of it is damaged.
    #[error("what is stored of the build's commit is damaged")]
    Damaged,
}

/// The build that repeats `build`.
///
/// # Errors
/// [`RerunRefused`] when there is nothing to repeat.
pub fn rerun(
    repository: &repositories::Model,
    build: &builds::Model,
    jobs: &[jobs::Model],
    rerun: Rerun,
) -> Result<NewBuild, RerunRefused> {
    if !build.status.is_final() {
        return Err(RerunRefused::NotEnded(build.status));
    }
    if jobs.is_empty() {
        return Err(RerunRefused::NoJobs);
    }
    if rerun.failed_only && jobs.iter().all(|job| job.status == JobStatus::Succeeded) {
        return Err(RerunRefused::NothingFailed);
    }
    let new_job = |job: &jobs::Model| NewJob {
        id: JobId::generate(),
        plan: job.plan.0.clone(),
        reused: (rerun.failed_only && job.status == JobStatus::Succeeded).then(|| job.clone()),
    };
    let merge_sha = build.merge_sha.as_deref().map(CommitSha::new);
    Ok(NewBuild {
        id: BuildId::generate(),
        repository: build.repository_id,
        event: event(repository, build).ok_or(RerunRefused::Damaged)?,
        merge_sha: merge_sha.transpose().map_err(|_| RerunRefused::Damaged)?,
        jobs: jobs.iter().map(new_job).collect(),
        triggered_by: rerun.triggered_by,
        rerun_of: Some(build.id),
        request: rerun.request,
        pipeline_name: build.pipeline_name.clone(),
        context: build.context.0.clone(),
        diagnostics: Vec::new(),
        error: None,
        at: rerun.at,
    })
}

/// The event as far as a build keeps it.
fn event(repository: &repositories::Model, build: &builds::Model) -> Option<Event> {
    let context = |path: &str| build.context.0.get("event")?.get(path)?.as_str();
    let action = context("action").and_then(|word| word.parse::<PullRequestAction>().ok());
    Some(Event {
        kind: build.event,
        action: action.filter(|_| build.event == EventKind::PullRequest),
        repository: EventRepository { full_name: repository.full_name(), provider_id: None },
        git_ref: GitRef { kind: build.ref_kind, name: RefName::new(&build.ref_name).ok()? },
        commit: Commit {
            sha: CommitSha::new(&build.commit_sha).ok()?,
            message: build.commit_message.clone(),
            author: build.commit_author.clone(),
        },
        before: None,
        pull_request: build.pull_request.clone().map(|stored| stored.0),
        sender: context("sender").map(str::to_owned),
        deleted: false,
        inputs: indexmap::IndexMap::default(),
    })
}
