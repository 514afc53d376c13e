//! A supervisor's process and its pipes, as the runner holds them.
//!
//! It takes some milliseconds to start, so one is started before it is needed: it waits for its
//! order.

use std::{
    ffi::OsString,
    io::{self, PipeReader},
    process::Stdio,
};

use rustix::process::{Pid, Signal, kill_process};
use tokio::{
    io::{AsyncBufReadExt as _, BufReader, Lines},
    process::{Child, ChildStdin, ChildStdout, Command},
};

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

    /// Whether it waits for its order. A step that runs as the runner's own user can kill the next
    /// one's supervisor, or stop it; that one is woken.
    pub(crate) fn is_ready(&mut self) -> bool {
        if let Some(process) = number(&self.process) {
            // It may have ended just now.
            let _ = kill_process(process, Signal::CONT);
        }
        matches!(self.process.try_wait(), Ok(None))
    }

    /// Ends one that is not needed. Without an order there is nothing below it.
    pub(crate) async fn dismiss(mut self) {
        if let Err(error) = self.process.kill().await {
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
    use rustix::process::{WaitOptions, waitpid};

    use super::*;

    fn start(program: &[&str]) -> Supervisor {
        let program: Vec<_> = program.iter().map(OsString::from).collect();
        Supervisor::start(&program).expect("started")
    }

    fn exists(process: Pid) -> bool {
        rustix::process::test_kill_process(process).is_ok()
    }

    #[tokio::test]
    async fn one_that_has_ended_is_not_ready() {
        let mut waiting = start(&["cat"]);
        assert!(waiting.is_ready());
        waiting.process.kill().await.expect("killed");
        assert!(!waiting.is_ready());
    }

    #[tokio::test]
    async fn one_that_was_stopped_is_woken() {
        let mut waiting = start(&["cat"]);
        let process = number(&waiting.process).expect("it has a number");
        let wait = |options| waitpid(Some(process), options | WaitOptions::NOHANG);
        kill_process(process, Signal::STOP).expect("stopped");
        while wait(WaitOptions::UNTRACED).expect("a child").is_none() {}
        assert!(waiting.is_ready());
        while wait(WaitOptions::CONTINUED).expect("a child").is_none() {}
    }

    #[tokio::test]
    async fn one_that_is_not_needed_ends_whatever_it_does() {
        for program in [&["cat"][..], &["sleep", "1000"]] {
            let waiting = start(program);
            let process = number(&waiting.process).expect("it has a number");
            waiting.dismiss().await;
            assert!(!exists(process));
        }
    }
}
