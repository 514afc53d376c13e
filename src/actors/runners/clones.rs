//! Whether two processes use the token of one runner.
//!
//! A process that takes the place of another proves nothing: the earlier one may have lost its
//! machine a moment ago. One that comes back after another had taken its place was alive all the
//! time, and both are.

use std::collections::{HashMap, VecDeque};

use ulid::Ulid;

use crate::ids::RunnerId;

/// How many processes that were pushed out are remembered of each runner.
const REMEMBERED: usize = 8;

/// A runner's process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Process {
    /// What it calls itself.
    pub(super) instance: Ulid,
    /// From where it came.
    pub(super) address: String,
}

/// The processes whose place another one took.
#[derive(Debug, Default)]
pub(super) struct Clones(HashMap<RunnerId, VecDeque<Ulid>>);

impl Clones {
    /// Notes that `now` takes the place of `earlier`. True when it had been pushed out before, by a
    /// process that is therefore none of its own past.
    pub(super) fn displaced(&mut self, runner: RunnerId, earlier: Ulid, now: Ulid) -> bool {
        if earlier == now {
            return false;
        }
        let known = self.0.entry(runner).or_default();
        if !known.contains(&earlier) {
            known.push_back(earlier);
            if known.len() > REMEMBERED {
                known.pop_front();
            }
        }
        known.contains(&now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_that_comes_back_after_another_took_its_place_has_a_double() {
        let (mut clones, runner) = (Clones::default(), RunnerId::generate());
        assert!(!clones.displaced(runner, Ulid(1), Ulid(1)), "the same connects anew");
        assert!(!clones.displaced(runner, Ulid(1), Ulid(2)), "started anew");
        assert!(!clones.displaced(runner, Ulid(2), Ulid(3)), "and again");
        assert!(clones.displaced(runner, Ulid(3), Ulid(2)), "the second was alive");
        assert!(!clones.displaced(RunnerId::generate(), Ulid(3), Ulid(2)), "of another runner");
    }

    #[test]
    fn few_are_remembered() {
        let (mut clones, runner) = (Clones::default(), RunnerId::generate());
        for number in 1..100 {
            assert!(!clones.displaced(runner, Ulid(number), Ulid(number + 1)));
        }
        assert_eq!(clones.0[&runner].len(), REMEMBERED);
        assert!(!clones.displaced(runner, Ulid(100), Ulid(1)), "forgotten long ago");
    }
}
