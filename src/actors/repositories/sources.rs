//! Where a repository's commits come from: the cache, and what its remote is shown.

use std::sync::Arc;

use super::commits::Commits;
use super::file::{CommitPipeline, load};
use crate::actors::access::{access, login};
use crate::entities::repositories::Model as Repository;
use crate::git::{GitCache, GitError, Mirror, Origin};
use crate::providers::{NoAccess, ProviderClient};

/// Commits of repositories, private ones included.
#[derive(Debug, Clone)]
pub(super) struct Sources {
    pub(super) git: GitCache,
    pub(super) providers: ProviderClient,
    pub(super) commits: Commits,
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
}

impl Sources {
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
        let commit = Arc::new(load(&mirror, id, full_ref).await?);
        self.commits.keep(repository, id, Arc::clone(&commit));
        Ok(commit)
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
