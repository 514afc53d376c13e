//! `cargo xtask soak`: one server for minutes under all that it is meant for, mixed: pushes that are
//! built and pushes that are not, builds that are cancelled, reruns, readers of logs, and a second
//! runner that is stopped or killed and started again. What it takes of memory, files and processes
//! is looked at all the time, and has to stay flat.
//!
//! The load stays below what the machine can do: nothing is sent while many jobs wait.

mod load;
mod samples;

use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use rustix::process::Signal;
use tokio::time::{Instant, sleep, sleep_until};

use crate::origin::Origin;
use crate::programs::Programs;
use crate::server::Server;
use crate::{builds, process, runners};
use load::Counts;
use samples::Sample;

/// How many times the server is looked at, at least a second apart.
const SAMPLES: u32 = 120;
/// Every how many of them one is shown.
const SHOWN: usize = 4;
/// How long the second runner lives.
const RUNNER_LIFE: Duration = Duration::from_secs(15);
/// How long everything may take to come to rest at the end.
const REST: Duration = Duration::from_secs(60);
const COMMITS: usize = 200;
const QUICK: &str = "      - run: yes 'a line of a log that is read while it grows' | head -n 500 \
                     || true\n      - run: sleep 0.2\n";
const SLOW: &str = "      - run: sleep 20\n";

/// How long, and what.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Wanted {
    /// For how many minutes
    #[arg(long, value_name = "NUMBER", default_value = "10")]
    minutes: u32,
    #[command(flatten)]
    programs: Programs,
}

/// Runs it, prints a table and the verdict; fails if the server took more and more.
pub(crate) async fn run(wanted: Wanted) -> Result<()> {
    let programs = wanted.programs.checked()?;
    let scratch = programs.scratch("soak-")?;
    let quick = Origin::create(&subdirectory(scratch.path(), "quick")?, QUICK, COMMITS)?;
    let slow = Origin::create(&subdirectory(scratch.path(), "slow")?, SLOW, COMMITS)?;
    let mut server = Server::start(&programs, &[("OORE_RUNNER_CAPACITY", "2")])?;
    builds::runner_is_online(&mut server.api()).await?;
    let token = runners::register(&mut server.api(), "second").await?;
    let mut second = Second::start(&programs, &server, &token)?;
    sleep(Duration::from_secs(2)).await;
    let at_rest = processes(&server);
    let duration = Duration::from_secs(60) * wanted.minutes.max(1);
    let load = load::start(&server, (&quick, &slow)).await?;
    let samples = watch(&server, &mut second, (&load.counts, duration)).await?;
    let counts = load.stop().await?;
    println!("{}", samples::table(shown(&samples)));
    println!("{counts}\n");
    let left = come_to_rest(&server, at_rest).await?;
    drop(second);
    server.stop()?;
    let growth = samples::growth(&samples);
    for growth in &growth {
        println!("{growth}");
    }
    let too_much = growth.iter().filter(|growth| growth.is_too_much());
    let mut wrong: Vec<_> = too_much.map(ToString::to_string).collect();
    if left > at_rest {
        wrong.push(format!("{left} processes at rest, {at_rest} before"));
    }
    if wrong.is_empty() {
        println!("flat: {}", samples::RULE);
        return Ok(());
    }
    bail!("not flat: {} ({})", wrong.join("; "), samples::RULE)
}

fn shown(samples: &[Sample]) -> impl Iterator<Item = &Sample> {
    samples.iter().skip(SHOWN - 1).step_by(SHOWN)
}

fn subdirectory(root: &std::path::Path, name: &str) -> Result<std::path::PathBuf> {
    let path = root.join(name);
    std::fs::create_dir_all(&path)?;
    Ok(path)
}

/// Looks at the server until the time is over, and sees to the second runner.
async fn watch(
    server: &Server,
    second: &mut Second<'_>,
    (counts, duration): (&Counts, Duration),
) -> Result<Vec<Sample>> {
    let (start, mut api) = (Instant::now(), server.api());
    let step = (duration / SAMPLES).max(Duration::from_secs(1));
    let (mut samples, mut next_look, mut next_life) = (Vec::new(), step, RUNNER_LIFE);
    while start.elapsed() < duration {
        sleep_until(start + next_look.min(next_life)).await;
        if start.elapsed() >= next_life {
            second.renew()?;
            next_life += RUNNER_LIFE;
        }
        if start.elapsed() >= next_look {
            let local = server.runners().first().copied().context("its runner has gone")?;
            let sample = Sample {
                seconds: start.elapsed().as_secs_f64(),
                server_megabytes: process::memory(server.id())?.resident,
                server_files: process::open_files(server.id())?,
                runner_megabytes: process::memory(local)?.resident,
                runner_files: process::open_files(local)?,
                processes: processes(server),
                undecided: server.undecided(&mut api).await?,
                builds: counts.pushed(),
            };
            samples.push(sample);
            if let Some(sample) = samples.last().filter(|_| samples.len().is_multiple_of(SHOWN)) {
                eprintln!("  {}", samples::row(sample));
            }
            next_look += step;
        }
    }
    Ok(samples)
}

/// How many processes there are of the server's, its runners' and their steps'.
fn processes(server: &Server) -> usize {
    process::of_directory(server.root()).len()
}

/// Waits until all is built and no step is left; how many processes there are then.
async fn come_to_rest(server: &Server, at_rest: usize) -> Result<usize> {
    builds::all_ended(server, &mut server.api()).await?;
    let deadline = Instant::now() + REST;
    while processes(server) > at_rest && Instant::now() < deadline {
        sleep(Duration::from_millis(100)).await;
    }
    Ok(processes(server))
}

/// A runner in a process of its own that does not live long.
struct Second<'a> {
    programs: &'a Programs,
    arguments: Vec<String>,
    token: String,
    process: Child,
    lives: u32,
}

impl<'a> Second<'a> {
    fn start(programs: &'a Programs, server: &Server, token: &str) -> Result<Self> {
        let url = format!("http://{}", server.address);
        let data = server.root().join("second").display().to_string();
        let arguments = ["runner", "--server", &url, "--capacity", "2", "--data-dir", &data];
        let arguments = arguments.map(str::to_owned).to_vec();
        let process = spawn(programs, &arguments, token)?;
        Ok(Self { programs, arguments, token: token.to_owned(), process, lives: 1 })
    }

    /// Ends it, in turn in order and by force, and starts it again.
    fn renew(&mut self) -> Result<()> {
        let how = if self.lives.is_multiple_of(2) { Signal::KILL } else { Signal::TERM };
        process::signal(&[self.process.id()], how);
        self.process.wait()?;
        self.process = spawn(self.programs, &self.arguments, &self.token)?;
        self.lives += 1;
        ensure!(self.process.try_wait()?.is_none(), "the second runner does not start again");
        Ok(())
    }
}

impl Drop for Second<'_> {
    fn drop(&mut self) {
        process::signal(&[self.process.id()], Signal::TERM);
        let _ = self.process.wait();
    }
}

fn spawn(programs: &Programs, arguments: &[String], token: &str) -> Result<Child> {
    let mut command = Command::new(&programs.oored);
    command.args(arguments).env("OORE_TOKEN", token).env("OORE_LOG", "error");
    command.stdin(Stdio::null()).stdout(Stdio::null());
    command.spawn().context("the second runner can't be started")
}
