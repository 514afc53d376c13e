//! How often an actor may fail before its supervisor gives up.

use std::collections::VecDeque;
use std::time::Duration;

use crate::clock::Timestamp;

/// Failures within [`WINDOW`] that are forgiven.
const FAILURES: usize = 5;

/// How long a failure counts.
const WINDOW: Duration = Duration::from_secs(60);

/// The pause before the first restart; each further one within the window takes twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(100);

/// The longest pause.
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

/// The failures of one actor, or of one kind of actor, within the window.
#[derive(Debug, Clone, Default)]
pub struct RestartBudget {
    failures: VecDeque<Timestamp>,
}

/// An actor failed too often in too short a time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name} failed {count} times within {seconds} s, the last time because: {last_failure}")]
pub struct BudgetExhausted {
    /// The actor.
    pub name: String,
    /// How often.
    pub count: usize,
    /// Within how many seconds.
    pub seconds: u64,
    /// What it said last.
    pub last_failure: String,
}

impl RestartBudget {
    /// Records a failure of `name` at `now`: the pause before the restart.
    ///
    /// # Errors
    /// [`BudgetExhausted`] when it must not be restarted.
    pub fn spend(
        &mut self,
        name: &str,
        last_failure: &str,
        now: Timestamp,
    ) -> Result<Duration, BudgetExhausted> {
        self.failures.retain(|failure| (now - *failure).to_std().is_ok_and(|age| age < WINDOW));
        self.failures.push_back(now);
        let count = self.failures.len();
        if count > FAILURES {
            return Err(BudgetExhausted {
                name: name.to_owned(),
                count,
                seconds: WINDOW.as_secs(),
                last_failure: last_failure.to_owned(),
            });
        }
        let doublings = u32::try_from(count - 1).unwrap_or(u32::MAX);
        Ok(FIRST_PAUSE.saturating_mul(2_u32.saturating_pow(doublings)).min(LONGEST_PAUSE))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock;

    fn at(seconds: i64) -> Timestamp {
        clock::from_unix_ms(seconds * 1000)
    }

    #[test]
    fn pauses_double_and_the_sixth_failure_in_a_minute_is_one_too_many() {
        let mut budget = RestartBudget::default();
        let pauses: Vec<_> = (0..5)
            .map(|second| budget.spend("intake", "x", at(second)).map(|p| p.as_millis()))
            .collect();
        assert_eq!(pauses, [Ok(100), Ok(200), Ok(400), Ok(800), Ok(1600)]);
        let error = budget.spend("intake", "no disk", at(5)).unwrap_err();
        assert_eq!(
            error.to_string(),
            "intake failed 6 times within 60 s, the last time because: no disk"
        );
    }

    #[test]
    fn a_minute_without_failures_fills_the_budget() {
        let mut budget = RestartBudget::default();
        for second in 0..5 {
            budget.spend("intake", "x", at(second)).unwrap();
        }
        assert_eq!(budget.spend("intake", "x", at(100)), Ok(FIRST_PAUSE));
    }

    #[test]
    fn a_clock_that_jumps_back_does_not_lock_the_budget() {
        let mut budget = RestartBudget::default();
        for second in 0..5 {
            budget.spend("intake", "x", at(1000 + second)).unwrap();
        }
        assert_eq!(budget.spend("intake", "x", at(10)), Ok(FIRST_PAUSE));
    }
}
