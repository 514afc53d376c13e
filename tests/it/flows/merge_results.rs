//! Pull requests of repositories that want what merging gives built.

use reqwest::Method;
use serde_json::{Value, json};

use super::pull_requests::{delivery, pull_request};
use crate::support::{
    GitRepository, TestApp, TestDatabase, TestRepository, on_both_databases, text,
};

on_both_databases!(
    the_merge_result_is_built_and_states_belong_to_the_head,
    a_merge_result_that_is_still_to_be_made_is_waited_for,
    without_a_merge_result_the_head_is_built_and_the_trace_says_so,
    conflicts_leave_nothing_to_build,
);

const HEAD_ALONE: &str = "
version: 1
on: pull_request
jobs: { check: { steps: [{ run: ls }] } }
";

const ON_MAIN: &str = "
version: 1
on: pull_request
jobs:
  check:
    steps:
      - run: |
          ls
          git rev-parse HEAD
          echo $OORE_COMMIT $OORE_MERGE_COMMIT $OORE_REF
";

/// A repository whose `topic` has left `main` before the pipeline file was changed there.
async fn register(app: &TestApp) -> TestRepository {
    let git = GitRepository::with_pipeline(HEAD_ALONE);
    git.switch("topic");
    git.commit("Topic", &[("of-topic", "1")]);
    git.switch("main");
    git.commit("Meanwhile", &[("of-main", "1"), ("oore.yaml", ON_MAIN)]);
    git.switch("topic");
    let more = json!({ "pull_request_builds": "merge" });
    let repository = app.register_with("github", "acme/app", git, more).await;
    let shown = app.client.get(&format!("/api/repositories/{}", repository.id)).await;
    assert_eq!(shown["pull_request_builds"], "merge");
    repository
}

/// Makes the merge result of the pull request as GitHub does; its commit.
fn merge(repository: &TestRepository) -> String {
    let git = &repository.git;
    git.git(&["switch", "--quiet", "--detach", "main"]);
    git.git(&["merge", "--quiet", "--no-ff", "--message", "Merge", "topic"]);
    git.git(&["push", "--quiet", "--force", "origin", "HEAD:refs/pull/42/merge"]);
    let commit = git.head();
    git.switch("topic");
    commit
}

/// What the decision says about the merge result.
fn told(event: &Value) -> String {
    let trace = event.pointer("/decision/trace").and_then(Value::as_array).expect("a trace");
    let entry = trace.iter().find(|entry| entry["rule"] == "merge_result");
    text(entry.unwrap_or_else(|| panic!("{event:#}")), "detail")
}

async fn the_merge_result_is_built_and_states_belong_to_the_head(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let repository = register(&app).await;
    let (merge_commit, head) = (merge(&repository), repository.git.head());
    let event = app.deliver(&delivery(&repository, &pull_request(&repository, "main"))).await;
    assert!(told(&event).contains(&merge_commit[..8]), "{event:#}");
    let build = app.build_of(&event).await;
    let build = app.finished(&text(&build, "id")).await;
    assert_eq!(build["status"], "succeeded", "{build:#}");
    assert_eq!(
        (&build["commit"]["sha"], &build["merge_commit"]),
        (&json!(head), &json!(merge_commit))
    );
    assert_eq!(build["commit"]["message"], "Topic", "the head's, not that of the merge");
    let log = app.log(&build, "check").await;
    let printed = format!(
        "of-main\nof-topic\noore.yaml\n{merge_commit}\n{head} {merge_commit} refs/pull/42/merge\n"
    );
    assert!(log.ends_with(&printed), "{log}");

    // Once more: the same, though the provider has another merge result by now.
    repository.git.switch("main");
    repository.git.commit("Later", &[("later", "1")]);
    assert_ne!(merge(&repository), merge_commit);
    let path = format!("/api/builds/{}/rerun", text(&build, "id"));
    let again = app.client.post(&path, &json!({})).await;
    let again = app.finished(&text(&again, "id")).await;
    assert_eq!(again["merge_commit"], json!(merge_commit), "{again:#}");
    assert!(app.log(&again, "check").await.ends_with(&printed));
    app.finish().await;
}

async fn a_merge_result_that_is_still_to_be_made_is_waited_for(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let repository = register(&app).await;
    merge(&repository);
    repository.git.commit("More", &[("more", "1")]);
    let answer = app.send(&delivery(&repository, &pull_request(&repository, "main"))).await;
    let id = text(&answer.json(), "id");
    let waiting = app.tried_once(&id).await;
    let error = text(&waiting, "error");
    assert!(error.contains("is waited for") && error.contains("does not belong to the head"));
    let merge_commit = merge(&repository);
    let build = app.build_of(&app.decided(&id).await).await;
    assert_eq!(build["merge_commit"], json!(merge_commit), "{build:#}");
    assert_eq!(app.finished(&text(&build, "id")).await["status"], "succeeded");
    app.finish().await;
}

async fn without_a_merge_result_the_head_is_built_and_the_trace_says_so(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let repository = register(&app).await;
    // Nobody waits for a question.
    let path = format!("/api/repositories/{}/test-event", repository.id);
    let asked = json!({ "event": "pull_request", "branch": "topic", "number": 42 });
    let tested = app.client.answer(Method::POST, &path, Some(&asked)).await.json();
    assert!(told(&tested).contains("the head"), "{tested:#}");

    let event = app.deliver(&delivery(&repository, &pull_request(&repository, "main"))).await;
    assert!(told(&event).contains("has not made its merge result"), "{event:#}");
    let build = app.build_of(&event).await;
    let build = app.finished(&text(&build, "id")).await;
    assert_eq!(build.get("merge_commit"), None, "{build:#}");
    assert!(app.log(&build, "check").await.ends_with("of-topic\noore.yaml\n"));
    app.finish().await;
}

async fn conflicts_leave_nothing_to_build(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let repository = register(&app).await;
    let mut payload = pull_request(&repository, "main");
    payload["pull_request"]["mergeable"] = json!(false);
    let event = app.deliver(&delivery(&repository, &payload)).await;
    assert_eq!((&event["status"], &event["builds"]), (&json!("ignored"), &json!([])));
    assert!(told(&event).contains("conflicts with `main`"), "{event:#}");
    assert!(event["decision"]["advice"][0].is_string(), "{event:#}");
    app.finish().await;
}
