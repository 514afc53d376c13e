//! Bitbucket Cloud and Data Center: one header of signatures, two languages of payloads and calls.

mod cloud;
mod data_center;
mod events;
mod requests;
mod status;
mod summary;

use std::sync::LazyLock;

use poem::http::HeaderMap;
use serde_json::Value;
use url::Url;

use super::http::Call;
use super::outline::Outline;
use super::provider::{Provider, Secrets};
use super::requests::OpenRequests;
use super::secrets::verify_sha256;
use super::target::Target;
use super::{Parsed, Refused, Unusable};
use crate::clock::Timestamp;
use crate::domain::event::Summary;
use crate::domain::report::Report;

/// The host of Bitbucket Cloud's repositories.
const CLOUD: &str = "bitbucket.org";

/// Bitbucket Cloud and Data Center.
#[derive(Debug)]
pub(super) struct Bitbucket;

impl Provider for Bitbucket {
    fn event_headers(&self) -> &'static [&'static str] {
        &["X-Event-Key"]
    }

    fn delivery_headers(&self) -> &'static [&'static str] {
        &["X-Request-UUID", "X-Request-Id"]
    }

    /// `X-Hub-Signature`, HMAC-SHA256 of the raw body
    /// (<https://support.atlassian.com/bitbucket-cloud/docs/manage-webhooks/>; Data Center's is the
    /// same).
    fn verify(
        &self,
        headers: &HeaderMap,
        body: &[u8],
        secrets: &Secrets<'_>,
        _: Timestamp,
    ) -> Result<(), Refused> {
        verify_sha256("x-hub-signature", headers, body, secrets.keys)
    }

    fn outline(&self) -> &'static Outline {
        static OUTLINE: LazyLock<Outline> = LazyLock::new(|| Outline::of(summary::pointers()));
        &OUTLINE
    }

    /// The event's key says it: `pullrequest:created`.
    fn action<'a>(&self, _: &'a Value) -> Option<&'a str> {
        None
    }

    fn summary(&self, event: &str, payload: &Value) -> Summary {
        summary::summary(event, payload)
    }

    fn parse(&self, event: &str, payload: &Value) -> Result<Parsed, Unusable> {
        events::parse(event, payload)
    }

    fn usual_host(&self) -> Option<&'static str> {
        Some(CLOUD)
    }

    fn api_base(&self, host: &str) -> Option<Url> {
        let base = match host {
            CLOUD => "https://api.bitbucket.org/2.0".to_owned(),
            host => format!("https://{host}/rest"),
        };
        Url::parse(&base).ok()
    }

    /// Beside an access token of Cloud's
    /// (<https://support.atlassian.com/bitbucket-cloud/docs/using-access-tokens/>). Data Center takes
    /// a user's token beside that user's name alone.
    fn git_user(&self) -> &'static str {
        "x-token-auth"
    }

    fn status_call(&self, target: &Target, report: &Report) -> Option<Call> {
        Some(status::status_call(target, report))
    }

    fn open_requests(&self) -> Option<OpenRequests> {
        Some(OpenRequests { call: requests::call, read: requests::read })
    }
}

#[cfg(test)]
mod tests;
