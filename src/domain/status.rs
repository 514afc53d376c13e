//! The states of what moves, and which may follow which.

use crate::domain::text_enum::text_enum;

text_enum! {
    /// The state of a webhook event.
    WebhookEventStatus {
        /// On disk, not yet decided.
        Received = "received",
        /// Decided; what followed from it is in its builds.
        Handled = "handled",
        /// Decided: nothing is to be built.
        Ignored = "ignored",
        /// Could not be decided; a redelivery or a replay tries again.
        Failed = "failed",
    }
}

text_enum! {
    /// The state of a build.
    BuildStatus {
        /// No job has begun.
        Queued = "queued",
        /// A job has begun.
        Running = "running",
        /// Every job ended well, was skipped or was allowed to fail.
        Succeeded = "succeeded",
        /// A job failed, or the pipeline could not be read.
        Failed = "failed",
        /// It was canceled.
        Canceled = "canceled",
        /// A job took longer than it may.
        TimedOut = "timed_out",
    }
}

impl BuildStatus {
    /// Whether nothing can change it any more.
    #[must_use]
    pub fn is_final(self) -> bool {
        match self {
            Self::Queued | Self::Running => false,
            Self::Succeeded | Self::Failed | Self::Canceled | Self::TimedOut => true,
        }
    }
}

text_enum! {
    /// The state of a job.
    JobStatus {
        /// Waits for other jobs.
        Blocked = "blocked",
        /// Waits for a person who says that it may run.
        AwaitingApproval = "awaiting_approval",
        /// Waits for a runner.
        Queued = "queued",
        /// A runner has it.
        Running = "running",
        /// It ended well.
        Succeeded = "succeeded",
        /// A step failed.
        Failed = "failed",
        /// It was canceled.
        Canceled = "canceled",
        /// It took longer than it may.
        TimedOut = "timed_out",
        /// Its condition was false, or a job it needs did not succeed.
        Skipped = "skipped",
        /// Its runner went away, and it has been tried as often as it may.
        Lost = "lost",
    }
}

impl JobStatus {
    /// Whether nothing can change it any more.
    #[must_use]
    pub fn is_final(self) -> bool {
        match self {
            Self::Blocked | Self::AwaitingApproval | Self::Queued | Self::Running => false,
            Self::Succeeded
            | Self::Failed
            | Self::Canceled
            | Self::TimedOut
            | Self::Skipped
            | Self::Lost => true,
        }
    }

    /// The state after `event`.
    ///
    /// # Errors
    /// [`IllegalTransition`] when the event can't happen in this state: a late result, a cancel
    /// of what has ended.
    pub fn transition(self, event: JobEvent) -> Result<Self, IllegalTransition> {
        match (self, event) {
            (Self::Blocked, JobEvent::Unblocked) => Ok(Self::Queued),
            (Self::Blocked, JobEvent::Skipped) => Ok(Self::Skipped),
            (Self::Blocked, JobEvent::Undecidable) => Ok(Self::Failed),
            (Self::Blocked, JobEvent::Held) => Ok(Self::AwaitingApproval),
            (Self::AwaitingApproval, JobEvent::Released) => Ok(Self::Blocked),
            (Self::AwaitingApproval, JobEvent::Approved) => Ok(Self::Queued),
            (Self::AwaitingApproval, JobEvent::Rejected) => Ok(Self::Canceled),
            (Self::Queued, JobEvent::Leased) => Ok(Self::Running),
            (
                Self::Blocked | Self::AwaitingApproval | Self::Queued | Self::Running,
                JobEvent::Canceled,
            ) => Ok(Self::Canceled),
            (Self::Running, JobEvent::Requeued) => Ok(Self::Queued),
            (Self::Running, JobEvent::Lost) => Ok(Self::Lost),
            (Self::Running, JobEvent::Succeeded) => Ok(Self::Succeeded),
            (Self::Running, JobEvent::Failed) => Ok(Self::Failed),
            (Self::Running, JobEvent::TimedOut) => Ok(Self::TimedOut),
            (status, event) => Err(IllegalTransition { status, event }),
        }
    }
}

