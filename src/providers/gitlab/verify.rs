//! GitLab's secret token and, from version 19 on, its signing token.

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use chrono::{DateTime, TimeDelta, Utc};
use poem::http::HeaderMap;
use secrecy::{ExposeSecret, SecretString};

use crate::crypto::signature::Signature;
use crate::crypto::token::{TokenHash, random_secret};
use crate::providers::Refused;
use crate::providers::headers::single;
use crate::providers::provider::Secrets;

/// How far `webhook-timestamp` may be from now, in both directions.
const TOLERANCE: TimeDelta = TimeDelta::minutes(5);

/// How many signatures one header may hold: one for each key that is valid during a rotation.
const SIGNATURE_LIMIT: usize = 8;

/// What a signing token begins with.
const SIGNING_TOKEN_PREFIX: &str = "whsec_";

/// Base64, with or without its padding.
const KEY_SPELLING: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Checks `webhook-signature` where a signing token is configured, else `X-Gitlab-Token`.
///
/// Pass empty lists for a repository that is not registered.
///
/// # Errors
/// Always the same.
pub(super) fn verify(
    headers: &HeaderMap,
    body: &[u8],
    secrets: &Secrets<'_>,
    now: DateTime<Utc>,
) -> Result<(), Refused> {
    // Both are worked out whatever is configured: how long an answer takes must not tell whether a
    // repository is registered.
    let has_token = has_token(headers, secrets);
    let is_signed = is_signed(headers, body, secrets.signing_tokens, now);
    let is_good = if secrets.signing_tokens.is_empty() { has_token } else { is_signed };
    if is_good { Ok(()) } else { Err(Refused) }
}

/// The key in a signing token; none when it is not one, which registration should refuse.
#[must_use]
pub fn signing_key(token: &SecretString) -> Option<Vec<u8>> {
    let encoded = token.expose_secret().strip_prefix(SIGNING_TOKEN_PREFIX)?;
    KEY_SPELLING.decode(encoded).ok().filter(|key| !key.is_empty())
}

fn has_token(headers: &HeaderMap, secrets: &Secrets<'_>) -> bool {
    let Some(token) = single(headers, "x-gitlab-token").filter(|token| !token.is_empty()) else {
        return false;
    };
    let nothing = [TokenHash::stored("")];
    let stored = if secrets.token_hashes.is_empty() { &nothing } else { secrets.token_hashes };
    stored.iter().any(|hash| secrets.pepper.matches(token, hash))
}

fn is_signed(
    headers: &HeaderMap,
    body: &[u8],
    tokens: &[SecretString],
    now: DateTime<Utc>,
) -> bool {
    let (Some(id), Some(timestamp), Some(presented)) = (
        single(headers, "webhook-id").filter(|id| !id.is_empty()),
        single(headers, "webhook-timestamp"),
        single(headers, "webhook-signature"),
    ) else {
        return false;
    };
    if !is_recent(timestamp, now) {
        return false;
    }
    let signatures: Vec<Signature> = presented
        .split_ascii_whitespace()
        .filter_map(|one| one.strip_prefix("v1,"))
        .take(SIGNATURE_LIMIT)
        .filter_map(Signature::from_base64)
        .collect();
    let parts = [id.as_bytes(), b".", timestamp.as_bytes(), b".", body];
    let mut keys: Vec<Vec<u8>> = tokens.iter().filter_map(signing_key).collect();
    if keys.is_empty() {
        keys.push(random_secret().expose_secret().as_bytes().to_vec());
    }
    keys.iter()
        .map(|key| Signature::sign(key, &parts))
        .any(|expected| signatures.iter().any(|presented| presented.equals(&expected)))
}

fn is_recent(timestamp: &str, now: DateTime<Utc>) -> bool {
    let is_plain = timestamp.bytes().all(|byte| byte.is_ascii_digit());
    let sent =
        timestamp.parse().ok().filter(|_| is_plain).and_then(|s| DateTime::from_timestamp(s, 0));
    sent.is_some_and(|sent| now.signed_duration_since(sent).abs() <= TOLERANCE)
}

#[cfg(test)]
mod tests;
