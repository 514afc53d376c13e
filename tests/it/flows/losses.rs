//! Runners that go away, and runners on other machines.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::timeout;

use crate::support::{
    Daemon, Gate, GitRepository, PATIENCE, RemoteRunner, Server, TestApp, TestDatabase,
    TestRepository, job_of, local_runners, on_both_databases, text,
};

on_both_databases!(
    a_job_runs_again_when_its_runner_was_killed,
    what_was_printed_before_server_and_runner_were_killed_is_kept,
    a_remote_runner_takes_jobs_with_its_label,
    a_job_moves_to_another_runner_when_its_own_stays_away,
    a_runner_that_comes_back_too_late_counts_for_nothing,
);

const SETTINGS: [(&str, &str); 1] = [("OORE_RUNNER_LOST_AFTER", "1s")];

/// A repository with one job, which stands at a gate of its own in each of two attempts.
async fn register(server: &Server, runs_on: &str) -> (TestRepository, [Gate; 2]) {
    let git = GitRepository::new();
    let gates = ["gate-1", "gate-2"].map(|name| Gate::new(git.scratch(), name));
    let pipeline = format!(
        "
version: 1
on: push
jobs:
  only:
    checkout: none
    runs_on: [{runs_on}]
    steps:
      - run: echo attempt $OORE_JOB_ATTEMPT; cat {}/gate-$OORE_JOB_ATTEMPT; echo end of $OORE_JOB_ATTEMPT
",
        git.scratch().display()
    );
    git.commit("First", &[("oore.yaml", &pipeline)]);
    (server.register("acme/app", git).await, gates)
}

/// Waits until the local runner has this on its disk as the output of its job. Nobody is told of
/// that, so it is looked at.
async fn until_spooled(data_dir: &Path, output: &str) {
    let jobs = data_dir.join("data/runner/jobs");
    let is_spooled = || {
        let mut spools = fs::read_dir(&jobs).into_iter().flatten().flatten();
        spools.any(|spool| {
            fs::read(spool.path().join("log")).is_ok_and(|log| log == output.as_bytes())
        })
    };
    let spooled = async {
        let mut ticks = tokio::time::interval(Duration::from_millis(10));
        while !is_spooled() {
            ticks.tick().await;
        }
    };
    timeout(PATIENCE, spooled).await.expect("the output is spooled");
}

fn signal(name: &str, process: &str) {
    let status = Command::new("kill").args([name, process]).status().expect("kill runs");
    assert!(status.success(), "kill {name} {process}");
}

/// `number: status` of each attempt of the job.
fn attempts(build: &Value) -> Vec<String> {
    let attempts = job_of(build, "only")["attempts"].as_array().expect("attempts");
    attempts.iter().map(|it| format!("{}: {}", it["attempt"], text(it, "status"))).collect()
}

/// The build ended well in its second attempt, and both have their own log.
async fn check_second_attempt(app: &TestApp, id: &str) {
    let build = app.finished(id).await;
    assert_eq!(build["status"], "succeeded", "{build:#}");
    assert_eq!(attempts(&build), ["1: lost", "2: succeeded"]);
    assert_eq!(app.log(&build, "only").await, "attempt 2\nend of 2\n");
    let job = text(job_of(&build, "only"), "id");
    let first = app.client.bytes(&format!("/api/jobs/{job}/log?attempt=1")).await;
    assert_eq!(String::from_utf8_lossy(&first), "attempt 1\n");
}

async fn a_job_runs_again_when_its_runner_was_killed(database: TestDatabase) {
    let app = TestApp::start_with(database, &SETTINGS).await;
    let (repository, [mut first_gate, mut second_gate]) = register(&app, "local").await;
    let id = text(&app.push_builds(&repository).await, "id");
    first_gate.reached().await;
    // Whether it was sent already makes no difference: the next runner's process brings the rest.
    until_spooled(app.data_dir(), "attempt 1\n").await;
    let runners = local_runners(app.data_dir());
    assert_eq!(runners.len(), 1, "{runners:?}");
    signal("-KILL", &runners[0]);
    second_gate.reached().await;
    second_gate.open();
    check_second_attempt(&app, &id).await;
    app.finish().await;
}

