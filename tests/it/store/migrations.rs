//! The schema: made on an empty database, left alone by the next start, and wide enough for every
//! row that an entity describes.

use chrono::DateTime;
use oored::clock::Timestamp;
use oored::domain::event::{PullRequest, RefName, Retargeted, Summary};
use oored::domain::provider::ProviderKind;
use oored::domain::secrets::NamedSecret;
use oored::domain::status::{
    AttemptStatus, BuildStatus, JobStatus, RunnerStatus, StepStatus, WebhookEventStatus,
};
use oored::domain::text_enum::TextEnum;
use oored::domain::trigger::{Decision, Outcome, Rule, TraceEntry};
use oored::entities::{
    Packed, Stored, build_counters, builds, job_attempts, jobs, log_chunks, log_objects, runners,
    steps, webhook_events,
};
use oored::ids::{BuildId, JobId, LeaseId};
use oored::store::Database;
use oored::store::builds::find;
use pipeline::Place;
use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, IntoActiveModel, Statement};
use serde_json::json;

use super::rows::{CHAIN, add_build, add_repository, delivery, push, repository, runner};
use super::storage::{Storage, both};

const SCHEMA_OF_SQLITE: &str =
    "SELECT type || ' ' || name || ' ' || coalesce(sql, '') AS line FROM sqlite_master ORDER BY 1";

const SCHEMA_OF_POSTGRES: &str = "
    SELECT table_name || ' ' || column_name || ' ' || data_type || ' ' || is_nullable AS line
    FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace
    ORDER BY 1";

async fn lines(db: &impl ConnectionTrait, sql: &str) -> Vec<String> {
    let statement = Statement::from_string(db.get_database_backend(), sql);
    let rows = db.query_all_raw(statement).await.unwrap();
    rows.iter().map(|row| row.try_get_by_index::<String>(0).unwrap()).collect()
}

async fn schema(database: &Database) -> Vec<String> {
    let db = &database.reader();
    let sql = match db.get_database_backend() {
        DbBackend::Sqlite => SCHEMA_OF_SQLITE,
        DbBackend::Postgres => SCHEMA_OF_POSTGRES,
        other => panic!("the server does not run on {other:?}"),
    };
    let mut all = lines(db, sql).await;
    all.extend(lines(db, "SELECT version FROM seaql_migrations ORDER BY 1").await);
    all
}

/// A moment whose microseconds all differ from zero.
fn moment(seconds: i64) -> Timestamp {
    DateTime::from_timestamp(seconds, 123_456_000).unwrap()
}

