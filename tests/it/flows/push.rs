//! A push, as GitHub and GitLab send it, becomes a finished build.

use serde_json::{Value, json};

use crate::support::{
    Delivery, Forge, GitRepository, TestApp, TestDatabase, TestRepository, fixtures, job_of,
    on_both_databases, text,
};

on_both_databases!(
    a_signed_github_push_builds_its_commit,
    a_push_to_the_github_app_builds_its_commit,
    a_gitlab_push_with_the_secret_token_builds_its_commit,
    a_gitea_push_builds_its_commit_and_shows_its_state,
    a_gitlab_push_signed_with_the_signing_token_builds_its_commit,
);

const PIPELINE: &str = "
version: 1
on: push
jobs:
  speak:
    steps:
      - name: Speak
        run: sh speak.sh
";

/// What only the pushed commit says, not the one before.
const WORDS: &str = "out of the pushed commit: 7c1e";

fn repository_that_speaks() -> GitRepository {
    let git = GitRepository::with_pipeline(PIPELINE);
    git.commit("Keep silent", &[("speak.sh", "echo nothing\n")]);
    git.commit("Speak", &[("speak.sh", &format!("echo '{WORDS}'\n"))]);
    git
}

/// The build succeeded, it is of the pushed commit, and its log holds that commit's words.
async fn check_build(app: &TestApp, repository: &TestRepository, event: &Value) {
    assert_eq!(event["status"], "handled", "{event:#}");
    assert_eq!(event["repository_id"], repository.id);
    let build = app.build_of(event).await;
    let build = app.finished(&text(&build, "id")).await;
    assert_eq!(build["status"], "succeeded", "{build:#}");
    assert_eq!(build["number"], 1);
    assert_eq!(build["event"], "push");
    assert_eq!(build["ref"], json!({ "kind": "branch", "name": "main" }));
    assert_eq!(build["commit"]["sha"], repository.git.head());
    assert_eq!(build["commit"]["message"], "Speak");
    assert_eq!(build["webhook_event_id"], event["id"]);
    let steps: Vec<_> = job_of(&build, "speak")["steps"]
        .as_array()
        .expect("steps")
        .iter()
        .map(|step| (text(step, "name"), text(step, "status"), step["exit_code"].clone()))
        .collect();
    let succeeded = "succeeded".to_owned();
    assert_eq!(steps[1], ("Speak".to_owned(), succeeded, json!(0)), "{steps:?}");
    let log = app.log(&build, "speak").await;
    assert!(log.contains(WORDS), "{log}");
    assert!(!log.contains("nothing"), "{log}");
}

/// The rules of a decision, a line each.
fn trace(event: &Value) -> String {
    let decision = &event["decision"];
    let mut lines = vec![format!("{}: {}", text(decision, "outcome"), text(decision, "reason"))];
    for entry in decision["trace"].as_array().expect("a trace") {
        let mark = if entry["matched"] == true { "+" } else { "-" };
        let place = match (&entry["source"]["path"], &entry["source"]["line"]) {
            (Value::String(path), Value::Number(line)) => format!(" ({path}:{line})"),
            _ => String::new(),
        };
        lines.push(format!("{mark} {}: {}{place}", text(entry, "rule"), text(entry, "detail")));
    }
    lines.join("\n")
}

