//! The API of a server that may be gone for a moment: what meets no answer is asked again.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use reqwest::{Method, StatusCode};
use serde_json::Value;
use tokio::sync::watch;
use tokio::time::{Instant, timeout_at};

use crate::support::{Answer, Client, Delivery, try_send};

/// How long a sender waits before it tries again.
const AGAIN_AFTER: Duration = Duration::from_millis(40);

/// Who speaks to the server, whichever process it is by now.
#[derive(Debug, Clone)]
pub(crate) struct Api {
    http: reqwest::Client,
    address: watch::Receiver<Option<String>>,
    token_file: PathBuf,
    /// When patience ends.
    pub(crate) deadline: Instant,
}

impl Api {
    pub(crate) fn new(
        address: watch::Receiver<Option<String>>,
        token_file: PathBuf,
        deadline: Instant,
    ) -> Result<Self> {
        // Neither a proxy of the machine nor a pooled connection to a killed server may interfere.
        let http = reqwest::Client::builder().no_proxy().pool_max_idle_per_host(0);
        let http = http.timeout(Duration::from_secs(10)).build()?;
        Ok(Self { http, address, token_file, deadline })
    }

    /// The body of a GET, once there is one.
    pub(crate) async fn get(&self, path: &str) -> Result<Value> {
        let answer = self.asked(Method::GET, path, None).await?;
        Ok(serde_json::from_slice(&answer.body)?)
    }

    /// The bytes of a GET.
    pub(crate) async fn bytes(&self, path: &str) -> Result<Vec<u8>> {
        Ok(self.asked(Method::GET, path, None).await?.body)
    }

    /// The answer to a POST, which may have been sent several times.
    pub(crate) async fn post(&self, path: &str, body: &Value) -> Result<Answer> {
        self.answer(|client| client.request(Method::POST, path).json(body)).await
    }

    /// Sends a delivery until it is acknowledged, as forges do: with the same id. Its event.
    pub(crate) async fn deliver(&self, delivery: &Delivery) -> Result<String> {
        loop {
            let answer = self.answer(|client| delivery.request(client)).await?;
            match answer.status {
                StatusCode::ACCEPTED => {
                    let id = answer.json()["id"].as_str().map(str::to_owned);
                    return id.context("a receipt names its event");
                }
                StatusCode::SERVICE_UNAVAILABLE => self.rest().await?,
                status => bail!("a delivery was answered {status}: {}", answer.text()),
            }
        }
    }

    async fn asked(&self, method: Method, path: &str, body: Option<&Value>) -> Result<Answer> {
        loop {
            let answer = self.answer(|client| {
                let request = client.request(method.clone(), path);
                match body {
                    Some(body) => request.json(body),
                    None => request,
                }
            });
            let answer = answer.await?;
            if answer.status.is_success() {
                return Ok(answer);
            }
            if !answer.status.is_server_error() {
                bail!("{method} {path} was answered {}: {}", answer.status, answer.text());
            }
            self.rest().await?;
        }
    }

    /// The first answer to a request that is made anew for each server.
    async fn answer(&self, request: impl Fn(&Client) -> reqwest::RequestBuilder) -> Result<Answer> {
        loop {
            let url = self.url().await?;
            let token = std::fs::read_to_string(&self.token_file).context("the admin token")?;
            let client = Client::speaking(self.http.clone(), &url, token.trim());
            if let Ok(answer) = try_send(request(&client)).await {
                return Ok(answer);
            }
            self.rest().await?;
        }
    }

    /// Where the server listens, once it does. Nothing of the watch is held on to, as its sender would
    /// wait for that.
    async fn url(&self) -> Result<String> {
        let mut address = self.address.clone();
        let is_there = address.wait_for(Option::is_some);
        let url =
            timeout_at(self.deadline, is_there).await.context("the server does not come up")?;
        let url = url.context("the server was given up")?.clone();
        url.context("it was waited for")
    }

    /// Waits a moment, and fails when patience is over.
    pub(crate) async fn rest(&self) -> Result<()> {
        if Instant::now() > self.deadline {
            bail!("patience is over");
        }
        // Another process tells nothing; it is asked again.
        tokio::time::sleep(AGAIN_AFTER).await;
        Ok(())
    }
}
