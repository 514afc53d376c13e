//! The connections: those that write, one on SQLite, and a few that read.

mod checkpoint;
mod connections;
mod options;

use std::future::Future;
use std::path::{Path, PathBuf};
use std::time::Duration;

use migration::MigratorTrait;
use sea_orm::{
    Database as Connector, DatabaseBackend, DatabaseConnection, DbErr, TransactionTrait, sqlx,
};
use sea_orm::{DatabaseTransaction, SqliteTransactionMode, TransactionOptions};
use secrecy::{ExposeSecret, SecretString};
use tokio::time::timeout;

use super::WriteError;
use super::reader::Reader;
pub use checkpoint::{Checkpointer, Folded, WriteAheadLog};
pub(super) use connections::Connections;
use options::{BUSY_TIMEOUT, READERS, WRITERS, pool, server_reader, sqlite};

/// How long a commit of writes may take on PostgreSQL: longer than a lock is waited for.
const WRITE_PATIENCE: Duration = Duration::from_secs(20);

/// How long the end of connections to PostgreSQL is waited for.
const CLOSE_PATIENCE: Duration = Duration::from_secs(2);

/// An open database.
#[derive(Debug, Clone)]
pub struct Database {
    writer: Connections,
    reader: Connections,
}

impl Database {
    /// Opens the database at `url` and brings its schema up to date: all steps or none, by one
    /// commit.
    ///
    /// # Errors
    /// When it can't be reached, is no database, or a migration fails.
    pub async fn open(url: &SecretString) -> Result<Self, DbErr> {
        let database = Self::at(url, true).await?;
        let tx = database.begin().await?;
        migration::Migrator::up(&tx, None).await?;
        tx.commit().await?;
        Ok(database)
    }

    /// Opens the database at `url` as it is.
    ///
    /// # Errors
    /// When it can't be reached, is not there, or is no database.
    pub async fn connect(url: &SecretString) -> Result<Self, DbErr> {
        Self::at(url, false).await
    }

    /// A connection that can only read, to the database as it is.
    ///
    /// # Errors
    /// When it can't be reached, is not there, or is no database.
    pub async fn observe(url: &SecretString) -> Result<DatabaseConnection, DbErr> {
        let url = url.expose_secret();
        if !url.starts_with("sqlite:") {
            return Connector::connect(pool(url, 1)).await;
        }
        let mut options = pool(url, 1);
        options.map_sqlx_sqlite_opts(|options| {
            options.read_only(true).create_if_missing(false).busy_timeout(BUSY_TIMEOUT)
        });
        Connector::connect(options).await
    }

    async fn at(url: &SecretString, create: bool) -> Result<Self, DbErr> {
        let url = url.expose_secret();
        Ok(if url.starts_with("sqlite:") {
            Self {
                writer: Connections::open(sqlite(url, create, 1)).await?,
                reader: Connections::open(sqlite(url, create, READERS)).await?,
            }
        } else {
            Self {
                writer: Connections::open(pool(url, WRITERS)).await?,
                reader: Connections::open(match create {
                    true => server_reader(url),
                    false => pool(url, READERS),
                })
                .await?,
            }
        })
    }

    /// The connections to read from.
    #[must_use]
    pub fn reader(&self) -> DatabaseConnection {
        self.reader.get()
    }

    /// The same for a server, which must not wait for ever.
    #[must_use]
    pub fn bounded_reader(&self) -> Reader {
        Reader::new(self.reader.clone())
    }

    /// Does a piece of writing in a transaction of its own. On PostgreSQL it is given up when it
    /// takes longer than any lock is waited for: then its connection has fallen silent. Whether it
    /// was committed is not known then.
    ///
    /// # Errors
    /// Those of `work`, and trouble that passes when it is given up.
    pub async fn within_patience<T>(
        &self,
        work: impl Future<Output = Result<T, WriteError>> + Send,
    ) -> Result<T, WriteError> {
        match self.takes_writes_side_by_side() {
            true => self.writer.within(WRITE_PATIENCE, work).await,
            false => work.await,
        }
    }

