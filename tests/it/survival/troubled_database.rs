//! A database that another process has locked, and one that is away for a while.

use std::time::{Duration, Instant};

use oored::store::{Database, default_url};
use reqwest::Method;
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use serde_json::json;

use super::{check_comes_again, check_restarts};
use crate::support::{
    Gate, GitRepository, Proxy, Server, TestApp, TestDatabase, TestRepository, job_of,
    on_both_databases, send, text,
};

on_both_databases!(a_locked_database_is_waited_for);

/// No job is lost to the test's short times, and no fact comes while nothing can be written.
const SETTINGS: [(&str, &str); 1] = [("OORE_RUNNER_LOST_AFTER", "60s")];

/// As long as it takes until SQLite's writer gives up waiting, and PostgreSQL's as well.
const LOCKED: Duration = Duration::from_secs(12);

/// A push whose build stands at the gate, and says something once it is open.
async fn register(server: &Server, name: &str) -> (TestRepository, Gate) {
    let git = GitRepository::new();
    let gate = Gate::new(git.scratch(), "gate");
    let pipeline = format!(
        "
version: 1
on: push
jobs: {{ only: {{ checkout: none, steps: [{{ run: 'cat {}' }}, {{ run: echo heard }}] }} }}
",
        gate.path()
    );
    git.commit("First", &[("oore.yaml", &pipeline)]);
    (server.register(name, git).await, gate)
}

/// What another process does that writes and does not come to an end.
async fn lock(app: &TestApp, database: &TestDatabase) -> (Database, DatabaseTransaction) {
    let url = database.url().map(Into::into);
    let url = url.unwrap_or_else(|| default_url(&app.data_dir().join("data")));
    let other = Database::connect(&url).await.expect("connected");
    let tx = other.begin().await.expect("begun");
    if matches!(database, TestDatabase::Postgres { .. }) {
        let tables = "webhook_events, jobs, job_attempts, log_chunks, steps, runners";
        let sql = format!("lock table {tables} in exclusive mode");
        tx.execute_unprepared(&sql).await.expect("locked");
    }
    (other, tx)
}

async fn a_locked_database_is_waited_for(database: TestDatabase) {
    let app = TestApp::start_with(database.clone(), &SETTINGS).await;
    let (repository, mut gate) = register(&app, "acme/app").await;
    let id = text(&app.push_builds(&repository).await, "id");
    gate.reached().await;
    let (other, tx) = lock(&app, &database).await;
    let locked = Instant::now();
    gate.open();

    let delivery = repository.github_push().signed(&repository);
    let began = Instant::now();
    check_comes_again(&app.send(&delivery).await);
    // Gitea gives up after 5 s.
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    check_comes_again(&send(app.client.request(Method::GET, "/api/health/ready")).await);
    while locked.elapsed() < LOCKED {
        // Reads go on.
        assert_eq!(app.build(&id).await["status"], "running");
        check_comes_again(&app.send(&delivery).await);
    }
    tx.rollback().await.expect("unlocked");
    other.close().await.expect("closed");

    let build = app.finished(&id).await;
    let only = job_of(&build, "only");
    assert_eq!((&only["status"], &only["attempt"]), (&json!("succeeded"), &json!(1)), "{build:#}");
    assert_eq!(app.log(&build, "only").await, "heard\n");
    let event = app.deliver(&delivery).await;
    assert_eq!(event["status"], "handled", "{event:#}");
    gate.reached().await;
    gate.open();
    let build = app.build_of(&event).await;
    app.finished(&text(&build, "id")).await;
    check_restarts(&app).await;
    app.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_is_away_for_a_while_is_waited_for() {
    let Some(database) = TestDatabase::postgres().await else { return };
    let mut proxy = Proxy::before(database.target()).await;
    let app = TestApp::start_with(database.through(proxy.port()), &SETTINGS).await;
    let (repository, mut gate) = register(&app, "acme/app").await;
    let id = text(&app.push_builds(&repository).await, "id");
    gate.reached().await;
    proxy.shut().await;
    gate.open();
    let delivery = repository.github_push().signed(&repository);
    let began = Instant::now();
    check_comes_again(&app.send(&delivery).await);
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    check_comes_again(&send(app.client.request(Method::GET, &format!("/api/builds/{id}"))).await);
    let live = app.client.get("/api/health/live").await;
    assert_eq!(live["status"], "ok");
    proxy.open().await;

    let build = app.finished(&id).await;
    assert_eq!(job_of(&build, "only")["attempt"], json!(1), "{build:#}");
    assert_eq!(build["status"], "succeeded", "{build:#}");
    let event = app.deliver(&delivery).await;
    gate.reached().await;
    gate.open();
    let build = app.build_of(&event).await;
    app.finished(&text(&build, "id")).await;
    check_restarts(&app).await;
    app.finish().await;
}
