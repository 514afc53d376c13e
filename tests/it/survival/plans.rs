//! How the database finds what is asked for at the start and at every tick: never by reading a table
//! through that grows.

use std::sync::{Arc, Mutex};

use oored::clock;
use oored::ids::RunnerId;
use oored::store::{self, Database};
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};

/// What grows with every push.
const GROWING: [&str; 9] = [
    "approvals",
    "audit_events",
    "builds",
    "job_attempts",
    "jobs",
    "log_chunks",
    "status_reports",
    "steps",
    "webhook_events",
];

type Statements = Arc<Mutex<Vec<Statement>>>;

/// Notes what is asked of the database.
fn noting(mut reader: DatabaseConnection) -> (DatabaseConnection, Statements) {
    let statements = Statements::default();
    let noted = Arc::clone(&statements);
    reader.set_metric_callback(move |info| {
        noted.lock().expect("not poisoned").push(info.statement.clone());
    });
    (reader, statements)
}

/// Everything that is read at the start, and every 30 s.
async fn ask(db: &DatabaseConnection) {
    let now = clock::now();
    store::newest_ids(db).await.expect("the newest ids");
    store::repositories::all(db).await.expect("repositories");
    store::runners::all(db).await.expect("runners");
    store::runners::local(db).await.expect("the local runner");
    store::jobs::held_by(db, RunnerId::generate()).await.expect("attempts");
    store::schedule::Snapshot::load(db).await.expect("a snapshot");
    store::jobs::queued(db, None, 100).await.expect("queued jobs");
    store::webhook_events::waiting(db, None, 200).await.expect("waiting events");
    store::reports::due(db, now, 200).await.expect("reports");
    store::reports::next_due(db, now).await.expect("the next report");
}

#[tokio::test]
async fn no_growing_table_is_read_through_at_the_start_or_by_ticks() {
    let directory = tempfile::tempdir().expect("a directory");
    let url = store::default_url(directory.path());
    let database = Database::open(&url).await.expect("opened");
    let (db, statements) = noting(database.reader());
    ask(&db).await;
    let asked = statements.lock().expect("not poisoned").clone();
    assert!(asked.len() >= 10, "{asked:#?}");
    for mut statement in asked {
        statement.sql = format!("EXPLAIN QUERY PLAN {}", statement.sql);
        let rows = database.reader().query_all_raw(statement.clone()).await.expect("a plan");
        for row in rows {
            let step: String = row.try_get("", "detail").expect("a step");
            let is_scan = GROWING.iter().any(|table| {
                step == format!("SCAN {table}") || step.starts_with(&format!("SCAN {table} "))
            });
            // The end of an index is no scan of it, but is called one.
            let takes_one = statement.sql.contains("LIMIT")
                && !statement.sql.contains("WHERE")
                && step.contains("USING");
            assert!(!is_scan || takes_one, "{step}: {}", statement.sql);
        }
    }
}
