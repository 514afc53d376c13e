//! What connections are opened with.

use std::io;
use std::time::Duration;

use sea_orm::{ConnectOptions, sqlx};
use sqlx::Connection as _;
use sqlx::postgres::{PgConnection, PgPoolOptions};
use tokio::time::timeout;

/// Connections for reading.
pub(super) const READERS: u32 = 4;

/// Connections for writing to PostgreSQL: for webhooks and for all else, and one that may still be on
/// its way back from the last write.
pub(super) const WRITERS: u32 = 3;

/// How long a connection is waited for: a database that starts together with the server gets the
/// time, and a wrong address is told while somebody still watches the start.
const CONNECTION_PATIENCE: Duration = Duration::from_secs(10);

/// How long SQLite waits for a lock that another process holds (a backup, a shell).
pub(super) const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// How many prepared statements each connection keeps: about as many as there are.
const STATEMENTS: usize = 256;

/// At how many pages of 4 KiB a commit folds the write-ahead log itself: only if nobody does it before
/// ([`super::checkpoint`]).
const CHECKPOINT_PAGES: u32 = 16_000;

/// What PostgreSQL is told for each session. It waits so long for a lock that another one holds; and
/// it ends a session whose other side is gone without a word, so that its locks are in nobody's way
/// (<https://www.postgresql.org/docs/current/runtime-config-connection.html#GUC-TCP-KEEPALIVES-IDLE>).
const SESSION: [(&str, &str); 6] = [
    ("lock_timeout", "10s"),
    ("idle_in_transaction_session_timeout", "15s"),
    ("tcp_keepalives_idle", "10"),
    ("tcp_keepalives_interval", "5"),
    ("tcp_keepalives_count", "3"),
    ("tcp_user_timeout", "15s"),
];

/// For how long nothing must have come over a connection before it is asked whether it is alive.
const QUIET: Duration = Duration::from_secs(1);

/// How long it may take to show that.
const PING_PATIENCE: Duration = Duration::from_secs(3);

/// Memory for SQLite's pages of each connection, in kibibytes.
const CACHE_KIB: i32 = 8 * 1024;

pub(super) fn pool(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(CONNECTION_PATIENCE)
        .map_sqlx_postgres_opts(|options| {
            options.options(SESSION).statement_cache_capacity(STATEMENTS)
        })
        .map_sqlx_postgres_pool_opts(checked)
        .sqlx_logging(false);
    options
}

/// Those that a server reads from: it gives up waiting, and the database is to give up the work.
pub(super) fn server_reader(url: &str) -> ConnectOptions {
    let mut options = pool(url, READERS);
    options.map_sqlx_postgres_opts(|options| {
        options
            .options(SESSION)
            .options([("statement_timeout", "10s")])
            .statement_cache_capacity(STATEMENTS)
    });
    options
}

/// Has connections that have fallen silent meanwhile found out and closed. The driver's own check
/// waits for an answer as long as it takes, and is made before each use: that is a way to the
/// database and back for each statement.
fn checked(options: PgPoolOptions) -> PgPoolOptions {
    options.test_before_acquire(false).before_acquire(|connection, used| {
        Box::pin(async move {
            if used.idle_for >= QUIET {
                ping(connection).await?;
            }
            Ok(true)
        })
    })
}

async fn ping(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    let answered = timeout(PING_PATIENCE, connection.ping()).await;
    answered.unwrap_or_else(|_| Err(io::Error::from(io::ErrorKind::TimedOut).into()))
}

/// `synchronous=FULL` with a write-ahead log: a commit is on the disk when it returns
/// (<https://www.sqlite.org/pragma.html#pragma_synchronous>).
pub(super) fn sqlite(url: &str, create: bool, connections: u32) -> ConnectOptions {
    let mut options = pool(url, connections);
    // A file does not hang up, so nothing is gained by asking before each use.
    options.test_before_acquire(false);
    options.map_sqlx_sqlite_opts(move |options| {
        options
            .create_if_missing(create)
            .statement_cache_capacity(STATEMENTS)
            .busy_timeout(BUSY_TIMEOUT)
            .pragma("journal_mode", "WAL")
            .pragma("synchronous", "FULL")
            .pragma("wal_autocheckpoint", CHECKPOINT_PAGES.to_string())
            .pragma("foreign_keys", "ON")
            .pragma("temp_store", "MEMORY")
            .pragma("cache_size", format!("-{CACHE_KIB}"))
    });
    options
}
