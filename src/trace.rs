//! The way of a push as a trace, sent to an OpenTelemetry collector where one is configured.
//!
//! A trace must survive the server: a build that began before a restart ends after it. So nothing of
//! it is kept in memory or stored: the trace's id is the webhook event's own, the ids of spans follow
//! from what they are about (`trace::ids`), and spans are made from rows when what they tell has ended.
//! Only the parts of a decision, of which there are no rows, are timed while they happen ([`timed`]).
//!
//! Without a collector nothing is gathered: every hook looks at an empty option. With one, what
//! finds no room is dropped and counted, and nobody ever waits.

mod export;
mod gather;
mod ids;
mod otlp;
mod parts;
mod span;

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tracing::warn;

use crate::clock::{self, Timestamp};
use crate::config::Collector;
use crate::domain::fact::Fact;
use crate::ids::{BuildId, StatusReportId, WebhookEventId};
use crate::metrics::Metrics;
use crate::store::Reader;
pub use ids::TraceId;
use parts::Part;
pub use parts::timed;

/// How much news may wait to be made into spans.
const NEWS: usize = 4096;

/// How many spans may wait to be sent.
const SPANS: usize = 4096;

/// How long the last spans may take when the server stops.
const LAST_PATIENCE: Duration = Duration::from_secs(5);

/// Where what happens is told, if anybody wants to know. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Traces(Option<Inner>);

#[derive(Debug, Clone)]
struct Inner {
    news: mpsc::Sender<News>,
    metrics: Arc<Metrics>,
}

/// What sends the spans, until it is stopped.
#[derive(Debug)]
pub struct Tracing {
    traces: Traces,
    gathering: JoinHandle<()>,
    exporting: JoinHandle<()>,
}

/// Something that is worth a span or several.
#[derive(Debug)]
enum News {
    /// Something became true.
    Fact(Fact, Timestamp),
    /// An event was decided, or not yet.
    Decided { event: WebhookEventId, began: Timestamp, ended: Timestamp, parts: Vec<Part> },
    /// A provider was told the state of a build.
    Told(Told),
    /// Nothing more is to come.
    End,
}

/// A call that told a provider the state of a build.
#[derive(Debug, Clone)]
pub struct Told {
    /// What was told.
    pub report: StatusReportId,
    /// Which of its states.
    pub version: i32,
    /// The build.
    pub build: BuildId,
    /// When the call began.
    pub began: Timestamp,
    /// When it was answered, or was not.
    pub ended: Timestamp,
    /// Why the provider does not have it.
    pub failure: Option<String>,
}

/// Begins to gather and to send, if there is a collector.
///
/// # Errors
/// When TLS can't be set up on this machine.
pub fn start(
    collector: Option<&Collector>,
    reader: &Reader,
    metrics: &Arc<Metrics>,
) -> Result<(Traces, Option<Tracing>), reqwest::Error> {
    let Some(collector) = collector else { return Ok((Traces::default(), None)) };
    let exporter = export::Exporter::new(collector, Arc::clone(metrics))?;
    let (news, heard) = mpsc::channel(NEWS);
    let (spans, gathered) = mpsc::channel(SPANS);
    let traces = Traces(Some(Inner { news, metrics: Arc::clone(metrics) }));
    let gatherer = gather::Gatherer::new(reader.clone(), spans, Arc::clone(metrics));
    let gathering = tokio::spawn(gatherer.run(heard));
    let exporting = tokio::spawn(exporter.run(gathered));
    Ok((traces.clone(), Some(Tracing { traces, gathering, exporting })))
}

impl Traces {
    /// To be called for each fact.
    pub fn hear(&self, fact: &Fact) {
        let Some(inner) = &self.0 else { return };
        let is_of_interest = match fact {
            Fact::EventWaits { .. } => true,
            Fact::BuildChanged { status, .. } => status.is_final(),
            Fact::JobChanged { status, .. } => status.is_final(),
            Fact::EventSettled { .. }
            | Fact::RepositoryChanged { .. }
            | Fact::DecidingInterrupted
            | Fact::StepChanged { .. }
            | Fact::JobLeased { .. }
            | Fact::JobCanceling { .. }
            | Fact::LeaseVoid { .. }
            | Fact::ReportDue
            | Fact::ReportTold
            | Fact::RunnerRevoked { .. }
            | Fact::RunnerChanged { .. } => false,
        };
        if is_of_interest {
            inner.tell(News::Fact(fact.clone(), clock::now()));
        }
    }

    /// Whether anybody is told of them.
    #[must_use]
    pub const fn are_on(&self) -> bool {
        self.0.is_some()
    }

    /// Runs what decides `event`, and tells how long it and its timed parts took.
    pub async fn deciding<T>(&self, event: WebhookEventId, work: impl Future<Output = T>) -> T {
        let Some(inner) = &self.0 else { return work.await };
        let began = clock::now();
        let (done, parts) = parts::collect(work).await;
        inner.tell(News::Decided { event, began, ended: clock::now(), parts });
        done
    }

    /// A provider was told something, or could not be.
    pub fn told(&self, told: Told) {
        if let Some(inner) = &self.0 {
            inner.tell(News::Told(told));
        }
    }
}

impl Inner {
    fn tell(&self, news: News) {
        if self.news.try_send(news).is_err() {
            self.metrics.spans_dropped.one();
        }
    }
}

impl Tracing {
    /// Sends what is left, within a few seconds.
    pub async fn finish(self) {
        let Self { traces, gathering, exporting } = self;
        let last = async {
            if let Some(inner) = &traces.0 {
                // When nobody takes it the gathering has ended already.
                let _ = inner.news.send(News::End).await;
            }
            // A panic in either was logged when it happened; nothing is left to be done about it.
            let _ = (gathering.await, exporting.await);
        };
        if tokio::time::timeout(LAST_PATIENCE, last).await.is_err() {
            warn!("the collector of traces did not take the last spans in time");
        }
    }
}
