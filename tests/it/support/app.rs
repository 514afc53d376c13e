//! [`TestApp`]: a server in this process, with a data directory, a database and a local runner of
//! its own.

use std::collections::HashSet;
use std::fs::{self, File};
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::process::Command;

use oored::app::{self, App, Environment};
use oored::config::{Config, Sources};
use oored::domain::status::{JobStatus, WebhookEventStatus};
use oored::entities::{jobs, webhook_events};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use secrecy::ExposeSecret;
use tempfile::TempDir;
use tokio::sync::oneshot;
use tokio::time::timeout;

use super::client::Client;
use super::processes::{local_runners, wait_until_gone};
use super::server::Server;
use super::{PATIENCE, TestDatabase};

/// What tests set, unless they say otherwise: waits are short, and parallelism doesn't depend on
/// the machine.
pub(super) const SETTINGS: [(&str, &str); 6] = [
    ("OORE_LISTEN", "127.0.0.1:0"),
    ("OORE_GIT_PROTOCOLS", "file"),
    ("OORE_CANCEL_GRACE", "2s"),
    ("OORE_RUNNER_LOST_AFTER", "5s"),
    ("OORE_RUNNER_CAPACITY", "4"),
    // Nobody looks at repositories unasked.
    ("OORE_RECONCILE_EVERY", "off"),
];

/// A running server, and everything around it.
#[derive(Debug)]
pub(crate) struct TestApp {
    server: Server,
    app: App,
    data: DataDir,
    database: TestDatabase,
    may_restart: HashSet<String>,
    settings: Vec<(String, String)>,
}

/// A data directory that says where its runner is.
#[derive(Debug)]
pub(super) struct DataDir {
    directory: TempDir,
}

impl TestApp {
    /// A server with what is usual for tests.
    pub(crate) async fn start(database: TestDatabase) -> Self {
        Self::start_with(database, &[]).await
    }

    /// A server with more settings, which come before the usual ones.
    pub(crate) async fn start_with(database: TestDatabase, settings: &[(&str, &str)]) -> Self {
        let data = DataDir::new();
        let settings = data.settings(&database, settings);
        let (app, server) = open(&settings).await;
        Self { server, app, data, database, may_restart: HashSet::new(), settings }
    }

    /// Stops the server in order and starts it again on the same data; its runner may go on.
    pub(crate) async fn restart(self) -> Self {
        let Self { app, data, database, may_restart, settings, .. } = self;
        app.stop().await.expect("stopped");
        let (app, server) = open(&settings).await;
        Self { server, app, data, database, may_restart, settings }
    }

    /// The same with other values of some settings.
    pub(crate) async fn restart_with(mut self, settings: &[(&str, &str)]) -> Self {
        for (name, value) in settings {
            self.settings.retain(|(set, _)| set != name);
            self.settings.push(((*name).to_owned(), (*value).to_owned()));
        }
        self.restart().await
    }

    /// Speaks to the server in another way from now on.
    pub(crate) fn speak_through(&mut self, http: reqwest::Client, base_url: &str) {
        let client = Client::speaking(http, base_url, self.client.token());
        self.server = Server::new(client, Some(self.app.bus().clone()));
    }

    /// The server itself: its bus, its database, its actors.
    pub(crate) fn app(&self) -> &App {
        &self.app
    }

    /// The directory around its data directory, which is `data` in it.
    pub(crate) fn data_dir(&self) -> &Path {
        self.data.path()
    }

    /// Allows an actor to have been restarted, because the test sees to it.
    pub(crate) fn may_restart(&mut self, actor: &str) {
        self.may_restart.insert(actor.to_owned());
    }

    /// Stops the server, and fails if it is not in order: an actor was restarted unasked, an event
    /// is undecided, a job has not ended, or something is left of its runner.
    pub(crate) async fn finish(self) {
        self.check_rows().await;
        let Self { app, data, database, may_restart, .. } = self;
        for actor in app.actors() {
            let is_allowed = may_restart.contains(&actor.name);
            assert!(actor.restarts == 0 || is_allowed, "restarted unasked: {actor:?}");
        }
        app.stop().await.expect("stopped");
        data.finish().await;
        database.drop().await;
    }

