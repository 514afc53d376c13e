//! A database of its own with its one writer, and nothing else of the server.

use oored::actors::bus::Bus;
use oored::actors::persistence::{
    Lane, Persistence, PersistenceActor, PersistenceArguments, PersistenceError,
};
use oored::archive::Archive;
use oored::domain::fact::Fact;
use oored::entities::{
    build_counters, builds, job_attempts, jobs, log_chunks, log_objects, repositories,
    repository_heads, repository_syncs, runners, secrets, steps, tokens, webhook_events,
};
use oored::store::{Database, Write};
use ractor::Actor;
use sea_orm::{EntityTrait, QueryOrder};
use secrecy::SecretString;
use tempfile::TempDir;
use tokio::sync::broadcast::Receiver;
use tokio::time::timeout;

use crate::support::{PATIENCE, TestDatabase};

/// An open database of its own.
pub(crate) struct Storage {
    pub(crate) database: Database,
    pub(crate) persistence: Persistence,
    pub(crate) bus: Bus,
    pub(crate) url: SecretString,
    pub(crate) test_database: TestDatabase,
    pub(crate) archive: Archive,
    _directory: TempDir,
}

/// Makes `name::sqlite` and `name::postgres` of each `async fn name(storage: &Storage)`.
macro_rules! both {
    ($(async fn $name:ident($storage:ident: &$kind:ident) $body:block)+) => {
        $(async fn $name(database: $crate::support::TestDatabase) {
            $crate::store::storage::with(database, async |$storage: &$kind| $body).await;
        })+
        $crate::support::on_both_databases!($($name),+);
    };
}

pub(crate) use both;

/// Waits for a fact. Those of earlier writes may still be told, as answers come before facts.
pub(crate) async fn heard(facts: &mut Receiver<Fact>, wanted: &Fact) {
    let hear = async { while facts.recv().await.expect("the bus lives") != *wanted {} };
    timeout(PATIENCE, hear).await.unwrap_or_else(|_| panic!("{wanted:?} is told"));
}

/// Runs `test` on a fresh database.
pub(crate) async fn with(database: TestDatabase, test: impl AsyncFnOnce(&Storage)) {
    let storage = Storage::open(database).await;
    test(&storage).await;
    let Storage { database, persistence, test_database, .. } = storage;
    persistence.address(Lane::General).cell().expect("the writer lives").stop(None);
    database.close().await.unwrap();
    test_database.drop().await;
}

impl Storage {
    async fn open(test_database: TestDatabase) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let url = match test_database.url() {
            Some(url) => url.into(),
            None => oored::store::default_url(directory.path()),
        };
        let database = Database::open(&url).await.unwrap();
        let (persistence, bus) = (Persistence::default(), Bus::default());
        let arguments = PersistenceArguments {
            database: database.clone(),
            bus: bus.clone(),
            lane: Lane::General,
            handle: persistence.clone(),
            metrics: Default::default(),
        };
        let (actor, _) = PersistenceActor::spawn(None, PersistenceActor, arguments).await.unwrap();
        persistence.address(Lane::General).set(actor);
        let archive = Archive::new(&directory.path().join("logs"));
        Self { database, persistence, bus, url, test_database, archive, _directory: directory }
    }

    /// Applies a write that the database takes.
    pub(crate) async fn run<W: Write>(&self, write: W) -> W::Output {
        self.try_run(write).await.unwrap()
    }

    pub(crate) async fn try_run<W: Write>(&self, write: W) -> Result<W::Output, PersistenceError> {
        let answer = self.persistence.run(write);
        timeout(PATIENCE, answer).await.expect("the writer answers")
    }

    /// Applies a write as if its answer had been lost: once more, which must change no row.
    pub(crate) async fn twice<W: Write + Clone>(&self, write: W) -> (W::Output, W::Output) {
        let first = self.run(write.clone()).await;
        let after_once = self.dump().await;
        let second = self.run(write).await;
        assert_eq!(after_once, self.dump().await, "applied twice is not as applied once");
        (first, second)
    }

    /// Every row of every table, as text.
    pub(crate) async fn dump(&self) -> String {
        let db = &self.database.reader();
        macro_rules! tables {
            ($($table:ident by $($column:ident),+;)+) => {
                vec![$(
                    format!("{:#?}", $table::Entity::find()
                        $(.order_by_asc($table::Column::$column))+
                        .all(db).await.unwrap()),
                )+].join("\n")
            };
        }
        tables! {
            repositories by Id;
            build_counters by Provider, NameKey;
            webhook_events by Id;
            runners by Id;
            tokens by Id;
            builds by Id;
            jobs by Id;
            job_attempts by Id;
            steps by AttemptId, Position;
            log_chunks by AttemptId, Start;
            log_objects by AttemptId;
            repository_heads by RepositoryId, FullRef;
            repository_syncs by RepositoryId;
            secrets by Id;
        }
    }
}
