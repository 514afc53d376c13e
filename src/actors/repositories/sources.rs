//! Where a repository's commits come from: the cache, and what its remote is shown.

use std::sync::{Arc, Mutex, PoisonError};

use tracing::debug;

use super::commits::Commits;
use super::file::{CommitPipeline, load, load_all};
use crate::actors::access::{access, login};
use crate::domain::event::CommitSha;
use crate::entities::repositories::Model as Repository;
use crate::git::{GitCache, GitError, Mirror, Origin};
use crate::providers::{NoAccess, ProviderClient};

/// Commits of repositories, private ones included.
#[derive(Debug, Clone)]
pub(super) struct Sources {
    pub(super) git: GitCache,
    pub(super) providers: ProviderClient,
    pub(super) commits: Commits,
    /// Commits that are going to be asked for, to be fetched with the first of them.
    pub(super) awaited: Awaited,
}

/// Commits that are fetched together.
#[derive(Debug, Clone, Default)]
pub(super) struct Awaited(Arc<Mutex<Vec<CommitSha>>>);

impl Awaited {
    pub(super) fn of(commits: impl IntoIterator<Item = CommitSha>) -> Self {
        Self(Arc::new(Mutex::new(commits.into_iter().collect())))
    }

    /// They are tried once.
    fn take(&self) -> Vec<CommitSha> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Sources {
    /// The cache of a repository.
    ///
    /// # Errors
    /// [`GitError::Refused`] when there is no way to its remote until somebody does something.
    pub(super) async fn mirror(&self, repository: &Repository) -> Result<Mirror, GitError> {
        let credentials = self.providers.credentials(&access(repository)).await;
        let origin = Origin {
            url: repository.clone_url.clone(),
            login: credentials.map_err(no_access)?.map(login),
        };
        self.git.mirror(repository.id, origin).await
    }

    /// A commit with its pipeline file, fetched if it was not read lately.
    ///
    /// # Errors
    /// [`GitError`] when it can't be fetched: worth another try.
    pub(super) async fn commit(
        &self,
        repository: &Repository,
        id: &str,
        full_ref: Option<&str>,
    ) -> Result<Arc<CommitPipeline>, GitError> {
        if let Some(commit) = self.commits.find(repository, id) {
            return Ok(commit);
        }
        let mirror = self.mirror(repository).await?;
        if let Some(commit) = self.with_others(&mirror, repository, id).await {
            return Ok(commit);
        }
        load((&mirror, repository, &self.commits), id, full_ref).await
    }

    /// Fetches a commit together with those that are awaited. None where there are no others, or
    /// where one of them can't be had: each by itself may be.
    async fn with_others(
        &self,
        mirror: &Mirror,
        repository: &Repository,
        id: &str,
    ) -> Option<Arc<CommitPipeline>> {
        let awaited = self.awaited.take();
        let is_new = |other: &&str| *other != id && self.commits.find(repository, other).is_none();
        let mut wanted: Vec<_> = awaited.iter().map(CommitSha::as_str).filter(is_new).collect();
        wanted.sort_unstable();
        wanted.dedup();
        if wanted.is_empty() {
            return None;
        }
        wanted.push(id);
        match load_all((mirror, repository, &self.commits), &wanted).await {
            Ok(()) => self.commits.find(repository, id),
            Err(error) => {
                debug!(%error, "commits can't be fetched together");
                None
            }
        }
    }

    /// Whether another try is worth while after the remote has refused what it was shown: the next
    /// time it is shown something else.
    pub(super) async fn has_another_login(&self, repository: &Repository) -> bool {
        self.providers.forget_credentials(&access(repository)).await
    }
}

fn no_access(error: NoAccess) -> GitError {
    match error {
        NoAccess::Refused(reason) | NoAccess::NotInstalled(reason) => GitError::Refused(reason),
        NoAccess::Later { reason, .. } => GitError::Unavailable(reason),
    }
}
