//! The runner: takes jobs from a server, runs them on this machine, and brings log and result back
//! whatever happens to the connection or to either process.
//!
//! # The map
//! * [`run`] holds the data directory's lock (`lock`) and drives `session`, which owns the leases
//!   and opens one `connection` after the other.
//! * A `lease` is one job from order to acknowledged result: `job` works while `delivery` brings
//!   to the server what is in the `spool`; `window` decides what is sent next.
//! * `job` makes the `workspace`, lets `checkout` fill it, runs the steps with their `environment`
//!   and reads their `files`; `progress` adds the steps up, `text` bounds what is reported.
//! * `process` runs one program under a supervisor ([`step`], a process of its own), and `output`
//!   copies what it prints to the spool.
//!
//! # What always holds
//! * Everything reaches the disk before the server hears of it: the order before `Accepted`,
//!   output before its chunk, the result before `Finished`.
//! * Output is never held in memory, apart from one window a job.
//! * No process of a step outlives the step, the job, or the runner (on Linux; elsewhere within
//!   the limits that [`step`] tells).
//! * Nothing that comes from outside becomes part of a command line or a script.
//!
//! # Limits
//! Jobs run as the runner's own user. What such a job does to the runner's own processes, to the
//! files in that user's home and to daemons that do work for it can't be prevented here.

mod backoff;
mod blocking;
mod brake;
mod checkout;
mod connection;
mod delivery;
mod environment;
mod files;
mod job;
mod lease;
mod link;
mod lock;
mod options;
mod output;
mod process;
mod progress;
mod session;
mod spool;
pub mod step;
mod text;
mod window;
mod workspace;

use std::{
    fs::DirBuilder,
    io,
    os::unix::fs::DirBuilderExt as _,
    path::{Path, PathBuf},
};

pub use options::{AddressError, Options, RunnerError, ServerAddress};

/// Runs jobs until `shutdown` is there, or until there is a reason to end.
///
/// A runner that is shut down kills what runs and leaves finished but undelivered jobs on disk,
/// for the next process. It does the same when the future is dropped, but then without waiting.
///
/// A *local* runner ([`Options::local`]) was started by a server, with a pipe as stdin and in a
/// session of its own. It first waits until no other runner uses the data directory, and ends when
/// its stdin ends before that: the server that started it is gone. With jobs it outlives the
/// server. Without any it ends: when its server says `Goodbye`, when its stdin has ended and no
/// other server is there, and when it had neither job nor server for ten minutes.
///
/// # Errors
/// [`RunnerError`]. A server that can't be reached is no error.
pub async fn run(
    mut options: Options,
    shutdown: impl Future<Output = ()>,
) -> Result<(), RunnerError> {
    if options.step_program.is_empty() {
        return Err(RunnerError::NoStepProgram);
    }
    let data_dir =
        prepare(&options.data_dir).map_err(|source| data_dir_error(&options.data_dir, source))?;
    options.data_dir.clone_from(&data_dir);
    tokio::pin!(shutdown);
    let mut parent = options.local.then(|| lock::Parent::behind(io::stdin()));
    let lock = tokio::select! {
        () = &mut shutdown => return Ok(()),
        lock = take_lock(&data_dir, parent.as_mut()) => lock?,
    };
    let Some(_lock) = lock else { return Ok(()) };

    let mut runner = session::Runner::start(options, parent)
        .map_err(|source| data_dir_error(&data_dir, source))?;
    let result = tokio::select! {
        () = &mut shutdown => Ok(()),
        result = runner.keep_connected() => result,
    };
    runner.leave().await;
    result
}

/// The labels of this machine: operating system (`linux`, `macos`) and architecture (`x64`,
/// `arm64`). Servers take no others from a runner.
#[must_use]
pub fn default_labels() -> Vec<String> {
    let architecture = match std::env::consts::ARCH {
        "x86_64" => "x64",
        "aarch64" => "arm64",
        other => other,
    };
    [std::env::consts::OS, architecture].map(str::to_owned).into()
}

/// Makes the data directory, and its path absolute: steps start elsewhere.
fn prepare(data_dir: &Path) -> io::Result<PathBuf> {
    let data_dir = std::path::absolute(data_dir)?;
    if data_dir.to_str().is_none() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "its path is not UTF-8"));
    }
    DirBuilder::new().recursive(true).mode(0o700).create(&data_dir)?;
    Ok(data_dir)
}

/// None when a local runner is not needed any more.
async fn take_lock(
    data_dir: &Path,
    parent: Option<&mut lock::Parent>,
) -> Result<Option<lock::DataDirLock>, RunnerError> {
    let taken = match parent {
        Some(parent) => lock::wait(data_dir, parent).await,
        None => match lock::try_acquire(data_dir) {
            Ok(None) => return Err(RunnerError::InUse { path: data_dir.to_owned() }),
            taken => taken,
        },
    };
    taken.map_err(|source| data_dir_error(data_dir, source))
}

fn data_dir_error(path: &Path, source: io::Error) -> RunnerError {
    RunnerError::DataDir { path: path.to_owned(), source }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_is_labelled_with_system_and_architecture() {
        let labels = default_labels();
        assert_eq!(labels.len(), 2);
        assert!(["linux", "macos"].contains(&labels[0].as_str()), "{labels:?}");
        assert!(["x64", "arm64"].contains(&labels[1].as_str()), "{labels:?}");
    }
}
