//! The services that repositories live on: what they send, and what they accept.
//!
//! The way of a delivery: [`admit`] looks at headers alone, `github::verify` or `gitlab::verify`
//! at the raw bytes, [`Delivery::read`] names it, and later [`parse`] translates its payload. The
//! first and the second never tell anything that depends on a secret or a registered repository.

mod address;
pub mod delivery;
pub mod gitea;
pub mod github;
pub mod gitlab;
mod headers;
mod http;
mod interpret;
mod reader;
mod report;
mod secrets;
pub mod sender;

use serde_json::Value;

pub use address::{AllowedAddresses, api_base};
pub use delivery::{Delivery, Malformed, admit, payload, payload_text};
pub use http::Http;
pub use interpret::{LARGE_BODY, StoredDelivery, interpret};
pub use reader::Unusable;
pub use report::{Access, Reporting, access_token_place};

use crate::domain::event::{Event, Summary};
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
    /// Nothing to build, for this reason: a clause that names the event and its action.
    Ignored(String),
}

/// What `payload` is about, as far as it says; never fails, whatever the event.
#[must_use]
pub fn summary(provider: ProviderKind, event: &str, payload: &Value) -> Summary {
    match provider {
        ProviderKind::Github => github::summary(event, payload),
        ProviderKind::Gitlab => gitlab::summary(event, payload),
        ProviderKind::Gitea => gitea::summary(event, payload),
        ProviderKind::Bitbucket | ProviderKind::Git => Summary::default(),
    }
}

/// Translates the payload of the delivery named `event`, as [`Delivery::event`] has it.
///
/// # Errors
/// When the event is one that Oore builds, but its payload lacks or garbles what that needs.
pub fn parse(provider: ProviderKind, event: &str, payload: &Value) -> Result<Parsed, Unusable> {
    match provider {
        ProviderKind::Github => github::parse(event, payload),
        ProviderKind::Gitlab => gitlab::parse(event, payload),
        ProviderKind::Gitea => gitea::parse(event, payload),
        ProviderKind::Bitbucket | ProviderKind::Git => Ok(Parsed::Ignored(format!(
            "deliveries of {provider} are not understood by this version"
        ))),
    }
}

#[cfg(test)]
mod tests;
