//! Commits whose pipeline files were read lately. What a commit holds never changes, so a second
//! event about it needs no git.

use std::sync::{Arc, Mutex, PoisonError};

use indexmap::IndexMap;

use super::file::CommitPipeline;
use crate::entities::repositories::Model as Repository;
use crate::ids::RepositoryId;

/// How many are kept, of all repositories: the oldest goes first.
const CAPACITY: usize = 256;

/// From where a commit was fetched, and its id.
type Key = (RepositoryId, String, String);

/// Commits that were read lately.
#[derive(Debug, Clone, Default)]
pub(super) struct Commits(Arc<Mutex<IndexMap<Key, Arc<CommitPipeline>>>>);

impl Commits {
    pub(super) fn find(&self, repository: &Repository, id: &str) -> Option<Arc<CommitPipeline>> {
        let commits = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        commits.get(&key(repository, id)).cloned()
    }

    pub(super) fn keep(&self, repository: &Repository, id: &str, commit: Arc<CommitPipeline>) {
        let mut commits = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if commits.len() >= CAPACITY {
            commits.shift_remove_index(0);
        }
        commits.insert(key(repository, id), commit);
    }
}

fn key(repository: &Repository, id: &str) -> Key {
    (repository.id, repository.clone_url.clone(), id.to_owned())
}
