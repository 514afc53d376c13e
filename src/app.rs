//! The whole server as a value: started by `oored serve`, by the demo and by tests alike.

mod data_dir;
mod database;
mod github_app;
mod keys;
mod local_runner;
mod reserve;
mod tree;

use std::net::{Ipv4Addr, SocketAddr};
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use ractor::ActorCell;
use secrecy::SecretString;
use tokio::net::TcpListener;
use tokio::task::{JoinHandle, spawn_blocking};
use tracing::{info, warn};

use crate::actors::bus::Bus;
use crate::actors::persistence::Persistence;
use crate::actors::root::RootMessage;
use crate::actors::supervision::{ActorView, BudgetExhausted};
use crate::addresses::AllowedAddresses;
use crate::api::client_address::TrustedProxies;
use crate::api::guard::Brake;
use crate::api::middleware::Rules;
use crate::api::{self, KnownRepositories, SealedAway, Services, Settings, SignIn};
use crate::archive::Archive;
use crate::clock;
use crate::config::{ClientSecret, Config, ConnectionLimits, EncryptionKey, Keys, PrivateKey};
use crate::crypto::seal::{SealKey, Sealer};
use crate::crypto::token::Pepper;
use crate::identity::IdentityProvider;
use crate::ids;
use crate::providers::{GithubApp, Http, ProviderClient};
use crate::store::secrets::Vault;
use crate::store::{self, Database, Reader};
use crate::trace::{self, Tracing};
use crate::transport::{Certificates, Door, Limits};
use data_dir::DataDirLock;
pub(crate) use data_dir::take as take_data_dir;
pub(crate) use database::open;
pub use keys::keys;
pub(crate) use keys::refuse_lost as refuse_lost_keys;
use local_runner::{LocalRunner, Registry};
use reserve::Opened;
use tree::{Handles, Tree, WithKeys};

/// How long open requests may take when the server stops.
const REQUEST_PATIENCE: Duration = Duration::from_secs(3);

/// How many connections there may be at the local runner's door: it has one.
const LOCAL_CONNECTIONS: NonZeroU32 = NonZeroU32::new(16).expect("it is not zero");

/// A running server.
#[derive(Debug)]
pub struct App {
    address: SocketAddr,
    base_url: String,
    handles: Handles,
    database: Opened,
    tree: Tree,
    tracing: Option<Tracing>,
    lock: DataDirLock,
    doors: Vec<JoinHandle<()>>,
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
        local_runner::check_user(config)?;
        let lock = data_dir::take(&config.data_dir)?;
        data_dir::make_database_private(config)?;
        let listener = TcpListener::bind(config.server.listen)
            .await
            .with_context(|| format!("can't listen on {} (OORE_LISTEN)", config.server.listen))?;
        let address = listener.local_addr()?;
        let certificates = match &config.server.tls {
            Some(files) => Some(Certificates::keep(files.clone()).await?),
            None => None,
        };
        let base_url = config.server.base_url(address);
        // Beside what waits for the disk.
        let contract = spawn_blocking(api::contract);
        let opened = reserve::open(config).await?;
        let database = &opened.database;
        let persistence = Persistence::of(database);
        let mut handles = Handles { persistence, ..Handles::default() };
        let (reader, metrics) = (&database.bounded_reader(), &handles.metrics);
        let (traces, tracing) = trace::start(config.collector.as_ref(), reader, metrics)
            .context("TLS can't be set up for the collector of traces")?;
        handles.traces = traces;
        let sealer = Arc::new(sealer(&keys));
        let with_keys = WithKeys {
            providers: providers(config, &sealer)?,
            vault: Vault::new(Arc::clone(&sealer)),
        };
        follow_known_ids(reader).await?;
        let tree = tree::start(config, &base_url, database, &handles, with_keys).await?;
        github_app::adopt(config, reader, &handles.persistence).await?;
        let pepper = Pepper::new(&keys.pepper);
        let identity = identity(config, &base_url)?;
        let settings = settings(config, &base_url);
        let sign_in = SignIn::new(config.sign_in.sessions, &pepper, identity);
        let kept = (database, Archive::new(&config.logs.directory));
        let services = services((settings, sign_in), &keys, &handles, kept, sealer);
        let endpoint = api::endpoint(contract.await??, Arc::new(services), &keys.admin_token);
        let endpoint = Arc::new(endpoint);
        let door = Door::new(listener, certificates, limits(config));
        let stopping = || handles.stopping.subscribe();
        let serving = door.serve(Arc::clone(&endpoint), stopping(), REQUEST_PATIENCE);
        let mut doors = vec![tokio::spawn(serving)];
        let local_runner = if config.runner.local {
            let (door, url) = local_door(config).await?;
            doors.push(tokio::spawn(door.serve(endpoint, stopping(), REQUEST_PATIENCE)));
            let runner = LocalRunner::new(config, program, url);
            let (reader, persistence) = (reader.clone(), handles.persistence.clone());
            let registry = Registry { reader, persistence, pepper };
            Some(runner.begin(registry, handles.stopping.subscribe()).await?)
        } else {
            None
        };
        handles.runners.open();
        info!("listening on {base_url}");
        let database = opened;
        let app =
            Self { address, base_url, handles, database, tree, tracing, lock, doors, local_runner };
        Ok(app)
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
        &self.database.database
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
        let Self { handles, database, tree, tracing, lock: _lock, doors, local_runner, .. } = self;
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
        for door in doors {
            if door.await.is_err() {
                warn!("the HTTP server ended with a panic");
            }
        }
        if tree.root.cast(RootMessage::Stop).is_ok() && tree.ended.await.is_err() {
            warn!("the actors ended with a panic");
        }
        if let Some(tracing) = tracing {
            tracing.finish().await;
        }
        Ok(database.close().await?)
    }
}

