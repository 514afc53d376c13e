//! How the reporter is woken.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::actor::ReporterMessage;
use crate::actors::bus::Bus;
use crate::actors::supervision::Address;
use crate::domain::fact::Fact;

/// The way to the reporter.
#[derive(Debug, Clone, Default)]
pub struct Reporter {
    pub(super) address: Address<ReporterMessage>,
    pub(super) is_woken: Arc<AtomicBool>,
}

impl Reporter {
    /// Has it look for what is due. Many calls before it looks are one.
    pub fn wake(&self) {
        if !self.is_woken.swap(true, Ordering::AcqRel) {
            self.address.cast(ReporterMessage::Look);
        }
    }

    /// Where the actor is reached.
    #[must_use]
    pub fn address(&self) -> &Address<ReporterMessage> {
        &self.address
    }

    /// Has the facts that make a report due wake it. A repository that was changed may have a
    /// better token.
    pub fn listen(&self, bus: &Bus) {
        let reporter = self.clone();
        bus.subscribe(move |fact| {
            if matches!(fact, Fact::ReportDue) {
                reporter.wake();
            }
        });
    }
}
