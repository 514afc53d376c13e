//! A log as a stream: what is stored, then what comes.
//!
//! Nothing that is sent comes from the writer's side: a growing log only wakes the reader, who
//! reads the database. So a byte is sent once it is durable, and no byte twice or never.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use futures_util::stream::{self, Stream, StreamExt as _};
use poem_openapi::Object;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::watch;
use tracing::{Span, warn};

use super::cursor::Cursor;
use super::source::{Wanted, has_ended, number, pick};
use crate::api::error::ApiError;
use crate::api::events::StreamEvent;
use crate::api::services::Services;
use crate::api::words::Word;
use crate::domain::fact::Fact;
use crate::domain::status::{AttemptStatus, JobStatus};
use crate::ids::LeaseId;
use crate::store;

/// A piece of a log, or, as the event `end`, its end.
#[derive(Debug, Clone, PartialEq, Object)]
#[oai(skip_serializing_if_is_none)]
pub(super) struct LogEvent {
    /// The attempt, counted from 1; 0 of a job that ended without one.
    attempt: u32,
    /// The place of the first byte in the log.
    offset: u64,
    /// The place behind the last byte.
    end: u64,
    /// The bytes, where they are UTF-8.
    text: Option<String>,
    /// The bytes in base64, where they are not.
    base64: Option<String>,
    /// How the attempt ended: in `end`, unless the job ended without an attempt.
    status: Option<Word<AttemptStatus>>,
    /// What became of the job: in `end`.
    job_status: Option<Word<JobStatus>>,
}

impl StreamEvent for LogEvent {
    fn id(&self) -> Option<String> {
        (self.attempt > 0).then(|| Cursor { attempt: self.attempt, end: self.end }.to_string())
    }

    fn kind(&self) -> Option<&'static str> {
        self.job_status.is_some().then_some("end")
    }
}

/// The attempt that is followed, once there is one.
struct Open {
    lease: LeaseId,
    attempt: u32,
    grows: watch::Receiver<u64>,
}

struct Follower {
    services: Arc<Services>,
    wanted: Wanted,
    offset: u64,
    changes: Receiver<Fact>,
    open: Option<Open>,
    is_done: bool,
    /// Its id belongs to what goes wrong after it was answered.
    request: Span,
}

/// Follows the log of `wanted` from `offset`; `changes` was opened before anything was read. The
/// first look is taken at once: a log that can't be read is refused before the stream begins, so
/// that a reader who comes again knows why.
pub(super) async fn follow(
    services: Arc<Services>,
    wanted: Wanted,
    offset: u64,
    changes: Receiver<Fact>,
) -> Result<impl Stream<Item = LogEvent> + Send + 'static, ApiError> {
    let request = Span::current();
    let mut follower =
        Follower { services, wanted, offset, changes, open: None, is_done: false, request };
    let first = follower.look().await?;
    let then = stream::unfold(follower, |mut follower| async move {
        let event = follower.next().await?;
        Some((event, follower))
    });
    Ok(stream::iter(first).chain(then))
}

impl Follower {
    async fn next(&mut self) -> Option<LogEvent> {
        loop {
            if self.is_done {
                return None;
            }
            match self.look().await {
                Ok(Some(event)) => return Some(event),
                Ok(None) => self.wait().await?,
                Err(error) => {
                    // The reader connects again, goes on after the last event that it saw, and is
                    // refused if that can't be read.
                    let cause = error.fault().unwrap_or_else(|| error.to_string());
                    let job = self.wanted.job;
                    self.request.in_scope(|| {
                        warn!(job.id = %job, "a stream of a log ends early: {cause}");
                    });
                    return None;
                }
            }
        }
    }

    /// What can be sent now; none when there is nothing more and the log has not ended.
    async fn look(&mut self) -> Result<Option<LogEvent>, ApiError> {
        if self.open.is_none() {
            self.open().await?;
        }
        let Some(open) = &self.open else { return self.end_without_attempt().await };
        let (lease, attempt) = (open.lease, open.attempt);
        // Whether it has ended is asked first: an attempt that has ended writes nothing more.
        let known = store::jobs::find_attempt(&self.services.reader, lease).await?;
        let Services { reader, archive, .. } = &*self.services;
        if let Some(bytes) = store::logs::read_from(reader, archive, lease, self.offset).await? {
            return Ok(Some(self.piece(attempt, bytes)));
        }
        match known.map(|known| known.status) {
            Some(status) if !has_ended(status) => Ok(None),
            status => self.end(attempt, status).await.map(Some),
        }
    }

    /// Finds the attempt, if it has begun. The growth of its log is listened to before the log is
    /// read, so that none of it is missed.
    async fn open(&mut self) -> Result<(), ApiError> {
        let attempts = store::jobs::attempts_of(&self.services.reader, self.wanted.job).await?;
        if let Some(attempt) = pick(&attempts, self.wanted.attempt) {
            let grows = self.services.logs.follow(attempt.id);
            self.open = Some(Open { lease: attempt.id, attempt: number(attempt), grows });
        }
        Ok(())
    }

    fn piece(&mut self, attempt: u32, bytes: Vec<u8>) -> LogEvent {
        let offset = self.offset;
        self.offset += bytes.len() as u64;
        let (text, base64) = match String::from_utf8(bytes) {
            Ok(text) => (Some(text), None),
            Err(error) => (None, Some(STANDARD.encode(error.as_bytes()))),
        };
        LogEvent { attempt, offset, end: self.offset, text, base64, status: None, job_status: None }
    }

    async fn end_without_attempt(&mut self) -> Result<Option<LogEvent>, ApiError> {
        let job = store::jobs::find(&self.services.reader, self.wanted.job).await?;
        match job {
            Some(job) if !job.status.is_final() => Ok(None),
            _ => self.end(self.wanted.attempt.unwrap_or(0), None).await.map(Some),
        }
    }

    async fn end(
        &mut self,
        attempt: u32,
        status: Option<AttemptStatus>,
    ) -> Result<LogEvent, ApiError> {
        let job = store::jobs::find(&self.services.reader, self.wanted.job).await?;
        // A job that is gone was removed with its repository, which only ended builds can be.
        let job_status = job.map_or(JobStatus::Canceled, |job| job.status);
        self.is_done = true;
        Ok(LogEvent {
            attempt,
            offset: self.offset,
            end: self.offset,
            text: None,
            base64: None,
            status: status.map(Word),
            job_status: Some(Word(job_status)),
        })
    }

    /// Waits for a reason to look again; none when the server stops.
    async fn wait(&mut self) -> Option<()> {
        let job = self.wanted.job;
        let Some(open) = &mut self.open else { return told_of(&mut self.changes, job).await };
        tokio::select! {
            grown = open.grows.changed() => {
                if grown.is_err() {
                    // The channel of an attempt that was given up; it may yet go on.
                    open.grows = self.services.logs.follow(open.lease);
                }
                Some(())
            }
            told = told_of(&mut self.changes, job) => told,
        }
    }
}

/// Waits for the job's next change.
async fn told_of(changes: &mut Receiver<Fact>, wanted: crate::ids::JobId) -> Option<()> {
    loop {
        match changes.recv().await {
            Ok(Fact::JobChanged { job, .. }) if job == wanted => return Some(()),
            Ok(_) => {}
            Err(RecvError::Lagged(_)) => return Some(()),
            Err(RecvError::Closed) => return None,
        }
    }
}
