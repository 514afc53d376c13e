//! The commands that a build can't do without, run without a server around them: what git and the
//! shells take by themselves.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};

use crate::figure::{Figure, Unit};
use crate::limits;
use crate::origin::{Origin, command, git};
use crate::statistics::per_second;

/// How long they are run two at a time.
const DURATION: Duration = Duration::from_secs(3);
/// How many are run at a time: as many as builds have slots.
pub(crate) const SLOTS: usize = 2;

/// A place where the commands are run.
pub(crate) struct Place {
    root: PathBuf,
    cache: PathBuf,
    next: u64,
}

/// How many builds' commands are run in a second, in as many slots as builds have.
pub(crate) fn rate(group: &'static str, directory: &Path, origin: &Origin) -> Result<Figure> {
    let rate = in_slots(|slot| {
        let mut place = Place::new(&directory.join(format!("slot-{slot}")), origin)?;
        let mut commits = origin.commits.iter().cycle();
        Ok(move || place.build(origin, commits.next().context("there is a commit")?))
    })?;
    let name = format!("limit: the same commands of git and sh alone, {SLOTS} at a time");
    Ok(Figure::new(group, name, rate, Unit::PerSecond))
}

/// How many commits git brings into the server's cache in a second, one after another.
pub(crate) fn fetches(group: &'static str, directory: &Path, origin: &Origin) -> Result<Figure> {
    let place = Place::new(&directory.join("fetches"), origin)?;
    let mut commits = origin.commits.iter().cycle();
    let rate = limits::rate(|| {
        place.fetch(commits.next().context("there is a commit")?)?;
        Ok(1)
    })?;
    Ok(Figure::new(group, "limit: `git fetch` of a commit", rate, Unit::PerSecond))
}

/// How many processes that do nothing are started in a second.
pub(crate) fn spawns(group: &'static str) -> Result<Figure> {
    let rate = in_slots(|_| Ok(|| run(Command::new("sh").args(["-c", "true"]))))?;
    let name = format!("limit: `sh -c true`, {SLOTS} at a time");
    Ok(Figure::new(group, name, rate, Unit::PerSecond))
}

/// How often in a second the work is done that `made` makes for each slot.
fn in_slots<W: FnMut() -> Result<()>>(made: impl Fn(usize) -> Result<W> + Sync) -> Result<f64> {
    let in_slot = |slot| {
        let mut work = made(slot)?;
        let (start, mut done) = (Instant::now(), 0);
        while start.elapsed() < DURATION {
            work()?;
            done += 1;
        }
        Ok(per_second(done, start.elapsed()))
    };
    thread::scope(|scope| {
        let slots: Vec<_> = (0..SLOTS).map(|slot| scope.spawn(move || in_slot(slot))).collect();
        let rates = slots.into_iter().map(|slot| slot.join().expect("no slot panics"));
        rates.sum()
    })
}

impl Place {
    /// With a cache that knows the pipeline file already, as that of a server which has built the
    /// repository before.
    pub(crate) fn new(root: &Path, origin: &Origin) -> Result<Self> {
        let cache = root.join("cache.git");
        fs::create_dir_all(&cache)?;
        git(&cache, &["init", "--quiet", "--bare", "--template="])?;
        let config = format!(
            "[core]\n\trepositoryformatversion = 1\n\tbare = true\n\
             [extensions]\n\tpartialClone = origin\n[gc]\n\tautoDetach = false\n\
             [maintenance]\n\tautoDetach = false\n[remote \"origin\"]\n\turl = {}\n\
             \tpromisor = true\n\tpartialclonefilter = blob:none\n",
            origin.url()
        );
        fs::write(cache.join("config"), config)?;
        let mut place = Self { root: root.to_owned(), cache, next: 0 };
        place.build(origin, origin.commits.first().context("there is a commit")?)?;
        Ok(place)
    }

    /// Runs the commands of one build.
    pub(crate) fn build(&mut self, origin: &Origin, commit: &str) -> Result<()> {
        self.decide(commit)?;
        self.check_out(origin, commit)?;
        run(Command::new("sh").args(["-c", "printf ."]))
    }

    /// What the server runs to find the pipeline file of a commit (`Mirror` in `src/git`).
    fn decide(&self, commit: &str) -> Result<()> {
        self.fetch(commit)?;
        let log = ["log", "-1", "--no-show-signature", "--format=%H%x00%an%x00%B", commit, "--"];
        let mut log = command(&self.cache, &log).stdout(Stdio::null()).spawn()?;
        let tree = git(&self.cache, &["ls-tree", "-z", commit, "--", "oore.yaml"])?;
        ensure!(log.wait()?.success(), "git log failed");
        let blob = tree.split([' ', '\t']).nth(2).context("the commit has a pipeline file")?;
        git(&self.cache, &["cat-file", "blob", blob])?;
        Ok(())
    }

    fn fetch(&self, commit: &str) -> Result<()> {
        let fetch = ["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--depth=1"];
        git(&self.cache, &[&fetch[..], &["--filter=blob:none", "origin", commit]].concat())
            .map(drop)
    }

    /// What the runner runs to get the commit's files (`runner/src/checkout.rs`).
    fn check_out(&mut self, origin: &Origin, commit: &str) -> Result<()> {
        self.next += 1;
        let work = self.root.join(format!("work-{}", self.next));
        fs::create_dir(&work)?;
        git(&work, &["init", "--quiet", "--template=", "--object-format=sha1"])?;
        let section = format!("[remote \"origin\"]\n\turl = {}\n", origin.url());
        let mut config = fs::OpenOptions::new().append(true).open(work.join(".git/config"))?;
        run(&mut Command::new("sh"))?;
        config.write_all(section.as_bytes())?;
        let fetch = ["fetch", "--no-tags", "--no-write-fetch-head", "--depth=1"];
        git(&work, &[&fetch[..], &["--", "origin", commit]].concat())?;
        git(&work, &["-c", "advice.detachedHead=false", "checkout", "--detach", commit])?;
        Ok(())
    }
}

fn run(command: &mut Command) -> Result<()> {
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).status()?;
    ensure!(status.success(), "{command:?} failed ({status})");
    Ok(())
}
