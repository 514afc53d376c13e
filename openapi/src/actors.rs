//! The server's actors as they change, over dropped connections.

use crate::connection::Connection;
use crate::failure::Failure;
use crate::generated::types::ActorTree;
use crate::patience::Patience;
use crate::resumed::Resumed;

/// Watches the actors, until the server is away for longer than is waited for.
#[derive(Debug)]
pub struct ActorWatcher(Resumed);

impl ActorWatcher {
    /// Nothing is sent yet.
    #[must_use]
    pub fn new(connection: &Connection, patience: Patience) -> Self {
        Self(Resumed::new(connection, patience))
    }

    /// Calls `tell` once for each connection that is lost, before another one is made.
    #[must_use]
    pub fn when_lost(self, tell: impl Fn(&Failure) + Send + Sync + 'static) -> Self {
        Self(self.0.when_lost(tell))
    }

    /// All actors now, and then whenever one has changed.
    ///
    /// # Errors
    /// When the server refuses, is not there at first, or stays away for longer than is waited for.
    pub async fn next(&mut self) -> Result<ActorTree, Failure> {
        let event = self.0.next("/api/system/actors/events", None).await?;
        let wrong = |error: serde_json::Error| Failure::Unexpected {
            status: 200,
            detail: error.to_string(),
        };
        serde_json::from_str(&event.data).map_err(wrong)
    }
}
