//! GitLab.

mod events;
mod requests;
mod status;
mod summary;
mod verify;

use std::sync::LazyLock;

use poem::http::HeaderMap;
use serde_json::Value;
use url::Url;

pub use verify::signing_key;

use super::http::{Answer, Call};
use super::outline::Outline;
use super::provider::{Provider, Secrets};
use super::requests::OpenRequests;
use super::target::Target;
use super::{Parsed, Refused, Unusable};
use crate::clock::Timestamp;
use crate::domain::event::Summary;
use crate::domain::report::Report;

/// GitLab's own service and self-managed ones.
#[derive(Debug)]
pub(super) struct Gitlab;

impl Provider for Gitlab {
    fn event_headers(&self) -> &'static [&'static str] {
        &["X-Gitlab-Event"]
    }

    /// `X-Gitlab-Event-UUID` (shared by recursive hooks) and `X-Gitlab-Webhook-UUID` (new for each
    /// attempt) identify nothing.
    fn delivery_headers(&self) -> &'static [&'static str] {
        &["webhook-id", "Idempotency-Key"]
    }

    fn verify(
        &self,
        headers: &HeaderMap,
        body: &[u8],
        secrets: &Secrets<'_>,
        now: Timestamp,
    ) -> Result<(), Refused> {
        verify::verify(headers, body, secrets, now)
    }

    fn outline(&self) -> &'static Outline {
        static OUTLINE: LazyLock<Outline> = LazyLock::new(|| Outline::of(summary::pointers()));
        &OUTLINE
    }

    fn action<'a>(&self, payload: &'a Value) -> Option<&'a str> {
        summary::action(payload)
    }

    fn summary(&self, event: &str, payload: &Value) -> Summary {
        summary::summary(event, payload)
    }

    fn parse(&self, event: &str, payload: &Value) -> Result<Parsed, Unusable> {
        events::parse(event, payload)
    }

    fn usual_host(&self) -> Option<&'static str> {
        Some("gitlab.com")
    }

    fn api_base(&self, host: &str) -> Option<Url> {
        Url::parse(&format!("https://{host}/api/v4")).ok()
    }

    /// Any name does beside a project's or personal access token
    /// (<https://docs.gitlab.com/user/project/settings/project_access_tokens/>).
    fn git_user(&self) -> &'static str {
        "oauth2"
    }

    fn status_call(&self, target: &Target, report: &Report) -> Option<Call> {
        Some(status::status_call(target, report))
    }

    fn has_taken(&self, answer: &Answer) -> bool {
        answer.status.is_success() || status::has_the_state_already(answer)
    }

    fn open_requests(&self) -> Option<OpenRequests> {
        Some(OpenRequests { call: requests::call, read: requests::read })
    }
}
