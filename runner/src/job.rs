//! One job's life: workspace, checkout, steps, outputs, result.

mod expressions;
mod files;
mod handover;
mod prepare;
mod reports;
pub(crate) mod script;
mod secrets;
mod step;

use std::{
    io,
    panic::AssertUnwindSafe,
    path::Path,
    sync::Arc,
    time::{Duration, SystemTime},
};

use futures_util::{FutureExt as _, future::OptionFuture};
use indexmap::IndexMap;
use mask::Masker;
use pipeline::expression::ExpressionError;
use protocol::{JobResult, JobSpec, Outcome, StepReport};
use tokio::{
    sync::{mpsc, oneshot, watch},
    time::{Instant, sleep_until},
};

use crate::{
    Options, blocking, checkout,
    environment::{JobEnvironment, Variables},
    process::{self, Ended, Launch, Limits, Stop, Supervisor},
    progress::{Cause, Cut, Exit, Progress},
    spool::Log,
    step::order::{Order, Sandbox},
    text,
    user::User,
    workspace::{self, Workspace},
};
use handover::Sums;
use reports::Reports;
pub(crate) use step::{StepEnd, explain};

/// What a job needs from its runner.
#[derive(Debug)]
pub(crate) struct JobRun {
    pub(crate) options: Arc<Options>,
    pub(crate) spec: JobSpec,
    pub(crate) log: Arc<Log>,
    pub(crate) stop: watch::Receiver<Stop>,
    /// Becomes true when the job is on the disk: none of its own commands runs before that.
    pub(crate) stored: watch::Receiver<bool>,
    /// Hears of every change of a step.
    pub(crate) reports: mpsc::UnboundedSender<StepReport>,
}

/// Runs the job to its end. `None` when it was to be killed and forgotten.
///
/// No error comes out of it: whatever goes wrong is the job's result.
pub(crate) async fn run(run: JobRun) -> Option<JobResult> {
    let started = now_ms();
    // Without what takes its secrets out of its output, a job must not begin.
    let (masker, broken) = match secrets::masker(&run.spec).await {
        Ok(masker) => (masker, None),
        Err(error) => (Masker::default(), Some(JobError::Runner(error).to_string())),
    };
    let mut job = Job::new(run, masker);
    let detail = match broken {
        Some(detail) => Some(detail),
        None => reason(job.work()).await,
    };
    if let Some(supervisor) = job.next_supervisor.take() {
        supervisor.dismiss().await;
    }
    if *job.stop.borrow() == Stop::Kill {
        return None;
    }
    if detail.is_some() {
        job.progress.fail();
    }
    Some(job.result(started, detail))
}

/// Why the work came to an early end, if it did. Work that panics must still come to a result, or
/// the server would know of none.
async fn reason(work: impl Future<Output = Result<(), JobError>>) -> Option<String> {
    match AssertUnwindSafe(work).catch_unwind().await {
        Ok(worked) => worked.err().map(|error| error.to_string()),
        Err(panic) => {
            let message = panic.downcast_ref::<String>().map(String::as_str);
            let message = message.or_else(|| panic.downcast_ref::<&str>().copied());
            let message = message.unwrap_or("it left no message");
            tracing::error!("the runner broke down at work on a job: {message}");
            Some(format!("the runner broke down at work on the job: {message}"))
        }
    }
}

/// Removes the job's workspace. What can't be removed is tried again when the runner starts anew.
pub(crate) async fn clean(options: Arc<Options>, lease: ulid::Ulid) {
    let removed = blocking::run(move || workspace::remove(&options.data_dir, lease)).await;
    if let Err(error) = removed {
        tracing::warn!(lease.id = %lease, "can't remove the workspace of a job: {error}");
    }
}