async fn a_signed_github_push_builds_its_commit(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let repository = app.register("acme/app", repository_that_speaks()).await;
    let event = app.push(&repository).await;
    check_build(&app, &repository, &event).await;
    assert_eq!(event["provider"], "github");
    assert_eq!(event["event"], "push");
    assert_eq!(
        event["summary"],
        json!({
            "repository": "acme/app", "ref": "refs/heads/main", "commit": repository.git.head(),
            "sender": "Codertocat",
        })
    );
    let commit = repository.git.head();
    // The same for both databases.
    insta::allow_duplicates! {
        insta::assert_snapshot!(trace(&event).replace(&commit[..8], "<commit>"), @r"
        build: Built: push to branch `main`.
        + event_supported: push to branch `main`
        + repository_registered: `acme/app` is registered
        + repository_matches: the event is about `acme/app`
        + repository_active: `acme/app` is active
        + not_a_deletion: branch `main` exists
        + skip_ci: the message of commit <commit> does not ask to be skipped
        + pipeline_file: read `oore.yaml` (oore.yaml:1)
        + trigger_push: `on.push` is there (oore.yaml:3)
        + branches: branch `main`: `on.push` names no branches, so it takes every one (oore.yaml:3)
        ");
    }
    app.finish().await;
}

async fn a_push_to_the_github_app_builds_its_commit(database: TestDatabase) {
    let secret = "the secret of the whole App";
    let settings = [("OORE_GITHUB_WEBHOOK_SECRET", secret)];
    let app = TestApp::start_with(database, &settings).await;
    let repository = app.register("acme/app", repository_that_speaks()).await;
    let payload = repository.github_push().payload();
    let delivery = Delivery::github("/api/webhooks/github", "push", &payload, secret);
    let event = app.deliver(&delivery).await;
    check_build(&app, &repository, &event).await;
    app.finish().await;
}

/// GitLab's example of a push, about the newest commit.
fn gitlab_push(repository: &TestRepository) -> Value {
    let files = fixtures("go-gitlab/webhooks");
    let example = files.iter().find(|(path, _)| path.ends_with("push.json"));
    let mut push: Value = match example {
        Some((_, body)) => serde_json::from_slice(body).expect("JSON"),
        None => json!({ "object_kind": "push", "project": {}, "user_username": "jsmith" }),
    };
    let commit = repository.git.head();
    push["ref"] = json!("refs/heads/main");
    push["before"] = json!(repository.git.parent());
    push["after"] = json!(commit);
    push["checkout_sha"] = json!(commit);
    push["project"]["path_with_namespace"] = json!(repository.full_name);
    push["commits"] = json!([{
        "id": commit, "message": repository.git.message(), "author": { "name": "Ada" },
        "added": [], "modified": ["speak.sh"], "removed": [],
    }]);
    push
}

async fn a_gitlab_push_with_the_secret_token_builds_its_commit(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let more = json!({ "webhook_secret": "a-token-as-GitLab-sends-it" });
    let git = repository_that_speaks();
    let repository = app.register_with("gitlab", "acme/mobile/app", git, more).await;
    let path = format!("/api/webhooks/gitlab/{}", repository.id);
    let push = gitlab_push(&repository);
    let wrong = app.send(&Delivery::gitlab(&path, "Push Hook", &push, "another token")).await;
    assert_eq!(wrong.status, 401, "{}", wrong.text());
    let event = app.deliver(&Delivery::gitlab(&path, "Push Hook", &push, &repository.secret)).await;
    check_build(&app, &repository, &event).await;
    assert_eq!(event["provider"], "gitlab");
    assert_eq!(event["summary"]["repository"], "acme/mobile/app");
    app.finish().await;
}

async fn a_gitlab_push_signed_with_the_signing_token_builds_its_commit(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let token = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw0123456789A=";
    let more = json!({ "webhook_signing_token": token });
    let git = repository_that_speaks();
    let repository = app.register_with("gitlab", "acme/app", git, more).await;
    let path = format!("/api/webhooks/gitlab/{}", repository.id);
    let push = gitlab_push(&repository);
    let unsigned = Delivery::gitlab(&path, "Push Hook", &push, token);
    assert_eq!(app.send(&unsigned).await.status, 401);
    let event = app.deliver(&Delivery::gitlab_signed(&path, "Push Hook", &push, token)).await;
    check_build(&app, &repository, &event).await;
    app.finish().await;
}

async fn a_gitea_push_builds_its_commit_and_shows_its_state(database: TestDatabase) {
    let settings = [("OORE_ALLOWED_NETWORKS", "127.0.0.1")];
    let (app, forge) = (TestApp::start_with(database, &settings).await, Forge::start().await);
    let more = json!({ "api_url": forge.url(), "access_token": "a-token-of-gitea" });
    let repository = app.register_with("gitea", "acme/app", repository_that_speaks(), more).await;
    let path = format!("/api/webhooks/gitea/{}", repository.id);
    let push = repository.github_push().payload();
    let wrong = app.send(&Delivery::gitea(&path, "push", &push, "another secret")).await;
    assert_eq!(wrong.status, 401, "{}", wrong.text());
    let event = app.deliver(&Delivery::gitea(&path, "push", &push, &repository.secret)).await;
    check_build(&app, &repository, &event).await;
    assert_eq!(event["provider"], "gitea");
    forge.until_told("oore/push: success").await;
    assert_eq!(forge.taken()[0].token, "token a-token-of-gitea");
    app.finish().await;
}
