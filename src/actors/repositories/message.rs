//! What the repositories' actors are told.

use ractor::RpcReplyPort;

use super::handle::{TriggerError, TriggerRequest};
use super::sync::{SyncError, Synced};
use super::tested::{TestError, TestRequest, Tested};
use crate::entities::builds;
use crate::ids::{RepositoryId, WebhookEventId};

/// Who waits for a build that was asked for.
pub(super) type TriggerReply = RpcReplyPort<Result<builds::Model, TriggerError>>;

/// Who waits to hear what would come of an event.
pub(super) type TestReply = RpcReplyPort<Result<Tested, TestError>>;

/// Who waits for what a look at a repository finds.
pub(super) type SyncReply = RpcReplyPort<Result<Synced, SyncError>>;

/// A message to the actor that owns the repositories' actors.
#[derive(Debug)]
pub enum RepositoriesMessage {
    /// Handle a webhook event.
    Handle {
        /// The repository.
        repository: RepositoryId,
        /// The event.
        event: WebhookEventId,
    },
    /// Make a build as somebody asks for it.
    Trigger {
        /// What is asked for.
        request: Box<TriggerRequest>,
        /// Who waits for it.
        reply: TriggerReply,
    },
    /// Say what would come of an event.
    TestEvent {
        /// The event.
        request: TestRequest,
        /// Who waits for it.
        reply: TestReply,
    },
    /// Look for what no webhook told.
    Sync {
        /// The repository.
        repository: RepositoryId,
        /// Who waits for what is found.
        reply: SyncReply,
    },
    /// A repository was added, changed or removed.
    Changed {
        /// The repository.
        repository: RepositoryId,
    },
    /// A repository's actor has nothing to do any more.
    Idle {
        /// The repository.
        repository: RepositoryId,
        /// How many messages of its parent it has worked off.
        taken: u64,
    },
}

/// A message to one repository's actor.
#[derive(Debug)]
pub(super) enum RepositoryMessage {
    /// Handle a webhook event after those that wait.
    Handle(WebhookEventId),
    /// Make a build as somebody asks for it.
    Trigger(Box<TriggerRequest>, TriggerReply),
    /// Say what would come of an event.
    TestEvent(TestRequest, TestReply),
    /// Look for what no webhook told, after the events that wait.
    Sync(SyncReply),
    /// Go on with what waits.
    Work,
}
