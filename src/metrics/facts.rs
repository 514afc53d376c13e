//! What the facts on the bus tell about decisions, builds and jobs.
//!
//! Facts may be doubled (a write whose answer was lost is sent again), so the end of a build or a
//! job is counted once for each of the last few thousand ids.

use std::collections::{BTreeMap, HashSet, VecDeque};
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use ulid::Ulid;

use super::Metrics;
use crate::clock::{self, Timestamp};
use crate::domain::fact::Fact;
use crate::domain::status::{BuildStatus, JobStatus};
use crate::ids::{BuildId, JobId};

/// How many ids are remembered of each kind: doubled facts come within moments.
const REMEMBERED: usize = 4096;

/// How many jobs are remembered that wait for a runner. The wait of one beyond counts from its
/// making.
const QUEUED: usize = 16_384;

/// Counts what it hears. Not for the facts of each delivery: it takes a lock, which the one task
/// that publishes has for itself.
#[derive(Debug)]
pub struct FactCounter {
    metrics: Arc<Metrics>,
    jobs: Mutex<Jobs>,
    builds: Mutex<Recent<BuildId>>,
}

#[derive(Debug, Default)]
struct Jobs {
    /// Since when each waits for a runner, where that was heard. Nothing is heard of those whose
    /// repository is removed.
    queued: BTreeMap<JobId, Instant>,
    begun: Recent<JobId>,
    ended: Recent<JobId>,
}

/// The newest few of many.
#[derive(Debug)]
struct Recent<T> {
    known: HashSet<T>,
    order: VecDeque<T>,
}

impl FactCounter {
    /// Counts for `metrics`.
    #[must_use]
    pub fn new(metrics: Arc<Metrics>) -> Self {
        Self { metrics, jobs: Mutex::default(), builds: Mutex::default() }
    }

    /// To be called for each fact, in order.
    pub fn hear(&self, fact: &Fact) {
        match fact {
            Fact::EventSettled { event, status, handling } => {
                self.metrics.decisions.of(*status).one();
                // Another handling begins when somebody asks for it, which no id tells.
                if *handling == 1 {
                    self.metrics.decision_time.took(age(event.0, clock::now()));
                }
            }
            Fact::BuildChanged { build, status } => self.build(*build, *status),
            Fact::JobChanged { job, status, .. } => self.job(*job, *status),
            Fact::EventWaits { .. }
            | Fact::RepositoryChanged { .. }
            | Fact::DecidingInterrupted
            | Fact::StepChanged { .. }
            | Fact::JobLeased { .. }
            | Fact::JobCanceling { .. }
            | Fact::LeaseVoid { .. }
            | Fact::ReportDue
            | Fact::ReportTold
            | Fact::RunnerRevoked { .. }
            | Fact::RunnerChanged { .. } => {}
        }
    }

    fn build(&self, build: BuildId, status: BuildStatus) {
        let mut ended = self.builds.lock().unwrap_or_else(PoisonError::into_inner);
        if status.is_final() && ended.is_new(build) {
            self.metrics.builds.of(status).one();
            self.metrics.build_time.took(age(build.0, clock::now()));
        }
    }

    fn job(&self, job: JobId, status: JobStatus) {
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        match status {
            JobStatus::Queued => {
                jobs.queued.entry(job).or_insert_with(Instant::now);
                if jobs.queued.len() > QUEUED {
                    jobs.queued.pop_first();
                }
            }
            JobStatus::Running => {
                let is_first = jobs.begun.is_new(job);
                match jobs.queued.remove(&job) {
                    Some(since) => self.metrics.queue_wait.took(since.elapsed()),
                    // It was queued before this server started, and most are when they are made.
                    None if is_first => self.metrics.queue_wait.took(age(job.0, clock::now())),
                    None => {}
                }
            }
            JobStatus::Blocked | JobStatus::AwaitingApproval => {}
            JobStatus::Succeeded
            | JobStatus::Failed
            | JobStatus::Canceled
            | JobStatus::TimedOut
            | JobStatus::Skipped
            | JobStatus::Lost => {
                jobs.queued.remove(&job);
                if jobs.ended.is_new(job) {
                    self.metrics.jobs.of(status).one();
                }
            }
        }
    }
}

