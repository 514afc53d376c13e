//! A job's directory on the runner's disk, which outlives the runner's process: what was ordered,
//! the output, the result.
//!
//! `jobs/<lease>/job.json` is written before the job is accepted, `log` takes the output as it
//! comes, and `result.json` is written before the result is sent, and with it what the server
//! lacks of the log. The directory goes when the server has acknowledged the result or voided the
//! lease. Of a job whose runner died, the next process delivers the output that there is, and that
//! the job was interrupted.

mod left;

use std::{
    borrow::Cow,
    fs::{self, DirBuilder, File, OpenOptions},
    io::{self, Write as _},
    os::unix::fs::{DirBuilderExt as _, FileExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
    sync::Arc,
};

use protocol::{JobResult, JobSpec};
use serde::{Deserialize, Serialize};
use tokio::sync::watch;
use ulid::Ulid;

const JOB: &str = "job.json";
const LOG: &str = "log";
const RESULT: &str = "result.json";

/// The directory of all spooled jobs.
#[derive(Debug, Clone)]
pub(crate) struct Spool {
    root: PathBuf,
}

/// One job's directory.
#[derive(Debug, Clone)]
pub(crate) struct JobSpool {
    directory: PathBuf,
    pub(crate) log: Arc<Log>,
}

/// What an earlier process of this runner has left of a job, and not yet delivered.
#[derive(Debug)]
pub(crate) struct Undelivered {
    pub(crate) lease: Ulid,
    pub(crate) spool: JobSpool,
    pub(crate) result: JobResult,
}

/// A result as it is stored.
#[derive(Debug, Serialize, Deserialize)]
struct StoredResult<'a> {
    #[serde(flatten)]
    result: Cow<'a, JobResult>,
    /// The server has the whole log. The file may have been lost with the machine's power.
    #[serde(default)]
    is_log_delivered: bool,
}

impl Spool {
    /// Opens the spool, making it when it is not there.
    pub(crate) fn open(data_dir: &Path) -> io::Result<Self> {
        let root = data_dir.join("jobs");
        private_directory(&root)?;
        Ok(Self { root })
    }

    /// Makes a job's directory, which counts for nothing until the job is stored in it.
    pub(crate) fn create(&self, lease: Ulid) -> io::Result<JobSpool> {
        let directory = self.directory(lease);
        private_directory(&directory)?;
        let log = Log::create(&directory.join(LOG))?;
        Ok(JobSpool { directory, log: Arc::new(log) })
    }

    /// Stores a job, durably, without what its checkout shows a server: nobody reads that here.
    pub(crate) fn store(&self, spool: &JobSpool, job: &JobSpec) -> io::Result<()> {
        let mut file = private_file().truncate(true).open(spool.directory.join(JOB))?;
        file.write_all(&serde_json::to_vec(&job.without_secrets())?)?;
        file.sync_all()?;
        File::open(&spool.directory)?.sync_all()?;
        File::open(&self.root)?.sync_all()
    }

    /// Finds the jobs that an earlier process has left. The processes of one that was not finished
    /// died with that process: it was interrupted.
    pub(crate) fn recover(&self) -> io::Result<Vec<Undelivered>> {
        let mut found = Vec::new();
        for entry in fs::read_dir(&self.root)? {
            let directory = entry?.path();
            let name = directory.file_name().and_then(|name| name.to_str());
            let Some(lease) = name.and_then(|name| name.parse().ok()) else { continue };
            match left::read(&directory) {
                Ok((result, log)) => {
                    let spool = JobSpool { directory, log: Arc::new(log) };
                    found.push(Undelivered { lease, spool, result });
                }
                // Its process ended before the order was there, and so before it was accepted.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    tracing::info!(lease.id = %lease, "dropping a job that was never accepted");
                    drop_directory(lease, &directory);
                }
                Err(error) => {
                    tracing::error!(lease.id = %lease, "can't read a spooled job, dropping it: {error}");
                    drop_directory(lease, &directory);
                }
            }
        }
        Ok(found)
    }

    /// Forgets a job that could not be stored whole.
    pub(crate) fn discard(&self, lease: Ulid) {
        drop_directory(lease, &self.directory(lease));
    }

    fn directory(&self, lease: Ulid) -> PathBuf {
        self.root.join(lease.to_string())
    }
}

