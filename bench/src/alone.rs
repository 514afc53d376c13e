//! The commands that a build can't do without, run without a server around them: what git and the
//! shells take by themselves.
//!
//! They are those of the programs, one for one: what the server runs for a commit (`src/git`), and
//! the script with which the runner checks it out, which is read from the runner's own file. What
//! the programs run beside git and sh, the supervisors of the steps, is none of it.

#[path = "../../runner/src/checkout/configuration.rs"]
mod configuration;

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};

use self::configuration::CONFIGURATION;
use crate::figure::{Figure, Unit};
use crate::origin::{Origin, command, git};
use crate::statistics::per_second;

/// How long they are run two at a time.
const DURATION: Duration = Duration::from_secs(3);
/// How many are run at a time: as many as builds have slots.
pub(crate) const SLOTS: usize = 2;
/// From so many packs on the server lets git see whether it makes one of them (`src/git/cache.rs`).
const MANY_PACKS: usize = 50;
/// From an empty directory to the files of a commit, as the runner does it.
const CHECKOUT: &str = include_str!("../../runner/src/checkout/at_once.sh");

/// A place where the commands are run.
pub(crate) struct Place {
    root: PathBuf,
    cache: PathBuf,
    next: u64,
}

/// How many builds' commands are run in a second, in as many slots as builds have: all of them, or
/// those of the runner alone.
pub(crate) fn rates(group: &'static str, directory: &Path, origin: &Origin) -> Result<[Figure; 2]> {
    let rate = |who: &str, work: fn(&mut Place, &Origin, &str) -> Result<()>| {
        let rate = in_slots(|slot| {
            let mut place = Place::new(&directory.join(format!("{who}-{slot}")), origin)?;
            let mut commits = origin.commits.iter().cycle();
            Ok(move || work(&mut place, origin, commits.next().context("there is a commit")?))
        });
        let name = format!("limit: the same commands of {who} alone, {SLOTS} at a time");
        Ok::<_, anyhow::Error>(Figure::new(group, name, rate?, Unit::PerSecond))
    };
    Ok([rate("git and sh", Place::build)?, rate("the runner's git and sh", Place::run)?])
}

/// How many commits git brings into the server's cache and reads there in a second, in two
/// repositories at a time. No commit comes twice.
pub(crate) fn decisions(group: &'static str, directory: &Path, origin: &Origin) -> Result<Figure> {
    let rate = in_slots(|slot| {
        let place = Place::new(&directory.join(format!("decisions-{slot}")), origin)?;
        let mut commits = origin.commits.iter().skip(1);
        Ok(move || place.decide(origin, commits.next().context("there are enough commits")?))
    })?;
    let name = format!("limit: the same commands of git alone, {SLOTS} at a time");
    Ok(Figure::new(group, name, rate, Unit::PerSecond))
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
        fs::write(cache.join("config"), cache_configuration(&origin.url()))?;
        let mut place = Self { root: root.to_owned(), cache, next: 0 };
        place.build(origin, origin.commits.first().context("there is a commit")?)?;
        Ok(place)
    }

    /// Runs the commands of one build.
    pub(crate) fn build(&mut self, origin: &Origin, commit: &str) -> Result<()> {
        self.decide(origin, commit)?;
        self.run(origin, commit)
    }

    /// Runs those of them that the runner does.
    fn run(&mut self, origin: &Origin, commit: &str) -> Result<()> {
        self.check_out(origin, commit)?;
        run(Command::new("sh").args(["-c", "printf ."]))
    }

    /// What the server runs to find the pipeline file of a commit (`load` in
    /// `src/actors/repositories/file.rs`).
    fn decide(&self, origin: &Origin, commit: &str) -> Result<()> {
        let mut fetch = vec!["fetch", "--quiet", "--no-tags", "--no-write-fetch-head"];
        fetch.push("--filter=blob:none");
        if packs(&self.cache) < MANY_PACKS {
            fetch.push("--no-auto-maintenance");
        }
        fetch.extend(["--depth=1", "origin", commit]);
        git(&self.cache, &fetch)?;
        self.read([&format!("{commit}^{{commit}}"), &format!("{commit}^{{tree}}"), &origin.blob])
    }

    /// One git that is asked for one object after the other (`src/git/objects.rs`).
    fn read(&self, names: [&str; 3]) -> Result<()> {
        let mut reader = command(&self.cache, &["cat-file", "--batch"]);
        let mut reader = reader.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let mut questions = reader.stdin.take().context("its input is ours")?;
        let mut answers = BufReader::new(reader.stdout.take().context("its output is ours")?);
        for name in names {
            questions.write_all(format!("{name}\n").as_bytes())?;
            let mut head = String::new();
            answers.read_line(&mut head)?;
            let size = head.trim_end().split(' ').nth(2).and_then(|size| size.parse().ok());
            let size: usize = size.with_context(|| format!("git answered {head:?}"))?;
            // A line's end follows.
            answers.read_exact(&mut vec![0; size + 1])?;
        }
        drop(questions);
        ensure!(reader.wait()?.success(), "git cat-file failed");
        Ok(())
    }

    /// What the runner runs to get the commit's files (`at_once` in `runner/src/checkout.rs`).
    fn check_out(&mut self, origin: &Origin, commit: &str) -> Result<()> {
        self.next += 1;
        let work = self.root.join(format!("work-{}", self.next));
        fs::create_dir(&work)?;
        let section = format!(
            "[remote \"origin\"]\n\turl = \"{}\"\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n",
            origin.url()
        );
        let mut script = Command::new("sh");
        script.args(["-c", CHECKOUT]).current_dir(&work);
        script.stdin(Stdio::null()).stdout(Stdio::null());
        script.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        script.env("OORE_GIT_ORIGIN", section).env("OORE_GIT_DEPTH", "--depth=1");
        script.env("OORE_GIT_FORMAT", "sha1").env("OORE_GIT_COMMIT", commit);
        script.env("GIT_CONFIG_COUNT", CONFIGURATION.len().to_string());
        for (index, (name, value)) in CONFIGURATION.iter().enumerate() {
            script.env(format!("GIT_CONFIG_KEY_{index}"), name);
            script.env(format!("GIT_CONFIG_VALUE_{index}"), value);
        }
        let output = script.output()?;
        let words = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "the runner's script failed: {words}");
        Ok(())
    }
}

/// As the server writes it (`src/git/cache.rs`) on Linux, where it notices a loss of power.
fn cache_configuration(url: &str) -> String {
    format!(
        "[core]\n\trepositoryformatversion = 1\n\tbare = true\n\thooksPath = /dev/null\n\
         [core]\n\tfsync = none\n[extensions]\n\tpartialClone = origin\n\
         [gc]\n\tautoDetach = false\n[maintenance]\n\tautoDetach = false\n\
         [protocol \"ext\"]\n\tallow = never\n\
         [remote \"origin\"]\n\turl = \"{url}\"\n\tpromisor = true\n\
         \tpartialclonefilter = blob:none\n"
    )
}

fn packs(cache: &Path) -> usize {
    let entries = fs::read_dir(cache.join("objects/pack")).into_iter().flatten().flatten();
    entries.filter(|entry| entry.path().extension().is_some_and(|it| it == "pack")).count()
}

fn run(command: &mut Command) -> Result<()> {
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).status()?;
    ensure!(status.success(), "{command:?} failed ({status})");
    Ok(())
}
