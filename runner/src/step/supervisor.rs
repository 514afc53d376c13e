//! The supervisor's decisions: when the processes of a step are asked to end, and when they are
//! killed.

use std::{
    sync::mpsc::{Receiver, RecvTimeoutError},
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, WaitStatus};

use super::{
    order::{Command, Report},
    tree,
};

/// Between two rounds of killing, when no child has ended meanwhile.
const ROUND: Duration = Duration::from_millis(10);

/// How long killing is tried. What is left then belongs to another user or hangs in the kernel.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// What the supervisor hears from its threads.
pub(super) enum Event {
    Command(Command),
    RunnerGone,
    /// Children that have ended, and whether any is left.
    Reaped {
        ended: Vec<(Pid, WaitStatus)>,
        left: bool,
    },
}

pub(super) struct Supervisor {
    shell: Pid,
    /// Whether the shell is the sandbox's program, with which all in it would be killed at once.
    is_sandbox: bool,
    status: Option<WaitStatus>,
    /// When to start killing.
    kill_at: Option<Instant>,
    /// Set with the first round of killing.
    give_up_at: Option<Instant>,
}

impl Supervisor {
    pub(super) fn new(shell: Pid, is_sandbox: bool) -> Self {
        Self { shell, is_sandbox, status: None, kill_at: None, give_up_at: None }
    }

    /// Watches over the step until it has ended and nothing of it is left.
    pub(super) fn run(mut self, events: &Receiver<Event>) -> Report {
        loop {
            let event = match self.patience() {
                Some(patience) => events.recv_timeout(patience),
                None => events.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match event {
                Ok(Event::Command(Command::Stop { grace_ms })) => self.stop(grace_ms),
                Ok(Event::Command(Command::Kill) | Event::RunnerGone) => self.kill(),
                Ok(Event::Reaped { ended, left }) => {
                    self.note(&ended);
                    if !left {
                        // Where the tree is not known, the group may hold more than children.
                        tree::signal(self.shell, &[], Signal::KILL);
                        return self.ended(0);
                    }
                }
                Err(RecvTimeoutError::Timeout) => self.kill(),
                // The thread that reaps has ended, so no child is left.
                Err(RecvTimeoutError::Disconnected) => return self.ended(0),
            }
            if self.give_up_at.is_some_and(|at| Instant::now() >= at) {
                return self.ended(tree::descendants().len());
            }
        }
    }

    /// How long to wait for the next event before [`Self::kill`] is due.
    fn patience(&self) -> Option<Duration> {
        if self.give_up_at.is_some() {
            return Some(ROUND);
        }
        self.kill_at.map(|at| at.saturating_duration_since(Instant::now()))
    }

    fn stop(&mut self, grace_ms: u64) {
        let first = self.kill_at.is_none();
        let asked = Instant::now() + Duration::from_millis(grace_ms);
        self.kill_at = Some(self.kill_at.map_or(asked, |at| at.min(asked)));
        if first {
            let mut asked = tree::descendants();
            if self.is_sandbox {
                tree::leave_out(&mut asked, self.shell);
            }
            tree::signal(self.shell, &asked, Signal::TERM);
        }
    }

    /// One round of killing. Everything is stopped first, because a process that goes on forking
    /// would be quicker than the walk through its children.
    fn kill(&mut self) {
        self.kill_at.get_or_insert_with(Instant::now);
        self.give_up_at.get_or_insert_with(|| Instant::now() + PATIENCE);
        let frozen = tree::freeze(self.shell);
        tree::signal(self.shell, &frozen, Signal::KILL);
    }

    /// When the shell has ended by itself, what it left in the background ends with it. When it
    /// was asked to stop, its children keep the rest of the grace time.
    fn note(&mut self, ended: &[(Pid, WaitStatus)]) {
        if let Some((_, status)) = ended.iter().find(|(pid, _)| *pid == self.shell) {
            self.status = Some(*status);
            self.kill_at.get_or_insert_with(Instant::now);
        }
    }

    fn ended(&self, survivors: usize) -> Report {
        Report::Ended {
            exit_code: self.status.and_then(WaitStatus::exit_status),
            signal: self.status.and_then(WaitStatus::terminating_signal),
            survivors,
        }
    }
}
