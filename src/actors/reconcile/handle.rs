//! Where the actor is reached.

use super::actor::ReconcileMessage;
use crate::actors::supervision::Address;

/// The way to the schedule of looks.
#[derive(Debug, Clone, Default)]
pub struct Reconcile {
    pub(super) address: Address<ReconcileMessage>,
}

impl Reconcile {
    /// Where the actor is reached.
    #[must_use]
    pub fn address(&self) -> &Address<ReconcileMessage> {
        &self.address
    }
}
