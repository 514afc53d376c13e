//! One repository: its events in order, with pauses between tries when git can't be reached.

use std::time::{Duration, Instant};

use ractor::{Actor, ActorProcessingErr, ActorRef};
use tracing::{error, warn};

use super::handle::Repositories;
use super::handling::{Ahead, Handling, Step};
use super::message::{RepositoriesMessage, RepositoryMessage, SyncReply};
use super::queue::Queue;
use super::settling::{Next, Trouble};
use super::sources::Sources;
use super::sync::sync;
use super::test_event::test_event;
use super::trigger::trigger;
use crate::actors::persistence::Persistence;
use crate::actors::supervision::Address;
use crate::ids::{RepositoryId, WebhookEventId};
use crate::store::Reader;
use crate::trace::Traces;

/// The pause before an event is tried again that could be neither read nor written.
const STORE_PAUSE: Duration = Duration::from_secs(5);

/// How many events are decided before the first of them must be written.
const MOST_AHEAD: usize = 64;

/// How many of those who wait for a commit are a crowd: each webhook that is being received is one.
const CROWD: u64 = 32;

/// How long deciding gives way to a crowd after each round: some 300 events a second are decided of
/// each repository even so.
const GIVING_WAY: Duration = Duration::from_millis(200);

/// How many bytes of payloads are read at a time; one payload may be larger.
pub(super) const MOST_BYTES: i64 = 4 * 1024 * 1024;

/// How long others wait for events that are decided in one go, where each takes no time.
const LONGEST_ROUND: Duration = Duration::from_millis(50);

/// Decides the events of one repository.
#[derive(Debug)]
pub(super) struct RepositoryActor;

/// What a repository's actor works with.
#[derive(Debug, Clone)]
pub(super) struct RepositoryContext {
    pub(super) reader: Reader,
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
    waiting: Queue,
    turn: Turn,
    taken: u64,
}

/// When the turn of what waits longest is. Each round has a message of its own, so that a build that
/// somebody asks for waits for one round and not for all that waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    /// Nothing waits.
    None,
    /// `Work` is in the mailbox.
    Called,
    /// `Work` comes after a pause, as those who send webhooks come first.
    GivingWay,
    /// `Work` comes when it is time to try what waits longest again.
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
        Ok(RepositoryState { arguments, waiting: Queue::default(), turn: Turn::None, taken: 0 })
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
        self.waiting.push_event(event);
        self.call_next();
    }

    /// An event that is tried again later holds nobody up who waits for an answer.
    async fn look_in_turn(&mut self, reply: SyncReply) {
        if self.turn == Turn::Pausing {
            return self.look(reply).await;
        }
        self.waiting.push_sync(reply);
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
        if let Some(reply) = self.waiting.pop_sync() {
            self.look(reply).await;
            return self.call_next();
        }
        match self.round().await {
            None if self.is_to_give_way() => self.pause(Turn::GivingWay, GIVING_WAY),
            None => self.call_next(),
            Some(pause) => self.pause(Turn::Pausing, pause),
        }
    }

    fn pause(&mut self, turn: Turn, pause: Duration) {
        if !self.waiting.is_empty() {
            self.turn = turn;
            self.arguments.address.cast_after(pause, RepositoryMessage::Work);
        }
    }

    /// Whether so many writes wait that deciding more would keep senders of webhooks waiting, who
    /// give up sooner than a build is missed.
    fn is_to_give_way(&self) -> bool {
        self.arguments.context.persistence.crowd() > CROWD
    }

    /// Decides what waits, one after the other, while what was decided before is being written.
    /// One that is to be tried again keeps its place; the pause until then is returned. Where the
    /// database did not take what was decided of one, those behind it may have come before it.
    async fn round(&mut self) -> Option<Duration> {
        let ids = self.waiting.events(MOST_AHEAD);
        let context = self.arguments.context.clone();
        let loaded = Handling::load(context.clone(), self.arguments.id, &ids).await;
        let (handling, mut rows) = match loaded {
            Ok(loaded) => loaded,
            Err(trouble) => return ids.first().and_then(|id| self.ended(*id, Err(trouble))),
        };
        let (mut ahead, mut writing) = (Ahead::default(), Vec::new());
        let (began, mut pause) = (Instant::now(), None);
        for id in ids {
            let row = rows.remove(&id);
            let step = if context.traces.are_on() {
                // Each takes its own time then.
                context.traces.deciding(id, handling.finish(id, row)).await.map(Step::Done)
            } else {
                handling.begin(id, row, &mut ahead).await
            };
            match step {
                Ok(Step::Writing(write)) => writing.push((id, write)),
                Ok(Step::Wait) => break,
                Ok(Step::Done(next)) => pause = self.ended(id, Ok(next)),
                Err(trouble) => pause = self.ended(id, Err(trouble)),
            }
            if pause.is_some() || rows.is_empty() || began.elapsed() >= LONGEST_ROUND {
                break;
            }
            ahead.is_under_way = !writing.is_empty();
        }
        for (id, write) in writing {
            let next = write.await;
            pause = self.ended(id, next).or(pause);
        }
        pause
    }

    /// An event that has its end goes; how long the next try of another is waited for.
    fn ended(&mut self, id: WebhookEventId, next: Result<Next, Trouble>) -> Option<Duration> {
        match next {
            Ok(Next::Settled) => {
                self.waiting.remove(id);
                None
            }
            Ok(Next::TryAgainIn(pause)) => Some(pause),
            Err(error) => {
                error!(webhook_event.id = %id, %error, "an event can't be handled at the moment");
                Some(STORE_PAUSE)
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
}
