//! One repository: its events in order, with pauses between tries when git can't be reached.

use std::collections::VecDeque;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures_util::FutureExt;
use ractor::{Actor, ActorProcessingErr, ActorRef};
use sea_orm::{DatabaseConnection, DbErr};
use tracing::{error, info, warn};

use super::decide::{Decided, decide};
use super::handle::Repositories;
use super::meaning::meaning;
use super::message::{RepositoriesMessage, RepositoryMessage};
use super::trigger::trigger;
use crate::actors::persistence::{Persistence, PersistenceError};
use crate::actors::supervision::Address;
use crate::clock;
use crate::domain::status::WebhookEventStatus;
use crate::domain::text::{SENTENCE_LIMIT, bounded};
use crate::domain::trigger::{Decision, Rule, TraceEntry};
use crate::entities::webhook_events::Model as WebhookEvent;
use crate::git::{GitCache, GitError};
use crate::ids::{RepositoryId, WebhookEventId};
use crate::providers::Parsed;
use crate::store;
use crate::store::WriteError;
use crate::store::builds::{CreateBuild, EventHandling};
use crate::store::webhook_events::{PostponeEvent, SettleEvent};

/// The pauses between tries to fetch an event's commit. After the last try the event has failed; a
/// redelivery or a replay begins anew.
const PAUSES: [Duration; 4] = [
    Duration::from_secs(1),
    Duration::from_secs(5),
    Duration::from_secs(30),
    Duration::from_secs(120),
];

/// The pause before an event is tried again that could be neither read nor written.
const STORE_PAUSE: Duration = Duration::from_secs(5);

/// What is said of an event whose handling panicked; the panic itself is in the server's log.
const PANICKED: &str = "the server failed while it decided this event; its log says where";

/// What is said of an event of which the database takes nothing else.
const NOT_STORED: &str = "the database refused what was decided; the server's log says why";

/// Decides the events of one repository.
#[derive(Debug)]
pub(super) struct RepositoryActor;

/// What a repository's actor works with.
#[derive(Debug, Clone)]
pub(super) struct RepositoryContext {
    pub(super) reader: DatabaseConnection,
    pub(super) persistence: Persistence,
    pub(super) git: GitCache,
    pub(super) parent: Repositories,
}

/// What a repository's actor begins with.
#[derive(Debug, Clone)]
pub(super) struct RepositoryArguments {
    pub(super) id: RepositoryId,
    pub(super) context: RepositoryContext,
    pub(super) address: Address<RepositoryMessage>,
}

/// The events that wait, oldest first.
#[derive(Debug)]
pub(super) struct RepositoryState {
    arguments: RepositoryArguments,
    waiting: VecDeque<WebhookEventId>,
    turn: Turn,
    taken: u64,
}

/// When the oldest event's turn is. Each has a message of its own, so that a build that somebody
/// asks for waits for one event and not for all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    /// Nothing waits.
    None,
    /// `Work` is in the mailbox.
    Called,
    /// `Work` comes after a pause.
    Pausing,
}

impl Actor for RepositoryActor {
    type Msg = RepositoryMessage;
    type State = RepositoryState;
    type Arguments = RepositoryArguments;

    async fn pre_start(
        &self,
        _: ActorRef<RepositoryMessage>,
        arguments: RepositoryArguments,
    ) -> Result<RepositoryState, ActorProcessingErr> {
        Ok(RepositoryState { arguments, waiting: VecDeque::new(), turn: Turn::None, taken: 0 })
    }

    async fn handle(
        &self,
        _: ActorRef<RepositoryMessage>,
        message: RepositoryMessage,
        state: &mut RepositoryState,
    ) -> Result<(), ActorProcessingErr> {
        state.arguments.address.taken();
        match message {
            RepositoryMessage::Handle(event) => {
                state.taken += 1;
                state.enqueue(event);
            }
            RepositoryMessage::Trigger(request, reply) => {
                state.taken += 1;
                let made = trigger(&state.arguments.context, request, &reply).await;
                if let Err(error) = &made {
                    let id = state.arguments.id;
                    warn!(repository.id = %id, %error, "a build that was asked for is not made");
                }
                // Who asked may have gone.
                let _ = reply.send(made);
            }
            RepositoryMessage::Work => state.work().await,
        }
        state.rest();
        Ok(())
    }
}

