//! What a browser keeps between the beginning and the end of a sign-in at the identity provider:
//! sealed, so that it holds what this server put there, and for a few minutes only.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;

use crate::api::error::ApiError;
use crate::api::services::Services;
use crate::clock::Timestamp;
use crate::crypto::seal::Place;
use crate::identity::Attempt;

/// How long a person may take at the identity provider.
pub(super) const PATIENCE: Duration = Duration::from_secs(600);

/// It stands in no table, so no sealed value of a table passes for it.
const PLACE: Place<'_> = Place { table: "cookies", row: "", column: "sign_in" };

/// A sign-in that was begun.
#[derive(Serialize, Deserialize)]
pub(super) struct Pending {
    pub(super) attempt: Attempt,
    /// The path that the person wants to land on.
    pub(super) next: String,
    /// When it is too late.
    pub(super) until: Timestamp,
}

impl Pending {
    /// As a cookie's value.
    pub(super) fn seal(&self, services: &Services) -> Result<String, ApiError> {
        let text = serde_json::to_vec(self).map_err(ApiError::internal)?;
        Ok(URL_SAFE_NO_PAD.encode(services.sealer.seal(&PLACE, &text)))
    }

    /// What was begun in the browser that shows `cookie`, if the provider's answer with `state`
    /// belongs to it.
    ///
    /// # Errors
    /// `BadRequest`, whatever is wrong.
    pub(super) fn open(
        services: &Services,
        (cookie, state): (Option<&str>, Option<&str>),
        now: Timestamp,
    ) -> Result<Self, ApiError> {
        let read = || -> Option<Self> {
            let sealed = URL_SAFE_NO_PAD.decode(cookie?).ok()?;
            let text = services.sealer.open(&PLACE, &sealed).ok()?;
            serde_json::from_slice(text.expose_secret()).ok()
        };
        let belongs = |pending: &Self| {
            let state = state.unwrap_or_default().as_bytes();
            pending.until > now && bool::from(pending.attempt.state.as_bytes().ct_eq(state))
        };
        read().filter(belongs).ok_or_else(|| {
            ApiError::BadRequest(format!(
                "this sign-in was not begun in this browser, or not within the last {} minutes; \
                 begin it again at /api/session/oidc",
                PATIENCE.as_secs() / 60
            ))
        })
    }
}
