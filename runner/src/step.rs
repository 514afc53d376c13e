//! The supervisor of one step: a small process between the runner and the step's shell, which
//! owns every process of the step and leaves none behind.
//!
//! A step ends with its shell: what the shell has left in the background is killed, without grace,
//! so a job that needs a server in the background starts it in the step that uses it. A step that
//! is stopped (SIGTERM to all its processes) has its grace time, shell and children alike.
//!
//! It speaks with the runner in lines of JSON. Its stdin brings one `Order`, then `Command`s; the
//! end of stdin means that the runner is gone (killed, perhaps), and the step is killed too. Its
//! stdout takes `Report`s. Its stderr is the step's output: the shell gets it as stdout and stderr.
//! Environment and arguments come on stdin and never in its own arguments, which anyone on the
//! machine can read.
//!
//! A supervisor that is itself killed (by its own step, or for want of memory) fails the step, and
//! the runner kills what is left in its session; what has left the session too stays behind. One
//! that was stopped is woken with each command, and killed with all below it when it does not obey
//! in time.
//!
//! On Linux it is a child subreaper, so every descendant of the shell stays below it, whatever it
//! does (`setsid`, double fork). On other systems it knows the shell's process group only: a
//! process that leaves the group outlives the step there.
//!
//! Where a sandbox was ordered, what it starts is the sandbox's own program, which waits for the
//! step's shell: that one is asked to end, and the sandbox ends with it.
//!
//! It runs on plain threads, without an asynchronous runtime: it starts once for each step, and
//! that has to be quick.

pub(crate) mod order;
mod start;
mod supervisor;
pub(crate) mod tree;

use std::{
    io::{self, Write as _},
    process::ExitCode,
    sync::mpsc,
    thread,
};

use order::{Command, Order, Report};
use rustix::{io::Errno, process::WaitOptions};
pub(crate) use supervisor::PATIENCE as KILL_PATIENCE;
use supervisor::{Event, Supervisor};

/// Supervises one step as stdin asks, and ends when no process of the step is left.
///
/// Call it first thing in the hidden subcommand that [`crate::Options::step_program`] names: it
/// needs the process for itself, and no runtime.
#[must_use]
pub fn main() -> ExitCode {
    match supervise() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let not_found = error.kind() == io::ErrorKind::NotFound;
            match report(&Report::NotStarted { message: error.to_string(), not_found }) {
                Ok(()) => ExitCode::FAILURE,
                // Nobody listens any more, so there is nobody to tell.
                Err(_) => ExitCode::FAILURE,
            }
        }
    }
}

fn supervise() -> io::Result<()> {
    // A session of its own keeps a terminal's Ctrl-C away; already leading one is as good.
    if let Err(error) = rustix::process::setsid()
        && error != Errno::PERM
    {
        return Err(error.into());
    }
    #[cfg(target_os = "linux")]
    rustix::process::set_child_subreaper(Some(rustix::process::getpid()))?;

    let (events, received) = mpsc::channel();
    let (orders, ordered) = mpsc::channel();
    thread::spawn({
        let events = events.clone();
        move || listen(&orders, &events)
    });
    let Ok(order) = ordered.recv() else {
        return Ok(());
    };
    let order = order?;
    let shell = start::start(&order)?;
    report(&Report::Started { process: shell.as_raw_pid() })?;
    thread::spawn(move || reap(&events));

    let ended = Supervisor::new(shell, order.sandbox.is_some()).run(&received);
    report(&ended)
}

/// Reads stdin to its end: the order first, then commands.
fn listen(orders: &mpsc::Sender<io::Result<Order>>, events: &mpsc::Sender<Event>) {
    let mut lines = io::stdin().lines();
    let Some(Ok(first)) = lines.next() else { return };
    let order = serde_json::from_str(&first).map_err(io::Error::from);
    if orders.send(order).is_err() {
        return;
    }
    for line in lines {
        let event = match line.map(|line| serde_json::from_str::<Command>(&line)) {
            Ok(Ok(command)) => Event::Command(command),
            // The runner never writes such a line, unless it dies within it.
            Ok(Err(_)) | Err(_) => break,
        };
        if events.send(event).is_err() {
            return;
        }
    }
    // A closed channel means that the step has ended before.
    let _ = events.send(Event::RunnerGone);
}

/// Collects every child that ends, until there is none.
fn reap(events: &mpsc::Sender<Event>) {
    let mut options = WaitOptions::empty();
    let mut ended = Vec::new();
    loop {
        let found = rustix::process::wait(options);
        match found {
            Ok(Some(child)) => {
                ended.push(child);
                options = WaitOptions::NOHANG;
            }
            Err(Errno::INTR) => {}
            // No further child has ended (`None`), or there is none at all (`CHILD`).
            Ok(None) | Err(_) => {
                let left = found.is_ok();
                let batch = std::mem::take(&mut ended);
                if events.send(Event::Reaped { ended: batch, left }).is_err() || !left {
                    return;
                }
                options = WaitOptions::empty();
            }
        }
    }
}

fn report(report: &Report) -> io::Result<()> {
    let mut line = serde_json::to_vec(report)?;
    line.push(b'\n');
    let mut stdout = io::stdout().lock();
    stdout.write_all(&line)?;
    stdout.flush()
}
