//! How long a program may run. Pure.

use std::time::Duration;

use tokio::time::Instant;

use crate::progress::Cut;

/// How long a program may run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// The step's own limit.
    pub(crate) step: Option<Instant>,
    /// The job's limit, unless it is past already and steps run in the grace time behind it.
    pub(crate) job: Option<Instant>,
    /// Killed without a warning at this time, because of this.
    pub(crate) hard: Option<(Instant, Cut)>,
    /// Between SIGTERM and SIGKILL at the limits before.
    pub(crate) grace: Duration,
}

/// A time limit as the server gives it. It is cut to a length that a clock can still add to now.
pub(crate) fn time_span(ms: u64) -> Duration {
    const LONGEST: Duration = Duration::from_secs(366 * 24 * 60 * 60);
    Duration::from_millis(ms).min(LONGEST)
}

/// A time at which a program is ended.
pub(super) struct Alarm {
    pub(super) at: Instant,
    pub(super) reached: Cut,
    /// At once, without the grace time.
    pub(super) kills: bool,
}

/// The first of a program's limits.
pub(super) fn next_alarm(limits: Limits) -> Option<Alarm> {
    let Limits { step, job, hard, grace: _ } = limits;
    let alarms = [
        job.map(|at| Alarm { at, reached: Cut::JobTimeLimit, kills: false }),
        step.map(|at| Alarm { at, reached: Cut::StepTimeLimit, kills: false }),
        hard.map(|(at, reached)| Alarm { at, reached, kills: true }),
    ];
    alarms.into_iter().flatten().min_by_key(|alarm| alarm.at)
}
