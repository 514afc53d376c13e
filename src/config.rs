//! What the server is told from outside: documented defaults, then `oored.toml`, then the
//! environment, each overriding the one before.
//!
//! [`Config::load`] is a pure function of its [`Sources`]; nothing else of the server reads the
//! environment. A wrong start is refused with every problem at once, each with its key, the place
//! it came from and what would be right. `.env.example` and `oored.example.toml` document every
//! setting, and a test keeps them true.

mod collector;
mod file;
pub mod keys;
mod problem;
mod reader;
mod server;
mod settings;
mod sign_in;
mod sources;
mod upkeep;
mod values;

#[cfg(test)]
mod tests;

use std::num::NonZeroU16;
use std::path::PathBuf;
use std::time::Duration;

use ::runner::{SandboxMode, SandboxOptions};
use ipnet::IpNet;
use secrecy::SecretString;
use url::Url;

pub use collector::Collector;
pub use keys::{Keys, KeysError};
pub use problem::{ConfigErrors, Origin, Problem};
pub use server::{ConnectionLimits, Server, TimeLimits, TlsFiles};
pub use sign_in::{ClientSecret, Issuer, Oidc, SignIn};
pub use sources::{ConfigFile, DEFAULT_FILE, Sources, UnreadableFile};
pub use upkeep::Logs;
pub use values::{
    DatabaseKind, DatabaseUrl, EncryptionKey, GitProtocol, PrivateKey, variable_name,
};

use reader::{Reader, Reported};

use crate::domain::retention::Rules;

/// Everything the server can be told. Its `Debug` form shows no secret.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where the server keeps its database, keys, logs and cached repositories.
    pub data_dir: PathBuf,
    /// How the server is reached.
    pub server: Server,
    /// Where the rows are kept.
    pub database: Database,
    /// What verifies incoming webhooks.
    pub webhooks: Webhooks,
    /// How providers are called.
    pub providers: Providers,
    /// The keys that protect what is stored; see [`keys::load_or_create`] for absent ones.
    pub security: Security,
    /// How persons sign in.
    pub sign_in: SignIn,
    /// How runners are treated, and the local one.
    pub runner: Runner,
    /// How jobs are treated.
    pub jobs: Jobs,
    /// How the logs of ended jobs are kept.
    pub logs: Logs,
    /// How long history is kept.
    pub retention: Rules,
    /// How repositories are read.
    pub git: Git,
    /// Where traces go; none: there are none.
    pub collector: Option<Collector>,
}

/// Where the rows are kept.
#[derive(Debug, Clone)]
pub struct Database {
    /// SQLite in the data directory unless told otherwise.
    pub url: DatabaseUrl,
}

/// What verifies incoming webhooks.
#[derive(Debug, Clone)]
pub struct Webhooks {
    /// The GitHub App's webhook secret. Absent: `/api/webhooks/github` refuses every delivery.
    pub github_secret: Option<SecretString>,
    /// The secret before the last change, still accepted while it is rolled out. Only ever
    /// present beside `github_secret`.
    pub github_secret_previous: Option<SecretString>,
    /// What is mixed into stored hashes of webhook tokens, 32 characters at least.
    pub pepper: Option<SecretString>,
}

/// How providers are called.
#[derive(Debug, Clone)]
pub struct Providers {
    /// The API of the server's GitHub: that of its App, and of repositories without a clone URL.
    pub github_api_url: Url,
    /// The GitHub App that speaks for repositories without an access token of their own.
    pub github_app: Option<GithubApp>,
    /// Networks whose addresses providers may have, beside public ones.
    pub allowed_networks: Vec<IpNet>,
}

/// A GitHub App.
#[derive(Debug, Clone)]
pub struct GithubApp {
    /// Its id, or its client id.
    pub id: String,
    /// What its tokens are signed with.
    pub private_key: PrivateKey,
}

/// The keys that protect what is stored.
#[derive(Debug, Clone)]
pub struct Security {
    /// Seals secrets in the database.
    pub encryption_key: Option<EncryptionKey>,
    /// The key before, which still opens what it sealed.
    pub encryption_key_previous: Option<EncryptionKey>,
    /// Opens the management operations, 32 characters at least.
    pub admin_token: Option<SecretString>,
}

