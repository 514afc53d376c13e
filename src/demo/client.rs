//! The demo as a client of the API.

use std::collections::HashMap;
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use futures_util::StreamExt;
use reqwest::{RequestBuilder, Response};
use serde_json::Value;
use tokio::task::JoinSet;

use super::show;
use crate::crypto::signature::Signature;
use crate::ids::WebhookEventId;

/// How long the decision of the one event may take.
const DECISION_PATIENCE: Duration = Duration::from_secs(30);

/// A client with the admin token.
#[derive(Debug, Clone)]
pub(super) struct Client {
    http: reqwest::Client,
    base_url: String,
    token: String,
}

impl Client {
    pub(super) fn new(base_url: &str, token: &str) -> anyhow::Result<Self> {
        let http = reqwest::Client::builder().build()?;
        Ok(Self { http, base_url: base_url.to_owned(), token: token.to_owned() })
    }

    pub(super) fn token(&self) -> &str {
        &self.token
    }

    pub(super) async fn get(&self, path: &str) -> anyhow::Result<Value> {
        Ok(self.send(self.http.get(self.url(path))).await?.json().await?)
    }

    pub(super) async fn post(&self, path: &str, body: &Value) -> anyhow::Result<Value> {
        Ok(self.send(self.http.post(self.url(path)).json(body)).await?.json().await?)
    }

    /// Delivers a push as GitHub does, signed with the repository's secret.
    pub(super) async fn push(&self, id: &str, secret: &str, push: &Value) -> anyhow::Result<Value> {
        let body = serde_json::to_vec(push)?;
        let signature = Signature::sign(secret.as_bytes(), &[&body]).to_hex();
        let request = self
            .http
            .post(self.url(&format!("/api/webhooks/github/{id}")))
            .header("content-type", "application/json")
            .header("x-github-event", "push")
            .header("x-github-delivery", WebhookEventId::generate().to_string())
            .header("x-hub-signature-256", format!("sha256={signature}"))
            .body(body);
        Ok(self.send(request).await?.json().await?)
    }

    /// The event once it is decided.
    pub(super) async fn decided(&self, id: &str) -> anyhow::Result<Value> {
        let path = format!("/api/webhooks/events/{id}");
        let deadline = tokio::time::Instant::now() + DECISION_PATIENCE;
        loop {
            let event = self.get(&path).await?;
            if event["status"] != "received" {
                return Ok(event);
            }
            ensure!(tokio::time::Instant::now() < deadline, "the event is not decided: {event}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Prints the logs of a build's jobs as they grow, and returns the finished build.
    pub(super) async fn follow(&self, id: &str) -> anyhow::Result<Value> {
        let path = format!("/api/builds/{id}");
        let build = self.get(&path).await?;
        let mut readers = JoinSet::new();
        for job in build["jobs"].as_array().context("the build has no jobs")? {
            let client = self.clone();
            let (id, key) = (job["id"].clone(), job["key"].clone());
            readers.spawn(async move {
                let (id, key) = (id.as_str().unwrap_or_default(), key.as_str().unwrap_or_default());
                client.follow_log(id, key).await
            });
        }
        while let Some(read) = readers.join_next().await {
            read??;
        }
        self.get(&path).await
    }

    async fn follow_log(&self, id: &str, key: &str) -> anyhow::Result<()> {
        let mut events = Events::of(self.open(&format!("/api/jobs/{id}/log/events")).await?);
        let mut lines = show::Lines::of(key);
        while let Some(event) = events.next().await? {
            match event.kind.as_str() {
                "end" => break,
                _ => lines.push(&bytes(&event.data)?),
            }
        }
        lines.finish();
        Ok(())
    }

    /// The whole log of the job with this key, as text.
    pub(super) async fn log_of(&self, build: &Value, key: &str) -> anyhow::Result<String> {
        let jobs = build["jobs"].as_array().context("the build has no jobs")?;
        let job = jobs.iter().find(|job| job["key"] == key).context("no such job")?;
        let id = job["id"].as_str().context("the job has no id")?;
        Ok(self.open(&format!("/api/jobs/{id}/log")).await?.text().await?)
    }

    async fn open(&self, path: &str) -> anyhow::Result<Response> {
        self.send(self.http.get(self.url(path))).await
    }

    async fn send(&self, request: RequestBuilder) -> anyhow::Result<Response> {
        let response = request.bearer_auth(&self.token).send().await?;
        let (status, url) = (response.status(), response.url().clone());
        if !status.is_success() {
            bail!("{url} answered {status}: {}", response.text().await?);
        }
        Ok(response)
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base_url)
    }
}

/// Output as it is sent in an event: text, or base64 when it is no text.
fn bytes(data: &Value) -> anyhow::Result<Vec<u8>> {
    match (data["text"].as_str(), data["base64"].as_str()) {
        (Some(text), _) => Ok(text.as_bytes().to_vec()),
        (None, Some(encoded)) => Ok(STANDARD.decode(encoded)?),
        (None, None) => Ok(Vec::new()),
    }
}

/// A stream of server-sent events (<https://html.spec.whatwg.org/multipage/server-sent-events.html>).
struct Events {
    body: futures_util::stream::BoxStream<'static, reqwest::Result<bytes::Bytes>>,
    buffer: Vec<u8>,
}

struct Event {
    kind: String,
    data: Value,
}

impl Events {
    fn of(response: Response) -> Self {
        Self { body: response.bytes_stream().boxed(), buffer: Vec::new() }
    }

    async fn next(&mut self) -> anyhow::Result<Option<Event>> {
        loop {
            if let Some(end) = self.buffer.windows(2).position(|pair| pair == b"\n\n") {
                let block: Vec<u8> = self.buffer.drain(..end + 2).collect();
                if let Some(event) = parse(&String::from_utf8_lossy(&block))? {
                    return Ok(Some(event));
                }
            } else {
                match self.body.next().await {
                    Some(bytes) => self.buffer.extend_from_slice(&bytes?),
                    None => return Ok(None),
                }
            }
        }
    }
}

/// None for a comment, which keeps the connection alive.
fn parse(block: &str) -> anyhow::Result<Option<Event>> {
    let fields: HashMap<&str, &str> =
        block.lines().filter_map(|line| line.split_once(':')).map(|(k, v)| (k, v.trim())).collect();
    let Some(data) = fields.get("data") else { return Ok(None) };
    let kind = fields.get("event").copied().unwrap_or("message").to_owned();
    Ok(Some(Event { kind, data: serde_json::from_str(data)? }))
}
