//! Runners, and what the server tells of itself.

use reqwest::Method;
use serde_json::{Value, json};

use super::shown::{all, filtered};
use crate::support::{TestApp, TestDatabase, on_both_databases, text};

on_both_databases!(
    a_runner_from_its_registration_to_its_removal,
    a_runner_gets_another_name_and_other_labels,
    the_local_runner_is_shown_and_stays,
    what_is_no_runner_is_refused,
    the_server_tells_of_itself,
);

const NO_RUNNER: [(&str, &str); 1] = [("OORE_LOCAL_RUNNER", "false")];

async fn a_runner_from_its_registration_to_its_removal(database: TestDatabase) {
    let app = TestApp::start_with(database, &NO_RUNNER).await;
    let body = json!({ "name": "mac-mini", "labels": ["macos", "arm64", "macos"] });
    let answer = app.client.answer(Method::POST, "/api/runners", Some(&body)).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    let added = answer.json();
    let path = format!("/api/runners/{}", text(&added, "id"));
    assert_eq!(answer.headers["location"], path);
    let shown = app.client.get(&path).await;
    assert_eq!(shown["token"], json!(null), "a token is shown once");
    assert_eq!(app.client.get("/api/runners").await["items"], json!([shown]));
    let taken = app.client.answer(Method::POST, "/api/runners", Some(&body)).await;
    assert_eq!((taken.status.as_u16(), &taken.json()["code"]), (409, &json!("already_exists")));
    let _settings = filtered();
    insta::assert_snapshot!("runner", all(&[("added", &added), ("shown", &shown)]));
    assert_eq!(app.client.answer(Method::DELETE, &path, None).await.status, 204);
    assert_eq!(app.client.answer(Method::DELETE, &path, None).await.status, 404);
    app.finish().await;
}

async fn a_runner_gets_another_name_and_other_labels(database: TestDatabase) {
    let app = TestApp::start_with(database, &NO_RUNNER).await;
    let add = async |body: Value| {
        let added = app.client.answer(Method::POST, "/api/runners", Some(&body)).await;
        format!("/api/runners/{}", text(&added.json(), "id"))
    };
    let path = add(json!({ "name": "one", "labels": ["gpu"] })).await;
    add(json!({ "name": "two" })).await;
    let before = app.client.get(&path).await;
    for (body, name, labels) in [
        (json!({}), "one", json!(["gpu"])),
        (json!({ "labels": ["fast", "arm", "fast"] }), "one", json!(["arm", "fast"])),
        (json!({ "name": "first" }), "first", json!(["arm", "fast"])),
        (json!({ "name": "first", "labels": [] }), "first", json!([])),
    ] {
        let answer = app.client.answer(Method::PUT, &path, Some(&body)).await;
        assert_eq!(answer.status, 200, "{body}: {}", answer.text());
        let mut expected = before.clone();
        (expected["name"], expected["labels"]) = (json!(name), labels);
        assert_eq!(answer.json(), expected, "{body}");
        assert_eq!(app.client.get(&path).await, expected, "{body}");
    }
    for (body, status, code) in [
        (json!({ "name": "two" }), 409, "already_exists"),
        (json!({ "name": "a b" }), 422, "unprocessable"),
        (json!({ "labels": ["not ok"] }), 422, "unprocessable"),
        (json!({ "name": null }), 400, "invalid_body"),
        (json!({ "capacity": 3 }), 400, "invalid_body"),
    ] {
        let answer = app.client.answer(Method::PUT, &path, Some(&body)).await;
        assert_eq!(
            (answer.status.as_u16(), &answer.json()["code"]),
            (status, &json!(code)),
            "{body}"
        );
    }
    let nobody = "/api/runners/01ARZ3NDEKTSV4RRFFQ69G5FAV";
    assert_eq!(app.client.answer(Method::PUT, nobody, Some(&json!({}))).await.status, 404);
    app.finish().await;
}

async fn the_local_runner_is_shown_and_stays(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let list = app.get_until("/api/runners", |list| list["items"][0]["status"] == "online").await;
    let runner = &list["items"][0];
    assert_eq!((&runner["name"], &runner["local"]), (&json!("local"), &json!(true)));
    assert_eq!((&runner["capacity"], &runner["running"]), (&json!(4), &json!([])));
    let labels = runner["labels"].as_array().expect("labels");
    assert!(labels.contains(&json!("local")) && labels.len() >= 3, "{runner:#}");
    let path = format!("/api/runners/{}", text(runner, "id"));
    let change = json!({ "labels": ["mine"] });
    for (method, body) in [(Method::DELETE, None), (Method::PUT, Some(&change))] {
        let refused = app.client.answer(method, &path, body).await;
        assert_eq!((refused.status.as_u16(), &refused.json()["code"]), (409, &json!("conflict")));
        assert!(refused.text().contains("the server starts this runner"), "{}", refused.text());
    }
    app.finish().await;
}

async fn what_is_no_runner_is_refused(database: TestDatabase) {
    let app = TestApp::start_with(database, &NO_RUNNER).await;
    for (body, status) in [
        (json!({ "labels": [] }), 400),
        (json!({ "name": "" }), 400),
        (json!({ "name": "a".repeat(65) }), 400),
        (json!({ "name": "a b" }), 422),
        (json!({ "name": "a", "labels": ["ok", "not ok"] }), 422),
        (json!({ "name": "a", "labels": [""] }), 422),
        (json!({ "name": "a", "labels": "ok" }), 400),
        (json!({ "name": "a", "capacity": 3 }), 400),
    ] {
        let answer = app.client.answer(Method::POST, "/api/runners", Some(&body)).await;
        assert_eq!(answer.status, status, "{body}: {}", answer.text());
        assert!(answer.json()["errors"][0]["field"].is_string(), "{}", answer.text());
    }
    assert_eq!(app.client.get("/api/runners").await["items"], json!([]));
    app.finish().await;
}

async fn the_server_tells_of_itself(database: TestDatabase) {
    let kind = if database.url().is_some() { "postgres" } else { "sqlite" };
    let app = TestApp::start_with(database, &NO_RUNNER).await;
    let info = app.client.get("/api/system/info").await;
    assert_eq!(info["database"], kind);
    assert_eq!(info["public_url"], app.client.base_url());
    assert_eq!(info["git_protocols"], json!(["file"]));
    let actors = app.client.get("/api/system/actors").await;
    let names: Vec<_> = actors["items"]
        .as_array()
        .expect("items")
        .iter()
        .map(|actor| (text(actor, "name"), text(actor, "state")))
        .collect();
    let mut expected = vec![
        "intake",
        "logs",
        "persistence",
        "reconcile",
        "reporter",
        "repositories",
        "retention",
        "runners",
        "scheduler",
    ];
    if kind == "postgres" {
        expected.insert(0, "deliveries");
    }
    let expected = expected.into_iter().map(|name| (name.to_owned(), "running".to_owned()));
    assert_eq!(names, expected.collect::<Vec<_>>());
    for path in ["/api/health/live", "/api/health/ready"] {
        let request = app.client.anonymous(Method::GET, path);
        let answer = crate::support::send(request).await;
        assert_eq!(
            (answer.status.as_u16(), answer.json()),
            (200, json!({ "status": "ok" })),
            "{path}"
        );
    }
    app.finish().await;
}
