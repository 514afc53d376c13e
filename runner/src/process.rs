//! Runs one program of a job under a supervisor, and ends it when it must.

use std::{ffi::OsString, io, process::Stdio, sync::Arc, time::Duration};

use rustix::process::Pid;
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, Lines},
    process::{Child, ChildStdin, ChildStdout},
    sync::watch,
    task::spawn_blocking,
    time::{Instant, sleep_until},
};

use crate::{
    output::OutputCopy,
    progress::{Cut, Exit},
    spool::Log,
    step::{
        order::{Command, Order, Report},
        tree,
    },
};

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

/// How long a program may run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// The step's own limit.
    pub(crate) step: Option<Instant>,
    /// The job's limit, unless it is past already and steps run in the grace time behind it.
    pub(crate) job: Option<Instant>,
    /// Killed without a warning at this time, because of this.
    pub(crate) hard: Option<(Instant, Cut)>,
    /// Between SIGTERM and SIGKILL at the limits before.
    pub(crate) grace: Duration,
}

/// A time limit as the server gives it. It is cut to a length that a clock can still add to now.
pub(crate) fn time_span(ms: u64) -> Duration {
    const LONGEST: Duration = Duration::from_secs(366 * 24 * 60 * 60);
    Duration::from_millis(ms).min(LONGEST)
}

/// What a program needs.
#[derive(Debug)]
pub(crate) struct Launch<'a> {
    pub(crate) step_program: &'a [OsString],
    pub(crate) order: &'a Order,
    pub(crate) log: &'a Arc<Log>,
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
    let mut running = Running::start(&launch).await?;
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
    /// Set by the supervisor's last report.
    exit: Option<Exit>,
    survivors: usize,
    /// Set when the copy of the output ended before the program.
    copied: Option<io::Result<()>>,
}

impl Running {
    async fn start(launch: &Launch<'_>) -> io::Result<Self> {
        let [program, arguments @ ..] = launch.step_program else {
            return Err(io::Error::other("no program was named that supervises steps"));
        };
        let (output, pipe) = OutputCopy::start(Arc::clone(launch.log))?;
        // The supervisor's environment is empty: the runner's may hold secrets, and the step's
        // processes can read that of their supervisor.
        let mut supervisor = tokio::process::Command::new(program)
            .args(arguments)
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(pipe)
            .spawn()?;
        let process = supervisor.id().and_then(|id| Pid::from_raw(i32::try_from(id).ok()?));
        let missing = || io::Error::other("the supervisor was started without its pipes");
        let mut control = supervisor.stdin.take().ok_or_else(missing)?;
        let reports = supervisor.stdout.take().ok_or_else(missing)?;
        let mut line = serde_json::to_vec(launch.order)?;
        line.push(b'\n');
        // A supervisor that died at once shows by the missing report.
        let _ = control.write_all(&line).await;
        Ok(Self {
            supervisor,
            control,
            reports: BufReader::new(reports).lines(),
            output,
            process,
            exit: None,
            survivors: 0,
            copied: None,
        })
    }

    /// Follows the program to its end and passes on what must end it.
    async fn watch(&mut self, mut limits: Limits, stop: &mut watch::Receiver<Stop>) -> Option<Cut> {
        let mut cut = None;
        let mut stops = true;
        loop {
            let alarm = next_alarm(limits);
            let at = alarm.as_ref().map_or_else(Instant::now, |alarm| alarm.at);
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
        let line = format!("{}\n", serde_json::json!(command));
        // The supervisor may have ended just now, which its report or its silence tells.
        let _ = self.control.write_all(line.as_bytes()).await;
    }

    /// Collects the supervisor and the rest of the output.
    async fn end(mut self, cut: Option<Cut>) -> io::Result<Ended> {
        drop(self.control);
        self.supervisor.wait().await?;
        let exit = match self.exit.take() {
            Some(exit) => exit,
            None => {
                if let Some(supervisor) = self.process {
                    spawn_blocking(move || tree::kill_session(supervisor)).await?;
                }
                Exit::Broken("the step's supervisor was killed".to_owned())
            }
        };
        match self.copied {
            Some(copied) => copied?,
            None => self.output.finish().await?,
        }
        Ok(Ended { exit, cut, survivors: self.survivors })
    }
}

/// A time at which a program is ended.
struct Alarm {
    at: Instant,
    reached: Cut,
    /// At once, without the grace time.
    kills: bool,
}

fn next_alarm(limits: Limits) -> Option<Alarm> {
    let Limits { step, job, hard, grace: _ } = limits;
    let alarms = [
        job.map(|at| Alarm { at, reached: Cut::JobTimeLimit, kills: false }),
        step.map(|at| Alarm { at, reached: Cut::StepTimeLimit, kills: false }),
        hard.map(|(at, reached)| Alarm { at, reached, kills: true }),
    ];
    alarms.into_iter().flatten().min_by_key(|alarm| alarm.at)
}
