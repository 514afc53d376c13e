//! What a cancel ends, and what it leaves.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::support::{
    Gate, GitRepository, TestApp, TestDatabase, TestRepository, job_of, on_both_databases,
    processes_with, text, wait_until_gone,
};

on_both_databases!(
    a_cancel_leaves_no_process_and_keeps_the_log,
    steps_that_always_run_do_so_within_the_grace_time,
    what_waits_is_canceled_at_once,
    what_has_ended_cannot_be_canceled,
);

/// From SIGTERM to SIGKILL, as the tests' servers are set.
const GRACE: Duration = Duration::from_secs(2);
/// How long the end of everything may take after that. It takes milliseconds, and must take less
/// than 2 s; what it took is printed, as a busy machine may be slower.
const AFTER_GRACE: Duration = Duration::from_secs(10);

/// Registers a repository with this pipeline; `GATE` in it is a gate, `MARKER` a word that shows
/// in the environment of all processes of a job.
async fn register(app: &TestApp, pipeline: &str) -> (TestRepository, Gate, String) {
    let git = GitRepository::new();
    let gate = Gate::new(git.scratch(), "gate");
    let marker = format!("marker-{}", git.word());
    let pipeline = pipeline.replace("GATE", gate.path()).replace("MARKER", &marker);
    git.commit("First", &[("oore.yaml", &pipeline)]);
    (app.register("acme/app", git).await, gate, marker)
}

async fn a_cancel_leaves_no_process_and_keeps_the_log(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let pipeline = r#"
version: 1
on: push
env: { MARK: MARKER }
jobs:
  stubborn:
    checkout: none
    steps:
      - run: |
          trap '' TERM HUP INT
          setsid sh -c "trap '' TERM; while :; do sleep 1000; done" &
          nohup sh -c 'setsid sh -c "sleep 1000; sleep 1000" & sleep 1000' >/dev/null 2>&1 &
          (setsid sleep 1000 &)
          seq 1 5000
          cat GATE
          while :; do sleep 1000; done
      - run: echo never
"#;
    let (repository, mut gate, marker) = register(&app, pipeline).await;
    let build = app.push_builds(&repository).await;
    gate.reached().await;
    gate.open();
    let alive = processes_with(&marker).len();
    assert!(alive >= 4, "the job has started {alive} processes");

    let begun = Instant::now();
    app.cancel(&text(&build, "id")).await;
    let left = wait_until_gone(&marker, GRACE + AFTER_GRACE).await;
    let took = begun.elapsed();
    println!("{took:?} from the cancel to the last process's end, {GRACE:?} of it grace");
    assert!(left.is_empty(), "left after {took:?}: {left:#?}");
    assert!(took >= GRACE, "what ignores SIGTERM was given its grace time, not {took:?}");

    let build = app.finished(&text(&build, "id")).await;
    assert_eq!(build["status"], "canceled", "{build:#}");
    let job = job_of(&build, "stubborn");
    assert_eq!(job["status"], "canceled");
    assert_eq!(statuses_of_steps(job), ["canceled", "skipped"]);
    let log = app.log(&build, "stubborn").await;
    let numbers: String = (1..=5000).map(|number| format!("{number}\n")).collect();
    assert!(log.starts_with(&numbers), "the log up to the cancel is kept: {log}");
    assert!(!log.contains("never"), "{log}");
    app.finish().await;
}

fn statuses_of_steps(job: &Value) -> Vec<String> {
    let steps = job["steps"].as_array().expect("steps");
    steps.iter().map(|step| text(step, "status")).collect()
}

async fn steps_that_always_run_do_so_within_the_grace_time(database: TestDatabase) {
    // Long enough for all these shells to start on a busy machine.
    let grace = Duration::from_secs(6);
    let app = TestApp::start_with(database, &[("OORE_CANCEL_GRACE", "6s")]).await;
    let pipeline = r#"
version: 1
on: push
env: { MARK: MARKER }
jobs:
  polite:
    checkout: none
    steps:
      - run: |
          trap 'echo "told to stop"; exit 1' TERM
          cat GATE
          while :; do sleep 0.1; done
      - { run: echo never }
      - { if: always(), run: echo swept }
      - { if: canceled(), run: echo canceled indeed }
      - { if: failure(), run: echo never }
      - { if: always(), run: "trap '' TERM; echo too slow; sleep 1000; sleep 1000" }
"#;
    let (repository, mut gate, marker) = register(&app, pipeline).await;
    let build = app.push_builds(&repository).await;
    gate.reached().await;
    gate.open();
    let begun = Instant::now();
    app.cancel(&text(&build, "id")).await;
    let build = app.finished(&text(&build, "id")).await;
    let took = begun.elapsed();
    assert!(took < grace + AFTER_GRACE, "all ends within the grace time, not {took:?}");
    assert_eq!(processes_with(&marker), Vec::<String>::new());
    assert_eq!(build["status"], "canceled");
    assert_eq!(
        statuses_of_steps(job_of(&build, "polite")),
        ["canceled", "skipped", "succeeded", "succeeded", "skipped", "canceled"]
    );
    let log = app.log(&build, "polite").await;
    for words in ["told to stop\n", "swept\n", "canceled indeed\n", "too slow\n"] {
        assert!(log.contains(words), "{words} in {log}");
    }
    assert!(!log.contains("never"), "{log}");
    app.finish().await;
}

async fn what_waits_is_canceled_at_once(database: TestDatabase) {
    let app = TestApp::start_with(database, &[("OORE_RUNNER_CAPACITY", "1")]).await;
    let pipeline = "
version: 1
on: push
jobs:
  runs: { checkout: none, steps: [{ run: cat GATE }] }
  queued: { checkout: none, steps: [{ run: echo never }] }
  blocked: { checkout: none, needs: runs, steps: [{ run: echo never }] }
  always: { checkout: none, needs: runs, if: always(), steps: [{ run: echo never }] }
";
    let (repository, mut gate, _) = register(&app, pipeline).await;
    let build = app.push_builds(&repository).await;
    gate.reached().await;
    let answer = app.cancel(&text(&build, "id")).await;
    for key in ["queued", "blocked", "always"] {
        assert_eq!(job_of(&answer, key)["status"], "canceled", "{key}: {answer:#}");
    }
    let build = app.finished(&text(&build, "id")).await;
    assert_eq!(build["status"], "canceled");
    assert_eq!(job_of(&build, "runs")["status"], "canceled");
    assert_eq!(job_of(&build, "queued")["attempt"], 0);
    app.finish().await;
}

async fn what_has_ended_cannot_be_canceled(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let pipeline = "
version: 1
on: push
jobs: { quick: { checkout: none, steps: [{ run: echo done }] } }
";
    let (repository, _gate, _) = register(&app, pipeline).await;
    let build = app.push_finishes(&repository).await;
    let path = format!("/api/builds/{}/cancel", text(&build, "id"));
    let answer = app.client.answer(Method::POST, &path, None).await;
    assert_eq!(answer.status, 409, "{}", answer.text());
    assert_eq!(answer.headers["content-type"], "application/problem+json");
    assert_eq!(answer.json()["status"], json!(409));
    assert_eq!(app.build(&text(&build, "id")).await["status"], "succeeded");
    app.finish().await;
}
