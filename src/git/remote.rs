//! What the remote of a repository is asked for: commits, and where its refs stand.

use std::num::NonZeroUsize;
use std::pin::pin;
use std::thread::available_parallelism;
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::cache::Mirror;
use super::command::GitError;

/// How long a fetch keeps its place: one that takes longer waits for its remote, and takes no
/// processor from others meanwhile.
const KEEPS_ITS_PLACE: Duration = Duration::from_millis(50);

/// How many fetches begin at a time: half as many as there are processors, so that a burst of pushes
/// leaves room for taking the next ones in. What comes to a repository meanwhile is fetched together,
/// with its next one.
pub(super) fn places() -> Semaphore {
    let processors = available_parallelism().map_or(1, NonZeroUsize::get);
    Semaphore::new((processors / 2).max(1))
}

impl Mirror {
    /// Brings a commit with its trees into the cache. `full_ref` is fetched when the remote does
    /// not give out bare commits.
    ///
    /// # Errors
    /// [`GitError::NotFound`] when the remote answers and does not have the commit; others when it
    /// can't be reached.
    pub async fn fetch(&self, commit: &str, full_ref: Option<&str>) -> Result<(), GitError> {
        let Err(error) = self.fetch_object(commit).await else { return Ok(()) };
        let Some(full_ref) = full_ref else { return Err(error) };
        if self.remote_ref(full_ref).await?.is_none() {
            return Err(GitError::NotFound(format!(
                "commit {commit} can't be had: the remote does not give it out, and `{full_ref}` \
                 is gone"
            )));
        }
        self.fetch_object(full_ref).await?;
        let kind = format!("{commit}^{{commit}}");
        match self.run(["cat-file", "-e", &kind]).await {
            Ok(_) => Ok(()),
            Err(_) => Err(GitError::NotFound(format!(
                "commit {commit} can't be had: the remote does not give it out, and `{full_ref}` \
                 has moved on since"
            ))),
        }
    }

    /// Brings several commits with their trees into the cache.
    ///
    /// # Errors
    /// [`GitError`] when the remote can't be reached, or does not give out one of them.
    pub async fn fetch_all(&self, commits: &[&str]) -> Result<(), GitError> {
        self.in_its_place(self.fetching("--depth=1", commits.iter().copied())).await
    }

    async fn fetch_object(&self, wanted: &str) -> Result<(), GitError> {
        self.in_its_place(self.fetching("--depth=1", [wanted])).await
    }

    async fn in_its_place(&self, command: Vec<&str>) -> Result<(), GitError> {
        // Nobody closes it.
        let place = self.places.acquire().await.ok();
        let mut fetching = pin!(self.run(command));
        if let Ok(fetched) = timeout(KEEPS_ITS_PLACE, &mut fetching).await {
            return fetched.map(drop);
        }
        drop(place);
        fetching.await.map(drop)
    }

    /// The command that fetches so much history.
    pub(super) fn fetching<'a>(
        &self,
        depth: &'a str,
        wanted: impl IntoIterator<Item = &'a str>,
    ) -> Vec<&'a str> {
        let mut command =
            vec!["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--filter=blob:none"];
        if !self.is_cluttered {
            command.push("--no-auto-maintenance");
        }
        command.extend([depth, "origin"]);
        command.extend(wanted);
        command
    }

    /// The head of a branch at the remote.
    ///
    /// # Errors
    /// [`GitError::NotFound`] when there is no such branch; others when the remote can't be
    /// reached.
    pub async fn branch_head(&self, branch: &str) -> Result<String, GitError> {
        let head = self.remote_ref(&format!("refs/heads/{branch}")).await?;
        head.ok_or_else(|| GitError::NotFound(format!("there is no branch `{branch}`")))
    }

    /// The commit of a tag at the remote, also of one that is an object of its own.
    ///
    /// # Errors
    /// [`GitError::NotFound`] when there is no such tag; others when the remote can't be reached.
    pub async fn tag_commit(&self, tag: &str) -> Result<String, GitError> {
        let full_ref = format!("refs/tags/{tag}");
        let peeled = format!("{full_ref}^{{}}");
        let listed = self.run(["ls-remote", "origin", &full_ref, &peeled]).await?;
        let listed = String::from_utf8_lossy(&listed);
        let named = |wanted: &str| {
            let mut lines = listed.lines().filter_map(|line| line.split_once('\t'));
            lines.find(|(_, name)| *name == wanted).map(|(commit, _)| commit.to_owned())
        };
        let commit = named(&peeled).or_else(|| named(&full_ref));
        commit.ok_or_else(|| GitError::NotFound(format!("there is no tag `{tag}`")))
    }

    /// Every branch at the remote with its newest commit.
    ///
    /// # Errors
    /// When the remote can't be reached.
    pub async fn branch_heads(&self) -> Result<Vec<(String, String)>, GitError> {
        let listed = self.run(["ls-remote", "--heads", "origin"]).await?;
        let listed = String::from_utf8_lossy(&listed);
        let lines = listed.lines().filter_map(|line| line.split_once('\t'));
        let head = |(commit, name): (&str, &str)| {
            let branch = name.strip_prefix("refs/heads/")?;
            Some((branch.to_owned(), commit.to_owned()))
        };
        Ok(lines.filter_map(head).collect())
    }

    /// What a ref names at the remote, if it is there.
    ///
    /// # Errors
    /// When the remote can't be reached.
    pub async fn remote_ref(&self, full_ref: &str) -> Result<Option<String>, GitError> {
        let listed = self.run(["ls-remote", "--refs", "origin", full_ref]).await?;
        let listed = String::from_utf8_lossy(&listed);
        let mut lines = listed.lines().filter_map(|line| line.split_once('\t'));
        Ok(lines.find(|(_, name)| *name == full_ref).map(|(commit, _)| commit.to_owned()))
    }
}
