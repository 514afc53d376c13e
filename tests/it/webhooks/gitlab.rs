//! GitLab's two ways of proving where a delivery comes from.

use chrono::Utc;
use oored::crypto::signature::Signature;
use serde_json::{Value, json};

use super::sending::{PIPELINE, problem};
use crate::support::{
    Delivery, GitRepository, Server, TestApp, TestDatabase, TestRepository, on_both_databases, text,
};

on_both_databases!(
    the_secret_token_verifies,
    a_signing_token_verifies_and_the_secret_token_alone_does_not,
    an_old_or_early_timestamp_is_refused,
    a_push_builds,
    a_tag_and_a_merge_request_build,
);

const TOKEN: &str = "a-token-of-some-length";
/// 32 bytes of base64.
const SIGNING_TOKEN: &str = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
const NO_RUNNER: [(&str, &str); 1] = [("OORE_LOCAL_RUNNER", "false")];

async fn register(app: &Server, more: Value) -> (TestRepository, String) {
    let git = GitRepository::with_pipeline(PIPELINE);
    let repository = app.register_with("gitlab", "group/sub/app", git, more).await;
    let path = format!("/api/webhooks/gitlab/{}", repository.id);
    (repository, path)
}

/// A delivery that was signed at another time.
fn signed_at(path: &str, seconds_from_now: i64) -> Delivery {
    let delivery = Delivery::gitlab_signed(path, "Push Hook", &json!({}), SIGNING_TOKEN);
    let time = (Utc::now().timestamp() + seconds_from_now).to_string();
    let key = b"0123456789abcdef0123456789abcdef";
    let parts: [&[u8]; 5] = [b"msg_1", b".", time.as_bytes(), b".", &delivery.body];
    let signature = Signature::sign(key, &parts).to_base64();
    delivery
        .with("webhook-id", "msg_1")
        .with("webhook-timestamp", &time)
        .with("webhook-signature", &format!("v1,{signature}"))
}

async fn the_secret_token_verifies(database: TestDatabase) {
    let app = TestApp::start_with(database, &NO_RUNNER).await;
    let (_, path) = register(&app, json!({ "webhook_secret": TOKEN })).await;
    let good = Delivery::gitlab(&path, "Pipeline Hook", &json!({}), TOKEN);
    let mut doubled = good.clone();
    doubled.headers.push(("x-gitlab-token".to_owned(), TOKEN.to_owned()));
    let bad = [
        ("missing", good.clone().without("x-gitlab-token")),
        ("empty", good.clone().with("x-gitlab-token", "")),
        ("wrong", good.clone().with("x-gitlab-token", "a-token-of-some-lengtH")),
        ("longer", good.clone().with("x-gitlab-token", "a-token-of-some-length.")),
        ("doubled", doubled),
        ("signed", Delivery::gitlab_signed(&path, "Push Hook", &json!({}), SIGNING_TOKEN)),
    ];
    for (name, delivery) in &bad {
        let answer = app.send(delivery).await;
        assert_eq!(answer.status, 401, "{name}");
        assert_eq!(problem(&answer)["detail"], "signature missing or wrong", "{name}");
    }
    assert_eq!(app.deliver(&good).await["status"], "ignored");
    app.finish().await;
}

async fn a_signing_token_verifies_and_the_secret_token_alone_does_not(database: TestDatabase) {
    let app = TestApp::start_with(database, &NO_RUNNER).await;
    let both = json!({ "webhook_secret": TOKEN, "webhook_signing_token": SIGNING_TOKEN });
    let (_, path) = register(&app, both).await;
    let plain = Delivery::gitlab(&path, "Push Hook", &json!({}), TOKEN);
    assert_eq!(app.send(&plain).await.status, 401);
    let signed = Delivery::gitlab_signed(&path, "Pipeline Hook", &json!({}), SIGNING_TOKEN);
    let mut altered = signed.clone();
    altered.body.push(b' ');
    assert_eq!(app.send(&altered).await.status, 401);
    assert_eq!(app.send(&signed.clone().with("webhook-id", "other")).await.status, 401);
    let rotated = signed.headers.iter().find(|(name, _)| name == "webhook-signature").unwrap();
    let rotated = format!("v1,AAAA v2,unknown {}", rotated.1);
    let event = app.deliver(&signed.with("webhook-signature", &rotated)).await;
    assert_eq!(event["status"], "ignored", "one good signature among several is enough");
    app.finish().await;
}

