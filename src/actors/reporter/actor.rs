//! Who is told what next: one call at a time for each repository, so that states arrive in order.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use ractor::{Actor, ActorProcessingErr, ActorRef};
use sea_orm::DbErr;
use tracing::{error, warn};

use super::handle::Reporter;
use super::tell::tell;
use crate::actors::persistence::Persistence;
use crate::archive::Archive;
use crate::clock::{self, Timestamp};
use crate::domain::report::Told;
use crate::entities::status_reports::Model as StatusReport;
use crate::ids::{RepositoryId, StatusReportId};
use crate::metrics::{Metrics, Telling};
use crate::providers::ProviderClient;
use crate::store::reports::MarkReport;
use crate::store::{self, Reader};
use crate::trace;
use crate::trace::Traces;

/// How often it looks although nobody woke it: what a lost hint costs at most.
const SLOW_TICK: Duration = Duration::from_secs(30);

/// How many reports are looked at at a time.
const PAGE: u64 = 200;

/// Tells providers.
#[derive(Debug)]
pub struct ReporterActor;

/// What the reporter is told.
#[derive(Debug)]
pub enum ReporterMessage {
    /// Something may be due.
    Look,
    /// Look, and look again after a while.
    Tick,
    /// A provider was told, or could not be.
    Told {
        /// The report.
        report: StatusReportId,
        /// The state that was told.
        version: i32,
        /// The repository, which is free for the next report.
        repository: RepositoryId,
        /// What came of it.
        outcome: Told,
    },
}

/// What the reporter works with.
#[derive(Debug, Clone)]
pub struct ReporterArguments {
    /// Where it reads.
    pub reader: Reader,
    /// Where it reads the logs of ended attempts.
    pub archive: Archive,
    /// Where it writes.
    pub persistence: Persistence,
    /// How providers are called.
    pub providers: ProviderClient,
    /// This server's address, for links.
    pub base_url: String,
    /// Its own handle.
    pub handle: Reporter,
    /// Where it counts.
    pub metrics: Arc<Metrics>,
    /// Where calls are timed.
    pub traces: Traces,
}

/// The calls that are under way.
#[derive(Debug)]
pub struct ReporterState {
    arguments: ReporterArguments,
    busy: HashSet<RepositoryId>,
}

impl Actor for ReporterActor {
    type Msg = ReporterMessage;
    type State = ReporterState;
    type Arguments = ReporterArguments;

    async fn pre_start(
        &self,
        myself: ActorRef<ReporterMessage>,
        arguments: ReporterArguments,
    ) -> Result<ReporterState, ActorProcessingErr> {
        arguments.handle.is_woken.store(false, Ordering::Release);
        myself.cast(ReporterMessage::Tick)?;
        Ok(ReporterState { arguments, busy: HashSet::new() })
    }

    async fn handle(
        &self,
        _: ActorRef<ReporterMessage>,
        message: ReporterMessage,
        state: &mut ReporterState,
    ) -> Result<(), ActorProcessingErr> {
        state.arguments.handle.address.taken();
        match message {
            ReporterMessage::Look => state.look().await,
            ReporterMessage::Tick => {
                state.arguments.handle.address.cast_after(SLOW_TICK, ReporterMessage::Tick);
                state.look().await;
            }
            ReporterMessage::Told { report, version, repository, outcome } => {
                let at = clock::now();
                state.mark(MarkReport { id: report, version, outcome, at }).await;
                state.busy.remove(&repository);
                state.look().await;
            }
        }
        Ok(())
    }
}

impl ReporterState {
    async fn look(&mut self) {
        // Whoever wakes it from here on is heard after this look.
        self.arguments.handle.is_woken.store(false, Ordering::Release);
        if let Err(error) = self.tell_what_is_due().await {
            error!(%error, "providers can't be told at the moment");
        }
    }

    async fn tell_what_is_due(&mut self) -> Result<(), DbErr> {
        let now = clock::now();
        let due = store::reports::due(&self.arguments.reader, now, PAGE).await?;
        for report in due {
            if self.busy.insert(report.repository_id) {
                self.begin(report);
            }
        }
        // What is due already waits for a repository that is busy, and is seen when it is free.
        let next = store::reports::next_due(&self.arguments.reader, now).await?;
        if let Some(pause) = next.and_then(|next| (next - now).to_std().ok())
            && pause < SLOW_TICK
        {
            self.arguments.handle.address.cast_after(pause, ReporterMessage::Look);
        }
        Ok(())
    }

    /// When this actor ends meanwhile nothing is noted, and the provider is told once more.
    fn begin(&self, report: StatusReport) {
        let arguments = self.arguments.clone();
        tokio::spawn(async move {
            let (began, since) = (clock::now(), Instant::now());
            let outcome = tell(&arguments, &report).await;
            arguments.metrics.telling_time.took(since.elapsed());
            arguments.metrics.tellings.of(Telling::from(&outcome)).one();
            trace_telling(&arguments.traces, &report, began, &outcome);
            failpoint::here("status.told");
            let StatusReport { id, version, repository_id: repository, .. } = report;
            let told = ReporterMessage::Told { report: id, version, repository, outcome };
            arguments.handle.address.cast(told);
        });
    }

    async fn mark(&self, mark: MarkReport) {
        if let Told::Failed { reason, .. } = &mark.outcome {
            warn!(status_report.id = %mark.id, error = reason, "a provider could not be told");
        }
        let id = mark.id;
        if let Err(error) = self.arguments.persistence.run(mark).await {
            error!(status_report.id = %id, %error, "it is not noted what a provider was told");
        }
    }
}

/// A report about a build is part of the build's trace.
fn trace_telling(traces: &Traces, report: &StatusReport, began: Timestamp, outcome: &Told) {
    let failure = match outcome {
        Told::Failed { reason, .. } => Some(reason.clone()),
        Told::Taken { .. } => None,
        // Nobody was called.
        Told::Unwanted { .. } => return,
    };
    if let Some(build) = report.build_id {
        let (report, version, ended) = (report.id, report.version, clock::now());
        traces.told(trace::Told { report, version, build, began, ended, failure });
    }
}
