//! A plain git repository with the hook of `examples/`: real pushes, through the real script.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use serde_json::{Value, json};

use crate::support::{
    GitRepository, Server, TestApp, TestDatabase, TestRepository, on_both_databases, optional, text,
};

on_both_databases!(
    a_push_through_the_hook_builds,
    the_hook_says_what_to_do_when_the_server_refuses_or_is_gone,
    nothing_is_queued_for_a_repository_that_nobody_can_be_told_about,
);

const PIPELINE: &str = "
version: 1
on: { push: { branches: ['**'], tags: ['v*'] } }
jobs: { only: { steps: [{ run: cat words }] } }
";

/// A repository whose remote has the hook, set up as the script says.
async fn hooked(app: &TestApp, full_name: &str, more: Value) -> TestRepository {
    let git = GitRepository::with_pipeline(PIPELINE);
    let repository = app.register_with("git", full_name, git, more).await;
    let shown = app.client.get(&format!("/api/repositories/{}/webhook-url", repository.id)).await;
    let remote = repository.git.remote();
    let hook = remote.join("hooks/post-receive");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/post-receive");
    fs::create_dir_all(remote.join("hooks")).expect("made");
    fs::copy(script, &hook).expect("copied");
    fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).expect("executable");
    fs::write(remote.join("oore.secret"), format!("{}\n", repository.secret)).expect("written");
    repository.git.configure_remote("oore.url", &text(&shown, "url"));
    repository.git.configure_remote("oore.repository", full_name);
    repository
}

/// Whether the script has what it needs.
fn can_run() -> bool {
    optional::program("curl") && optional::program("openssl")
}

/// The newest event, once it is decided.
async fn newest(app: &Server, before: usize) -> Value {
    let path = "/api/webhooks/events";
    let page = app
        .get_until(path, |page| {
            let items = page["items"].as_array().expect("items");
            items.len() > before && items.iter().all(|event| event["status"] != "received")
        })
        .await;
    let items = page["items"].as_array().expect("items");
    assert_eq!(items.len(), before + 1, "{page:#}");
    app.decided(&text(&items[0], "id")).await
}

async fn a_push_through_the_hook_builds(database: TestDatabase) {
    if !can_run() {
        return;
    }
    let app = TestApp::start(database).await;
    // A secret that no shell may take for something else, longer than a block of SHA-256.
    let secret = format!("it's \"a\" $(secret) `with` \\everything% {}", "x".repeat(64));
    let more = json!({ "webhook_secret": secret });
    let repository = hooked(&app, "acme/app", more).await;
    let git = &repository.git;

    let head = git.commit("Speak", &[("words", "spoken\n")]);
    let event = newest(&app, 0).await;
    assert_eq!((&event["provider"], &event["event"]), (&json!("git"), &json!("push")));
    assert_eq!(event["summary"]["ref"], "refs/heads/main");
    let build = app.build_of(&event).await;
    let build = app.finished(&text(&build, "id")).await;
    assert_eq!((&build["status"], &build["commit"]["sha"]), (&json!("succeeded"), &json!(head)));
    assert_eq!(build["commit"]["message"], "Speak");
    assert_eq!(build["commit"]["author"], "Ada");
    assert!(app.log(&build, "only").await.ends_with("spoken\n"));

    // An annotated tag has an object of its own; its commit is what is built.
    git.tag("v1");
    let event = newest(&app, 1).await;
    assert_eq!(event["summary"]["ref"], "refs/tags/v1");
    let build = app.build_of(&event).await;
    let build = app.finished(&text(&build, "id")).await;
    assert_eq!((&build["status"], &build["commit"]["sha"]), (&json!("succeeded"), &json!(head)));

    // A branch whose name needs quoting in JSON, and its end.
    git.switch("a\"b");
    git.commit("Quoted", &[]);
    let event = newest(&app, 2).await;
    let build = app.build_of(&event).await;
    assert_eq!(build["ref"], json!({ "kind": "branch", "name": "a\"b" }));
    app.finished(&text(&build, "id")).await;
    git.git(&["push", "--quiet", "origin", "--delete", "a\"b"]);
    let event = newest(&app, 3).await;
    assert_eq!((&event["status"], &event["builds"]), (&json!("ignored"), &json!([])));
    let reason = text(&event["decision"], "reason");
    assert!(reason.contains("was deleted"), "{reason}");

    // Two refs at once are two deliveries, and what is neither branch nor tag is none.
    git.git(&["switch", "--quiet", "main"]);
    git.git(&["push", "--quiet", "origin", "main:one", "main:two", "main:refs/notes/x"]);
    let path = "/api/webhooks/events";
    let page = app.get_until(path, |page| page["items"].as_array().map_or(0, Vec::len) == 6).await;
    for event in page["items"].as_array().expect("items").iter().take(2) {
        let event = app.decided(&text(event, "id")).await;
        app.finished(&text(&app.build_of(&event).await, "id")).await;
    }
    app.finish().await;
}

async fn the_hook_says_what_to_do_when_the_server_refuses_or_is_gone(database: TestDatabase) {
    if !can_run() {
        return;
    }
    let app = TestApp::start(database).await;
    let repository = hooked(&app, "acme/app", json!({})).await;
    let git = &repository.git;
    let secret = git.remote().join("oore.secret");
    fs::write(&secret, "not the secret").expect("written");
    // The push is through all the same.
    let said = git.said(&["push", "origin", "main:refused"]);
    assert!(said.contains("refs/heads/refused: the server refuses the signature"), "{said}");
    assert!(said.contains("[new branch]"), "{said}");
    fs::remove_file(&secret).expect("removed");
    let said = git.said(&["push", "origin", "main:without"]);
    assert!(said.contains("put the webhook secret into"), "{said}");
    fs::write(&secret, &repository.secret).expect("written");
    git.configure_remote("oore.url", "http://127.0.0.1:9/api/webhooks/git/x");
    let said = git.said(&["push", "origin", "main:away"]);
    assert!(said.contains("can't be reached"), "{said}");
    assert!(said.contains("[new branch]"), "{said}");
    assert!(!said.contains(&repository.secret), "{said}");
    let events = app.client.get("/api/webhooks/events").await;
    assert_eq!(events["items"], json!([]));
    app.finish().await;
}

async fn nothing_is_queued_for_a_repository_that_nobody_can_be_told_about(database: TestDatabase) {
    if !can_run() {
        return;
    }
    let app = TestApp::start(database).await;
    let more = json!({ "access_token": "ada:a-password-for-git" });
    let repository = hooked(&app, "acme/app", more).await;
    repository.git.commit("Speak", &[("words", "spoken\n")]);
    let event = newest(&app, 0).await;
    let build = app.build_of(&event).await;
    let build = app.finished(&text(&build, "id")).await;
    assert_eq!(build["status"], "succeeded", "{build:#}");
    assert_eq!(build["status_reports"], Value::Null);
    app.finish().await;
}