/// How runners are treated, and the local one.
#[derive(Debug, Clone)]
pub struct Runner {
    /// Whether the server starts a runner on its own machine.
    pub local: bool,
    /// How many jobs the local runner takes at a time.
    pub capacity: NonZeroU16,
    /// How long a runner may be silent before its jobs are lost.
    pub lost_after: Duration,
    /// Names of the variables that steps get from the local runner's environment, beside the
    /// fixed short list.
    pub inherit_env: Vec<String>,
    /// Where the local runner spools and runs jobs; none: below the server's data directory.
    pub data_dir: Option<PathBuf>,
    /// The user that the local runner's jobs run as; none: the server's own.
    pub user: Option<String>,
    /// Which steps the local runner keeps in a sandbox.
    pub sandbox: SandboxOptions,
}

impl Runner {
    /// Whether steps of the local runner can read what the server's user can: its keys.
    #[must_use]
    pub fn shows_keys_to_jobs(&self) -> bool {
        self.local && self.user.is_none() && self.sandbox.mode != SandboxMode::Always
    }
}

/// How jobs are treated.
#[derive(Debug, Clone)]
pub struct Jobs {
    /// How long a cancelled job may take from SIGTERM to SIGKILL.
    pub cancel_grace: Duration,
    /// How many bytes of output a job may print before it is ended.
    pub log_limit_bytes: u64,
}

/// How repositories are read.
#[derive(Debug, Clone)]
pub struct Git {
    /// The transports that a clone URL may use; never empty, sorted, without duplicates.
    pub protocols: Vec<GitProtocol>,
    /// The pause between two looks at all repositories for what no webhook told; none: there are
    /// none unasked.
    pub reconcile_every: Option<Duration>,
}

impl Config {
    /// Reads and checks everything.
    ///
    /// # Errors
    /// All problems of all sources, in the order of the sources.
    pub fn load(sources: &Sources) -> Result<Self, ConfigErrors> {
        use settings as s;
        let mut reader = Reader::new(sources);
        let data_dir = reader.optional(&s::DATA_DIR, values::directory);
        let server = Server::read(&mut reader);
        let database_url = reader.optional(&s::DATABASE_URL, values::database_url);
        let github_secret = reader.optional(&s::GITHUB_WEBHOOK_SECRET, values::secret);
        let previous = reader.optional(&s::GITHUB_WEBHOOK_SECRET_PREVIOUS, values::secret);
        let github_api_url = reader.required(&s::GITHUB_API_URL, values::public_url);
        let github_app = github_app(&mut reader);
        let allowed_networks = reader.list(&s::ALLOWED_NETWORKS, values::network);
        let pepper = reader.optional(&s::WEBHOOK_PEPPER, values::long_secret);
        let security = security(&mut reader);
        let sign_in = SignIn::read(&mut reader);
        let runner = runner(&mut reader, sources);
        let cancel_grace = reader.required(&s::CANCEL_GRACE, values::cancel_grace);
        let log_limit = reader.required(&s::LOG_LIMIT, values::log_limit);
        let logs = Logs::read(&mut reader);
        let retention = upkeep::retention(&mut reader);
        let git = git(&mut reader);
        let collector = Collector::read(&mut reader);

        if matches!((&github_secret, &previous), (Ok(None), Ok(Some(_)))) {
            let beside = s::GITHUB_WEBHOOK_SECRET.variable;
            let told = format!("is of use only beside {beside}; set that one");
            reader.report(&s::GITHUB_WEBHOOK_SECRET_PREVIOUS, told);
        }

        let config = reader.finish(|| {
            let data_dir = data_dir?.unwrap_or_else(|| sources.default_data_dir());
            let database = Database {
                url: database_url?.unwrap_or_else(|| DatabaseUrl::sqlite_in(&data_dir)),
            };
            let logs = logs?.in_data_dir(&data_dir);
            Ok(Self {
                data_dir,
                server: server?,
                database,
                webhooks: Webhooks {
                    github_secret: github_secret?,
                    github_secret_previous: previous?,
                    pepper: pepper?,
                },
                providers: Providers {
                    github_api_url: github_api_url?,
                    github_app: github_app?,
                    allowed_networks: allowed_networks?,
                },
                security: security?,
                sign_in: sign_in?,
                runner: runner?,
                jobs: Jobs { cancel_grace: cancel_grace?, log_limit_bytes: log_limit? },
                logs,
                retention: retention?,
                git: git?,
                collector: collector?,
            })
        });
        config.map(|config| config.with_private_files(sources))
    }

