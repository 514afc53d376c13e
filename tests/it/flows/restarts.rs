//! `kill -9` of the server: builds go on as if nothing had happened.

use oored::crypto::signature::sha256_hex;
use serde_json::json;

use crate::support::{
    Daemon, Gate, GitRepository, TestApp, TestDatabase, job_of, on_both_databases, text,
};

on_both_databases!(
    a_build_survives_the_end_of_its_server,
    a_job_that_ends_while_the_server_is_away_is_delivered,
    an_event_is_decided_after_the_end_of_its_server,
    a_build_survives_a_restart_in_order,
);

/// A job that prints before and after a gate, and the whole of what it prints.
fn chatty(git: &GitRepository) -> (Gate, String) {
    let gate = Gate::new(git.scratch(), "gate");
    let pipeline = format!(
        "
version: 1
on: push
jobs:
  chatty:
    checkout: none
    steps:
      - run: seq 1 50000; cat {gate}; seq 50001 100000
      - run: echo the end
  last: {{ needs: chatty, checkout: none, steps: [{{ run: echo after all }}] }}
",
        gate = gate.path()
    );
    git.commit("First", &[("oore.yaml", &pipeline)]);
    let numbers: String = (1..=100_000).map(|number| format!("{number}\n")).collect();
    (gate, numbers + "the end\n")
}

async fn a_build_survives_the_end_of_its_server(database: TestDatabase) {
    let mut daemon = Daemon::start(database, &[]).await;
    let git = GitRepository::new();
    let (mut gate, expected) = chatty(&git);
    let repository = daemon.register("acme/app", git).await;
    let id = text(&daemon.push_builds(&repository).await, "id");
    gate.reached().await;
    let runner = daemon.runners();
    daemon.kill().await;
    let daemon = daemon.restart().await;
    gate.open();

    let build = daemon.finished(&id).await;
    assert_eq!(build["status"], "succeeded", "{build:#}");
    assert_eq!(job_of(&build, "chatty")["attempt"], 1);
    let log = daemon.log_bytes(&build, "chatty").await;
    assert_eq!(sha256_hex(&log), sha256_hex(expected.as_bytes()), "{} bytes", log.len());
    assert_eq!(daemon.log(&build, "last").await, "after all\n");
    assert!(daemon.runners().contains(&runner[0]), "the same runner went on");
    daemon.finish().await;
}

async fn a_job_that_ends_while_the_server_is_away_is_delivered(database: TestDatabase) {
    let mut daemon = Daemon::start(database, &[]).await;
    let git = GitRepository::new();
    let done = git.scratch().join("done");
    let mut told = Gate::new(git.scratch(), "told");
    let (mut gate, _) = chatty(&git);
    let pipeline = format!(
        "
version: 1
on: push
jobs:
  lonely:
    checkout: none
    steps: [{{ run: 'cat {}; echo alone; echo > {}; cat {}' }}]
",
        gate.path(),
        done.display(),
        told.path()
    );
    git.commit("Lonely", &[("oore.yaml", &pipeline)]);
    let repository = daemon.register("acme/app", git).await;
    let id = text(&daemon.push_builds(&repository).await, "id");
    gate.reached().await;
    daemon.kill().await;
    gate.open();
    told.reached().await;
    assert!(done.exists(), "the job went on without a server");
    told.open();

    let daemon = daemon.restart().await;
    let build = daemon.finished(&id).await;
    assert_eq!(build["status"], "succeeded", "{build:#}");
    assert_eq!(job_of(&build, "lonely")["attempt"], 1);
    assert_eq!(daemon.log(&build, "lonely").await, "alone\n");
    daemon.finish().await;
}

/// The decision stands still because git waits for the remote's `HEAD`.
async fn an_event_is_decided_after_the_end_of_its_server(database: TestDatabase) {
    let mut daemon = Daemon::start(database, &[]).await;
    let git = GitRepository::with_pipeline(
        "
version: 1
on: push
jobs: { only: { steps: [{ run: echo decided after all }] } }
",
    );
    let mut gate = git.hold();
    let repository = daemon.register("acme/app", git).await;
    let answer = daemon.send(&repository.github_push().signed(&repository)).await;
    assert_eq!(answer.status, 202, "{}", answer.text());
    let id = text(&answer.json(), "id");
    gate.reached().await;
    let event = daemon.client.get(&format!("/api/webhooks/events/{id}")).await;
    assert_eq!(event["status"], "received", "{event:#}");
    daemon.kill().await;
    repository.git.let_go(gate);

    let daemon = daemon.restart().await;
    let event = daemon.decided(&id).await;
    assert_eq!(event["status"], "handled", "{event:#}");
    let build = daemon.build_of(&event).await;
    let build = daemon.finished(&text(&build, "id")).await;
    assert_eq!(build["status"], "succeeded", "{build:#}");
    assert!(daemon.log(&build, "only").await.contains("decided after all\n"));
    assert_eq!(build["number"], json!(1));
    daemon.finish().await;
}

async fn a_build_survives_a_restart_in_order(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let git = GitRepository::new();
    let (mut gate, expected) = chatty(&git);
    let repository = app.register("acme/app", git).await;
    let id = text(&app.push_builds(&repository).await, "id");
    gate.reached().await;
    let app = app.restart().await;
    gate.open();
    let build = app.finished(&id).await;
    assert_eq!(build["status"], "succeeded", "{build:#}");
    assert_eq!(job_of(&build, "chatty")["attempt"], 1);
    let log = app.log_bytes(&build, "chatty").await;
    assert_eq!(sha256_hex(&log), sha256_hex(expected.as_bytes()), "{} bytes", log.len());
    app.finish().await;
}