/// What happens to a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobEvent {
    /// The jobs it needs have ended and its condition holds.
    Unblocked,
    /// It will not run.
    Skipped,
    /// Whether it is to run can't be told: its condition has no value.
    Undecidable,
    /// The jobs it needs have ended and its condition holds, and a person is to be asked.
    Held,
    /// Its build was approved: it begins as any other.
    Released,
    /// A person lets it run.
    Approved,
    /// A person does not let it run.
    Rejected,
    /// A runner was chosen.
    Leased,
    /// The runner gave it back or was lost, and it may be tried again.
    Requeued,
    /// The runner was lost, and it may not be tried again.
    Lost,
    /// The runner reports success.
    Succeeded,
    /// The runner reports failure.
    Failed,
    /// The runner reports that a limit of time was met.
    TimedOut,
    /// It was canceled.
    Canceled,
}

/// An event that can't happen in a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a job that is {status} can't be {event:?}")]
pub struct IllegalTransition {
    /// The state.
    pub status: JobStatus,
    /// The event.
    pub event: JobEvent,
}

text_enum! {
    /// The state of one attempt of a job.
    AttemptStatus {
        /// A runner has it.
        Running = "running",
        /// It ended well.
        Succeeded = "succeeded",
        /// A step failed.
        Failed = "failed",
        /// It was canceled.
        Canceled = "canceled",
        /// It took longer than it may.
        TimedOut = "timed_out",
        /// Its runner went away.
        Lost = "lost",
        /// The runner would not take it.
        Refused = "refused",
    }
}

text_enum! {
    /// The state of a step.
    StepStatus {
        /// Not begun.
        Pending = "pending",
        /// At work.
        Running = "running",
        /// It ended with exit code 0.
        Succeeded = "succeeded",
        /// It ended otherwise.
        Failed = "failed",
        /// Its condition was false.
        Skipped = "skipped",
        /// A cancel ended it.
        Canceled = "canceled",
        /// A limit of time ended it.
        TimedOut = "timed_out",
    }
}

text_enum! {
    /// The state of a runner.
    RunnerStatus {
        /// Connected.
        Online = "online",
        /// Not connected.
        Offline = "offline",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::text_enum::TextEnum;

    #[test]
    fn nothing_moves_a_job_that_has_ended() {
        use JobEvent::*;
        for status in JobStatus::ALL.iter().filter(|status| status.is_final()) {
            for event in [
                Unblocked,
                Skipped,
                Undecidable,
                Held,
                Released,
                Approved,
                Rejected,
                Leased,
                Requeued,
                Lost,
                Succeeded,
                Failed,
                TimedOut,
                Canceled,
            ] {
                assert_eq!(
                    status.transition(event),
                    Err(IllegalTransition { status: *status, event })
                );
            }
        }
    }

    #[test]
    fn only_a_running_job_takes_a_result() {
        for event in [JobEvent::Succeeded, JobEvent::Failed, JobEvent::TimedOut, JobEvent::Lost] {
            assert!(JobStatus::Blocked.transition(event).is_err());
            assert!(JobStatus::Queued.transition(event).is_err());
            assert!(JobStatus::Running.transition(event).is_ok_and(JobStatus::is_final));
        }
    }

    #[test]
    fn nothing_but_a_persons_word_takes_a_job_on_that_waits_for_it() {
        use JobEvent::*;
        let waiting = JobStatus::AwaitingApproval;
        assert_eq!(waiting.transition(Approved), Ok(JobStatus::Queued));
        assert_eq!(waiting.transition(Released), Ok(JobStatus::Blocked));
        for end in [Rejected, Canceled] {
            assert_eq!(waiting.transition(end), Ok(JobStatus::Canceled));
        }
        for event in [
            Unblocked,
            Skipped,
            Undecidable,
            Held,
            Leased,
            Requeued,
            Lost,
            Succeeded,
            Failed,
            TimedOut,
        ] {
            assert!(waiting.transition(event).is_err(), "{event:?}");
        }
        for status in [JobStatus::Blocked, JobStatus::Queued, JobStatus::Running] {
            for event in [Released, Approved, Rejected] {
                assert!(status.transition(event).is_err(), "{status} {event:?}");
            }
        }
    }

    #[test]
    fn words_lead_back_to_their_values() {
        for status in JobStatus::ALL {
            assert_eq!(status.as_str().parse(), Ok(*status));
        }
        assert_eq!(
            "done".parse::<JobStatus>().map_err(|error| error.to_string()),
            Err("`done` is no JobStatus".to_owned())
        );
    }
}
