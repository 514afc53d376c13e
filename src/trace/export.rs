//! Sends spans to a collector, in batches. A collector that is away costs the spans that find no
//! room meanwhile, and nothing else.

use std::sync::Arc;
use std::time::Duration;

use reqwest::header::CONTENT_TYPE;
use reqwest::{StatusCode, Url};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::mpsc;
use tokio::time::{sleep, timeout};
use tracing::warn;

use super::otlp;
use super::span::Span;
use crate::config::Collector;
use crate::metrics::Metrics;

/// How many spans are sent at a time.
const BATCH: usize = 512;

/// How long the first span of a batch waits for others.
const GATHERED_FOR: Duration = Duration::from_secs(1);

/// How long a collector may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// How often a batch is sent when the collector has no time or is away, and the pause between.
const ATTEMPTS: u32 = 3;
const PAUSE: Duration = Duration::from_secs(1);

/// Sends spans to one collector.
pub(super) struct Exporter {
    client: reqwest::Client,
    url: Url,
    headers: Vec<(String, SecretString)>,
    metrics: Arc<Metrics>,
    /// Whether the last batch was taken, so that trouble is told once.
    is_well: bool,
}

/// Why a batch was not taken.
struct NotTaken {
    why: String,
    is_worth_another_try: bool,
}

impl Exporter {
    pub(super) fn new(
        collector: &Collector,
        metrics: Arc<Metrics>,
    ) -> Result<Self, reqwest::Error> {
        let client = reqwest::Client::builder()
            .timeout(PATIENCE)
            .redirect(reqwest::redirect::Policy::none())
            .build()?;
        let (url, headers) = (collector.traces_url(), collector.headers.clone());
        Ok(Self { client, url, headers, metrics, is_well: true })
    }

    /// Until nobody makes spans any more.
    pub(super) async fn run(mut self, mut spans: mpsc::Receiver<Span>) {
        let mut batch = Vec::new();
        while spans.recv_many(&mut batch, BATCH).await > 0 {
            let more = async {
                while batch.len() < BATCH {
                    let room = BATCH - batch.len();
                    if spans.recv_many(&mut batch, room).await == 0 {
                        return;
                    }
                }
            };
            // Whether the batch is full or the time is over makes no difference.
            let _ = timeout(GATHERED_FOR, more).await;
            self.send(&batch).await;
            batch.clear();
        }
    }

    async fn send(&mut self, batch: &[Span]) {
        let body = otlp::request(batch).to_string();
        let mut attempt = 1;
        let failed = loop {
            match self.post(body.clone()).await {
                Ok(()) => {
                    self.metrics.spans_sent.add(batch.len() as u64);
                    self.is_well = true;
                    return;
                }
                Err(failed) if failed.is_worth_another_try && attempt < ATTEMPTS => {
                    attempt += 1;
                    sleep(PAUSE).await;
                }
                Err(failed) => break failed,
            }
        };
        self.metrics.spans_dropped.add(batch.len() as u64);
        if self.is_well {
            let host = self.url.host_str().unwrap_or_default();
            warn!(error = failed.why, "the collector of traces at {host} takes nothing");
        }
        self.is_well = false;
    }

    async fn post(&self, body: String) -> Result<(), NotTaken> {
        let mut request =
            self.client.post(self.url.clone()).header(CONTENT_TYPE, "application/json");
        for (name, value) in &self.headers {
            request = request.header(name, value.expose_secret());
        }
        match request.body(body).send().await {
            Ok(answer) if answer.status().is_success() => Ok(()),
            Ok(answer) => {
                let status = answer.status();
                // As the protocol says which: https://opentelemetry.io/docs/specs/otlp/#failures-1
                let is_worth_another_try = matches!(
                    status,
                    StatusCode::TOO_MANY_REQUESTS
                        | StatusCode::BAD_GATEWAY
                        | StatusCode::SERVICE_UNAVAILABLE
                        | StatusCode::GATEWAY_TIMEOUT
                );
                Err(NotTaken { why: format!("it answers {status}"), is_worth_another_try })
            }
            Err(error) => {
                Err(NotTaken { why: error.without_url().to_string(), is_worth_another_try: true })
            }
        }
    }
}
