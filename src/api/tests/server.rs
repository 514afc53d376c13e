//! A server on a port of its own, and what came back from it in a form to compare.

use std::fmt::Write;
use std::net::IpAddr;
use std::sync::Arc;

use async_trait::async_trait;
use poem::listener::{Acceptor, Listener, TcpListener};
use poem::{Endpoint, Route};
use reqwest::{RequestBuilder, Response};

use super::sample::{Sample, Second};
use crate::api::error::ApiError;
use crate::api::guard::{Principal, Verify};
use crate::api::limit::BodyBudget;
use crate::domain::access::{Access, Scope};
use crate::domain::audit::ActorKind;

pub(super) struct Server {
    pub(super) url: String,
    pub(super) http: reqwest::Client,
}

/// Knows three tokens: `reader`, `writer` and `root`; cannot tell at all about `broken`.
pub(super) struct Tokens;

#[async_trait]
impl Verify for Tokens {
    async fn check(&self, token: &str, _: Option<IpAddr>) -> Result<Option<Principal>, ApiError> {
        let scopes = match token {
            "reader" => vec![Scope::RepoRead],
            "writer" => vec![Scope::RepoRead, Scope::RepoWrite],
            "root" => vec![Scope::Admin],
            "broken" => return Err(ApiError::internal("the disk is full")),
            _ => return Ok(None),
        };
        Ok(Some(principal(token, scopes)))
    }

    async fn session(&self, _: &str, _: Option<IpAddr>) -> Result<Option<Principal>, ApiError> {
        Ok(None)
    }
}

/// An admin of the instance with a token of these scopes.
pub(super) fn principal(name: &str, scopes: impl IntoIterator<Item = Scope>) -> Principal {
    let access = Access { scopes: scopes.into_iter().collect(), ..Access::everything() };
    let name = name.to_owned();
    Principal { kind: ActorKind::Person, name, user: None, token: None, session: None, access }
}

impl Server {
    pub(super) async fn start() -> Self {
        Self::start_within(BodyBudget::default()).await
    }

    /// With this much memory for the bodies of webhooks.
    pub(super) async fn start_within(budget: BodyBudget) -> Self {
        let others = Route::new();
        let tokens = Arc::new(Tokens);
        let endpoint =
            crate::api::assemble((Sample, Second), others, tokens, budget, Default::default())
                .unwrap();
        Self::serve(endpoint).await
    }

    pub(super) async fn serve(endpoint: impl Endpoint<Output = poem::Response> + 'static) -> Self {
        let acceptor = TcpListener::bind("127.0.0.1:0").into_acceptor().await.unwrap();
        let address = acceptor.local_addr().remove(0);
        let url = format!("http://{}", address.as_socket_addr().unwrap());
        tokio::spawn(poem::Server::new_with_acceptor(acceptor).run(endpoint));
        Self { url, http: reqwest::Client::new() }
    }

    pub(super) fn request(&self, method: &str, path: &str) -> RequestBuilder {
        self.http
            .request(method.parse().unwrap(), format!("{}{path}", self.url))
            .header("x-request-id", "test")
    }

    /// A request by somebody who may do everything.
    pub(super) fn root(&self, method: &str, path: &str) -> RequestBuilder {
        self.request(method, path).bearer_auth("root")
    }

    /// Sends JSON to the operation that makes a thing.
    pub(super) async fn add(&self, body: &str) -> Response {
        let request = self.root("POST", "/api/things").header("content-type", "application/json");
        request.body(body.to_owned()).send().await.unwrap()
    }
}

/// Status, the headers that matter, and the body.
pub(super) async fn told(response: Response) -> String {
    let mut text = format!("{}\n", response.status().as_u16());
    for name in
        ["content-type", "allow", "location", "retry-after", "www-authenticate", "x-request-id"]
    {
        if let Some(value) = response.headers().get(name) {
            writeln!(text, "{name}: {}", value.to_str().unwrap()).unwrap();
        }
    }
    text.push_str(&response.text().await.unwrap());
    text.trim_end().to_owned()
}
