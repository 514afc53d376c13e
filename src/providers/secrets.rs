//! Secrets that may have signed a delivery.

use secrecy::{ExposeSecret, SecretString};

use crate::crypto::signature::Signature;
use crate::crypto::token::random_secret;

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
