//! What became true with a commit. Facts are hints: whoever hears one reads the database, so a
//! lost or doubled fact is harmless.

use crate::domain::status::{BuildStatus, JobStatus, WebhookEventStatus};
use crate::ids::{BuildId, JobId, LeaseId, RepositoryId, RunnerId, WebhookEventId};

/// Something that became true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// A webhook event waits to be decided.
    EventWaits {
        /// The event.
        event: WebhookEventId,
        /// The repository that decides it; none: the event itself must be looked at first.
        repository: Option<RepositoryId>,
    },
    /// A webhook event was decided, or could not be.
    EventSettled {
        /// The event.
        event: WebhookEventId,
        /// What came of it.
        status: WebhookEventStatus,
        /// The handling that ended.
        handling: i32,
    },
    /// A repository was added, changed or removed.
    RepositoryChanged {
        /// The repository.
        repository: RepositoryId,
    },
    /// An actor that was deciding events ended before it was done.
    DecidingInterrupted,
    /// A build was made or has a new state.
    BuildChanged {
        /// The build.
        build: BuildId,
        /// Its state.
        status: BuildStatus,
    },
    /// A job has a new state.
    JobChanged {
        /// Its build.
        build: BuildId,
        /// The job.
        job: JobId,
        /// Its state.
        status: JobStatus,
    },
    /// A step of a running job began or ended.
    StepChanged {
        /// The build.
        build: BuildId,
        /// The job.
        job: JobId,
    },
    /// A job was given to a runner, which is to be told.
    JobLeased {
        /// The runner.
        runner: RunnerId,
        /// The lease.
        lease: LeaseId,
    },
    /// A running job is to be ended by its runner.
    JobCanceling {
        /// The runner.
        runner: RunnerId,
        /// The lease.
        lease: LeaseId,
        /// Why, for people.
        reason: String,
    },
    /// A lease ended without its runner's doing: what still runs of it is to be killed.
    LeaseVoid {
        /// The runner.
        runner: RunnerId,
        /// The lease.
        lease: LeaseId,
    },
    /// A provider is to be told the state of a commit.
    ReportDue,
    /// A provider was told a state, or could not be.
    ReportTold,
    /// A runner's token opens nothing any more: who uses it is to be turned out.
    RunnerRevoked {
        /// The runner.
        runner: RunnerId,
    },
    /// A runner was added or removed, or came or went.
    RunnerChanged {
        /// The runner.
        runner: RunnerId,
    },
}
