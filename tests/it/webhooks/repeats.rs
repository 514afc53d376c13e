//! Deliveries that come more than once: one event, one build.

use futures_util::future::join_all;
use serde_json::{Value, json};

use super::sending::{APP_PATH, APP_SECRET, PIPELINE, WITH_APP, stored};
use crate::support::{
    Delivery, GitRepository, Server, TestApp, TestDatabase, TestRepository, on_both_databases, text,
};

on_both_databases!(
    fifty_parallel_deliveries_make_one_event_and_one_build,
    a_redelivery_after_success_changes_nothing,
    a_known_id_with_another_body_keeps_the_first_body,
    the_app_and_a_repository_have_delivery_ids_of_their_own,
    a_replay_decides_once_more_and_keeps_what_was_built,
    an_unknown_event_is_ignored,
    the_payload_is_kept_byte_for_byte,
);

async fn register(app: &Server) -> TestRepository {
    app.register("acme/app", GitRepository::with_pipeline(PIPELINE)).await
}

async fn events(app: &Server) -> Vec<Value> {
    app.client.get("/api/webhooks/events").await["items"].as_array().expect("items").clone()
}

async fn builds(app: &Server) -> Vec<Value> {
    app.client.get("/api/builds").await["items"].as_array().expect("items").clone()
}

/// Nothing runs here: what was made is ended, so that the server can be left in order.
async fn finish(app: TestApp) {
    for build in builds(&app).await {
        if build["finished_at"].is_null() {
            app.cancel(&text(&build, "id")).await;
        }
    }
    app.finish().await;
}

async fn fifty_parallel_deliveries_make_one_event_and_one_build(database: TestDatabase) {
    let app = TestApp::start_with(database, &WITH_APP).await;
    let repository = register(&app).await;
    let delivery = repository.github_push().signed(&repository);
    let answers = join_all((0..50).map(|_| app.send(&delivery))).await;
    let id = stored(&answers[0]);
    assert!(answers.iter().all(|answer| stored(answer) == id));
    let first = answers.iter().filter(|answer| answer.json()["duplicate"] == false).count();
    assert_eq!(first, 1);
    let event = app.decided(&id).await;
    assert_eq!(event["redeliveries"], 49);
    assert_eq!(event["builds"].as_array().expect("builds").len(), 1);
    assert_eq!((events(&app).await.len(), builds(&app).await.len()), (1, 1));
    finish(app).await;
}

async fn a_redelivery_after_success_changes_nothing(database: TestDatabase) {
    let app = TestApp::start_with(database, &WITH_APP).await;
    let repository = register(&app).await;
    let delivery = repository.github_push().signed(&repository);
    let before = app.deliver(&delivery).await;
    assert_eq!(before["status"], "handled");
    let answer = app.send(&delivery).await;
    assert_eq!(answer.status, 202);
    assert_eq!(
        answer.json(),
        json!({ "id": before["id"], "status": "handled", "duplicate": true })
    );
    // Another event behind it shows that nothing is left to be done for the first.
    app.deliver(&Delivery::github(APP_PATH, "ping", &json!({}), APP_SECRET)).await;
    let mut after = app.decided(&text(&before, "id")).await;
    assert_eq!(after["redeliveries"], 1);
    after["redeliveries"] = json!(0);
    assert_eq!(after, before);
    assert_eq!(builds(&app).await.len(), 1);
    finish(app).await;
}

async fn a_known_id_with_another_body_keeps_the_first_body(database: TestDatabase) {
    let app = TestApp::start_with(database, &WITH_APP).await;
    let first = Delivery::github(APP_PATH, "ping", &json!({ "zen": "one" }), APP_SECRET);
    let second = Delivery::github(APP_PATH, "ping", &json!({ "zen": "two" }), APP_SECRET);
    let id = |delivery: &Delivery| {
        let header = delivery.headers.iter().find(|(name, _)| name == "x-github-delivery");
        header.expect("set").1.clone()
    };
    let second = second.with("x-github-delivery", &id(&first));
    let event = text(&app.deliver(&first).await, "id");
    let answer = app.send(&second).await;
    assert_eq!((stored(&answer), &answer.json()["duplicate"]), (event.clone(), &json!(true)));
    let kept = app.client.bytes(&format!("/api/webhooks/events/{event}/payload")).await;
    assert_eq!(kept, first.body);
    app.finish().await;
}