/// Why a job can't go on, apart from its steps.
#[derive(Debug, thiserror::Error)]
enum JobError {
    #[error("{0}")]
    Sandbox(String),
    #[error("the job's workspace can't be made: {0}")]
    Workspace(io::Error),
    #[error("the value of `{name}` in the job's `env` can't be computed: {error}")]
    Environment { name: String, error: ExpressionError },
    #[error("the job can't go on: {0}")]
    Runner(#[from] io::Error),
}

/// A job at work.
pub(crate) struct Job {
    options: Arc<Options>,
    spec: JobSpec,
    log: Arc<Log>,
    /// Takes the job's secrets out of what leaves it.
    masker: Masker,
    stop: watch::Receiver<Stop>,
    stored: watch::Receiver<bool>,
    reports: Reports,
    workspace: Option<Workspace>,
    /// What its steps run in.
    sandbox: Option<Sandbox>,
    /// What passes from the runner's own environment, for git.
    inherited: Variables,
    environment: JobEnvironment,
    progress: Progress,
    /// Waits for the next program.
    next_supervisor: Option<Supervisor>,
    /// Whether steps come after what runs, which may be skipped.
    has_steps_left: bool,
    time_limit: Instant,
    /// When an early end is due.
    hard: Option<(Instant, Cut)>,
    /// What the steps have handed over so far.
    sums: Sums,
}

impl Job {
    fn new(run: JobRun, masker: Masker) -> Self {
        let JobRun { options, spec, log, stop, stored, reports } = run;
        let time_limit = Instant::now() + process::time_span(spec.timeout_ms);
        Self {
            reports: Reports::new(&spec, reports, masker.clone()),
            options,
            spec,
            log,
            masker,
            stop,
            stored,
            workspace: None,
            sandbox: None,
            inherited: Variables::new(),
            environment: JobEnvironment::default(),
            progress: Progress::default(),
            next_supervisor: None,
            has_steps_left: false,
            time_limit,
            hard: None,
            sums: Sums::default(),
        }
    }

    async fn work(&mut self) -> Result<(), JobError> {
        self.prepare().await?;
        self.steps().await
    }

    async fn steps(&mut self) -> Result<(), JobError> {
        let mut steps = std::mem::take(&mut self.spec.steps).into_iter();
        if let Some(checkout) = self.spec.checkout.clone() {
            self.has_steps_left = steps.len() > 0;
            checkout::run(self, &checkout).await?;
        }
        // An error tells that it can't be stored; it was killed before.
        let _ = self.stored.wait_for(|is_stored| *is_stored).await;
        while let Some(step) = steps.next() {
            self.has_steps_left = steps.len() > 0;
            if *self.stop.borrow() == Stop::Kill {
                break;
            }
            self.step(&step).await?;
        }
        Ok(())
    }

    /// Notices what ends the job early.
    fn look_around(&mut self) {
        let wanted = self.stop.borrow_and_update().clone();
        if let Stop::Cancel { reason, deadline } = wanted
            && !self.progress.is_ending()
        {
            self.progress.end_early(Cause::Canceled);
            self.hard = Some((deadline, Cut::Canceled));
            // A log that can't be written shows at the next step.
            let _ = self.say(&format!("canceled: {reason}"));
        }
        if Instant::now() >= self.time_limit && !self.progress.is_ending() {
            self.progress.end_early(Cause::TimedOut);
            let grace = process::time_span(self.spec.cancel_grace_ms);
            self.hard = Some((self.time_limit + grace, Cut::JobTimeLimit));
        }
    }

    /// Runs a program with its output in the job's log, within the limits of the job.
    pub(crate) async fn program(
        &mut self,
        order: &Order,
        step_limit: Option<Instant>,
    ) -> io::Result<Ended> {
        if *self.stop.borrow() == Stop::Kill {
            let exit = Exit::Broken("the job was dropped".to_owned());
            return Ok(Ended { exit, cut: Some(Cut::Canceled), survivors: 0 });
        }
        let options = Arc::clone(&self.options);
        let waiting = self.next_supervisor.take_if(Supervisor::is_ready);
        let supervisor = waiting.map_or_else(|| Supervisor::start(&options.step_program), Ok)?;
        let (started, has_started) = oneshot::channel();
        let launch = Launch {
            supervisor,
            order,
            log: &self.log,
            masker: &self.masker,
            log_limit_bytes: self.spec.log_limit_bytes,
            started,
        };
        let limits = Limits {
            step: step_limit,
            job: (!self.progress.is_ending()).then_some(self.time_limit),
            hard: self.hard,
            grace: process::time_span(self.spec.cancel_grace_ms),
        };
        let next = async {
            has_started.await.ok()?;
            // One that can't be started is missed when it is needed.
            Supervisor::start(&options.step_program).ok()
        };
        let next = OptionFuture::from(self.has_steps_left.then_some(next));
        let (ended, next) = tokio::join!(process::run(launch, limits, &mut self.stop), next);
        self.next_supervisor = next.flatten();
        if let Err(error) = &ended
            && error.kind() == io::ErrorKind::QuotaExceeded
        {
            self.say(&format!("the job was ended: {error}"))?;
        }
        let ended = ended?;
        self.look_around();
        if ended.survivors > 0 {
            let survivors = ended.survivors;
            tracing::error!(process.count = survivors, "processes of a step could not be killed");
            self.say(&format!("{survivors} processes of this step could not be killed"))?;
        }
        Ok(ended)
    }

