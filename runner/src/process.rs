//! Runs one program of a job under a supervisor, and ends it when it must.

mod limits;
mod supervisor;

use std::{io, sync::Arc, time::Duration};

use mask::Masker;
use rustix::process::{Pid, Signal, kill_process};
use tokio::{
    io::{AsyncWriteExt as _, BufReader, Lines},
    process::{Child, ChildStdin, ChildStdout},
    sync::{oneshot, watch},
    task::spawn_blocking,
    time::{Instant, sleep_until, timeout},
};

use crate::{
    output::OutputCopy,
    progress::{Cut, Exit},
    spool::Log,
    step::{
        KILL_PATIENCE,
        order::{Command, Order, Report},
        tree,
    },
};
use limits::{Alarm, next_alarm};
pub(crate) use limits::{Limits, time_span};
pub(crate) use supervisor::Supervisor;

/// What a supervisor that does its work needs on top of the times it was given: to hear of its
/// orders, and to end after its last report. One that takes longer was stopped by its own step.
const SUPERVISOR_MARGIN: Duration = Duration::from_secs(5);

/// What the server wants of a job that runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Stop {
    /// Go on.
    No,
    /// End it; what still runs at the deadline is killed.
    Cancel {
        /// The server's words.
        reason: String,
        deadline: Instant,
    },
    /// Kill it and forget it.
    Kill,
}

/// What a program needs.
#[derive(Debug)]
pub(crate) struct Launch<'a> {
    pub(crate) supervisor: Supervisor,
    pub(crate) order: &'a Order,
    pub(crate) log: &'a Arc<Log>,
    /// What the log may not hold.
    pub(crate) masker: &'a Masker,
    /// How long the log may become.
    pub(crate) log_limit_bytes: u64,
    /// Hears that the program was started.
    pub(crate) started: oneshot::Sender<()>,
}

/// How a program ended.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) exit: Exit,
    pub(crate) cut: Option<Cut>,
    /// Processes that could not be killed.
    pub(crate) survivors: usize,
}

/// Runs the program until it and all it started are gone, and all its output is in the log.
///
/// # Errors
/// When the supervisor can't be started or the log can't be written; the program is gone then too.
pub(crate) async fn run(
    launch: Launch<'_>,
    limits: Limits,
    stop: &mut watch::Receiver<Stop>,
) -> io::Result<Ended> {
    let mut running = Running::start(launch).await?;
    let cut = running.watch(limits, stop).await;
    running.end(cut).await
}

/// A program and its supervisor.
struct Running {
    supervisor: Child,
    control: ChildStdin,
    reports: Lines<BufReader<ChildStdout>>,
    output: OutputCopy,
    /// The supervisor's process, which leads the session of its step. On systems where a tree is
    /// not known it becomes the program's process, which leads a group.
    process: Option<Pid>,
    started: Option<oneshot::Sender<()>>,
    /// Set by the supervisor's last report.
    exit: Option<Exit>,
    survivors: usize,
    /// Set when the copy of the output ended before the program.
    copied: Option<io::Result<()>>,
    /// When the supervisor is not waited for any longer: set by the first order to end.
    give_up_at: Option<Instant>,
}

impl Running {
    async fn start(launch: Launch<'_>) -> io::Result<Self> {
        let Launch { supervisor, order, log, masker, log_limit_bytes, started } = launch;
        let Supervisor { process: supervisor, mut control, reports, output } = supervisor;
        let output = OutputCopy::start(
            output,
            Arc::clone(log),
            log_limit_bytes,
            masker,
            order.user.as_ref(),
        )?;
        let process = supervisor::number(&supervisor);
        let mut line = serde_json::to_vec(order)?;
        line.push(b'\n');
        // A supervisor that died at once shows by the missing report.
        let _ = control.write_all(&line).await;
        Ok(Self {
            supervisor,
            control,
            reports,
            output,
            process,
            started: Some(started),
            exit: None,
            survivors: 0,
            copied: None,
            give_up_at: None,
        })
    }

