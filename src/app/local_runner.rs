//! The runner that the server starts on its own machine: a process that outlives the server, so
//! that builds go on while the server restarts.
//!
//! Each server keeps one runner process started. While one of an earlier server still lives, the
//! new one stands by, waiting for the data directory's lock, and takes over the moment it ends.

use std::ffi::OsString;
use std::fs::{DirBuilder, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use ::runner::{RunnerError, SandboxOptions, User, UserError};
use anyhow::{Context, bail};
use sea_orm::DbErr;
use secrecy::{ExposeSecret, SecretString};
use serde_json::json;
use tokio::process::{Child, Command};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tracing::{error, info, warn};

use crate::actors::persistence::{Persistence, PersistenceError};
use crate::clock;
use crate::config::{self, Config};
use crate::crypto::token::{Pepper, TokenKind};
use crate::domain::status::RunnerStatus;
use crate::entities::{Stored, runners, tokens};
use crate::ids::RunnerId;
use crate::store::runners::{AddRunner, Entry, ReplaceToken};
use crate::store::{self, Reader};

/// The pause before a runner that ended is started again; it doubles up to the longest.
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

/// A runner that worked this long had no trouble starting.
const SETTLED_AFTER: Duration = Duration::from_secs(30);

/// The pause before a runner that could not be registered is registered again.
const REGISTERED_AGAIN: Duration = Duration::from_secs(5);

/// What the runner's process inherits of the server's environment; never the server's own keys.
const INHERITED: [&str; 9] = [
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "TMPDIR",
    "USER",
    "SSH_AUTH_SOCK",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
];

/// How the local runner is started.
#[derive(Debug, Clone)]
pub(super) struct LocalRunner {
    /// The `oored` program.
    program: PathBuf,
    /// The server's data directory.
    data_dir: PathBuf,
    /// How it treats jobs.
    settings: config::Runner,
    /// Where this server is reached from this machine.
    url: String,
}

/// Where it is registered.
#[derive(Debug)]
pub(super) struct Registry {
    pub(super) reader: Reader,
    pub(super) persistence: Persistence,
    pub(super) pepper: Pepper,
}

impl LocalRunner {
    /// The configured one, started from `program`, for the server at `url`.
    pub(super) fn new(config: &Config, program: PathBuf, url: String) -> Self {
        let (data_dir, settings) = (config.data_dir.clone(), config.runner.clone());
        Self { program, data_dir, settings, url }
    }

    /// Registers it and keeps a process of it started from then on. Trouble that passes by itself
    /// is no reason to serve nobody: it is registered when that is over.
    ///
    /// # Errors
    /// When it can't be registered, and trying again would not help.
    pub(super) async fn begin(
        self,
        registry: Registry,
        stopping: watch::Receiver<bool>,
    ) -> anyhow::Result<JoinHandle<()>> {
        let is_registered = match self.register(&registry).await {
            Ok(()) => true,
            Err(error) if is_passing(&error) => {
                let error = format!("{error:#}");
                warn!(error, "the local runner can't be registered yet, and waits");
                false
            }
            Err(error) => return Err(error),
        };
        Ok(tokio::spawn(async move {
            if is_registered || self.registered(&registry, stopping.clone()).await {
                self.keep(stopping).await;
            }
        }))
    }

    /// Tries again until it is registered; false when the server stops before.
    async fn registered(&self, registry: &Registry, mut stopping: watch::Receiver<bool>) -> bool {
        loop {
            tokio::select! {
                () = tokio::time::sleep(REGISTERED_AGAIN) => {}
                _ = stopping.wait_for(|stopping| *stopping) => return false,
            }
            match self.register(registry).await {
                Ok(()) => return true,
                Err(error) if is_passing(&error) => {}
                Err(error) => {
                    error!(error = format!("{error:#}"), "the local runner can't be registered");
                    return false;
                }
            }
        }
    }

    /// Registers the runner with a fresh token and writes both where the process reads them.
    async fn register(&self, registry: &Registry) -> anyhow::Result<()> {
        let Registry { reader, persistence, pepper } = registry;
        let secret = TokenKind::Runner.mint();
        let known = store::runners::local(reader).await?;
        let id = known.as_ref().map_or_else(RunnerId::generate, |runner| runner.id);
        let token = token(id, pepper, &secret);
        match known {
            Some(_) => persistence.run(ReplaceToken { token }).await?,
            None => {
                let added = persistence
                    .run(AddRunner { runner: row(id), entry: Entry::Token(token) })
                    .await?;
                added.map_err(|taken| {
                    anyhow::anyhow!("a runner named `local` exists: {}", taken.by)
                })?;
            }
        }
        self.write_address(&secret)
    }

    fn directory(&self) -> PathBuf {
        directory(&self.settings, &self.data_dir)
    }

    fn address_file(&self) -> PathBuf {
        self.data_dir.join("local-runner.json")
    }

    /// Under another name first: the runner may read at any moment.
    fn write_address(&self, token: &SecretString) -> anyhow::Result<()> {
        let path = self.address_file();
        let new = path.with_extension("json.new");
        let text = json!({ "url": self.url, "token": token.expose_secret() }).to_string();
        let mut file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&new)
            .with_context(|| format!("can't write {}", new.display()))?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        std::fs::rename(&new, &path).with_context(|| format!("can't write {}", path.display()))
    }

    /// Keeps a process started until `stopping` says so. The process itself is not ended: it
    /// does that itself when it is told goodbye and has no job.
    async fn keep(self, mut stopping: watch::Receiver<bool>) {
        let mut pause = FIRST_PAUSE;
        while !*stopping.borrow() {
            let started = tokio::time::Instant::now();
            match self.start() {
                Ok(mut child) => {
                    // Kept open beside the child: waiting for the child would close it.
                    let _stdin = child.stdin.take();
                    tokio::select! {
                        status = child.wait() => warn!(?status, "the local runner ended"),
                        _ = stopping.wait_for(|stopping| *stopping) => return,
                    }
                }
                Err(error) => {
                    error!(error = format!("{error:#}"), "the local runner can't be started");
                }
            }
            pause = if started.elapsed() > SETTLED_AFTER { FIRST_PAUSE } else { pause };
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                _ = stopping.wait_for(|stopping| *stopping) => return,
            }
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    /// How it treats jobs, as its command line says it.
    fn arguments(&self) -> Vec<OsString> {
        let config::Runner {
            local: _,
            capacity,
            lost_after: _,
            inherit_env,
            data_dir: _,
            user,
            sandbox,
        } = &self.settings;
        let SandboxOptions { mode, network, readable, private } = sandbox;
        let mut arguments = Vec::new();
        let mut add = |option: &str, value: OsString| arguments.extend([option.into(), value]);
        add("--capacity", capacity.to_string().into());
        add("--sandbox", mode.to_string().into());
        add("--sandbox-network", network.to_string().into());
        inherit_env.iter().for_each(|name| add("--inherit-env", name.into()));
        user.iter().for_each(|name| add("--user", name.into()));
        readable.iter().for_each(|path| add("--sandbox-read", path.into()));
        private.iter().for_each(|path| add("--sandbox-hide", path.into()));
        arguments
    }

    /// Its stdin is a pipe that ends with this server: a process that still stands by ends then.
    fn start(&self) -> anyhow::Result<Child> {
        let directory = self.directory();
        DirBuilder::new().recursive(true).mode(0o700).create(&directory)?;
        let log = open_log(&directory.join("runner.log"))?;
        let inherited = INHERITED.iter().map(|name| (*name).to_owned());
        let variables = inherited.chain(self.settings.inherit_env.iter().cloned());
        let mut command = Command::new(&self.program);
        command
            .args(["runner", "--local", "--address-file"])
            .arg(self.address_file())
            .arg("--data-dir")
            .arg(&directory)
            .args(self.arguments())
            .env_clear()
            .envs(variables.filter_map(|name| std::env::var_os(&name).map(|value| (name, value))))
            .stdin(Stdio::piped())
            .stdout(log.try_clone()?)
            .stderr(log)
            .kill_on_drop(false);
        let child = command.spawn().with_context(|| self.program.display().to_string())?;
        info!(process.id = child.id(), "local runner started");
        Ok(child)
    }
}

/// Whether it is worth to try again: the database is in trouble, or a disk is full.
fn is_passing(error: &anyhow::Error) -> bool {
    let written = error.downcast_ref::<PersistenceError>();
    let read = error.downcast_ref::<DbErr>();
    let file = error.downcast_ref::<io::Error>();
    written.is_some_and(PersistenceError::is_passing)
        || read.is_some_and(store::is_passing)
        || file.is_some_and(|error| error.kind() == io::ErrorKind::StorageFull)
}

fn directory(settings: &config::Runner, server: &Path) -> PathBuf {
    settings.data_dir.clone().unwrap_or_else(|| server.join("runner"))
}

/// Steps of the server's own user can read what it reads.
fn warn_of_trust(settings: &config::Runner) {
    if settings.shows_keys_to_jobs() {
        warn!(
            "jobs of the local runner run as the server's own user and can read its keys: build only \
             what you trust, or set OORE_RUNNER_USER or OORE_RUNNER_SANDBOX=always (docs/security.md)"
        );
    }
}

/// Whether jobs can run as the user that is configured. The runner would find out too, but in its
/// own log, again and again, while the server looks well.
///
/// # Errors
/// When they can't, with what to do.
pub(super) fn check_user(config: &Config) -> anyhow::Result<()> {
    let Some(name) = config.runner.user.as_deref().filter(|_| config.runner.local) else {
        warn_of_trust(&config.runner);
        return Ok(());
    };
    let user = match User::named(name) {
        Ok(user) => user,
        Err(UserError::NotRoot { .. }) => bail!(
            "jobs can't run as `{name}` (OORE_RUNNER_USER): only root's runner can become another \
             user; start the server as root, or take the setting away and start a runner of its \
             own with `oored runner` as `{name}`"
        ),
        Err(error) => return Err(error).context("OORE_RUNNER_USER can't be used"),
    };
    let directory = directory(&config.runner, &config.data_dir);
    anyhow::ensure!(
        std::path::absolute(&directory)? != std::path::absolute(&config.data_dir)?,
        "OORE_RUNNER_DATA_DIR is the server's own data directory, which `{name}` \
         (OORE_RUNNER_USER) must not pass; name another one, such as /var/lib/oore-runner"
    );
    match ::runner::prepare(&directory, Some(&user)) {
        Err(RunnerError::Barred { path, barrier, .. }) => bail!(
            "jobs can't run as `{name}` (OORE_RUNNER_USER) in {}: that user can't pass {}; set \
             OORE_RUNNER_DATA_DIR to a directory that others can pass, such as \
             /var/lib/oore-runner",
            path.display(),
            barrier.display()
        ),
        Err(error) => Err(error).context("OORE_RUNNER_DATA_DIR can't be used"),
        Ok(_) => Ok(()),
    }
}

fn open_log(path: &Path) -> anyhow::Result<std::fs::File> {
    let file = OpenOptions::new().create(true).append(true).mode(0o600).open(path);
    file.with_context(|| format!("can't write {}", path.display()))
}

fn row(id: RunnerId) -> runners::Model {
    runners::Model {
        id,
        name: "local".to_owned(),
        is_local: true,
        labels: Stored(vec!["local".to_owned()]),
        reported_labels: Stored(Vec::new()),
        capacity: 0,
        version: None,
        status: RunnerStatus::Offline,
        instance: None,
        last_seen_at: None,
        repositories: None,
        runs_forks: true,
        conflict_at: None,
        conflict_addresses: None,
        created_at: clock::now(),
    }
}

fn token(runner: RunnerId, pepper: &Pepper, secret: &SecretString) -> tokens::Model {
    let hash = pepper.hash(secret.expose_secret()).as_str().to_owned();
    tokens::Model::of_runner(runner, "local runner".to_owned(), hash, clock::now())
}
