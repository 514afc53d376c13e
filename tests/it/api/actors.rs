//! The server's actors, once and as they change.

use crate::support::{TestApp, TestDatabase, on_both_databases};

on_both_databases!(actors_are_told_when_they_change);

async fn actors_are_told_when_they_change(database: TestDatabase) {
    let mut app = TestApp::start(database).await;
    let mut events = app.client.events("/api/system/actors/events", None).await;
    let first = events.next().await.expect("the tree as it is").data;
    let names = |tree: &serde_json::Value| -> Vec<String> {
        let items = tree["items"].as_array().unwrap();
        items.iter().map(|actor| actor["name"].as_str().unwrap().to_owned()).collect()
    };
    assert!(names(&first).contains(&"scheduler".to_owned()), "{first:#}");
    app.may_restart("scheduler");
    app.app().actor("scheduler").expect("it lives").kill();
    let failed = loop {
        let tree = events.next().await.expect("the stream goes on").data;
        let items = tree["items"].as_array().unwrap();
        let scheduler = items.iter().find(|actor| actor["name"] == "scheduler").unwrap();
        if scheduler["restarts"] == 1 {
            break scheduler.clone();
        }
    };
    assert!(failed["last_failure"]["reason"].is_string(), "{failed:#}");
    let socket = app.client.anonymous(reqwest::Method::GET, "/api/runners/connect");
    socket.send().await.expect("an answer");
    let figures = String::from_utf8(app.client.bytes("/metrics").await).unwrap();
    assert!(
        !figures.contains("runner_show"),
        "a runner's socket is no page of a runner: {figures}"
    );
    for line in [
        "oore_actor_restarts_total{actor=\"scheduler\"} 1",
        "oore_event_streams_open{kind=\"actors\"} 1",
        "oore_actors{actor=\"persistence\"} 1",
    ] {
        assert!(figures.lines().any(|shown| shown == line), "no {line} in {figures}");
    }
    drop(events);
    app.finish().await;
}
