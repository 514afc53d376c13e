//! Which pushes are built, and what is said about those that are not.

use serde_json::{Value, json};

use crate::support::{
    Delivery, GitRepository, GithubPush, TestApp, TestDatabase, TestRepository, on_both_databases,
    text,
};

on_both_databases!(
    a_commit_without_a_pipeline_file_is_a_failed_build,
    a_wrong_pipeline_file_is_a_failed_build_with_its_mistakes,
    a_commit_that_asks_for_no_build_gets_none,
    branches_are_filtered,
    changed_files_are_filtered_with_the_help_of_git,
    a_git_that_was_killed_does_not_lock_its_repository,
    tags_are_built_where_the_file_asks_for_them,
    a_deletion_builds_nothing,
    a_branch_that_is_gone_by_now_fails_at_once_and_holds_nobody_up,
    what_a_stranger_writes_into_a_payload_is_stored_whatever_it_is,
    repositories_that_are_unknown_or_switched_off_build_nothing,
);

const BUILDS_ALL: &str = "
version: 1
on: push
jobs: { only: { checkout: none, steps: [{ run: echo $OORE_REF $OORE_BRANCH $OORE_TAG }] } }
";

/// The rule that ended the decision, and its detail.
fn last_rule(event: &Value) -> (String, String) {
    let trace = event.pointer("/decision/trace").and_then(Value::as_array).expect("a trace");
    let last = trace.last().expect("a rule");
    (text(last, "rule"), text(last, "detail"))
}

/// Nothing was built because of `rule`, whose detail holds `word`.
fn check_ignored(event: &Value, rule: &str, word: &str) {
    assert_eq!(event["status"], "ignored", "{event:#}");
    assert_eq!(event.pointer("/decision/outcome"), Some(&json!("ignored")));
    assert_eq!(event["builds"], json!([]));
    let (last, detail) = last_rule(event);
    assert_eq!(last, rule, "{event:#}");
    assert!(detail.contains(word), "`{detail}` names {word}");
}

async fn a_commit_without_a_pipeline_file_is_a_failed_build(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let git = GitRepository::new();
    git.commit("First", &[("README", "nothing to build")]);
    let repository = app.register("acme/app", git).await;
    let event = app.push(&repository).await;
    assert_eq!(event["status"], "handled", "{event:#}");
    assert_eq!(event.pointer("/decision/outcome"), Some(&json!("failed")));
    assert_eq!(last_rule(&event).0, "pipeline_file");
    let build = app.build_of(&event).await;
    assert_eq!(build["status"], "failed", "{build:#}");
    assert_eq!(build["jobs"], json!([]));
    assert!(!build["finished_at"].is_null(), "{build:#}");
    assert_eq!(build["diagnostics"][0]["code"], "missing_file");
    assert!(text(&build, "error").contains("no pipeline file"), "{build:#}");
    assert!(text(&build["diagnostics"][0], "help").contains("oore.yaml"), "{build:#}");
    app.finish().await;
}

async fn a_wrong_pipeline_file_is_a_failed_build_with_its_mistakes(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let git = GitRepository::with_pipeline(
        "version: 1
on: push
jobs:
  test:
    neds: [lint]
    steps:
      - run: echo ${{ commit.message }}
      - run: echo fine
        retry: 2
",
    );
    let repository = app.register("acme/app", git).await;
    let build = app.push_builds(&repository).await;
    assert_eq!(build["status"], "failed", "{build:#}");
    let diagnostics = build["diagnostics"].as_array().expect("diagnostics");
    let places: Vec<_> = diagnostics
        .iter()
        .map(|it| format!("{}:{} {}", text(it, "path"), it["line"], text(it, "code")))
        .collect();
    assert_eq!(
        places,
        [
            "oore.yaml:5 unknown_key",
            "oore.yaml:7 expression_in_run",
            "oore.yaml:9 not_supported_yet"
        ]
    );
    let help = text(&diagnostics[0], "help");
    assert!(help.contains("needs"), "`{help}` names the key that was meant");
    for diagnostic in diagnostics {
        assert!(text(diagnostic, "rendered").contains(&text(diagnostic, "message")));
    }
    app.finish().await;
}

