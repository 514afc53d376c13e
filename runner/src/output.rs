//! Copies a program's output from its pipe to the job's log, on a thread of its own.
//!
//! The thread sleeps in the kernel until there is output and has it in the log at once. When the
//! program's whole tree is dead the copy is told to finish: it takes what the pipe holds then and
//! stops, even if some other process holds the pipe's other end.

use std::{
    io::{self, PipeReader, PipeWriter, Read as _},
    os::fd::AsFd as _,
    sync::Arc,
    thread,
};

use mask::{Masker, Stream};
use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    fs::OFlags,
    io::Errno,
};
use tokio::sync::oneshot;

use crate::{spool::Log, text, user::User};

/// Large enough that copying 64 MB takes hundreds of calls and not hundreds of thousands.
const BUFFER_BYTES: usize = 256 * 1024;

/// What an unprivileged process may ask for on Linux. A pipe of the default size (64 KiB) makes the
/// program and the copy wait for each other more often.
#[cfg(target_os = "linux")]
const PIPE_BYTES: usize = 1024 * 1024;

/// Output that may be the beginning of a secret is held back no longer than this, see
/// [`Stream::pause`]: a reader of the log sees a line's last letters.
const QUIET: Timespec = Timespec { tv_sec: 0, tv_nsec: 200_000_000 };

/// A running copy.
#[derive(Debug)]
pub(crate) struct OutputCopy {
    /// Closing it tells the thread to finish.
    stop: Option<PipeWriter>,
    done: oneshot::Receiver<io::Result<()>>,
}

impl OutputCopy {
    /// Starts copying to the log what comes through the pipe, without the secrets in it. The copy ends
    /// with an error of the kind `QuotaExceeded` when the log would become longer than its limit. The
    /// pipe is the user's from now on: a program may open it anew by a name such as `/dev/stderr`.
    pub(crate) fn start(
        output: PipeReader,
        log: Arc<Log>,
        limit_bytes: u64,
        masker: &Masker,
        user: Option<&User>,
    ) -> io::Result<Self> {
        // Other systems open the descriptor again, whoever owns the pipe.
        #[cfg(target_os = "linux")]
        if let Some(user) = user {
            std::os::unix::fs::fchown(&output, Some(user.uid()), Some(user.gid()))?;
        }
        #[cfg(not(target_os = "linux"))]
        let _ = user;
        // Refused when the user's pipes are too large in sum; the default size works as well.
        #[cfg(target_os = "linux")]
        let _ = rustix::pipe::fcntl_setpipe_size(&output, PIPE_BYTES);
        let (stopped, stop) = io::pipe()?;
        let (sender, done) = oneshot::channel();
        let mut target = Target { log: LimitedLog { log, limit_bytes }, masked: masker.stream() };
        thread::Builder::new().name("output".to_owned()).spawn(move || {
            // Nobody listens when the job was dropped.
            let _ = sender.send(copy(output, &stopped, &mut target));
        })?;
        Ok(Self { stop: Some(stop), done })
    }

    /// Waits until the copy ends by itself: at the end of the output, or by an error.
    pub(crate) async fn ended(&mut self) -> io::Result<()> {
        (&mut self.done).await.unwrap_or_else(|_| Err(io::Error::other("the output's copy died")))
    }

    /// Takes what the pipe still holds, and ends.
    pub(crate) async fn finish(mut self) -> io::Result<()> {
        self.stop = None;
        self.ended().await
    }
}

/// Where the output goes, and how much of it.
struct LimitedLog {
    log: Arc<Log>,
    limit_bytes: u64,
}

impl LimitedLog {
    /// Adds what there is room for.
    fn append(&self, bytes: &[u8]) -> io::Result<()> {
        let room = self.limit_bytes.saturating_sub(self.log.length());
        let fitting = usize::try_from(room).map_or(bytes.len(), |room| room.min(bytes.len()));
        if fitting > 0 {
            failpoint::here("output.taken");
            self.log.append(&bytes[..fitting])?;
        }
        if fitting == bytes.len() {
            return Ok(());
        }
        let limit = text::size(self.limit_bytes);
        let message = format!("it printed more than {limit}, the limit of a job's log");
        Err(io::Error::new(io::ErrorKind::QuotaExceeded, message))
    }
}

/// The log, and the output before it.
struct Target {
    log: LimitedLog,
    masked: Stream,
}

impl Target {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.log.append(self.masked.push(bytes))
    }

    /// No output has come for a while.
    fn pause(&mut self) -> io::Result<()> {
        self.log.append(self.masked.pause())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.log.append(self.masked.finish())
    }
}

/// What the copy was woken by.
enum Woken {
    Output,
    Quiet,
    Stop,
}

fn copy(mut output: PipeReader, stopped: &PipeReader, target: &mut Target) -> io::Result<()> {
    let mut buffer = vec![0; BUFFER_BYTES];
    let mut is_quiet = false;
    loop {
        let patience = (target.masked.is_holding() && !is_quiet).then_some(&QUIET);
        match wait(&output, stopped, patience)? {
            Woken::Stop => break,
            Woken::Quiet => {
                target.pause()?;
                is_quiet = true;
                continue;
            }
            Woken::Output => is_quiet = false,
        }
        match read(&mut output, &mut buffer)? {
            Some(0) => return target.finish(),
            Some(length) => target.append(&buffer[..length])?,
            None => {}
        }
    }
    let flags = rustix::fs::fcntl_getfl(&output)?;
    rustix::fs::fcntl_setfl(&output, flags | OFlags::NONBLOCK)?;
    drain(&mut output, &mut buffer, target)?;
    target.finish()
}

/// Takes what the pipe holds now and no more: a process that got away may go on writing for ever.
fn drain(output: &mut PipeReader, buffer: &mut [u8], target: &mut Target) -> io::Result<()> {
    let mut left = usize::try_from(rustix::io::ioctl_fionread(&*output)?).unwrap_or(usize::MAX);
    while left > 0 {
        let most = left.min(buffer.len());
        let Some(length @ 1..) = read(output, &mut buffer[..most])? else { return Ok(()) };
        target.append(&buffer[..length])?;
        left -= length;
    }
    Ok(())
}

/// Waits for output or for the stop, and no longer than it has patience; output that is there goes
/// first.
fn wait(
    output: &PipeReader,
    stopped: &PipeReader,
    patience: Option<&Timespec>,
) -> io::Result<Woken> {
    let mut waiting = [
        PollFd::from_borrowed_fd(output.as_fd(), PollFlags::IN),
        PollFd::from_borrowed_fd(stopped.as_fd(), PollFlags::IN),
    ];
    loop {
        match poll(&mut waiting, patience) {
            Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
            Ok(0) => return Ok(Woken::Quiet),
            Ok(_) if waiting[1].revents().is_empty() => return Ok(Woken::Output),
            Ok(_) => return Ok(Woken::Stop),
        }
    }
}

/// None when nothing is there to read now.
fn read(output: &mut PipeReader, buffer: &mut [u8]) -> io::Result<Option<usize>> {
    match output.read(buffer) {
        Ok(length) => Ok(Some(length)),
        Err(error) => match error.kind() {
            io::ErrorKind::Interrupted | io::ErrorKind::WouldBlock => Ok(None),
            _ => Err(error),
        },
    }
}
