//! A look at a repository: where its branches and open pull requests are, and what of that no
//! webhook told. It fetches nothing; what was missed is decided like any other event.

mod rows;

use std::collections::HashMap;

use ractor::ActorProcessingErr;
use tracing::{error, info, warn};

use super::repository::RepositoryContext;
use crate::actors::access::access;
use crate::actors::supervision::CallError;
use crate::clock;
use crate::domain::event::{CommitSha, Event, GitRef, RefName};
use crate::domain::reconcile::{Compared, MissedKind, Remote, compare, with_commits};
use crate::domain::text::{SENTENCE_LIMIT, bounded};
use crate::entities::repositories::Model as Repository;
use crate::git::GitError;
use crate::ids::{RepositoryId, WebhookEventId};
use crate::providers::Listed;
use crate::store;
use crate::store::heads::{NoteSync, Outdated};

/// What a look at a repository found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Synced {
    /// How many branches there are.
    pub branches: usize,
    /// How many pull requests are open; none where they can't be listed.
    pub requests: Option<usize>,
    /// Why the open pull requests were not compared, for people.
    pub not_listed: Option<String>,
    /// Whether it was looked at for the first time: all is noted then, and nothing was missed.
    pub is_first: bool,
    /// What was missed.
    pub missed: Vec<MissedHead>,
}

/// A head that is not where it was seen, and that no webhook told of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissedHead {
    /// The event that was stored for it.
    pub event: WebhookEventId,
    /// What happened to it.
    pub kind: MissedKind,
    /// Which one.
    pub git_ref: GitRef,
    /// Where it was seen last.
    pub seen: Option<CommitSha>,
    /// Where it is; none: it is gone.
    pub commit: Option<CommitSha>,
}

/// Why a repository could not be looked at.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SyncError {
    /// It is gone.
    #[error("the repository is not registered any more")]
    RepositoryGone,
    /// It is switched off.
    #[error("the repository is not active; its events are not built")]
    Inactive,
    /// Somebody changed its settings while it was looked at.
    #[error("the repository was changed at the same moment; try again")]
    Outdated,
    /// Its remote can't be asked.
    #[error("{0}")]
    Git(String),
    /// The server can't do it now.
    #[error("the server can't look at repositories at the moment")]
    Unavailable,
}

impl From<CallError> for SyncError {
    fn from(_: CallError) -> Self {
        Self::Unavailable
    }
}

/// Looks at a repository, and stores what it found.
pub(super) async fn sync(
    context: &RepositoryContext,
    id: RepositoryId,
) -> Result<Synced, SyncError> {
    let found = store::repositories::find(&context.reader, id).await.map_err(unavailable)?;
    let repository = found.ok_or(SyncError::RepositoryGone)?;
    if !repository.active {
        return Err(SyncError::Inactive);
    }
    let branches = match branches(context, &repository).await {
        Ok(branches) => branches,
        Err(error) => {
            warn!(repository.id = %id, %error, "a repository can't be looked at");
            let error = error.to_string();
            note(context, nothing(&repository, &error)).await?;
            return Err(SyncError::Git(error));
        }
    };
    let requests = requests(context, &repository, &branches).await;
    compared(context, &repository, branches, requests).await
}

/// The open pull requests as far as they can be had.
struct Requests {
    open: Option<Vec<Event>>,
    /// Why not, for people.
    not_listed: Option<String>,
    /// Whether that is a failure, and not how things are.
    has_failed: bool,
}

async fn branches(
    context: &RepositoryContext,
    repository: &Repository,
) -> Result<Vec<(RefName, CommitSha)>, GitError> {
    let heads = context.sources.mirror(repository).await?.branch_heads().await?;
    // A branch whose name can't be built is as good as none.
    let head = |(name, commit)| Some((RefName::new(name).ok()?, CommitSha::new(commit).ok()?));
    Ok(heads.into_iter().filter_map(head).collect())
}

async fn requests(
    context: &RepositoryContext,
    repository: &Repository,
    branches: &[(RefName, CommitSha)],
) -> Requests {
    match context.sources.providers.open_pull_requests(&access(repository)).await {
        Ok(Listed::Requests(open)) => {
            let open = with_commits(open, branches);
            Requests { open: Some(open), not_listed: None, has_failed: false }
        }
        Ok(Listed::Not(why)) => Requests { open: None, not_listed: Some(why), has_failed: false },
        Err(error) => {
            warn!(repository.id = %repository.id, %error, "pull requests can't be listed");
            Requests { open: None, not_listed: Some(error.to_string()), has_failed: true }
        }
    }
}

async fn compared(
    context: &RepositoryContext,
    repository: &Repository,
    branches: Vec<(RefName, CommitSha)>,
    requests: Requests,
) -> Result<Synced, SyncError> {
    let Requests { open, not_listed, has_failed } = requests;
    let (reader, id) = (&context.reader, repository.id);
    let heads = store::heads::of_repository(reader, id).await.map_err(unavailable)?;
    let last = store::heads::last_sync(reader, id).await.map_err(unavailable)?;
    let before = Compared {
        branches: last.as_ref().is_some_and(|last| last.branches_at.is_some()),
        requests: last.as_ref().is_some_and(|last| last.requests_at.is_some()),
    };
    let mut synced = Synced {
        branches: branches.len(),
        requests: open.as_ref().map(Vec::len),
        not_listed,
        is_first: !before.branches,
        missed: Vec::new(),
    };
    let since: HashMap<_, _> =
        heads.iter().map(|head| (head.full_ref.clone(), head.seen_at)).collect();
    let seen: Vec<_> = heads.iter().filter_map(rows::head).collect();
    let remote = Remote { branches, requests: open };
    let (has_requests, at) = (remote.requests.is_some(), clock::now());
    let mut changes = Vec::new();
    for difference in compare(&repository.full_name(), &seen, remote, before) {
        let Some(change) = rows::change(repository, &difference, &since, at) else { continue };
        let event = change.event.as_ref().map(|event| event.id);
        synced.missed.extend(event.and_then(|event| rows::missed(event, &difference)));
        changes.push(change);
    }
    let failure = synced.not_listed.as_ref().filter(|_| has_failed);
    let error = failure.map(|why| format!("its pull requests can't be listed: {why}"));
    let look = NoteSync {
        repository: id,
        seen: repository.updated_at,
        changes,
        branches: true,
        requests: has_requests,
        error: error.map(|error| bounded(&error, SENTENCE_LIMIT)),
        at,
    };
    let stored = note(context, look).await?;
    synced.missed.retain(|missed| stored.contains(&missed.event));
    if !synced.missed.is_empty() {
        info!(repository.id = %id, "{} events were missed", synced.missed.len());
    }
    Ok(synced)
}

/// A look that saw nothing, for this reason.
fn nothing(repository: &Repository, error: &str) -> NoteSync {
    NoteSync {
        repository: repository.id,
        seen: repository.updated_at,
        changes: Vec::new(),
        branches: false,
        requests: false,
        error: Some(bounded(error, SENTENCE_LIMIT)),
        at: clock::now(),
    }
}

async fn note(
    context: &RepositoryContext,
    look: NoteSync,
) -> Result<Vec<WebhookEventId>, SyncError> {
    let noted = context.persistence.run(look).await.map_err(unavailable)?;
    noted.map_err(|Outdated| SyncError::Outdated)
}

fn unavailable(error: impl Into<ActorProcessingErr>) -> SyncError {
    let error = error.into();
    error!(%error, "a repository can't be looked at");
    SyncError::Unavailable
}
