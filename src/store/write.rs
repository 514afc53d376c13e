//! What a write is.

use std::borrow::Borrow;
use std::future::Future;
use std::sync::Arc;

use sea_orm::{DatabaseConnection, DatabaseTransaction, DbErr};

use crate::domain::fact::Fact;

/// A change of the database as a value, applied by the persistence actor in a transaction that it
/// may share with others.
///
/// Two rules make it safe to send again when the answer was lost. **Repeatable:** applied twice it
/// leaves the same rows as applied once, so it carries the ids of what it makes and checks the
/// state that it changes. **A refusal is an output:** `Err` is for the database's own failures and
/// rolls back everything the write did; what the domain refuses is part of `Output` and has
/// written nothing.
pub trait Write: Send + Sync + 'static {
    /// What the caller gets after the commit.
    type Output: Send + Sync + 'static;

    /// Does it.
    fn apply(
        &self,
        tx: &DatabaseTransaction,
        facts: &mut Facts,
    ) -> impl Future<Output = Result<Self::Output, WriteError>> + Send;

    /// Whether it takes so long that webhooks must not wait for many of them.
    const IS_LONG: bool = false;

    /// Which of its kind are given to [`Write::apply_all`] together.
    const JOINED: Joined = Joined::Never;

    /// Does several of a kind, for writes that one statement can do together. The outputs are in
    /// the order of `writes`; those who wait for them sent nothing since.
    fn apply_all(
        writes: &[&Self],
        tx: &DatabaseTransaction,
        facts: &mut Facts,
    ) -> impl Future<Output = Result<Vec<Self::Output>, WriteError>> + Send
    where
        Self: Sized,
    {
        async move {
            let mut outputs = Vec::with_capacity(writes.len());
            for write in writes {
                outputs.push(write.apply(tx, facts).await?);
            }
            Ok(outputs)
        }
    }

    /// Does several of a kind by a statement that needs no transaction around it. None for those that
    /// are left, to be done in a transaction.
    fn apply_by_one_statement(
        writes: &[&Self],
        db: &DatabaseConnection,
        facts: &mut Facts,
    ) -> impl Future<Output = Result<Vec<Option<Self::Output>>, WriteError>> + Send
    where
        Self: Sized,
    {
        let _ = (db, facts);
        let none = writes.iter().map(|_| None).collect();
        async { Ok(none) }
    }
}

/// Which writes of one kind, among all that share a transaction, are applied together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joined {
    /// None: they are applied one by one.
    Never,
    /// Those that were sent one after the other, with nothing in between.
    Neighbours,
    /// All, before any other write: they depend on nothing that others write.
    All,
}

/// What a transaction makes true, told after its commit.
#[derive(Debug, Default)]
pub struct Facts(Vec<Fact>);

impl Facts {
    /// Adds one; the same twice in a row is told once.
    pub fn push(&mut self, fact: Fact) {
        if self.0.last() != Some(&fact) {
            self.0.push(fact);
        }
    }

    /// Adds several.
    pub fn extend(&mut self, facts: impl IntoIterator<Item = Fact>) {
        facts.into_iter().for_each(|fact| self.push(fact));
    }

    /// Takes over what another transaction's part made true.
    pub fn append(&mut self, other: Self) {
        other.0.into_iter().for_each(|fact| self.push(fact));
    }

    /// What is to be told.
    #[must_use]
    pub fn into_vec(self) -> Vec<Fact> {
        self.0
    }
}

/// The database did not do it.
#[derive(Debug, Clone, thiserror::Error)]
#[error("the database refused a write: {0}")]
pub struct WriteError(pub(super) Arc<DbErr>);

impl WriteError {
    /// What the database said.
    #[must_use]
    pub fn cause(&self) -> &DbErr {
        &self.0
    }
}

impl Borrow<DbErr> for WriteError {
    fn borrow(&self) -> &DbErr {
        &self.0
    }
}

impl From<DbErr> for WriteError {
    fn from(error: DbErr) -> Self {
        Self(Arc::new(error))
    }
}
