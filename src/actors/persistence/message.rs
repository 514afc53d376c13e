//! What the persistence actor is told.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use ractor::RpcReplyPort;
use sea_orm::DatabaseTransaction;

use crate::store::{Facts, Write, WriteError};

/// A message to the persistence actor.
pub enum PersistenceMessage {
    /// Apply a write, with others if others wait.
    Apply(Box<dyn PendingWrite>),
    /// Commit what was collected.
    Flush,
}

/// A write and the one who waits for it, whatever its type.
pub trait PendingWrite: Send + Sync {
    /// Applies the write and keeps its output.
    fn apply<'a>(
        &'a mut self,
        tx: &'a DatabaseTransaction,
        facts: &'a mut Facts,
    ) -> Pin<Box<dyn Future<Output = Result<(), WriteError>> + Send + 'a>>;

    /// Whether the one who waited for it has given up.
    fn is_abandoned(&self) -> bool;

    /// Hands out the output, after the commit.
    fn answer(self: Box<Self>);

    /// Hands out the reason why there is none.
    fn fail(self: Box<Self>, error: WriteError);
}

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
        })
    }
}

impl<W: Write> PendingWrite for Pending<W> {
    fn apply<'a>(
        &'a mut self,
        tx: &'a DatabaseTransaction,
        facts: &'a mut Facts,
    ) -> Pin<Box<dyn Future<Output = Result<(), WriteError>> + Send + 'a>> {
        Box::pin(async move {
            self.output = Some(self.write.apply(tx, facts).await?);
            Ok(())
        })
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