impl<T> Default for Recent<T> {
    fn default() -> Self {
        Self { known: HashSet::new(), order: VecDeque::new() }
    }
}

impl<T: Copy + Eq + Hash> Recent<T> {
    /// Whether this is not among the newest; it is from now on.
    fn is_new(&mut self, id: T) -> bool {
        if !self.known.insert(id) {
            return false;
        }
        self.order.push_back(id);
        if self.order.len() > REMEMBERED
            && let Some(oldest) = self.order.pop_front()
        {
            self.known.remove(&oldest);
        }
        true
    }
}

/// How long ago an id was made, which it tells to the millisecond. A clock that was set back makes
/// that nothing.
fn age(id: Ulid, now: Timestamp) -> Duration {
    let made = i64::try_from(id.timestamp_ms()).unwrap_or(i64::MAX);
    (now - clock::from_unix_ms(made)).to_std().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::status::WebhookEventStatus;
    use crate::ids::WebhookEventId;

    fn counter() -> (Arc<Metrics>, FactCounter) {
        let metrics = Arc::new(Metrics::default());
        (Arc::clone(&metrics), FactCounter::new(metrics))
    }

    #[test]
    fn ends_are_counted_once_however_often_they_are_told() {
        let (metrics, counter) = counter();
        let (build, job) = (BuildId::generate(), JobId::generate());
        for _ in 0..3 {
            counter.hear(&Fact::JobChanged { build, job, status: JobStatus::Failed });
            counter.hear(&Fact::BuildChanged { build, status: BuildStatus::Failed });
        }
        assert_eq!(metrics.jobs.of(JobStatus::Failed).get(), 1);
        assert_eq!(metrics.builds.of(BuildStatus::Failed).get(), 1);
        assert_eq!(metrics.build_time.count(), 1);
    }

    #[test]
    fn a_job_waits_from_being_queued_to_each_of_its_runners() {
        let (metrics, counter) = counter();
        let (build, job) = (BuildId::generate(), JobId::generate());
        let hear = |status| counter.hear(&Fact::JobChanged { build, job, status });
        for status in [JobStatus::Queued, JobStatus::Running, JobStatus::Running] {
            hear(status);
        }
        assert_eq!(metrics.queue_wait.count(), 1);
        hear(JobStatus::Queued);
        hear(JobStatus::Running);
        assert_eq!(metrics.queue_wait.count(), 2, "a lost job waits anew");
        let other = JobId::generate();
        counter.hear(&Fact::JobChanged { build, job: other, status: JobStatus::Running });
        assert_eq!(metrics.queue_wait.count(), 3, "one that was queued before the start");
    }

    #[test]
    fn jobs_that_nothing_more_is_heard_of_are_forgotten() {
        let (metrics, counter) = counter();
        let build = BuildId::generate();
        let jobs: Vec<_> = (0..=QUEUED).map(|_| JobId::generate()).collect();
        let hear = |job, status| counter.hear(&Fact::JobChanged { build, job, status });
        jobs.iter().for_each(|job| hear(*job, JobStatus::Queued));
        assert_eq!(counter.jobs.lock().unwrap().queued.len(), QUEUED);
        hear(jobs[0], JobStatus::Running);
        assert_eq!(metrics.queue_wait.count(), 1, "it counts from its making");
    }

    #[test]
    fn decisions_are_counted_by_outcome_and_timed_when_nobody_asked_for_them() {
        let (metrics, counter) = counter();
        let event = WebhookEventId::generate();
        let status = WebhookEventStatus::Ignored;
        for handling in [1, 2] {
            counter.hear(&Fact::EventSettled { event, status, handling });
        }
        assert_eq!(metrics.decisions.of(status).get(), 2);
        assert_eq!(metrics.decision_time.count(), 1);
    }

    #[test]
    fn only_the_newest_ids_are_remembered() {
        let mut recent = Recent::default();
        assert!(recent.is_new(0) && !recent.is_new(0));
        assert!((1..=REMEMBERED).all(|id| recent.is_new(id)));
        assert!(recent.is_new(0), "it was forgotten");
        assert_eq!(recent.known.len(), REMEMBERED);
    }
}
