//! How others reach the repositories' actors.

use std::time::Duration;

use indexmap::IndexMap;

use super::message::RepositoriesMessage;
use super::sync::{SyncError, Synced};
use super::tested::{TestError, TestRequest, Tested};
use crate::actors::bus::Bus;
use crate::actors::supervision::{Address, CallError};
use crate::domain::fact::Fact;
use crate::domain::trigger::Decision;
use crate::entities::builds;
use crate::ids::{RepositoryId, WebhookEventId};
use crate::store::audit::Entry;
use crate::store::builds::{KeyReused, RequestKey};

/// How long a build asked for by a person may take to be made: git may have to fetch.
const TRIGGER_PATIENCE: Duration = Duration::from_secs(60);

/// How long a look at a repository may take: events that wait come first, and both git and the
/// provider may be slow.
const SYNC_PATIENCE: Duration = Duration::from_secs(120);

/// The way to the repositories' actors.
#[derive(Debug, Clone, Default)]
pub struct Repositories {
    pub(super) address: Address<RepositoriesMessage>,
}

/// A build that somebody asks for.
#[derive(Debug, Clone)]
pub struct TriggerRequest {
    /// The repository.
    pub repository: RepositoryId,
    /// The branch; absent: the repository's default branch.
    pub branch: Option<String>,
    /// What is given to `on.manual.inputs`.
    pub inputs: IndexMap<String, String>,
    /// Who asks, and what is recorded of it with the build.
    pub entry: Entry,
    /// What makes a repeated request find the build of the first.
    pub request: Option<RequestKey>,
}

/// Why no build was made.
#[derive(Debug, Clone, thiserror::Error)]
pub enum TriggerError {
    /// The repository is gone.
    #[error("the repository is not registered any more")]
    RepositoryGone,
    /// The text is no branch's name.
    #[error("{0}")]
    InvalidBranch(String),
    /// The branch does not exist.
    #[error("there is no branch `{0}`")]
    BranchNotFound(String),
    /// The repository is switched off, its pipeline has no `on.manual`, or the inputs are wrong.
    #[error("{}", .0.reason)]
    Refused(Box<Decision>),
    /// The key of the request is another request's.
    #[error(transparent)]
    KeyReused(#[from] KeyReused),
    /// The repository can't be fetched now.
    #[error("{0}")]
    Git(String),
    /// The server can't do it now.
    #[error("the server can't make builds at the moment")]
    Unavailable,
}

impl From<CallError> for TriggerError {
    fn from(_: CallError) -> Self {
        Self::Unavailable
    }
}

impl Repositories {
    /// Makes a build as a person asks for it. A pipeline file that is missing or wrong makes a
    /// build too: a failed one, with the diagnostics.
    ///
    /// # Errors
    /// [`TriggerError`] when no build was made.
    pub async fn trigger(&self, request: TriggerRequest) -> Result<builds::Model, TriggerError> {
        let request = Box::new(request);
        let message = |reply| RepositoriesMessage::Trigger { request, reply };
        self.address.call(message, TRIGGER_PATIENCE).await?
    }

    /// Says what would come of an event, without writing or starting anything.
    ///
    /// # Errors
    /// [`TestError`] when it can't be decided.
    pub async fn test_event(&self, request: TestRequest) -> Result<Tested, TestError> {
        let message = |reply| RepositoriesMessage::TestEvent { request, reply };
        self.address.call(message, TRIGGER_PATIENCE).await?
    }

    /// Looks for what no webhook told of a repository, and stores it as events.
    ///
    /// # Errors
    /// [`SyncError`] when it could not be looked at.
    pub async fn sync(&self, repository: RepositoryId) -> Result<Synced, SyncError> {
        let message = |reply| RepositoriesMessage::Sync { repository, reply };
        self.address.call(message, SYNC_PATIENCE).await?
    }

    /// Has a webhook event handled after the repository's earlier ones.
    pub fn handle(&self, repository: RepositoryId, event: WebhookEventId) {
        self.address.cast(RepositoriesMessage::Handle { repository, event });
    }

    /// Has the facts that concern it brought to the actor.
    pub fn listen(&self, bus: &Bus) {
        let address = self.address.clone();
        bus.subscribe(move |fact| {
            if let Fact::RepositoryChanged { repository } = fact {
                address.cast(RepositoriesMessage::Changed { repository: *repository });
            }
        });
    }

    /// Where the actor is reached.
    #[must_use]
    pub fn address(&self) -> &Address<RepositoriesMessage> {
        &self.address
    }
}
