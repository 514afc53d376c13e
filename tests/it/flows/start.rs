//! Builds that a person asks for, and builds that are repeated.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{
    Answer, GitRepository, TestApp, TestDatabase, TestRepository, job_of, on_both_databases, send,
    text,
};

on_both_databases!(
    a_person_builds_a_branch_with_inputs,
    what_cannot_be_built_is_refused_with_a_reason,
    inputs_have_their_defaults_where_nobody_was_asked,
    a_rerun_repeats_the_whole_build,
    a_rerun_of_what_failed_takes_over_what_succeeded,
    an_idempotency_key_makes_one_build,
);

const MANUAL: &str = r#"
version: 1
on:
  manual:
    inputs:
      flavor: { type: choice, options: [dev, prod], default: dev }
      note: {}
      loud: { type: boolean, default: False }
jobs:
  show:
    checkout: none
    env: { NOTE: "${{ inputs.note }}" }
    steps:
      - run: 'echo "$OORE_INPUT_FLAVOR: $NOTE on $OORE_BRANCH by $OORE_EVENT"'
      - { if: inputs.loud, run: 'echo "LOUD is $OORE_INPUT_LOUD"' }
"#;

async fn trigger(app: &TestApp, repository: &TestRepository, body: Value) -> Answer {
    let path = format!("/api/repositories/{}/trigger", repository.id);
    app.client.answer(Method::POST, &path, Some(&body)).await
}

async fn rerun(app: &TestApp, build: &Value, failed_only: bool) -> Value {
    let path = format!("/api/builds/{}/rerun", text(build, "id"));
    let body = json!({ "failed_only": failed_only });
    let made = app.client.post(&path, &body).await;
    assert_eq!(made["rerun_of"], build["id"]);
    app.finished(&text(&made, "id")).await
}

async fn a_person_builds_a_branch_with_inputs(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let git = GitRepository::with_pipeline(MANUAL);
    git.switch("topic");
    let head = git.commit("On the topic", &[]);
    git.switch("main");
    let repository = app.register("acme/app", git).await;
    for (body, log) in [
        (json!({ "inputs": { "note": "a; b" } }), "dev: a; b on main by manual\n"),
        (
            json!({ "inputs": { "note": "x", "loud": "true" } }),
            "dev: x on main by manual\nLOUD is true\n",
        ),
        (
            json!({ "branch": "topic", "inputs": { "note": "x", "flavor": "prod" } }),
            "prod: x on topic by manual\n",
        ),
    ] {
        let answer = trigger(&app, &repository, body).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        let build = answer.json();
        assert_eq!(answer.headers["location"], format!("/api/builds/{}", text(&build, "id")));
        let build = app.finished(&text(&build, "id")).await;
        assert_eq!(build["status"], "succeeded", "{build:#}");
        assert_eq!(build["event"], "manual");
        assert_eq!(app.log(&build, "show").await, log);
        if build["ref"]["name"] == "topic" {
            assert_eq!(build["commit"]["sha"], head);
        }
    }
    app.finish().await;
}

async fn inputs_have_their_defaults_where_nobody_was_asked(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let git = GitRepository::with_pipeline(
        "
version: 1
on: { push: {}, manual: { inputs: { loud: { type: boolean, default: false }, note: {} } } }
jobs:
  loud: { checkout: none, if: inputs.loud, steps: [{ run: echo never }] }
  quiet: { checkout: none, if: '!inputs.loud', steps: [{ run: 'echo $OORE_INPUT_LOUD' }] }
",
    );
    let repository = app.register("acme/app", git).await;
    let build = app.push_finishes(&repository).await;
    assert_eq!(build["status"], "succeeded", "{build:#}");
    assert_eq!(job_of(&build, "loud")["status"], "skipped");
    assert_eq!(app.log(&build, "quiet").await, "false\n");
    app.finish().await;
}

async fn what_cannot_be_built_is_refused_with_a_reason(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let repository = app.register("acme/app", GitRepository::with_pipeline(MANUAL)).await;
    for (body, words) in [
        (json!({}), "note"),
        (json!({ "inputs": { "note": "x", "flavor": "other" } }), "flavor"),
        (json!({ "inputs": { "note": "x", "unknown": "y" } }), "unknown"),
        (json!({ "branch": "nowhere", "inputs": { "note": "x" } }), "nowhere"),
        (json!({ "branch": "--upload-pack=x", "inputs": { "note": "x" } }), "--upload-pack"),
    ] {
        let answer = trigger(&app, &repository, body).await;
        assert!(answer.status.is_client_error(), "{} {}", answer.status, answer.text());
        assert_eq!(answer.headers["content-type"], "application/problem+json");
        assert!(answer.text().contains(words), "{} names {words}", answer.text());
    }
    let builds = app.client.get("/api/builds").await;
    assert_eq!(builds["items"], json!([]));
    app.finish().await;
}

