//! A database of its own for each test.

use oored::ids::BuildId;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection};
use url::Url;

use super::optional;

/// The database that a test's server uses.
#[derive(Debug, Clone)]
pub(crate) enum TestDatabase {
    /// A file in the data directory.
    Sqlite,
    /// A database of this name in the cluster at `cluster`.
    Postgres {
        /// The URL of a database whose user may make others.
        cluster: Url,
        /// The name.
        name: String,
    },
}

impl TestDatabase {
    pub(crate) fn sqlite() -> Self {
        Self::Sqlite
    }

    /// None, with a word about it, where there is no PostgreSQL.
    pub(crate) async fn postgres() -> Option<Self> {
        let cluster: Url = optional::postgres_url()?.parse().expect("the cluster's URL is one");
        let name = format!("oore_test_{}", BuildId::generate()).to_lowercase();
        let connection = connect(&cluster).await;
        let sql = format!("create database {name}");
        connection.execute_unprepared(&sql).await.expect("the cluster makes a database");
        connection.close().await.expect("closed");
        Some(Self::Postgres { cluster, name })
    }

    /// What `OORE_DATABASE_URL` is set to; nothing for the default.
    pub(crate) fn url(&self) -> Option<String> {
        match self {
            Self::Sqlite => None,
            Self::Postgres { cluster, name } => {
                let mut url = cluster.clone();
                url.set_path(name);
                Some(url.into())
            }
        }
    }

    /// Removes what is outside of the data directory.
    pub(crate) async fn drop(self) {
        if let Self::Postgres { cluster, name } = self {
            let connection = connect(&cluster).await;
            let sql = format!("drop database {name} with (force)");
            connection.execute_unprepared(&sql).await.expect("the cluster drops the database");
            connection.close().await.expect("closed");
        }
    }
}

async fn connect(url: &Url) -> DatabaseConnection {
    Database::connect(url.as_str()).await.expect("the cluster answers")
}
