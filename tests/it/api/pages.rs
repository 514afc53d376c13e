//! Lists in pages: stable while rows come in, and tokens that are good for their list alone.

use reqwest::Method;
use serde_json::Value;

use crate::support::{GitRepository, Server, TestApp, TestDatabase, on_both_databases, text};

on_both_databases!(
    pages_hold_each_item_once_while_others_are_added,
    a_token_carries_its_filters,
    tokens_and_limits_that_are_none_are_refused,
    unknown_filters_values_are_refused,
);

const NO_RUNNER: [(&str, &str); 1] = [("OORE_LOCAL_RUNNER", "false")];

async fn add(app: &Server, name: &str) -> String {
    app.register(name, GitRepository::new()).await.id
}

fn ids(page: &Value) -> Vec<String> {
    page["items"].as_array().expect("items").iter().map(|item| text(item, "id")).collect()
}

async fn pages_hold_each_item_once_while_others_are_added(database: TestDatabase) {
    let app = TestApp::start_with(database, &NO_RUNNER).await;
    let mut expected = Vec::new();
    for number in 0..5 {
        expected.push(add(&app, &format!("acme/app{number}")).await);
    }
    expected.reverse();
    let (mut seen, mut path) = (Vec::new(), "/api/repositories?limit=2".to_owned());
    loop {
        let page = app.client.get(&path).await;
        seen.extend(ids(&page));
        add(&app, &format!("acme/late{}", seen.len())).await;
        let Some(token) = page["next_page"].as_str() else { break };
        path = format!("/api/repositories?limit=2&page_token={token}");
    }
    assert_eq!(seen, expected);
    app.finish().await;
}

async fn a_token_carries_its_filters(database: TestDatabase) {
    let app = TestApp::start_with(database, &NO_RUNNER).await;
    for name in ["acme/one", "other/app", "acme/two", "acme/three"] {
        add(&app, name).await;
    }
    let first = app.client.get("/api/repositories?limit=2&q=ACME").await;
    let token = text(&first, "next_page");
    let rest = app.client.get(&format!("/api/repositories?page_token={token}")).await;
    assert_eq!(rest["items"][0]["full_name"], "acme/one");
    assert_eq!(rest["items"].as_array().map(Vec::len), Some(1));
    let same = app.client.get(&format!("/api/repositories?page_token={token}&q=ACME")).await;
    assert_eq!(same, rest);
    let path = format!("/api/repositories?page_token={token}&q=other");
    let other = app.client.answer(Method::GET, &path, None).await;
    assert_eq!((other.status.as_u16(), &other.json()["code"]), (400, &"invalid_page_token".into()));
    app.finish().await;
}

async fn tokens_and_limits_that_are_none_are_refused(database: TestDatabase) {
    let app = TestApp::start_with(database, &NO_RUNNER).await;
    for number in 0..2 {
        add(&app, &format!("acme/app{number}")).await;
    }
    let token = text(&app.client.get("/api/repositories?limit=1").await, "next_page");
    let mut altered = token.clone();
    altered.pop();
    let code = async |path: String| {
        let answer = app.client.answer(Method::GET, &path, None).await;
        assert_eq!(answer.status, 400, "{path}: {}", answer.text());
        answer.json()["code"].as_str().expect("a code").to_owned()
    };
    let lists = ["/api/builds", "/api/webhooks/events", "/api/runners"];
    for list in lists {
        assert_eq!(
            code(format!("{list}?page_token={token}")).await,
            "invalid_page_token",
            "{list}"
        );
    }
    for list in ["/api/repositories"].iter().chain(&lists) {
        for bad in ["x", "", "%00", altered.as_str(), "eyJhIjoxfQ"] {
            assert_eq!(
                code(format!("{list}?page_token={bad}")).await,
                "invalid_page_token",
                "{bad:?}"
            );
        }
        let long = "a".repeat(3000);
        assert_eq!(code(format!("{list}?page_token={long}")).await, "invalid_parameter");
        for limit in ["0", "201", "-1", "x", "", "1.5", "99999999999999999999"] {
            assert_eq!(
                code(format!("{list}?limit={limit}")).await,
                "invalid_parameter",
                "{limit:?}"
            );
        }
    }
    app.finish().await;
}

async fn unknown_filters_values_are_refused(database: TestDatabase) {
    let app = TestApp::start_with(database, &NO_RUNNER).await;
    for path in [
        "/api/repositories?provider=sourceforge",
        "/api/builds?status=done",
        "/api/builds?repo=x",
        "/api/webhooks/events?status=RECEIVED",
        "/api/webhooks/events?provider=",
        "/api/webhooks/events?repo=01arz3ndektsv4rrffq69g5fav",
    ] {
        let answer = app.client.answer(Method::GET, path, None).await;
        assert_eq!(answer.status, 400, "{path}: {}", answer.text());
        assert_eq!(answer.json()["code"], "invalid_parameter", "{path}");
    }
    app.finish().await;
}
