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
//! Jobs run as the runner's own user, unless it is root and was given another ([`User`]). What a job
//! does to processes, to files and to daemons of the user that it runs as is prevented by a
//! [sandbox](SandboxOptions) only.

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
mod sandbox;
mod session;
mod spool;
pub mod step;
mod text;
mod trust;
mod user;
mod window;
mod workspace;

use std::{
    fs::{self, DirBuilder, Permissions},
    io,
    os::unix::fs::{DirBuilderExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
};

pub use options::{AddressError, Options, RunnerError, ServerAddress};
pub use sandbox::{SandboxMode, SandboxNetwork, SandboxOptions, find_bubblewrap};
pub use user::{User, UserError};

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
    let trust = trust::Trust::with(options.ca_certificate.as_deref())?;
    let data_dir = prepare(&options.data_dir, options.user.as_ref())?;
    options.data_dir.clone_from(&data_dir);
    tokio::pin!(shutdown);
    let mut parent = options.local.then(|| lock::Parent::behind(io::stdin()));
    let lock = tokio::select! {
        () = &mut shutdown => return Ok(()),
        lock = take_lock(&data_dir, parent.as_mut()) => lock?,
    };
    let Some(_lock) = lock else { return Ok(()) };

    warn_without_sandbox(&options).await;
    let mut runner = session::Runner::start(options, trust, parent)
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

/// A runner that can't make the sandbox that some of its jobs need takes them all the same, and
/// fails those at once: the person who reads that can't see what is wrong here.
async fn warn_without_sandbox(options: &Options) {
    let (sandbox, user) = (options.sandbox.clone(), options.user.clone());
    let jobs = match sandbox.mode {
        SandboxMode::Never => return,
        SandboxMode::Untrusted => "jobs of strangers (pull requests from forks)",
        SandboxMode::Always => "all jobs",
    };
    let probed = blocking::run(move || Ok(sandbox::probe(&sandbox, user.as_ref()))).await;
    if let Ok(Err(reason)) = probed {
        tracing::warn!("{jobs} will fail on this runner, as it can't make a sandbox: {reason}");
    }
}

/// Makes the data directory, and finds out whether the user that jobs run as reaches it. Its path
/// is returned as an absolute one.
///
/// # Errors
/// [`RunnerError::DataDir`] and [`RunnerError::Barred`].
pub fn prepare(data_dir: &Path, user: Option<&User>) -> Result<PathBuf, RunnerError> {
    let path = make(data_dir, user).map_err(|source| data_dir_error(data_dir, source))?;
    let Some(user) = user else { return Ok(path) };
    match user.barred_from(&path).map_err(|source| data_dir_error(&path, source))? {
        Some(barrier) => Err(RunnerError::Barred { user: user.name().to_owned(), path, barrier }),
        None => Ok(path),
    }
}

/// Makes the data directory, and its path absolute: steps start elsewhere.
fn make(data_dir: &Path, user: Option<&User>) -> io::Result<PathBuf> {
    let data_dir = std::path::absolute(data_dir)?;
    if data_dir.to_str().is_none() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "its path is not UTF-8"));
    }
    let mode = workspace::mode_above(user);
    DirBuilder::new().recursive(true).mode(mode).create(&data_dir)?;
    if user.is_some() {
        fs::set_permissions(&data_dir, Permissions::from_mode(mode))?;
    }
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
