//! GitHub's signature.

use poem::http::HeaderMap;
use secrecy::SecretString;

use crate::providers::Refused;
use crate::providers::secrets::verify_sha256;

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
    verify_sha256("x-hub-signature-256", headers, body, secrets)
}

#[cfg(test)]
mod tests;
