//! The bare repositories of the cache.

use std::fs::{self, DirEntry};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use protocol::Login;
use tokio::sync::Semaphore;

use super::command::{GitError, git};
use super::remote;
use super::route::Route;
use crate::addresses::AllowedAddresses;
use crate::ids::RepositoryId;

/// The most that a command may print: a list of changed paths.
pub(super) const OUTPUT_LIMIT: u64 = 64 * 1024 * 1024;

/// From so many packs on git is to see whether it makes one of them: its own limit (`git help
/// config`, `gc.autoPackLimit`). Each fetch brings one, and asking git costs a process.
const MANY_PACKS: usize = 50;

/// What a git that was killed leaves behind.
const LOCKS: [&str; 5] =
    ["shallow.lock", "config.lock", "HEAD.lock", "packed-refs.lock", "gc.pid.lock"];

/// All cached repositories.
#[derive(Debug, Clone)]
pub struct GitCache {
    directory: PathBuf,
    protocols: String,
    allowed: AllowedAddresses,
    places: Arc<Semaphore>,
}

/// The cache of one repository.
#[derive(Debug, Clone)]
pub struct Mirror {
    pub(super) directory: PathBuf,
    pub(super) protocols: String,
    pub(super) origin: Origin,
    pub(super) route: Route,
    /// Whether git is to tidy up after the next fetch.
    pub(super) is_cluttered: bool,
    /// Where fetches wait for their turn.
    pub(super) places: Arc<Semaphore>,
}

/// Where a repository is fetched from.
#[derive(Debug, Clone)]
pub struct Origin {
    /// The registered clone URL.
    pub url: String,
    /// What its server is shown when it asks.
    pub login: Option<Login>,
}

impl GitCache {
    /// The cache below `data_dir`; `protocols` is the value of `GIT_ALLOW_PROTOCOL`, and only
    /// `allowed` addresses are fetched from.
    #[must_use]
    pub fn new(data_dir: &Path, protocols: String, allowed: AllowedAddresses) -> Self {
        let places = Arc::new(remote::places());
        Self { directory: data_dir.join("git"), protocols, allowed, places }
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
        let (protocols, places) = (self.protocols.clone(), Arc::clone(&self.places));
        let is_cluttered = false;
        let mut mirror = Mirror { directory, protocols, origin, route, is_cluttered, places };
        mirror.prepare().await?;
        Ok(mirror)
    }

    /// Deletes the cache of a repository, if there is one.
    ///
    /// # Errors
    /// [`GitError::Cache`] when the directory can't be written.
    pub async fn forget(&self, repository: RepositoryId) -> Result<(), GitError> {
        let directory = self.directory.join(format!("{repository}.git"));
        on_disk(&directory, clear).await
    }
}

impl Mirror {
    /// The configuration is ours whole, so that no command is needed to set it, and none of its
    /// values can be taken for an option. It is written last: where it stands as it is wanted, the
    /// cache was made to its end, from this remote and since the machine was started. Any other is
    /// made anew.
    async fn prepare(&mut self) -> Result<(), GitError> {
        let wanted = configuration(&self.origin.url, boot());
        let found = on_disk(&self.directory, {
            let wanted = wanted.clone();
            move |directory| Ok(look(directory, &wanted))
        });
        if let Some(packs) = found.await? {
            self.is_cluttered = packs >= MANY_PACKS;
            return Ok(());
        }
        on_disk(&self.directory, clear).await?;
        git(self, OUTPUT_LIMIT, ["init", "--quiet", "--bare", "--template="]).await?;
        on_disk(&self.directory, move |directory| {
            let new = directory.join("config.new");
            fs::write(&new, wanted)?;
            fs::rename(&new, directory.join("config"))
        })
        .await
    }

    pub(super) async fn run(
        &self,
        arguments: impl IntoIterator<Item = &str>,
    ) -> Result<Vec<u8>, GitError> {
        git(self, OUTPUT_LIMIT, arguments).await
    }
}

