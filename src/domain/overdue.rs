//! When a job is taken from a runner that is there and does not end it.
//!
//! A runner ends its jobs itself, at their time limits and when it is told to. This is for one that
//! does not: whose supervisor hangs, or whose disk does.

use std::time::Duration;

/// What a job is held to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// Its time limit.
    pub time_limit: Duration,
    /// What its steps have between SIGTERM and SIGKILL.
    pub grace: Duration,
    /// What its runner has beyond that, and how long it may say nothing of the job then: output that
    /// is still on its way is no silence.
    pub patience: Duration,
}

/// How long things have lasted, by a clock that nobody sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lasted {
    /// Since the runner took the job.
    pub running: Duration,
    /// Since it was to be canceled, if it was.
    pub canceling: Option<Duration>,
    /// Since the runner said something of it.
    pub silent: Duration,
}

/// How long it is until the job may be overdue; none: it is.
#[must_use]
pub fn until_overdue(allowance: Allowance, lasted: Lasted) -> Option<Duration> {
    let Allowance { time_limit, grace, patience } = allowance;
    let end = grace.saturating_add(patience);
    let by_time = time_limit.saturating_add(end).saturating_sub(lasted.running);
    let by_cancel = lasted.canceling.map(|since| end.saturating_sub(since));
    let until_end = by_cancel.map_or(by_time, |by_cancel| by_cancel.min(by_time));
    let wait = until_end.max(patience.saturating_sub(lasted.silent));
    (!wait.is_zero()).then_some(wait)
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn a_job_is_overdue_when_it_has_had_all_its_time_and_its_runner_is_silent() {
        let allowance =
            Allowance { time_limit: seconds(100), grace: seconds(10), patience: seconds(30) };
        for (running, canceling, silent, expected) in [
            (0, None, 0, Some(140)),
            (50, None, 50, Some(90)),
            (139, None, 139, Some(1)),
            (140, None, 30, None),
            (140, None, 29, Some(1)),
            (1000, None, 0, Some(30)),
            (5, Some(0), 5, Some(40)),
            (50, Some(40), 45, None),
            (50, Some(40), 10, Some(20)),
            (139, Some(1), 60, Some(1)),
        ] {
            let lasted = Lasted {
                running: seconds(running),
                canceling: canceling.map(seconds),
                silent: seconds(silent),
            };
            assert_eq!(until_overdue(allowance, lasted), expected.map(seconds), "{lasted:?}");
        }
    }

    #[test]
    fn a_limit_beyond_all_time_is_never_met() {
        let allowance =
            Allowance { time_limit: Duration::MAX, grace: seconds(1), patience: seconds(1) };
        let lasted = Lasted { running: seconds(9), canceling: None, silent: seconds(9) };
        assert!(until_overdue(allowance, lasted).is_some());
    }
}
