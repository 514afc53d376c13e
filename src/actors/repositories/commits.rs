//! Commits whose pipeline files were read lately. What a commit holds never changes, so a second
//! event about it needs no git.

use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use indexmap::IndexMap;

use super::file::{CommitPipeline, PipelineFile};
use crate::entities::repositories::Model as Repository;
use crate::git::RootFile;
use crate::ids::RepositoryId;

/// How many commits are kept, of all repositories: enough for what several of them decide in one go.
const COMMITS: usize = 1024;

/// How many pipeline files are kept, of all repositories.
const FILES: usize = 128;

/// From where a commit was fetched, and its id.
type CommitKey = (RepositoryId, String, String);

/// A file's repository, name and blob.
type FileKey = (RepositoryId, String, String);

/// Commits that were read lately.
#[derive(Debug, Clone, Default)]
pub(super) struct Commits(Arc<Mutex<Kept>>);

#[derive(Debug, Default)]
struct Kept {
    commits: IndexMap<CommitKey, Arc<CommitPipeline>>,
    files: IndexMap<FileKey, Arc<PipelineFile>>,
}

impl Commits {
    pub(super) fn find(&self, repository: &Repository, id: &str) -> Option<Arc<CommitPipeline>> {
        self.with(|kept| kept.commits.get(&commit_key(repository, id)).cloned())
    }

    pub(super) fn keep(&self, repository: &Repository, id: &str, commit: Arc<CommitPipeline>) {
        let key = commit_key(repository, id);
        self.with(|kept| keep(&mut kept.commits, COMMITS, key, commit));
    }

    pub(super) fn find_pipeline(
        &self,
        repository: &Repository,
        file: &RootFile,
    ) -> Option<Arc<PipelineFile>> {
        self.with(|kept| kept.files.get(&file_key(repository, file)).cloned())
    }

    pub(super) fn keep_pipeline(
        &self,
        repository: &Repository,
        file: &RootFile,
        pipeline: Arc<PipelineFile>,
    ) {
        let key = file_key(repository, file);
        self.with(|kept| keep(&mut kept.files, FILES, key, pipeline));
    }

    fn with<T>(&self, work: impl FnOnce(&mut Kept) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The oldest goes first.
fn keep<K: Hash + Eq, V>(kept: &mut IndexMap<K, V>, most: usize, key: K, value: V) {
    if kept.len() >= most && !kept.contains_key(&key) {
        kept.shift_remove_index(0);
    }
    kept.insert(key, value);
}

fn commit_key(repository: &Repository, id: &str) -> CommitKey {
    (repository.id, repository.clone_url.clone(), id.to_owned())
}

fn file_key(repository: &Repository, file: &RootFile) -> FileKey {
    (repository.id, file.name.clone(), file.blob.clone())
}
