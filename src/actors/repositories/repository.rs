//! One repository: its events in order, with pauses between tries when git can't be reached.

use std::collections::VecDeque;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures_util::FutureExt;
use ractor::{Actor, ActorProcessingErr, ActorRef};
use sea_orm::DatabaseConnection;
use tracing::{error, warn};

use super::again::decide_again;
use super::delivered::{Delivered, Undecided};
use super::handle::Repositories;
use super::heads;
use super::meaning::{meaning, missed};
use super::merge::Patience;
use super::message::{RepositoriesMessage, RepositoryMessage, SyncReply};
use super::settling::{Next, Settling, Trouble};
use super::sources::Sources;
use super::sync::sync;
use super::test_event::test_event;
use super::trigger::trigger;
use crate::actors::persistence::Persistence;
use crate::actors::supervision::Address;
use crate::clock;
use crate::domain::event::Event;
use crate::domain::status::WebhookEventStatus;
use crate::domain::trigger::{Decision, Rule, TraceEntry};
use crate::entities::repositories::Model as Repository;
use crate::entities::webhook_events::Model as WebhookEvent;
use crate::git::GitError;
use crate::ids::{RepositoryId, WebhookEventId};
use crate::providers::Parsed;
use crate::store;
use crate::store::repositories::NoteProviderId;
use crate::trace::{TraceId, Traces};

/// The pause before an event is tried again that could be neither read nor written.
const STORE_PAUSE: Duration = Duration::from_secs(5);

/// What is said of an event whose handling panicked; the panic itself is in the server's log.
const PANICKED: &str = "the server failed while it decided this event; its log says where";

/// Decides the events of one repository.
#[derive(Debug)]
pub(super) struct RepositoryActor;

/// What a repository's actor works with.
#[derive(Debug, Clone)]
pub(super) struct RepositoryContext {
    pub(super) reader: DatabaseConnection,
    pub(super) persistence: Persistence,
    pub(super) sources: Sources,
    pub(super) parent: Repositories,
    pub(super) traces: Traces,
}

/// What a repository's actor begins with.
#[derive(Debug, Clone)]
pub(super) struct RepositoryArguments {
    pub(super) id: RepositoryId,
    pub(super) context: RepositoryContext,
    pub(super) address: Address<RepositoryMessage>,
}

/// What waits, oldest first.
#[derive(Debug)]
pub(super) struct RepositoryState {
    arguments: RepositoryArguments,
    waiting: VecDeque<Waiting>,
    turn: Turn,
    taken: u64,
}

/// Something that is to be done in its order.
#[derive(Debug)]
enum Waiting {
    /// An event is to be handled.
    Event(WebhookEventId),
    /// The repository is to be looked at: what the events before it tell was not missed.
    Sync(SyncReply),
}

/// When the turn of what waits longest is. Each has a message of its own, so that a build that
/// somebody asks for waits for one event and not for all of them.
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
                let made = trigger(&state.arguments.context, *request, &reply).await;
                if let Err(error) = &made {
                    let id = state.arguments.id;
                    warn!(repository.id = %id, %error, "a build that was asked for is not made");
                }
                // Who asked may have gone.
                let _ = reply.send(made);
            }
            RepositoryMessage::TestEvent(request, reply) => {
                state.taken += 1;
                if !reply.is_closed() {
                    // Who asked may have gone.
                    let _ = reply.send(test_event(&state.arguments.context, request).await);
                }
            }
            RepositoryMessage::Sync(reply) => {
                state.taken += 1;
                state.look_in_turn(reply).await;
            }
            RepositoryMessage::Work => state.work().await,
        }
        state.rest();
        Ok(())
    }
}

impl RepositoryState {
    fn enqueue(&mut self, event: WebhookEventId) {
        let is_this = |it: &Waiting| matches!(it, Waiting::Event(waiting) if *waiting == event);
        if !self.waiting.iter().any(is_this) {
            self.waiting.push_back(Waiting::Event(event));
        }
        self.call_next();
    }

    /// An event that is tried again later holds nobody up who waits for an answer.
    async fn look_in_turn(&mut self, reply: SyncReply) {
        if self.turn == Turn::Pausing {
            return self.look(reply).await;
        }
        self.waiting.push_back(Waiting::Sync(reply));
        self.call_next();
    }

    async fn look(&self, reply: SyncReply) {
        // Who gave up waiting has been told that nothing was found, and may ask again.
        if !reply.is_closed() {
            let found = sync(&self.arguments.context, self.arguments.id).await;
            // Who asked may have gone.
            let _ = reply.send(found);
        }
    }

    fn call_next(&mut self) {
        if self.turn == Turn::None && !self.waiting.is_empty() {
            self.turn = Turn::Called;
            self.arguments.address.cast(RepositoryMessage::Work);
        }
    }

