//! Collects writes, and has them committed together: one `fsync` serves many that wait.

use std::sync::Arc;
use std::time::Instant;

use ractor::{Actor, ActorProcessingErr, ActorRef};
use tracing::warn;

use super::commit::{Committer, fail_all};
use super::folding::Folding;
use super::handle::{Lane, Persistence};
use super::message::{PendingWrite, PersistenceMessage};
use super::waiting::Waiting;
use crate::actors::bus::Bus;
use crate::metrics::Metrics;
use crate::store::Database;
use crate::store::webhook_events::ROWS;

/// The only writer of its lane.
#[derive(Debug)]
pub struct PersistenceActor;

/// What the persistence actor works with.
#[derive(Debug, Clone)]
pub struct PersistenceArguments {
    /// Where it writes.
    pub database: Database,
    /// Where it tells what became true.
    pub bus: Bus,
    /// Which writes it is for.
    pub lane: Lane,
    /// Where it is reached, and the other lane.
    pub handle: Persistence,
    /// Where it counts.
    pub metrics: Arc<Metrics>,
}

/// What waits to be written, and what is under way.
pub struct PersistenceState {
    arguments: PersistenceArguments,
    waiting: Waiting,
    /// Whether a commit is in the mailbox.
    will_flush: bool,
    folding: Option<Folding>,
}

impl Actor for PersistenceActor {
    type Msg = PersistenceMessage;
    type State = PersistenceState;
    type Arguments = PersistenceArguments;

    async fn pre_start(
        &self,
        myself: ActorRef<Self::Msg>,
        arguments: Self::Arguments,
    ) -> Result<Self::State, ActorProcessingErr> {
        let folding = Folding::start(&arguments.database, myself);
        let waiting = match arguments.lane {
            Lane::General => Waiting::default(),
            Lane::Deliveries => Waiting::of_at_most(ROWS),
        };
        Ok(PersistenceState { arguments, waiting, will_flush: false, folding })
    }

    async fn handle(
        &self,
        myself: ActorRef<Self::Msg>,
        message: Self::Msg,
        state: &mut Self::State,
    ) -> Result<(), ActorProcessingErr> {
        match message {
            PersistenceMessage::Apply(write) => state.collect(&myself, write).await,
            PersistenceMessage::Flush => {
                state.will_flush = false;
                state.commit(&myself).await;
            }
            PersistenceMessage::Checkpoint => state.checkpoint().await,
        }
        Ok(())
    }
}

impl PersistenceState {
    /// The first write puts a flush behind everything that waits already; so whatever came while the
    /// last batch was committed makes up the next one.
    async fn collect(
        &mut self,
        myself: &ActorRef<PersistenceMessage>,
        write: Box<dyn PendingWrite>,
    ) {
        self.waiting.push(write);
        if !self.flush_later(myself) {
            self.commit(myself).await;
        }
    }

    /// Commits what is next, and has what is left committed behind all that came meanwhile.
    async fn commit(&mut self, myself: &ActorRef<PersistenceMessage>) {
        loop {
            let waited = self.waiting.len();
            let batch = self.waiting.next_batch();
            self.left(waited - self.waiting.len());
            if !batch.is_empty() {
                self.commit_measured(batch).await;
            }
            if self.waiting.len() == 0 || self.flush_later(myself) {
                return;
            }
        }
    }

    async fn commit_measured(&mut self, batch: Vec<Box<dyn PendingWrite>>) {
        let (began, mut size) = (Instant::now(), batch.len());
        let PersistenceArguments { database, bus, lane, handle, metrics } = &self.arguments;
        let committer = Committer { database, bus };
        let trouble = match lane {
            Lane::General => committer.commit(batch).await,
            Lane::Deliveries => match committer.commit_new(batch).await {
                Ok(left) => {
                    size -= left.len();
                    hand_on(left, handle);
                    None
                }
                Err(trouble) => Some(trouble),
            },
        };
        if size > 0 {
            metrics.commit_writes.counted(size);
            metrics.commit_time.took(began.elapsed());
        }
        match (trouble, &self.folding) {
            // The others would only wait for the same lock, or for the same disk.
            (Some(trouble), _) => {
                let others = self.waiting.take();
                self.left(others.len());
                fail_all(others, &trouble);
            }
            (None, Some(folding)) => folding.committed(),
            (None, None) => {}
        }
    }

    /// So many wait no longer.
    fn left(&self, count: usize) {
        let own = self.arguments.handle.address(self.arguments.lane);
        (0..count).for_each(|_| own.taken());
    }

    /// Whether a flush is in the mailbox now; it is not when the mailbox is closed.
    fn flush_later(&mut self, myself: &ActorRef<PersistenceMessage>) -> bool {
        self.will_flush = self.will_flush || myself.cast(PersistenceMessage::Flush).is_ok();
        self.will_flush
    }

    async fn checkpoint(&self) {
        if let Err(error) = self.arguments.database.checkpoint_rest().await {
            warn!(%error, "the rest of the write-ahead log can't be folded; it grows until it can");
        }
    }
}

/// What is lost with a writer that is down is sent again by those who wait for it.
fn hand_on(writes: Vec<Box<dyn PendingWrite>>, to: &Persistence) {
    let others = to.address(Lane::General);
    let messages = writes.into_iter().map(PersistenceMessage::Apply);
    messages.for_each(|message| others.cast(message));
}
