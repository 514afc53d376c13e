//! The bare repositories of the cache.

use std::path::{Path, PathBuf};

use protocol::Login;

use super::command::{GitError, git};
use super::route::Route;
use crate::addresses::AllowedAddresses;
use crate::ids::RepositoryId;

/// Larger pipeline files are not even read into memory; the language's own limit is far below.
const FILE_LIMIT: u64 = 1024 * 1024;

/// The most that any other command may print: a list of changed paths.
const OUTPUT_LIMIT: u64 = 64 * 1024 * 1024;

/// All cached repositories.
#[derive(Debug, Clone)]
pub struct GitCache {
    directory: PathBuf,
    protocols: String,
    allowed: AllowedAddresses,
}

/// The cache of one repository.
#[derive(Debug, Clone)]
pub struct Mirror {
    pub(super) directory: PathBuf,
    pub(super) protocols: String,
    pub(super) origin: Origin,
    pub(super) route: Route,
}

/// Where a repository is fetched from.
#[derive(Debug, Clone)]
pub struct Origin {
    /// The registered clone URL.
    pub url: String,
    /// What its server is shown when it asks.
    pub login: Option<Login>,
}

/// What a commit says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommitFacts {
    /// The whole id: not what was asked for when that names a tag's own object.
    pub id: String,
    /// The author's name.
    pub author: String,
    /// The whole message.
    pub message: String,
    /// Which of the asked-for files are in its root, with their blobs' ids and sizes.
    pub files: Vec<RootFile>,
}

/// A file in a commit's root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RootFile {
    /// Its name.
    pub name: String,
    /// Its blob.
    pub blob: String,
}

impl GitCache {
    /// The cache below `data_dir`; `protocols` is the value of `GIT_ALLOW_PROTOCOL`, and only
    /// `allowed` addresses are fetched from.
    #[must_use]
    pub fn new(data_dir: &Path, protocols: String, allowed: AllowedAddresses) -> Self {
        Self { directory: data_dir.join("git"), protocols, allowed }
    }

    /// The cache of a repository, made when it is not there, and fetching from `origin`.
    ///
    /// # Errors
    /// [`GitError::Cache`] when the directory can't be written, [`GitError::Refused`] when the
    /// origin's address may not be called.
    pub async fn mirror(
        &self,
        repository: RepositoryId,
        origin: Origin,
    ) -> Result<Mirror, GitError> {
        let directory = self.directory.join(format!("{repository}.git"));
        let route = Route::to(&origin.url, &self.allowed).await?;
        let mirror = Mirror { directory, protocols: self.protocols.clone(), origin, route };
        mirror.prepare().await?;
        Ok(mirror)
    }

    /// Deletes the cache of a repository, if there is one.
    ///
    /// # Errors
    /// [`GitError::Cache`] when the directory can't be written.
    pub async fn forget(&self, repository: RepositoryId) -> Result<(), GitError> {
        let directory = self.directory.join(format!("{repository}.git"));
        match tokio::fs::remove_dir_all(directory).await {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(GitError::Cache(error.to_string()))
            }
            Ok(()) | Err(_) => Ok(()),
        }
    }
}

impl Mirror {
    /// The configuration is ours whole, so that no command is needed to set it, and none of its
    /// values can be taken for an option. It is written last: where it stands as it is wanted, the
    /// cache was made to its end, and an init that was killed half-way is done again.
    async fn prepare(&self) -> Result<(), GitError> {
        self.unlock().await;
        let wanted = configuration(&self.origin.url);
        let path = self.directory.join("config");
        let present = tokio::fs::read_to_string(&path).await.unwrap_or_default();
        if present == wanted {
            return Ok(());
        }
        let parent = self.directory.parent().unwrap_or(&self.directory);
        tokio::fs::create_dir_all(parent).await.map_err(cache_error)?;
        // What is there may be half of one, or name another remote's protocol.
        let _ = tokio::fs::remove_file(&path).await;
        git(self, OUTPUT_LIMIT, ["init", "--quiet", "--bare", "--template="]).await?;
        let new = self.directory.join("config.new");
        tokio::fs::write(&new, wanted).await.map_err(cache_error)?;
        tokio::fs::rename(&new, &path).await.map_err(cache_error)
    }

    /// A git that was killed leaves its locks behind. Only one actor at a time works with this
    /// cache, so whatever lock is there now is such a one.
    async fn unlock(&self) {
        for lock in ["shallow.lock", "config.lock", "HEAD.lock", "packed-refs.lock", "gc.pid.lock"]
        {
            // Nearly always there is none.
            let _ = tokio::fs::remove_file(self.directory.join(lock)).await;
        }
    }

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

