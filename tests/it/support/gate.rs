//! A gate that a script waits at: a named pipe that it reads until a test opens it.

use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};
use std::process::Command;

use tokio::sync::oneshot;
use tokio::time::timeout;

use super::PATIENCE;

/// A gate. In a script: `cat "$GATE"`, which waits until the gate is opened or dropped.
#[derive(Debug)]
pub(crate) struct Gate {
    path: PathBuf,
    /// The script, as far as it is known to wait.
    waiting: Option<File>,
}

impl Gate {
    /// A gate in `directory`.
    pub(crate) fn new(directory: &Path, name: &str) -> Self {
        let path = directory.join(name);
        let status = Command::new("mkfifo").arg(&path).status().expect("mkfifo runs");
        assert!(status.success(), "mkfifo {}", path.display());
        Self { path, waiting: None }
    }

    /// What a script opens.
    pub(crate) fn path(&self) -> &str {
        self.path.to_str().expect("UTF-8")
    }

    /// Waits until the script stands at the gate.
    pub(crate) async fn reached(&mut self) {
        let (sender, opened) = oneshot::channel();
        let path = self.path.clone();
        // Opening blocks until somebody reads. A thread that is left behind ends with the test.
        std::thread::spawn(move || sender.send(OpenOptions::new().write(true).open(path)));
        let opened = timeout(PATIENCE, opened).await;
        let opened = opened.unwrap_or_else(|_| panic!("nobody came to {}", self.path.display()));
        self.waiting = Some(opened.expect("the thread answers").expect("opened"));
    }

    /// Lets the script go on.
    pub(crate) fn open(&mut self) {
        assert!(self.waiting.take().is_some(), "a script stands at the gate");
    }
}