async fn a_commit_that_asks_for_no_build_gets_none(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let git = GitRepository::with_pipeline(BUILDS_ALL);
    git.commit("Correct a word [skip ci]", &[("README", "word")]);
    let repository = app.register("acme/app", git).await;
    check_ignored(&app.push(&repository).await, "skip_ci", "[skip ci]");

    // The payload may be silent about it; git is asked then.
    repository.git.commit("Correct\n\nmore words\n\nskip-checks: true", &[("README", "words")]);
    let mut payload = repository.github_push().payload();
    payload["head_commit"]["message"].take();
    let path = format!("/api/webhooks/github/{}", repository.id);
    let delivery = Delivery::github(&path, "push", &payload, &repository.secret);
    check_ignored(&app.deliver(&delivery).await, "skip_ci", "skip-checks: true");
    app.finish().await;
}

async fn branches_are_filtered(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let git = GitRepository::with_pipeline(&BUILDS_ALL.replace(
        "on: push",
        r#"on: { push: { branches: [main, "release/**", "!release/old"] } }"#,
    ));
    let repository = app.register("acme/app", git).await;
    for (branch, is_built) in
        [("main", true), ("topic", false), ("release/1.0", true), ("release/old", false)]
    {
        if branch != "main" {
            repository.git.switch(branch);
        }
        let event = app.push(&repository).await;
        if is_built {
            let build = app.build_of(&event).await;
            assert_eq!(build["ref"]["name"], branch);
            let build = app.finished(&text(&build, "id")).await;
            let log = app.log(&build, "only").await;
            assert_eq!(log, format!("refs/heads/{branch} {branch}\n"));
        } else {
            check_ignored(&event, "branches", branch);
            let source = event.pointer("/decision/trace").and_then(Value::as_array);
            let source = &source.expect("a trace").last().expect("a rule")["source"];
            assert_eq!(source, &json!({ "path": "oore.yaml", "line": 3 }));
        }
    }
    app.finish().await;
}

/// What `git fetch --depth` leaves behind when it is killed.
async fn a_git_that_was_killed_does_not_lock_its_repository(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let repository = app.register("acme/app", GitRepository::with_pipeline(BUILDS_ALL)).await;
    app.push_finishes(&repository).await;
    let cache = app.data_dir().join("data/git").join(format!("{}.git", repository.id));
    std::fs::write(cache.join("shallow.lock"), "").expect("the cache is there");
    repository.git.commit("Second", &[("README", "more")]);
    let build = app.push_finishes(&repository).await;
    assert_eq!(build["status"], "succeeded", "{build:#}");
    app.finish().await;
}

