//! From news to spans: reads the rows that the news are about.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use sea_orm::DbErr;
use tokio::sync::mpsc;
use tracing::warn;

use super::News;
use super::span::{Deciding, Span, of_build, of_decision, of_job, of_telling, queued_at};
use crate::clock::Timestamp;
use crate::domain::fact::Fact;
use crate::domain::status::WebhookEventStatus;
use crate::entities::webhook_events;
use crate::ids::{JobId, WebhookEventId};
use crate::metrics::Metrics;
use crate::store::{self, Reader};

/// Of how many events it is remembered when they were on the disk: those that wait to be decided.
const STORED: usize = 4096;

/// Makes spans.
pub(super) struct Gatherer {
    reader: Reader,
    spans: mpsc::Sender<Span>,
    metrics: Arc<Metrics>,
    stored: HashMap<WebhookEventId, Timestamp>,
    order: VecDeque<WebhookEventId>,
}

impl Gatherer {
    pub(super) fn new(reader: Reader, spans: mpsc::Sender<Span>, metrics: Arc<Metrics>) -> Self {
        Self { reader, spans, metrics, stored: HashMap::new(), order: VecDeque::new() }
    }

    /// Until the end is told.
    pub(super) async fn run(mut self, mut news: mpsc::Receiver<News>) {
        while let Some(news) = news.recv().await {
            if matches!(news, News::End) {
                return;
            }
            match self.spans_of(news).await {
                Ok(spans) => spans.into_iter().for_each(|span| self.send(span)),
                Err(error) => {
                    self.metrics.spans_dropped.one();
                    warn!(%error, "a trace has a gap, as its rows can't be read");
                }
            }
        }
    }

    fn send(&self, span: Span) {
        if self.spans.try_send(span).is_err() {
            self.metrics.spans_dropped.one();
        }
    }

    async fn spans_of(&mut self, news: News) -> Result<Vec<Span>, DbErr> {
        match news {
            News::Fact(Fact::EventWaits { event, .. }, at) => {
                self.remember(event, at);
                Ok(Vec::new())
            }
            News::Fact(Fact::BuildChanged { build, .. }, at) => {
                let row = store::builds::find(&self.reader, build).await?;
                Ok(row.map(|row| of_build(&row, at)).into_iter().collect())
            }
            News::Fact(Fact::JobChanged { job, .. }, at) => self.job(job, at).await,
            News::Fact(..) | News::End => Ok(Vec::new()),
            News::Decided { event, began, ended, parts } => {
                let row = store::webhook_events::find(&self.reader, event).await?;
                let row = row.filter(|row| is_decided_since(row, began));
                let Some(row) = row else { return Ok(Vec::new()) };
                let stored = self.stored.remove(&event);
                let parts = &parts;
                Ok(of_decision(&Deciding { event: &row, stored, began, ended, parts }))
            }
            News::Told(told) => {
                let row = store::builds::find(&self.reader, told.build).await?;
                Ok(row.map(|row| of_telling(&row, &told)).into_iter().collect())
            }
        }
    }

    async fn job(&self, id: JobId, at: Timestamp) -> Result<Vec<Span>, DbErr> {
        let db = &self.reader;
        let Some(job) = store::jobs::find(db, id).await? else { return Ok(Vec::new()) };
        let Some(build) = store::builds::find(db, job.build_id).await? else {
            return Ok(Vec::new());
        };
        let others = store::builds::jobs_of(db, job.build_id).await?;
        let words = store::approvals::of_build(db, job.build_id).await?;
        let queued_at = queued_at(&job, &others, &words);
        let attempts = store::jobs::attempts_of(db, id).await?;
        let leases: Vec<_> = attempts.iter().map(|attempt| attempt.id).collect();
        let steps = store::jobs::steps_of(db, &leases).await?;
        Ok(of_job(&build, (&job, queued_at), (&attempts, &steps), at))
    }

    fn remember(&mut self, event: WebhookEventId, at: Timestamp) {
        if self.stored.insert(event, at).is_none() {
            self.order.push_back(event);
        }
        if self.order.len() > STORED
            && let Some(oldest) = self.order.pop_front()
        {
            self.stored.remove(&oldest);
        }
    }
}

/// Whether what began at `began` decided the event. One that waits for another try is told of when it
/// is decided; one that was decided before was only handed on twice, by a look at all that wait.
fn is_decided_since(event: &webhook_events::Model, began: Timestamp) -> bool {
    event.status != WebhookEventStatus::Received && event.handled_at.is_some_and(|at| at >= began)
}
