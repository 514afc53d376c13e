//! GitHub and GitHub Enterprise Server.

pub(super) mod app;
mod changes;
pub(super) mod checks;
mod deliveries;
mod events;
mod requests;
mod status;
mod summary;
pub(super) mod tell;
mod verify;

use std::sync::LazyLock;

use poem::http::HeaderMap;
use serde_json::Value;
use url::Url;

pub(super) use events::{push, requested};
pub(super) use summary::{pointers, summary};

use super::http::Call;
use super::outline::Outline;
use super::provider::{Provider, Secrets};
use super::requests::OpenRequests;
use super::target::Target;
use super::{Parsed, Refused, Unusable};
use crate::clock::Timestamp;
use crate::domain::event::Summary;
use crate::domain::report::Report;

/// GitHub's own service and GitHub Enterprise Server.
#[derive(Debug)]
pub(super) struct Github;

impl Provider for Github {
    fn event_headers(&self) -> &'static [&'static str] {
        &["X-GitHub-Event"]
    }

    fn delivery_headers(&self) -> &'static [&'static str] {
        &["X-GitHub-Delivery"]
    }

    fn names_every_delivery(&self) -> bool {
        true
    }

    fn sends_forms(&self) -> bool {
        true
    }

    fn verify(
        &self,
        headers: &HeaderMap,
        body: &[u8],
        secrets: &Secrets<'_>,
        _: Timestamp,
    ) -> Result<(), Refused> {
        verify::verify(headers, body, secrets.keys)
    }

    fn outline(&self) -> &'static Outline {
        static OUTLINE: LazyLock<Outline> = LazyLock::new(|| Outline::of(pointers()));
        &OUTLINE
    }

    fn summary(&self, event: &str, payload: &Value) -> Summary {
        summary(event, payload)
    }

    fn parse(&self, event: &str, payload: &Value) -> Result<Parsed, Unusable> {
        events::parse(event, payload)
    }

    fn usual_host(&self) -> Option<&'static str> {
        Some("github.com")
    }

    /// Of GitHub Enterprise Server
    /// (<https://docs.github.com/en/enterprise-server@latest/rest/quickstart>).
    fn api_base(&self, host: &str) -> Option<Url> {
        match host {
            "github.com" => Url::parse("https://api.github.com").ok(),
            _ => Url::parse(&format!("https://{host}/api/v3")).ok(),
        }
    }

    fn git_user(&self) -> &'static str {
        "x-access-token"
    }

    fn status_call(&self, target: &Target, report: &Report) -> Option<Call> {
        Some(status::status_call(target, report))
    }

    fn open_requests(&self) -> Option<OpenRequests> {
        Some(OpenRequests { call: requests::call, read: requests::read })
    }
}