    /// Follows the program to its end and passes on what must end it.
    async fn watch(&mut self, mut limits: Limits, stop: &mut watch::Receiver<Stop>) -> Option<Cut> {
        let mut cut = None;
        let mut stops = true;
        loop {
            let alarm = next_alarm(limits);
            let at = alarm.as_ref().map_or_else(Instant::now, |alarm| alarm.at);
            let give_up_at = self.give_up_at.unwrap_or_else(Instant::now);
            tokio::select! {
                line = self.reports.next_line() => {
                    let Ok(Some(line)) = line else { return cut };
                    if self.note(&line) {
                        return cut;
                    }
                }
                changed = stop.changed(), if stops => {
                    let wanted = stop.borrow_and_update().clone();
                    match wanted {
                        Stop::No => {}
                        Stop::Cancel { deadline, .. } => {
                            cut.get_or_insert(Cut::Canceled);
                            let grace = deadline.saturating_duration_since(Instant::now());
                            self.stop_within(grace).await;
                        }
                        Stop::Kill => self.command(Command::Kill).await,
                    }
                    // Nobody is left who could end it early.
                    stops = changed.is_ok();
                }
                () = sleep_until(at), if alarm.is_some() => {
                    let Some(Alarm { at: _, reached, kills }) = alarm else { continue };
                    cut.get_or_insert(reached);
                    if kills {
                        self.command(Command::Kill).await;
                        limits.hard = None;
                    } else {
                        self.stop_within(limits.grace).await;
                        // Either limit has started the same grace time.
                        (limits.job, limits.step) = (None, None);
                    }
                }
                () = sleep_until(give_up_at), if self.give_up_at.is_some() => return cut,
                copied = self.output.ended(), if self.copied.is_none() => {
                    if copied.is_err() {
                        self.command(Command::Kill).await;
                    }
                    self.copied = Some(copied);
                }
            }
        }
    }

    /// Takes a report; true for the last one.
    fn note(&mut self, line: &str) -> bool {
        match serde_json::from_str(line) {
            Ok(Report::Started { process }) => {
                if cfg!(not(target_os = "linux")) {
                    self.process = Pid::from_raw(process);
                }
                if let Some(started) = self.started.take() {
                    // Nobody needs to know.
                    let _ = started.send(());
                }
                false
            }
            Ok(Report::NotStarted { message, not_found }) => {
                self.exit = Some(if not_found { Exit::NotFound } else { Exit::Broken(message) });
                true
            }
            Ok(Report::Ended { exit_code, signal, survivors }) => {
                self.survivors = survivors;
                self.exit = Some(match (exit_code, signal) {
                    (Some(code), _) => Exit::Code(code),
                    (None, Some(signal)) => Exit::Signal(signal),
                    (None, None) => Exit::Broken("the program could not be killed".to_owned()),
                });
                true
            }
            // Whatever wrote that, the supervisor's end tells the rest.
            Err(_) => false,
        }
    }

    async fn stop_within(&mut self, grace: Duration) {
        let grace_ms = u64::try_from(grace.as_millis()).unwrap_or(u64::MAX);
        self.command(Command::Stop { grace_ms }).await;
    }

    async fn command(&mut self, command: Command) {
        let grace = match command {
            Command::Stop { grace_ms } => Duration::from_millis(grace_ms),
            Command::Kill => Duration::ZERO,
        };
        let at = Instant::now() + grace + KILL_PATIENCE + SUPERVISOR_MARGIN;
        self.give_up_at = Some(self.give_up_at.map_or(at, |known| known.min(at)));
        if let Some(supervisor) = supervisor::number(&self.supervisor) {
            // A step may have stopped its supervisor, which would then hear of nothing. It may
            // also have ended just now.
            let _ = kill_process(supervisor, Signal::CONT);
        }
        let line = format!("{}\n", serde_json::json!(command));
        // The supervisor may have ended just now, which its report or its silence tells.
        let _ = self.control.write_all(line.as_bytes()).await;
    }

