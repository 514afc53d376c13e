//! A repository as a server knows it.

use super::GitRepository;
use super::deliveries::GithubPush;

/// A registered repository.
#[derive(Debug)]
pub(crate) struct TestRepository {
    pub(crate) id: String,
    pub(crate) full_name: String,
    /// What its webhook is verified with.
    pub(crate) secret: String,
    pub(crate) git: GitRepository,
}

impl TestRepository {
    /// GitHub's words for a push of the newest commit to the current branch.
    pub(crate) fn github_push(&self) -> GithubPush {
        GithubPush {
            full_name: self.full_name.clone(),
            git_ref: format!("refs/heads/{}", self.git.branch()),
            before: self.git.parent().unwrap_or_else(|| "0".repeat(40)),
            after: self.git.head(),
            message: self.git.message(),
        }
    }
}
