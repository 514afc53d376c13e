//! Which log is meant: of which job, and which of its attempts.

use crate::api::builds::details::original;
use crate::api::error::ApiError;
use crate::domain::status::{AttemptStatus, JobStatus};
use crate::entities::job_attempts::Model as Attempt;
use crate::entities::jobs::Model as Job;
use crate::ids::{JobId, LeaseId};
use crate::store::{self, Reader};

/// A log as it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Log {
    /// The attempt; none when the job was never given to a runner.
    pub(super) lease: Option<LeaseId>,
    /// Whether nothing more will come.
    pub(super) is_complete: bool,
}

/// The log of an attempt that may not have begun.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    /// The job whose log it is.
    pub(super) job: JobId,
    /// Which attempt; none: the first that there is.
    pub(super) attempt: Option<u32>,
}

/// The log of a job's attempt: the newest unless one is named.
pub(super) async fn find(db: &Reader, job: &Job, attempt: Option<u32>) -> Result<Log, ApiError> {
    let attempts = store::jobs::attempts_of(db, original(job)).await?;
    match (pick(&attempts, attempt), attempt) {
        (Some(found), _) => {
            check_presence(found)?;
            Ok(Log { lease: Some(found.id), is_complete: has_ended(found.status) })
        }
        (None, Some(attempt)) => Err(ApiError::not_found("attempt", &attempt)),
        (None, None) => Ok(Log { lease: None, is_complete: job.status.is_final() }),
    }
}

/// The attempt to follow: one that exists, or the next one of a job that has not ended.
pub(super) async fn wanted(
    db: &Reader,
    job: &Job,
    attempt: Option<u32>,
) -> Result<Wanted, ApiError> {
    let attempts = store::jobs::attempts_of(db, original(job)).await?;
    if let Some(found) = pick(&attempts, attempt) {
        check_presence(found)?;
    }
    let newest = attempts.last().map_or(0, number);
    let next = (!job.status.is_final()).then_some(newest + 1);
    match attempt {
        Some(given) if given > newest && Some(given) != next => {
            Err(ApiError::not_found("attempt", &given))
        }
        Some(given) => Ok(Wanted { job: original(job), attempt: Some(given) }),
        None => {
            let newest = attempts.last().map(|newest| (number(newest), newest.status));
            Ok(Wanted { job: original(job), attempt: to_follow(job.status, newest) })
        }
    }
}

/// The attempt that a new reader wants, by the state of the job and its newest attempt; none: the
/// first that there is.
///
/// A job that is in the queue is about to have another attempt. The job was read before its
/// attempts, though, and may have left the queue in between: then the newest attempt is the one
/// that was waited for, as only a lost or refused one brings a job back.
fn to_follow(job: JobStatus, newest: Option<(u32, AttemptStatus)>) -> Option<u32> {
    match (job, newest) {
        (JobStatus::Queued, None) => Some(1),
        (JobStatus::Queued, Some((newest, AttemptStatus::Lost | AttemptStatus::Refused))) => {
            Some(newest + 1)
        }
        (_, newest) => newest.map(|(newest, _)| newest),
    }
}

/// A log that is gone says so: an empty one would tell that nothing was printed.
fn check_presence(attempt: &Attempt) -> Result<(), ApiError> {
    let Some(at) = attempt.log_removed_at else { return Ok(()) };
    let day = at.format("%Y-%m-%d");
    Err(ApiError::Removed(format!(
        "the log was removed on {day}, as this server keeps no older ones (OORE_KEEP_LOGS_FOR, \
         OORE_KEEP_LOGS)"
    )))
}

/// The attempt with this number, or the newest.
pub(super) fn pick(attempts: &[Attempt], wanted: Option<u32>) -> Option<&Attempt> {
    match wanted {
        Some(wanted) => attempts.iter().find(|attempt| number(attempt) == wanted),
        None => attempts.last(),
    }
}

/// An attempt's number.
pub(super) fn number(attempt: &Attempt) -> u32 {
    u32::try_from(attempt.attempt).unwrap_or_default()
}

/// Whether nothing more will be written to the log of an attempt in this state.
pub(super) const fn has_ended(status: AttemptStatus) -> bool {
    !matches!(status, AttemptStatus::Running)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_that_leaves_the_queue_while_it_is_read_is_followed_from_its_attempt() {
        for (job, newest, expected) in [
            (JobStatus::Blocked, None, None),
            (JobStatus::Queued, None, Some(1)),
            (JobStatus::Queued, Some((1, AttemptStatus::Lost)), Some(2)),
            (JobStatus::Queued, Some((1, AttemptStatus::Refused)), Some(2)),
            (JobStatus::Queued, Some((1, AttemptStatus::Running)), Some(1)),
            (JobStatus::Queued, Some((2, AttemptStatus::Succeeded)), Some(2)),
            (JobStatus::Running, Some((2, AttemptStatus::Running)), Some(2)),
            (JobStatus::Succeeded, Some((1, AttemptStatus::Succeeded)), Some(1)),
        ] {
            assert_eq!(to_follow(job, newest), expected, "{job:?} {newest:?}");
        }
    }
}
