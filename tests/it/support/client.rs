//! HTTP as a user of the API speaks it.

use reqwest::header::HeaderMap;
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::Value;

use super::events::Events;

/// A client with the admin token.
#[derive(Debug, Clone)]
pub(crate) struct Client {
    http: reqwest::Client,
    base_url: String,
    token: String,
}

/// An answer, whatever its status.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// The body as JSON; null when it is none.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// The body as text, for messages.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// Neither a proxy of the machine nor a pooled connection to a killed server may interfere.
fn http() -> reqwest::ClientBuilder {
    reqwest::Client::builder().no_proxy().pool_max_idle_per_host(0)
}

impl Client {
    pub(crate) fn new(base_url: &str, token: &str) -> Self {
        Self::speaking(http().build().expect("a client"), base_url, token)
    }

    /// The same at another address of this machine: `127.0.1.number`.
    pub(crate) fn from(&self, number: u8) -> Self {
        let address = std::net::Ipv4Addr::new(127, 0, 1, number);
        let http = http().local_address(Some(address.into())).build();
        Self::speaking(http.expect("a client"), &self.base_url, &self.token)
    }

    /// A client that speaks as `http` does.
    pub(crate) fn speaking(http: reqwest::Client, base_url: &str, token: &str) -> Self {
        Self { http, base_url: base_url.trim_end_matches('/').to_owned(), token: token.to_owned() }
    }

    pub(crate) fn base_url(&self) -> &str {
        &self.base_url
    }

    pub(crate) fn token(&self) -> &str {
        &self.token
    }

    /// A request without any authorization.
    pub(crate) fn anonymous(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.base_url))
    }

    /// A request with the admin token.
    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.anonymous(method, path).bearer_auth(&self.token)
    }

    /// The body of a GET that must succeed.
    pub(crate) async fn get(&self, path: &str) -> Value {
        let answer = send(self.request(Method::GET, path)).await;
        assert!(answer.status.is_success(), "GET {path}: {} {}", answer.status, answer.text());
        answer.json()
    }

    /// The bytes of a GET that must succeed.
    pub(crate) async fn bytes(&self, path: &str) -> Vec<u8> {
        let answer = send(self.request(Method::GET, path)).await;
        assert!(answer.status.is_success(), "GET {path}: {} {}", answer.status, answer.text());
        answer.body
    }

    /// The body of a POST that must succeed.
    pub(crate) async fn post(&self, path: &str, body: &Value) -> Value {
        let answer = send(self.request(Method::POST, path).json(body)).await;
        assert!(answer.status.is_success(), "POST {path}: {} {}", answer.status, answer.text());
        answer.json()
    }

    /// The answer to a request, whatever its status.
    pub(crate) async fn answer(&self, method: Method, path: &str, body: Option<&Value>) -> Answer {
        let request = self.request(method, path);
        send(match body {
            Some(body) => request.json(body),
            None => request,
        })
        .await
    }

    /// A stream of events, from the beginning or after the event with the id `after`.
    pub(crate) async fn events(&self, path: &str, after: Option<&str>) -> Events {
        let mut request = self.request(Method::GET, path);
        if let Some(id) = after {
            request = request.header("last-event-id", id);
        }
        let response = request.send().await.expect("the server answers");
        assert!(response.status().is_success(), "GET {path}: {}", response.status());
        Events::of(response)
    }
}

/// Sends a request and reads its answer to the end.
pub(crate) async fn send(request: RequestBuilder) -> Answer {
    try_send(request).await.expect("the server answers")
}

/// The same for a server that may be gone.
pub(crate) async fn try_send(request: RequestBuilder) -> reqwest::Result<Answer> {
    let response = request.send().await?;
    let (status, headers) = (response.status(), response.headers().clone());
    Ok(Answer { status, headers, body: response.bytes().await?.to_vec() })
}