impl JobSpool {
    /// Stores the result, durably, and with it the output that the server does not have.
    pub(crate) fn finish(&self, result: &JobResult) -> io::Result<()> {
        let is_log_delivered = self.log.delivered() >= result.log_bytes;
        if !is_log_delivered {
            self.log.file.sync_all()?;
        }
        let draft = self.directory.join("result.json.part");
        let mut file = private_file().truncate(true).open(&draft)?;
        let stored = StoredResult { result: Cow::Borrowed(result), is_log_delivered };
        file.write_all(&serde_json::to_vec(&stored)?)?;
        file.sync_all()?;
        failpoint::here("result.half_spooled");
        fs::rename(&draft, self.directory.join(RESULT))?;
        File::open(&self.directory)?.sync_all()
    }

    /// Forgets the job.
    pub(crate) fn remove(&self) -> io::Result<()> {
        // The order first: a directory without one is dropped by the next process, one with it
        // would be delivered again.
        match fs::remove_file(self.directory.join(JOB)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            Ok(()) | Err(_) => {
                failpoint::here("spool.half_removed");
                fs::remove_dir_all(&self.directory)
            }
        }
    }
}

/// A job's output on disk. One writer at a time; readers follow its length.
#[derive(Debug)]
pub(crate) struct Log {
    file: File,
    length: watch::Sender<u64>,
    delivered: watch::Sender<Delivered>,
}

/// What the server has of a log.
#[derive(Debug, Clone, Copy, Default)]
struct Delivered {
    end: u64,
    /// Whether more is on its way.
    is_connected: bool,
}

impl Log {
    pub(crate) fn create(path: &Path) -> io::Result<Self> {
        Ok(Self::new(private_file().read(true).open(path)?, 0, 0))
    }

    /// Opens a finished log, which must have at least this length.
    fn open(path: &Path, length: u64) -> io::Result<Self> {
        let file = File::open(path)?;
        let found = file.metadata()?.len();
        if found < length {
            let message = format!("its log has {found} bytes instead of {length}");
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, message));
        }
        Ok(Self::new(file, length, 0))
    }

    /// Opens a log that the server has, whatever is left of it here.
    fn open_delivered(path: &Path, length: u64) -> io::Result<Self> {
        Ok(Self::new(File::open(path)?, length, length))
    }

    fn new(file: File, length: u64, delivered: u64) -> Self {
        Self {
            file,
            length: watch::Sender::new(length),
            delivered: watch::Sender::new(Delivered { end: delivered, is_connected: false }),
        }
    }

    /// Adds output, then tells the readers. What an error leaves behind the log's end counts as
    /// not there, and is written over.
    pub(crate) fn append(&self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all_at(bytes, self.length())?;
        failpoint::here("output.spooled");
        self.length.send_modify(|length| *length += bytes.len() as u64);
        Ok(())
    }

    /// Bytes of output so far.
    pub(crate) fn length(&self) -> u64 {
        *self.length.borrow()
    }

    /// How many of them the server has, durably.
    pub(crate) fn delivered(&self) -> u64 {
        self.delivered.borrow().end
    }

    /// The server has the bytes up to `end`.
    pub(crate) fn deliver(&self, end: u64) {
        self.delivered.send_modify(|delivered| delivered.end = end);
    }

    /// The server listens, and has the bytes up to `end`.
    pub(crate) fn connect(&self, end: u64) {
        self.delivered.send_replace(Delivered { end, is_connected: true });
    }

    /// The server hears nothing any more.
    pub(crate) fn disconnect(&self) {
        self.delivered.send_modify(|delivered| delivered.is_connected = false);
    }

    /// Waits until the server has all that was written so far, or hears nothing.
    pub(crate) async fn settle(&self) {
        let (mut delivered, length) = (self.delivered.subscribe(), self.length());
        let is_settled = |delivered: &Delivered| delivered.end >= length || !delivered.is_connected;
        // The sender is this log's own.
        let _ = delivered.wait_for(is_settled).await;
    }

    /// Follows [`Self::length`].
    pub(crate) fn follow(&self) -> watch::Receiver<u64> {
        self.length.subscribe()
    }

    /// The output from `start` to `end`, which must not be past the log's end.
    pub(crate) fn read(&self, start: u64, end: u64) -> io::Result<Vec<u8>> {
        let length = usize::try_from(end - start).map_err(io::Error::other)?;
        let mut bytes = vec![0; length];
        self.file.read_exact_at(&mut bytes, start)?;
        Ok(bytes)
    }
}