/// Lists, queues and "the newest build" go by identifiers, which go by the clock.
async fn follow_known_ids(reader: &Reader) -> anyhow::Result<()> {
    let newest = store::newest_ids(reader).await.context("can't read the newest identifiers")?;
    newest.into_iter().for_each(ids::follow);
    Ok(())
}

/// Seals with the current key, and opens with the earlier ones, too.
pub(crate) fn sealer(keys: &Keys) -> Sealer {
    sealer_of(&keys.encryption_key, &keys.earlier_encryption_keys)
}

pub(crate) fn sealer_of(current: &EncryptionKey, earlier: &[EncryptionKey]) -> Sealer {
    let sealer = Sealer::new(SealKey::from(*current.expose()));
    let with =
        |sealer: Sealer, key: &EncryptionKey| sealer.with_earlier(SealKey::from(*key.expose()));
    earlier.iter().fold(sealer, with)
}

/// Calls providers as the configuration says.
///
/// # Errors
/// When the App's private key can't be used, or TLS not be set up.
pub(crate) fn providers(config: &Config, sealer: &Arc<Sealer>) -> anyhow::Result<ProviderClient> {
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
        rules: rules(config, base_url),
    }
}

fn rules(config: &Config, base_url: &str) -> Rules {
    Rules {
        proxies: TrustedProxies::new(&config.server.trusted_proxies),
        public_url: config.server.public_url.clone(),
        is_reached_by_tls: base_url.starts_with("https://"),
        request_time: config.server.times.request,
        body_time: config.server.times.body,
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
    (database, archive): (&Database, Archive),
    sealer: Arc<Sealer>,
) -> Services {
    let pepper = Pepper::new(&keys.pepper);
    Services {
        reader: database.bounded_reader(),
        persistence: handles.persistence.clone(),
        logs: handles.logs.clone(),
        archive,
        runners: handles.runners.clone(),
        repositories: handles.repositories.clone(),
        bus: handles.bus.clone(),
        known: KnownRepositories::new(&handles.bus, settings.database),
        directory: handles.directory.clone(),
        metrics: Arc::clone(&handles.metrics),
        pools: database.pools(),
        sealer,
        chain: Arc::new(pepper.chain_key()),
        sign_in,
        pepper,
        token_brake: Brake::default(),
        sealed_away: SealedAway::default(),
        settings,
        started_at: clock::now(),
        stopping: handles.stopping.subscribe(),
    }
}

fn limits(config: &Config) -> Limits {
    Limits {
        connections: config.server.connections,
        times: config.server.times,
        proxies: config.server.trusted_proxies.clone(),
    }
}

/// The door of the runner on this machine, and its address. Behind it there is neither TLS, whose
/// certificate is for the public name, nor a stranger who could take the last connection.
async fn local_door(config: &Config) -> anyhow::Result<(Door, String)> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await;
    let listener = listener.context("can't listen on 127.0.0.1 for the local runner")?;
    let url = format!("http://{}", listener.local_addr()?);
    let connections = ConnectionLimits { all: LOCAL_CONNECTIONS, per_address: LOCAL_CONNECTIONS };
    Ok((Door::new(listener, None, Limits { connections, ..limits(config) }), url))
}