    /// Whether the job is being ended early.
    pub(crate) fn is_ending(&mut self) -> bool {
        self.look_around();
        self.progress.is_ending() || *self.stop.borrow() == Stop::Kill
    }

    /// Waits for a pause to pass; false when the job is to end meanwhile.
    pub(crate) async fn pause(&mut self, pause: Duration) -> bool {
        let mut stop = self.stop.clone();
        tokio::select! {
            () = sleep_until(self.time_limit.min(Instant::now() + pause)) => {}
            _ = stop.changed() => {}
        }
        !self.is_ending()
    }

    /// Where the commit is checked out.
    pub(crate) fn source(&self) -> io::Result<&Path> {
        let workspace = self.workspace.as_ref();
        workspace.map(|w| w.source.as_path()).ok_or_else(|| io::Error::other("no workspace"))
    }

    /// Where the files of Oore's own are that steps do not see.
    pub(crate) fn control(&self) -> io::Result<&Path> {
        let workspace = self.workspace.as_ref();
        workspace.map(|w| w.control.as_path()).ok_or_else(|| io::Error::other("no workspace"))
    }

    /// An empty home.
    pub(crate) fn home(&self) -> io::Result<&Path> {
        let workspace = self.workspace.as_ref();
        workspace.map(|w| w.home.as_path()).ok_or_else(|| io::Error::other("no workspace"))
    }

    /// Whether its commands come from a stranger.
    pub(crate) fn is_untrusted(&self) -> bool {
        self.spec.is_untrusted
    }

    /// The user that its programs run as, where that is not the runner's.
    pub(crate) fn user(&self) -> Option<&User> {
        self.options.user.as_ref()
    }

    /// What passes from the runner's own environment.
    pub(crate) fn inherited_environment(&self) -> Variables {
        self.inherited.clone()
    }

    /// Reports how the checkout ended, and counts it.
    pub(crate) fn finish_checkout(&mut self, index: u32, end: StepEnd) {
        let status = self.finish(index, end);
        self.progress.record(None, status, &Variables::new(), false);
    }

    /// Writes a line of Oore's own to the log, beginning on a line of its own.
    pub(crate) fn say(&self, message: &str) -> io::Result<()> {
        let length = self.log.length();
        let in_line = length > 0 && self.log.read(length - 1, length)? != b"\n";
        let line_end = if in_line { "\n" } else { "" };
        let message = self.masker.text(message);
        self.log.append(format!("{line_end}oore: {message}\n").as_bytes())
    }

    fn result(mut self, started_at_ms: i64, mut detail: Option<String>) -> JobResult {
        self.look_around_at_the_end();
        let outputs = self.outputs().unwrap_or_else(|message| {
            self.progress.fail();
            // A log that can't be written has no reader; the detail says it all.
            let _ = self.say(&message);
            detail.get_or_insert(message);
            IndexMap::new()
        });
        JobResult {
            outcome: self.progress.outcome(),
            detail: detail
                .map(|detail| self.detail(&detail))
                .or_else(|| outcome_detail(self.progress.outcome())),
            outputs,
            steps: self.reports.into_last_states(),
            log_bytes: self.log.length(),
            started_at_ms,
            finished_at_ms: now_ms(),
        }
    }

    fn detail(&self, detail: &str) -> String {
        text::detail(self.masker.text(detail).into_owned())
    }

    /// A cancel that came before any step could begin still counts; one that comes when all steps
    /// have ended is too late.
    fn look_around_at_the_end(&mut self) {
        if self.reports.has_unfinished() {
            self.look_around();
        }
    }
}

fn outcome_detail(outcome: Outcome) -> Option<String> {
    match outcome {
        Outcome::TimedOut => Some("the job's time limit was reached".to_owned()),
        Outcome::Succeeded | Outcome::Failed | Outcome::Canceled | Outcome::Interrupted => None,
    }
}

/// Unix time in milliseconds.
fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn work_that_panics_has_a_reason_like_any_other_failure() {
        let number = 7;
        let panics = reason(async { panic!("no step {number}") }).await;
        assert_eq!(panics.as_deref(), Some("the runner broke down at work on the job: no step 7"));
        let fails = reason(async { Err(io::Error::other("full").into()) }).await;
        assert_eq!(fails.as_deref(), Some("the job can't go on: full"));
        assert_eq!(reason(async { Ok(()) }).await, None);
    }
}