/// Inserts a row as it is, and reads it back.
macro_rules! round_trip {
    ($storage:ident, $table:ident, $row:expr) => {{
        let row: $table::Model = $row;
        // Straight to the database: what is tested is the schema, not the rules of the writes.
        let tx = $storage.database.begin().await.unwrap();
        $table::Entity::insert(row.clone().into_active_model())
            .exec_without_returning(&tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let stored = $table::Entity::find().all(&$storage.database.reader()).await.unwrap();
        assert!(stored.contains(&row), "{row:#?}\nis not among\n{stored:#?}");
    }};
}

fn pull_request() -> PullRequest {
    PullRequest {
        number: u64::from(u32::MAX) + 1,
        title: "Überraschung \u{1f980} \"quoted\" \\u0041".to_owned(),
        source_branch: RefName::new("feature/ü").unwrap(),
        target_branch: RefName::new("main").unwrap(),
        source_repository: None,
        author: None,
        base_sha: None,
        head_sha: push(&repository("a", "b")).commit.sha,
        fork: true,
        draft: false,
        conflicts: true,
        retargeted: Some(Retargeted { from: None }),
    }
}

both! {
    async fn a_second_start_changes_nothing(storage: &Storage) {
        let repository = add_repository(storage).await;
        add_build(storage, &repository, CHAIN).await;
        let (before, rows) = (schema(&storage.database).await, storage.dump().await);
        assert!(before.len() > 25, "{before:#?}");
        let again = Database::open(&storage.url).await.unwrap();
        assert_eq!(schema(&again).await, before);
        assert_eq!(storage.dump().await, rows);
        again.close().await.unwrap();
    }

    async fn events_and_repositories_read_back_as_written(storage: &Storage) {
        let mut row = repository("group/sub", "app");
        row.provider = ProviderKind::Gitlab;
        row.webhook_secret = None;
        row.webhook_token_hash = Some("ab".repeat(32));
        row.webhook_signing_token = Some((0..=255).collect());
        row.created_at = moment(0);
        row.updated_at = moment(4_102_444_800);
        storage.run(oored::store::repositories::AddRepository { repository: row.clone() })
            .await
            .unwrap();
        let found = oored::store::repositories::find(&storage.database.reader(), row.id).await;
        assert_eq!(found.unwrap(), Some(row));

        let mut event = delivery("one").event;
        event.received_at = moment(1);
        event.handled_at = Some(moment(2));
        event.status = WebhookEventStatus::Handled;
        event.size_bytes = 25 * 1024 * 1024;
        let bytes: Vec<u8> = (0..=255).cycle().take(100_000).collect();
        event.body = Packed::new(&bytes);
        event.summary = Stored(Summary {
            repository: Some("acme/app".to_owned()),
            git_ref: Some("refs/heads/\u{1f980}'; DROP TABLE builds; --".to_owned()),
            commit: None,
            pull_request: Some(u64::from(u32::MAX) + 1),
            sender: Some("ada".to_owned()),
        });
        let place = Place { path: "oore.yaml".to_owned(), line: 7 };
        event.decision = Some(Stored(Decision {
            outcome: Outcome::Build,
            reason: "A build starts.".to_owned(),
            trace: vec![TraceEntry::matched(Rule::Branches, "`main` is `ma*`").at(place)],
        }));
        round_trip!(storage, webhook_events, event);
    }

    async fn builds_and_jobs_read_back_as_written(storage: &Storage) {
        let repository = add_repository(storage).await;
        let (made, of_made) = add_build(storage, &repository, CHAIN).await;
        let build = find(&storage.database.reader(), made.id).await.unwrap().unwrap();
        let build = builds::Model {
            id: BuildId::generate(),
            number: i64::from(i32::MAX) + 1,
            status: BuildStatus::TimedOut,
            pull_request: Some(Stored(pull_request())),
            commit_message: Some("line\n\ttab \u{1f980}".repeat(1000)),
            event_handling: Some(3),
            idempotency_key: Some("trigger:x".to_owned()),
            idempotency_digest: Some("ab".repeat(32)),
            context: Stored(json!({"a": [1, 2.5, true, null, {"b": "c"}]}).as_object().cloned().unwrap()),
            created_at: moment(3),
            started_at: Some(moment(4)),
            finished_at: None,
            ..build
        };
        round_trip!(storage, builds, build.clone());
        let job = jobs::Model {
            id: JobId::generate(),
            build_id: build.id,
            status: JobStatus::Lost,
            outputs: Stored(json!({"z": "1", "a": "\u{1}\u{1f980}"}).as_object().cloned().unwrap()),
            started_at: Some(moment(5)),
            ..of_made[0].clone()
        };
        round_trip!(storage, jobs, job);
        let counter = build_counters::Model {
            provider: ProviderKind::Git, name_key: "a/b".to_owned(), last_number: i64::MAX,
        };
        round_trip!(storage, build_counters, counter);
    }

    async fn attempts_steps_and_logs_read_back_as_written(storage: &Storage) {
        let repository = add_repository(storage).await;
        let (_, of_made) = add_build(storage, &repository, CHAIN).await;
        let registered = runner("one");
        storage.run(registered.clone()).await.unwrap();
        let lease = LeaseId::generate();
        let attempt = job_attempts::Model {
            id: lease,
            job_id: of_made[0].id,
            attempt: 1,
            runner_id: registered.runner.id,
            status: AttemptStatus::TimedOut,
            secrets: Some(Stored(vec![NamedSecret { name: "A".to_owned(), withheld: Some("no".to_owned()) }])),
            detail: Some("it took longer than 5 min".to_owned()),
            leased_at: moment(6),
            accepted_at: Some(moment(7)),
            started_at: Some(moment(8)),
            finished_at: Some(moment(9)),
            log_removed_at: Some(moment(10)),
        };
        round_trip!(storage, job_attempts, attempt);
        let step = steps::Model {
            attempt_id: lease,
            position: 0,
            name: "x".repeat(5000),
            status: StepStatus::Failed,
            exit_code: Some(-1),
            started_at: Some(moment(10)),
            finished_at: None,
            log_start: Some(0),
            log_end: Some(i64::MAX),
            detail: None,
            summary: Some("# \u{1f980}".to_owned()),
        };
        round_trip!(storage, steps, step);
        let chunk = log_chunks::Model {
            attempt_id: lease,
            start: i64::from(i32::MAX) + 1,
            length: i32::MAX,
            encoding: "zstd".to_owned(),
            data: (0..=255).rev().collect(),
        };
        round_trip!(storage, log_chunks, chunk);
        let object = log_objects::Model {
            attempt_id: lease,
            length: i64::MAX,
            stored: 1,
            sha256: "0f".repeat(32),
            compacted_at: moment(10),
        };
        round_trip!(storage, log_objects, object);
        let row = runners::Model {
            id: oored::ids::RunnerId::generate(),
            name: "two".to_owned(),
            instance: Some("01ARZ3NDEKTSV4RRFFQ69G5FAV".to_owned()),
            last_seen_at: None,
            created_at: moment(11),
            ..registered.runner
        };
        round_trip!(storage, runners, row);
    }

    async fn every_word_of_the_domain_fits_its_column(storage: &Storage) {
        for status in RunnerStatus::ALL {
            let mut row = runner(status.as_str()).runner;
            row.status = *status;
            round_trip!(storage, runners, row);
        }
        for (number, status) in WebhookEventStatus::ALL.iter().enumerate() {
            let mut row = delivery(&number.to_string()).event;
            row.status = *status;
            row.provider = ProviderKind::ALL[number];
            round_trip!(storage, webhook_events, row);
        }
    }
}

#[tokio::test]
async fn sqlite_syncs_each_commit_and_checks_references() {
    let directory = tempfile::tempdir().unwrap();
    let database = Database::open(&oored::store::default_url(directory.path())).await.unwrap();
    async fn pragmas(db: &impl ConnectionTrait) -> Vec<String> {
        let mut values = Vec::new();
        for name in ["journal_mode", "synchronous", "foreign_keys", "busy_timeout"] {
            let sql = format!("SELECT CAST({name} AS TEXT) FROM pragma_{name}");
            // The one column of busy_timeout bears another name.
            let sql = sql.replace("CAST(busy_timeout", "CAST(timeout");
            values.extend(lines(db, &sql).await);
        }
        values
    }
    // FULL is 2 (https://www.sqlite.org/pragma.html#pragma_synchronous).
    let expected = ["wal", "2", "1", "10000"];
    let writer = database.begin().await.unwrap();
    assert_eq!(pragmas(&writer).await, expected);
    writer.rollback().await.unwrap();
    assert_eq!(pragmas(&database.reader()).await, expected);
    database.close().await.unwrap();
}
