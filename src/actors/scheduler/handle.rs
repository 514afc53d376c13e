//! How the scheduler is woken.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::actor::SchedulerMessage;
use crate::actors::bus::Bus;
use crate::actors::supervision::Address;
use crate::domain::fact::Fact;
use crate::domain::status::JobStatus;

/// The way to the scheduler.
#[derive(Debug, Clone, Default)]
pub struct Scheduler {
    pub(super) address: Address<SchedulerMessage>,
    pub(super) is_woken: Arc<AtomicBool>,
}

impl Scheduler {
    /// Has it look for something to give out. Many calls before it looks are one.
    pub fn wake(&self) {
        if !self.is_woken.swap(true, Ordering::AcqRel) {
            self.address.cast(SchedulerMessage::Look);
        }
    }

    /// Where the actor is reached.
    #[must_use]
    pub fn address(&self) -> &Address<SchedulerMessage> {
        &self.address
    }

    /// Has the facts that may make a job fit a runner wake it.
    pub fn listen(&self, bus: &Bus) {
        let scheduler = self.clone();
        bus.subscribe(move |fact| {
            if may_free_something(fact) {
                scheduler.wake();
            }
        });
    }
}

fn may_free_something(fact: &Fact) -> bool {
    match fact {
        Fact::JobChanged { status, .. } => *status != JobStatus::Running,
        Fact::RunnerChanged { .. } => true,
        Fact::EventWaits { .. }
        | Fact::EventSettled { .. }
        | Fact::RepositoryChanged { .. }
        | Fact::DecidingInterrupted
        | Fact::BuildChanged { .. }
        | Fact::StepChanged { .. }
        | Fact::JobLeased { .. }
        | Fact::JobCanceling { .. }
        | Fact::LeaseVoid { .. }
        | Fact::ReportDue
        | Fact::ReportTold
        | Fact::RunnerRevoked { .. } => false,
    }
}
