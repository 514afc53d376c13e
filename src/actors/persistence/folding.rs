//! Has SQLite's write-ahead log folded into the database when commits have made it long.

use std::sync::Arc;
use std::time::Duration;

use ractor::ActorRef;
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use tokio::time::sleep;
use tracing::warn;

use super::message::PersistenceMessage;
use crate::store::{Checkpointer, Database, Folded};

/// How long the log is not looked at after a look: in a burst of commits each would cause one.
const PAUSE: Duration = Duration::from_millis(20);

/// The same after a look at a log that can't be folded for now.
const LONG_PAUSE: Duration = Duration::from_secs(1);

/// The task beside the actor; it ends with it.
pub(super) struct Folding {
    committed: Arc<Notify>,
    task: JoinHandle<()>,
}

impl Folding {
    /// None for a database that sees to its log itself.
    pub(super) fn start(database: &Database, writer: ActorRef<PersistenceMessage>) -> Option<Self> {
        let checkpointer = database.checkpointer()?;
        let committed = Arc::new(Notify::new());
        let task = tokio::spawn(fold(checkpointer, Arc::clone(&committed), writer));
        Some(Self { committed, task })
    }

    /// Something was committed.
    pub(super) fn committed(&self) {
        self.committed.notify_one();
    }
}

impl Drop for Folding {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn fold(
    checkpointer: Checkpointer,
    committed: Arc<Notify>,
    writer: ActorRef<PersistenceMessage>,
) {
    let mut is_failing = false;
    loop {
        committed.notified().await;
        let folded = checkpointer.fold().await;
        let has_failed = folded.is_err();
        let pause = match folded {
            Ok(Folded::Nothing) => PAUSE,
            Ok(Folded::Most) => {
                // A writer that ends has nothing left to fold.
                let _ = writer.cast(PersistenceMessage::Checkpoint);
                PAUSE
            }
            Ok(Folded::Prevented) => LONG_PAUSE,
            Err(error) => {
                if !is_failing {
                    warn!(%error, "the write-ahead log can't be folded, and grows until it can");
                }
                LONG_PAUSE
            }
        };
        is_failing = has_failed;
        sleep(pause).await;
    }
}
