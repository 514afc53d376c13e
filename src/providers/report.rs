//! How a provider's answer to a report is read.

use super::http::Answer;
use super::provider;
use crate::clock::Timestamp;
use crate::domain::provider::ProviderKind;
use crate::domain::report::Told;
use crate::domain::text::bounded;

/// What came of telling a provider a state.
pub(super) fn verdict(provider: ProviderKind, answer: &Answer, now: Timestamp) -> Told {
    if provider::of(provider).has_taken(answer) {
        return Told::Taken;
    }
    let reason = match answer.status.as_u16() {
        401 => "the provider refuses the access token (401)".to_owned(),
        403 => "the access token may not report statuses, or too many calls were made (403)".to_owned(),
        404 => "the provider knows no such repository or commit, or hides it from the access token (404)".to_owned(),
        status => format!("the provider answered {status}: {}", first_words(&answer.body)),
    };
    Told::Failed { reason, wait: answer.wait(now) }
}

/// What a provider said, short: the message of its JSON, else its beginning.
pub(super) fn first_words(body: &str) -> String {
    let json: Option<serde_json::Value> = serde_json::from_str(body).ok();
    let message = json.as_ref().and_then(|json| {
        ["message", "error"].iter().find_map(|name| Some(json.get(*name)?.to_string()))
    });
    bounded(message.as_deref().unwrap_or(body).trim(), 300)
}

#[cfg(test)]
mod tests;
