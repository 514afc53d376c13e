//! The whole server as a value: started by `oored serve`, by the demo and by tests alike.

mod data_dir;
mod github_app;
mod local_runner;
mod tree;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use poem::listener::TcpAcceptor;
use ractor::ActorCell;
use secrecy::SecretString;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tracing::{info, warn};

use crate::actors::bus::Bus;
use crate::actors::root::RootMessage;
use crate::actors::supervision::{ActorView, BudgetExhausted};
use crate::api::{self, Services, Settings, SignIn};
use crate::clock;
use crate::config::{ClientSecret, Config, Keys, PrivateKey};
use crate::crypto::seal::{SealKey, Sealer};
use crate::crypto::token::Pepper;
use crate::identity::IdentityProvider;
use crate::providers::{AllowedAddresses, GithubApp, Http, ProviderClient};
use crate::store::Database;
use data_dir::DataDirLock;
use local_runner::LocalRunner;
use tree::{Handles, Tree};

/// How long open requests may take when the server stops.
const REQUEST_PATIENCE: Duration = Duration::from_secs(3);

/// A running server.
#[derive(Debug)]
pub struct App {
    address: SocketAddr,
    base_url: String,
    handles: Handles,
    database: Database,
    tree: Tree,
    lock: DataDirLock,
    http: JoinHandle<std::io::Result<()>>,
    local_runner: Option<JoinHandle<()>>,
}

/// What a start needs beside the configuration.
#[derive(Debug)]
pub struct Environment {
    /// The keys of the data directory.
    pub keys: Keys,
    /// The `oored` program, which the local runner is started from.
    pub program: PathBuf,
}

/// Why a server can't go on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GivenUp {
    /// An actor has failed too often.
    #[error(transparent)]
    Exhausted(BudgetExhausted),
    /// Nobody is left who would restart an actor.
    #[error("the root of the actors has ended")]
    RootEnded,
}

