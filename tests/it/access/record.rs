//! Every operation that changes something leaves an entry in the record, and the record is whole.

use oored::crypto::token::Pepper;
use oored::store::audit;
use reqwest::Method;
use serde_json::Value;

use super::recipes::succeeding;
use super::world::World;
use crate::support::{TestDatabase, on_both_databases};

on_both_databases!(
    every_operation_that_changes_something_is_recorded,
    what_is_refused_is_not_recorded,
    a_change_tells_what_differs_and_no_secret,
    an_admin_of_a_repository_sees_its_part_of_the_record,
);

/// Operations that change nothing although their method may.
const UNRECORDED: [&str; 2] = ["repo_test_event", "pipeline_lint"];

async fn every_operation_that_changes_something_is_recorded(database: TestDatabase) {
    let world = World::new(database).await;
    let document = world.app.client.get("/openapi.json").await;
    let mut count = 0;
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let id = operation["operationId"].as_str().unwrap();
            // What browsers do is in `tests/it/api/sessions.rs`.
            let is_elsewhere = operation["x-webhook"] == true || operation["x-browser"] == true;
            if method == "get" || is_elsewhere || UNRECORDED.contains(&id) {
                continue;
            }
            check(&world, (id, &method.to_uppercase(), path)).await;
            count += 1;
        }
    }
    assert!(count >= 30, "only {count} operations change something");
    world.finish().await;
}

async fn check(world: &World, (id, method, path): (&str, &str, &str)) {
    let recipe = succeeding(world, id, path).await;
    let before = entries(world, id).await.len();
    let method: Method = method.parse().unwrap();
    let answer = world.app.client.answer(method, &recipe.path, recipe.body.as_ref()).await;
    assert!(answer.status.is_success(), "{id}: {}", answer.text());
    let entries = entries(world, id).await;
    assert_eq!(entries.len(), before + 1, "{id} leaves an entry");
    let entry = &entries[0];
    let actor = if id == "runner_register" { "runner" } else { "admin_token" };
    assert_eq!(entry["actor"]["kind"], actor, "{id}");
    assert_eq!(entry["address"], "127.0.0.1", "{id}");
    let request = answer.headers["x-request-id"].to_str().unwrap();
    assert_eq!(entry["request_id"], request, "{id}");
    assert!(entry["target"]["id"].is_string(), "{id}: {entry}");
}

async fn entries(world: &World, operation: &str) -> Vec<Value> {
    let path = format!("/api/audit?operation={operation}&limit=200");
    world.app.client.get(&path).await["items"].as_array().unwrap().clone()
}

async fn what_is_refused_is_not_recorded(database: TestDatabase) {
    let world = World::new(database).await;
    let viewer = world.caller(Some("viewer")).await;
    let path = format!("/api/repositories/{}", world.own.repository.id);
    assert_eq!(viewer.client.answer(Method::DELETE, &path, None).await.status, 403);
    // It has a build that has not ended.
    assert_eq!(world.app.client.answer(Method::DELETE, &path, None).await.status, 409);
    assert_eq!(entries(&world, "repo_remove").await, [Value::Null; 0]);
    world.finish().await;
}

async fn a_change_tells_what_differs_and_no_secret(database: TestDatabase) {
    let world = World::new(database).await;
    let path = format!("/api/repositories/{}", world.own.repository.id);
    let secret = "a secret that is new";
    let body = serde_json::json!({ "active": false, "webhook_secret": secret });
    let changed = world.app.client.answer(Method::PUT, &path, Some(&body)).await;
    assert_eq!(changed.status, 200, "{}", changed.text());
    let entry = entries(&world, "repo_update").await.remove(0);
    assert_eq!(entry["before"]["active"], true);
    assert_eq!(entry["after"]["active"], false);
    assert_eq!(entry["after"]["replaced"], serde_json::json!(["webhook_secret"]));
    assert_eq!(entry["target"]["name"], "acme/own");
    let all = world.app.client.get("/api/audit?limit=200").await.to_string();
    assert!(!all.contains(secret) && !all.contains("oore_pat_"), "{all}");
    world.finish().await;
}

async fn an_admin_of_a_repository_sees_its_part_of_the_record(database: TestDatabase) {
    let world = World::new(database).await;
    let admin = world.member("admin").await;
    let items = admin.client.get("/api/audit?limit=200").await["items"].clone();
    let items = items.as_array().unwrap();
    assert!(!items.is_empty());
    for entry in items {
        assert_eq!(entry["repository_id"], world.own.repository.id, "{entry}");
    }
    let maintainer = world.member("maintainer").await;
    assert_eq!(maintainer.client.get("/api/audit").await["items"], serde_json::json!([]));
    let keys = world.app.data_dir().join("data/webhook-pepper");
    let pepper = Pepper::new(&std::fs::read_to_string(keys).unwrap().trim().to_owned().into());
    let chain = pepper.chain_key();
    let verified = audit::verify(&world.app.app().database().reader(), &chain, None).await;
    assert!(verified.unwrap().unwrap().entries > 3);
    world.finish().await;
}