/// How many packs there are in a cache that is as it is `wanted`.
///
/// Only one actor at a time works with it, so whatever lock is there is of a git that was killed.
fn look(directory: &Path, wanted: &str) -> Option<usize> {
    if fs::read_to_string(directory.join("config")).ok()? != wanted {
        return None;
    }
    for lock in LOCKS {
        // Nearly always there is none.
        let _ = fs::remove_file(directory.join(lock));
    }
    let is_pack = |entry: &DirEntry| entry.path().extension().is_some_and(|it| it == "pack");
    let entries = fs::read_dir(directory.join("objects/pack")).into_iter().flatten();
    Some(entries.flatten().filter(is_pack).count())
}

fn clear(directory: &Path) -> io::Result<()> {
    match fs::remove_dir_all(directory) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        Ok(()) | Err(_) => fs::create_dir_all(directory.parent().unwrap_or(directory)),
    }
}

/// Does what may wait for the disk.
async fn on_disk<T: Send + 'static>(
    directory: &Path,
    work: impl FnOnce(&Path) -> io::Result<T> + Send + 'static,
) -> Result<T, GitError> {
    let directory = directory.to_owned();
    let done = tokio::task::spawn_blocking(move || work(&directory)).await;
    done.map_err(io::Error::other).flatten().map_err(|error| GitError::Cache(error.to_string()))
}

/// What is another one after each start of the machine (`proc_sys_kernel(5)`); none on systems that
/// have no such thing.
fn boot() -> Option<&'static str> {
    static BOOT: LazyLock<Option<String>> = LazyLock::new(|| {
        let id = fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
        Some(id.trim().to_owned())
    });
    BOOT.as_deref()
}

/// Git need not wait for the disk where a loss of power is noticed: by the number of the machine's
/// start, which the cache is not kept beyond.
fn configuration(url: &str, boot: Option<&str>) -> String {
    let unsynced = boot.map_or_else(String::new, |boot| {
        format!("[core]\n\tfsync = none\n[oore]\n\tboot = {}\n", quoted(boot))
    });
    format!(
        "[core]\n\trepositoryformatversion = 1\n\tbare = true\n\thooksPath = /dev/null\n\
         {unsynced}\
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
            fs::create_dir_all(made.join("refs")).unwrap();
            fs::write(made.join("config"), left).unwrap();
            let mirror = cache.mirror(id, origin()).await.unwrap();
            mirror.run(["rev-parse", "--is-bare-repository"]).await.unwrap();
            fs::remove_dir_all(&made).unwrap();
        }
    }

    #[tokio::test]
    async fn a_cache_is_made_anew_for_another_remote_and_after_a_start_of_the_machine() {
        let data = tempfile::tempdir().unwrap();
        let cache = GitCache::new(data.path(), "file".to_owned(), AllowedAddresses::default());
        let id = RepositoryId::generate();
        let kept = data.path().join(format!("git/{id}.git/objects/kept"));
        let mirror = async |url: &str| {
            let origin = Origin { url: url.to_owned(), login: None };
            cache.mirror(id, origin).await.unwrap()
        };
        mirror("file:///one").await;
        fs::write(&kept, "").unwrap();
        mirror("file:///one").await;
        assert!(kept.exists());
        mirror("file:///two").await;
        assert!(!kept.exists());
        fs::write(&kept, "").unwrap();
        let earlier = configuration("file:///two", Some("an earlier start"));
        fs::write(data.path().join(format!("git/{id}.git/config")), earlier).unwrap();
        mirror("file:///two").await;
        assert!(!kept.exists());
    }

    #[tokio::test]
    async fn git_is_asked_to_tidy_up_where_there_are_many_packs() {
        let data = tempfile::tempdir().unwrap();
        let cache = GitCache::new(data.path(), "file".to_owned(), AllowedAddresses::default());
        let id = RepositoryId::generate();
        let origin = || Origin { url: "file:///nowhere".to_owned(), login: None };
        assert!(!cache.mirror(id, origin()).await.unwrap().is_cluttered);
        let packs = data.path().join(format!("git/{id}.git/objects/pack"));
        for number in 0..MANY_PACKS {
            fs::write(packs.join(format!("pack-{number}.pack")), "").unwrap();
        }
        assert!(cache.mirror(id, origin()).await.unwrap().is_cluttered);
    }
}
