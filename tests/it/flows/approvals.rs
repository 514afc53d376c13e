//! Jobs that wait for a person.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{
    Daemon, Forge, GitRepository, Server, TestApp, TestDatabase, TestRepository, job_of,
    on_both_databases, text,
};

on_both_databases!(
    a_gate_opens_when_it_is_approved,
    a_rejected_gate_takes_along_what_needs_it,
    a_gate_asks_only_when_it_would_run,
    a_gate_waits_through_kill_and_restart,
    a_gate_is_canceled_with_its_build_and_asks_anew_in_the_next,
    a_gate_is_shown_at_the_forge_and_to_who_watches,
);

const PIPELINE: &str = r#"
version: 1
on: push
jobs:
  test: { checkout: none, steps: [{ run: echo tested }] }
  release:
    needs: test
    approval: { environment: production, message: "Ship ${{ commit.message }}?" }
    # Nothing of it runs while it waits, so that this is long enough.
    timeout: 30s
    checkout: none
    steps: [{ run: echo released }]
  after: { needs: release, checkout: none, steps: [{ run: echo after }] }
"#;

async fn register(server: &Server, pipeline: &str) -> TestRepository {
    let git = GitRepository::new();
    git.commit("version 2", &[("oore.yaml", pipeline)]);
    server.register("acme/app", git).await
}

/// The build's id, and that of its gate, which waits.
async fn asked(server: &Server, build: &str) -> String {
    let is_asked = |build: &Value| job_of(build, "release")["status"] == "awaiting_approval";
    let build = server.build_until(build, is_asked).await;
    text(job_of(&build, "release"), "id")
}

async fn decide(server: &Server, job: &str, word: &str, body: Value) -> Value {
    server.client.post(&format!("/api/jobs/{job}/{word}"), &body).await
}

async fn a_gate_opens_when_it_is_approved(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let repository = register(&app, PIPELINE).await;
    let id = text(&app.push_builds(&repository).await, "id");
    let job = asked(&app, &id).await;
    let shown = app.client.get(&format!("/api/jobs/{job}")).await;
    assert_eq!(shown["environment"], "production");
    assert_eq!((&shown["attempt"], &shown["runner_id"]), (&json!(0), &json!(null)));
    assert_eq!(shown["waiting"]["reason"], "approval");
    let detail = text(&shown["waiting"], "detail");
    assert!(detail.contains("for `production`: Ship version 2?"), "{detail}");
    assert!(detail.contains(&format!("oore job approve {job}")), "{detail}");
    // The build as a whole does not wait, so there is nothing to approve.
    let path = format!("/api/builds/{id}/approve");
    assert_eq!(app.client.answer(Method::POST, &path, None).await.status, 409);
    let test = text(job_of(&app.build(&id).await, "test"), "id");
    let path = format!("/api/jobs/{test}/approve");
    let answer = app.client.answer(Method::POST, &path, None).await;
    assert_eq!(answer.status, 409);
    assert!(answer.text().contains("it is succeeded"), "{}", answer.text());
    decide(&app, &job, "approve", json!({ "comment": "go" })).await;
    let build = app.finished(&id).await;
    assert_eq!(build["status"], "succeeded", "{build:#}");
    assert_eq!(app.log(&build, "release").await, "released\n");
    assert_eq!(job_of(&build, "after")["status"], "succeeded");
    let word = &build["approvals"][0];
    assert_eq!((&word["job_id"], &word["by"]), (&json!(job), &json!("admin")));
    assert_eq!((&word["comment"], &word["commit"]), (&json!("go"), &json!(repository.git.head())));
    // The same word again changes nothing, and the other one comes too late.
    decide(&app, &job, "approve", json!({})).await;
    let path = format!("/api/jobs/{job}/reject");
    assert_eq!(app.client.answer(Method::POST, &path, None).await.status, 409);
    assert_eq!(app.build(&id).await["approvals"], build["approvals"]);
    app.finish().await;
}

async fn a_rejected_gate_takes_along_what_needs_it(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let repository = register(&app, PIPELINE).await;
    let id = text(&app.push_builds(&repository).await, "id");
    let job = asked(&app, &id).await;
    let rejected = decide(&app, &job, "reject", json!({ "comment": "not on a Friday" })).await;
    assert_eq!(rejected["status"], "canceled");
    assert_eq!(rejected["detail"], "rejected by admin: not on a Friday");
    let build = app.finished(&id).await;
    assert_eq!(build["status"], "canceled", "{build:#}");
    let after = job_of(&build, "after");
    assert_eq!((&after["status"], &after["attempts"]), (&json!("skipped"), &json!([])));
    assert_eq!(build["approvals"][0]["decision"], "rejected");
    let path = format!("/api/jobs/{job}/approve");
    let answer = app.client.answer(Method::POST, &path, None).await;
    assert_eq!(answer.status, 409);
    assert!(answer.text().contains("rejected by admin already"), "{}", answer.text());
    app.finish().await;
}

