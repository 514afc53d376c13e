//! What waits in one repository, oldest first.

use std::collections::{HashSet, VecDeque};

use super::message::SyncReply;
use crate::ids::WebhookEventId;

/// Something that is to be done in its order.
#[derive(Debug)]
pub(super) enum Waiting {
    /// An event is to be handled.
    Event(WebhookEventId),
    /// The repository is to be looked at: what the events before it tell was not missed.
    Sync(SyncReply),
}

/// Each event waits once, however often it is brought.
#[derive(Debug, Default)]
pub(super) struct Queue {
    waiting: VecDeque<Waiting>,
    events: HashSet<WebhookEventId>,
}

impl Queue {
    pub(super) fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    pub(super) fn push_event(&mut self, event: WebhookEventId) {
        if self.events.insert(event) {
            self.waiting.push_back(Waiting::Event(event));
        }
    }

    pub(super) fn push_sync(&mut self, reply: SyncReply) {
        self.waiting.push_back(Waiting::Sync(reply));
    }

    /// The event at a place, counted from the oldest, if nothing but events is before it.
    fn event(&self, place: usize) -> Option<WebhookEventId> {
        match self.waiting.get(place)? {
            Waiting::Event(event) => Some(*event),
            Waiting::Sync(_) => None,
        }
    }

    /// The events that wait longest, at most `limit`, as far as nothing else is between them.
    pub(super) fn events(&self, limit: usize) -> Vec<WebhookEventId> {
        (0..limit).map_while(|place| self.event(place)).collect()
    }

    /// Takes out the look that waits longest, if it is what waits longest.
    pub(super) fn pop_sync(&mut self) -> Option<SyncReply> {
        match self.waiting.front()? {
            Waiting::Event(_) => None,
            Waiting::Sync(_) => match self.waiting.pop_front()? {
                Waiting::Sync(reply) => Some(reply),
                Waiting::Event(_) => None,
            },
        }
    }

    /// Takes out an event that is near the front.
    pub(super) fn remove(&mut self, event: WebhookEventId) {
        if self.events.remove(&event) {
            let is_this = |waiting: &Waiting| matches!(waiting, Waiting::Event(it) if *it == event);
            let place = self.waiting.iter().position(is_this);
            place.and_then(|place| self.waiting.remove(place));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_waits_once_and_in_its_order() {
        let [first, second, third] = [0; 3].map(|_| WebhookEventId::generate());
        let mut queue = Queue::default();
        for event in [first, second, first, third, second] {
            queue.push_event(event);
        }
        assert_eq!(
            [0, 1, 2, 3].map(|place| queue.event(place)),
            [Some(first), Some(second), Some(third), None]
        );
        queue.remove(second);
        queue.push_event(second);
        assert_eq!(queue.event(2), Some(second));
        for event in [first, second, third] {
            queue.remove(event);
        }
        assert!(queue.is_empty());
    }

    #[test]
    fn what_waits_behind_a_look_is_not_in_reach() {
        let (reply, _answer) = ractor::concurrency::oneshot();
        let [before, behind] = [0; 2].map(|_| WebhookEventId::generate());
        let mut queue = Queue::default();
        queue.push_event(before);
        queue.push_sync(reply.into());
        queue.push_event(behind);
        assert_eq!((queue.event(0), queue.event(1)), (Some(before), None));
        assert!(queue.pop_sync().is_none());
        queue.remove(before);
        assert!(queue.pop_sync().is_some());
        assert_eq!(queue.event(0), Some(behind));
    }
}
