//! Doing what changes something, and recording who asked for it, in one transaction.

use std::sync::Arc;

use poem_openapi::types::ToJSON;
use serde_json::Value;

use super::guard::Caller;
use super::services::Services;
use crate::actors::persistence::PersistenceError;
use crate::clock;
use crate::domain::audit::Change;
use crate::ids::AuditEventId;
use crate::store::Write;
use crate::store::audit::{Entry, Nothing, Recorded};

impl Services {
    /// Does `write` for `caller`, and records what `told` says of its output; what was refused is
    /// not recorded.
    pub(super) async fn record<W: Write>(
        &self,
        (caller, operation): (&Caller, &'static str),
        write: W,
        told: impl Fn(&W::Output) -> Option<Change> + Send + Sync + 'static,
    ) -> Result<W::Output, PersistenceError> {
        let entry = self.entry(caller, operation);
        self.persistence.run(Recorded { write, entry, told: Arc::new(told) }).await
    }

    /// Records what `caller` asks for, where its effect is not one write of this server.
    pub(super) async fn note(
        &self,
        (caller, operation): (&Caller, &'static str),
        change: Change,
    ) -> Result<(), PersistenceError> {
        self.record((caller, operation), Nothing, move |()| Some(change.clone())).await
    }

    /// An entry that somebody else writes together with what it tells.
    pub(super) fn entry(&self, caller: &Caller, operation: &'static str) -> Entry {
        Entry {
            id: AuditEventId::generate(),
            by: caller.attribution(),
            operation,
            at: clock::now(),
            chain: Arc::clone(&self.chain),
        }
    }
}

/// A view as it stands in the record. Views hold no secrets but those that are shown once, which
/// are not part of a row's view.
pub(super) fn seen(view: impl ToJSON) -> Option<Value> {
    view.to_json()
}
