//! Reading within a time: a connection may fall silent without being closed, when packets are
//! dropped or the database's machine hangs, and then nothing is ever heard of a statement again.

use std::time::Duration;

use async_trait::async_trait;
use sea_orm::{
    ConnectionTrait, DatabaseBackend, DatabaseConnection, DatabaseTransaction, DbErr, ExecResult,
    QueryResult, Statement, TransactionTrait,
};

use super::database::Connections;
use super::trouble::is_lost;

/// How long a statement may take, with the wait for a connection. What a server reads takes
/// milliseconds.
pub(super) const READ_PATIENCE: Duration = Duration::from_secs(10);

/// The connections that a running server reads from. A statement that is not answered in time is
/// trouble that passes; its connection is given up.
#[derive(Debug, Clone, Default)]
pub struct Reader {
    connections: Connections,
    patience: Option<Duration>,
}

impl Reader {
    /// Reads by `connections`. A file does not fall silent: SQLite has all the time that it needs.
    pub(super) fn new(connections: Connections) -> Self {
        let is_far = connections.backend() == DatabaseBackend::Postgres;
        Self { connections, patience: is_far.then_some(READ_PATIENCE) }
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<(), DbErr> {
        self.ask((), |db, ()| async move { db.ping().await }).await
    }

    async fn ask<T: Send, W: Clone + Send, F: Future<Output = Result<T, DbErr>> + Send>(
        &self,
        what: W,
        ask: impl Fn(DatabaseConnection, W) -> F + Send + Sync,
    ) -> Result<T, DbErr> {
        let connections = &self.connections;
        let Some(patience) = self.patience else { return ask(connections.get(), what).await };
        let once = async |what| {
            let (number, connection) = connections.used();
            let answer = ask(connection, what).await;
            let is_lost = answer.as_ref().is_err_and(is_lost);
            if is_lost {
                connections.replace_lost(number).await;
            }
            (answer, is_lost)
        };
        let asking = async {
            match once(what.clone()).await {
                (_, true) => once(what).await.0,
                (answer, false) => answer,
            }
        };
        connections.within(patience, asking).await
    }

    /// Begins a transaction. What is done in it is to be done [`within`](Self::within) a time, too.
    pub(super) async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        self.connections.get().begin().await
    }

    /// Does `work` with the time that a statement has.
    pub(super) async fn within<T>(
        &self,
        work: impl Future<Output = Result<T, DbErr>> + Send,
    ) -> Result<T, DbErr> {
        match self.patience {
            None => work.await,
            Some(patience) => self.connections.within(patience, work).await,
        }
    }
}

#[async_trait]
impl ConnectionTrait for Reader {
    fn get_database_backend(&self) -> DatabaseBackend {
        self.connections.backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.ask(statement, |db, statement| async move { db.execute_raw(statement).await }).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.ask(sql, |db, sql| async move { db.execute_unprepared(sql).await }).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.ask(statement, |db, statement| async move { db.query_one_raw(statement).await }).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.ask(statement, |db, statement| async move { db.query_all_raw(statement).await }).await
    }
}
