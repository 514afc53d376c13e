//! Collects writes and commits them together: one `fsync` serves all that wait.

use std::sync::Arc;
use std::time::Instant;

use ractor::{Actor, ActorProcessingErr, ActorRef};
use sea_orm::TransactionTrait;
use tracing::{error, warn};

use super::folding::Folding;
use super::handle::Persistence;
use super::message::{PendingWrite, PersistenceMessage};
use super::waiting::{Waiting, are_joined};
use crate::actors::bus::Bus;
use crate::metrics::Metrics;
use crate::store::{Database, Facts, Joined, WriteError};

/// The only writer of the database.
#[derive(Debug)]
pub struct PersistenceActor;

/// What the persistence actor works with.
#[derive(Debug, Clone)]
pub struct PersistenceArguments {
    /// Where it writes.
    pub database: Database,
    /// Where it tells what became true.
    pub bus: Bus,
    /// Its own address.
    pub handle: Persistence,
    /// Where it counts.
    pub metrics: Arc<Metrics>,
}

/// What waits for the next commit.
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
        Ok(PersistenceState { arguments, waiting: Waiting::default(), will_flush: false, folding })
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
        self.arguments.handle.0.taken();
        // Nobody was told that it is done, and nobody will be: it need not be kept.
        if write.is_abandoned() {
            return;
        }
        self.waiting.push(write);
        if self.waiting.is_full() || !self.flush_later(myself) {
            self.commit(myself).await;
        }
    }

    /// Commits what is next, and what is left behind all that came meanwhile.
    async fn commit(&mut self, myself: &ActorRef<PersistenceMessage>) {
        loop {
            let batch = self.waiting.next_batch();
            if batch.is_empty() {
                return;
            }
            let (began, size) = (Instant::now(), batch.len());
            self.commit_all(batch).await;
            let metrics = &self.arguments.metrics;
            metrics.commit_writes.counted(size);
            metrics.commit_time.took(began.elapsed());
            if let Some(folding) = &self.folding {
                folding.committed();
            }
            if self.waiting.is_empty() || self.flush_later(myself) {
                return;
            }
        }
    }

    /// Whether a flush is in the mailbox now; it is not when the mailbox is closed.
    fn flush_later(&mut self, myself: &ActorRef<PersistenceMessage>) -> bool {
        self.will_flush = self.will_flush || myself.cast(PersistenceMessage::Flush).is_ok();
        self.will_flush
    }

    async fn commit_all(&self, mut batch: Vec<Box<dyn PendingWrite>>) {
        let database = &self.arguments.database;
        match database.within_patience(self.commit_together(&mut batch)).await {
            Ok(facts) => self.tell(batch, facts),
            // One by one they would only wait for the same lock, or for the same disk.
            Err(error) if batch.len() == 1 || error.is_passing() => {
                self.renew().await;
                fail_all(batch, &error);
            }
            Err(error) => {
                warn!(batch.size = batch.len(), %error, "a write failed, applying its batch one by one");
                self.renew().await;
                self.commit_separately(batch).await;
            }
        }
    }

    async fn checkpoint(&self) {
        if let Err(error) = self.arguments.database.checkpoint_rest().await {
            warn!(%error, "the rest of the write-ahead log can't be folded; it grows until it can");
        }
    }

    /// Nothing that failed may be in the way of what comes.
    async fn renew(&self) {
        if let Err(error) = self.arguments.database.renew_writer().await {
            error!(%error, "the connection that writes can't be renewed");
        }
    }

    async fn commit_together(
        &self,
        batch: &mut [Box<dyn PendingWrite>],
    ) -> Result<Facts, WriteError> {
        let mut facts = Facts::default();
        if let Some((first, others)) = batch.split_first_mut()
            && first.kind().0 == Joined::All
            && others.iter().all(|other| other.kind() == first.kind())
        {
            let writer = self.arguments.database.writer();
            if first.apply_by_one_statement(others, writer, &mut facts).await? {
                return Ok(facts);
            }
        }
        let tx = self.arguments.database.begin().await?;
        for alike in batch.chunk_by_mut(|one, other| are_joined(one.kind(), other.kind())) {
            if let Some((first, others)) = alike.split_first_mut() {
                first.apply(others, &tx, &mut facts).await?;
            }
        }
        failpoint::here("write.applied");
        tx.commit().await?;
        Ok(facts)
    }

    /// What became true first: whoever has an answer finds nothing that is older than it.
    fn tell(&self, done: Vec<Box<dyn PendingWrite>>, facts: Facts) {
        failpoint::here("write.committed");
        self.arguments.bus.publish(facts.into_vec());
        done.into_iter().for_each(|write| write.answer());
    }

    /// Each write in a savepoint, so that one that fails fails alone.
    async fn commit_separately(&self, batch: Vec<Box<dyn PendingWrite>>) {
        let database = &self.arguments.database;
        let tx = match database.within_patience(database.begin()).await {
            Ok(tx) => tx,
            Err(error) => return fail_all(batch, &error.into()),
        };
        let (mut done, mut facts) = (Vec::new(), Facts::default());
        let mut left = batch.into_iter();
        while let Some(mut write) = left.next() {
            match database.within_patience(apply_alone(&tx, write.as_mut())).await {
                Ok(own) => {
                    facts.append(own);
                    done.push(write);
                }
                // The transaction may be gone with it.
                Err(error) if error.is_passing() => {
                    drop(tx);
                    self.renew().await;
                    done.extend(std::iter::once(write).chain(left));
                    return fail_all(done, &error);
                }
                Err(error) => write.fail(error),
            }
        }
        match database.within_patience(tx.commit()).await {
            Ok(()) => self.tell(done, facts),
            Err(error) => {
                self.renew().await;
                fail_all(done, &error.into());
            }
        }
    }
}

async fn apply_alone(
    tx: &sea_orm::DatabaseTransaction,
    write: &mut dyn PendingWrite,
) -> Result<Facts, WriteError> {
    let savepoint = tx.begin().await?;
    let mut facts = Facts::default();
    write.apply(&mut [], &savepoint, &mut facts).await?;
    savepoint.commit().await?;
    Ok(facts)
}

fn fail_all(batch: Vec<Box<dyn PendingWrite>>, error: &WriteError) {
    error!(batch.size = batch.len(), %error, "writes failed");
    for write in batch {
        write.fail(error.clone());
    }
}