    async fn fetch_object(&self, wanted: &str) -> Result<(), GitError> {
        let options = ["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--depth=1"];
        let rest = ["--filter=blob:none", "origin", wanted];
        self.run(options.into_iter().chain(rest)).await.map(drop)
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

    /// A fetched commit's id, author and message, and which of `names` are in its root.
    ///
    /// # Errors
    /// [`GitError`] when the commit is not in the cache.
    pub async fn commit(&self, commit: &str, names: &[&str]) -> Result<CommitFacts, GitError> {
        let log = ["log", "-1", "--no-show-signature", "--format=%H%x00%an%x00%B", commit, "--"];
        let tree = ["ls-tree", "-z", commit, "--"].into_iter().chain(names.iter().copied());
        let (log, tree) = tokio::try_join!(self.run(log), self.run(tree))?;
        let log = String::from_utf8_lossy(&log);
        let (id, rest) = log.split_once('\0').unwrap_or((commit, &log));
        let (author, message) = rest.split_once('\0').unwrap_or(("", rest));
        Ok(CommitFacts {
            id: id.to_owned(),
            author: author.to_owned(),
            message: message.trim_end().to_owned(),
            files: root_files(&tree),
        })
    }

    /// The parents of a fetched commit, as the commit itself names them: they need not be in the
    /// cache.
    ///
    /// # Errors
    /// [`GitError`] when the commit is not in the cache.
    pub async fn parents(&self, commit: &str) -> Result<Vec<String>, GitError> {
        let raw = self.run(["cat-file", "commit", commit]).await?;
        let raw = String::from_utf8_lossy(&raw);
        let head = raw.lines().take_while(|line| !line.is_empty());
        Ok(head.filter_map(|line| line.strip_prefix("parent ")).map(str::to_owned).collect())
    }

    /// The contents of a file, fetched when it is not in the cache.
    ///
    /// # Errors
    /// [`GitError::TooMuch`] when it has more than 1 MiB; others when the remote can't be reached.
    pub async fn read(&self, file: &RootFile) -> Result<Vec<u8>, GitError> {
        let show = ["cat-file", "blob", &file.blob];
        git(self, FILE_LIMIT, show).await
    }

    pub(super) async fn run(
        &self,
        arguments: impl IntoIterator<Item = &str>,
    ) -> Result<Vec<u8>, GitError> {
        git(self, OUTPUT_LIMIT, arguments).await
    }
}

/// Regular files of a tree listing: `100644 blob <id>\t<name>\0`. A link is none: it would point
/// out of what was reviewed.
fn root_files(listing: &[u8]) -> Vec<RootFile> {
    let text = String::from_utf8_lossy(listing);
    let entry = |line: &str| {
        let (facts, name) = line.split_once('\t')?;
        let mut facts = facts.split(' ');
        let (mode, kind, blob) = (facts.next()?, facts.next()?, facts.next()?);
        (kind == "blob" && mode.starts_with("100"))
            .then(|| RootFile { name: name.to_owned(), blob: blob.to_owned() })
    };
    text.split('\0').filter_map(entry).collect()
}

fn configuration(url: &str) -> String {
    format!(
        "[core]\n\trepositoryformatversion = 1\n\tbare = true\n\thooksPath = /dev/null\n\
         [extensions]\n\tpartialClone = origin\n\
         [gc]\n\tautoDetach = false\n[maintenance]\n\tautoDetach = false\n\
         [protocol \"ext\"]\n\tallow = never\n\
         [remote \"origin\"]\n\turl = {}\n\tpromisor = true\n\tpartialclonefilter = blob:none\n",
        quoted(url)
    )
}

/// A value in git's configuration syntax (`git help config`, "Syntax").
fn quoted(value: &str) -> String {
    let escaped = value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    format!("\"{escaped}\"")
}

#[expect(clippy::needless_pass_by_value, reason = "fits `map_err`")]
fn cache_error(error: std::io::Error) -> GitError {
    GitError::Cache(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_cache_whose_making_was_cut_off_is_made_to_its_end() {
        let data = tempfile::tempdir().unwrap();
        let cache = GitCache::new(data.path(), "file".to_owned(), AllowedAddresses::default());
        let id = RepositoryId::generate();
        let origin = || Origin { url: "file:///nowhere".to_owned(), login: None };
        let made = data.path().join(format!("git/{id}.git"));
        for left in ["[core]\n\trepositoryformatversion = 0\n", "[co"] {
            std::fs::create_dir_all(made.join("refs")).unwrap();
            std::fs::write(made.join("config"), left).unwrap();
            let mirror = cache.mirror(id, origin()).await.unwrap();
            mirror.run(["rev-parse", "--is-bare-repository"]).await.unwrap();
            std::fs::remove_dir_all(&made).unwrap();
        }
    }
}
