//! Repositories: added, shown, changed, removed; their secrets shown once.

use reqwest::Method;
use serde_json::{Value, json};

use super::shown::{all, filtered};
use crate::support::{Delivery, GitRepository, TestApp, TestDatabase, on_both_databases, text};

on_both_databases!(
    a_repository_from_its_registration_to_its_removal,
    what_cannot_be_registered_is_refused_with_each_reason,
    a_name_is_taken_once,
    secrets_are_shown_once_and_can_be_changed,
    a_repository_with_unfinished_builds_stays,
);

const NO_RUNNER: [(&str, &str); 1] = [("OORE_LOCAL_RUNNER", "false")];

async fn a_repository_from_its_registration_to_its_removal(database: TestDatabase) {
    let app =
        TestApp::start_with(database, &[NO_RUNNER[0], ("OORE_GIT_PROTOCOLS", "https,ssh,file")])
            .await;
    let body = json!({ "provider": "gitlab", "owner": "group/sub", "repo": "app" });
    let answer = app.client.answer(Method::POST, "/api/repositories", Some(&body)).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    let added = answer.json();
    let path = format!("/api/repositories/{}", text(&added, "id"));
    assert_eq!(answer.headers["location"], path);
    let shown = app.client.get(&path).await;
    let url = app.client.get(&format!("{path}/webhook-url")).await;
    let change = json!({
        "owner": "group", "repo": "App", "default_branch": "trunk", "active": false,
        "clone_url": "git@gitlab.example.com:group/App.git",
    });
    let answer = app.client.answer(Method::PUT, &path, Some(&change)).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let changed = answer.json();
    let back = app.client.answer(Method::PUT, &path, Some(&json!({ "clone_url": null }))).await;
    assert_eq!(back.json()["clone_url"], "https://gitlab.com/group/App.git");
    let nothing = app.client.answer(Method::PUT, &path, Some(&json!({}))).await;
    assert_eq!(nothing.json()["clone_url"], back.json()["clone_url"]);
    let listed = app.client.get("/api/repositories?provider=gitlab&q=group/app").await;
    assert_eq!(listed["items"], json!([app.client.get(&path).await]));
    assert_eq!(app.client.get("/api/repositories?provider=github").await["items"], json!([]));
    let _settings = filtered();
    insta::assert_snapshot!(
        "repository",
        all(&[("added", &added), ("shown", &shown), ("webhook url", &url), ("changed", &changed),])
    );
    let removed = app.client.answer(Method::DELETE, &path, None).await;
    assert_eq!((removed.status.as_u16(), removed.body.len()), (204, 0));
    assert_eq!(app.client.answer(Method::DELETE, &path, None).await.status, 404);
    assert_eq!(app.client.answer(Method::GET, &path, None).await.status, 404);
    app.finish().await;
}

async fn what_cannot_be_registered_is_refused_with_each_reason(database: TestDatabase) {
    let app = TestApp::start_with(database, &NO_RUNNER).await;
    let good = json!({
        "provider": "github", "owner": "acme", "repo": "app", "clone_url": "file:///srv/app.git",
    });
    let with = |field: &str, value: Value| {
        let mut body = good.clone();
        body[field] = value;
        body
    };
    let mut of_git = with("provider", json!("git"));
    of_git["api_url"] = json!("https://git.example.com/api");
    let cases = [
        ("an API of git", of_git),
        ("no provider", json!({ "owner": "acme", "repo": "app" })),
        ("unknown provider", with("provider", json!("sourceforge"))),
        ("empty owner", with("owner", json!(""))),
        ("owner with a slash", with("owner", json!("acme/sub"))),
        ("owner like an option", with("owner", json!("-x"))),
        ("dots", with("repo", json!(".."))),
        ("blank", with("repo", json!("a b"))),
        ("number", with("repo", json!(5))),
        ("ext", with("clone_url", json!("ext::sh -c id"))),
        ("option", with("clone_url", json!("--upload-pack=id"))),
        ("protocol", with("clone_url", json!("https://github.com/acme/app.git"))),
        ("newline", with("clone_url", json!("file:///srv/app.git\n"))),
        ("branch", with("default_branch", json!("--all"))),
        ("short secret", with("webhook_secret", json!("1234567"))),
        ("signing token", with("webhook_signing_token", json!("whsec_MDEyMzQ1Njc4OQ=="))),
        ("null", with("owner", Value::Null)),
        ("unknown field", with("webhook", json!("x"))),
        (
            "several",
            json!({
                "provider": "github", "owner": "a b", "repo": "..", "clone_url": "x",
                "default_branch": "-",
            }),
        ),
    ];
    let mut told = String::new();
    for (name, body) in &cases {
        let answer = app.client.answer(Method::POST, "/api/repositories", Some(body)).await;
        let problem = answer.json();
        let errors = serde_json::to_string(&problem["errors"]).expect("JSON");
        told += &format!("{name}: {} {} {errors}\n", answer.status.as_u16(), problem["code"]);
    }
    insta::assert_snapshot!("refused_repositories", told);
    assert_eq!(app.client.get("/api/repositories").await["items"], json!([]));
    app.finish().await;
}

