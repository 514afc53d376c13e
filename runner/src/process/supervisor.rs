//! A supervisor's process and its pipes, as the runner holds them.
//!
//! It takes some milliseconds to start, so one is started before it is needed: it waits for its
//! order.

use std::{
    ffi::OsString,
    io::{self, PipeReader},
    process::Stdio,
    time::Duration,
};

use rustix::process::Pid;
use tokio::{
    io::{AsyncBufReadExt as _, BufReader, Lines},
    process::{Child, ChildStdin, ChildStdout, Command},
    time::timeout,
};

/// How long one that is not needed may take to end.
const PATIENCE: Duration = Duration::from_secs(5);

/// A supervisor without an order.
#[derive(Debug)]
pub(crate) struct Supervisor {
    pub(super) process: Child,
    pub(super) control: ChildStdin,
    pub(super) reports: Lines<BufReader<ChildStdout>>,
    /// What its program will print.
    pub(super) output: PipeReader,
}

impl Supervisor {
    /// Starts `program`, with its arguments behind it.
    ///
    /// # Errors
    /// When it can't be started.
    pub(crate) fn start(program: &[OsString]) -> io::Result<Self> {
        let [program, arguments @ ..] = program else {
            return Err(io::Error::other("no program was named that supervises steps"));
        };
        let (output, input) = io::pipe()?;
        // Its environment is empty: the runner's may hold secrets, and the step's processes can
        // read that of their supervisor.
        let mut process = Command::new(program)
            .args(arguments)
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(input)
            .spawn()?;
        let missing = || io::Error::other("the supervisor was started without its pipes");
        let control = process.stdin.take().ok_or_else(missing)?;
        let reports = process.stdout.take().ok_or_else(missing)?;
        Ok(Self { process, control, reports: BufReader::new(reports).lines(), output })
    }

    /// Whether it has not ended. A step can kill the next one's supervisor, if it runs as the
    /// runner's own user.
    pub(crate) fn is_alive(&mut self) -> bool {
        matches!(self.process.try_wait(), Ok(None))
    }

    /// Has one end that is not needed, and waits for that.
    pub(crate) async fn dismiss(self) {
        let Self { mut process, control, .. } = self;
        // It ends when no order can come any more.
        drop(control);
        if timeout(PATIENCE, process.wait()).await.is_err()
            && let Err(error) = process.kill().await
        {
            tracing::error!("a supervisor without a step can't be killed: {error}");
        }
    }
}

/// The process's number, while it has not been collected.
pub(super) fn number(process: &Child) -> Option<Pid> {
    Pid::from_raw(i32::try_from(process.id()?).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start(program: &[&str]) -> Supervisor {
        let program: Vec<_> = program.iter().map(OsString::from).collect();
        Supervisor::start(&program).expect("started")
    }

    fn exists(process: Pid) -> bool {
        rustix::process::test_kill_process(process).is_ok()
    }

    #[tokio::test]
    async fn one_that_has_ended_is_not_alive() {
        let mut waiting = start(&["cat"]);
        assert!(waiting.is_alive());
        waiting.process.kill().await.expect("killed");
        assert!(!waiting.is_alive());
    }

    #[tokio::test]
    async fn one_that_is_not_needed_ends() {
        let waiting = start(&["cat"]);
        let process = number(&waiting.process).expect("it has a number");
        waiting.dismiss().await;
        assert!(!exists(process));
    }

    #[tokio::test(start_paused = true)]
    async fn one_that_does_not_end_is_killed() {
        let deaf = start(&["sleep", "1000"]);
        let process = number(&deaf.process).expect("it has a number");
        deaf.dismiss().await;
        assert!(!exists(process));
    }
}
