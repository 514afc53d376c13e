//! Group 4: logs. A step that prints a million lines of 80 bytes, from its beginning to when all of
//! them can be read through the API; the most memory that server and runner took for it; then a
//! hundred readers of one log that grows. Ten webhooks a second come in meanwhile.
//!
//! A long log takes less than a second, and how long the slowest of a hundred webhooks takes is not
//! told by ten of them. So logs are printed one after the other until enough webhooks came in at
//! ten a second, and go on without a pause until a thousand more came in, at a hundred a second.

use std::collections::VecDeque;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use bytes::Bytes;
use chrono::{DateTime, Utc};
use http_body_util::BodyExt as _;
use hyper::Method;
use tokio::time::sleep;

use crate::api::Api;
use crate::figure::{Aim, Figure, Limit, Unit};
use crate::groups::Figures;
use crate::meanwhile::Webhooks;
use crate::origin::Origin;
use crate::programs::Programs;
use crate::pushes::{Outcome, Pushes};
use crate::server::Server;
use crate::statistics::median;
use crate::wire::Wire;
use crate::{builds, process, readers};

pub(crate) const GROUP: &str = "logs";
const LINES: u32 = 1_000_000;
const LINE_BYTES: u32 = 80;
/// How often the long log is written at least; the median counts.
const ROUNDS: usize = 3;
const COMMITS: usize = 100;
/// How long a log may take.
const PATIENCE: Duration = Duration::from_secs(120);
/// How often it is asked how far the log is.
const ASK_AGAIN: Duration = Duration::from_millis(20);
/// Seconds until all can be read, at most.
const AIM: f64 = 3.0;
/// The same as a multiple of writing to a file.
const RATIO_AIM: f64 = 3.0;
/// Millions of bytes that server and runner are to stay below, each.
const MEMORY_AIM: f64 = 100.0;
/// Webhooks in a second, and how many of them there are at least.
pub(crate) const WEBHOOKS: u32 = 10;
const FEW_WEBHOOKS: u32 = 120;
/// The same for the part that tells more about the slowest of them.
const MORE_WEBHOOKS: u32 = 100;
const MANY_WEBHOOKS: u32 = 1_000;
/// How many logs are printed or wait to be while more webhooks come in.
const LOGS: usize = 2;

/// Measures the group.
pub(crate) async fn measure(programs: &Programs, figures: &mut Figures) -> Result<()> {
    long(programs, figures).await?;
    readers::measure(programs, figures).await
}

async fn long(programs: &Programs, figures: &mut Figures) -> Result<()> {
    let scratch = programs.scratch("logs-")?;
    // The end of `yes` by its closed pipe is no failure.
    let line = "0123456789".repeat(8).split_off(1);
    let print = format!("yes '{line}' | head -n {LINES} || true");
    let limit = to_file(scratch.path(), &print)?;
    figures.push(limit.clone());
    let steps = format!("      - run: {print}\n");
    let origin = Origin::create(scratch.path(), &steps, COMMITS)?;
    // One at a time.
    let mut server = Server::start(programs, &[("OORE_RUNNER_CAPACITY", "1")])?;
    let app = server.register("app", &origin).await?;
    let mut api = server.api();
    builds::runner_is_online(&mut api).await?;
    let webhooks = Webhooks::prepare(&server, &origin).await?;
    let few = webhooks.come_to(WEBHOOKS, FEW_WEBHOOKS);
    let pushes = Pushes::new(&origin, &app, Outcome::Built)?;
    let (mut readable, mut downloads) = (Vec::new(), Vec::new());
    while readable.len() < ROUNDS || !few.is_over() {
        let job = push(&server, &mut api, &pushes).await?;
        readable.push(until_readable(&mut api, &job).await?);
        downloads.push(download(&mut api, &job).await?);
    }
    let few = few.end("long logs").await?;
    let many = webhooks.come_to(MORE_WEBHOOKS, MANY_WEBHOOKS);
    keep_printing(&server, (&mut api, &pushes), || many.is_over()).await?;
    tell(figures, &limit.as_limit(), (&readable, &downloads))?;
    let memory = |name: &str, value| {
        Figure::new(GROUP, name, value, Unit::Megabytes).aim(Aim::Under(MEMORY_AIM))
    };
    figures.push(memory("server: memory at its peak", process::memory(server.id())?.peak));
    for id in server.runners() {
        figures.push(memory("runner: memory at its peak", process::memory(id)?.peak));
    }
    figures.push(few);
    figures.push(many.end("long logs").await?);
    server.stop()
}

