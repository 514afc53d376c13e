//! Whether the server holds webhook secrets that it can't open: its encryption key is another one
//! than theirs.
//!
//! A delivery that is verified with such a secret is not forged, and its provider is to come back:
//! 503, not 401. But an answer that is given for registered repositories alone would tell strangers
//! which ones are registered. So while there is one such secret, every delivery that can't be
//! verified is answered so, also those for repositories that are not there.

use std::time::Duration;

use sea_orm::DbErr;
use tokio::sync::Mutex;
use tokio::time::Instant;

use crate::api::error::ApiError;
use crate::api::repositories::secrets::Verification;
use crate::api::services::Services;
use crate::clock;
use crate::store;

/// How long what was found is believed: opening all secrets costs a millisecond for a hundred
/// repositories.
const BELIEVED_FOR: Duration = Duration::from_secs(60);

/// When a provider should come back: not before a person has acted.
const RETRY_AFTER: Duration = Duration::from_secs(5 * 60);

/// What was found last.
#[derive(Debug, Default)]
pub struct SealedAway(Mutex<Option<Found>>);

#[derive(Debug, Clone, Copy)]
struct Found {
    is_any: bool,
    at: Instant,
}

impl SealedAway {
    /// A secret could not be opened.
    pub(super) async fn found_one(&self) {
        *self.0.lock().await = Some(Found { is_any: true, at: Instant::now() });
    }

    /// The answer to a delivery that could not be verified: `refused`, or that nobody can tell.
    pub(super) async fn instead_of(&self, refused: ApiError, services: &Services) -> ApiError {
        if !matches!(refused, ApiError::InvalidSignature(_)) {
            return refused;
        }
        match self.is_any(services).await {
            Ok(false) => refused,
            Ok(true) => ApiError::Unavailable {
                reason: "deliveries can't be verified at the moment".into(),
                retry_after: RETRY_AFTER,
            },
            Err(error) => error.into(),
        }
    }

    /// Looks when the last look is too long ago; others wait for it meanwhile.
    async fn is_any(&self, services: &Services) -> Result<bool, DbErr> {
        let mut found = self.0.lock().await;
        if let Some(known) = found.filter(|known| known.at.elapsed() < BELIEVED_FOR) {
            return Ok(known.is_any);
        }
        let (verification, now) = (Verification::new(services), clock::now());
        let rows = store::repositories::all(&services.reader).await?;
        let is_any = rows.iter().any(|row| verification.opened(Some(row), now).is_err());
        *found = Some(Found { is_any, at: Instant::now() });
        Ok(is_any)
    }
}
