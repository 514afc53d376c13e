//! Pull requests, as GitHub tells of them.

use serde_json::{Value, json};

use crate::support::{
    Delivery, GitRepository, TestApp, TestDatabase, TestRepository, job_of, octokit_examples,
    on_both_databases, text,
};

on_both_databases!(
    a_pull_request_builds_its_head,
    what_a_pull_request_filter_leaves_out_is_not_built,
    a_pull_request_that_is_given_a_target_of_the_filter_is_built,
    the_files_that_a_pull_request_changes_are_those_since_it_left_its_target,
);

const PIPELINE: &str = r#"
version: 1
on:
  pull_request: { branches: [main], drafts: false }
jobs:
  check:
    env: { TITLE: "${{ pull_request.title }}" }
    steps:
      - run: sh check.sh; echo "$TITLE of $OORE_PR_NUMBER"; echo "$OORE_PR_SOURCE to $OORE_PR_TARGET"
"#;

/// A title that would be two commands if it became code.
const TITLE: &str = "Mind $(echo the) `quotes`; exit 9 #";

/// GitHub's example of an opened pull request, from `topic` to `target`.
pub(super) fn pull_request(repository: &TestRepository, target: &str) -> Value {
    let examples = octokit_examples().unwrap_or_default();
    let all = examples.into_iter().find(|(event, _)| event == "pull_request");
    let mut all = all.into_iter().flat_map(|(_, all)| all);
    let mut payload = all.find(|example| example["action"] == "opened").unwrap_or_else(|| {
        json!({ "action": "opened", "pull_request": { "draft": false }, "sender": { "login": "a" } })
    });
    let full_name = &repository.full_name;
    let here = json!({ "id": 7, "full_name": full_name, "fork": false });
    payload["number"] = json!(42);
    payload["repository"]["full_name"] = json!(full_name);
    payload["pull_request"]["number"] = json!(42);
    payload["pull_request"]["title"] = json!(TITLE);
    payload["pull_request"]["draft"] = json!(false);
    let base = repository.git.git(&["rev-parse", "main"]);
    payload["pull_request"]["base"] = json!({ "ref": target, "sha": base, "repo": here });
    payload["pull_request"]["head"] =
        json!({ "ref": "topic", "sha": repository.git.head(), "repo": here });
    payload
}

pub(super) fn delivery(repository: &TestRepository, payload: &Value) -> Delivery {
    let path = format!("/api/webhooks/github/{}", repository.id);
    Delivery::github(&path, "pull_request", payload, &repository.secret)
}

async fn register(app: &TestApp) -> TestRepository {
    let git = GitRepository::with_pipeline(PIPELINE);
    git.commit("Check", &[("check.sh", "echo on main\n")]);
    git.switch("topic");
    git.commit("Check better", &[("check.sh", "echo on topic\n")]);
    app.register("acme/app", git).await
}

async fn a_pull_request_builds_its_head(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let repository = register(&app).await;
    let event = app.deliver(&delivery(&repository, &pull_request(&repository, "main"))).await;
    assert_eq!(event["action"], "opened");
    assert_eq!(event["summary"]["pull_request"], 42);
    let build = app.build_of(&event).await;
    let build = app.finished(&text(&build, "id")).await;
    assert_eq!(build["status"], "succeeded", "{build:#}");
    assert_eq!(build["event"], "pull_request");
    assert_eq!(build["ref"], json!({ "kind": "pull_request", "name": "42" }));
    assert_eq!(build["commit"]["sha"], repository.git.head());
    assert_eq!(build["pull_request"]["title"], TITLE);
    assert_eq!(build["pull_request"]["target_branch"], "main");
    let log = app.log(&build, "check").await;
    let words = format!("on topic\n{TITLE} of 42\ntopic to main\n");
    assert!(log.ends_with(&words), "{log}");
    assert_eq!(job_of(&build, "check")["steps"][1]["exit_code"], 0);
    // The push to the topic branch itself is not asked for.
    let push = app.push(&repository).await;
    assert_eq!(push["status"], "ignored", "{push:#}");
    app.finish().await;
}

async fn what_a_pull_request_filter_leaves_out_is_not_built(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let repository = register(&app).await;
    let good = pull_request(&repository, "main");
    let mut draft = good.clone();
    draft["pull_request"]["draft"] = json!(true);
    let mut closed = good.clone();
    closed["action"] = json!("closed");
    let other = pull_request(&repository, "next");
    for (payload, rule) in [(draft, "drafts"), (closed, "event_supported"), (other, "branches")] {
        let event = app.deliver(&delivery(&repository, &payload)).await;
        assert_eq!(event["status"], "ignored", "{event:#}");
        assert_eq!(event["builds"], json!([]));
        let trace = event.pointer("/decision/trace").and_then(Value::as_array);
        assert_eq!(trace.expect("a trace").last().expect("a rule")["rule"], rule);
    }
    app.finish().await;
}

async fn a_pull_request_that_is_given_a_target_of_the_filter_is_built(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let repository = register(&app).await;
    let elsewhere = pull_request(&repository, "next");
    assert_eq!(app.deliver(&delivery(&repository, &elsewhere)).await["status"], "ignored");
    let mut edited = pull_request(&repository, "main");
    edited["action"] = json!("edited");
    edited["changes"] = json!({ "base": { "ref": { "from": "next" } } });
    let event = app.deliver(&delivery(&repository, &edited)).await;
    let build = app.build_of(&event).await;
    assert_eq!(app.finished(&text(&build, "id")).await["status"], "succeeded");
    // From one that was built already, nothing is built again.
    edited["changes"] = json!({ "base": { "ref": { "from": "main" } } });
    let event = app.deliver(&delivery(&repository, &edited)).await;
    assert_eq!(event["builds"], json!([]), "{event:#}");
    let trace = event.pointer("/decision/trace").and_then(Value::as_array).expect("a trace");
    assert_eq!(trace.last().expect("a rule")["rule"], "target_changed");
    app.finish().await;
}

async fn the_files_that_a_pull_request_changes_are_those_since_it_left_its_target(
    database: TestDatabase,
) {
    let app = TestApp::start_with(database, &[("OORE_LOCAL_RUNNER", "false")]).await;
    let git = GitRepository::with_pipeline(
        "
version: 1
on: { pull_request: { paths: [\"lib/**\"] } }
jobs: { only: { steps: [{ run: echo built }] } }
",
    );
    // More history than the first look at it fetches.
    for number in 0..60 {
        git.commit(&format!("Commit {number}"), &[("docs/count", &number.to_string())]);
    }
    git.switch("topic");
    for number in 0..60 {
        git.commit(&format!("Topic {number}"), &[("docs/topic", &number.to_string())]);
    }
    git.switch("main");
    git.commit("Meanwhile", &[("lib/main.dart", "changed on main alone")]);
    git.switch("topic");
    let repository = app.register("acme/app", git).await;
    let request = pull_request(&repository, "main");
    let event = app.deliver(&delivery(&repository, &request)).await;
    assert_eq!(event["status"], "ignored", "{event:#}");
    let trace = event.pointer("/decision/trace").and_then(Value::as_array).expect("a trace");
    assert_eq!(trace.last().expect("a rule")["rule"], "paths", "{event:#}");

    repository.git.commit("The library", &[("lib/topic.dart", "changed by the request")]);
    let mut request = pull_request(&repository, "main");
    request["action"] = json!("synchronize");
    let event = app.deliver(&delivery(&repository, &request)).await;
    assert_eq!(event["status"], "handled", "{event:#}");
    app.cancel(&text(&app.build_of(&event).await, "id")).await;
    app.finish().await;
}