/// One long log after the other, until there are enough.
async fn keep_printing(
    server: &Server,
    (api, pushes): (&mut Api, &Pushes),
    is_enough: impl Fn() -> bool,
) -> Result<()> {
    let mut jobs = VecDeque::new();
    while !is_enough() {
        jobs.push_back(push(server, api, pushes).await?);
        if jobs.len() == LOGS
            && let Some(job) = jobs.pop_front()
        {
            until_readable(api, &job).await?;
        }
    }
    for job in jobs {
        until_readable(api, &job).await?;
    }
    Ok(())
}

/// The same command writing to a file of the same disk, in seconds.
fn to_file(directory: &Path, print: &str) -> Result<Figure> {
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        let mut command = Command::new("sh");
        command.current_dir(directory).args(["-c", &format!("({print}) > lines")]);
        let start = Instant::now();
        ensure!(command.status()?.success(), "the lines can't be written to a file");
        times.push(start.elapsed().as_secs_f64());
    }
    let seconds = median(&times).context("there is a round")?;
    let name = "limit: the same command writing to a file";
    Ok(Figure::new(GROUP, name, seconds, Unit::Seconds))
}

/// Pushes, and returns the job that comes of it.
pub(crate) async fn push(server: &Server, api: &mut Api, pushes: &Pushes) -> Result<String> {
    let mut request = Vec::new();
    pushes.write_next(0, &mut request);
    let mut wire = Wire::open(server.address).await?;
    ensure!(wire.send(&request).await? == 202, "a webhook was answered {}", wire.answer());
    let answer: serde_json::Value = serde_json::from_slice(wire.body())?;
    let path = format!("/api/webhooks/events/{}", builds::text(&answer, "id")?);
    let deadline = Instant::now() + PATIENCE;
    while Instant::now() < deadline {
        if let Some(build) = api.get(&path).await?["builds"][0]["id"].as_str() {
            let build = api.get(&format!("/api/builds/{build}")).await?;
            return Ok(builds::text(&build["jobs"][0], "id")?.to_owned());
        }
        sleep(ASK_AGAIN).await;
    }
    bail!("no build came of a push")
}

/// From the beginning of the step to when all that it printed could be read, in seconds.
async fn until_readable(api: &mut Api, job: &str) -> Result<f64> {
    let (path, deadline) = (format!("/api/jobs/{job}/log?limit=1"), Instant::now() + PATIENCE);
    let at = loop {
        ensure!(Instant::now() < deadline, "the log of {job} does not end");
        let answer = api.ask(Method::GET, &path, Bytes::new()).await?;
        let is_complete = answer.headers().get("x-log-complete").is_some_and(|it| it == "true");
        answer.into_body().collect().await?;
        if is_complete {
            break Utc::now();
        }
        sleep(ASK_AGAIN).await;
    };
    let job = api.get(&format!("/api/jobs/{job}")).await?;
    ensure!(job["status"] == "succeeded", "the job went wrong: {job}");
    let start = builds::moment(&job["steps"][1], "started_at")?;
    seconds(start, at)
}

fn seconds(start: DateTime<Utc>, end: DateTime<Utc>) -> Result<f64> {
    Ok((end - start).to_std()?.as_secs_f64())
}

/// Reads all of it, in seconds.
async fn download(api: &mut Api, job: &str) -> Result<f64> {
    let start = Instant::now();
    let answer = api.ask(Method::GET, &format!("/api/jobs/{job}/log"), Bytes::new()).await?;
    let (mut body, mut bytes) = (answer.into_body(), 0);
    while let Some(frame) = body.frame().await {
        bytes += frame?.data_ref().map_or(0, Bytes::len);
    }
    let printed = usize::try_from(LINES * LINE_BYTES)?;
    ensure!(bytes >= printed, "only {bytes} of {printed} bytes can be read");
    Ok(start.elapsed().as_secs_f64())
}

fn tell(
    figures: &mut Figures,
    limit: &Limit,
    (readable, downloads): (&[f64], &[f64]),
) -> Result<()> {
    let megabytes = f64::from(LINES * LINE_BYTES) / 1e6;
    let readable = median(readable).context("there is a round")?;
    let download = median(downloads).context("there is a round")?;
    let whole = Figure::new(GROUP, "readable in full after", readable, Unit::Seconds);
    figures.push(whole.aim(Aim::Under(AIM)).limit(limit));
    let times =
        Figure::new(GROUP, "the same in times the limit", readable / limit.value, Unit::Count);
    figures.push(times.aim(Aim::Under(RATIO_AIM)));
    let rate = |name, seconds: f64| {
        Figure::new(GROUP, name, megabytes / seconds, Unit::MegabytesPerSecond)
    };
    figures.push(rate("printed, stored and readable", readable));
    figures.push(rate("downloaded", download));
    Ok(())
}
