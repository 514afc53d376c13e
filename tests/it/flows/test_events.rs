//! What would come of events that did not happen.

use std::fs;

use oored::entities::{build_counters, builds, jobs, status_reports, webhook_events};
use reqwest::Method;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};

use crate::support::{
    GitRepository, TestApp, TestDatabase, TestRepository, on_both_databases, text,
};

on_both_databases!(
    a_test_event_tells_decision_and_plan_and_leaves_nothing_behind,
    a_test_event_is_decided_by_the_rules_of_its_kind,
    a_test_event_that_cannot_be_decided_says_why,
);

const PIPELINE: &str = r#"
version: 1
name: Tests
on:
  push: { branches: [main], tags: ["v*"], paths: ["lib/**"] }
  pull_request: { branches: [main], drafts: false, types: [opened] }
  manual: { inputs: { level: { type: choice, options: [low, high], default: low } } }
jobs:
  lint: { steps: [{ run: echo lint }] }
  test: { needs: [lint], runs_on: [linux, x64], steps: [{ run: echo test }] }
  release: { if: ref.kind == "tag", steps: [{ run: echo release }] }
  third: { if: build.number == 3, steps: [{ run: echo third }] }
"#;

async fn register(app: &TestApp) -> TestRepository {
    let git = GitRepository::with_pipeline(PIPELINE);
    git.commit("Library", &[("lib/code", "1")]);
    git.tag("v1");
    git.switch("topic");
    git.commit("Words", &[("docs/words", "1")]);
    app.register("acme/app", git).await
}

async fn asked(app: &TestApp, repository: &TestRepository, event: &Value) -> (u16, Value) {
    let path = format!("/api/repositories/{}/test-event", repository.id);
    let answer = app.client.answer(Method::POST, &path, Some(event)).await;
    (answer.status.as_u16(), answer.json())
}

async fn tested(app: &TestApp, repository: &TestRepository, event: Value) -> Value {
    let (status, answer) = asked(app, repository, &event).await;
    assert_eq!(status, 200, "{event}: {answer:#}");
    answer
}

/// How many rows there are that an event could leave behind.
async fn rows(app: &TestApp) -> [u64; 5] {
    let db = &app.app().database().reader();
    [
        webhook_events::Entity::find().count(db).await.expect("counted"),
        builds::Entity::find().count(db).await.expect("counted"),
        jobs::Entity::find().count(db).await.expect("counted"),
        build_counters::Entity::find().count(db).await.expect("counted"),
        status_reports::Entity::find().count(db).await.expect("counted"),
    ]
}

fn last_rule(answer: &Value) -> &Value {
    let trace = answer.pointer("/decision/trace").and_then(Value::as_array).expect("a trace");
    &trace.last().expect("a rule")["rule"]
}

async fn a_test_event_tells_decision_and_plan_and_leaves_nothing_behind(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let repository = register(&app).await;
    repository.git.switch("main");
    let before = rows(&app).await;
    let answer = tested(&app, &repository, json!({ "event": "push" })).await;
    assert_eq!(answer["ref"], json!({ "kind": "branch", "name": "main" }));
    assert_eq!(answer["commit"]["sha"], repository.git.head());
    assert_eq!(answer["commit"]["message"], "Library");
    assert_eq!(answer["decision"]["outcome"], "build", "{answer:#}");
    assert_eq!(answer["decision"].get("advice"), None, "there is nothing to change");
    // A push is compared with the commit's parent, which git has to be asked for.
    let trace = answer.pointer("/decision/trace").and_then(Value::as_array).expect("a trace");
    assert!(text(trace.last().expect("a rule"), "detail").contains("`lib/code` of 1 changed file"));
    assert_eq!(answer["build"]["pipeline_name"], "Tests");
    let jobs = answer["build"]["jobs"].as_array().expect("jobs");
    let states: Vec<_> = jobs.iter().map(|job| (text(job, "key"), text(job, "status"))).collect();
    let expected =
        [("lint", "queued"), ("test", "blocked"), ("release", "skipped"), ("third", "skipped")];
    assert_eq!(states, expected.map(|(key, status)| (key.to_owned(), status.to_owned())));
    assert_eq!(
        (&jobs[1]["needs"], &jobs[1]["runs_on"]),
        (&json!(["lint"]), &json!(["linux", "x64"]))
    );
    assert!(text(&jobs[2], "detail").contains("ref.kind"), "{answer:#}");

    let topic = tested(&app, &repository, json!({ "event": "push", "branch": "topic" })).await;
    assert_eq!(topic["decision"]["outcome"], "ignored");
    assert_eq!(topic["decision"]["advice"][0], "Add `topic` to `on.push.branches` at oore.yaml:5.");
    assert_eq!(topic.get("build"), None);
    assert_eq!(rows(&app).await, before, "nothing is written");
    app.finish().await;
}

