//! What is asked about an event that did not happen, and what is answered.

use indexmap::IndexMap;
use sea_orm::DbErr;

use crate::actors::supervision::CallError;
use crate::domain::event::{CommitSha, Event, PullRequestAction, RefName};
use crate::domain::progress::JobState;
use crate::domain::trigger::Decision;
use crate::git::GitError;
use crate::ids::RepositoryId;
use crate::store::builds::NewBuild;

/// An event to be decided without being handled.
#[derive(Debug, Clone)]
pub struct TestRequest {
    /// The repository.
    pub repository: RepositoryId,
    /// What is to have happened.
    pub event: TestEvent,
    /// The commit; none: the newest one of the branch or tag.
    pub commit: Option<CommitSha>,
    /// Who is to have done it.
    pub sender: String,
}

/// What is to have happened.
#[derive(Debug, Clone)]
pub enum TestEvent {
    /// A push to a branch.
    Push {
        /// The branch.
        branch: RefName,
    },
    /// A push of a tag.
    Tag {
        /// The tag.
        tag: RefName,
    },
    /// Something with a pull request.
    PullRequest {
        /// The branch it comes from.
        source: RefName,
        /// The branch it goes to.
        target: RefName,
        /// Its number; 0 when there is none yet.
        number: u64,
        /// What happened to it.
        action: PullRequestAction,
        /// Whether it is not yet meant to be merged.
        draft: bool,
        /// Whether it comes from another repository.
        fork: bool,
    },
    /// A build that a person asks for.
    Manual {
        /// The branch.
        branch: RefName,
        /// What is given to `on.manual.inputs`.
        inputs: IndexMap<String, String>,
    },
}

/// What would come of an event.
#[derive(Debug, Clone)]
pub struct Tested {
    /// The event as it was decided.
    pub event: Event,
    /// What was decided, and why.
    pub decision: Decision,
    /// The build that would be made.
    pub build: Option<Box<NewBuild>>,
    /// The first states of its jobs, in their order, with the reason for people.
    pub jobs: Vec<(JobState, Option<String>)>,
}

/// Why an event can't be decided.
#[derive(Debug, Clone, thiserror::Error)]
pub enum TestError {
    /// The repository is gone.
    #[error("the repository is not registered any more")]
    RepositoryGone,
    /// There is no such branch or tag.
    #[error("there is no {} `{name}`", if *.field == "tag" { "tag" } else { "branch" })]
    NotFound {
        /// What named it: `branch`, `target` or `tag`.
        field: &'static str,
        /// Its name.
        name: String,
    },
    /// The repository can't be fetched now.
    #[error("{0}")]
    Git(String),
    /// The server can't do it now.
    #[error("the server can't decide events at the moment")]
    Unavailable,
}

impl From<GitError> for TestError {
    fn from(error: GitError) -> Self {
        Self::Git(error.to_string())
    }
}

impl From<CallError> for TestError {
    fn from(_: CallError) -> Self {
        Self::Unavailable
    }
}

impl From<DbErr> for TestError {
    fn from(error: DbErr) -> Self {
        tracing::error!(%error, "an event that was asked about can't be decided");
        Self::Unavailable
    }
}
