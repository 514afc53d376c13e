//! A job that waits says what for.

use serde_json::Value;

use crate::support::{Gate, GitRepository, TestApp, TestDatabase, job_of, on_both_databases, text};

on_both_databases!(jobs_that_wait_say_why);

fn waiting(build: &Value, key: &str) -> (String, String) {
    let waiting = &job_of(build, key)["waiting"];
    (text(waiting, "reason"), text(waiting, "detail"))
}

async fn jobs_that_wait_say_why(database: TestDatabase) {
    let app = TestApp::start_with(database, &[("OORE_RUNNER_CAPACITY", "1")]).await;
    app.add_runner("mac-mini", &["xcode"]).await;
    let git = GitRepository::new();
    let mut gate = Gate::new(git.scratch(), "gate");
    let pipeline = format!(
        "
version: 1
on: push
jobs:
  runs: {{ checkout: none, steps: [{{ run: cat {} }}] }}
  next: {{ checkout: none, needs: runs, steps: [{{ run: echo next }}] }}
  busy: {{ checkout: none, runs_on: local, steps: [{{ run: echo busy }}] }}
  away: {{ checkout: none, runs_on: xcode, steps: [{{ run: echo away }}] }}
  nowhere: {{ checkout: none, runs_on: [linux, quantum], steps: [{{ run: echo nowhere }}] }}
",
        gate.path()
    );
    git.commit("First", &[("oore.yaml", &pipeline)]);
    let repository = app.register("acme/app", git).await;
    let id = text(&app.push_builds(&repository).await, "id");
    gate.reached().await;

    let build = app.build(&id).await;
    assert!(job_of(&build, "runs")["waiting"].is_null(), "{build:#}");
    for (key, reason, word) in [
        ("next", "needs", "runs"),
        ("busy", "runner_busy", "local"),
        ("away", "runner_offline", "mac-mini"),
        ("nowhere", "no_matching_runner", "quantum"),
    ] {
        let (given, detail) = waiting(&build, key);
        assert_eq!(given, reason, "{key}: {detail}");
        assert!(detail.contains(word), "`{detail}` names {word}");
        let job = text(job_of(&build, key), "id");
        let shown = app.client.get(&format!("/api/jobs/{job}")).await;
        assert_eq!(shown["waiting"], job_of(&build, key)["waiting"]);
    }
    gate.open();
    for key in ["next", "busy"] {
        app.build_until(&id, |build| job_of(build, key)["status"] == "succeeded").await;
    }
    let build = app.cancel(&id).await;
    assert!(job_of(&build, "nowhere")["waiting"].is_null(), "{build:#}");
    let build = app.finished(&id).await;
    assert_eq!(build["status"], "canceled");
    app.finish().await;
}
