//! Runners whose programs are older or newer than the server.

use protocol::ServerFrame;
use serde_json::json;
use ulid::Ulid;

use crate::support::{
    FakeRunner, GitRepository, TestApp, TestDatabase, on_both_databases, succeeded, text,
};

on_both_databases!(
    a_runner_of_another_version_is_told_who_must_be_updated,
    what_a_newer_runner_says_beyond_this_version_is_passed_over,
);

const NO_RUNNER: [(&str, &str); 1] = [("OORE_LOCAL_RUNNER", "false")];
const PIPELINE: &str = "
version: 1
on: push
jobs: { only: { checkout: none, steps: [{ run: 'true' }] } }
";

async fn a_runner_of_another_version_is_told_who_must_be_updated(database: TestDatabase) {
    let app = TestApp::start_with(database, &NO_RUNNER).await;
    let (token, id) = app.add_runner("far", &[]).await;
    let path = format!("/api/runners/{id}");
    for (version, update, is_passing) in [
        (protocol::VERSION - 1, "which is newer: update the runner", false),
        (protocol::VERSION + 1, "which is older: update the server", true),
    ] {
        let (reason, passes) = FakeRunner::refused(&app, &token, (version, Ulid::generate())).await;
        assert!(reason.contains(update), "{reason}");
        // A runner that only has to wait does so, and one that must be replaced ends.
        assert_eq!(passes, is_passing, "{reason}");
        let shown = app.client.get(&path).await;
        assert_eq!(shown["refused"]["reason"], json!(reason), "{shown:#}");
        assert_eq!(shown["status"], "offline");
    }
    let nothing: (&[&str], &[Ulid]) = (&[], &[]);
    let _runner = FakeRunner::connect(&app, &token, Ulid::generate(), nothing).await;
    assert_eq!(app.client.get(&path).await["refused"], json!(null));
    app.finish().await;
}

async fn what_a_newer_runner_says_beyond_this_version_is_passed_over(database: TestDatabase) {
    let app = TestApp::start_with(database, &NO_RUNNER).await;
    let (token, _) = app.add_runner("new", &[]).await;
    let nothing: (&[&str], &[Ulid]) = (&[], &[]);
    let mut runner = FakeRunner::connect(&app, &token, Ulid::generate(), nothing).await;
    let repository = app.register("acme/app", GitRepository::with_pipeline(PIPELINE)).await;
    let build = app.push_builds(&repository).await;
    let job = runner.take_job().await;
    runner.say_text(&json!({ "frame": "weather", "is": "fine" }).to_string()).await;
    let mut ended = serde_json::to_value(succeeded(job.lease)).expect("JSON");
    ended["mood"] = json!("good");
    runner.say_text(&ended.to_string()).await;
    assert_eq!(runner.next().await, Some(ServerFrame::FinishedAck { lease: job.lease }));
    assert_eq!(app.finished(&text(&build, "id")).await["status"], "succeeded");
    // What is no frame at all ends the connection.
    runner.say_text("weather").await;
    runner.closed().await;
    app.finish().await;
}
