//! Looking for what merging a pull request would give.

use super::sources::Sources;
use crate::domain::event::{CommitSha, Event};
use crate::domain::provider::{ProviderKind, PullRequestBuilds};
use crate::domain::trigger::{MergeChoice, MergeRef, TraceEntry, choose_merge};
use crate::entities::repositories::Model as Repository;
use crate::git::{GitError, Mirror};

/// How often an event is put off for a merge result that is still to be made: some seconds in all.
const TRIES: i32 = 2;

/// Whether a merge result that is not there yet is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Patience {
    /// The event is tried again in a moment.
    Wait,
    /// What is there now counts.
    Now,
}

impl Patience {
    /// That of an event which was tried so often in vain.
    pub(super) fn after(attempts: i32) -> Self {
        if attempts < TRIES { Self::Wait } else { Self::Now }
    }
}

/// What is built of a pull request.
pub(super) struct Merged {
    /// What the decision says about it; one that does not match means that nothing is built.
    pub(super) entry: TraceEntry,
    /// The merge result and its ref; none: the head is built.
    pub(super) commit: Option<(CommitSha, String)>,
}

/// Looks where the provider keeps the merge result, if the repository wants that built; none where
/// it does not, or where no pull request is meant.
///
/// # Errors
/// [`GitError::Unavailable`] when it may come in a moment and `patience` allows that; others when
/// git can't be asked.
pub(super) async fn merged(
    sources: &Sources,
    repository: &Repository,
    event: &Event,
    patience: Patience,
) -> Result<Option<Merged>, GitError> {
    let Some(request) = &event.pull_request else { return Ok(None) };
    if repository.pull_request_builds == PullRequestBuilds::Head {
        return Ok(None);
    }
    let merge_ref = repository.provider.merge_ref(request.number);
    let found = match &merge_ref {
        Some(merge_ref) => look_up(&sources.mirror(repository).await?, merge_ref).await?,
        None => MergeRef::NotServed,
    };
    let merged = match choose_merge(request, &found) {
        MergeChoice::Merge(commit, entry) => {
            Merged { entry, commit: merge_ref.map(|merge_ref| (commit, merge_ref)) }
        }
        MergeChoice::NotYet(awaited, _)
            if patience == Patience::Wait && is_made_lazily(repository.provider) =>
        {
            return Err(GitError::Unavailable(awaited));
        }
        MergeChoice::Head(entry) | MergeChoice::NotYet(_, entry) | MergeChoice::Conflict(entry) => {
            Merged { entry, commit: None }
        }
    };
    Ok(Some(merged))
}

async fn look_up(mirror: &Mirror, merge_ref: &str) -> Result<MergeRef, GitError> {
    let commit = match mirror.remote_ref(merge_ref).await? {
        None => return Ok(MergeRef::Absent),
        Some(commit) => CommitSha::new(commit).map_err(|error| {
            GitError::NotFound(format!("what `{merge_ref}` names is unusable: {error}"))
        })?,
    };
    match mirror.fetch(commit.as_str(), Some(merge_ref)).await {
        Ok(()) => {}
        // It was made anew at this moment.
        Err(GitError::NotFound(_)) => return Ok(MergeRef::Absent),
        Err(error) => return Err(error),
    }
    let facts = mirror.objects().await?.commit(commit.as_str()).await?;
    Ok(MergeRef::At { commit, parents: facts.parents })
}

/// Whether a provider makes merge results some time after a push. Gitea and Forgejo have the ref
/// in no version known (<https://github.com/go-gitea/gitea/issues/13134>): waiting brings nothing.
fn is_made_lazily(provider: ProviderKind) -> bool {
    match provider {
        ProviderKind::Github | ProviderKind::Gitlab => true,
        ProviderKind::Gitea | ProviderKind::Bitbucket | ProviderKind::Git => false,
    }
}