/// One that can't be removed must not keep the runner from its other jobs.
fn drop_directory(lease: Ulid, directory: &Path) {
    match fs::remove_dir_all(directory) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            tracing::error!(lease.id = %lease, "can't remove the spool of a job: {error}");
        }
        Ok(()) | Err(_) => {}
    }
}

/// A job's environment may hold secrets, so only the runner's user reads the spool.
fn private_directory(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)
}

fn private_file() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.create(true).write(true).mode(0o600);
    options
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt as _;

    use super::*;

    #[test]
    fn what_an_error_left_behind_is_written_over() {
        let directory = tempfile::tempdir().expect("a directory");
        let log = Log::create(&directory.path().join(LOG)).expect("made");
        log.append(b"one").expect("written");
        log.file.write_all_at(b"left", 3).expect("written");
        assert_eq!((log.length(), log.read(0, 3).expect("read")), (3, b"one".to_vec()));
        log.append(b"two!").expect("written");
        assert_eq!(log.read(0, 7).expect("read"), b"onetwo!");
    }

    fn finished(log_bytes: u64) -> JobResult {
        JobResult {
            outcome: protocol::Outcome::Succeeded,
            detail: None,
            outputs: Default::default(),
            steps: Vec::new(),
            log_bytes,
            started_at_ms: 1,
            finished_at_ms: 2,
        }
    }

    /// What the next process finds of a job whose log of four bytes the server has up to
    /// `delivered`, and whose file was lost.
    fn recovered(delivered: u64) -> Vec<Undelivered> {
        let directory = tempfile::tempdir().expect("a directory");
        let spool = Spool::open(directory.path()).expect("opened");
        let job = spool.create(Ulid::from(1)).expect("made");
        fs::write(job.directory.join(JOB), "{}").expect("written");
        job.log.append(b"four").expect("written");
        job.log.deliver(delivered);
        job.finish(&finished(4)).expect("stored");
        job.log.file.set_len(0).expect("lost");
        spool.recover().expect("read")
    }

    #[test]
    fn a_result_needs_no_log_that_the_server_has() {
        let found = recovered(4);
        let [Undelivered { result, spool, .. }] = &found[..] else { panic!("{found:?}") };
        assert_eq!((result, spool.log.length()), (&finished(4), 4));
        assert!(recovered(3).is_empty(), "what the server lacks can't be delivered");
    }

    #[tokio::test]
    async fn a_log_is_waited_for_while_the_server_listens() {
        let directory = tempfile::tempdir().expect("a directory");
        let log = Log::create(&directory.path().join(LOG)).expect("made");
        log.append(b"four").expect("written");
        log.settle().await;
        log.connect(3);
        assert!(log.settle().now_or_never().is_none());
        log.deliver(4);
        log.settle().await;
        log.append(b"more").expect("written");
        assert!(log.settle().now_or_never().is_none());
        log.disconnect();
        log.deliver(5);
        log.settle().await;
        assert_eq!(log.delivered(), 5);
    }

    #[test]
    fn a_log_shorter_than_its_result_says_is_no_log() {
        let directory = tempfile::tempdir().expect("a directory");
        let path = directory.path().join(LOG);
        fs::write(&path, "four").expect("written");
        assert_eq!(Log::open(&path, 3).expect("long enough").length(), 3);
        let error = Log::open(&path, 5).expect_err("too short");
        assert_eq!(error.to_string(), "its log has 4 bytes instead of 5");
    }
}
