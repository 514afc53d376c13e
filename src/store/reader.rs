//! Reading within a time: a connection may fall silent without being closed, when packets are
//! dropped or the database's machine hangs, and then nothing is ever heard of a statement again.

use std::future::Future;
use std::io;
use std::time::Duration;

use async_trait::async_trait;
use sea_orm::{
    ConnectionTrait, DatabaseBackend, DatabaseConnection, DatabaseTransaction, DbErr, ExecResult,
    QueryResult, RuntimeErr, SqlxError, Statement, TransactionTrait,
};
use tokio::time::timeout;

/// How long a statement may take, with the wait for a connection. What a server reads takes
/// milliseconds.
pub(super) const READ_PATIENCE: Duration = Duration::from_secs(10);

/// The connections that a running server reads from. A statement that is not answered in time is
/// trouble that passes; its connection is given up.
#[derive(Debug, Clone, Default)]
pub struct Reader {
    connection: DatabaseConnection,
    patience: Option<Duration>,
}

impl Reader {
    /// Reads by `connection`. A file does not fall silent: SQLite has all the time that it needs.
    pub(super) fn new(connection: DatabaseConnection) -> Self {
        let is_far = connection.get_database_backend() == DatabaseBackend::Postgres;
        Self { connection, patience: is_far.then_some(READ_PATIENCE) }
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<(), DbErr> {
        self.within(self.connection.ping()).await
    }

    /// Begins a transaction. What is done in it is to be done [`within`](Self::within) a time, too.
    pub(super) async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        self.connection.begin().await
    }

    /// Does `work` with the time that a statement has.
    pub(super) async fn within<T>(
        &self,
        work: impl Future<Output = Result<T, DbErr>> + Send,
    ) -> Result<T, DbErr> {
        match self.patience {
            None => work.await,
            Some(patience) => timeout(patience, work).await.unwrap_or_else(|_| Err(silent())),
        }
    }
}

/// What a connection that has fallen silent comes to.
pub(super) fn silent() -> DbErr {
    let error = io::Error::new(io::ErrorKind::TimedOut, "the database has not answered in time");
    DbErr::Conn(RuntimeErr::SqlxError(SqlxError::Io(error).into()))
}

#[async_trait]
impl ConnectionTrait for Reader {
    fn get_database_backend(&self) -> DatabaseBackend {
        self.connection.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.within(self.connection.execute_raw(statement)).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.within(self.connection.execute_unprepared(sql)).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.within(self.connection.query_one_raw(statement)).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.within(self.connection.query_all_raw(statement)).await
    }
}
