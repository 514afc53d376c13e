//! `oored` as processes of its own, which can be killed.

use std::fs::{self, File};
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};

use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};
use tokio::time::timeout;

use super::app::DataDir;
use super::client::Client;
use super::processes::{local_runners, processes_with};
use super::server::Server;
use super::{PATIENCE, TestDatabase};

/// A server in a process of its own.
#[derive(Debug)]
pub(crate) struct Daemon {
    server: Server,
    process: Child,
    data: DataDir,
    database: TestDatabase,
    settings: Vec<(String, String)>,
}

impl Daemon {
    /// Starts one and waits until it listens.
    pub(crate) async fn start(database: TestDatabase, settings: &[(&str, &str)]) -> Self {
        let data = DataDir::new();
        let settings = data.settings(&database, settings);
        let (process, server) = open(&settings, &data).await;
        Self { server, process, data, database, settings }
    }

    /// The same on a data directory that `prepare` makes at the path it is given.
    pub(crate) async fn start_on(
        database: TestDatabase,
        settings: &[(&str, &str)],
        prepare: impl AsyncFnOnce(&Path),
    ) -> Self {
        let data = DataDir::new();
        prepare(&data.path().join("data")).await;
        let settings = data.settings(&database, settings);
        let (process, server) = open(&settings, &data).await;
        Self { server, process, data, database, settings }
    }

    /// Runs another command of `oored` with the same configuration.
    pub(crate) async fn command(&self, arguments: &[&str]) -> Output {
        let mut command = command(&self.settings, &self.data);
        command.args(arguments).stdin(Stdio::null()).output().await.expect("run")
    }

    /// Kills it as `kill -9` does.
    pub(crate) async fn kill(&mut self) {
        self.process.kill().await.expect("killed");
    }

    /// For signals.
    pub(crate) fn process_id(&self) -> String {
        self.process.id().expect("it runs").to_string()
    }

    /// Starts it again on the same data.
    pub(crate) async fn restart(self) -> Self {
        let Self { data, database, settings, .. } = self;
        let (process, server) = open(&settings, &data).await;
        Self { server, process, data, database, settings }
    }

    /// Where it and its local runner keep things.
    pub(crate) fn data_dir(&self) -> &Path {
        self.data.path()
    }

    /// The ids of its local runners' processes.
    pub(crate) fn runners(&self) -> Vec<String> {
        local_runners(self.data.path())
    }

    /// Waits for its end; the exit code.
    pub(crate) async fn ended(&mut self) -> Option<i32> {
        let ended = timeout(PATIENCE, self.process.wait()).await.expect("it ends");
        ended.expect("waited").code()
    }

    /// Stops it by SIGTERM, and fails if it does not end well or leaves something behind.
    pub(crate) async fn finish(mut self) {
        terminate(&mut self.process).await;
        self.data.finish().await;
        self.database.drop().await;
    }
}

impl Deref for Daemon {
    type Target = Server;

    fn deref(&self) -> &Server {
        &self.server
    }
}

/// A runner on another machine, as far as the server can tell.
#[derive(Debug)]
pub(crate) struct RemoteRunner {
    process: Child,
    directory: TempDir,
}

impl RemoteRunner {
    /// Starts one with the token that the server has made for it.
    pub(crate) fn start(server: &Server, token: &str) -> Self {
        Self::start_with(server.client.base_url(), token, &[])
    }

    /// The same for any address, with more arguments.
    pub(crate) fn start_with(url: &str, token: &str, arguments: &[&str]) -> Self {
        Self::start_showing(url, ("OORE_TOKEN", token), arguments)
    }

    /// The same with a variable that holds its own token or a registration token.
    pub(crate) fn start_showing(url: &str, token: (&str, &str), arguments: &[&str]) -> Self {
        let directory = tempfile::Builder::new().prefix("oore-test-runner-").tempdir();
        let directory = directory.expect("a directory");
        let log = File::create(directory.path().join("stderr")).expect("a file");
        let process = Command::new(env!("CARGO_BIN_EXE_oored"))
            .args(["runner", "--server", url, "--capacity", "2"])
            .args(arguments)
            .arg("--data-dir")
            .arg(directory.path().join("runner"))
            .env(token.0, token.1)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .kill_on_drop(true)
            .spawn();
        Self { process: process.expect("started"), directory }
    }

    /// Kills it as `kill -9` does.
    pub(crate) async fn kill(&mut self) {
        self.process.kill().await.expect("killed");
    }

    /// For signals.
    pub(crate) fn process_id(&self) -> String {
        self.process.id().expect("it runs").to_string()
    }

    /// What it has logged so far.
    pub(crate) fn log(&self) -> String {
        fs::read_to_string(self.directory.path().join("stderr")).expect("its log")
    }

    /// Stops it by SIGTERM, and fails if it does not end well.
    pub(crate) async fn finish(mut self) {
        terminate(&mut self.process).await;
        let left = processes_with(self.directory.path().to_str().expect("UTF-8"));
        assert!(left.is_empty(), "processes are left: {left:#?}");
    }
}

async fn open(settings: &[(String, String)], data: &DataDir) -> (Child, Server) {
    let log_path = data.path().join("stderr");
    let log = File::options().create(true).append(true).open(&log_path).expect("a file");
    let mut process = command(settings, data)
        .arg("serve")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(log)
        .kill_on_drop(true)
        .spawn()
        .expect("started");
    let mut lines = BufReader::new(process.stdout.take().expect("piped")).lines();
    let address = timeout(PATIENCE, async {
        while let Ok(Some(line)) = lines.next_line().await {
            if let Some((_, rest)) = line.split_once("listening on ") {
                return rest.split_whitespace().next().map(str::to_owned);
            }
        }
        None
    });
    let address = address.await.ok().flatten();
    let said = || fs::read_to_string(&log_path).unwrap_or_default();
    let address = address.unwrap_or_else(|| panic!("the server does not listen: {}", said()));
    let token = admin_token(settings);
    (process, Server::new(Client::new(&address, &token), None))
}

fn command(settings: &[(String, String)], data: &DataDir) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_oored"));
    let inherited = ["PATH", "HOME", "TMPDIR"];
    let inherited = inherited.iter().filter_map(|name| Some((*name, std::env::var_os(name)?)));
    command.current_dir(data.path()).env_clear().envs(inherited);
    command.envs(settings.iter().map(|(name, value)| (name, value)));
    command
}

fn admin_token(settings: &[(String, String)]) -> String {
    let data_dir = settings.iter().find(|(name, _)| name == "OORE_DATA_DIR").expect("set");
    let path = PathBuf::from(&data_dir.1).join("admin-token");
    fs::read_to_string(path).expect("the admin token").trim().to_owned()
}

async fn terminate(process: &mut Child) {
    let id = process.id().expect("it runs").to_string();
    let status = Command::new("kill").args(["-TERM", &id]).status().await.expect("kill runs");
    assert!(status.success(), "kill -TERM {id}");
    let ended = timeout(PATIENCE, process.wait()).await.expect("it ends").expect("waited");
    assert!(ended.success(), "it ended with {ended}");
}
