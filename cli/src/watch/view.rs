//! What is known of a build that is watched, drawn as a table or told line by line.

use chrono::{DateTime, Utc};
use oore_client::BuildChange;
use oore_client::api::types::{Build, Job, JobStatus};

use crate::output::{Cell, Output, Table, Tone, duration};

/// What is known of the build.
#[derive(Debug, Default)]
pub(super) struct View {
    pub(super) build: Option<Build>,
    jobs: Vec<Job>,
    /// How many lines stand on the terminal.
    drawn: usize,
}

impl View {
    pub(super) fn take(&mut self, change: BuildChange) {
        match change {
            BuildChange::Build(build) | BuildChange::End(build) => self.build = Some(*build),
            BuildChange::Job(job) => match self.jobs.iter_mut().find(|known| known.id == job.id) {
                Some(known) => *known = *job,
                None => self.jobs.push(*job),
            },
        }
    }

    /// What a change says that was not known: a line, or nothing.
    pub(super) fn news(&self, change: &BuildChange) -> String {
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
    pub(super) fn drawing(&mut self, output: &Output) -> String {
        let mut text = String::new();
        if self.drawn > 0 {
            text.push_str(&format!("\x1b[{}F\x1b[J", self.drawn));
        }
        let drawn = self.table(output.now, output.height.unwrap_or(usize::MAX)).text(output);
        self.drawn = drawn.lines().count();
        text + &drawn
    }

    /// Lets what comes next stand below what others have written.
    pub(super) fn begin_anew(&mut self) {
        self.drawn = 0;
    }

    /// How the output of jobs that failed is read.
    pub(super) fn hints(&self) -> Vec<String> {
        const MOST: usize = 5;
        let has_failed = |job: &&Job| matches!(job.status, JobStatus::Failed | JobStatus::TimedOut);
        let failed = self.jobs.iter().filter(has_failed).take(MOST);
        let hint = |job: &Job| {
            format!("`oore job log {}` shows what {} printed.", job.id.as_str(), plain(&job.key))
        };
        failed.map(hint).collect()
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
            "secrets": [],
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
        view.drawing(&output)
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

    #[test]
    fn jobs_that_failed_are_named_with_the_way_to_their_output() {
        let mut view = View::default();
        for (number, status) in [(1, "failed"), (2, "succeeded"), (3, "timed_out")] {
            view.take(BuildChange::Job(Box::new(job(number, status))));
        }
        insta::assert_snapshot!(view.hints().join("\n"), @r"
        `oore job log 01ARZ3NDEKTSV4RRFFQ69G5F01` shows what job-1 printed.
        `oore job log 01ARZ3NDEKTSV4RRFFQ69G5F03` shows what job-3 printed.
        ");
    }
}