async fn a_name_is_taken_once(database: TestDatabase) {
    let app = TestApp::start_with(database, &NO_RUNNER).await;
    let first = app.register("acme/app", GitRepository::new()).await;
    let second = app.register("acme/other", GitRepository::new()).await;
    let body = json!({
        "provider": "github", "owner": "ACME", "repo": "App", "clone_url": "file:///srv/app.git",
    });
    let taken = app.client.answer(Method::POST, "/api/repositories", Some(&body)).await;
    let path = format!("/api/repositories/{}", second.id);
    let rename = json!({ "repo": "APP" });
    let renamed = app.client.answer(Method::PUT, &path, Some(&rename)).await;
    for answer in [taken, renamed] {
        assert_eq!(answer.status, 409, "{}", answer.text());
        let problem = answer.json();
        assert_eq!(problem["code"], "already_exists");
        assert!(problem["detail"].as_str().is_some_and(|it| it.contains(&first.id)), "{problem}");
    }
    app.finish().await;
}

async fn secrets_are_shown_once_and_can_be_changed(database: TestDatabase) {
    let app = TestApp::start_with(database, &NO_RUNNER).await;
    let made = app.register("acme/made", GitRepository::new()).await;
    assert!(made.secret.len() >= 32, "a good one is made");
    let given = json!({ "webhook_secret": "chosen by me" });
    let given = app.register_with("github", "acme/given", GitRepository::new(), given).await;
    for repository in [&made, &given] {
        let path = format!("/api/repositories/{}", repository.id);
        let change = json!({ "default_branch": "trunk" });
        let answers = [
            app.client.get(&path).await,
            app.client.get("/api/repositories").await,
            app.client.get(&format!("{path}/webhook-url")).await,
            app.client.answer(Method::PUT, &path, Some(&change)).await.json(),
        ];
        for answer in answers {
            let text = answer.to_string();
            assert!(!text.contains(&repository.secret), "{text}");
            assert!(!text.contains("\"webhook_secret\""), "{text}");
        }
    }
    let path = format!("/api/repositories/{}", given.id);
    let hook = format!("/api/webhooks/github/{}", given.id);
    let status = async |secret: &str| {
        let delivery = Delivery::github(&hook, "ping", &json!({}), secret);
        let answer = app.send(&delivery).await;
        if answer.status == 202 {
            app.decided(&text(&answer.json(), "id")).await;
        }
        answer.status.as_u16()
    };
    assert_eq!(status("chosen by me").await, 202);
    let change = json!({ "webhook_secret": "another one" });
    let changed = app.client.answer(Method::PUT, &path, Some(&change)).await;
    assert!(!changed.text().contains("another one"));
    assert_eq!((status("chosen by me").await, status("another one").await), (202, 202));
    let shown = app.client.get(&path).await;
    assert!(shown["previous_secrets_until"].is_string(), "{shown:#}");
    let revoke = json!({ "revoke_previous_secrets": true });
    app.client.answer(Method::PUT, &path, Some(&revoke)).await;
    assert_eq!((status("chosen by me").await, status("another one").await), (401, 202));
    let none = json!({ "webhook_secret": null });
    app.client.answer(Method::PUT, &path, Some(&none)).await;
    assert_eq!((status("another one").await, status("").await), (401, 401));
    app.finish().await;
}

async fn a_repository_with_unfinished_builds_stays(database: TestDatabase) {
    let app = TestApp::start_with(database, &NO_RUNNER).await;
    let pipeline = "version: 1\non: push\njobs: { a: { steps: [ { run: echo } ] } }\n";
    let repository = app.register("acme/app", GitRepository::with_pipeline(pipeline)).await;
    let build = app.push_builds(&repository).await;
    let path = format!("/api/repositories/{}", repository.id);
    let refused = app.client.answer(Method::DELETE, &path, None).await;
    assert_eq!(refused.status, 409, "{}", refused.text());
    app.cancel(&text(&build, "id")).await;
    assert_eq!(app.client.answer(Method::DELETE, &path, None).await.status, 204);
    let gone = format!("/api/builds/{}", text(&build, "id"));
    assert_eq!(app.client.answer(Method::GET, &gone, None).await.status, 404);
    let events = app.client.get("/api/webhooks/events").await;
    assert_eq!(events["items"].as_array().map(Vec::len), Some(1), "what was sent stays");
    let late = repository.github_push().signed(&repository);
    assert_eq!(app.send(&late).await.status, 401);
    app.finish().await;
}