    /// Keeps what holds the server's own secrets from the steps of its runner.
    fn with_private_files(mut self, sources: &Sources) -> Self {
        let file = sources.file.as_ref().map(|file| &file.path);
        let tls = self.server.tls.as_ref().map(|tls| &tls.key);
        let app = self.providers.github_app.as_ref().and_then(|app| match &app.private_key {
            PrivateKey::File(path) => Some(path),
            PrivateKey::Pem(_) => None,
        });
        let secret = self.sign_in.oidc.as_ref().and_then(|oidc| oidc.client_secret.as_ref());
        let client = secret.and_then(|secret| match secret {
            ClientSecret::File(path) => Some(path),
            ClientSecret::Text(_) => None,
        });
        let private = [file, tls, app, client].into_iter().flatten().cloned();
        // The data directory itself is kept from them in any case.
        let is_outside = !self.logs.directory.starts_with(&self.data_dir);
        let logs = is_outside.then(|| self.logs.directory.clone());
        self.runner.sandbox.private = private.chain(logs).collect();
        self
    }
}

/// Both of its settings, or none.
fn github_app(reader: &mut Reader) -> Result<Option<GithubApp>, Reported> {
    use settings::{GITHUB_APP_ID, GITHUB_PRIVATE_KEY};
    let id = reader.optional(&GITHUB_APP_ID, values::name);
    let private_key = reader.optional(&GITHUB_PRIVATE_KEY, values::private_key);
    match (id?, private_key?) {
        (None, None) => Ok(None),
        (Some(id), Some(private_key)) => Ok(Some(GithubApp { id, private_key })),
        (id, _) => {
            let (given, missing) = match id {
                Some(_) => (&GITHUB_APP_ID, &GITHUB_PRIVATE_KEY),
                None => (&GITHUB_PRIVATE_KEY, &GITHUB_APP_ID),
            };
            reader.report(given, format!("is of use only beside {}; set both", missing.variable));
            Ok(None)
        }
    }
}

fn runner(reader: &mut Reader, sources: &Sources) -> Result<Runner, Reported> {
    use settings as s;
    let local = reader.required(&s::LOCAL_RUNNER, values::switch);
    let capacity = reader.optional(&s::RUNNER_CAPACITY, values::capacity);
    let lost_after = reader.required(&s::RUNNER_LOST_AFTER, values::lost_after);
    let inherit_env = reader.list(&s::RUNNER_INHERIT_ENV, variable_name);
    let data_dir = reader.optional(&s::RUNNER_DATA_DIR, values::directory);
    let user = reader.optional(&s::RUNNER_USER, values::user_name);
    let sandbox = sandbox(reader);
    Ok(Runner {
        local: local?,
        capacity: capacity?.unwrap_or(sources.cores),
        lost_after: lost_after?,
        inherit_env: inherit_env?,
        data_dir: data_dir?,
        user: user?,
        sandbox: sandbox?,
    })
}

fn sandbox(reader: &mut Reader) -> Result<SandboxOptions, Reported> {
    let mode = reader.required(&settings::RUNNER_SANDBOX, str::parse);
    let network = reader.required(&settings::RUNNER_SANDBOX_NETWORK, str::parse);
    let readable = reader.list(&settings::RUNNER_SANDBOX_READ, values::directory);
    Ok(SandboxOptions { mode: mode?, network: network?, readable: readable?, private: Vec::new() })
}

fn security(reader: &mut Reader) -> Result<Security, Reported> {
    use settings::{ADMIN_TOKEN, ENCRYPTION_KEY, ENCRYPTION_KEY_PREVIOUS};
    let encryption_key = reader.optional(&ENCRYPTION_KEY, values::encryption_key);
    let previous = reader.optional(&ENCRYPTION_KEY_PREVIOUS, values::encryption_key);
    let admin_token = reader.optional(&ADMIN_TOKEN, values::long_secret);
    Ok(Security {
        encryption_key: encryption_key?,
        encryption_key_previous: previous?,
        admin_token: admin_token?,
    })
}

fn git(reader: &mut Reader) -> Result<Git, Reported> {
    let protocols = protocols(reader);
    let reconcile_every = reader.required(&settings::RECONCILE_EVERY, values::reconcile_every);
    Ok(Git { protocols: protocols?, reconcile_every: reconcile_every? })
}

/// Sorted, each once, and at least one.
fn protocols(reader: &mut Reader) -> Result<Vec<GitProtocol>, Reported> {
    let mut protocols = reader.list(&settings::GIT_PROTOCOLS, values::git_protocol)?;
    if protocols.is_empty() {
        let told = "names no protocol; the default is https,ssh".to_owned();
        reader.report(&settings::GIT_PROTOCOLS, told);
    }
    protocols.sort_unstable();
    protocols.dedup();
    Ok(protocols)
}

impl Git {
    /// The value for git's `GIT_ALLOW_PROTOCOL`.
    #[must_use]
    pub fn allow_protocol(&self) -> String {
        self.protocols.iter().map(|protocol| protocol.name()).collect::<Vec<_>>().join(":")
    }
}
