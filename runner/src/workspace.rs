//! A job's own directory: `work/<lease>/`, with the checkout, the temporary directory and the files
//! of its steps. It goes when the job has ended, whatever happened.

mod remove;

use std::{
    fs::{self, DirBuilder, Permissions},
    io,
    os::unix::fs::{DirBuilderExt as _, PermissionsExt as _, chown},
    path::{Path, PathBuf},
};

use ulid::Ulid;

use crate::user::User;

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
    /// An empty home: `HOME` in a sandbox.
    pub(crate) home: PathBuf,
}

impl Workspace {
    /// Makes the directories of a job, for the user that it runs as. That user can't put others in
    /// their place, since the directory above stays the runner's.
    pub(crate) fn create(data_dir: &Path, lease: Ulid, user: Option<&User>) -> io::Result<Self> {
        let root = work_directory(data_dir).join(lease.to_string());
        DirBuilder::new().recursive(true).mode(mode_above(user)).create(&root)?;
        let names = ["source", "tmp", "control", "home"];
        let [source, temporary, control, home] = names.map(|name| root.join(name));
        for directory in [&source, &temporary, &control, &home] {
            DirBuilder::new().recursive(true).mode(0o700).create(directory)?;
            if let Some(user) = user {
                chown(directory, Some(user.uid()), Some(user.gid()))?;
            }
        }
        Ok(Self { source, temporary, control, home })
    }
}

/// The permissions of directories that lead to a job's own: another user passes through, and sees
/// nothing.
pub(crate) fn mode_above(user: Option<&User>) -> u32 {
    if user.is_some() { 0o711 } else { 0o700 }
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
pub(crate) fn remove_stale(data_dir: &Path, user: Option<&User>) -> io::Result<()> {
    let directory = work_directory(data_dir);
    DirBuilder::new().recursive(true).mode(0o700).create(&directory)?;
    fs::set_permissions(&directory, Permissions::from_mode(mode_above(user)))?;
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
