//! Runners that were not let in, and why: for those who wonder why a runner is away.
//!
//! It is kept in memory. A runner that is still refused after a restart of the server comes again and
//! is noted again.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::hello::Rejected;
use crate::clock::Timestamp;
use crate::ids::RunnerId;

/// A runner was not let in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// When, the last time.
    pub at: Timestamp,
    /// Why, for people.
    pub reason: String,
}

/// The last refusal of each runner that was not let in since. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub(super) struct Refusals(Arc<Mutex<HashMap<RunnerId, Refusal>>>);

impl Refusals {
    /// What was answered to a runner that wanted in: the server's own trouble is none of the
    /// runner's.
    pub(super) fn note(&self, runner: RunnerId, rejected: Option<&Rejected>, at: Timestamp) {
        match rejected {
            Some(Rejected::Busy) => {}
            Some(rejected) => {
                self.all().insert(runner, Refusal { at, reason: rejected.to_string() });
            }
            None => {
                self.all().remove(&runner);
            }
        }
    }

    pub(super) fn of(&self, runner: RunnerId) -> Option<Refusal> {
        self.all().get(&runner).cloned()
    }

    /// A panic while it was held can't have left it half changed.
    fn all(&self) -> MutexGuard<'_, HashMap<RunnerId, Refusal>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
