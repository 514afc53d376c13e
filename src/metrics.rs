//! Figures of what the server does, counted where it happens and read at `GET /metrics`.
//!
//! There is one [`Metrics`], handed to everyone who counts. Counting is adding to an atomic: no
//! lock, no allocation, no look-up of a name. What can be read from elsewhere (rows that wait,
//! mailboxes, memory) is not counted here but asked for when somebody looks ([`Page`]).
//!
//! It must not know who counts: neither actors nor HTTP.

mod counters;
mod distribution;
mod facts;
mod page;
mod process;
mod requests;

pub use counters::{ByWord, Count, Level, Raised};
pub use distribution::{Distribution, SIZES, TIMES};
pub use facts::FactCounter;
pub use page::{Family, Page, Sample, Value};
pub use process::Process;
pub use requests::{Request, Requests};

use std::sync::Arc;

use crate::domain::report::Told;
use crate::domain::status::{BuildStatus, JobStatus, WebhookEventStatus};
use crate::domain::text_enum::text_enum;

text_enum! {
    /// What came of telling a provider the state of a commit.
    Telling {
        /// The provider has it.
        Taken = "taken",
        /// There is nobody to be told.
        Unwanted = "unwanted",
        /// It could not be told, and is tried again unless that is of no use.
        Failed = "failed",
    }
}

text_enum! {
    /// What a stream of events shows.
    StreamKind {
        /// The states of a build.
        Build = "build",
        /// A job's log.
        Log = "log",
        /// The server's actors.
        Actors = "actors",
    }
}

impl From<&Told> for Telling {
    fn from(told: &Told) -> Self {
        match told {
            Told::Taken { .. } => Self::Taken,
            Told::Unwanted { .. } => Self::Unwanted,
            Told::Failed { .. } => Self::Failed,
        }
    }
}

/// Everything that is counted while it happens.
#[derive(Debug)]
pub struct Metrics {
    /// HTTP requests, and the webhooks among them.
    pub requests: Requests,
    /// Handlings of webhook events that ended.
    pub decisions: ByWord<WebhookEventStatus, Count>,
    /// From the receipt of a webhook to its decision.
    pub decision_time: Distribution,
    /// Builds that ended.
    pub builds: ByWord<BuildStatus, Count>,
    /// From a build's making to its end.
    pub build_time: Distribution,
    /// Jobs that ended.
    pub jobs: ByWord<JobStatus, Count>,
    /// For how long jobs waited for a runner.
    pub queue_wait: Distribution,
    /// Calls that told a provider a state.
    pub tellings: ByWord<Telling, Count>,
    /// How long those calls took.
    pub telling_time: Distribution,
    /// How many writes were committed together.
    pub commit_writes: Distribution,
    /// How long a commit took, its writes included.
    pub commit_time: Distribution,
    /// Bytes of output that runners sent and that are stored.
    pub log_bytes: Count,
    /// Spans that a collector took.
    pub spans_sent: Count,
    /// Spans that found no room, or that no collector took.
    pub spans_dropped: Count,
    /// Streams of events that are open.
    pub streams: ByWord<StreamKind, Arc<Level>>,
}

impl Default for Metrics {
    fn default() -> Self {
        let times = || Distribution::new(TIMES);
        Self {
            requests: Requests::default(),
            decisions: ByWord::default(),
            decision_time: times(),
            builds: ByWord::default(),
            build_time: times(),
            jobs: ByWord::default(),
            queue_wait: times(),
            tellings: ByWord::default(),
            telling_time: times(),
            commit_writes: Distribution::new(SIZES),
            commit_time: times(),
            log_bytes: Count::default(),
            spans_sent: Count::default(),
            spans_dropped: Count::default(),
            streams: ByWord::default(),
        }
    }
}

impl Metrics {
    /// Counts a stream as open until what is returned is dropped.
    #[must_use]
    pub fn open(&self, kind: StreamKind) -> Raised {
        Raised::new(self.streams.of(kind))
    }
}