/// The first attempt prints while no server is there, so that its runner can't have sent it.
async fn what_was_printed_before_server_and_runner_were_killed_is_kept(database: TestDatabase) {
    let mut daemon = Daemon::start(database, &[]).await;
    let git = GitRepository::new();
    let [mut gate, mut second] = ["gate", "second"].map(|name| Gate::new(git.scratch(), name));
    let pipeline = format!(
        "
version: 1
on: push
jobs:
  only:
    checkout: none
    steps:
      - run: |
          test $OORE_JOB_ATTEMPT = 1 || exec cat {}
          cat {}
          echo nobody hears
          sleep 1000
",
        second.path(),
        gate.path()
    );
    git.commit("First", &[("oore.yaml", &pipeline)]);
    let repository = daemon.register("acme/app", git).await;
    let id = text(&daemon.push_builds(&repository).await, "id");
    gate.reached().await;
    let [runner] = &*daemon.runners() else { panic!("one runner") };
    let runner = runner.clone();
    daemon.kill().await;
    gate.open();
    until_spooled(daemon.data_dir(), "nobody hears\n").await;
    signal("-KILL", &runner);

    let daemon = daemon.restart().await;
    second.reached().await;
    second.open();
    let build = daemon.finished(&id).await;
    assert_eq!(attempts(&build), ["1: lost", "2: succeeded"], "{build:#}");
    let job = text(job_of(&build, "only"), "id");
    let first = daemon.client.bytes(&format!("/api/jobs/{job}/log?attempt=1")).await;
    assert_eq!(String::from_utf8_lossy(&first), "nobody hears\n");
    daemon.finish().await;
}

async fn a_remote_runner_takes_jobs_with_its_label(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let (token, runner) = app.add_runner("big", &["gpu"]).await;
    let (repository, [mut gate, _]) = register(&app, "gpu").await;
    let id = text(&app.push_builds(&repository).await, "id");
    let build = app.build(&id).await;
    assert_eq!(job_of(&build, "only")["waiting"]["reason"], "runner_offline", "{build:#}");
    let remote = RemoteRunner::start(&app, &token);
    gate.reached().await;
    let shown = app.client.get(&format!("/api/runners/{runner}")).await;
    assert_eq!(shown["status"], "online");
    assert_eq!(shown["running"][0]["build_id"], json!(id));
    gate.open();
    let build = app.finished(&id).await;
    assert_eq!(build["status"], "succeeded", "{build:#}");
    assert_eq!(job_of(&build, "only")["runner_id"], json!(runner));
    remote.finish().await;
    let path = format!("/api/runners/{runner}");
    app.get_until(&path, |runner| runner["status"] == "offline").await;
    app.finish().await;
}

async fn a_job_moves_to_another_runner_when_its_own_stays_away(database: TestDatabase) {
    let app = TestApp::start_with(database, &SETTINGS).await;
    let (token, first) = app.add_runner("first", &["gpu"]).await;
    let (other_token, second) = app.add_runner("second", &["gpu"]).await;
    let mut remote = RemoteRunner::start(&app, &token);
    let (repository, [mut first_gate, mut second_gate]) = register(&app, "gpu").await;
    let id = text(&app.push_builds(&repository).await, "id");
    first_gate.reached().await;
    app.wait_for_log(&id, "only", "attempt 1\n").await;
    remote.kill().await;
    let other = RemoteRunner::start(&app, &other_token);
    second_gate.reached().await;
    second_gate.open();
    check_second_attempt(&app, &id).await;
    let build = app.build(&id).await;
    let attempts = job_of(&build, "only")["attempts"].as_array().expect("attempts").clone();
    let runners: Vec<_> = attempts.iter().map(|attempt| text(attempt, "runner_id")).collect();
    assert_eq!(runners, [first, second]);
    other.finish().await;
    app.finish().await;
}

/// The runner is stopped, not killed: it finishes its job after the server has called it lost, and
/// says so.
async fn a_runner_that_comes_back_too_late_counts_for_nothing(database: TestDatabase) {
    let app = TestApp::start_with(database, &SETTINGS).await;
    let (token, first) = app.add_runner("first", &["gpu"]).await;
    let remote = RemoteRunner::start(&app, &token);
    let (repository, [mut first_gate, mut second_gate]) = register(&app, "gpu").await;
    let id = text(&app.push_builds(&repository).await, "id");
    first_gate.reached().await;
    app.wait_for_log(&id, "only", "attempt 1\n").await;
    signal("-STOP", &remote.process_id());
    // Job and attempts are read one after the other, and may be of two moments.
    let is_lost = |build: &Value| {
        attempts(build) == ["1: lost"] && job_of(build, "only")["status"] == "queued"
    };
    app.build_until(&id, is_lost).await;
    // The script of the first attempt runs to its end, of which its runner tells on waking up.
    first_gate.open();
    let (other_token, _) = app.add_runner("second", &["gpu"]).await;
    let other = RemoteRunner::start(&app, &other_token);
    second_gate.reached().await;
    signal("-CONT", &remote.process_id());
    let path = format!("/api/runners/{first}");
    app.get_until(&path, |runner| runner["status"] == "online").await;
    second_gate.open();
    check_second_attempt(&app, &id).await;
    remote.finish().await;
    other.finish().await;
    app.finish().await;
}
