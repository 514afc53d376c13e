//! What is asked about builds while others are measured.

use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use chrono::{DateTime, Utc};
use serde_json::Value;
use tokio::time::{Instant, sleep};

use crate::api::Api;
use crate::server::Server;

/// How long anything may take that has no limit of its own.
const PATIENCE: Duration = Duration::from_secs(120);

/// When a build was made, began and ended.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Span {
    pub(crate) started_at: DateTime<Utc>,
    pub(crate) finished_at: DateTime<Utc>,
}

/// The moment under this key.
pub(crate) fn moment(value: &Value, key: &str) -> Result<DateTime<Utc>> {
    let text = value[key].as_str().with_context(|| format!("no `{key}` in {value}"))?;
    Ok(DateTime::parse_from_rfc3339(text)?.to_utc())
}

/// The text under this key.
pub(crate) fn text<'a>(value: &'a Value, key: &str) -> Result<&'a str> {
    value[key].as_str().with_context(|| format!("no `{key}` in {value}"))
}

/// Waits until the server's own runner is there.
pub(crate) async fn runner_is_online(api: &mut Api) -> Result<()> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let runners = api.get("/api/runners").await?;
        let mut items = runners["items"].as_array().into_iter().flatten();
        if items.any(|runner| runner["status"] == "online") {
            return Ok(());
        }
        ensure!(Instant::now() < deadline, "no runner comes: {runners}");
        sleep(Duration::from_millis(20)).await;
    }
}

/// The build that came of an event, once its last job has ended, and the event itself.
pub(crate) async fn finished(api: &mut Api, event: &str) -> Result<(Value, Value)> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let event = api.get(&format!("/api/webhooks/events/{event}")).await?;
        if let Some(id) = event["builds"][0]["id"].as_str() {
            let build = api.get(&format!("/api/builds/{id}")).await?;
            if !build["finished_at"].is_null() {
                ensure!(build["status"] == "succeeded", "the build went wrong: {build}");
                return Ok((event, build));
            }
        }
        ensure!(Instant::now() < deadline, "the build does not end; its event: {event}");
        sleep(Duration::from_millis(5)).await;
    }
}

/// Waits until nothing is to be decided.
pub(crate) async fn all_decided(server: &Server, api: &mut Api) -> Result<()> {
    let deadline = Instant::now() + PATIENCE;
    while server.undecided(api).await? > 0 {
        ensure!(Instant::now() < deadline, "the server does not decide what it took in");
        sleep(Duration::from_millis(100)).await;
    }
    Ok(())
}

/// Waits until nothing is to be decided or built.
pub(crate) async fn all_ended(server: &Server, api: &mut Api) -> Result<()> {
    all_decided(server, api).await?;
    let deadline = Instant::now() + PATIENCE;
    for status in ["queued", "running"] {
        let path = format!("/api/builds?limit=1&status={status}");
        while api.get(&path).await?["items"].as_array().is_some_and(|items| !items.is_empty()) {
            ensure!(Instant::now() < deadline, "the builds do not end");
            sleep(Duration::from_millis(100)).await;
        }
    }
    Ok(())
}

/// All builds there are, which have to have succeeded.
pub(crate) async fn spans(api: &mut Api) -> Result<Vec<Span>> {
    let (mut spans, mut page) = (Vec::new(), String::new());
    loop {
        let list = api.get(&format!("/api/builds?limit=200{page}")).await?;
        for build in list["items"].as_array().context("a list has items")? {
            if build["status"] != "succeeded" {
                bail!("a build went wrong: {build}");
            }
            let (started_at, finished_at) =
                (moment(build, "started_at")?, moment(build, "finished_at")?);
            spans.push(Span { started_at, finished_at });
        }
        match list["next_page"].as_str() {
            Some(token) => page = format!("&page_token={token}"),
            None => return Ok(spans),
        }
    }
}
