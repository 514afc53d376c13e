//! Looks at what waits and who is free, and leases.

use std::time::Duration;

use ractor::{Actor, ActorProcessingErr, ActorRef};
use sea_orm::DbErr;
use tokio::sync::watch;
use tracing::{debug, error};

use super::handle::Scheduler;
use crate::actors::persistence::Persistence;
use crate::clock;
use crate::domain::schedule::{Assignment, Waiting, assign};
use crate::ids::LeaseId;
use crate::store::jobs::{LeaseJobs, NewLease};
use crate::store::schedule::{Snapshot, waiting};
use crate::store::{self, Reader};

/// How often it looks although nobody woke it: what a lost hint costs at most.
const SLOW_TICK: Duration = Duration::from_secs(30);

/// How many queued jobs are read first: those that wait longest mostly fit the runners with room.
const FIRST_PAGE: u64 = 16;

/// How many are read at a time in the end, where those before them fit nobody.
const LARGEST_PAGE: u64 = 256;

/// Gives queued jobs to runners.
#[derive(Debug)]
pub struct SchedulerActor;

/// What the scheduler is told.
#[derive(Debug)]
pub enum SchedulerMessage {
    /// Something may have become possible.
    Look,
    /// Look, and look again after a while.
    Tick,
}

/// What the scheduler works with.
#[derive(Debug, Clone)]
pub struct SchedulerArguments {
    /// Where it reads.
    pub reader: Reader,
    /// Where it writes.
    pub persistence: Persistence,
    /// Its own handle.
    pub handle: Scheduler,
    /// Becomes true when the server stops: nothing is given out from then on.
    pub stopping: watch::Receiver<bool>,
}

impl Actor for SchedulerActor {
    type Msg = SchedulerMessage;
    type State = SchedulerArguments;
    type Arguments = SchedulerArguments;

    async fn pre_start(
        &self,
        myself: ActorRef<SchedulerMessage>,
        arguments: SchedulerArguments,
    ) -> Result<SchedulerArguments, ActorProcessingErr> {
        arguments.handle.is_woken.store(false, std::sync::atomic::Ordering::Release);
        myself.cast(SchedulerMessage::Tick)?;
        Ok(arguments)
    }

    async fn handle(
        &self,
        _: ActorRef<SchedulerMessage>,
        message: SchedulerMessage,
        state: &mut SchedulerArguments,
    ) -> Result<(), ActorProcessingErr> {
        state.handle.address.taken();
        if matches!(message, SchedulerMessage::Tick) {
            state.handle.address.cast_after(SLOW_TICK, SchedulerMessage::Tick);
        }
        // Whoever wakes it from here on is heard after this look.
        state.handle.is_woken.store(false, std::sync::atomic::Ordering::Release);
        if *state.stopping.borrow() {
            return Ok(());
        }
        if let Err(error) = state.look().await {
            error!(%error, "jobs can't be scheduled at the moment");
        }
        Ok(())
    }
}

/// Why a look failed.
#[derive(Debug, thiserror::Error)]
enum LookError {
    #[error(transparent)]
    Database(#[from] DbErr),
    #[error(transparent)]
    Persistence(#[from] crate::actors::persistence::PersistenceError),
}

impl SchedulerArguments {
    async fn look(&self) -> Result<(), LookError> {
        let mut snapshot = Snapshot::load(&self.reader).await?;
        let (mut after, mut page_size) = (None, FIRST_PAGE);
        let mut leases = Vec::new();
        while snapshot.has_room() {
            let page = store::jobs::queued(&self.reader, after, page_size).await?;
            let Some(last) = page.last() else { break };
            after = Some((last.build_id, last.position));
            page_size = LARGEST_PAGE.min(page_size * 4);
            let page = waiting(&self.reader, page).await?;
            let assignments = assign(&page, &snapshot.runners, &snapshot.rows);
            take(&mut snapshot, &page, &assignments);
            leases.extend(assignments.iter().map(new_lease));
        }
        if leases.is_empty() {
            return Ok(());
        }
        let leased = self.persistence.run(LeaseJobs { leases, at: clock::now() }).await?;
        failpoint::here("lease.written");
        debug!(jobs = leased, "jobs leased");
        Ok(())
    }
}

fn new_lease(assignment: &Assignment) -> NewLease {
    NewLease { lease: LeaseId::generate(), job: assignment.job, runner: assignment.runner }
}

/// Counts what was given out, for the next page.
fn take(snapshot: &mut Snapshot, page: &[Waiting], assignments: &[Assignment]) {
    for assignment in assignments {
        if let Some(runner) = snapshot.runners.iter_mut().find(|it| it.id == assignment.runner) {
            runner.busy += 1;
        }
        if let Some(job) = page.iter().find(|it| it.job == assignment.job) {
            *snapshot.rows.entry((job.build, job.base_key.clone())).or_default() += 1;
        }
    }
}
