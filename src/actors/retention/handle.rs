//! Where the actor is reached.

use super::actor::RetentionMessage;
use crate::actors::supervision::Address;

/// The way to the upkeep.
#[derive(Debug, Clone, Default)]
pub struct Retention {
    pub(super) address: Address<RetentionMessage>,
}

impl Retention {
    /// Where the actor is reached.
    #[must_use]
    pub fn address(&self) -> &Address<RetentionMessage> {
        &self.address
    }
}
