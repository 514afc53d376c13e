//! The buttons at a check run: what they start, and what they don't.

use serde_json::{Value, json};

use crate::support::{
    Delivery, GitRepository, Script, TestApp, TestDatabase, TestRepository, on_both_databases,
    optional, text,
};

on_both_databases!(the_buttons_of_a_check_run_start_the_right_build);

const SECRET: &str = "the secret of the App's webhook";

const PIPELINE: &str = "
version: 1
on: push
jobs:
  good: { checkout: none, steps: [{ run: echo good }] }
  bad: { checkout: none, steps: [{ run: exit 1 }] }
";

async fn press(app: &TestApp, event: &str, payload: &Value) -> Value {
    app.deliver(&Delivery::github("/api/webhooks/github", event, payload, SECRET)).await
}

/// The build that the event made, once it has ended.
async fn made(app: &TestApp, event: &Value) -> Value {
    let build = app.build_of(event).await;
    app.finished(&text(&build, "id")).await
}

fn job<'a>(build: &'a Value, key: &str) -> &'a Value {
    crate::support::job_of(build, key)
}

async fn the_buttons_of_a_check_run_start_the_right_build(database: TestDatabase) {
    let Some(key) = optional::rsa_key() else { return };
    let script = Script::start(Vec::new()).await;
    let settings = [
        ("OORE_ALLOWED_NETWORKS", "127.0.0.0/8"),
        ("OORE_GITHUB_API_URL", script.url()),
        ("OORE_GITHUB_APP_ID", "12345"),
        ("OORE_GITHUB_PRIVATE_KEY", &key),
        ("OORE_GITHUB_WEBHOOK_SECRET", SECRET),
    ];
    let app = TestApp::start_with(database, &settings).await;
    let git = GitRepository::with_pipeline(PIPELINE);
    let more = json!({ "api_url": script.url() });
    let repository: TestRepository = app.register_with("github", "acme/app", git, more).await;
    let first = app.push_finishes(&repository).await;
    let named = json!({ "full_name": "acme/app" });
    let pressed = |action: &str| {
        json!({
            "action": action, "repository": named, "sender": { "login": "ada" },
            "check_run": { "external_id": first["id"] },
            "requested_action": { "identifier": "rerun_failed" },
        })
    };

    let failed = made(&app, &press(&app, "check_run", &pressed("requested_action")).await).await;
    assert_eq!([&failed["rerun_of"], &failed["triggered_by"]], [&first["id"], &json!("ada")]);
    assert_eq!(job(&failed, "good")["attempt"], 0, "its success stands: {failed:#}");
    assert_eq!(job(&failed, "bad")["attempt"], 1);

    let whole = made(&app, &press(&app, "check_run", &pressed("rerequested")).await).await;
    assert_eq!(whole["rerun_of"], first["id"]);
    assert_eq!(job(&whole, "good")["attempt"], 1, "it ran again: {whole:#}");

    let suite = json!({
        "action": "rerequested", "repository": named, "sender": { "login": "ada" },
        "check_suite": { "head_sha": repository.git.head() },
    });
    let newest = made(&app, &press(&app, "check_suite", &suite).await).await;
    assert_eq!(newest["rerun_of"], whole["id"], "the newest build of the commit is repeated");

    let mut other = pressed("rerequested");
    other["check_run"]["external_id"] = json!("of-another-app");
    let event = press(&app, "check_run", &other).await;
    assert_eq!(event["status"], "ignored", "{event:#}");

    let path = format!("/api/repositories/{}", repository.id);
    app.client.answer(reqwest::Method::PUT, &path, Some(&json!({ "active": false }))).await;
    let event = press(&app, "check_run", &pressed("rerequested")).await;
    let reason = text(&event["decision"], "reason");
    assert!(reason.contains("is not active"), "{reason}");
    app.finish().await;
}
