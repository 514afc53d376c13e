//! A database of its own for each test.

use std::net::ToSocketAddrs as _;
use std::path::Path;

use oored::ids::BuildId;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection};
use url::Url;

use super::optional;
use super::proxy::Target;

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

    /// The same database, reached through a port of this machine.
    pub(crate) fn through(&self, port: u16) -> Self {
        match self {
            Self::Sqlite => panic!("a file is not reached through a port"),
            Self::Postgres { cluster, name } => {
                let mut cluster = cluster.clone();
                cluster.set_query(None);
                cluster.set_host(Some("127.0.0.1")).expect("a host");
                cluster.set_port(Some(port)).expect("a port");
                Self::Postgres { cluster, name: name.clone() }
            }
        }
    }

    /// Where PostgreSQL listens.
    pub(crate) fn target(&self) -> Target {
        let Self::Postgres { cluster, .. } = self else { panic!("a file listens nowhere") };
        let port = cluster.port().unwrap_or(5432);
        let directory = cluster.query_pairs().find(|(name, _)| name == "host");
        if let Some((_, directory)) = directory {
            let socket = Path::new(&*directory).join(format!(".s.PGSQL.{port}"));
            return Target::Unix(socket);
        }
        let host = cluster.host_str().expect("a host");
        let address = (host, port).to_socket_addrs().expect("an address").next();
        Target::Tcp(address.expect("an address"))
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
