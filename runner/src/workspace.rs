//! A job's own directory: `work/<lease>/`, with the checkout, the temporary directory and the files
//! of its steps. It goes when the job has ended, whatever happened.

mod remove;

use std::{
    fs::{self, DirBuilder},
    io,
    os::unix::fs::DirBuilderExt as _,
    path::{Path, PathBuf},
};

use ulid::Ulid;

/// A job that begins with less would fail in the middle, in whatever its tools make of it.
const LEAST_FREE_BYTES: u64 = 64 * 1024 * 1024;

/// Where a job works.
#[derive(Debug)]
pub(crate) struct Workspace {
    /// `OORE_WORKSPACE`: the commit is checked out here, and steps start here.
    pub(crate) source: PathBuf,
    /// `TMPDIR`.
    pub(crate) temporary: PathBuf,
    /// Scripts, and the files that steps write their outputs to.
    pub(crate) control: PathBuf,
}

impl Workspace {
    /// Makes the directories of a job.
    pub(crate) fn create(data_dir: &Path, lease: Ulid) -> io::Result<Self> {
        let root = work_directory(data_dir).join(lease.to_string());
        let [source, temporary, control] = ["source", "tmp", "control"].map(|name| root.join(name));
        for directory in [&source, &temporary, &control] {
            DirBuilder::new().recursive(true).mode(0o700).create(directory)?;
        }
        Ok(Self { source, temporary, control })
    }
}

/// Whether the disk has room for another job. To be asked before a job is accepted.
///
/// # Errors
/// `StorageFull` when it has not, with the room that there is.
pub(crate) fn check_room(data_dir: &Path) -> io::Result<()> {
    let disk = rustix::fs::statvfs(data_dir)?;
    let free = disk.f_bavail.saturating_mul(disk.f_frsize);
    if free < LEAST_FREE_BYTES {
        let message = format!("only {} MiB are free on the disk", free / (1024 * 1024));
        return Err(io::Error::new(io::ErrorKind::StorageFull, message));
    }
    Ok(())
}

/// Removes what a job has left.
pub(crate) fn remove(data_dir: &Path, lease: Ulid) -> io::Result<()> {
    remove::tree(&work_directory(data_dir).join(lease.to_string()))
}

/// Removes what jobs of an earlier process have left. What can't be removed (files of another
/// user) is named in the log and left.
pub(crate) fn remove_stale(data_dir: &Path) -> io::Result<()> {
    let directory = work_directory(data_dir);
    DirBuilder::new().recursive(true).mode(0o700).create(&directory)?;
    for entry in fs::read_dir(&directory)? {
        let path = entry?.path();
        if let Err(error) = remove::tree(&path) {
            tracing::warn!("can't remove the old workspace {}: {error}", path.display());
        }
    }
    Ok(())
}

fn work_directory(data_dir: &Path) -> PathBuf {
    data_dir.join("work")
}
