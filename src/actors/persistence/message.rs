//! What the persistence actor is told.

use std::any::{Any, TypeId};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use ractor::RpcReplyPort;
use sea_orm::{DatabaseConnection, DatabaseTransaction};

use crate::store::{Facts, Joined, Write, WriteError};

/// A message to the persistence actor.
pub enum PersistenceMessage {
    /// Apply a write, with others if others wait.
    Apply(Box<dyn PendingWrite>),
    /// Commit what is next of what waits.
    Flush,
    /// Fold the rest of the write-ahead log.
    Checkpoint,
}

/// What there is to know of a type of writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// Which of them are joined.
    pub joined: Joined,
    /// Whether few of them share a transaction.
    pub is_long: bool,
    /// Which type.
    pub type_id: TypeId,
}

/// A write and the one who waits for it, whatever its type.
pub trait PendingWrite: Send + Sync {
    /// What decides which others it is committed with.
    fn kind(&self) -> Kind;

    /// Itself, as its own type.
    fn as_any(&mut self) -> &mut dyn Any;

    /// Applies the write and `others`, which are of its kind, and keeps their outputs.
    fn apply<'a>(
        &'a mut self,
        others: &'a mut [Box<dyn PendingWrite>],
        tx: &'a DatabaseTransaction,
        facts: &'a mut Facts,
    ) -> Applying<'a>;

    /// Applies the write and `others`, which are of its kind, by one statement, as many as that can
    /// do.
    fn apply_by_one_statement<'a>(
        &'a mut self,
        others: &'a mut [Box<dyn PendingWrite>],
        db: &'a DatabaseConnection,
        facts: &'a mut Facts,
    ) -> Applying<'a>;

    /// Whether it is applied.
    fn is_done(&self) -> bool;

    /// Whether the one who waited for it has given up.
    fn is_abandoned(&self) -> bool;

    /// Hands out the output, after the commit.
    fn answer(self: Box<Self>);

    /// Hands out the reason why there is none.
    fn fail(self: Box<Self>, error: WriteError);
}

/// Writes that are being applied.
pub(super) type Applying<'a> = Pin<Box<dyn Future<Output = Result<(), WriteError>> + Send + 'a>>;

/// A write of one type.
pub(super) struct Pending<W: Write> {
    pub(super) write: Arc<W>,
    pub(super) output: Option<W::Output>,
    pub(super) reply: RpcReplyPort<Result<W::Output, WriteError>>,
}

impl std::fmt::Debug for PersistenceMessage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Apply(_) => "Apply",
            Self::Flush => "Flush",
            Self::Checkpoint => "Checkpoint",
        })
    }
}

impl<W: Write> Pending<W> {
    /// Itself and the others that are of its type.
    fn with<'a>(&'a mut self, others: &'a mut [Box<dyn PendingWrite>]) -> Vec<&'a mut Self> {
        let alike = others.iter_mut().filter_map(|other| other.as_any().downcast_mut());
        std::iter::once(self).chain(alike).collect()
    }
}

fn keep<W: Write>(
    all: &mut [&mut Pending<W>],
    outputs: impl IntoIterator<Item = Option<W::Output>>,
) {
    for (pending, output) in all.iter_mut().zip(outputs) {
        pending.output = output;
    }
}

impl<W: Write> PendingWrite for Pending<W> {
    fn kind(&self) -> Kind {
        Kind { joined: W::JOINED, is_long: W::IS_LONG, type_id: TypeId::of::<W>() }
    }

    fn as_any(&mut self) -> &mut dyn Any {
        self
    }

    fn apply<'a>(
        &'a mut self,
        others: &'a mut [Box<dyn PendingWrite>],
        tx: &'a DatabaseTransaction,
        facts: &'a mut Facts,
    ) -> Applying<'a> {
        Box::pin(async move {
            let mut all = self.with(others);
            let writes: Vec<&W> = all.iter().map(|pending| &*pending.write).collect();
            let outputs = W::apply_all(&writes, tx, facts).await?;
            keep(&mut all, outputs.into_iter().map(Some));
            Ok(())
        })
    }

    fn apply_by_one_statement<'a>(
        &'a mut self,
        others: &'a mut [Box<dyn PendingWrite>],
        db: &'a DatabaseConnection,
        facts: &'a mut Facts,
    ) -> Applying<'a> {
        Box::pin(async move {
            let mut all = self.with(others);
            let writes: Vec<&W> = all.iter().map(|pending| &*pending.write).collect();
            let outputs = W::apply_by_one_statement(&writes, db, facts).await?;
            keep(&mut all, outputs);
            Ok(())
        })
    }

    fn is_done(&self) -> bool {
        self.output.is_some()
    }

    fn is_abandoned(&self) -> bool {
        self.reply.is_closed()
    }

    fn answer(self: Box<Self>) {
        if let Some(output) = self.output {
            // The caller may have gone; what it asked for is done all the same.
            let _ = self.reply.send(Ok(output));
        }
    }

    fn fail(self: Box<Self>, error: WriteError) {
        let _ = self.reply.send(Err(error));
    }
}
