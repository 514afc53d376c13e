//! How a provider's answer to a report is read.

use super::http::Answer;
use super::provider;
use crate::clock::Timestamp;
use crate::domain::provider::ProviderKind;
use crate::domain::report::Told;

/// What came of telling a provider a state.
pub(super) fn verdict(provider: ProviderKind, answer: &Answer, now: Timestamp) -> Told {
    if provider::of(provider).has_taken(answer) {
        return Told::Taken { reference: None };
    }
    let reason = match answer.status.as_u16() {
        401 => "the provider refuses the access token (401)".to_owned(),
        403 => "the access token may not report statuses, or too many calls were made (403)".to_owned(),
        404 => "the provider knows no such repository or commit, or hides it from the access token (404)".to_owned(),
        status => format!("the provider answered {status}: {}", answer.words()),
    };
    Told::Failed { reason, wait: answer.wait(now) }
}

#[cfg(test)]
mod tests;
