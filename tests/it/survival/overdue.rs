//! A runner that is there, and does not end its jobs.

use protocol::ServerFrame;
use serde_json::json;
use ulid::Ulid;

use crate::support::{
    FakeRunner, GitRepository, Server, TestApp, TestDatabase, TestRepository, job_of,
    on_both_databases, succeeded, text,
};

on_both_databases!(
    a_job_that_is_not_ended_at_its_time_limit_is_taken_from_its_runner,
    a_job_whose_cancel_is_not_obeyed_is_taken_from_its_runner,
);

/// What a runner is silent for, at most.
const SETTINGS: [(&str, &str); 3] =
    [("OORE_LOCAL_RUNNER", "false"), ("OORE_CANCEL_GRACE", "0s"), ("OORE_RUNNER_LOST_AFTER", "1s")];

async fn register(server: &Server, limit: &str) -> TestRepository {
    let pipeline = format!(
        "
version: 1
on: push
jobs: {{ only: {{ checkout: none, timeout: {limit}, steps: [{{ run: 'true' }}] }} }}
"
    );
    server.register("acme/app", GitRepository::with_pipeline(&pipeline)).await
}

async fn fake(server: &Server) -> FakeRunner {
    let (token, _) = server.add_runner("still", &[]).await;
    let nothing: (&[&str], &[Ulid]) = (&[], &[]);
    FakeRunner::connect(server, &token, Ulid::generate(), nothing).await
}

/// The runner is told to forget the job, and what it says of it later counts for nothing.
async fn check_void(mut runner: FakeRunner, lease: Ulid) {
    while runner.next().await != Some(ServerFrame::Void { lease }) {}
    runner.say(&succeeded(lease)).await;
    assert_eq!(runner.next().await, Some(ServerFrame::Void { lease }));
}

async fn a_job_that_is_not_ended_at_its_time_limit_is_taken_from_its_runner(
    database: TestDatabase,
) {
    let app = TestApp::start_with(database, &SETTINGS).await;
    let repository = register(&app, "1s").await;
    let mut runner = fake(&app).await;
    let id = text(&app.push_builds(&repository).await, "id");
    let job = runner.take_job().await;
    let build = app.finished(&id).await;
    assert_eq!(build["status"], "timed_out", "{build:#}");
    let only = job_of(&build, "only");
    assert_eq!((&only["status"], &only["attempt"]), (&json!("timed_out"), &json!(1)));
    let detail = text(only, "detail");
    assert!(detail.contains("did not end the job at its time limit of 1s"), "{detail}");
    check_void(runner, job.lease).await;
    assert_eq!(app.build(&id).await["status"], "timed_out");
    app.finish().await;
}

async fn a_job_whose_cancel_is_not_obeyed_is_taken_from_its_runner(database: TestDatabase) {
    let app = TestApp::start_with(database, &SETTINGS).await;
    let repository = register(&app, "1h").await;
    let mut runner = fake(&app).await;
    let id = text(&app.push_builds(&repository).await, "id");
    let job = runner.take_job().await;
    app.cancel(&id).await;
    let build = app.finished(&id).await;
    assert_eq!(build["status"], "canceled", "{build:#}");
    check_void(runner, job.lease).await;
    app.finish().await;
}
