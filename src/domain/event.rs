//! What happened in a repository, in words that no provider owns.
//!
//! Providers translate their payloads into an [`Event`]; everything behind them, from the decision
//! to a step's environment, knows nothing else. It is stored as JSON. What may reach git is checked
//! here, when a value is made: see [`CommitSha`] and [`RefName`].

mod git;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

pub use git::{CommitSha, InvalidCommitSha, InvalidRefName, RefName};

use super::provider::ProviderKind;
use super::text_enum::text_enum;

/// Something happened that a build may come of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// What happened.
    pub kind: EventKind,
    /// What happened to a pull request; absent for the other kinds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<PullRequestAction>,
    /// Where it happened, as the provider calls it.
    pub repository: EventRepository,
    /// What would be built.
    #[serde(rename = "ref")]
    pub git_ref: GitRef,
    /// The commit that would be built. Of a deleted ref: the null id.
    pub commit: Commit,
    /// What the ref or the pull request's head pointed to before; absent when it is new or unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<CommitSha>,
    /// Present exactly when `kind` is [`EventKind::PullRequest`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pull_request: Option<PullRequest>,
    /// Who did it, by the provider's name for them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sender: Option<String>,
    /// Whether the branch or tag is gone.
    #[serde(default)]
    pub deleted: bool,
    /// What was given to a manual build, as written; empty for the other kinds.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub inputs: IndexMap<String, String>,
}

impl Event {
    /// The branch that was pushed or that a manual build was asked for, if it is one.
    #[must_use]
    pub fn branch(&self) -> Option<&RefName> {
        (self.git_ref.kind == RefKind::Branch).then_some(&self.git_ref.name)
    }

    /// The tag, if it is one.
    #[must_use]
    pub fn tag(&self) -> Option<&RefName> {
        (self.git_ref.kind == RefKind::Tag).then_some(&self.git_ref.name)
    }
}

text_enum! {
    /// What happened in a repository.
    EventKind {
        /// A branch moved, appeared or went.
        Push = "push",
        /// A tag moved, appeared or went.
        Tag = "tag",
        /// A pull or merge request changed in a way that may start a build.
        PullRequest = "pull_request",
        /// Someone asked for a build.
        Manual = "manual",
    }
}

text_enum! {
    /// What happened to a pull request, in the words of `types:` in a pipeline file.
    PullRequestAction {
        /// It is new.
        Opened = "opened",
        /// It has new commits, or another target.
        Synchronize = "synchronize",
        /// It was closed and is open again.
        Reopened = "reopened",
        /// It was a draft.
        ReadyForReview = "ready_for_review",
    }
}

impl From<pipeline::PullRequestType> for PullRequestAction {
    fn from(kind: pipeline::PullRequestType) -> Self {
        match kind {
            pipeline::PullRequestType::Opened => Self::Opened,
            pipeline::PullRequestType::Synchronize => Self::Synchronize,
            pipeline::PullRequestType::Reopened => Self::Reopened,
            pipeline::PullRequestType::ReadyForReview => Self::ReadyForReview,
        }
    }
}

/// A repository as a payload names it. It finds the registered one and is never fetched from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventRepository {
    /// `owner/name`; the owner may hold slashes on GitLab.
    pub full_name: String,
    /// The provider's own number, which outlives a rename.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider_id: Option<u64>,
}

/// A branch, a tag or a pull request.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct GitRef {
    /// Which of them.
    pub kind: RefKind,
    /// Without `refs/heads/` or `refs/tags/`. Of a pull request: its number, because a source
    /// branch of a fork may bear the name of a branch here.
    pub name: RefName,
}

