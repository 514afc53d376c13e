//! What takes too long is ended.

use serde_json::Value;

use crate::support::{
    GitRepository, TestApp, TestDatabase, job_of, on_both_databases, processes_with, text,
};

on_both_databases!(
    a_step_that_takes_too_long_is_ended,
    a_job_that_takes_too_long_is_ended,
    a_job_that_prints_too_much_is_ended,
);

fn steps(job: &Value) -> Vec<String> {
    let steps = job["steps"].as_array().expect("steps");
    steps.iter().map(|step| text(step, "status")).collect()
}

async fn a_step_that_takes_too_long_is_ended(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let repository = app
        .register(
            "acme/app",
            GitRepository::with_pipeline(
                "
version: 1
on: push
jobs:
  slow:
    checkout: none
    steps:
      - { run: 'echo begun; sleep 1000', timeout: 3s, continue_on_error: true }
      - run: echo went on
      - { run: 'echo again; sleep 1000', timeout: 3s }
      - run: echo never
      - { if: failure(), run: echo looked after }
",
            ),
        )
        .await;
    let build = app.push_finishes(&repository).await;
    let job = job_of(&build, "slow");
    assert_eq!(
        steps(job),
        ["timed_out", "succeeded", "timed_out", "skipped", "succeeded"],
        "{job:#}"
    );
    let log = app.log(&build, "slow").await;
    for words in ["begun\n", "went on\n", "again\n", "looked after\n"] {
        assert!(log.contains(words), "{words} in {log}");
    }
    assert!(!log.contains("never"), "{log}");
    assert_ne!(build["status"], "succeeded", "{build:#}");
    app.finish().await;
}

async fn a_job_that_takes_too_long_is_ended(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let git = GitRepository::new();
    let marker = format!("marker-{}", git.word());
    let pipeline = format!(
        "
version: 1
on: push
jobs:
  slow:
    checkout: none
    timeout: 4s
    env: {{ MARK: {marker} }}
    steps:
      - run: echo begun; setsid sleep 1000 & sleep 1000
      - run: echo never
  after: {{ needs: slow, checkout: none, steps: [{{ run: echo never }}] }}
"
    );
    git.commit("First", &[("oore.yaml", &pipeline)]);
    let repository = app.register("acme/app", git).await;
    let build = app.push_finishes(&repository).await;
    assert_eq!(processes_with(&marker), Vec::<String>::new());
    assert_eq!(build["status"], "timed_out", "{build:#}");
    let job = job_of(&build, "slow");
    assert_eq!(job["status"], "timed_out");
    assert_eq!(steps(job), ["timed_out", "skipped"]);
    assert!(text(job, "detail").contains("time limit"), "{job:#}");
    assert_eq!(job_of(&build, "after")["status"], "skipped");
    let log = app.log(&build, "slow").await;
    assert!(log.starts_with("begun\n") && !log.contains("never"), "{log}");
    app.finish().await;
}

async fn a_job_that_prints_too_much_is_ended(database: TestDatabase) {
    let app = TestApp::start_with(database, &[("OORE_LOG_LIMIT", "64KiB")]).await;
    let pipeline = "
version: 1
on: push
jobs:
  chatty: { checkout: none, steps: [{ run: yes }, { if: always(), run: echo never }] }
";
    let git = GitRepository::with_pipeline(pipeline);
    let build = app.push_finishes(&app.register("acme/app", git).await).await;
    assert_eq!(build["status"], "failed", "{build:#}");
    let job = job_of(&build, "chatty");
    let reason = "it printed more than 64 KiB, the limit of a job's log";
    assert_eq!(text(job, "detail"), format!("the job can't go on: {reason}"));
    assert_eq!(steps(job), ["failed", "skipped"]);
    let log = app.log(&build, "chatty").await;
    let output = "y\n".repeat(32 << 10);
    assert_eq!(log, format!("{output}oore: the job was ended: {reason}\n"));
    app.finish().await;
}
