//! A set of connections to one database, which is replaced as a whole when one of them is lost or has
//! fallen silent: the others are likely to be no better.
//!
//! A connection over which nothing comes any more is no error: whoever waits for it waits for ever,
//! and keeps its place in the set. That also goes for the driver itself, which asks each connection
//! for a sign of life when it comes back (`return_to_pool` in `sqlx-core`), and has no time limit
//! for the answer. Such a task of the driver, and its socket, stay until the other side ends it.

use std::borrow::Borrow;
use std::mem;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use sea_orm::{ConnectOptions, Database as Connector, DatabaseBackend, DatabaseConnection, DbErr};
use tokio::runtime::Handle;
use tokio::time::{Instant, timeout};
use tracing::{error, warn};

use crate::store::trouble::{is_lost, is_silence, silent};

/// How long the replaced ones have to be closed.
const CLOSE_PATIENCE: Duration = Duration::from_secs(60);

/// Silence may be slowness, and what is slow goes on at the database: a bound for how much of it.
const AT_MOST_EVERY: Duration = Duration::from_secs(5);

/// After what time somebody who gives up is taken for a sign of silence. A webhook's sender is kept
/// waiting for a row for 1.5 s.
const GIVEN_UP: Duration = Duration::from_secs(1);

/// All clones are the same set.
#[derive(Debug, Clone)]
pub(in crate::store) struct Connections {
    options: Arc<ConnectOptions>,
    current: Arc<RwLock<Current>>,
}

#[derive(Debug, Clone, Default)]
struct Current {
    /// How many there were before it.
    number: u64,
    /// Since when, if there was one before it.
    since: Option<Instant>,
    connection: DatabaseConnection,
}

/// None at all.
impl Default for Connections {
    fn default() -> Self {
        Self { options: Arc::new(ConnectOptions::new("")), current: Arc::default() }
    }
}

impl Connections {
    /// Connects.
    ///
    /// # Errors
    /// When the database can't be reached, is not there, or is no database.
    pub(super) async fn open(mut options: ConnectOptions) -> Result<Self, DbErr> {
        let current = Current {
            number: 0,
            since: None,
            connection: Connector::connect(options.clone()).await?,
        };
        options.connect_lazy(true);
        Ok(Self { options: Arc::new(options), current: Arc::new(RwLock::new(current)) })
    }

    /// Those that are used now.
    pub(in crate::store) fn get(&self) -> DatabaseConnection {
        self.current().connection
    }

    /// What they lead to.
    pub(in crate::store) fn backend(&self) -> DatabaseBackend {
        self.get().get_database_backend()
    }

    /// Does `work` on these connections in the time that it has. When nothing is heard of it, none of
    /// them comes free, or the one that it uses is lost, new ones take their place.
    ///
    /// # Errors
    /// Those of `work`, and trouble that passes when it is given up.
    pub(in crate::store) async fn within<T, E: From<DbErr> + Borrow<DbErr>>(
        &self,
        patience: Duration,
        work: impl Future<Output = Result<T, E>> + Send,
    ) -> Result<T, E> {
        let mut watch = Watch::begin(self);
        let done = timeout(patience, work).await.unwrap_or_else(|_| Err(silent().into()));
        watch.is_done = true;
        match done.as_ref().err().map(Borrow::borrow) {
            Some(error) if is_silence(error) => self.replace(watch.used, Cause::Silent).await,
            Some(error) if is_lost(error) => self.replace(watch.used, Cause::Lost).await,
            _ => {}
        }
        done
    }

    /// Those that are used now, with the number of their set.
    pub(in crate::store) fn used(&self) -> (u64, DatabaseConnection) {
        let Current { number, connection, .. } = self.current();
        (number, connection)
    }

    /// Which set is used now, counted from 0.
    pub(in crate::store) fn number(&self) -> u64 {
        self.current().number
    }

    /// One of the set with this number is lost: what is done from now on is done on others.
    pub(in crate::store) async fn replace_lost(&self, number: u64) {
        self.replace(number, Cause::Lost).await;
    }

