//! What the operations work with. It comes to them as data of each request, so that the document
//! can be made without any of it.

use std::sync::Arc;

use poem::web::Data;
use secrecy::SecretString;
use tokio::sync::watch;
use url::Url;

use super::guard::Brake;
use super::middleware::Rules;
use super::sessions::SignIn;
use super::webhooks::SealedAway;
use super::webhooks::known::KnownRepositories;
use crate::actors::bus::Bus;
use crate::actors::logs::Logs;
use crate::actors::persistence::Persistence;
use crate::actors::repositories::Repositories;
use crate::actors::runners::Runners;
use crate::actors::supervision::Directory;
use crate::archive::Archive;
use crate::clock::Timestamp;
use crate::config::{DatabaseKind, GitProtocol};
use crate::crypto::seal::Sealer;
use crate::crypto::token::{ChainKey, Pepper};
use crate::metrics::Metrics;
use crate::store::Pool;
use crate::store::Reader;
use crate::store::secrets::Vault;

/// Everything behind the operations.
#[derive(Debug)]
pub struct Services {
    /// Where they read.
    pub reader: Reader,
    /// How they write.
    pub persistence: Persistence,
    /// Connected runners.
    pub runners: Runners,
    /// Logs of running jobs.
    pub logs: Logs,
    /// Logs of ended attempts.
    pub archive: Archive,
    /// Who makes builds on request.
    pub repositories: Repositories,
    /// What becomes true meanwhile.
    pub bus: Bus,
    /// Repositories that were delivered to.
    pub known: KnownRepositories,
    /// The tree of actors.
    pub directory: Directory,
    /// What is counted.
    pub metrics: Arc<Metrics>,
    /// The connections to the database.
    pub pools: Vec<Pool>,
    /// Seals secrets before they are stored.
    pub sealer: Arc<Sealer>,
    /// The key of stored hashes.
    pub pepper: Pepper,
    /// Knows of webhook secrets that can't be opened.
    pub sealed_away: SealedAway,
    /// Counts tokens that are not valid.
    pub token_brake: Brake,
    /// How persons sign in.
    pub sign_in: SignIn,
    /// Signs the record of who did what.
    pub chain: Arc<ChainKey>,
    /// What of the configuration the operations must know.
    pub settings: Settings,
    /// When the server started.
    pub started_at: Timestamp,
    /// Becomes true when the server stops.
    pub stopping: watch::Receiver<bool>,
}

impl Services {
    /// What seals the values of secrets.
    pub(super) fn vault(&self) -> Vault {
        Vault::new(Arc::clone(&self.sealer))
    }

    /// Ends when the server stops.
    pub(super) fn stop(&self) -> impl Future<Output = ()> + Send + 'static {
        let mut stopping = self.stopping.clone();
        async move {
            // A sender that is gone means that the server is, too.
            let _ = stopping.wait_for(|stopping| *stopping).await;
        }
    }
}

/// The part of the configuration that the operations need.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The address that others reach the server at, without a trailing slash.
    pub base_url: String,
    /// The secrets of the GitHub App's webhook that are valid; none: its endpoint refuses all.
    pub github_secrets: Vec<SecretString>,
    /// The transports that a clone URL may use.
    pub git_protocols: Vec<GitProtocol>,
    /// The API of the server's GitHub: that of its App, and of repositories without a clone URL.
    pub github_api_url: Url,
    /// Whether a GitHub App speaks for the repositories of that API.
    pub has_github_app: bool,
    /// Which database is used.
    pub database: DatabaseKind,
    /// What every request is held to.
    pub rules: Rules,
}

impl Settings {
    /// The full address of a path of this server.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base_url)
    }
}

/// The services as an operation takes them.
pub type With<'a> = Data<&'a Arc<Services>>;
