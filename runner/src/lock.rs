//! One runner at a time in a data directory.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io::{self, Read},
    os::unix::fs::OpenOptionsExt as _,
    path::Path,
    thread,
};

use tokio::sync::{oneshot, watch};

/// Proof that no other runner uses the data directory. The lock ends with it, or with the process.
#[derive(Debug)]
pub(crate) struct DataDirLock {
    _file: File,
}

/// Takes the lock if it is free.
pub(crate) fn try_acquire(data_dir: &Path) -> io::Result<Option<DataDirLock>> {
    let file = open(data_dir)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(DataDirLock { _file: file })),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// The server that started this process, as far as a pipe from it can tell.
#[derive(Debug)]
pub(crate) struct Parent {
    end: watch::Receiver<()>,
}

impl Parent {
    /// Watches `pipe`, which ends with the server, in a thread that can't be called off: it is
    /// left behind, and ends with the process or with the pipe.
    pub(crate) fn behind(pipe: impl Read + Send + 'static) -> Self {
        let (alive, end) = watch::channel(());
        thread::spawn(move || {
            read_to_end(pipe);
            drop(alive);
        });
        Self { end }
    }

    /// Whether it has ended.
    pub(crate) fn has_ended(&self) -> bool {
        self.end.has_changed().is_err()
    }

    /// Waits until it has ended.
    pub(crate) async fn ended(&mut self) {
        // Nothing is ever sent.
        while self.end.changed().await.is_ok() {}
    }
}

/// Waits until the lock is free; gives up, with `None`, when `parent` ends before.
pub(crate) async fn wait(data_dir: &Path, parent: &mut Parent) -> io::Result<Option<DataDirLock>> {
    if let Some(lock) = try_acquire(data_dir)? {
        return Ok(Some(lock));
    }
    let file = open(data_dir)?;
    let (locked, lock) = oneshot::channel();
    // A thread of its own, because this wait can't be called off either.
    thread::spawn(move || {
        let result = file.lock().map(|()| DataDirLock { _file: file });
        // When nobody waits any more, the lock is given back here.
        let _ = locked.send(result);
    });
    tokio::select! {
        biased;
        // Goes first: a server that stops lets go of its pipes before its runners.
        () = parent.ended() => Ok(None),
        locked = lock => {
            let gone = |_| io::Error::other("the wait for the lock ended without an answer");
            locked.map_err(gone)?.map(Some)
        }
    }
}

/// Returns when nothing more can be read.
fn read_to_end(mut parent: impl Read) {
    let mut buffer = [0; 64];
    loop {
        match parent.read(&mut buffer) {
            Ok(0) => return,
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => return,
        }
    }
}

fn open(data_dir: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).write(true).mode(0o600).open(data_dir.join("lock"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_second_runner_waits_until_the_first_is_gone() {
        let directory = tempfile::tempdir().expect("a directory");
        let first = try_acquire(directory.path()).expect("usable").expect("free");
        assert!(try_acquire(directory.path()).expect("usable").is_none());

        let (parent, _writer) = io::pipe().expect("a pipe");
        let path = directory.path().to_owned();
        let second = tokio::spawn(async move { wait(&path, &mut Parent::behind(parent)).await });
        drop(first);
        let second = second.await.expect("no panic").expect("usable");
        assert!(second.is_some());
    }

    #[tokio::test]
    async fn a_waiting_runner_ends_with_the_server_that_started_it() {
        let directory = tempfile::tempdir().expect("a directory");
        let _first = try_acquire(directory.path()).expect("usable").expect("free");
        let (parent, writer) = io::pipe().expect("a pipe");
        drop(writer);
        let mut parent = Parent::behind(parent);
        assert!(wait(directory.path(), &mut parent).await.expect("usable").is_none());
        assert!(parent.has_ended());
    }
}
