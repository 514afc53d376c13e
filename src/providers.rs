//! The services that repositories live on: what they send, and what they accept.
//!
//! The way of a delivery: [`admit`] looks at headers alone, [`verify`] at the raw bytes,
//! [`Delivery::read`] names it, and later [`parse`] translates its payload. The first and the second
//! never tell anything that depends on a secret or a registered repository.
//!
//! What each kind of provider does in its own way stands behind one trait, `provider::Provider`.

mod address;
mod bitbucket;
mod client;
pub mod delivery;
mod git;
mod gitea;
mod github;
pub mod gitlab;
mod headers;
mod http;
mod interpret;
mod outline;
mod pace;
mod provider;
mod reader;
mod report;
mod requests;
mod secrets;
pub mod sender;
mod target;

use poem::http::HeaderMap;
use serde_json::Value;
use url::Url;

pub use address::{api_base, is_at_app, may_be_at_app};
pub use client::{Access, Credentials, NoAccess, ProviderClient, access_token_place};
pub use delivery::{Delivery, Malformed, admit, payload, payload_text};
pub use github::app::{GithubApp, UnusableKey};
pub use http::Http;
pub use interpret::{LARGE_BODY, StoredDelivery, interpret};
pub use provider::Secrets;
pub use reader::Unusable;
pub use requests::Listed;

use crate::clock::Timestamp;
use crate::domain::change::Change;
use crate::domain::event::{CommitSha, Event, Summary};
use crate::domain::provider::ProviderKind;

/// The signature was missing, doubled, malformed or wrong; nobody is told which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("signature missing or wrong")]
pub struct Refused;

/// What a payload means to Oore.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Parsed {
    /// Something that a build may come of.
    Event(Box<Event>),
    /// One push that moved several refs, those first that are worth the most: tags, which nothing
    /// else finds again, then branches. There are two at least.
    Several(Vec<Event>),
    /// A pull request that may bring nothing new: the payload does not tell what changed.
    Touched {
        /// The event. Its commit is the null one until the whole id is found.
        event: Box<Event>,
        /// The commit's id, or the first digits of it.
        commit: String,
    },
    /// Nothing to build, for this reason: a clause that names the event and its action.
    Ignored(String),
    /// Something happened to repositories at their provider.
    Change(Change),
    /// Somebody asks at the provider for what was built to be built again.
    Again {
        /// What.
        again: Again,
        /// Who asks.
        sender: Option<String>,
    },
}

/// What is to be built again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Again {
    /// One build.
    Build {
        /// Its id as the provider was told it; a check run of others may have anything there.
        build: String,
        /// Whether only the jobs that failed are to run.
        failed_only: bool,
    },
    /// The newest builds of a commit.
    Commit(CommitSha),
}

/// What `payload` is about, as far as it says; never fails, whatever the event.
#[must_use]
pub fn summary(provider: ProviderKind, event: &str, payload: &Value) -> Summary {
    provider::of(provider).summary(event, payload)
}

/// Translates the payload of the delivery named `event`, as [`Delivery::event`] has it.
///
/// # Errors
/// When the event is one that Oore builds, but its payload lacks or garbles what that needs.
pub fn parse(provider: ProviderKind, event: &str, payload: &Value) -> Result<Parsed, Unusable> {
    provider::of(provider).parse(event, payload)
}

/// Checks who sent a delivery, on its raw bytes and before anything of it is read.
///
/// # Errors
/// Always the same, whatever is wrong.
pub fn verify(
    provider: ProviderKind,
    headers: &HeaderMap,
    body: &[u8],
    secrets: &Secrets<'_>,
    now: Timestamp,
) -> Result<(), Refused> {
    provider::of(provider).verify(headers, body, secrets, now)
}

/// The host of repositories whose clone URL nobody gave; `github` is the API of the server's GitHub.
#[must_use]
pub fn usual_host(provider: ProviderKind, github: &Url) -> Option<String> {
    match (provider, github.host_str()) {
        (ProviderKind::Github, Some(api)) if api != "api.github.com" => Some(api.to_owned()),
        (other, _) => provider::of(other).usual_host().map(str::to_owned),
    }
}

#[cfg(test)]
mod tests;
