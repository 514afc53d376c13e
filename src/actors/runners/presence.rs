//! Whether the process at the other end of a connection is there, and what becomes of a second one
//! that shows the same token.
//!
//! Whoever is there stays: a runner may have jobs, and two that push each other out would both lose
//! them again and again. A connection that has been silent for longer than a runner ever is leads
//! nowhere, and another takes its place.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;
use ulid::Ulid;

use crate::ids::RunnerId;

/// A runner says something at least every third of the idle time, and half of it leaves room for a
/// slow network.
const ALIVE: Duration = Duration::from_millis(protocol::IDLE_TIMEOUT_MS / 2);

/// When something was heard last over one connection. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Presence(Arc<Mutex<Option<Instant>>>);

/// A runner's process.
#[derive(Debug, Clone)]
pub(super) struct Process {
    /// What it calls itself.
    pub(super) instance: Ulid,
    /// From where it came.
    pub(super) address: String,
    /// Whether it is there.
    pub(super) presence: Presence,
}

/// How long after one was turned away another is still thought to be the same: longer than any
/// pause between two of its tries.
const SAME: Duration = Duration::from_secs(5 * 60);

/// Processes that were turned away in favour of each runner's present one.
#[derive(Debug, Default)]
pub(super) struct TurnedAway(HashMap<RunnerId, Turned>);

/// The present one, and when others were turned away in favour of it.
#[derive(Debug)]
struct Turned {
    present: Ulid,
    first: Instant,
    last: Instant,
}

impl Default for Presence {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(Some(Instant::now()))))
    }
}

impl Presence {
    /// Something was heard.
    pub fn heard(&self) {
        *self.last() = Some(Instant::now());
    }

    /// The connection has ended.
    pub fn ended(&self) {
        *self.last() = None;
    }

    fn is_alive(&self) -> bool {
        self.last().is_some_and(|last| last.elapsed() < ALIVE)
    }

    fn was_heard_since(&self, moment: Instant) -> bool {
        self.last().is_some_and(|last| last > moment)
    }

    /// A panic while it was held can't have left it half changed.
    fn last(&self) -> MutexGuard<'_, Option<Instant>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Process {
    /// Whether the runner has to stay with this process although another shows its token.
    pub(super) fn keeps_out(&self, other: Ulid) -> bool {
        self.instance != other && self.presence.is_alive()
    }
}

impl TurnedAway {
    /// Notes that a process was turned away in favour of `present`. True when `present` has been
    /// heard since that happened first: then it had not just died, and there are two.
    pub(super) fn note(&mut self, runner: RunnerId, present: &Process) -> bool {
        let (present_one, now) = (present.instance, Instant::now());
        let new = Turned { present: present_one, first: now, last: now };
        let turned = self.0.entry(runner).or_insert(new);
        if turned.present != present_one || now - turned.last > SAME {
            turned.first = now;
        }
        (turned.present, turned.last) = (present_one, now);
        present.presence.was_heard_since(turned.first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn process(instance: u128) -> Process {
        let presence = Presence::default();
        Process { instance: Ulid(instance), address: String::new(), presence }
    }

    #[tokio::test(start_paused = true)]
    async fn who_is_there_stays_and_who_is_silent_does_not() {
        let present = process(1);
        assert!(present.keeps_out(Ulid(2)) && !present.keeps_out(Ulid(1)));
        tokio::time::advance(ALIVE).await;
        assert!(!present.keeps_out(Ulid(2)), "nothing was heard");
        present.presence.heard();
        assert!(present.keeps_out(Ulid(2)));
        present.presence.ended();
        assert!(!present.keeps_out(Ulid(2)));
    }

    #[tokio::test(start_paused = true)]
    async fn there_are_two_when_the_first_is_heard_after_another_came() {
        let (mut turned_away, runner) = (TurnedAway::default(), RunnerId::generate());
        let present = process(1);
        assert!(!turned_away.note(runner, &present), "it may have died a moment ago");
        tokio::time::advance(Duration::from_secs(1)).await;
        assert!(!turned_away.note(runner, &present), "nothing was heard of it since");
        present.presence.heard();
        assert!(turned_away.note(runner, &present));
        assert!(!turned_away.note(runner, &process(2)), "another one is there now");
        assert!(!turned_away.note(RunnerId::generate(), &present), "of another runner");
        let restarted = process(2);
        tokio::time::advance(2 * SAME).await;
        restarted.presence.heard();
        assert!(!turned_away.note(runner, &restarted), "the one before was long ago");
    }
}
