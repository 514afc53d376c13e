//! A server in a process of its own, with an empty data directory that goes when it goes.

use std::collections::BTreeMap;
use std::env;
use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use rustix::process::Signal;
use serde_json::json;
use tempfile::TempDir;
use tokio::time::sleep;

use crate::api::Api;
use crate::database::Database;
use crate::origin::{BUILT, Origin};
use crate::process;
use crate::programs::Programs;

/// How long a server and its runner may take to end before they are killed.
const END_LIMIT: Duration = Duration::from_secs(30);

/// How long a server that listens may take to be ready.
const START_LIMIT: Duration = Duration::from_secs(30);

/// A running server.
#[derive(Debug)]
pub(crate) struct Server {
    process: Child,
    pub(crate) address: SocketAddr,
    pub(crate) token: String,
    /// There until it is taken by whoever stopped the server.
    directory: Option<Directory>,
}

/// A repository as far as its webhooks need it.
#[derive(Debug, Clone)]
pub(crate) struct Registered {
    pub(crate) id: String,
    /// Without its owner, who is `acme`.
    pub(crate) name: String,
    /// Signs its deliveries.
    pub(crate) secret: String,
}

/// Where a server keeps its data, and what it is started with.
#[derive(Debug)]
pub(crate) struct Directory {
    program: PathBuf,
    root: TempDir,
    settings: BTreeMap<&'static str, String>,
    /// None: SQLite in the directory itself.
    database: Option<Database>,
}

