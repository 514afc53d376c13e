//! How long jobs have been at runners, as far as this process knows.
//!
//! It is measured by a clock that nobody sets, from when this process first saw the job there: no
//! job is taken from its runner because the time of day jumped, or because the server was away.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::time::Instant;

use crate::domain::overdue::Lasted;
use crate::ids::LeaseId;

/// The jobs that are watched, of all runners. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub(super) struct Watch(Arc<Mutex<HashMap<LeaseId, Seen>>>);

#[derive(Debug, Clone, Copy)]
struct Seen {
    running: Instant,
    canceling: Option<Instant>,
    heard: Instant,
}

impl Watch {
    /// The runner said something of the job.
    pub(super) fn heard(&self, lease: LeaseId) {
        if let Some(seen) = self.seen().get_mut(&lease) {
            seen.heard = Instant::now();
        }
    }

    /// How long it lasts with the job, which the runner has taken, and which is to be canceled or
    /// not.
    pub(super) fn lasted(&self, lease: LeaseId, is_canceling: bool) -> Lasted {
        let now = Instant::now();
        let mut all = self.seen();
        let new = Seen { running: now, canceling: None, heard: now };
        let seen = all.entry(lease).or_insert(new);
        if is_canceling {
            seen.canceling.get_or_insert(now);
        }
        Lasted {
            running: now - seen.running,
            canceling: seen.canceling.map(|since| now - since),
            silent: now - seen.heard,
        }
    }

    /// The job has ended.
    pub(super) fn forget(&self, lease: LeaseId) {
        self.seen().remove(&lease);
    }

    /// A panic while it was held can't have left it half changed.
    fn seen(&self) -> MutexGuard<'_, HashMap<LeaseId, Seen>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn it_counts_from_the_first_sight_and_a_word_ends_a_silence_alone() {
        let (watch, lease) = (Watch::default(), LeaseId::generate());
        watch.heard(lease);
        watch.lasted(lease, false);
        tokio::time::advance(Duration::from_secs(10)).await;
        watch.heard(lease);
        watch.lasted(lease, true);
        tokio::time::advance(Duration::from_secs(5)).await;
        let seconds = Duration::from_secs;
        let expected =
            Lasted { running: seconds(15), canceling: Some(seconds(5)), silent: seconds(5) };
        assert_eq!(watch.lasted(lease, true), expected);
        watch.forget(lease);
        assert_eq!(watch.lasted(lease, false).running, Duration::ZERO, "it was forgotten");
    }
}
