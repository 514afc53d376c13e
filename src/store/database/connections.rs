//! A set of connections to one database, which is replaced as a whole when one of them is lost or has
//! fallen silent: the others are no better then.
//!
//! A connection over which nothing comes any more is no error: whoever waits for it waits for ever,
//! and keeps its place in the set. That also goes for the driver itself, which asks each connection
//! for a sign of life when it comes back (`return_to_pool` in `sqlx-core`), and has no time limit
//! for the answer.

use std::borrow::Borrow;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use sea_orm::{ConnectOptions, Database as Connector, DatabaseBackend, DatabaseConnection, DbErr};
use tokio::time::timeout;
use tracing::{error, warn};

use crate::store::trouble::{is_lost, is_silence, silent};

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
        let current = Current { number: 0, connection: Connector::connect(options.clone()).await? };
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
        let used = self.current().number;
        let done = timeout(patience, work).await.unwrap_or_else(|_| Err(silent().into()));
        if let Err(error) = &done
            && (is_silence(error.borrow()) || is_lost(error.borrow()))
        {
            warn!(error = %error.borrow(), "new connections to the database are opened");
            self.replace(used).await;
        }
        done
    }

    fn current(&self) -> Current {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Unless somebody did that since. The new ones are opened when they are needed.
    async fn replace(&self, used: u64) {
        let connection = match Connector::connect((*self.options).clone()).await {
            Ok(connection) => connection,
            Err(error) => return error!(%error, "connections can't be replaced"),
        };
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        if current.number == used {
            *current = Current { number: used + 1, connection };
        }
    }
}
