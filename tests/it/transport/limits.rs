//! Connections that lead nowhere, and too many of them, on real sockets.

use oored::domain::status::RunnerStatus;
use oored::entities::runners;
use reqwest::Method;
use sea_orm::EntityTrait;
use serde_json::json;

use crate::support::{
    GitRepository, Server, TestApp, TestDatabase, Wire, on_both_databases, send, text,
};

on_both_databases!(
    a_connection_that_asks_nothing_is_closed,
    a_connection_between_requests_is_closed_later,
    an_answer_that_takes_too_long_does_not_end_a_stream,
    one_address_has_so_many_connections_and_no_more,
    beyond_all_connections_new_ones_wait_and_the_local_runner_does_not,
);

const NO_RUNNER: (&str, &str) = ("OORE_LOCAL_RUNNER", "false");
const LIVE: &str = "GET /api/health/live";

async fn a_connection_that_asks_nothing_is_closed(database: TestDatabase) {
    let app = TestApp::start_with(database, &[NO_RUNNER, ("OORE_HEAD_TIMEOUT", "150ms")]).await;
    let address = app.app().address();
    for beginning in ["", "G", "GET /api/health/live HTTP/1.1\r\nhost: oore\r\nx-slow: "] {
        let mut wire = Wire::to(address).await;
        wire.send(beginning).await;
        assert_eq!(wire.rest().await, "", "{beginning:?}");
    }
    app.finish().await;
}

async fn a_connection_between_requests_is_closed_later(database: TestDatabase) {
    // The head's time is over long before anyone who waits for it would be patient.
    let settings = [NO_RUNNER, ("OORE_HEAD_TIMEOUT", "1h"), ("OORE_IDLE_TIMEOUT", "150ms")];
    let app = TestApp::start_with(database, &settings).await;
    let mut wire = Wire::to(app.app().address()).await;
    for _ in 0..2 {
        wire.request(LIVE).await;
        let head = wire.head().await;
        assert!(head.starts_with("HTTP/1.1 200"), "{head}");
        assert!(head.contains("\r\ncontent-length: "), "a body's length is told: {head}");
    }
    wire.rest().await;
    app.finish().await;
}

const HELD: &str = "
version: 1
on: { manual: {} }
jobs:
  test: { checkout: none, steps: [ { run: 'cat \"$GATE\"' } ] }
";

async fn an_answer_that_takes_too_long_does_not_end_a_stream(database: TestDatabase) {
    let settings = [("OORE_REQUEST_TIMEOUT", "5s"), ("OORE_IDLE_TIMEOUT", "300ms"), NO_RUNNER];
    let app = TestApp::start_with(database, &settings).await;
    let repository = app.register("acme/app", GitRepository::with_pipeline(HELD)).await;
    let build = app.client.post(&trigger(&repository.id), &json!({})).await;
    let events = format!("/api/builds/{}/events", text(&build, "id"));
    let mut stream = app.client.events(&events, None).await;
    stream.next().await.expect("what is known already");

    // Git waits at the gate for longer than a request may.
    let gate = repository.git.hold();
    let slow = app.client.answer(Method::POST, &trigger(&repository.id), Some(&json!({}))).await;
    assert_eq!((slow.status.as_u16(), &slow.json()["code"]), (503, &json!("unavailable")));
    assert_eq!(slow.headers["retry-after"], "10");
    repository.git.let_go(gate);

    app.cancel(&text(&build, "id")).await;
    let mut last = stream.next().await;
    while let Some(event) = stream.next().await {
        last = Some(event);
    }
    assert!(format!("{last:?}").contains("canceled"), "the stream has outlived it: {last:?}");
    app.finish().await;
}

fn trigger(repository: &str) -> String {
    format!("/api/repositories/{repository}/trigger")
}

async fn one_address_has_so_many_connections_and_no_more(database: TestDatabase) {
    let settings = [NO_RUNNER, ("OORE_MAX_CONNECTIONS_PER_ADDRESS", "2")];
    let app = TestApp::start_with(database, &settings).await;
    let address = app.app().address();
    let mut first = Wire::to(address).await;
    let mut second = Wire::to(address).await;
    for wire in [&mut first, &mut second] {
        wire.request(LIVE).await;
        wire.head().await;
    }
    let mut third = Wire::to(address).await;
    assert_eq!(third.rest().await, "", "it is closed at once");
    drop(first);
    Server::ask_until("a place", async || {
        let request = app.client.anonymous(Method::GET, "/api/health/live");
        request.send().await.ok().filter(|answer| answer.status() == 200)
    })
    .await;
    drop(second);
    app.finish().await;
}

async fn beyond_all_connections_new_ones_wait_and_the_local_runner_does_not(
    database: TestDatabase,
) {
    let app = TestApp::start_with(database, &[("OORE_MAX_CONNECTIONS", "1")]).await;
    let mut only = Wire::to(app.app().address()).await;
    only.request(LIVE).await;
    only.head().await;

    // The local runner has a door of its own.
    let is_online = async || {
        let all = runners::Entity::find().all(&app.app().database().reader()).await;
        let all = all.expect("runners");
        all.iter().any(|runner| runner.status == RunnerStatus::Online).then_some(())
    };
    app.until("the local runner is online", is_online).await;

    let waiting = app.client.anonymous(Method::GET, "/api/health/live");
    let waiting = tokio::spawn(send(waiting));
    only.request(LIVE).await;
    only.head().await;
    assert!(!waiting.is_finished(), "one connection is all there may be");
    drop(only);
    assert_eq!(waiting.await.expect("no panic").status, 200);
    app.finish().await;
}
