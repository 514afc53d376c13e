//! What each kind of provider does in its own way.

use poem::http::HeaderMap;
use secrecy::SecretString;
use serde_json::Value;
use url::Url;

use super::bitbucket::Bitbucket;
use super::git::Git;
use super::gitea::Gitea;
use super::github::Github;
use super::gitlab::Gitlab;
use super::http::{Answer, Call};
use super::outline::Outline;
use super::requests::OpenRequests;
use super::target::Target;
use super::{Parsed, Refused, Unusable};
use crate::clock::Timestamp;
use crate::crypto::token::{Pepper, TokenHash};
use crate::domain::event::Summary;
use crate::domain::provider::ProviderKind;
use crate::domain::report::Report;

/// What a delivery is held against. Empty lists for a repository that is not registered: that
/// takes as long as a wrong secret.
#[derive(Debug, Clone, Copy)]
pub struct Secrets<'a> {
    /// The keys of signatures that are valid: two while one replaces the other.
    pub keys: &'a [SecretString],
    /// GitLab: hashes of the secret tokens that are valid.
    pub token_hashes: &'a [TokenHash],
    /// GitLab: the signing tokens that are valid, `whsec_` included. If there is any, a signature
    /// is required and a secret token is not enough.
    pub signing_tokens: &'a [SecretString],
    /// Under which the hashes were made.
    pub pepper: &'a Pepper,
}

/// A kind of provider: what it sends, and what it accepts.
pub(super) trait Provider: Sync {
    /// The headers that may name an event, the most telling first.
    fn event_headers(&self) -> &'static [&'static str];

    /// The headers that may identify a delivery, the most telling first.
    fn delivery_headers(&self) -> &'static [&'static str];

    /// Whether each delivery names itself; else one that doesn't is told by its body's digest.
    fn names_every_delivery(&self) -> bool {
        false
    }

    /// Whether JSON may also come as the field of a form.
    fn sends_forms(&self) -> bool {
        false
    }

    /// Checks who sent a delivery, on its raw bytes.
    fn verify(
        &self,
        headers: &HeaderMap,
        body: &[u8],
        secrets: &Secrets<'_>,
        now: Timestamp,
    ) -> Result<(), Refused>;

    /// The parts of a payload that [`Provider::action`] and [`Provider::summary`] look at.
    fn outline(&self) -> &'static Outline;

    /// What happened to an event's subject, if the payload says so.
    fn action<'a>(&self, payload: &'a Value) -> Option<&'a str> {
        payload.get("action")?.as_str()
    }

    /// What a payload is about, as far as it says.
    fn summary(&self, event: &str, payload: &Value) -> Summary;

    /// What a payload means.
    fn parse(&self, event: &str, payload: &Value) -> Result<Parsed, Unusable>;

    /// The host of repositories whose clone URL nobody gave.
    fn usual_host(&self) -> Option<&'static str> {
        None
    }

    /// Where the API of a server of this kind is.
    fn api_base(&self, host: &str) -> Option<Url>;

    /// The user that git names beside an access token.
    fn git_user(&self) -> &'static str;

    /// The call that tells the state of a commit; none where nobody can be told.
    fn status_call(&self, target: &Target, report: &Report) -> Option<Call>;

    /// Whether an answer to that call means that the provider has the state.
    fn has_taken(&self, answer: &Answer) -> bool {
        answer.status.is_success()
    }

    /// How the open pull requests are listed; none where they can't be.
    fn open_requests(&self) -> Option<OpenRequests> {
        None
    }
}

/// The provider of a kind.
pub(super) fn of(kind: ProviderKind) -> &'static dyn Provider {
    match kind {
        ProviderKind::Github => &Github,
        ProviderKind::Gitlab => &Gitlab,
        ProviderKind::Gitea => &Gitea,
        ProviderKind::Bitbucket => &Bitbucket,
        ProviderKind::Git => &Git,
    }
}
