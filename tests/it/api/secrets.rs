//! Secrets as callers set and see them.

use reqwest::Method;
use serde_json::{Value, json};

use super::shown::{all, filtered};
use crate::support::{Answer, GitRepository, TestApp, TestDatabase, on_both_databases};

on_both_databases!(
    a_secret_from_its_first_value_to_its_removal,
    what_is_left_out_stays_and_null_clears,
    a_list_comes_in_pages_by_name,
    what_is_no_secret_is_refused_with_the_reason,
);

const NO_RUNNER: [(&str, &str); 1] = [("OORE_LOCAL_RUNNER", "false")];

/// Nothing that is told may hold it.
const VALUE: &str = "hush-nobody-may-see-this";

/// A server, and the paths of a repository's secrets and of the instance's.
async fn start(database: TestDatabase) -> (TestApp, [String; 2]) {
    let app = TestApp::start_with(database, &NO_RUNNER).await;
    let repository = app.register("acme/app", GitRepository::new()).await;
    let own = format!("/api/repositories/{}/secrets", repository.id);
    (app, [own, "/api/secrets".to_owned()])
}

async fn put(app: &TestApp, path: &str, body: &Value) -> Answer {
    let answer = app.client.answer(Method::PUT, path, Some(body)).await;
    assert!(!answer.text().contains(VALUE), "{}", answer.text());
    answer
}

async fn a_secret_from_its_first_value_to_its_removal(database: TestDatabase) {
    let (app, places) = start(database).await;
    let _filters = filtered();
    for place in places {
        let path = format!("{place}/STORE_PASSWORD");
        let body = json!({
            "value": VALUE, "description": "Of the store", "branches": ["main"], "tags": ["v*"],
        });
        let set = put(&app, &path, &body).await;
        assert_eq!(set.status, 200, "{}", set.text());
        let again = put(&app, &path, &json!({ "value": "another value" })).await.json();
        assert_eq!(again["created_at"], set.json()["created_at"]);
        assert_ne!(again["updated_at"], set.json()["updated_at"]);
        let list = app.client.get(&place).await;
        assert_eq!(list["items"], json!([again]));
        let removed = app.client.answer(Method::DELETE, &path, None).await;
        assert_eq!(removed.status, 204);
        let gone = app.client.answer(Method::DELETE, &path, None).await;
        assert_eq!(gone.status, 404, "{}", gone.text());
        let name = if place == "/api/secrets" { "instance" } else { "repository" };
        let (set, gone) = (set.json(), gone.json());
        let shown = all(&[("set", &set), ("list", &list), ("gone", &gone)]);
        insta::assert_snapshot!(format!("a_secret_of_the_{name}"), shown);
    }
    app.finish().await;
}

async fn what_is_left_out_stays_and_null_clears(database: TestDatabase) {
    let (app, [own, _]) = start(database).await;
    let path = format!("{own}/TOKEN");
    let rules = json!({ "value": VALUE, "branches": ["main"], "environments": ["prod"] });
    put(&app, &path, &rules).await;
    // Another value does not widen who may have it.
    let kept = put(&app, &path, &json!({ "value": VALUE })).await.json();
    assert_eq!(kept["branches"], json!(["main"]));
    assert_eq!(kept["environments"], json!(["prod"]));
    // Nor can anybody widen that who does not know the value.
    let without = put(&app, &path, &json!({ "for_forks": true, "branches": null })).await;
    assert_eq!(without.status, 400, "{}", without.text());
    let cleared = json!({ "value": VALUE, "branches": null, "for_forks": true });
    let cleared = put(&app, &path, &cleared).await.json();
    assert_eq!((&cleared["branches"], &cleared["for_forks"]), (&json!([]), &json!(true)));
    assert_eq!(cleared["environments"], json!(["prod"]));
    app.finish().await;
}

async fn a_list_comes_in_pages_by_name(database: TestDatabase) {
    let (app, [own, instance]) = start(database).await;
    for name in ["C", "A_2", "B", "A_1", "D"] {
        put(&app, &format!("{own}/{name}"), &json!({ "value": VALUE })).await;
    }
    put(&app, &format!("{instance}/OTHER"), &json!({ "value": VALUE })).await;
    let (mut names, mut path) = (Vec::new(), format!("{own}?limit=2"));
    loop {
        let page = app.client.get(&path).await;
        let items = page["items"].as_array().expect("items");
        names.extend(items.iter().map(|item| item["name"].as_str().expect("a name").to_owned()));
        let Some(next) = page["next_page"].as_str() else { break };
        path = format!("{own}?limit=2&page_token={next}");
    }
    assert_eq!(names, ["A_1", "A_2", "B", "C", "D"]);
    app.finish().await;
}

async fn what_is_no_secret_is_refused_with_the_reason(database: TestDatabase) {
    let (app, [own, instance]) = start(database).await;
    let _filters = filtered();
    let mut told = Vec::new();
    for (name, body) in [
        ("token", json!({ "value": VALUE })),
        ("1TOKEN", json!({ "value": VALUE })),
        ("A-B", json!({ "value": VALUE })),
        ("OORE_TOKEN", json!({ "value": VALUE })),
        ("PATH", json!({ "value": VALUE })),
        ("CI", json!({ "value": VALUE })),
        ("TOKEN", json!({})),
        ("TOKEN", json!({ "value": null })),
        ("TOKEN", json!({ "value": 12345 })),
        ("TOKEN", json!({ "value": "" })),
        ("TOKEN", json!({ "value": "abc" })),
        ("TOKEN", json!({ "value": "   \n" })),
        ("TOKEN", json!({ "value": format!("{VALUE}\0") })),
        ("TOKEN", json!({ "value": VALUE.repeat(3000) })),
        ("TOKEN", json!({ "value": VALUE, "branches": ["["], "tags": [""] })),
        ("TOKEN", json!({ "value": VALUE, "for_forks": true, "tags": ["v*"] })),
        ("TOKEN", json!({ "value": VALUE, "branch": ["main"] })),
    ] {
        let answers = [
            put(&app, &format!("{own}/{name}"), &body).await,
            put(&app, &format!("{instance}/{name}"), &body).await,
        ];
        let [own, instance] = answers.map(|answer| {
            let (status, problem) = (answer.status, answer.json());
            let errors = problem["errors"].as_array().map(Vec::as_slice).unwrap_or_default();
            let errors = errors.iter().map(|it| format!("\n    {} {}", it["field"], it["message"]));
            format!("{status} {}{}", problem["detail"], errors.collect::<String>())
        });
        assert_eq!(own, instance);
        told.push(format!("== {name}\n{own}"));
    }
    insta::assert_snapshot!("refusals_of_secrets", told.join("\n"));
    for place in [own, instance] {
        assert_eq!(app.client.get(&place).await["items"], json!([]));
    }
    let nobody = "/api/repositories/01ARZ3NDEKTSV4RRFFQ69G5FAV/secrets/TOKEN";
    assert_eq!(put(&app, nobody, &json!({ "value": VALUE })).await.status, 404);
    app.finish().await;
}
