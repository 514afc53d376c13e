//! Commits a batch of writes by one transaction, and write by write where one of them fails.

use sea_orm::TransactionTrait;
use tracing::{error, warn};

use super::message::PendingWrite;
use super::waiting::are_joined;
use crate::actors::bus::Bus;
use crate::store::{Database, Facts, Joined, WriteError};

/// Where it commits, and where it tells what became true.
pub(super) struct Committer<'a> {
    pub(super) database: &'a Database,
    pub(super) bus: &'a Bus,
}

impl Committer<'_> {
    /// Returns the trouble, if it is of the kind that passes, and that others would meet too.
    pub(super) async fn commit(&self, mut batch: Vec<Box<dyn PendingWrite>>) -> Option<WriteError> {
        match self.database.within_patience(self.commit_twice(&mut batch)).await {
            Ok(facts) => {
                if !batch.is_empty() {
                    self.tell(batch, facts);
                }
                None
            }
            Err(error) if batch.len() == 1 || error.is_passing() => {
                self.renew().await;
                fail(batch, &error);
                error.is_passing().then_some(error)
            }
            Err(error) => {
                warn!(batch.size = batch.len(), %error, "a write failed, applying its batch one by one");
                self.renew().await;
                let trouble = self.commit_separately(batch).await.err()?;
                trouble.is_passing().then_some(trouble)
            }
        }
    }

    /// Commits deliveries that are new, and returns what is left, for the lane of all other writes:
    /// those that are not, or all if the connection is lost, and what is no delivery.
    pub(super) async fn commit_new(
        &self,
        batch: Vec<Box<dyn PendingWrite>>,
    ) -> Result<Vec<Box<dyn PendingWrite>>, WriteError> {
        let is_new = |write: &mut Box<dyn PendingWrite>| write.kind().joined == Joined::All;
        let mut left = batch;
        let mut new: Vec<_> = left.extract_if(.., |write| is_new(write)).collect();
        match self.database.within_patience(self.commit_at_once(&mut new)).await {
            Err(error) if error.is_passing() && !error.is_lost() => {
                new.append(&mut left);
                return Err(fail(new, &error));
            }
            Ok(()) | Err(_) => left.append(&mut new),
        }
        Ok(left)
    }

    /// Nothing that failed may be in the way of what comes.
    async fn renew(&self) {
        if let Err(error) = self.database.renew_writer().await {
            error!(%error, "the connection that writes can't be renewed");
        }
    }

    /// Once more where the connection is lost: the next one may be good, and to write twice is
    /// harmless.
    async fn commit_twice(
        &self,
        batch: &mut Vec<Box<dyn PendingWrite>>,
    ) -> Result<Facts, WriteError> {
        let used = self.database.writer_number();
        match self.commit_together(batch).await {
            Err(error) if error.is_lost() => {
                self.database.writer_lost(used).await;
                self.commit_together(batch).await
            }
            done => done,
        }
    }

    async fn commit_together(
        &self,
        batch: &mut Vec<Box<dyn PendingWrite>>,
    ) -> Result<Facts, WriteError> {
        self.commit_at_once(batch).await?;
        let mut facts = Facts::default();
        if batch.is_empty() {
            return Ok(facts);
        }
        let tx = self.database.begin().await?;
        for alike in batch.chunk_by_mut(|one, other| are_joined(one.kind(), other.kind())) {
            if let Some((first, others)) = alike.split_first_mut() {
                first.apply(others, &tx, &mut facts).await?;
            }
        }
        failpoint::here("write.applied");
        tx.commit().await?;
        Ok(facts)
    }

    /// Commits those that one statement can do, which is a transaction of its own, and takes them out
    /// of the batch.
    async fn commit_at_once(
        &self,
        batch: &mut Vec<Box<dyn PendingWrite>>,
    ) -> Result<(), WriteError> {
        let Some((first, others)) = batch.split_first_mut() else { return Ok(()) };
        let are_alike = others.iter().all(|other| other.kind() == first.kind());
        if first.kind().joined != Joined::All || !are_alike {
            return Ok(());
        }
        let (writer, mut facts) = (self.database.writer(), Facts::default());
        first.apply_by_one_statement(others, &writer, &mut facts).await?;
        self.tell(batch.extract_if(.., |write| write.is_done()).collect(), facts);
        Ok(())
    }

    /// What became true first: whoever has an answer finds nothing that is older than it.
    fn tell(&self, done: Vec<Box<dyn PendingWrite>>, facts: Facts) {
        failpoint::here("write.committed");
        self.bus.publish(facts.into_vec());
        done.into_iter().for_each(|write| write.answer());
    }

    /// Each write in a savepoint, so that one that fails fails alone.
    async fn commit_separately(&self, batch: Vec<Box<dyn PendingWrite>>) -> Result<(), WriteError> {
        let database = self.database;
        let beginning = async { Ok(database.begin().await?) };
        let tx = match database.within_patience(beginning).await {
            Ok(tx) => tx,
            Err(error) => return Err(fail(batch, &error)),
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
                    return Err(fail(done, &error));
                }
                Err(error) => write.fail(error),
            }
        }
        match database.within_patience(async { Ok(tx.commit().await?) }).await {
            Ok(()) => {
                self.tell(done, facts);
                Ok(())
            }
            Err(error) => {
                self.renew().await;
                Err(fail(done, &error))
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

/// Returns the error, and says what it cost.
fn fail(batch: Vec<Box<dyn PendingWrite>>, error: &WriteError) -> WriteError {
    error!(batch.size = batch.len(), %error, "writes failed");
    fail_all(batch, error);
    error.clone()
}

pub(super) fn fail_all(batch: Vec<Box<dyn PendingWrite>>, error: &WriteError) {
    for write in batch {
        write.fail(error.clone());
    }
}
