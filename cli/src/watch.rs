//! `oore build watch`: the jobs as they change, drawn on a terminal, told line by line elsewhere.

use std::io::IsTerminal as _;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use clap::ArgMatches;
use oore_client::api::types::{Build, BuildStatus, Job, JobStatus};
use oore_client::{BuildChange, BuildWatcher, Failure, Patience};
use tokio::sync::mpsc;

use crate::output::{Cell, Format, Output, Table, Tone, duration, print};
use crate::session::Session;

/// How often the times of running jobs are drawn anew.
const TICK: Duration = Duration::from_secs(1);

/// What is known of the build.
#[derive(Debug, Default)]
struct View {
    build: Option<Build>,
    jobs: Vec<Job>,
    /// How many lines stand on the terminal.
    drawn: usize,
}

/// How changes are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    Drawn,
    Told,
    Json,
}

pub(crate) async fn run(
    session: &Session,
    output: &Output,
    matches: &ArgMatches,
) -> anyhow::Result<ExitCode> {
    let id = matches.get_one::<String>("id").context("no build was given")?;
    let watcher = BuildWatcher::new(&session.connection, id, Patience::default());
    let ended = watch(watcher, output, style(output, matches)).await?;
    let has_failed = ended.is_none_or(|build| build.status != BuildStatus::Succeeded);
    let fails = matches.get_flag("exit-status") && has_failed;
    Ok(if fails { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn style(output: &Output, matches: &ArgMatches) -> Style {
    let asked = matches.get_one::<String>("output").is_some();
    match (output.format, std::io::stdout().is_terminal()) {
        (Format::Json | Format::JsonLines | Format::Yaml, _) if asked => Style::Json,
        (_, true) => Style::Drawn,
        (_, false) => Style::Told,
    }
}

/// Shows changes until the build has ended.
async fn watch(
    watcher: BuildWatcher,
    output: &Output,
    style: Style,
) -> anyhow::Result<Option<Build>> {
    let mut view = View::default();
    let mut changes = changes(watcher);
    let mut tick = tokio::time::interval(TICK);
    loop {
        let change = tokio::select! {
            change = changes.recv() => change,
            _ = tick.tick(), if style == Style::Drawn && view.build.is_some() => {
                print(&view.drawing(output, Utc::now()))?;
                continue;
            }
        };
        let Some(change) = change.transpose()? else { return Ok(view.build) };
        match style {
            Style::Json => print(&format!("{}\n", json(&change)?))?,
            Style::Told => print(&view.news(&change))?,
            Style::Drawn => {}
        }
        let is_end = matches!(change, BuildChange::End(_));
        view.take(change);
        if style == Style::Drawn && view.build.is_some() {
            print(&view.drawing(output, Utc::now()))?;
        }
        if is_end {
            return Ok(view.build);
        }
    }
}

/// The changes from a task of their own, so that a tick never interrupts a connection being made.
fn changes(mut watcher: BuildWatcher) -> mpsc::Receiver<Result<BuildChange, Failure>> {
    let (sender, receiver) = mpsc::channel(16);
    tokio::spawn(async move {
        while let Some(change) = watcher.next().await.transpose() {
            let has_failed = change.is_err();
            if sender.send(change).await.is_err() || has_failed {
                return;
            }
        }
    });
    receiver
}

fn json(change: &BuildChange) -> serde_json::Result<String> {
    match change {
        BuildChange::Build(build) | BuildChange::End(build) => serde_json::to_string(build),
        BuildChange::Job(job) => serde_json::to_string(job),
    }
}

impl View {
    fn take(&mut self, change: BuildChange) {
        match change {
            BuildChange::Build(build) | BuildChange::End(build) => self.build = Some(*build),
            BuildChange::Job(job) => match self.jobs.iter_mut().find(|known| known.id == job.id) {
                Some(known) => *known = *job,
                None => self.jobs.push(*job),
            },
        }
    }

    /// What a change says that was not known: a line, or nothing.
    fn news(&self, change: &BuildChange) -> String {
        match change {
            BuildChange::Build(build) => match &self.build {
                Some(known) if known.status == build.status => String::new(),
                _ => format!("build {}: {}\n", build.number, build.status),
            },
            BuildChange::End(build) => {
                format!("build {} has ended: {}\n", build.number, build.status)
            }
            BuildChange::Job(job) => match self.jobs.iter().find(|known| known.id == job.id) {
                Some(known) if known.status == job.status => String::new(),
                _ => format!("{}: {}\n", plain(&job.key), job.status),
            },
        }
    }

    /// Everything, over what was drawn before.
    fn drawing(&mut self, output: &Output, now: DateTime<Utc>) -> String {
        let mut text = String::new();
        if self.drawn > 0 {
            text.push_str(&format!("\x1b[{}F\x1b[J", self.drawn));
        }
        let drawn = self.table(now, output.height.unwrap_or(usize::MAX)).text(output);
        self.drawn = drawn.lines().count();
        text + &drawn
    }

    /// At most `height` lines, the cursor's among them: what has left a terminal at its top can't
    /// be drawn over.
    fn table(&self, now: DateTime<Utc>, height: usize) -> Table {
        let mut table = Table::headless();
        // Besides the jobs: the build, how many are not shown, and the cursor's own line.
        let room = height.saturating_sub(3).max(1);
        let has_room = self.jobs.len() <= room + 1;
        let is_shown = |job: &&Job| has_room || job.finished_at.is_none();
        let jobs: Vec<&Job> = self.jobs.iter().filter(is_shown).collect();
        let shown = if has_room { jobs.len() } else { jobs.len().min(room) };
        for job in jobs.into_iter().take(shown) {
            table.row([
                Cell::new(&job.key, Tone::Plain),
                Cell::status(&job.status.to_string()),
                Cell::new(&took(job.started_at, job.finished_at, now), Tone::Plain),
                Cell::new(&told(job), Tone::Faint),
            ]);
        }
        if shown < self.jobs.len() {
            let hidden = self.jobs.len() - shown;
            table.row([Cell::new(&format!("and {hidden} more"), Tone::Faint)]);
        }
        if let Some(build) = &self.build {
            table.row([
                Cell::new(&format!("build {}", build.number), Tone::Bold),
                Cell::status(&build.status.to_string()),
                Cell::new(&took(build.started_at, build.finished_at, now), Tone::Plain),
                Cell::new(build.error.as_deref().unwrap_or_default(), Tone::Faint),
            ]);
        }
        table
    }
}

/// The step that runs, or why the job does not.
fn told(job: &Job) -> String {
    let running = job.steps.iter().find(|step| step.status.to_string() == "running");
    match (&job.waiting, running) {
        (Some(waiting), _) => waiting.detail.clone(),
        (None, Some(step)) if job.status == JobStatus::Running => step.name.clone(),
        (None, _) => job.detail.clone().unwrap_or_default(),
    }
}

fn took(from: Option<DateTime<Utc>>, to: Option<DateTime<Utc>>, now: DateTime<Utc>) -> String {
    let Some(from) = from else { return String::new() };
    let milliseconds = (to.unwrap_or(now) - from).num_milliseconds();
    let milliseconds = u64::try_from(milliseconds).unwrap_or(0);
    // What still runs is told in whole seconds, which is how often it is drawn.
    duration(if to.is_some() { milliseconds } else { milliseconds.max(1_000) / 1_000 * 1_000 })
}

/// A key holds what a stranger wrote into a file.
fn plain(text: &str) -> String {
    Cell::new(text, Tone::Plain).text
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::output::Colours;

    const TIME: &str = "2026-01-01T00:00:00Z";

    fn job(number: usize, status: &str) -> Job {
        let mut job = json!({
            "id": format!("01ARZ3NDEKTSV4RRFFQ69G5F{number:02}"), "build_id": "01ARZ3NDEKTSV4RRFFQ69G5FAV",
            "key": format!("job-{number}"), "name": "x", "status": status, "attempt": 1,
            "matrix": {}, "needs": [], "runs_on": [], "timeout_ms": 1, "continue_on_error": false,
            "outputs": {}, "created_at": TIME, "started_at": TIME, "steps": [], "attempts": [],
        });
        if status == "succeeded" {
            job["finished_at"] = json!("2026-01-01T00:00:05Z");
        }
        serde_json::from_value(job).unwrap()
    }

    fn drawing(jobs: &[(usize, &str)], height: Option<usize>) -> String {
        let now = DateTime::parse_from_rfc3339("2026-01-01T00:01:00Z").unwrap().to_utc();
        let output = Output { height, ..Output::plain(now) };
        let mut view = View::default();
        for (number, status) in jobs {
            view.take(BuildChange::Job(Box::new(job(*number, status))));
        }
        assert_eq!(output.colours, Colours::Off);
        view.drawing(&output, now)
    }

    #[test]
    fn jobs_are_drawn_with_the_time_that_they_took_so_far() {
        let text = drawing(&[(1, "running"), (2, "running"), (1, "succeeded")], None);
        insta::assert_snapshot!(text, @r"
        job-1  succeeded  5.0 s
        job-2  running    1 min 0 s
        ");
    }

    #[test]
    fn no_more_is_drawn_than_the_terminal_holds() {
        let jobs =
            [(1, "succeeded"), (2, "succeeded"), (3, "running"), (4, "queued"), (5, "running")];
        let text = drawing(&jobs, Some(5));
        assert!(text.lines().count() < 5, "{text}");
        assert!(text.contains("job-3") && !text.contains("job-1"), "{text}");
        assert!(text.contains("and 3 more"), "{text}");
    }
}
