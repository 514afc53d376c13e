//! How much memory bodies may take together whose senders nobody knows yet.
//!
//! A webhook's body must be there as a whole before its signature can be looked at, so anybody may
//! send one. Each byte is counted when it arrives, and not when it is announced: an announcement
//! costs nothing, and a few idle connections would turn every provider away. A part of the memory is
//! kept from large bodies, so that a dozen of them do not turn away the many small ones. So many
//! bodies at most are held, too: one that was given up waiting counts until the database's writer
//! has let go of it.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::api::error::ApiError;

/// What a server holds of such bodies by default: ten of the largest.
const DEFAULT_BYTES: usize = 256 * 1024 * 1024;

/// The part of it that large bodies leave to the others: a thousand pushes of the usual size.
const RESERVED_BYTES: usize = 32 * 1024 * 1024;

/// A body of more bytes is a large one. Most pushes have 10 kB, those with hundreds of commits less
/// than this.
const LARGE_BYTES: usize = 256 * 1024;

/// How many bodies are held: as many as there are connections by default.
const BODIES: usize = 512;

/// When one who was turned away should come back: about as long as a body may take to arrive, for
/// then the bodies that are in the way are done or given up.
const RETRY_AFTER: Duration = Duration::from_secs(30);

/// What all bodies have together.
#[derive(Debug, Clone)]
pub struct BodyBudget {
    bodies: Arc<Semaphore>,
    all: Arc<Semaphore>,
    large: Arc<Semaphore>,
}

/// What one body has of it, given back when this is dropped.
#[derive(Debug)]
pub struct BodyRoom {
    budget: BodyBudget,
    bytes: usize,
    place: Option<OwnedSemaphorePermit>,
    taken: Option<OwnedSemaphorePermit>,
    taken_as_large: Option<OwnedSemaphorePermit>,
}

impl BodyBudget {
    /// Room for `bytes`, of which large bodies may have all but `reserved`.
    #[must_use]
    pub fn new(bytes: usize, reserved: usize) -> Self {
        let semaphore = |permits| Arc::new(Semaphore::new(permits));
        let large = semaphore(bytes.saturating_sub(reserved));
        Self { bodies: semaphore(BODIES), all: semaphore(bytes), large }
    }

    /// The room of a body of which nothing has arrived.
    #[must_use]
    pub fn room(&self) -> BodyRoom {
        BodyRoom { budget: self.clone(), bytes: 0, place: None, taken: None, taken_as_large: None }
    }
}

impl Default for BodyBudget {
    fn default() -> Self {
        Self::new(DEFAULT_BYTES, RESERVED_BYTES)
    }
}

impl BodyRoom {
    /// Takes room for that many bytes more, or has none.
    ///
    /// # Errors
    /// `Unavailable` when the other bodies leave too little.
    pub(super) fn take(&mut self, bytes: usize) -> Result<(), ApiError> {
        if self.place.is_none() {
            self.place = Some(some_of(&self.budget.bodies, 1)?);
        }
        add(&mut self.taken, some_of(&self.budget.all, bytes)?);
        let before = self.bytes;
        self.bytes += bytes;
        if self.bytes > LARGE_BYTES {
            // What came before it was known to be large counts, too.
            let uncounted = if before > LARGE_BYTES { bytes } else { self.bytes };
            add(&mut self.taken_as_large, some_of(&self.budget.large, uncounted)?);
        }
        Ok(())
    }
}

fn add(taken: &mut Option<OwnedSemaphorePermit>, more: OwnedSemaphorePermit) {
    match taken {
        Some(taken) => taken.merge(more),
        None => *taken = Some(more),
    }
}

fn some_of(room: &Arc<Semaphore>, wanted: usize) -> Result<OwnedSemaphorePermit, ApiError> {
    let wanted = u32::try_from(wanted).ok();
    wanted.and_then(|wanted| Arc::clone(room).try_acquire_many_owned(wanted).ok()).ok_or(
        ApiError::Unavailable {
            reason: "too many webhooks arrive at once".into(),
            retry_after: RETRY_AFTER,
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_bodies_leave_room_for_small_ones() {
        let budget = BodyBudget::new(4 * LARGE_BYTES, LARGE_BYTES);
        let mut large = budget.room();
        for _ in 0..3 {
            large.take(LARGE_BYTES).unwrap();
        }
        assert!(large.take(1).is_err(), "the rest is not for large ones");
        let mut small = budget.room();
        small.take(LARGE_BYTES - 1).unwrap();
        assert!(budget.room().take(2).is_err(), "one byte was taken by the large one in vain");
        drop((large, small));
        let mut again = budget.room();
        again.take(3 * LARGE_BYTES).unwrap();
    }

    #[test]
    fn so_many_bodies_are_held_and_no_more() {
        let budget = BodyBudget::default();
        let mut rooms: Vec<_> = (0..=BODIES).map(|_| budget.room()).collect();
        let last = rooms.last_mut().unwrap();
        last.take(1).unwrap();
        let taken: Vec<_> = rooms.iter_mut().map(|room| room.take(1).is_ok()).collect();
        assert_eq!(taken.iter().filter(|taken| !**taken).count(), 1);
        drop(rooms);
        budget.room().take(1).unwrap();
    }
}
