//! Events that did not happen: what is said of one, and what would come of it.

use std::collections::BTreeMap;

use poem_openapi::Object;
use serde_json::Value;

use super::build::{Commit, Diagnostic, PullRequest, Ref};
use super::webhook_event::EventDecision;
use crate::actors::repositories::Tested;
use crate::api::words::Word;
use crate::domain::event::{EventKind, PullRequestAction};
use crate::domain::progress::JobState;
use crate::domain::status::JobStatus;
use crate::domain::trigger::Known;
use crate::entities::repositories::Model as RepositoryRow;
use crate::store::builds::{NewBuild, NewJob};

/// An event to be decided without being handled.
#[derive(Debug, Clone, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct TestEventIn {
    /// What is to have happened.
    pub event: Word<EventKind>,
    /// The branch that is pushed to or built, or that the pull request comes from; left out, it is
    /// the default branch for `push` and `manual`.
    #[oai(validator(min_length = 1, max_length = 1024))]
    pub branch: Option<String>,
    /// The tag that is pushed; for `tag` alone, which needs it.
    #[oai(validator(min_length = 1, max_length = 1024))]
    pub tag: Option<String>,
    /// The branch that the pull request goes to; left out, it is the default branch.
    #[oai(validator(min_length = 1, max_length = 1024))]
    pub target: Option<String>,
    /// What happens to the pull request; `opened` when left out.
    pub action: Option<Word<PullRequestAction>>,
    /// The number of a pull request that is there already. Left out, it is one that is still to be
    /// opened, which is called 0.
    #[oai(validator(minimum(value = "1"), maximum(value = "2147483647")))]
    pub number: Option<u64>,
    /// Whether the pull request is a draft.
    #[oai(default)]
    pub draft: bool,
    /// Whether the pull request comes from another repository.
    #[oai(default)]
    pub fork: bool,
    /// Values for the inputs that the pipeline file asks for; for `manual` alone.
    #[oai(default, validator(max_properties = 100))]
    pub inputs: BTreeMap<String, String>,
    /// The commit's whole id; left out, it is the newest one of the branch or tag.
    #[oai(validator(min_length = 40, max_length = 64))]
    pub commit: Option<String>,
}

/// What would come of an event. Nothing of it is stored, and nothing was started.
#[derive(Debug, Clone, PartialEq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct TestedEvent {
    /// What was to have happened.
    pub event: Word<EventKind>,
    /// What would be built.
    #[oai(rename = "ref")]
    pub git_ref: Ref,
    /// The commit that was looked at.
    pub commit: Commit,
    /// The pull request, when it is one.
    pub pull_request: Option<PullRequest>,
    /// What would be decided.
    pub decision: EventDecision,
    /// The build that would be made.
    pub build: Option<PlannedBuild>,
}

/// A build that would be made.
#[derive(Debug, Clone, PartialEq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PlannedBuild {
    /// The name that the pipeline file gives itself.
    pub pipeline_name: Option<String>,
    /// Why there would be nothing to run; the build would have failed at once.
    pub error: Option<String>,
    /// What is wrong with the pipeline file.
    #[oai(skip_serializing_if_is_empty, default)]
    pub diagnostics: Vec<Diagnostic>,
    /// Its jobs in the order of the file.
    pub jobs: Vec<PlannedJob>,
}

/// A job that would be made.
#[derive(Debug, Clone, PartialEq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PlannedJob {
    /// Its key in the pipeline file, with the row of its matrix: unique in the build.
    pub key: String,
    /// Its name for people.
    pub name: String,
    /// Its first state: `queued` when it would begin at once, `blocked` when other jobs come
    /// first, `skipped` when its `if:` says so already.
    pub status: Word<JobStatus>,
    /// The row of its matrix; empty without one.
    pub matrix: BTreeMap<String, Value>,
    /// The keys of the jobs that it would wait for.
    pub needs: Vec<String>,
    /// The labels that its runner must have.
    pub runs_on: Vec<String>,
    /// Its `if:`.
    pub condition: Option<String>,
    /// Why it would be in that state.
    pub detail: Option<String>,
}

impl TestedEvent {
    /// The view of what would come of an event in this repository.
    #[must_use]
    pub fn new(repository: &RepositoryRow, tested: Tested) -> Self {
        let Tested { event, decision, build, jobs } = tested;
        let (id, named) = (repository.id.to_string(), repository.full_name());
        let known = Known {
            provider: repository.provider,
            named: Some(&named),
            repository: Some(&id),
            event: None,
        };
        Self {
            event: Word(event.kind),
            git_ref: Ref { kind: Word(event.git_ref.kind), name: event.git_ref.name.to_string() },
            commit: Commit {
                sha: event.commit.sha.to_string(),
                message: event.commit.message,
                author: event.commit.author,
            },
            pull_request: event.pull_request.map(Into::into),
            decision: EventDecision::new(decision, known),
            build: build.map(|build| PlannedBuild::new(&build, &jobs)),
        }
    }
}

impl PlannedBuild {
    fn new(build: &NewBuild, states: &[(JobState, Option<String>)]) -> Self {
        let jobs = build.jobs.iter().zip(states);
        Self {
            pipeline_name: build.pipeline_name.clone(),
            error: build.error.clone(),
            diagnostics: build.diagnostics.iter().map(Diagnostic::from).collect(),
            jobs: jobs.map(|(job, (state, why))| PlannedJob::new(job, state, why)).collect(),
        }
    }
}

impl PlannedJob {
    fn new(job: &NewJob, state: &JobState, detail: &Option<String>) -> Self {
        let plan = &job.plan;
        Self {
            key: plan.key.clone(),
            name: plan.name.clone(),
            status: Word(state.status),
            matrix: plan.matrix.clone().into_iter().collect(),
            needs: plan.needs.clone(),
            runs_on: plan.runs_on.clone(),
            condition: plan.condition.clone(),
            detail: detail.clone(),
        }
    }
}
