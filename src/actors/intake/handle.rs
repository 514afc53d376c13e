//! How the intake is woken.

use super::actor::IntakeMessage;
use crate::actors::bus::Bus;
use crate::actors::supervision::Address;
use crate::domain::fact::Fact;

/// The way to the intake.
#[derive(Debug, Clone, Default)]
pub struct Intake {
    pub(super) address: Address<IntakeMessage>,
}

impl Intake {
    /// Where the actor is reached.
    #[must_use]
    pub fn address(&self) -> &Address<IntakeMessage> {
        &self.address
    }

    /// Has the facts that concern it brought to the actor.
    pub fn listen(&self, bus: &Bus) {
        let intake = self.clone();
        bus.subscribe(move |fact| match fact {
            Fact::EventWaits { event, repository } => {
                let (event, repository) = (*event, *repository);
                intake.address.cast(IntakeMessage::Waits { event, repository });
            }
            Fact::DecidingInterrupted => intake.address.cast(IntakeMessage::StartOver),
            Fact::EventSettled { event, .. } => intake.address.cast(IntakeMessage::Settled(*event)),
            Fact::RepositoryChanged { .. }
            | Fact::BuildChanged { .. }
            | Fact::JobChanged { .. }
            | Fact::StepChanged { .. }
            | Fact::JobLeased { .. }
            | Fact::JobCanceling { .. }
            | Fact::LeaseVoid { .. }
            | Fact::ReportDue
            | Fact::ReportTold
            | Fact::RunnerRevoked { .. }
            | Fact::RunnerChanged { .. } => {}
        });
    }
}
