//! Bitbucket Cloud and Data Center.

use poem::http::HeaderMap;
use serde_json::Value;
use url::Url;

use super::http::Call;
use super::provider::{Provider, Secrets};
use super::target::Target;
use super::{Parsed, Refused, Unusable};
use crate::clock::Timestamp;
use crate::domain::event::Summary;
use crate::domain::report::Report;

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

    fn verify(
        &self,
        _: &HeaderMap,
        _: &[u8],
        _: &Secrets<'_>,
        _: Timestamp,
    ) -> Result<(), Refused> {
        Err(Refused)
    }

    fn summary(&self, _: &str, _: &Value) -> Summary {
        Summary::default()
    }

    fn parse(&self, event: &str, _: &Value) -> Result<Parsed, Unusable> {
        Ok(Parsed::Ignored(format!("the event `{event}` is not understood by this version")))
    }

    fn api_base(&self, _: &str) -> Option<Url> {
        None
    }

    fn git_user(&self) -> &'static str {
        "x-token-auth"
    }

    fn status_call(&self, _: &Target, _: &Report) -> Option<Call> {
        None
    }
}
