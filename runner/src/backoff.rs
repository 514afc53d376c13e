//! How long to wait before the next attempt to connect. Pure.

use std::time::Duration;

const FIRST: Duration = Duration::from_millis(100);
const LONGEST: Duration = Duration::from_secs(5);

/// Someone has to act before the next attempt can succeed, so it may wait.
const REFUSED: Duration = Duration::from_secs(5);
const REFUSED_LONGEST: Duration = Duration::from_secs(60);

/// Attempts that failed in a row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Backoff {
    failures: u32,
    refusals: u32,
}

impl Backoff {
    /// The server could not be reached. `jitter` is in 0..1; it keeps the runners of a fleet from
    /// coming back all at once.
    pub(crate) fn failed(&mut self, jitter: f64) -> Duration {
        self.refusals = 0;
        self.failures += 1;
        spread(doubled(FIRST, self.failures).min(LONGEST), jitter)
    }

    /// The server answered, but will not have this runner.
    pub(crate) fn refused(&mut self, jitter: f64) -> Duration {
        self.failures = 0;
        self.refusals += 1;
        spread(doubled(REFUSED, self.refusals).min(REFUSED_LONGEST), jitter)
    }

    /// The server has taken the runner, for however long.
    pub(crate) fn let_in(&mut self) {
        self.refusals = 0;
    }

    /// Failures in a row.
    pub(crate) fn failures(self) -> u32 {
        self.failures
    }

    /// Refusals in a row.
    pub(crate) fn refusals(self) -> u32 {
        self.refusals
    }
}

fn doubled(first: Duration, count: u32) -> Duration {
    const ENOUGH: u32 = 16;
    first * (1 << count.saturating_sub(1).min(ENOUGH))
}

/// Between half of it and all of it.
fn spread(delay: Duration, jitter: f64) -> Duration {
    delay.mul_f64(0.5 + jitter / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_double_up_to_five_seconds() {
        let mut backoff = Backoff::default();
        let delays: Vec<_> = (0..8).map(|_| backoff.failed(1.0).as_millis()).collect();
        assert_eq!(delays, [100, 200, 400, 800, 1600, 3200, 5000, 5000]);
        assert_eq!(Backoff::default().failed(0.0), FIRST / 2);
        backoff.failures = u32::MAX - 1;
        assert_eq!(backoff.failed(1.0), LONGEST);
    }

    #[test]
    fn refusals_are_counted_in_a_row_and_retried_slowly() {
        let mut backoff = Backoff::default();
        assert_eq!(backoff.refused(1.0), REFUSED);
        assert_eq!(backoff.refused(1.0), REFUSED * 2);
        assert_eq!(backoff.refusals(), 2);
        backoff.failed(1.0);
        assert_eq!(backoff.refusals(), 0);
    }
}