    async fn check_rows(&self) {
        let db = &self.app.database().reader();
        let waiting = webhook_events::Column::Status.eq(WebhookEventStatus::Received);
        let events = webhook_events::Entity::find().filter(waiting).all(db).await;
        let events: Vec<_> = events.expect("events").iter().map(|event| event.id).collect();
        assert!(events.is_empty(), "undecided: {events:?}");
        let open = [
            JobStatus::Blocked,
            JobStatus::AwaitingApproval,
            JobStatus::Queued,
            JobStatus::Running,
        ];
        let open = jobs::Column::Status.is_in(open);
        let jobs = jobs::Entity::find().filter(open).all(db).await.expect("jobs");
        let jobs: Vec<_> = jobs.iter().map(|job| (&job.key, job.status)).collect();
        assert!(jobs.is_empty(), "not ended: {jobs:?}");
    }
}

impl Deref for TestApp {
    type Target = Server;

    fn deref(&self) -> &Server {
        &self.server
    }
}

impl DataDir {
    pub(super) fn new() -> Self {
        let directory = tempfile::Builder::new().prefix("oore-test-data-").tempdir();
        Self { directory: directory.expect("a directory") }
    }

    pub(super) fn path(&self) -> &Path {
        self.directory.path()
    }

    /// All variables of a server in it; a variable is listed once.
    pub(super) fn settings(
        &self,
        database: &TestDatabase,
        more: &[(&str, &str)],
    ) -> Vec<(String, String)> {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        let mut settings: Vec<_> = more.iter().map(owned).collect();
        let path = self.path().join("data").to_str().expect("UTF-8").to_owned();
        settings.push(("OORE_DATA_DIR".to_owned(), path));
        settings.extend(database.url().map(|url| ("OORE_DATABASE_URL".to_owned(), url)));
        for usual in &SETTINGS {
            if !settings.iter().any(|(name, _)| name == usual.0) {
                settings.push(owned(usual));
            }
        }
        settings
    }

    pub(super) fn runner(&self) -> PathBuf {
        self.path().join("data/runner")
    }

    /// Waits for the end of the runner that was told goodbye, and fails if anything is left.
    pub(super) async fn finish(self) {
        wait_until_unlocked(self.runner().join("lock")).await;
        let marker = self.path().to_str().expect("UTF-8");
        let left = wait_until_gone(marker, PATIENCE).await;
        assert!(left.is_empty(), "processes are left: {left:#?}");
        let work = entries(&self.runner().join("work"));
        assert!(work.is_empty(), "workspaces are left: {work:?}");
    }
}

impl Drop for DataDir {
    /// A test that failed leaves its runner behind, which would wait for the next server.
    fn drop(&mut self) {
        if std::thread::panicking() {
            for file in [self.path().join("stderr"), self.runner().join("runner.log")] {
                let said = fs::read_to_string(&file).unwrap_or_default();
                eprintln!("--- {}:\n{said}", file.display());
            }
        }
        for runner in local_runners(self.path()) {
            // It may have ended meanwhile.
            let _ = Command::new("kill").args(["-KILL", &runner]).status();
        }
    }
}

async fn open(settings: &[(String, String)]) -> (App, Server) {
    let environment = settings.iter().map(|(name, value)| (name.into(), value.into())).collect();
    let cores = std::num::NonZeroU16::MIN;
    let sources = Sources { file: None, environment, cores };
    let config = Config::load(&sources).expect("a good configuration");
    let keys = app::keys(&config).await.expect("keys");
    let token = keys.admin_token.expose_secret().to_owned();
    let program = PathBuf::from(env!("CARGO_BIN_EXE_oored"));
    let app = App::start(&config, Environment { keys, program }).await.expect("started");
    let client = Client::new(app.base_url(), &token);
    let server = Server::new(client, Some(app.bus().clone()));
    (app, server)
}

/// The lock is free when no runner lives; a server without one has no such file.
async fn wait_until_unlocked(path: PathBuf) {
    let Ok(file) = File::options().write(true).open(&path) else { return };
    let (sender, unlocked) = oneshot::channel();
    std::thread::spawn(move || sender.send(file.lock()));
    let unlocked = timeout(PATIENCE, unlocked).await;
    let unlocked = unlocked.unwrap_or_else(|_| panic!("the runner of {} lives", path.display()));
    unlocked.expect("the thread answers").expect("locked");
}

fn entries(directory: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(directory) else { return Vec::new() };
    entries.flatten().map(|entry| entry.path()).collect()
}