/// A job that fails only while the file `broken` is there, beside one that is always fine.
fn fragile(git: &GitRepository) {
    let pipeline = format!(
        r#"
version: 1
on: push
jobs:
  fine:
    checkout: none
    steps:
      - id: word
        run: echo "build $OORE_BUILD_NUMBER"; echo "word=kept" >> "$OORE_OUTPUT"
    outputs: {{ word: "${{{{ steps.word.outputs.word }}}}" }}
  fragile:
    checkout: none
    needs: fine
    env: {{ WORD: "${{{{ needs.fine.outputs.word }}}}" }}
    steps: [{{ run: 'echo "$WORD in build $OORE_BUILD_NUMBER"; test ! -e {}/broken' }}]
  after: {{ checkout: none, needs: fragile, steps: [{{ run: echo after }}] }}
"#,
        git.scratch().display()
    );
    git.commit("First", &[("oore.yaml", &pipeline)]);
    std::fs::write(git.scratch().join("broken"), "").expect("written");
}

fn statuses(build: &Value) -> [String; 3] {
    ["fine", "fragile", "after"].map(|key| text(job_of(build, key), "status"))
}

async fn a_rerun_repeats_the_whole_build(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let git = GitRepository::new();
    fragile(&git);
    let repository = app.register("acme/app", git).await;
    let first = app.push_finishes(&repository).await;
    assert_eq!(first["status"], "failed");
    assert_eq!(statuses(&first), ["succeeded", "failed", "skipped"]);
    std::fs::remove_file(repository.git.scratch().join("broken")).expect("removed");
    // The branch has moved on; the same commit is built all the same.
    let commit = repository.git.head();
    repository.git.commit("Later", &[("oore.yaml", "version: 2")]);

    let second = rerun(&app, &first, false).await;
    assert_eq!(second["status"], "succeeded", "{second:#}");
    assert_eq!(second["number"], 2);
    assert_eq!(second["commit"]["sha"], commit);
    assert_eq!(statuses(&second), ["succeeded", "succeeded", "succeeded"]);
    assert_eq!(app.log(&second, "fine").await, "build 2\n");
    assert_eq!(app.build(&text(&first, "id")).await["status"], "failed", "results stay");
    app.finish().await;
}

async fn a_rerun_of_what_failed_takes_over_what_succeeded(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let git = GitRepository::new();
    fragile(&git);
    let repository = app.register("acme/app", git).await;
    let first = app.push_finishes(&repository).await;
    let second = rerun(&app, &first, true).await;
    assert_eq!(statuses(&second), ["succeeded", "failed", "skipped"], "{second:#}");
    std::fs::remove_file(repository.git.scratch().join("broken")).expect("removed");
    let third = rerun(&app, &second, true).await;
    assert_eq!(third["status"], "succeeded", "{third:#}");
    assert_eq!(statuses(&third), ["succeeded", "succeeded", "succeeded"]);
    let fine = job_of(&third, "fine");
    assert_eq!(fine["reused_from"], job_of(&first, "fine")["id"]);
    assert_eq!(app.log(&third, "fine").await, "build 1\n");
    assert_eq!(app.log(&third, "fragile").await, "kept in build 3\n");
    app.finish().await;
}

async fn an_idempotency_key_makes_one_build(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let repository = app.register("acme/app", GitRepository::with_pipeline(MANUAL)).await;
    let path = format!("/api/repositories/{}/trigger", repository.id);
    let body = json!({ "inputs": { "note": "once" } });
    let ask = async |path: &str, key: &str, body: &Value| {
        let request = app.client.request(Method::POST, path).header("idempotency-key", key);
        let answer = send(request.json(body)).await;
        assert!(answer.status.is_success(), "{} {}", answer.status, answer.text());
        text(&answer.json(), "id")
    };
    let asked: Vec<_> = (0..8).map(|_| ask(&path, "deploy-7", &body)).collect();
    let builds = futures_util::future::join_all(asked).await;
    assert!(builds.iter().all(|build| *build == builds[0]), "{builds:?}");
    let other = ask(&path, "deploy-8", &body).await;
    assert_ne!(other, builds[0]);

    let first = app.finished(&builds[0]).await;
    let path = format!("/api/builds/{}/rerun", text(&first, "id"));
    let again = ask(&path, "deploy-7", &json!({})).await;
    assert_ne!(again, builds[0], "a key holds within one operation");
    assert_eq!(ask(&path, "deploy-7", &json!({ "failed_only": false })).await, again);
    for build in [&other, &again] {
        app.finished(build).await;
    }
    let all = app.client.get("/api/builds").await;
    assert_eq!(all["items"].as_array().expect("items").len(), 3);
    app.finish().await;
}
