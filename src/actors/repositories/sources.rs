//! Where a repository's commits come from: the cache, and what its remote is shown.

use crate::actors::access::{access, login};
use crate::entities::repositories::Model as Repository;
use crate::git::{GitCache, GitError, Mirror, Origin};
use crate::providers::{NoAccess, ProviderClient, Reach};

/// Commits of repositories, private ones included.
#[derive(Debug, Clone)]
pub(super) struct Sources {
    pub(super) git: GitCache,
    pub(super) providers: ProviderClient,
}

impl Sources {
    /// The cache of a repository.
    ///
    /// # Errors
    /// [`GitError::Refused`] when there is no way to its remote until somebody does something.
    pub(super) async fn mirror(&self, repository: &Repository) -> Result<Mirror, GitError> {
        let credentials = self.providers.credentials(&access(repository), Reach::Repository).await;
        let origin = Origin {
            url: repository.clone_url.clone(),
            login: credentials.map_err(no_access)?.map(login),
        };
        self.git.mirror(repository.id, origin).await
    }
}

fn no_access(error: NoAccess) -> GitError {
    match error {
        NoAccess::Refused(reason) => GitError::Refused(reason),
        NoAccess::Later { reason, .. } => GitError::Unavailable(reason),
    }
}