impl App {
    /// Opens the database, starts the actors, listens, and starts the local runner.
    ///
    /// # Errors
    /// With one message that says what to do: the address is taken, the database can't be opened.
    pub async fn start(config: &Config, environment: Environment) -> anyhow::Result<Self> {
        let Environment { keys, program } = environment;
        let lock = data_dir::take(&config.data_dir)?;
        data_dir::make_database_private(config)?;
        let listener = TcpListener::bind(config.server.listen)
            .await
            .with_context(|| format!("can't listen on {} (OORE_LISTEN)", config.server.listen))?;
        let address = listener.local_addr()?;
        let base_url = config.server.base_url(address);
        let url = SecretString::from(config.database.url.expose());
        let database = Database::open(&url)
            .await
            .with_context(|| "can't open the database (OORE_DATABASE_URL)")?;
        let handles = Handles::default();
        let sealer = Arc::new(Sealer::new(SealKey::from(*keys.encryption_key.expose())));
        let providers = providers(config, &sealer)?;
        let tree = tree::start(config, &base_url, &database, &handles, providers).await?;
        github_app::adopt(config, database.reader(), &handles.persistence).await?;
        let pepper = Pepper::new(&keys.pepper);
        let identity = identity(config, &base_url)?;
        let settings = settings(config, &base_url);
        let sign_in = SignIn::new(config.sign_in.sessions, &pepper, identity);
        let services = services((settings, sign_in), &keys, &handles, &database, sealer);
        let http = serve(services, &keys, listener, handles.stopping.subscribe())?;
        let local_runner = if config.runner.local {
            let runner = LocalRunner {
                program,
                data_dir: config.data_dir.clone(),
                capacity: config.runner.capacity.get(),
                inherit_env: config.runner.inherit_env.clone(),
                url: local_url(address),
            };
            runner.register(database.reader(), &handles.persistence, &pepper).await?;
            Some(tokio::spawn(runner.keep(handles.stopping.subscribe())))
        } else {
            None
        };
        info!("listening on {base_url}");
        Ok(Self { address, base_url, handles, database, tree, lock, http, local_runner })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its address for people, without a slash at its end.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// The facts it makes true.
    #[must_use]
    pub fn bus(&self) -> &Bus {
        &self.handles.bus
    }

    /// Its database.
    #[must_use]
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// Its actors.
    #[must_use]
    pub fn actors(&self) -> Vec<ActorView> {
        self.handles.directory.list()
    }

    /// A living actor, for tests that end it.
    #[must_use]
    pub fn actor(&self, name: &str) -> Option<ActorCell> {
        self.handles.directory.cell(name)
    }

    /// Waits until an actor has failed too often, or the tree is gone. The process is to end then.
    pub async fn given_up(&self) -> GivenUp {
        let mut fatal = self.tree.fatal.clone();
        match fatal.wait_for(Option::is_some).await.as_deref() {
            Ok(Some(exhausted)) => GivenUp::Exhausted(exhausted.clone()),
            Ok(None) | Err(_) => GivenUp::RootEnded,
        }
    }

    /// Stops in order: runners are told, requests end, actors work off what they have, the
    /// database is closed. Jobs go on in their runners.
    ///
    /// # Errors
    /// When the database can't be closed; everything it was given is stored all the same.
    pub async fn stop(self) -> anyhow::Result<()> {
        let Self { handles, database, tree, lock: _lock, http, local_runner, .. } = self;
        handles.stopping.send_replace(true);
        // Before the goodbye: a runner that stands by must not take the place of one that ends.
        if let Some(kept) = local_runner
            && kept.await.is_err()
        {
            warn!("the local runner was given up with a panic");
        }
        if handles.runners.say_goodbye().await.is_err() {
            warn!("the runners could not be told that the server stops");
        }
        if http.await.is_err() {
            warn!("the HTTP server ended with a panic");
        }
        if tree.root.cast(RootMessage::Stop).is_ok() && tree.ended.await.is_err() {
            warn!("the actors ended with a panic");
        }
        Ok(database.close().await?)
    }
}

fn providers(config: &Config, sealer: &Arc<Sealer>) -> anyhow::Result<ProviderClient> {
    let allowed = AllowedAddresses::new(&config.providers.allowed_networks);
    let http = Http::new(allowed).context("TLS can't be set up for calls of providers")?;
    let github = config.providers.github_api_url.clone();
    let app = match &config.providers.github_app {
        None => None,
        Some(app) => {
            let key = private_key(&app.private_key)?;
            info!(github_app.id = app.id, "a GitHub App speaks for repositories at {github}");
            if config.webhooks.github_secret.is_none() {
                warn!(
                    "OORE_GITHUB_WEBHOOK_SECRET is not set: deliveries to /api/webhooks/github are \
                     refused"
                );
            }
            Some(GithubApp::new(app.id.clone(), &key, github.clone(), http.clone())?)
        }
    };
    Ok(ProviderClient::new(http, Arc::clone(sealer), github, app))
}

fn private_key(key: &PrivateKey) -> anyhow::Result<SecretString> {
    match key {
        PrivateKey::Pem(text) => Ok(text.clone()),
        PrivateKey::File(path) => {
            let text = std::fs::read_to_string(path).with_context(|| {
                format!(
                    "can't read the App's private key {} (OORE_GITHUB_PRIVATE_KEY)",
                    path.display()
                )
            })?;
            Ok(text.into())
        }
    }
}

fn settings(config: &Config, base_url: &str) -> Settings {
    let secrets = &config.webhooks;
    let github_secrets = secrets.github_secret.iter().chain(&secrets.github_secret_previous);
    Settings {
        base_url: base_url.to_owned(),
        github_secrets: github_secrets.cloned().collect(),
        git_protocols: config.git.protocols.clone(),
        github_api_url: config.providers.github_api_url.clone(),
        has_github_app: config.providers.github_app.is_some(),
        database: config.database.url.kind(),
    }
}

/// Who vouches for persons, if anybody is configured. Nobody is asked yet.
fn identity(config: &Config, base_url: &str) -> anyhow::Result<Option<IdentityProvider>> {
    let Some(oidc) = &config.sign_in.oidc else { return Ok(None) };
    let secret = match &oidc.client_secret {
        None => None,
        Some(ClientSecret::Text(text)) => Some(text.clone()),
        Some(ClientSecret::File(path)) => {
            let text = std::fs::read_to_string(path).with_context(|| {
                let path = path.display();
                format!("can't read the client's secret {path} (OORE_OIDC_CLIENT_SECRET)")
            })?;
            Some(text.trim_end_matches(['\r', '\n']).into())
        }
    };
    let redirect_url = format!("{base_url}/api/session/oidc/callback");
    info!("{} vouches for persons, and sends them to {redirect_url}", oidc.issuer.0);
    Ok(Some(IdentityProvider::new(oidc.clone(), secret, redirect_url)?))
}

fn services(
    (settings, sign_in): (Settings, SignIn),
    keys: &Keys,
    handles: &Handles,
    database: &Database,
    sealer: Arc<Sealer>,
) -> Services {
    let pepper = Pepper::new(&keys.pepper);
    Services {
        reader: database.reader().clone(),
        persistence: handles.persistence.clone(),
        logs: handles.logs.clone(),
        runners: handles.runners.clone(),
        repositories: handles.repositories.clone(),
        bus: handles.bus.clone(),
        directory: handles.directory.clone(),
        sealer,
        chain: Arc::new(pepper.chain_key()),
        sign_in,
        pepper,
        settings,
        started_at: clock::now(),
        stopping: handles.stopping.subscribe(),
    }
}

fn serve(
    services: Services,
    keys: &Keys,
    listener: TcpListener,
    mut stopping: watch::Receiver<bool>,
) -> anyhow::Result<JoinHandle<std::io::Result<()>>> {
    let endpoint = api::endpoint(Arc::new(services), &keys.admin_token)?;
    let acceptor = TcpAcceptor::from_tokio(listener)?;
    let stop = async move {
        // A sender that is gone means that the server is, too.
        let _ = stopping.wait_for(|stopping| *stopping).await;
    };
    let server = poem::Server::new_with_acceptor(acceptor);
    Ok(tokio::spawn(server.run_with_graceful_shutdown(endpoint, stop, Some(REQUEST_PATIENCE))))
}

/// The address for programs on this machine, whatever the public one is.
fn local_url(address: SocketAddr) -> String {
    match address {
        SocketAddr::V4(v4) if v4.ip().is_unspecified() => {
            format!("http://127.0.0.1:{}", address.port())
        }
        SocketAddr::V6(v6) if v6.ip().is_unspecified() => {
            format!("http://[::1]:{}", address.port())
        }
        other => format!("http://{other}"),
    }
}
