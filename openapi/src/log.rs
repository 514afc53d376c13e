//! A job's log as it grows, over dropped connections and attempts.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::connection::Connection;
use crate::events::Event;
use crate::failure::Failure;
use crate::generated::types::{AttemptStatus, JobStatus, LogEvent};
use crate::patience::Patience;
use crate::resumed::Resumed;

/// Where in a job's logs to begin.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LogStart {
    /// Which attempt, counted from 1, and no other; without it the newest and those that follow.
    pub attempt: Option<u32>,
    /// The first byte that is wanted.
    pub offset: u64,
}

/// What comes of a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LogPart {
    /// Output, as the job wrote it; may end within a line or a character.
    Bytes(Vec<u8>),
    /// The attempt ended without ending the job, and the next one follows.
    NextAttempt {
        /// The attempt that ended.
        attempt: u32,
        /// How it ended.
        status: Option<AttemptStatus>,
    },
    /// There is no more.
    End {
        /// The attempt that was followed last; 0 of a job that ended without one.
        attempt: u32,
        /// How it ended, if there was one.
        status: Option<AttemptStatus>,
        /// What became of the job.
        job_status: JobStatus,
    },
}

/// Follows one job's log.
#[derive(Debug)]
pub struct LogFollower {
    stream: Resumed,
    job: String,
    start: LogStart,
    /// Followed from here once something has come.
    last_id: Option<String>,
    has_ended: bool,
}

impl LogFollower {
    /// Follows the log of `job` from `start`. Nothing is sent yet.
    #[must_use]
    pub fn new(connection: &Connection, job: &str, start: LogStart, patience: Patience) -> Self {
        Self {
            stream: Resumed::new(connection, patience),
            job: job.to_owned(),
            start,
            last_id: None,
            has_ended: false,
        }
    }

    /// Calls `tell` once for each connection that is lost, before another one is made.
    #[must_use]
    pub fn when_lost(mut self, tell: impl Fn(&Failure) + Send + Sync + 'static) -> Self {
        self.stream = self.stream.when_lost(tell);
        self
    }

    /// The next part; none after [`LogPart::End`]. No byte comes twice, and none is left out.
    ///
    /// # Errors
    /// When the server refuses, is not there at first, or stays away for longer than is waited for.
    pub async fn next(&mut self) -> Result<Option<LogPart>, Failure> {
        if self.has_ended {
            return Ok(None);
        }
        let event = self.stream.next(&self.path(), self.last_id.as_deref()).await?;
        self.take(event).map(Some)
    }

    fn path(&self) -> String {
        let attempt = self.start.attempt.map(|attempt| format!("&attempt={attempt}"));
        let (job, offset) = (&self.job, self.start.offset);
        format!("/api/jobs/{job}/log/events?offset={offset}{}", attempt.unwrap_or_default())
    }

    fn take(&mut self, event: Event) -> Result<LogPart, Failure> {
        let wrong = |told: String| Failure::Unexpected { status: 200, detail: told };
        let told: LogEvent =
            serde_json::from_str(&event.data).map_err(|error| wrong(error.to_string()))?;
        if event.id.is_some() {
            self.last_id = event.id;
        }
        match (told.job_status, told.text, told.base64) {
            (Some(job_status), _, _) => Ok(self.end(told.attempt, told.status, job_status)),
            (None, Some(text), _) => Ok(LogPart::Bytes(text.into_bytes())),
            (None, None, Some(encoded)) => {
                let bytes = STANDARD.decode(encoded).map_err(|error| wrong(error.to_string()))?;
                Ok(LogPart::Bytes(bytes))
            }
            (None, None, None) => Err(wrong("a piece of a log holds nothing".to_owned())),
        }
    }

    fn end(
        &mut self,
        attempt: u32,
        status: Option<AttemptStatus>,
        job_status: JobStatus,
    ) -> LogPart {
        self.stream.close();
        let goes_on = match job_status {
            JobStatus::Blocked
            | JobStatus::AwaitingApproval
            | JobStatus::Queued
            | JobStatus::Running => true,
            JobStatus::Succeeded
            | JobStatus::Failed
            | JobStatus::Canceled
            | JobStatus::TimedOut
            | JobStatus::Skipped
            | JobStatus::Lost => false,
        };
        if goes_on && self.start.attempt.is_none() {
            // The next attempt may be asked for before it begins.
            self.last_id = Some(format!("{}:0", attempt + 1));
            return LogPart::NextAttempt { attempt, status };
        }
        self.has_ended = true;
        LogPart::End { attempt, status, job_status }
    }
}