    async fn work(&mut self) {
        self.turn = Turn::None;
        let id = match self.waiting.front() {
            None => return,
            Some(Waiting::Event(id)) => *id,
            Some(Waiting::Sync(_)) => return self.look_next().await,
        };
        let deciding = self.arguments.context.traces.deciding(id, self.settle(id));
        let next = deciding.await.unwrap_or_else(|error| {
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

    async fn look_next(&mut self) {
        if let Some(Waiting::Sync(reply)) = self.waiting.pop_front() {
            self.look(reply).await;
        }
        self.call_next();
    }

    /// Nothing to do: the parent may let this actor go.
    fn rest(&self) {
        if self.waiting.is_empty() {
            let (repository, taken) = (self.arguments.id, self.taken);
            let idle = RepositoriesMessage::Idle { repository, taken };
            self.arguments.context.parent.address().cast(idle);
        }
    }

    /// By it the repository is known when it has another name.
    async fn note_number(&self, repository: &Repository, event: &Event) {
        let Some(provider_id) = new_number(repository, event) else { return };
        let write = NoteProviderId { id: repository.id, provider_id };
        if let Err(error) = self.arguments.context.persistence.run(write).await {
            // The next event brings it again.
            warn!(repository.id = %repository.id, %error, "the provider's number is not noted");
        }
    }

    #[tracing::instrument(skip_all, fields(webhook_event.id = %id, trace.id = %TraceId::of_event(id)))]
    async fn settle(&self, id: WebhookEventId) -> Result<Next, Trouble> {
        let context = &self.arguments.context;
        let event = store::webhook_events::find(&context.reader, id).await?;
        let waiting = event.filter(|event| event.status == WebhookEventStatus::Received);
        let Some(row) = waiting else { return Ok(Next::Settled) };
        let (persistence, id) = (&context.persistence, self.arguments.id);
        let missed = missed(&row).and_then(Result::ok);
        let settling = Settling { persistence, repository: id, row: &row, missed: missed.as_ref() };
        let Some(repository) = store::repositories::find(&context.reader, id).await? else {
            return settling.ignored(removed(&row)).await;
        };
        let mut parsed = match meaning(&row).await {
            Ok(Parsed::Change(_)) => {
                let why = "what happens to repositories is believed from the GitHub App alone; \
                           `oore repo update` changes a repository";
                return settling.ignored(Decision::unsupported(why)).await;
            }
            Ok(Parsed::Again { again, sender }) => {
                let sender = sender.as_deref();
                let decided = decide_again(context, &repository, &row, &again, sender).await?;
                return settling.decided(decided, None).await;
            }
            Ok(parsed) => parsed,
            Err(error) => return settling.unusable(error).await,
        };
        if let (Some(_), Parsed::Event(event)) = (&missed, &mut parsed) {
            // What a look found is this repository's, whatever it was called then.
            event.repository.full_name = repository.full_name();
        }
        if let Parsed::Event(event) = &parsed {
            self.note_number(&repository, event).await;
        }
        let patience = Patience::after(row.attempts);
        let delivered = Delivered { context, repository: &repository, event: row.id, patience };
        let deciding = delivered.decide(parsed, clock::now());
        match AssertUnwindSafe(deciding).catch_unwind().await {
            Ok(Ok((decided, about))) => {
                // A look at the repository noted the head with the event itself.
                let head = match about.filter(|_| missed.is_none()) {
                    None => None,
                    Some(event) => {
                        heads::seen(context, &repository, &event, row.handling == 1).await
                    }
                };
                settling.decided(decided, head).await
            }
            Ok(Err(Undecided::Git(GitError::Refused(error)))) => {
                if context.sources.has_another_login(&repository).await {
                    return settling.postpone(Rule::Commit, error).await;
                }
                settling.give_up(Rule::Commit, error).await
            }
            Ok(Err(Undecided::Git(GitError::NotFound(error)))) => {
                settling.give_up(Rule::Commit, error).await
            }
            Ok(Err(Undecided::Git(error))) => {
                settling.postpone(Rule::Commit, error.to_string()).await
            }
            Ok(Err(Undecided::Database(error))) => Err(error.into()),
            Err(_) => settling.give_up(Rule::PipelineFile, PANICKED.to_owned()).await,
        }
    }
}

/// The provider's number for the repository that its event names, if that is not noted yet.
fn new_number(repository: &Repository, event: &Event) -> Option<i64> {
    let named = &event.repository.full_name;
    let number = i64::try_from(event.repository.provider_id?).ok()?;
    let is_same = named.eq_ignore_ascii_case(&repository.full_name());
    (is_same && repository.provider_id != Some(number)).then_some(number)
}

fn removed(row: &WebhookEvent) -> Decision {
    let name = row.summary.0.repository.as_deref().unwrap_or("the repository");
    let detail = format!("`{name}` was removed before its event was handled");
    Decision::ignored(Vec::new(), TraceEntry::unmatched(Rule::RepositoryRegistered, detail))
}
