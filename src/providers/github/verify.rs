//! GitHub's signature.

use poem::http::HeaderMap;
use secrecy::SecretString;

use crate::crypto::signature::Signature;
use crate::providers::Refused;
use crate::providers::headers::single;
use crate::providers::secrets::is_signed_with;

/// Checks `X-Hub-Signature-256`, HMAC-SHA256 of the raw body. Any of `secrets` may have signed it,
/// as two are valid while one replaces the other. The older `X-Hub-Signature` (SHA-1) counts for
/// nothing.
///
/// Pass no secrets for a repository that is not registered: that takes as long as a wrong one.
///
/// # Errors
/// Always the same.
pub(super) fn verify(
    headers: &HeaderMap,
    body: &[u8],
    secrets: &[SecretString],
) -> Result<(), Refused> {
    let signature = single(headers, "x-hub-signature-256")
        .and_then(|value| value.strip_prefix("sha256="))
        .and_then(Signature::from_hex)
        .ok_or(Refused)?;
    if is_signed_with(&signature, secrets, body) { Ok(()) } else { Err(Refused) }
}

#[cfg(test)]
mod tests;