impl GitRef {
    /// The whole name by which `provider` serves it to git; none for a pull request where the
    /// provider has no ref for it.
    #[must_use]
    pub fn full_name(&self, provider: ProviderKind) -> Option<String> {
        match self.kind {
            RefKind::Branch => Some(format!("refs/heads/{}", self.name)),
            RefKind::Tag => Some(format!("refs/tags/{}", self.name)),
            RefKind::PullRequest => {
                self.name.as_str().parse().ok().and_then(|number| provider.pull_request_ref(number))
            }
        }
    }

    /// The whole name by which `provider` serves what merging a pull request would give; none for
    /// other refs, and where there is no such ref.
    #[must_use]
    pub fn merge_name(&self, provider: ProviderKind) -> Option<String> {
        match self.kind {
            RefKind::Branch | RefKind::Tag => None,
            RefKind::PullRequest => {
                self.name.as_str().parse().ok().and_then(|number| provider.merge_ref(number))
            }
        }
    }
}

/// The whole name of a ref that has the commit, for servers that give out no bare commits: the
/// ref's own, or the source branch of a pull request of the repository itself.
#[must_use]
pub fn ref_to_fetch(
    git_ref: &GitRef,
    request: Option<&PullRequest>,
    provider: ProviderKind,
) -> Option<String> {
    git_ref.full_name(provider).or_else(|| {
        let request = request.filter(|request| !request.fork)?;
        Some(format!("refs/heads/{}", request.source_branch))
    })
}

text_enum! {
    /// The kind of a ref.
    RefKind {
        /// Under `refs/heads/`.
        Branch = "branch",
        /// Under `refs/tags/`.
        Tag = "tag",
        /// The head of a pull or merge request.
        PullRequest = "pull_request",
    }
}

/// A commit, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commit {
    /// Which one.
    pub sha: CommitSha,
    /// The whole message. Payloads of GitHub's pull requests lack it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// The author's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
}

/// A pull or merge request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PullRequest {
    /// Counted per repository.
    pub number: u64,
    /// For people.
    pub title: String,
    /// The branch it comes from, in `source_repository`.
    pub source_branch: RefName,
    /// The branch it goes to.
    pub target_branch: RefName,
    /// Where it comes from; absent when that repository is gone or unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_repository: Option<String>,
    /// Who opened it, by the provider's word; absent when that is not told. Not who did what the
    /// event tells of, and not what a commit says of its author.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<Author>,
    /// The tip of the target branch, where the payload tells it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base_sha: Option<CommitSha>,
    /// The newest commit of it.
    pub head_sha: CommitSha,
    /// Whether it comes from another repository. True when that can't be told.
    pub fork: bool,
    /// Whether it is not yet meant to be merged.
    pub draft: bool,
    /// Whether the provider says that it contradicts its target. False when that is not known.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub conflicts: bool,
    /// Present when the event gave it another target and no new commits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retargeted: Option<Retargeted>,
}

/// Who opened a pull request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    /// The provider's name for them.
    pub name: String,
    /// The provider's number for them, which outlives a rename.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Whether the provider says that they belong to the repository or have contributed to it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_known: bool,
}

impl Author {
    /// What stands for them in a repository's record: a name can become somebody else's.
    #[must_use]
    pub fn key(&self) -> String {
        match &self.id {
            Some(id) => format!("id:{id}"),
            None => format!("name:{}", self.name.to_lowercase()),
        }
    }
}

/// A change of a pull request's target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retargeted {
    /// The branch that it went to before; absent when that is not told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<RefName>,
}

/// What a payload says it is about, as it says it: for people, also when the repository is not
/// registered or the event unknown. Nothing is decided by it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Summary {
    /// The repository's full name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repository: Option<String>,
    /// The ref, spelt as in the payload: `refs/heads/main`, or a branch's bare name.
    #[serde(default, rename = "ref", skip_serializing_if = "Option::is_none")]
    pub git_ref: Option<String>,
    /// The commit's whole id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commit: Option<String>,
    /// The number of the pull or merge request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pull_request: Option<u64>,
    /// Who did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sender: Option<String>,
}

#[cfg(test)]
mod tests;