    /// Collects the supervisor and the rest of the output.
    async fn end(mut self, cut: Option<Cut>) -> io::Result<Ended> {
        let patience = self.patience();
        drop(self.control);
        let silent = match timeout(patience, self.supervisor.wait()).await {
            Ok(ended) => ended.map(|_| false)?,
            Err(_) => true,
        };
        if silent && let Some(supervisor) = self.process {
            tracing::error!("a step's supervisor did not end, killing it and its processes");
            spawn_blocking(move || tree::kill_below(supervisor)).await?;
            self.supervisor.kill().await?;
        }
        if (silent || self.exit.is_none())
            && let Some(supervisor) = self.process
        {
            spawn_blocking(move || tree::kill_session(supervisor)).await?;
        }
        let exit = self.exit.unwrap_or_else(|| {
            let what = if silent { "did not answer and was killed" } else { "was killed" };
            Exit::Broken(format!("the step's supervisor {what}"))
        });
        match self.copied {
            Some(copied) => copied?,
            None => self.output.finish().await?,
        }
        Ok(Ended { exit, cut, survivors: self.survivors })
    }

    /// How long the supervisor may take to end. None is left to one that was given up.
    fn patience(&self) -> Duration {
        let is_given_up = self.give_up_at.is_some_and(|at| at <= Instant::now());
        if is_given_up && self.exit.is_none() { Duration::ZERO } else { SUPERVISOR_MARGIN }
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::*;

    /// A supervisor that neither reports nor obeys.
    const DEAF: [&str; 2] = ["sleep", "1000"];

    async fn run_deaf(limits: Limits, stop: Stop) -> Ended {
        let directory = tempfile::tempdir().expect("a directory");
        let log = Arc::new(Log::create(&directory.path().join("log")).expect("made"));
        let order = Order {
            program: "true".to_owned(),
            arguments: Vec::new(),
            environment: indexmap::IndexMap::new(),
            directory: "/".into(),
            user: None,
            sandbox: None,
        };
        let launch = Launch {
            supervisor: Supervisor::start(&DEAF.map(OsString::from)).expect("started"),
            order: &order,
            log: &log,
            masker: &Masker::default(),
            log_limit_bytes: u64::MAX,
            started: oneshot::channel().0,
        };
        let (sender, mut receiver) = watch::channel(Stop::No);
        sender.send_replace(stop);
        run(launch, limits, &mut receiver).await.expect("an end")
    }

    fn no_limits() -> Limits {
        Limits { step: None, job: None, hard: None, grace: Duration::from_secs(60) }
    }

    #[tokio::test(start_paused = true)]
    async fn a_supervisor_that_does_not_obey_is_given_up_after_the_grace_time() {
        let started = Instant::now();
        let limits = Limits { job: Some(started + Duration::from_secs(100)), ..no_limits() };
        let ended = run_deaf(limits, Stop::No).await;
        assert_eq!(ended.cut, Some(Cut::JobTimeLimit));
        let message = "the step's supervisor did not answer and was killed";
        assert_eq!(ended.exit, Exit::Broken(message.to_owned()));
        let least = Duration::from_secs(160) + KILL_PATIENCE;
        assert!((least..least + 2 * SUPERVISOR_MARGIN).contains(&started.elapsed()));
    }

    #[tokio::test(start_paused = true)]
    async fn a_supervisor_that_does_not_obey_a_kill_is_given_up_without_grace() {
        let started = Instant::now();
        run_deaf(no_limits(), Stop::Kill).await;
        let most = KILL_PATIENCE + 2 * SUPERVISOR_MARGIN;
        assert!(started.elapsed() < most, "{:?}", started.elapsed());
    }
}
