//! Passwords are hashed and checked a few at a time: each costs much memory and time, on purpose,
//! and whoever asks for many must not take either from the rest of the server.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use crate::api::error::ApiError;
use crate::crypto::password::Passwords;
use crate::entities::users::PasswordHash;

/// How many at once.
const AT_ONCE: usize = 2;

/// How long one waits for its turn.
const PATIENCE: Duration = Duration::from_secs(10);

/// Hashes and checks passwords in turn.
#[derive(Debug, Clone)]
pub(in crate::api) struct PasswordChecks {
    passwords: Arc<Passwords>,
    turns: Arc<Semaphore>,
}

impl PasswordChecks {
    /// With these passwords.
    pub(super) fn new(passwords: Passwords) -> Self {
        Self { passwords: Arc::new(passwords), turns: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    /// Whether `password` is the one of `hash`; takes its time where there is none, too.
    pub(super) async fn matches(
        &self,
        password: String,
        hash: Option<PasswordHash>,
    ) -> Result<bool, ApiError> {
        let (turn, passwords) = (self.turn().await?, Arc::clone(&self.passwords));
        let check = move || {
            let _turn = turn;
            passwords.matches(&password, hash.as_ref().map(|hash| hash.0.as_str()))
        };
        spawn_blocking(check).await.map_err(ApiError::internal)
    }

    pub(super) async fn hash(&self, password: String) -> Result<PasswordHash, ApiError> {
        let (turn, passwords) = (self.turn().await?, Arc::clone(&self.passwords));
        let hash = move || {
            let _turn = turn;
            passwords.hash(&password)
        };
        let hash = spawn_blocking(hash).await.map_err(ApiError::internal)?;
        hash.map(PasswordHash).map_err(ApiError::internal)
    }

    async fn turn(&self) -> Result<OwnedSemaphorePermit, ApiError> {
        match timeout(PATIENCE, Arc::clone(&self.turns).acquire_owned()).await {
            Ok(turn) => turn.map_err(ApiError::internal),
            Err(_) => Err(ApiError::Unavailable {
                reason: "too many passwords are being checked".into(),
                retry_after: PATIENCE,
            }),
        }
    }
}
