//! A commit that is pushed and proposed is built once, and both of its states are told.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{
    Delivery, Forge, GitRepository, TestApp, TestDatabase, TestRepository, on_both_databases, text,
};

on_both_databases!(
    a_push_stands_for_the_pull_request,
    a_pull_request_stands_for_the_push,
    both_are_built_for_who_asks_for_both,
);

const PIPELINE: &str = "
version: 1
on: { push: {}, pull_request: {} }
jobs: { only: { checkout: none, steps: [{ run: echo built }] } }
";

const LOCAL: [(&str, &str); 1] = [("OORE_ALLOWED_NETWORKS", "127.0.0.0/8")];

async fn register(app: &TestApp, forge: &Forge) -> TestRepository {
    let git = GitRepository::with_pipeline(PIPELINE);
    git.switch("topic");
    git.commit("Better", &[("topic", "1")]);
    let more = json!({ "api_url": forge.url(), "access_token": "a-token-of-a-forge" });
    app.register_with("github", "acme/app", git, more).await
}

fn proposed(repository: &TestRepository) -> Delivery {
    let here = json!({ "id": 7, "full_name": repository.full_name });
    let git = &repository.git;
    let payload = json!({
        "action": "opened", "number": 42, "repository": here, "sender": { "login": "ada" },
        "pull_request": {
            "number": 42, "title": "Better", "draft": false,
            "head": { "ref": "topic", "sha": git.head(), "repo": here },
            "base": { "ref": "main", "sha": git.git(&["rev-parse", "main"]), "repo": here },
        },
    });
    let path = format!("/api/webhooks/github/{}", repository.id);
    Delivery::github(&path, "pull_request", &payload, &repository.secret)
}

fn assert_is_stood_for(event: &Value, by: &str) {
    assert_eq!(event["status"], "ignored", "{event:#}");
    let trace = event.pointer("/decision/trace").and_then(Value::as_array).expect("a trace");
    let last = trace.last().expect("a rule");
    assert_eq!(last["rule"], "build_twice");
    assert!(text(last, "detail").contains(by), "{last:#}");
}

/// Waits until the provider has the build's state in both contexts.
async fn both_told(app: &TestApp, build: &str, state: &str) {
    let is_told = |build: &Value| {
        let reports = build["status_reports"].as_array().map(Vec::as_slice).unwrap_or_default();
        let contexts: Vec<_> = reports.iter().map(|it| it["context"].as_str()).collect();
        contexts == [Some("oore/pull_request"), Some("oore/push")]
            && reports.iter().all(|it| it["state"] == state && it["is_delivered"] == true)
    };
    app.build_until(build, is_told).await;
}

async fn a_push_stands_for_the_pull_request(database: TestDatabase) {
    let (app, forge) = (TestApp::start_with(database, &LOCAL).await, Forge::start().await);
    let repository = register(&app, &forge).await;
    let build = text(&app.push_builds(&repository).await, "id");
    let event = app.deliver(&proposed(&repository)).await;
    assert_is_stood_for(&event, "branch `topic`, as build 1");
    // A test of the same event says the same.
    let path = format!("/api/repositories/{}/test-event", repository.id);
    let asked = json!({ "event": "pull_request", "branch": "topic", "target": "main" });
    let tested = app.client.answer(Method::POST, &path, Some(&asked)).await.json();
    assert_is_stood_for(&json!({ "status": "ignored", "decision": tested["decision"] }), "build 1");
    app.finished(&build).await;
    both_told(&app, &build, "succeeded").await;
    // Nobody was told that all is well before it was.
    let told: Vec<_> = forge.taken().iter().map(|call| call.told()).collect();
    let first_success = told.iter().position(|it| it == "oore/pull_request: success");
    let build_ended = told.iter().position(|it| it == "oore/push: success");
    assert!(first_success.is_some() && build_ended.is_some(), "{told:?}");
    // A build that repeats it stands for the pull request as well.
    let path = format!("/api/builds/{build}/rerun");
    let again = text(&app.client.post(&path, &json!({})).await, "id");
    app.finished(&again).await;
    both_told(&app, &again, "succeeded").await;
    assert_eq!(app.build(&build).await["status_reports"], Value::Null);
    // A person who wants a build of the pull request gets one, which has its own state then.
    let path = format!("/api/webhooks/events/{}/replay", text(&event, "id"));
    app.client.post(&path, &json!({})).await;
    let replayed = app.decided(&text(&event, "id")).await;
    let own = app.finished(&text(&app.build_of(&replayed).await, "id")).await;
    assert_eq!(own["event"], "pull_request");
    let reports = app.build(&text(&own, "id")).await["status_reports"].clone();
    assert_eq!(reports[0]["context"], "oore/pull_request", "{reports:#}");
    let reports = app.build(&again).await["status_reports"].clone();
    assert_eq!(reports.as_array().map(Vec::len), Some(1), "{reports:#}");
    assert_eq!(reports[0]["context"], "oore/push");
    app.finish().await;
}

async fn a_pull_request_stands_for_the_push(database: TestDatabase) {
    let (app, forge) = (TestApp::start_with(database, &LOCAL).await, Forge::start().await);
    let repository = register(&app, &forge).await;
    let event = app.deliver(&proposed(&repository)).await;
    let build = text(&app.build_of(&event).await, "id");
    app.finished(&build).await;
    assert_is_stood_for(&app.push(&repository).await, "pull request 42, as build 1");
    both_told(&app, &build, "succeeded").await;
    // Another branch at the same commit was not proposed.
    repository.git.switch("release");
    repository.git.git(&["push", "--quiet", "origin", "release"]);
    let other = app.push_finishes(&repository).await;
    assert_eq!(other["ref"]["name"], "release");
    app.finish().await;
}

async fn both_are_built_for_who_asks_for_both(database: TestDatabase) {
    let (app, forge) = (TestApp::start_with(database, &LOCAL).await, Forge::start().await);
    let repository = register(&app, &forge).await;
    let path = format!("/api/repositories/{}", repository.id);
    assert_eq!(app.client.get(&path).await["build_twice"], false);
    let body = json!({ "build_twice": true });
    let answer = app.client.answer(Method::PUT, &path, Some(&body)).await;
    assert_eq!(answer.json()["build_twice"], true, "{}", answer.text());
    let pushed = app.push_finishes(&repository).await;
    let event = app.deliver(&proposed(&repository)).await;
    let proposed = app.finished(&text(&app.build_of(&event).await, "id")).await;
    for (build, context) in [(pushed, "oore/push"), (proposed, "oore/pull_request")] {
        let reports = app.build(&text(&build, "id")).await["status_reports"].clone();
        assert_eq!(reports.as_array().map(Vec::len), Some(1), "{reports:#}");
        assert_eq!(reports[0]["context"], context);
    }
    app.finish().await;
}