async fn an_old_or_early_timestamp_is_refused(database: TestDatabase) {
    let app = TestApp::start_with(database, &NO_RUNNER).await;
    let (_, path) = register(&app, json!({ "webhook_signing_token": SIGNING_TOKEN })).await;
    for seconds in [-600, -310, 310, 600] {
        let answer = app.send(&signed_at(&path, seconds)).await;
        assert_eq!(answer.status, 401, "{seconds} s");
        assert_eq!(problem(&answer)["detail"], "signature missing or wrong");
    }
    let answer = app.send(&signed_at(&path, -200)).await;
    assert_eq!(answer.status, 202, "{}", answer.text());
    // A push without anything in it can't be understood, which is no reason to refuse it.
    let event = app.decided(&text(&answer.json(), "id")).await;
    assert_eq!(event["status"], "failed");
    assert_eq!(event["delivery_id"], "msg_1");
    insta::assert_snapshot!("an_empty_push", event["error"].as_str().unwrap());
    app.finish().await;
}

async fn a_push_builds(database: TestDatabase) {
    let app = TestApp::start_with(database, &NO_RUNNER).await;
    let (repository, path) = register(&app, json!({ "webhook_secret": TOKEN })).await;
    let head = repository.git.head();
    let payload = json!({
        "object_kind": "push", "event_name": "push", "ref": "refs/heads/main",
        "before": "0".repeat(40), "after": head, "checkout_sha": head, "user_username": "ada",
        "project": { "id": 1, "path_with_namespace": "group/sub/app" },
        "commits": [], "total_commits_count": 0,
    });
    let event = app.deliver(&Delivery::gitlab(&path, "Push Hook", &payload, TOKEN)).await;
    assert_eq!(event["status"], "handled", "{event:#}");
    let build = app.build_of(&event).await;
    assert_eq!(build["commit"]["sha"], head);
    assert_eq!(build["triggered_by"], "ada");
    app.cancel(&text(&build, "id")).await;
    app.finish().await;
}

async fn a_tag_and_a_merge_request_build(database: TestDatabase) {
    let app = TestApp::start_with(database, &NO_RUNNER).await;
    let git = GitRepository::with_pipeline(
        "
version: 1
on: { push: { tags: [\"v*\"] }, pull_request: {} }
jobs: { only: { steps: [{ run: echo built }] } }
",
    );
    git.tag("v1");
    git.switch("topic");
    git.commit("Topic", &[("file", "content")]);
    let more = json!({ "webhook_secret": TOKEN });
    let repository = app.register_with("gitlab", "group/sub/app", git, more).await;
    let path = format!("/api/webhooks/gitlab/{}", repository.id);
    let project = json!({ "id": 1, "path_with_namespace": "group/sub/app" });

    let (object, commit) =
        (repository.git.git(&["rev-parse", "v1"]), repository.git.git(&["rev-parse", "v1^{}"]));
    let tag = json!({
        "object_kind": "tag_push", "ref": "refs/tags/v1", "before": "0".repeat(40),
        "after": object, "checkout_sha": commit, "user_username": "ada", "project": project,
        "commits": [],
    });
    let event = app.deliver(&Delivery::gitlab(&path, "Tag Push Hook", &tag, TOKEN)).await;
    let build = app.build_of(&event).await;
    assert_eq!(build["ref"], json!({ "kind": "tag", "name": "v1" }), "{event:#}");
    assert_eq!(build["commit"]["sha"], commit);
    app.cancel(&text(&build, "id")).await;

    let head = repository.git.head();
    let mut request = json!({
        "object_kind": "merge_request", "user": { "username": "ada" }, "project": project,
        "object_attributes": {
            "iid": 7, "action": "open", "title": "Topic", "draft": false,
            "source_branch": "topic", "target_branch": "main",
            "source_project_id": 1, "target_project_id": 1,
            "source": project, "target": project,
            "last_commit": { "id": head, "message": "Topic", "author": { "name": "Ada" } },
        },
    });
    let event = app.deliver(&Delivery::gitlab(&path, "Merge Request Hook", &request, TOKEN)).await;
    let build = app.build_of(&event).await;
    assert_eq!(build["ref"], json!({ "kind": "pull_request", "name": "7" }), "{event:#}");
    assert_eq!(build["commit"]["sha"], head);
    app.cancel(&text(&build, "id")).await;

    // An update without new commits.
    request["object_attributes"]["action"] = json!("update");
    let event = app.deliver(&Delivery::gitlab(&path, "Merge Request Hook", &request, TOKEN)).await;
    assert_eq!(event["status"], "ignored", "{event:#}");
    app.finish().await;
}