/// The database does not answer now; the event waits.
#[derive(Debug, thiserror::Error)]
enum Trouble {
    #[error(transparent)]
    Read(#[from] DbErr),
    #[error(transparent)]
    Write(#[from] PersistenceError),
}

/// Whether the next event's turn has come.
enum Next {
    Settled,
    TryAgainIn(Duration),
}

impl RepositoryState {
    fn enqueue(&mut self, event: WebhookEventId) {
        if !self.waiting.contains(&event) {
            self.waiting.push_back(event);
        }
        self.call_next();
    }

    fn call_next(&mut self) {
        if self.turn == Turn::None && !self.waiting.is_empty() {
            self.turn = Turn::Called;
            self.arguments.address.cast(RepositoryMessage::Work);
        }
    }

    async fn work(&mut self) {
        self.turn = Turn::None;
        let Some(id) = self.waiting.front().copied() else { return };
        let next = self.settle(id).await.unwrap_or_else(|error| {
            error!(webhook_event.id = %id, %error, "an event can't be handled at the moment");
            Next::TryAgainIn(STORE_PAUSE)
        });
        match next {
            Next::Settled => {
                self.waiting.pop_front();
                self.call_next();
            }
            Next::TryAgainIn(pause) => {
                self.turn = Turn::Pausing;
                self.arguments.address.cast_after(pause, RepositoryMessage::Work);
            }
        }
    }

    /// Nothing to do: the parent may let this actor go.
    fn rest(&self) {
        if self.waiting.is_empty() {
            let (repository, taken) = (self.arguments.id, self.taken);
            let idle = RepositoriesMessage::Idle { repository, taken };
            self.arguments.context.parent.address().cast(idle);
        }
    }

    #[tracing::instrument(skip_all, fields(webhook_event.id = %id))]
    async fn settle(&self, id: WebhookEventId) -> Result<Next, Trouble> {
        let context = &self.arguments.context;
        let event = store::webhook_events::find(&context.reader, id).await?;
        let waiting = event.filter(|event| event.status == WebhookEventStatus::Received);
        let Some(row) = waiting else { return Ok(Next::Settled) };
        let repository = store::repositories::find(&context.reader, self.arguments.id).await?;
        let Some(repository) = repository else {
            let decision = removed(&row);
            return self.end(&row, WebhookEventStatus::Ignored, decision, None).await;
        };
        match meaning(&row).await {
            Ok(Parsed::Event(event)) => {
                let deciding = decide(&context.git, &repository, *event, clock::now());
                match AssertUnwindSafe(deciding).catch_unwind().await {
                    Ok(Ok(decided)) => self.store(&row, decided).await,
                    Ok(Err(GitError::NotFound(error))) => {
                        self.give_up(&row, Rule::Commit, error).await
                    }
                    Ok(Err(error)) => self.postpone(&row, Rule::Commit, error.to_string()).await,
                    Err(_) => self.give_up(&row, Rule::PipelineFile, PANICKED.to_owned()).await,
                }
            }
            Ok(Parsed::Ignored(reason)) => {
                let decision = Decision::unsupported(&reason);
                self.end(&row, WebhookEventStatus::Ignored, decision, None).await
            }
            Err(error) => {
                let decision = Decision::unsupported(&error);
                self.end(&row, WebhookEventStatus::Failed, decision, Some(error)).await
            }
        }
    }

    async fn store(&self, row: &WebhookEvent, decided: Decided) -> Result<Next, Trouble> {
        let Decided { decision, build } = decided;
        let Some(build) = build else {
            return self.end(row, WebhookEventStatus::Ignored, decision, None).await;
        };
        let handling = Some(EventHandling { event: row.id, handling: row.handling, decision });
        let write = CreateBuild { build: *build, handling };
        match self.arguments.context.persistence.run(write).await {
            Ok(Ok(build)) => info!(build.id = %build.id, "build {} is made", build.number),
            Ok(Err(refused)) => warn!(?refused, "no build is made"),
            Err(PersistenceError::Write(error)) => {
                return self.postpone(row, Rule::Storage, error.to_string()).await;
            }
            Err(error) => return Err(error.into()),
        }
        Ok(Next::Settled)
    }

    async fn end(
        &self,
        row: &WebhookEvent,
        status: WebhookEventStatus,
        decision: Decision,
        error: Option<String>,
    ) -> Result<Next, Trouble> {
        let write = SettleEvent {
            id: row.id,
            handling: row.handling,
            repository: Some(self.arguments.id),
            status,
            decision: Some(decision),
            error: error.map(|error| bounded(&error, SENTENCE_LIMIT)),
            at: clock::now(),
        };
        match self.arguments.context.persistence.run(write).await {
            Ok(()) => Ok(Next::Settled),
            // One event that can't be stored must not hold up those behind it for ever.
            Err(PersistenceError::Write(error)) => self.refused(row, &error).await,
            Err(error) => Err(error.into()),
        }
    }

    /// The database would not take what came of an event: a few tries, and then the plainest end.
    async fn refused(&self, row: &WebhookEvent, error: &WriteError) -> Result<Next, Trouble> {
        if let Some(pause) = next_pause(row) {
            return self.try_later(row, pause, &error.to_string()).await;
        }
        error!(webhook_event.id = %row.id, %error, "what came of an event can't be stored");
        let write = SettleEvent {
            id: row.id,
            handling: row.handling,
            repository: Some(self.arguments.id),
            status: WebhookEventStatus::Failed,
            decision: Some(not_stored()),
            error: Some(NOT_STORED.to_owned()),
            at: clock::now(),
        };
        self.arguments.context.persistence.run(write).await?;
        Ok(Next::Settled)
    }

    /// Another try after a pause, a few times.
    async fn postpone(
        &self,
        row: &WebhookEvent,
        rule: Rule,
        error: String,
    ) -> Result<Next, Trouble> {
        match next_pause(row) {
            Some(pause) => self.try_later(row, pause, &error).await,
            None => self.give_up(row, rule, error).await,
        }
    }

    async fn try_later(
        &self,
        row: &WebhookEvent,
        pause: Duration,
        error: &str,
    ) -> Result<Next, Trouble> {
        let attempts = row.attempts + 1;
        warn!(error, webhook_event.attempts = attempts, "an event can't be handled");
        let error = bounded(error, SENTENCE_LIMIT);
        let write = PostponeEvent { id: row.id, attempts, error };
        self.arguments.context.persistence.run(write).await?;
        Ok(Next::TryAgainIn(pause))
    }

    /// The event has failed; a redelivery or a replay begins anew.
    async fn give_up(
        &self,
        row: &WebhookEvent,
        rule: Rule,
        error: String,
    ) -> Result<Next, Trouble> {
        let last = TraceEntry::unmatched(rule, error.clone());
        let decision = Decision::failed(Vec::new(), last);
        self.end(row, WebhookEventStatus::Failed, decision, Some(error)).await
    }
}

/// The pause before the next try of an event; none after the last one.
fn next_pause(row: &WebhookEvent) -> Option<Duration> {
    usize::try_from(row.attempts).ok().and_then(|tried| PAUSES.get(tried)).copied()
}

fn not_stored() -> Decision {
    Decision::failed(Vec::new(), TraceEntry::unmatched(Rule::Storage, NOT_STORED))
}

fn removed(row: &WebhookEvent) -> Decision {
    let name = row.summary.0.repository.as_deref().unwrap_or("the repository");
    let detail = format!("`{name}` was removed before its event was handled");
    Decision::ignored(Vec::new(), TraceEntry::unmatched(Rule::RepositoryRegistered, detail))
}