async fn changed_files_are_filtered_with_the_help_of_git(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let git = GitRepository::with_pipeline(
        &BUILDS_ALL.replace("on: push", r#"on: { push: { paths: ["lib/**", "!lib/**/*.md"] } }"#),
    );
    git.commit("Library", &[("lib/a/code", "1")]);
    let repository = app.register("acme/app", git).await;
    // A push of several commits: what counts is what it changed as a whole.
    let before = repository.git.head();
    repository.git.commit("Read me", &[("lib/a/read.md", "1"), ("docs/code", "1")]);
    repository.git.commit("More", &[("docs/more", "1")]);
    let push = GithubPush { before: before.clone(), ..repository.github_push() };
    let event = app.deliver(&push.signed(&repository)).await;
    check_ignored(&event, "paths", "docs/code");

    repository.git.commit("Change", &[("lib/a/code", "2")]);
    repository.git.commit("Then write", &[("docs/code", "2")]);
    let push = GithubPush { before, ..repository.github_push() };
    let event = app.deliver(&push.signed(&repository)).await;
    let build = app.build_of(&event).await;
    app.finished(&text(&build, "id")).await;
    let trace = event.pointer("/decision/trace").and_then(Value::as_array).expect("a trace");
    let paths = trace.iter().find(|entry| entry["rule"] == "paths").expect("the rule");
    assert!(text(paths, "detail").contains("lib/a/code"), "{paths:#}");
    app.finish().await;
}

fn tag_push(repository: &TestRepository, tag: &str) -> GithubPush {
    GithubPush {
        git_ref: format!("refs/tags/{tag}"),
        before: "0".repeat(40),
        ..repository.github_push()
    }
}

async fn tags_are_built_where_the_file_asks_for_them(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let git = GitRepository::with_pipeline(
        &BUILDS_ALL.replace("on: push", r#"on: { push: { tags: ["v*"] } }"#),
    );
    let repository = app.register("acme/app", git).await;
    check_ignored(&app.push(&repository).await, "branches", "main");
    for tag in ["v1.0", "nightly"] {
        repository.git.tag(tag);
        let event = app.deliver(&tag_push(&repository, tag).signed(&repository)).await;
        if tag == "nightly" {
            check_ignored(&event, "tags", tag);
            continue;
        }
        let build = app.build_of(&event).await;
        assert_eq!(build["ref"], json!({ "kind": "tag", "name": tag }));
        assert_eq!(build["commit"]["sha"], repository.git.head());
        let build = app.finished(&text(&build, "id")).await;
        assert_eq!(app.log(&build, "only").await, "refs/tags/v1.0 v1.0\n");
    }
    app.finish().await;
}

async fn a_deletion_builds_nothing(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let repository = app.register("acme/app", GitRepository::with_pipeline(BUILDS_ALL)).await;
    let gone = GithubPush {
        git_ref: "refs/heads/topic".to_owned(),
        before: repository.git.head(),
        after: "0".repeat(40),
        ..repository.github_push()
    };
    let event = app.deliver(&gone.signed(&repository)).await;
    check_ignored(&event, "not_a_deletion", "topic");
    app.finish().await;
}

async fn repositories_that_are_unknown_or_switched_off_build_nothing(database: TestDatabase) {
    let secret = "the secret of the whole App";
    let app = TestApp::start_with(database, &[("OORE_GITHUB_WEBHOOK_SECRET", secret)]).await;
    let repository = app.register("acme/app", GitRepository::with_pipeline(BUILDS_ALL)).await;
    let unknown = GithubPush { full_name: "acme/other".into(), ..repository.github_push() };
    let path = "/api/webhooks/github";
    let delivery = Delivery::github(path, "push", &unknown.payload(), secret);
    let event = app.deliver(&delivery).await;
    check_ignored(&event, "repository_registered", "acme/other");
    assert_eq!(event["summary"]["repository"], "acme/other");

    // To the endpoint of a repository, but about another.
    check_ignored(
        &app.deliver(&unknown.signed(&repository)).await,
        "repository_matches",
        "acme/other",
    );

    let path = format!("/api/repositories/{}", repository.id);
    let off = json!({ "active": false });
    let answer = app.client.answer(reqwest::Method::PUT, &path, Some(&off)).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    check_ignored(&app.push(&repository).await, "repository_active", "acme/app");
    app.finish().await;
}

async fn a_branch_that_is_gone_by_now_fails_at_once_and_holds_nobody_up(database: TestDatabase) {
    let app = TestApp::start_with(database, &[("OORE_LOCAL_RUNNER", "false")]).await;
    let repository = app.register("acme/app", GitRepository::with_pipeline(BUILDS_ALL)).await;
    repository.git.switch("topic");
    repository.git.commit("Short-lived", &[("file", "content")]);
    let gone = repository.github_push().signed(&repository);
    repository.git.switch("main");
    repository.git.forget_branch("topic");
    let event = app.deliver(&gone).await;
    assert_eq!(event["status"], "failed", "{event:#}");
    assert_eq!(event["attempts"], 0, "a ref that is gone does not come back: {event:#}");
    let (rule, detail) = last_rule(&event);
    assert_eq!(rule, "commit");
    assert!(detail.contains("`refs/heads/topic` is gone"), "{detail}");
    let build = app.push_builds(&repository).await;
    app.cancel(&text(&build, "id")).await;
    app.finish().await;
}

async fn what_a_stranger_writes_into_a_payload_is_stored_whatever_it_is(database: TestDatabase) {
    let app = TestApp::start_with(database, &[("OORE_LOCAL_RUNNER", "false")]).await;
    let repository = app.register("acme/app", GitRepository::with_pipeline(BUILDS_ALL)).await;
    let path = format!("/api/webhooks/github/{}", repository.id);
    let action = format!("odd\0{}", "long ".repeat(10_000));
    let payload = json!({ "action": action, "repository": { "full_name": "acme/app" } });
    let event = app.deliver(&Delivery::github(&path, "issues", &payload, &repository.secret)).await;
    check_ignored(&event, "event_supported", "odd\u{fffd}long");
    assert!(text(&event["decision"], "reason").len() < 10_000);
    let mut push = repository.github_push().payload();
    push["ref"] = json!("refs/odd\0ref");
    let event = app.deliver(&Delivery::github(&path, "push", &push, &repository.secret)).await;
    check_ignored(&event, "event_supported", "odd\u{fffd}ref");
    app.finish().await;
}
