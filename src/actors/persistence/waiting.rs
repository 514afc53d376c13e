//! The writes that wait, and which of them share the next transaction.

use std::any::TypeId;
use std::mem;

use super::message::PendingWrite;
use crate::store::Joined;

/// The most writes in one transaction, so that the first of them does not wait for ever.
const BATCH: usize = 256;

/// The most groups of writes in one transaction besides those that go before all others. To make a
/// build takes about a millisecond, and a webhook that comes in must not wait for many of them.
const GROUPS: usize = 4;

/// A write's type, and which writes of it are joined.
type Kind = (Joined, TypeId);

/// Writes in the order in which they were sent.
#[derive(Default)]
pub(super) struct Waiting(Vec<Box<dyn PendingWrite>>);

impl Waiting {
    pub(super) fn push(&mut self, write: Box<dyn PendingWrite>) {
        self.0.push(write);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether there are enough for a transaction, whatever may still come.
    pub(super) fn is_full(&self) -> bool {
        self.0.len() >= BATCH
    }

    /// Takes out what is to be committed next: first what goes before all others, a kind at a time;
    /// then others in the order in which they were sent.
    pub(super) fn next_batch(&mut self) -> Vec<Box<dyn PendingWrite>> {
        let kinds: Vec<_> = self.0.iter().map(|write| write.kind()).collect();
        let mut batch = Vec::new();
        for (write, is_next) in mem::take(&mut self.0).into_iter().zip(are_next(&kinds)) {
            let to = if is_next { &mut batch } else { &mut self.0 };
            to.push(write);
        }
        batch.sort_by_key(|write| match write.kind() {
            (Joined::All, kind) => (0, Some(kind)),
            (Joined::Never | Joined::Neighbours, _) => (1, None),
        });
        batch
    }
}

/// Whether two writes, one after the other, are applied together.
pub(super) fn are_joined(one: Kind, other: Kind) -> bool {
    one.0 != Joined::Never && one == other
}

/// Which of these share the next transaction.
fn are_next(kinds: &[Kind]) -> Vec<bool> {
    let (mut left, mut groups, mut last) = (BATCH, 0, None);
    let mut is_next = |kind: Kind| {
        if kind.0 != Joined::All {
            groups += usize::from(!last.replace(kind).is_some_and(|last| are_joined(last, kind)));
            if groups > GROUPS {
                return false;
            }
        }
        let has_room = left > 0;
        left = left.saturating_sub(1);
        has_room
    };
    kinds.iter().map(|kind| is_next(*kind)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event() -> Kind {
        (Joined::All, TypeId::of::<u8>())
    }

    fn build() -> Kind {
        (Joined::Never, TypeId::of::<u16>())
    }

    fn end() -> Kind {
        (Joined::Neighbours, TypeId::of::<u32>())
    }

    /// How many of these are taken.
    fn taken(kinds: &[Kind]) -> usize {
        are_next(kinds).into_iter().filter(|is_next| *is_next).count()
    }

    #[test]
    fn few_writes_go_together() {
        assert_eq!(are_next(&[build(), event(), end(), build()]), [true; 4]);
    }

    #[test]
    fn what_goes_first_does_not_wait_for_many_others() {
        let mut kinds = vec![build(); 100];
        kinds.extend([event(); 3]);
        let next = are_next(&kinds);
        assert_eq!(next[..GROUPS], [true; GROUPS]);
        assert_eq!(next[GROUPS..100], [false; 100 - GROUPS]);
        assert_eq!(next[100..], [true; 3]);
    }

    #[test]
    fn neighbours_that_are_done_together_count_as_one() {
        assert_eq!(taken(&[end(); 100]), 100);
        let mut kinds = vec![build(); GROUPS - 1];
        kinds.extend([end(); 50]);
        kinds.push(build());
        kinds.push(end());
        assert_eq!(taken(&kinds), GROUPS - 1 + 50);
    }

    #[test]
    fn a_transaction_has_an_end() {
        assert_eq!(taken(&vec![event(); 2 * BATCH]), BATCH);
        assert_eq!(taken(&vec![end(); 2 * BATCH]), BATCH);
    }

    #[test]
    fn none_goes_before_one_of_its_own_kind_that_was_sent_earlier() {
        for kinds in [vec![build(); 3 * GROUPS], vec![event(); 3 * BATCH]] {
            let next = are_next(&kinds);
            assert!(next.is_sorted_by(|one, other| one >= other), "{next:?}");
        }
    }
}
