//! What GitHub tells its App about repositories: other names, and whether it may still be at them.

use serde_json::{Value, json};

use crate::support::{
    Delivery, GitRepository, Script, TestApp, TestDatabase, TestRepository, on_both_databases,
    optional, text,
};

on_both_databases!(
    a_repository_keeps_its_builds_under_a_new_name,
    repositories_are_closed_and_opened_with_their_installation,
    what_only_the_app_may_tell_is_not_believed_from_a_repositorys_webhook,
);

const SECRET: &str = "the secret of the App's webhook";

async fn start(database: TestDatabase) -> Option<(TestApp, Script, TestRepository)> {
    let key = optional::rsa_key()?;
    let script = Script::start(Vec::new()).await;
    let settings = [
        ("OORE_ALLOWED_NETWORKS", "127.0.0.0/8"),
        ("OORE_GITHUB_API_URL", script.url()),
        ("OORE_GITHUB_APP_ID", "12345"),
        ("OORE_GITHUB_PRIVATE_KEY", &key),
        ("OORE_GITHUB_WEBHOOK_SECRET", SECRET),
        ("OORE_LOCAL_RUNNER", "false"),
    ];
    let app = TestApp::start_with(database, &settings).await;
    let git = GitRepository::with_pipeline("version: 2\n");
    let more = json!({ "api_url": script.url() });
    let repository = app.register_with("github", "acme/app", git, more).await;
    Some((app, script, repository))
}

/// Tells the App; the decided event.
async fn tell(app: &TestApp, event: &str, payload: &Value) -> Value {
    app.deliver(&Delivery::github("/api/webhooks/github", event, payload, SECRET)).await
}

async fn shown(app: &TestApp, repository: &TestRepository) -> Value {
    app.client.get(&format!("/api/repositories/{}", repository.id)).await
}

async fn a_repository_keeps_its_builds_under_a_new_name(database: TestDatabase) {
    let Some((app, _script, mut repository)) = start(database).await else { return };
    assert_eq!(shown(&app, &repository).await["through_app"], true);
    app.push_finishes(&repository).await;
    let mut payload = repository.github_push().payload();
    let number = payload["repository"]["id"].clone();
    let renamed = json!({
        "action": "renamed", "changes": { "repository": { "name": { "from": "app" } } },
        "repository": { "id": number, "full_name": "acme/tool" },
    });
    let event = tell(&app, "repository", &renamed).await;
    assert_eq!(event["status"], "handled", "{event:#}");
    let reason = text(&event["decision"], "reason");
    assert!(reason.contains("`acme/app` is called `acme/tool` now"), "{reason}");
    assert_eq!(shown(&app, &repository).await["full_name"], "acme/tool");

    // A transfer is known by the number, whatever the name was.
    let transferred = json!({
        "action": "transferred", "changes": { "owner": { "from": { "user": { "login": "x" } } } },
        "repository": { "id": number, "full_name": "corp/tool" },
    });
    tell(&app, "repository", &transferred).await;
    assert_eq!(shown(&app, &repository).await["full_name"], "corp/tool");
    let branch = json!({
        "action": "edited", "changes": { "default_branch": { "from": "main" } },
        "repository": { "full_name": "corp/tool", "default_branch": "trunk" },
    });
    tell(&app, "repository", &branch).await;
    assert_eq!(shown(&app, &repository).await["default_branch"], "trunk");

    repository.full_name = "corp/tool".to_owned();
    repository.git.commit("More", &[("more", "1")]);
    payload = repository.github_push().payload();
    let event = tell(&app, "push", &payload).await;
    let build = app.build_of(&event).await;
    assert_eq!((&build["number"], &build["repository_id"]), (&json!(2), &json!(repository.id)));
    app.finish().await;
}

async fn repositories_are_closed_and_opened_with_their_installation(database: TestDatabase) {
    let Some((app, _script, repository)) = start(database).await else { return };
    let of = |action: &str| {
        json!({ "action": action, "installation": { "account": { "login": "Acme" } },
                "repositories": [{ "full_name": "acme/app" }] })
    };
    tell(&app, "installation", &of("suspend")).await;
    let why = text(&shown(&app, &repository).await, "inaccessible");
    assert_eq!(why, "the App's installation at `Acme` is suspended");
    tell(&app, "installation", &of("unsuspend")).await;
    assert_eq!(shown(&app, &repository).await["inaccessible"], Value::Null);
    let removed = json!({ "action": "removed",
                          "repositories_removed": [{ "full_name": "acme/app" }] });
    tell(&app, "installation_repositories", &removed).await;
    assert!(shown(&app, &repository).await["inaccessible"].is_string());
    let event = tell(&app, "installation", &of("created")).await;
    let reason = text(&event["decision"], "reason");
    assert!(reason.contains("`acme/app` can be reached"), "{reason}");
    assert_eq!(shown(&app, &repository).await["inaccessible"], Value::Null);
    let elsewhere = json!({ "action": "deleted", "installation": { "account": { "login": "x" } } });
    let event = tell(&app, "installation", &elsewhere).await;
    let reason = text(&event["decision"], "reason");
    assert!(reason.contains("no registered repository is concerned"), "{reason}");
    app.finish().await;
}

async fn what_only_the_app_may_tell_is_not_believed_from_a_repositorys_webhook(
    database: TestDatabase,
) {
    let Some((app, _script, repository)) = start(database).await else { return };
    let build = app.push_finishes(&repository).await;
    let path = format!("/api/webhooks/github/{}", repository.id);
    let renamed = json!({
        "action": "renamed", "changes": { "repository": { "name": { "from": "app" } } },
        "repository": { "id": 1, "full_name": "victim/private" },
    });
    let pressed = json!({
        "action": "rerequested", "check_run": { "external_id": build["id"] },
        "repository": { "full_name": "acme/app" },
    });
    for (event, payload) in [("repository", renamed), ("check_run", pressed)] {
        let delivery = Delivery::github(&path, event, &payload, &repository.secret);
        let decided = app.deliver(&delivery).await;
        assert_eq!(decided["status"], "ignored", "{decided:#}");
    }
    assert_eq!(shown(&app, &repository).await["full_name"], "acme/app");
    let builds = app.client.get("/api/builds").await;
    assert_eq!(builds["items"].as_array().map(Vec::len), Some(1));
    app.finish().await;
}