impl Directory {
    /// An empty one. The settings are those that differ from what is usual here.
    pub(crate) fn new(programs: &Programs, settings: &[(&'static str, &str)]) -> Result<Self> {
        let (program, root) = (programs.oored.clone(), programs.scratch("server-")?);
        let database = programs.postgres.as_deref().map(Database::create).transpose()?;
        let mut directory = Self { program, root, settings: BTreeMap::new(), database };
        directory.set(settings);
        Ok(directory)
    }

    /// Changes settings for the next server that is started on it.
    pub(crate) fn set(&mut self, settings: &[(&'static str, &str)]) {
        let settings = settings.iter().map(|(name, value)| (*name, (*value).to_owned()));
        self.settings.extend(settings);
    }

    /// Where other things that go with the server may be kept.
    pub(crate) fn root(&self) -> &Path {
        self.root.path()
    }

    /// The server's own data.
    pub(crate) fn data(&self) -> PathBuf {
        self.root.path().join("data")
    }

    /// Starts a server on it, and waits until it listens.
    pub(crate) fn start(self) -> Result<Server> {
        let log = File::options().create(true).append(true).open(self.root().join("log"))?;
        let mut command = Command::new(&self.program);
        command.arg("serve").current_dir(self.root());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(log);
        for (name, _) in env::vars_os() {
            if name.to_str().is_some_and(|name| name.starts_with("OORE_")) {
                command.env_remove(name);
            }
        }
        command.env("OORE_DATA_DIR", self.data()).env("OORE_LISTEN", "127.0.0.1:0");
        // What no webhook told would be looked for while something else is measured.
        command.env("OORE_GIT_PROTOCOLS", "file").env("OORE_RECONCILE_EVERY", "off");
        if let Some(database) = &self.database {
            command.env("OORE_DATABASE_URL", database.url());
        }
        command.env("OORE_LOG", "warn").envs(&self.settings);
        let mut process = command.spawn().context("the server can't be started")?;
        let address = listens(&mut process);
        let token = fs::read_to_string(self.data().join("admin-token")).unwrap_or_default();
        // It ends with this value, also if something of it is wrong.
        let nowhere = SocketAddr::from(([127, 0, 0, 1], 0));
        let mut server = Server {
            process,
            address: nowhere,
            token: token.trim().to_owned(),
            directory: Some(self),
        };
        server.address = address.with_context(|| format!("the server says {:?}", server.log()))?;
        Ok(server)
    }
}

impl Server {
    /// Starts one on an empty data directory.
    pub(crate) fn start(programs: &Programs, settings: &[(&'static str, &str)]) -> Result<Self> {
        Directory::new(programs, settings)?.start()
    }

    /// The way to its API.
    pub(crate) fn api(&self) -> Api {
        Api::new(self.address, &self.token)
    }

    /// Where other things that go with the server may be kept.
    pub(crate) fn root(&self) -> &Path {
        self.directory.as_ref().map_or(Path::new("/nowhere"), Directory::root)
    }

    /// What it leaves behind.
    pub(crate) fn into_directory(mut self) -> Result<Directory> {
        self.stop()?;
        self.directory.take().context("it had a directory")
    }

    /// Registers a repository that is fetched from `origin`.
    pub(crate) async fn register(&self, name: &str, origin: &Origin) -> Result<Registered> {
        let body = json!({
            "provider": "github", "owner": "acme", "repo": name, "default_branch": BUILT,
            "clone_url": origin.url(),
        });
        let made = self.api().post("/api/repositories", &body).await?;
        let text = |key: &str| {
            let text = made[key].as_str().map(str::to_owned);
            text.with_context(|| format!("the new repository has no `{key}`"))
        };
        Ok(Registered { id: text("id")?, name: name.to_owned(), secret: text("webhook_secret")? })
    }

    /// Waits until it says that it is ready for work.
    pub(crate) async fn until_ready(&self) -> Result<()> {
        let (mut api, deadline) = (self.api(), Instant::now() + START_LIMIT);
        loop {
            match api.bytes("/api/health/ready").await {
                Ok(_) => return Ok(()),
                Err(error) if Instant::now() > deadline => return Err(error),
                Err(_) => sleep(Duration::from_millis(1)).await,
            }
        }
    }

    /// How many webhook events wait to be decided.
    pub(crate) async fn undecided(&self, api: &mut Api) -> Result<u64> {
        let figures = api.bytes("/metrics").await?;
        let figures = String::from_utf8_lossy(&figures);
        let value =
            figures.lines().find_map(|line| line.strip_prefix("oore_webhook_events_waiting "));
        let value = value.and_then(|value| value.trim().parse().ok());
        value.context("/metrics does not tell how many events wait")
    }

    fn log(&self) -> String {
        fs::read_to_string(self.root().join("log")).unwrap_or_default()
    }

    /// Ends it in order.
    pub(crate) fn stop(&mut self) -> Result<()> {
        process::signal(&[self.id()], Signal::TERM);
        let deadline = Instant::now() + END_LIMIT;
        while self.process.try_wait()?.is_none() || !self.runners().is_empty() {
            if Instant::now() > deadline {
                bail!(
                    "the server and its runner did not end within {} s of SIGTERM: {}",
                    END_LIMIT.as_secs(),
                    self.log()
                );
            }
            thread::sleep(Duration::from_millis(5));
        }
        Ok(())
    }

    /// Its process.
    pub(crate) fn id(&self) -> u32 {
        self.process.id()
    }

    /// The processes of its own runners.
    pub(crate) fn runners(&self) -> Vec<u32> {
        process::local_runners(self.root())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Fails only for a process that has ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
        // Each would go on with its job for a while.
        process::signal(&self.runners(), Signal::KILL);
    }
}

/// Where it listens, as it tells when it is up.
fn listens(process: &mut Child) -> Result<SocketAddr> {
    let output = process.stdout.take().context("its output is ours")?;
    for line in BufReader::new(output).lines() {
        if let Some(address) = address(&line?) {
            return Ok(address);
        }
    }
    bail!("the server ended before it listened")
}

/// The address in the line with which a server says that it is up.
fn address(line: &str) -> Option<SocketAddr> {
    let url = line.strip_prefix("Oore is listening on ")?.split_whitespace().next()?;
    url.strip_prefix("http://")?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn the_address_is_read_from_the_line_that_tells_it() {
        let line = "Oore is listening on http://127.0.0.1:4567  (API: http://127.0.0.1:4567/docs)";
        assert_eq!(address(line), Some("127.0.0.1:4567".parse().unwrap()));
        assert_eq!(address("The admin token, shown this once and kept in data:"), None);
    }
}
