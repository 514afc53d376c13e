//! How much memory bodies may take together whose senders nobody knows yet.
//!
//! A webhook's body must be there as a whole before its signature can be looked at, so anybody may
//! send one. Each byte is counted when it arrives, and not when it is announced: an announcement
//! costs nothing, and a few idle connections would turn every provider away.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::api::error::ApiError;

/// What a server holds of such bodies by default: ten of the largest.
const DEFAULT_BYTES: usize = 256 * 1024 * 1024;

/// When one who was turned away should come back: about as long as a body may take to arrive, for
/// then the bodies that are in the way are done or given up.
const RETRY_AFTER: Duration = Duration::from_secs(30);

/// What all bodies have together.
#[derive(Debug, Clone)]
pub struct BodyBudget(Arc<Semaphore>);

/// What one body has of it, given back when this is dropped.
#[derive(Debug)]
pub struct BodyRoom {
    budget: Arc<Semaphore>,
    taken: Option<OwnedSemaphorePermit>,
}

impl BodyBudget {
    /// Room for `bytes`.
    #[must_use]
    pub fn new(bytes: usize) -> Self {
        Self(Arc::new(Semaphore::new(bytes)))
    }

    /// The room of a body of which nothing has arrived.
    #[must_use]
    pub fn room(&self) -> BodyRoom {
        BodyRoom { budget: Arc::clone(&self.0), taken: None }
    }
}

impl Default for BodyBudget {
    fn default() -> Self {
        Self::new(DEFAULT_BYTES)
    }
}

impl BodyRoom {
    /// Takes room for that many bytes more, or has none.
    ///
    /// # Errors
    /// `Unavailable` when the other bodies leave too little.
    pub(super) fn take(&mut self, bytes: usize) -> Result<(), ApiError> {
        let more = u32::try_from(bytes)
            .ok()
            .and_then(|bytes| Arc::clone(&self.budget).try_acquire_many_owned(bytes).ok())
            .ok_or(ApiError::Unavailable {
                reason: "too many webhooks arrive at once".into(),
                retry_after: RETRY_AFTER,
            })?;
        match &mut self.taken {
            Some(taken) => taken.merge(more),
            None => self.taken = Some(more),
        }
        Ok(())
    }
}
