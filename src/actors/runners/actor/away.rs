//! Runners that are away: how long they are waited for, and what can't be noted for now.

use std::time::Duration;

use ractor::ActorProcessingErr;
use sea_orm::DbErr;
use tokio::time::Instant;
use tracing::warn;
use ulid::Ulid;

use super::{RETRY, RunnersState, SLOW_TICK};
use crate::actors::persistence::PersistenceError;
use crate::actors::runners::message::{RunnersMessage, SessionMessage};
use crate::clock;
use crate::ids::RunnerId;
use crate::store;
use crate::store::is_passing;
use crate::store::jobs::LoseAttempts;
use crate::store::runners::RunnerLeft;

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub(super) enum Trouble {
    #[error(transparent)]
    Database(#[from] DbErr),
    #[error(transparent)]
    Persistence(#[from] PersistenceError),
}

impl Trouble {
    fn is_passing(&self) -> bool {
        match self {
            Self::Database(error) => is_passing(error),
            Self::Persistence(error) => error.is_passing(),
        }
    }
}

impl RunnersState {
    pub(super) async fn note_away(&mut self, runner: RunnerId) -> Result<(), ActorProcessingErr> {
        if self.sessions.contains_key(&runner) {
            return Ok(());
        }
        let again = RunnersMessage::Away { runner };
        if self.is_troubled() {
            self.arguments.handle.address.cast_after(RETRY, again);
            return Ok(());
        }
        let write = RunnerLeft { id: runner, at: clock::now() };
        let noted = self.arguments.persistence.run(write).await;
        self.or_again(noted.map_err(Trouble::from), again)
    }

    /// What passes by itself is tried again, and costs no budget: a fresh actor would not mend it.
    pub(super) fn or_again(
        &mut self,
        done: Result<(), Trouble>,
        again: RunnersMessage,
    ) -> Result<(), ActorProcessingErr> {
        match done {
            Err(error) if error.is_passing() => {
                warn!(%error, "the database is in trouble, runners wait");
                self.troubled_until = Some(Instant::now() + RETRY);
                self.arguments.handle.address.cast_after(RETRY, again);
                Ok(())
            }
            other => Ok(other?),
        }
    }

    pub(super) fn is_troubled(&self) -> bool {
        self.troubled_until.is_some_and(|until| Instant::now() < until)
    }

    /// Whoever holds a job without being connected or awaited is awaited from now on.
    pub(super) async fn tick(&mut self) -> Result<(), ActorProcessingErr> {
        self.arguments.handle.address.cast_after(SLOW_TICK, RunnersMessage::Tick);
        for session in self.sessions.values() {
            session.address.cast(SessionMessage::CatchUp);
        }
        match self.await_those_away().await {
            Err(error) if is_passing(&error) => {
                warn!(%error, "the database is in trouble, the next look is in a while");
                Ok(())
            }
            other => Ok(other?),
        }
    }

    async fn await_those_away(&mut self) -> Result<(), DbErr> {
        for runner in store::runners::all(&self.arguments.reader).await? {
            let is_known =
                self.sessions.contains_key(&runner.id) || self.absences.contains_key(&runner.id);
            if !is_known
                && !store::jobs::held_by(&self.arguments.reader, runner.id).await?.is_empty()
            {
                self.begin_absence(runner.id);
            }
        }
        Ok(())
    }

    pub(super) fn begin_absence(&mut self, runner: RunnerId) {
        let absence = Ulid::generate();
        self.absences.insert(runner, absence);
        let message = RunnersMessage::CheckLost { runner, absence };
        self.arguments.handle.address.cast_after(self.arguments.lost_after, message);
    }

    pub(super) async fn check_lost(
        &mut self,
        runner: RunnerId,
        absence: Ulid,
    ) -> Result<(), ActorProcessingErr> {
        if self.absences.get(&runner) != Some(&absence) {
            return Ok(());
        }
        if !had_its_time(self.arguments.handle.reachable_for(), self.arguments.lost_after) {
            self.begin_absence(runner);
            return Ok(());
        }
        match self.lose_held(runner).await {
            // Nobody could come back meanwhile: the time begins anew.
            Err(error) if error.is_passing() => {
                warn!(runner.id = %runner, %error, "the database is in trouble, no job is lost yet");
                self.begin_absence(runner);
                Ok(())
            }
            other => {
                self.absences.remove(&runner);
                Ok(other?)
            }
        }
    }

    async fn lose_held(&self, runner: RunnerId) -> Result<(), Trouble> {
        let held = store::jobs::held_by(&self.arguments.reader, runner).await?;
        if held.is_empty() {
            return Ok(());
        }
        let leases: Vec<_> = held.iter().map(|attempt| attempt.id).collect();
        let seconds = self.arguments.lost_after.as_secs_f64();
        warn!(runner.id = %runner, jobs = leases.len(), "a runner stays away, its jobs are lost");
        let reason = format!("the runner was away for more than {seconds} s");
        let write = LoseAttempts { runner, leases, reason, at: clock::now() };
        Ok(self.arguments.persistence.run(write).await?)
    }
}

/// Whether a runner had the time to come back. The server's own start, which may be slow, doesn't
/// count: nobody could come.
fn had_its_time(reachable_for: Option<Duration>, lost_after: Duration) -> bool {
    reachable_for.is_some_and(|reachable_for| reachable_for >= lost_after)
}

#[cfg(test)]
#[test]
fn no_runner_is_away_from_a_server_that_can_not_be_reached() {
    let (second, minute) = (Duration::from_secs(1), Duration::from_secs(60));
    assert!(!had_its_time(None, second));
    assert!(!had_its_time(Some(second), minute));
    assert!(had_its_time(Some(minute), minute));
}