    /// Whether a write need not wait for others that it has nothing to do with: PostgreSQL takes
    /// several at a time, SQLite one.
    #[must_use]
    pub fn takes_writes_side_by_side(&self) -> bool {
        self.writer.backend() == DatabaseBackend::Postgres
    }

    /// Both sets of connections, to see how busy they are.
    #[must_use]
    pub fn pools(&self) -> Vec<Pool> {
        let pool =
            |name, connections: &Connections| Pool { name, connections: connections.clone() };
        vec![pool("reader", &self.reader), pool("writer", &self.writer)]
    }

    /// Begins the one transaction that may write. SQLite takes its write lock at once, so that no
    /// later statement can fail for it.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        self.writer.get().begin_with_options(options).await
    }

    /// The connection that may write, for a single statement.
    #[must_use]
    pub fn writer(&self) -> DatabaseConnection {
        self.writer.get()
    }

    /// Which connections writes use now.
    #[must_use]
    pub fn writer_number(&self) -> u64 {
        self.writer.number()
    }

    /// One of the connections with this number is lost: what is written from now on is written over
    /// others.
    pub async fn writer_lost(&self, number: u64) {
        self.writer.replace_lost(number).await;
    }

    /// Has the next write use a new connection, after one has failed. SQLite ends a transaction by
    /// itself when it finds no room (<https://www.sqlite.org/lang_transaction.html>), which the
    /// driver does not see: it would take the next one for a part of it, and never commit that.
    ///
    /// # Errors
    /// When the old connection can't be had or closed.
    pub async fn renew_writer(&self) -> Result<(), DbErr> {
        let writer = self.writer.get();
        if writer.get_database_backend() == DatabaseBackend::Sqlite {
            let failed = |error: sqlx::Error| DbErr::Custom(error.to_string());
            let pool = writer.get_sqlite_connection_pool();
            pool.acquire().await.map_err(failed)?.close().await.map_err(failed)?;
        }
        Ok(())
    }

    /// Closes all connections; SQLite folds its write-ahead log into the database. Those to PostgreSQL
    /// that don't come back soon are left to end with the process.
    ///
    /// # Errors
    /// When a connection can't be closed.
    pub async fn close(self) -> Result<(), DbErr> {
        let (reader, writer) = (self.reader.get(), self.writer.get());
        if self.takes_writes_side_by_side() {
            let closing = async { tokio::try_join!(reader.close(), writer.close()) };
            // One that is silent never comes back to be closed.
            return timeout(CLOSE_PATIENCE, closing)
                .await
                .map_or(Ok(()), |closed| closed.map(drop));
        }
        reader.close().await?;
        writer.close().await
    }
}

/// A set of connections, which can be counted and nothing else.
#[derive(Debug, Clone)]
pub struct Pool {
    /// What the connections are for: `reader` or `writer`.
    pub name: &'static str,
    connections: Connections,
}

impl Pool {
    /// How many connections are open, and how many of them nobody uses.
    #[must_use]
    pub fn sizes(&self) -> (u32, u32) {
        let connection = self.connections.get();
        let (open, idle) = match connection.get_database_backend() {
            DatabaseBackend::Sqlite => {
                let pool = connection.get_sqlite_connection_pool();
                (pool.size(), pool.num_idle())
            }
            DatabaseBackend::Postgres => {
                let pool = connection.get_postgres_connection_pool();
                (pool.size(), pool.num_idle())
            }
            // No other is ever opened.
            _ => (0, 0),
        };
        (open, u32::try_from(idle).unwrap_or(u32::MAX))
    }
}

/// The URL of the SQLite database that is used when none is configured.
#[must_use]
pub fn default_url(data_dir: &Path) -> SecretString {
    format!("sqlite://{}?mode=rwc", data_dir.join("oore.db").display()).into()
}

/// The file that a SQLite database is in; none of any other database.
#[must_use]
pub fn sqlite_file(url: &SecretString) -> Option<PathBuf> {
    let url = url.expose_secret();
    if !url.starts_with("sqlite:") {
        return None;
    }
    let options: sqlx::sqlite::SqliteConnectOptions = url.parse().ok()?;
    Some(options.get_filename().to_owned())
}
