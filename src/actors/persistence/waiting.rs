//! The writes that wait, and which of them share the next transaction.

use std::mem;

use super::message::{Kind, PendingWrite};
use crate::store::Joined;

/// The most writes in one transaction, so that the first of them does not wait for ever.
const BATCH: usize = 256;

/// The most long ones among them: a webhook must not wait for a hundred builds.
const LONG: usize = 4;

/// Writes in the order in which they were sent.
pub(super) struct Waiting {
    writes: Vec<Box<dyn PendingWrite>>,
    /// How many of them share a transaction.
    most: usize,
}

impl Default for Waiting {
    fn default() -> Self {
        Self::of_at_most(BATCH)
    }
}

impl Waiting {
    /// With so many in one transaction.
    pub(super) fn of_at_most(most: usize) -> Self {
        Self { writes: Vec::new(), most }
    }

    pub(super) fn push(&mut self, write: Box<dyn PendingWrite>) {
        self.writes.push(write);
    }

    pub(super) fn len(&self) -> usize {
        self.writes.len()
    }

    /// Takes all.
    pub(super) fn take(&mut self) -> Vec<Box<dyn PendingWrite>> {
        mem::take(&mut self.writes)
    }

    /// Takes what is to be committed next: what goes before all others first, a kind at a time; then
    /// others in the order in which they were sent. Nobody was told that an abandoned one is done, and
    /// nobody will be: it is dropped.
    pub(super) fn next_batch(&mut self) -> Vec<Box<dyn PendingWrite>> {
        self.writes.retain(|write| !write.is_abandoned());
        let kinds: Vec<_> = self.writes.iter().map(|write| write.kind()).collect();
        let mut batch = Vec::new();
        for (write, is_next) in self.take().into_iter().zip(are_next(&kinds, self.most)) {
            let to = if is_next { &mut batch } else { &mut self.writes };
            to.push(write);
        }
        batch.sort_by_key(|write| match write.kind() {
            Kind { joined: Joined::All, type_id, .. } => (0, Some(type_id)),
            _ => (1, None),
        });
        batch
    }
}

/// Whether two writes, one after the other, are applied together.
pub(super) fn are_joined(one: Kind, other: Kind) -> bool {
    one.joined != Joined::Never && one == other
}

/// Which of these share the next transaction. What is left behind keeps its place, and what was sent
/// after it stays behind it, unless that goes before all others.
fn are_next(kinds: &[Kind], most: usize) -> Vec<bool> {
    let (mut room, mut long) = (most, 0);
    let is_next = |kind: &Kind| {
        if kind.joined != Joined::All {
            long += usize::from(kind.is_long);
            if long > LONG {
                return false;
            }
        }
        let has_room = room > 0;
        room = room.saturating_sub(1);
        has_room
    };
    kinds.iter().map(is_next).collect()
}

#[cfg(test)]
mod tests {
    use std::any::TypeId;

    use super::*;

    const EVENT: Kind = Kind { joined: Joined::All, is_long: false, type_id: TypeId::of::<u8>() };
    const BUILD: Kind = Kind { joined: Joined::Never, is_long: true, type_id: TypeId::of::<u16>() };
    const STEP: Kind = Kind { joined: Joined::Never, is_long: false, type_id: TypeId::of::<u32>() };
    const END: Kind =
        Kind { joined: Joined::Neighbours, is_long: false, type_id: TypeId::of::<u64>() };

    /// How many of these are taken.
    fn taken(kinds: &[Kind]) -> usize {
        are_next(kinds, BATCH).into_iter().filter(|is_next| *is_next).count()
    }

    #[test]
    fn what_does_not_take_long_goes_together() {
        assert_eq!(taken(&[STEP; 100]), 100);
        assert_eq!(are_next(&[BUILD, EVENT, END, STEP, BUILD], BATCH), [true; 5]);
    }

    #[test]
    fn what_goes_first_does_not_wait_for_many_that_take_long() {
        let next = are_next(&[&[BUILD; 600][..], &[EVENT; 3]].concat(), BATCH);
        assert_eq!(next[..LONG], [true; LONG]);
        assert_eq!(next[LONG..600], [false; 600 - LONG]);
        assert_eq!(next[600..], [true; 3]);
    }

    #[test]
    fn nothing_else_overtakes_what_takes_long() {
        let next = are_next(&[&[BUILD; LONG + 1][..], &[END, STEP, EVENT]].concat(), BATCH);
        assert_eq!(next[LONG..], [false, false, false, true]);
    }

    #[test]
    fn a_transaction_has_an_end() {
        for kind in [EVENT, STEP, END] {
            assert_eq!(taken(&[kind; 2 * BATCH]), BATCH);
        }
    }

    /// However many webhooks come in.
    #[test]
    fn everything_has_its_turn() {
        let mut waiting = [&[EVENT; 2 * BATCH][..], &[BUILD; 10], &[STEP; 10]].concat();
        let mut rounds = 0;
        while waiting.iter().any(|kind| *kind != EVENT) {
            let next = are_next(&waiting, BATCH);
            let mut next = next.iter();
            waiting.retain(|_| next.next().is_some_and(|is_next| !is_next));
            waiting.extend([EVENT; BATCH / 2]);
            rounds += 1;
            assert!(rounds < 20, "{} wait for ever", waiting.len());
        }
    }
}