async fn a_gate_asks_only_when_it_would_run(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let pipeline = r#"
version: 1
on: push
jobs:
  test: { checkout: none, steps: [{ run: exit 1 }] }
  release:
    needs: test
    approval: { environment: production }
    checkout: none
    steps: [{ run: echo released }]
  never:
    if: ref.name == "release"
    approval: { environment: production }
    checkout: none
    steps: [{ run: echo released }]
"#;
    let repository = register(&app, pipeline).await;
    let build = app.push_finishes(&repository).await;
    assert_eq!(build["status"], "failed", "{build:#}");
    for key in ["release", "never"] {
        assert_eq!(job_of(&build, key)["status"], "skipped", "{build:#}");
    }
    app.finish().await;
}

async fn a_gate_waits_through_kill_and_restart(database: TestDatabase) {
    let mut daemon = Daemon::start(database, &[]).await;
    let repository = register(&daemon, PIPELINE).await;
    let id = text(&daemon.push_builds(&repository).await, "id");
    let job = asked(&daemon, &id).await;
    daemon.kill().await;
    let daemon = daemon.restart().await;
    assert_eq!(asked(&daemon, &id).await, job);
    decide(&daemon, &job, "approve", json!({})).await;
    let build = daemon.finished(&id).await;
    assert_eq!(build["status"], "succeeded", "{build:#}");
    daemon.finish().await;
}

async fn a_gate_is_canceled_with_its_build_and_asks_anew_in_the_next(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let repository = register(&app, PIPELINE).await;
    let id = text(&app.push_builds(&repository).await, "id");
    let job = asked(&app, &id).await;
    let canceled = app.cancel(&id).await;
    assert_eq!(canceled["status"], "canceled", "{canceled:#}");
    assert_eq!(job_of(&canceled, "release")["status"], "canceled");
    let path = format!("/api/jobs/{job}/approve");
    assert_eq!(app.client.answer(Method::POST, &path, None).await.status, 409);
    let again = app.client.post(&format!("/api/builds/{id}/rerun"), &json!({})).await;
    let id = text(&again, "id");
    let job = asked(&app, &id).await;
    decide(&app, &job, "approve", json!({})).await;
    assert_eq!(app.finished(&id).await["status"], "succeeded");
    let again = app.client.post(&format!("/api/builds/{id}/rerun"), &json!({})).await;
    let id = text(&again, "id");
    let job = asked(&app, &id).await;
    decide(&app, &job, "reject", json!({})).await;
    assert_eq!(app.finished(&id).await["status"], "canceled");
    app.finish().await;
}

async fn a_gate_is_shown_at_the_forge_and_to_who_watches(database: TestDatabase) {
    let local = [("OORE_ALLOWED_NETWORKS", "127.0.0.0/8")];
    let (app, forge) = (TestApp::start_with(database, &local).await, Forge::start().await);
    let git = GitRepository::with_pipeline(PIPELINE);
    let more = json!({ "api_url": forge.url(), "access_token": "a-token-of-a-forge" });
    let repository = app.register_with("github", "acme/app", git, more).await;
    let build = app.push_builds(&repository).await;
    let id = text(&build, "id");
    let mut events = app.client.events(&format!("/api/builds/{id}/events"), None).await;
    loop {
        let event = events.next().await.expect("the stream goes on");
        let job = &event.data["job"];
        if event.kind == "job" && job["key"] == "release" && job["waiting"]["reason"] == "approval"
        {
            assert_eq!(job["status"], "awaiting_approval");
            break;
        }
    }
    let job = asked(&app, &id).await;
    let waits = format!("Build {} waits for approval", build["number"]);
    let is_told = || forge.taken().iter().any(|call| call.body["description"] == waits.as_str());
    app.until("the forge is told that it waits", async || is_told().then_some(())).await;
    decide(&app, &job, "approve", json!({})).await;
    app.finished(&id).await;
    forge.until_told("oore/push: success").await;
    app.finish().await;
}
