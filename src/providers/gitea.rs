//! Gitea, and its relatives Forgejo and Gogs, whose payloads are much like GitHub's.

mod events;
mod requests;
mod status;
mod summary;
mod verify;

use std::sync::LazyLock;

use poem::http::HeaderMap;
use serde_json::Value;
use url::Url;

use super::http::Call;
use super::outline::Outline;
use super::provider::{Provider, Secrets};
use super::requests::OpenRequests;
use super::target::Target;
use super::{Parsed, Refused, Unusable};
use crate::clock::Timestamp;
use crate::domain::event::Summary;
use crate::domain::report::Report;

/// Gitea, Forgejo and Gogs.
#[derive(Debug)]
pub(super) struct Gitea;

impl Provider for Gitea {
    fn event_headers(&self) -> &'static [&'static str] {
        &["X-Forgejo-Event", "X-Gitea-Event", "X-Gogs-Event"]
    }

    fn delivery_headers(&self) -> &'static [&'static str] {
        &["X-Forgejo-Delivery", "X-Gitea-Delivery", "X-Gogs-Delivery"]
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
        static OUTLINE: LazyLock<Outline> = LazyLock::new(|| Outline::of(summary::pointers()));
        &OUTLINE
    }

    fn summary(&self, event: &str, payload: &Value) -> Summary {
        summary::summary(event, payload)
    }

    fn parse(&self, event: &str, payload: &Value) -> Result<Parsed, Unusable> {
        events::parse(event, payload)
    }

    fn api_base(&self, host: &str) -> Option<Url> {
        Url::parse(&format!("https://{host}/api/v1")).ok()
    }

    /// Any name does beside a token (<https://docs.gitea.com/development/api-usage>).
    fn git_user(&self) -> &'static str {
        "oauth2"
    }

    fn status_call(&self, target: &Target, report: &Report) -> Option<Call> {
        Some(status::status_call(target, report))
    }

    fn open_requests(&self) -> Option<OpenRequests> {
        Some(OpenRequests { call: requests::call, read: requests::read })
    }
}
