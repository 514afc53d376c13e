//! Repositories without a service around them: their own hooks tell of pushes
//! (docs/providers.md says how, `examples/post-receive` does it).

mod events;

use std::sync::LazyLock;

use poem::http::HeaderMap;
use serde_json::Value;
use url::Url;

use super::http::Call;
use super::outline::Outline;
use super::provider::{Provider, Secrets};
use super::secrets::verify_sha256;
use super::target::Target;
use super::{Parsed, Refused, Unusable};
use crate::clock::Timestamp;
use crate::domain::event::Summary;
use crate::domain::report::Report;

/// Repositories without a service around them.
#[derive(Debug)]
pub(super) struct Git;

impl Provider for Git {
    fn event_headers(&self) -> &'static [&'static str] {
        &["X-Oore-Event"]
    }

    fn delivery_headers(&self) -> &'static [&'static str] {
        &["X-Oore-Delivery"]
    }

    /// `X-Oore-Signature`, HMAC-SHA256 of the raw body.
    fn verify(
        &self,
        headers: &HeaderMap,
        body: &[u8],
        secrets: &Secrets<'_>,
        _: Timestamp,
    ) -> Result<(), Refused> {
        verify_sha256("x-oore-signature", headers, body, secrets.keys)
    }

    fn outline(&self) -> &'static Outline {
        static OUTLINE: LazyLock<Outline> = LazyLock::new(|| Outline::of(&events::POINTERS));
        &OUTLINE
    }

    fn summary(&self, event: &str, payload: &Value) -> Summary {
        events::summary(event, payload)
    }

    fn parse(&self, event: &str, payload: &Value) -> Result<Parsed, Unusable> {
        events::parse(event, payload)
    }

    /// There is nobody to call.
    fn api_base(&self, _: &str) -> Option<Url> {
        None
    }

    /// Of a server that looks at the token alone; one that knows users is given `user:password`.
    fn git_user(&self) -> &'static str {
        "oore"
    }

    fn status_call(&self, _: &Target, _: &Report) -> Option<Call> {
        None
    }
}
