//! What a session looks after unasked: jobs that the runner was not told of, and jobs that it does
//! not end.

use std::time::{Duration, Instant};

use ractor::ActorProcessingErr;
use tracing::warn;

use super::{SessionMessage, SessionState};
use crate::clock;
use crate::domain::overdue::{Allowance, until_overdue};
use crate::entities::{job_attempts, jobs};
use crate::ids::LeaseId;
use crate::store;
use crate::store::jobs::TimeOutAttempt;
use crate::store::runners::SetCapacity;

/// What is due later than that is seen at the slow tick.
const SOON: Duration = Duration::from_secs(30);

impl SessionState {
    /// What a lost hint or a lost answer may have left undone: jobs that the runner was not told
    /// of, cancels, and a pause that an earlier session began. And jobs that should have ended.
    pub(super) async fn catch_up(&mut self) -> Result<(), ActorProcessingErr> {
        let db = &self.context.reader.clone();
        for attempt in store::jobs::held_by(db, self.runner).await? {
            let job = store::jobs::find(db, attempt.job_id).await?;
            let is_canceling = job.as_ref().is_some_and(|job| job.cancel_reason.is_some());
            if attempt.accepted_at.is_none() || is_canceling {
                self.run(attempt.id).await?;
            }
            if let Some(job) = job {
                self.end_overdue(&attempt, &job).await?;
            }
        }
        if !self.is_pausing {
            self.take_jobs_again().await?;
        }
        Ok(())
    }

    pub(super) async fn take_jobs_again(&self) -> Result<(), ActorProcessingErr> {
        let known = store::runners::find(&self.context.reader, self.runner).await?;
        if known.is_some_and(|known| known.capacity != self.capacity) {
            let write = SetCapacity { id: self.runner, capacity: self.capacity };
            self.context.persistence.run(write).await?;
        }
        Ok(())
    }

    /// The runner has taken a job: from now on its time is measured here, too.
    pub(super) async fn watch_job(&mut self, lease: LeaseId) -> Result<(), ActorProcessingErr> {
        let db = &self.context.reader.clone();
        let Some(attempt) = store::jobs::find_attempt(db, lease).await? else { return Ok(()) };
        let Some(job) = store::jobs::find(db, attempt.job_id).await? else { return Ok(()) };
        self.end_overdue(&attempt, &job).await
    }

    /// Ends the attempt when its runner should have done so long ago, else looks again in time.
    async fn end_overdue(
        &mut self,
        attempt: &job_attempts::Model,
        job: &jobs::Model,
    ) -> Result<(), ActorProcessingErr> {
        if attempt.accepted_at.is_none() {
            return Ok(());
        }
        let allowance = Allowance {
            time_limit: Duration::from_millis(job.plan.0.timeout_ms),
            grace: Duration::from_millis(self.context.settings.cancel_grace_ms),
            patience: self.context.patience,
        };
        let lasted = self.context.watch.lasted(attempt.id, job.cancel_reason.is_some());
        if let Some(wait) = until_overdue(allowance, lasted) {
            if wait < SOON {
                self.look_again_in(wait);
            }
            return Ok(());
        }
        let (lease, runner) = (attempt.id, self.runner);
        let limit = allowance.time_limit;
        let reason = format!(
            "the runner is connected and did not end the job at its time limit of {limit:?}, nor \
             when it was told to"
        );
        warn!(runner.id = %runner, lease.id = %lease, "a job is taken from its runner: {reason}");
        let write = TimeOutAttempt { lease, runner, reason, at: clock::now() };
        self.context.persistence.run(write).await?;
        Ok(())
    }

    /// One look is of all jobs: a later one than that which is to come is not called for.
    fn look_again_in(&mut self, wait: Duration) {
        let now = Instant::now();
        let at = now + wait;
        if self.next_look.is_none_or(|next| next <= now || at < next) {
            self.next_look = Some(at);
            self.address.cast_after(wait, SessionMessage::CatchUp);
        }
    }
}