async fn the_app_and_a_repository_have_delivery_ids_of_their_own(database: TestDatabase) {
    let app = TestApp::start_with(database, &WITH_APP).await;
    let repository = register(&app).await;
    let path = format!("/api/webhooks/github/{}", repository.id);
    let own = Delivery::github(&path, "ping", &json!({}), &repository.secret);
    let of_app = Delivery::github(APP_PATH, "ping", &json!({}), APP_SECRET);
    for delivery in [own, of_app] {
        let answer = app.send(&delivery.with("x-github-delivery", "one")).await;
        assert_eq!(answer.json()["duplicate"], false);
        app.decided(&stored(&answer)).await;
    }
    app.finish().await;
}

async fn a_replay_decides_once_more_and_keeps_what_was_built(database: TestDatabase) {
    let app = TestApp::start_with(database, &WITH_APP).await;
    let repository = register(&app).await;
    let push = repository.github_push();
    // The App's delivery comes before the repository is active.
    let path = format!("/api/repositories/{}", repository.id);
    let inactive = json!({ "active": false });
    app.client.answer(reqwest::Method::PUT, &path, Some(&inactive)).await;
    let event = app.deliver(&push.signed(&repository)).await;
    assert_eq!(event["status"], "ignored", "{event:#}");
    let advice = format!("Switch it on: `oore repo update {} --active true`.", repository.id);
    assert_eq!(event["decision"]["advice"][0], advice);
    let active = json!({ "active": true });
    app.client.answer(reqwest::Method::PUT, &path, Some(&active)).await;
    let replay = format!("/api/webhooks/events/{}/replay", text(&event, "id"));
    for builds in [1, 2] {
        let answer = app.client.answer(reqwest::Method::POST, &replay, None).await;
        assert_eq!(answer.status, 202, "{}", answer.text());
        let again = app.decided(&text(&event, "id")).await;
        assert_eq!(again["status"], "handled");
        assert_eq!(again["builds"].as_array().expect("builds").len(), builds);
        let first = &again["decision"]["trace"][0];
        assert_eq!((&first["rule"], &first["matched"]), (&json!("decided_again"), &json!(true)));
        let detail = text(first, "detail");
        assert!(detail.starts_with("decided again, as `admin"), "who asked is told: {detail}");
    }
    assert_eq!(events(&app).await.len(), 1);
    let unknown = "/api/webhooks/events/01ARZ3NDEKTSV4RRFFQ69G5FAV/replay";
    assert_eq!(app.client.answer(reqwest::Method::POST, unknown, None).await.status, 404);
    finish(app).await;
}

async fn an_unknown_event_is_ignored(database: TestDatabase) {
    let app = TestApp::start_with(database, &WITH_APP).await;
    let payload = json!({ "action": "made_up", "future": [null, 1, {"deep": true}] });
    let event = app.deliver(&Delivery::github(APP_PATH, "brand_new", &payload, APP_SECRET)).await;
    assert_eq!(event["status"], "ignored");
    assert_eq!((&event["event"], &event["action"]), (&json!("brand_new"), &json!("made_up")));
    assert_eq!(event["summary"], json!({}));
    assert_eq!(
        event["decision"],
        json!({
            "outcome": "ignored",
            "reason": "Not built: the event `brand_new` (made_up) starts no build.",
            "trace": [{
                "rule": "event_supported", "matched": false,
                "detail": "the event `brand_new` (made_up) starts no build",
            }],
            "advice": [
                "Nothing is to be changed: pushes start builds, and pull requests that are opened, \
                 reopened, ready for review or get new commits.",
            ],
        })
    );
    app.finish().await;
}

async fn the_payload_is_kept_byte_for_byte(database: TestDatabase) {
    let app = TestApp::start_with(database, &WITH_APP).await;
    // Blanks, escapes and doubled members are part of what was signed.
    let body =
        b"{ \"a\" :1,\t\"a\":\"\\u0000\\ud83e\\udd80\",\n\"sender\":{\"login\":\"x\\u0000y\"} }\n";
    let delivery = super::sending::github_bytes(APP_PATH, "ping", body, APP_SECRET);
    let event = app.deliver(&delivery).await;
    assert_eq!(event["summary"]["sender"], "x\u{fffd}y");
    let path = format!("/api/webhooks/events/{}/payload", text(&event, "id"));
    let answer = app.client.answer(reqwest::Method::GET, &path, None).await;
    assert_eq!(answer.body, body);
    assert_eq!(answer.headers["content-type"], "application/octet-stream");
    assert_eq!(answer.headers["x-content-type-options"], "nosniff");
    app.finish().await;
}