async fn a_test_event_is_decided_by_the_rules_of_its_kind(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let repository = register(&app).await;
    let tag = tested(&app, &repository, json!({ "event": "tag", "tag": "v1" })).await;
    assert_eq!(tag["commit"]["sha"], repository.git.git(&["rev-parse", "v1^{commit}"]));
    assert_eq!(tag["build"]["jobs"][2]["status"], "queued", "{tag:#}");

    let request = |more: Value| {
        let mut event = json!({ "event": "pull_request", "branch": "topic" });
        event.as_object_mut().expect("fields").extend(more.as_object().expect("fields").clone());
        event
    };
    for (more, rule) in [
        (json!({ "draft": true }), "drafts"),
        (json!({ "target": "topic" }), "branches"),
        (json!({ "action": "reopened" }), "pull_request_types"),
    ] {
        let answer = tested(&app, &repository, request(more)).await;
        assert_eq!(answer["decision"]["outcome"], "ignored", "{answer:#}");
        assert_eq!(last_rule(&answer), rule, "{answer:#}");
    }
    let opened = tested(&app, &repository, request(json!({ "number": 4 }))).await;
    assert_eq!(opened["decision"]["outcome"], "build", "{opened:#}");
    assert_eq!(opened["pull_request"]["target_branch"], "main");
    assert_eq!(opened["ref"]["name"], "4");

    let forks = request(json!({ "fork": true, "branch": "not-here" }));
    let forks = tested(&app, &repository, forks).await;
    assert_eq!(forks["build"]["jobs"][0]["status"], "awaiting_approval", "{forks:#}");

    let manual = |level: &str| json!({ "event": "manual", "inputs": { "level": level } });
    let high = tested(&app, &repository, manual("high")).await;
    assert_eq!(high["decision"]["outcome"], "build");
    assert_eq!(last_rule(&tested(&app, &repository, manual("odd")).await), "inputs");
    app.finish().await;
}

async fn a_test_event_that_cannot_be_decided_says_why(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let repository = register(&app).await;
    for (event, field) in [
        (json!({ "event": "push", "branch": "nowhere" }), "/branch"),
        (json!({ "event": "push", "branch": "a..b" }), "/branch"),
        (json!({ "event": "push", "tag": "v1" }), "/tag"),
        (json!({ "event": "push", "draft": true }), "/draft"),
        (json!({ "event": "tag" }), "/tag"),
        (json!({ "event": "tag", "tag": "v9" }), "/tag"),
        (json!({ "event": "pull_request" }), "/branch"),
        (json!({ "event": "pull_request", "branch": "topic", "target": "gone" }), "/target"),
        (json!({ "event": "push", "commit": "z".repeat(40) }), "/commit"),
    ] {
        let (status, answer) = asked(&app, &repository, &event).await;
        assert_eq!(status, 422, "{event}: {answer:#}");
        assert_eq!(answer["errors"][0]["field"], field, "{answer:#}");
    }
    let gone = json!({ "event": "push", "branch": "main", "commit": "ab".repeat(20) });
    let gone = tested(&app, &repository, gone).await;
    assert_eq!(gone["decision"]["outcome"], "failed", "{gone:#}");
    assert_eq!(last_rule(&gone), "commit");

    let remote = repository.git.scratch().join("remote.git");
    fs::rename(&remote, repository.git.scratch().join("away.git")).expect("moved");
    let (status, answer) = asked(&app, &repository, &json!({ "event": "push" })).await;
    assert_eq!((status, &answer["code"]), (503, &json!("unavailable")), "{answer:#}");
    app.finish().await;
}
