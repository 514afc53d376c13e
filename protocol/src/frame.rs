//! Control frames, one enum a direction.

use serde::{Deserialize, Serialize};
use ulid::Ulid;

use crate::{JobResult, JobSpec, StepReport};

/// What a runner says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "frame", rename_all = "snake_case")]
pub enum RunnerFrame {
    /// The first frame on every connection.
    Hello {
        /// [`crate::VERSION`] as the runner knows it.
        protocol: u32,
        /// The runner program's version, for display.
        version: String,
        /// New for each process: tells a reconnecting runner from one that was started anew.
        instance: Ulid,
        /// Labels of the machine: operating system and architecture. A server takes no others.
        labels: Vec<String>,
        /// How many jobs it runs at once.
        capacity: u32,
        /// The leases it still holds, running or finished but not yet acknowledged.
        held: Vec<HeldLease>,
    },
    /// The job is stored on the runner's disk and will be worked on.
    Accepted {
        /// The lease of the job.
        lease: Ulid,
    },
    /// The runner will not run this job; it goes back to the queue.
    Refused {
        /// The lease of the job.
        lease: Ulid,
        /// Why, for people.
        reason: String,
    },
    /// A step began or ended.
    Step {
        /// The lease of the job.
        lease: Ulid,
        /// The step's new state.
        step: StepReport,
    },
    /// The job has ended, and all its output is acknowledged.
    Finished {
        /// The lease of the job.
        lease: Ulid,
        /// How it ended, with every step's last state.
        result: JobResult,
    },
    /// A frame that this version does not know. A newer runner may say more within one version of
    /// the conversation; nothing may depend on it being heard.
    #[serde(other)]
    Unknown,
}

/// A lease that a runner holds when it connects.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldLease {
    /// The lease's id.
    pub lease: Ulid,
    /// Bytes of output that the runner has spooled so far.
    pub log_bytes: u64,
}

/// What a server says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "frame", rename_all = "snake_case")]
pub enum ServerFrame {
    /// The answer to `Hello`.
    Welcome {
        /// [`crate::VERSION`] as the server knows it.
        protocol: u32,
        /// The runner's id.
        runner: Ulid,
        /// What to do with each lease named in `Hello`.
        leases: Vec<LeaseState>,
    },
    /// The server can't work with this runner; the connection ends.
    Rejected {
        /// Why, for people.
        reason: String,
        /// Whether the runner may be let in later as it is; else it ends.
        #[serde(default)]
        is_passing: bool,
    },
    /// Run this job.
    Run {
        /// The job, whole.
        job: Box<JobSpec>,
    },
    /// End this job: the running step gets SIGTERM, and SIGKILL after the job's grace time.
    Cancel {
        /// The lease of the job.
        lease: Ulid,
        /// Why, for the log.
        reason: String,
    },
    /// The log is durable up to `end`. Also the answer to a chunk that did not fit: the runner
    /// continues from `end`.
    LogAck {
        /// The lease of the job.
        lease: Ulid,
        /// The first byte that is not yet stored.
        end: u64,
    },
    /// The result is stored; the runner may forget the job.
    FinishedAck {
        /// The lease of the job.
        lease: Ulid,
    },
    /// The lease is void (canceled, given to another runner, unknown): kill what runs, forget it.
    Void {
        /// The lease of the job.
        lease: Ulid,
    },
    /// The server stops on purpose. A runner without jobs that was started by it may end; any
    /// other works on and reconnects.
    Goodbye,
}

/// The server's word on a lease that a runner holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum LeaseState {
    /// Go on; the log is durable up to `log_end`.
    Resume {
        /// The lease's id.
        lease: Ulid,
        /// The first byte that is not yet stored.
        log_end: u64,
        /// Whether the job is to be canceled.
        cancel: Option<String>,
    },
    /// Its result is stored already, or it is void: kill what runs, forget it.
    Void {
        /// The lease's id.
        lease: Ulid,
    },
}