    fn current(&self) -> Current {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Unless somebody did that since. The new ones are opened when they are needed; of the old ones
    /// those that are at work go on, and nobody who waits for one gets it.
    async fn replace(&self, used: u64, cause: Cause) {
        if self.current().is_to_stay(used, cause) {
            return;
        }
        let connection = match Connector::connect((*self.options).clone()).await {
            Ok(connection) => connection,
            Err(error) => return error!(%error, "connections to the database can't be replaced"),
        };
        let old = {
            let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
            if current.is_to_stay(used, cause) {
                return;
            }
            let new = Current { number: used + 1, since: Some(Instant::now()), connection };
            mem::replace(&mut *current, new)
        };
        warn!("connections to the database are {}; new ones are opened", cause.word());
        tokio::spawn(timeout(CLOSE_PATIENCE, old.connection.close()));
    }
}

impl Current {
    fn is_to_stay(&self, used: u64, cause: Cause) -> bool {
        let is_new = self.since.is_some_and(|since| since.elapsed() < AT_MOST_EVERY);
        self.number != used || (cause == Cause::Silent && is_new)
    }
}

/// Why connections are replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cause {
    Lost,
    Silent,
}

impl Cause {
    fn word(self) -> &'static str {
        match self {
            Self::Lost => "lost",
            Self::Silent => "silent",
        }
    }
}

/// One who waits for an answer. Who gives up before the time is over leaves a connection behind on
/// which nothing may ever come.
struct Watch {
    connections: Connections,
    used: u64,
    began: Instant,
    is_done: bool,
}

impl Watch {
    fn begin(connections: &Connections) -> Self {
        let (connections, used) = (connections.clone(), connections.number());
        Self { connections, used, began: Instant::now(), is_done: false }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if !self.is_done
            && self.began.elapsed() >= GIVEN_UP
            && let Ok(runtime) = Handle::try_current()
        {
            let (connections, used) = (self.connections.clone(), self.used);
            runtime.spawn(async move { connections.replace(used, Cause::Silent).await });
        }
    }
}

#[cfg(test)]
mod tests {
    use std::future::pending;

    use tokio::time::{advance, pause};

    use super::*;

    const FOREVER: Duration = Duration::from_secs(1000);

    /// To a database that is never asked.
    async fn connections() -> Connections {
        let mut options = ConnectOptions::new("postgres://nobody@localhost/nothing");
        options.connect_lazy(true).min_connections(0);
        let connections = Connections::open(options).await.unwrap();
        pause();
        connections
    }

    /// Whether the connections are replaced when somebody gives up after so many milliseconds.
    async fn gives_up_after(milliseconds: u64, connections: &Connections) -> bool {
        let before = connections.number();
        let never = connections.within::<(), DbErr>(FOREVER, pending());
        assert!(timeout(Duration::from_millis(milliseconds), never).await.is_err());
        tokio::task::yield_now().await;
        connections.number() > before
    }

    #[tokio::test]
    async fn who_gives_up_soon_says_nothing_and_who_gives_up_late_tells_of_silence() {
        let connections = connections().await;
        assert!(!gives_up_after(500, &connections).await);
        assert!(gives_up_after(1500, &connections).await);
    }

    #[tokio::test]
    async fn slowness_does_not_open_connections_without_end() {
        let connections = connections().await;
        assert!(gives_up_after(1500, &connections).await);
        assert!(!gives_up_after(1500, &connections).await);
        advance(AT_MOST_EVERY).await;
        assert!(gives_up_after(1500, &connections).await);
    }

    #[tokio::test]
    async fn what_takes_too_long_is_trouble_that_passes() {
        let connections = connections().await;
        let never = connections.within::<(), DbErr>(Duration::from_secs(10), pending()).await;
        assert!(is_silence(&never.unwrap_err()));
        assert_eq!(connections.number(), 1);
    }

    #[tokio::test]
    async fn lost_connections_are_replaced_once() {
        let connections = connections().await;
        for _ in 0..3 {
            connections.replace_lost(0).await;
        }
        assert_eq!(connections.number(), 1);
        connections.replace_lost(1).await;
        assert_eq!(connections.number(), 2);
    }
}
