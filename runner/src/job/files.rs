//! The checkout as `hash()` sees it.

use std::{
    ffi::OsStr,
    fs::{File, OpenOptions},
    io::{self, Read as _},
    os::unix::{ffi::OsStrExt as _, fs::OpenOptionsExt as _},
    path::{Path, PathBuf},
};

use pipeline::{GlobList, expression::Files};
use rustix::fs::OFlags;
use sha2::{Digest as _, Sha256};
use tokio::runtime::{Handle, RuntimeFlavor};
use walkdir::{DirEntry, WalkDir};

/// How many bytes one call reads: a pattern that takes whole toolchains is a mistake, and would
/// keep the job without a word.
const MOST_BYTES: u64 = 1024 * 1024 * 1024;

/// How many bytes are read at once.
const PIECE_BYTES: usize = 64 * 1024;

/// The files below a job's workspace.
#[derive(Debug)]
pub(super) struct CheckedOut {
    /// Where the commit is checked out.
    pub(super) root: PathBuf,
}

impl Files for CheckedOut {
    /// SHA-256, in hexadecimal digits, of what `sha256sum` prints for the files in the order of
    /// their paths. Regular files only: links are not followed, and `.git` is left out.
    fn hash(&self, patterns: &GlobList) -> Result<String, String> {
        away(|| sum(&self.root, patterns)).map_err(|error| error.to_string())
    }
}

/// Works on files while other jobs go on.
fn away<T>(work: impl FnOnce() -> T) -> T {
    match Handle::try_current().map(|handle| handle.runtime_flavor()) {
        Ok(RuntimeFlavor::MultiThread) => tokio::task::block_in_place(work),
        Ok(_) | Err(_) => work(),
    }
}

fn sum(root: &Path, patterns: &GlobList) -> io::Result<String> {
    let paths = taken(root, patterns)?;
    if paths.is_empty() {
        return Ok(String::new());
    }
    let mut total = Sha256::new();
    let mut room = MOST_BYTES;
    for path in paths {
        let hash = of_file(&root.join(&path), &mut room).map_err(|error| {
            io::Error::new(error.kind(), format!("{}: {error}", path.display()))
        })?;
        total.update(format!("{hash}  "));
        total.update(path.as_os_str().as_bytes());
        total.update("\n");
    }
    Ok(hex::encode(total.finalize()))
}

/// The paths that the patterns take, in order.
fn taken(root: &Path, patterns: &GlobList) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in WalkDir::new(root).into_iter().filter_entry(|entry| !is_git(entry)) {
        let entry = entry?;
        if let Ok(path) = entry.path().strip_prefix(root)
            && entry.file_type().is_file()
            && patterns.verdict(&path.to_string_lossy()).matched
        {
            paths.push(path.to_owned());
        }
    }
    paths.sort_by(|left, right| left.as_os_str().cmp(right.as_os_str()));
    Ok(paths)
}

fn is_git(entry: &DirEntry) -> bool {
    entry.depth() == 1 && entry.file_name() == OsStr::new(".git")
}

fn of_file(path: &Path, room: &mut u64) -> io::Result<String> {
    let file = open(path)?;
    let length = file.metadata()?.len();
    *room = room.checked_sub(length).ok_or_else(|| {
        let message = format!("`hash()` reads at most {} MiB", MOST_BYTES / (1024 * 1024));
        io::Error::new(io::ErrorKind::FileTooLarge, message)
    })?;
    let mut file = file.take(length);
    let mut hash = Sha256::new();
    let mut piece = vec![0; PIECE_BYTES];
    loop {
        let read = file.read(&mut piece)?;
        if read == 0 {
            return Ok(hex::encode(hash.finalize()));
        }
        hash.update(&piece[..read]);
    }
}

/// Never waits: whatever a program of the job has put in the file's place, a pipe or a link.
fn open(path: &Path) -> io::Result<File> {
    let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits().cast_signed();
    OpenOptions::new().read(true).custom_flags(flags).open(path)
}
