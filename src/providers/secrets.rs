//! Secrets that may have signed a delivery.

use poem::http::HeaderMap;
use secrecy::{ExposeSecret, SecretString};

use super::Refused;
use super::headers::single;
use crate::crypto::signature::Signature;
use crate::crypto::token::random_secret;

/// Checks a header of the form `sha256=<64 lower-case hexadecimal digits>`: HMAC-SHA256 of the raw
/// body.
///
/// # Errors
/// Always the same.
pub(super) fn verify_sha256(
    header: &str,
    headers: &HeaderMap,
    body: &[u8],
    secrets: &[SecretString],
) -> Result<(), Refused> {
    let signature = single(headers, header)
        .and_then(|value| value.strip_prefix("sha256="))
        .and_then(Signature::from_hex)
        .ok_or(Refused)?;
    if is_signed_with(&signature, secrets, body) { Ok(()) } else { Err(Refused) }
}

/// Whether one of `secrets` signed `text`; two are valid while one replaces the other. An empty one
/// signs nothing. Without any the answer takes as long as with a wrong one.
pub(super) fn is_signed_with(signature: &Signature, secrets: &[SecretString], text: &[u8]) -> bool {
    let mut usable = secrets.iter().filter(|secret| !secret.expose_secret().is_empty()).peekable();
    if usable.peek().is_none() {
        let _ = signature.is_of(random_secret().expose_secret().as_bytes(), &[text]);
        return false;
    }
    usable.any(|secret| signature.is_of(secret.expose_secret().as_bytes(), &[text]))
}
