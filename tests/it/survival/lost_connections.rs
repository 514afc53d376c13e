//! Connections to PostgreSQL that are cut, and such that fall silent when nobody looks.

use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::json;

use super::{check_comes_again, check_restarts};
use crate::support::{Answer, GitRepository, Proxy, Server, TestApp, TestDatabase, send, text};

/// A connection that comes free is waited for for 10 s.
const BOUND: Duration = Duration::from_secs(15);

async fn add_repository(app: &TestApp, name: &str) -> Answer {
    let body = json!({
        "provider": "github", "owner": "acme", "repo": name,
        "clone_url": "file:///srv/git/app.git",
    });
    send(app.client.request(Method::POST, "/api/repositories").json(&body)).await
}

/// Cuts all connections that there are, just after they were used.
async fn cut(app: &TestApp, proxy: &mut Proxy, name: &str) {
    let (_, added) = tokio::join!(app.client.get("/api/builds"), add_repository(app, name));
    assert_eq!(added.status, 201, "{}", added.text());
    proxy.shut().await;
    proxy.open().await;
}

/// As when the database is started anew, or something between forgets its connections.
#[tokio::test(flavor = "multi_thread")]
async fn connections_that_are_cut_keep_nobody_waiting() {
    let Some(database) = TestDatabase::postgres().await else { return };
    let mut proxy = Proxy::before(database.target()).await;
    let app = TestApp::start_with(database.through(proxy.port()), &[]).await;
    let git = GitRepository::new();
    git.commit("First", &[("README.md", "Nothing is built.")]);
    let repository = app.register("acme/app", git).await;
    for number in 0..3 {
        let delivery = repository.github_push().signed(&repository);
        cut(&app, &mut proxy, &format!("first-{number}")).await;
        let answer = app.send(&delivery).await;
        assert_eq!(answer.status, 202, "{}", answer.text());
        cut(&app, &mut proxy, &format!("second-{number}")).await;
        let read = send(app.client.request(Method::GET, "/api/builds")).await;
        assert_eq!(read.status, 200, "{}", read.text());
        cut(&app, &mut proxy, &format!("third-{number}")).await;
        let added = add_repository(&app, &format!("added-{number}")).await;
        assert_eq!(added.status, 201, "{}", added.text());
        app.decided(&text(&answer.json(), "id")).await;
    }
    check_restarts(&app).await;
    app.finish().await;
}

/// The driver asks each connection that comes back for a sign of life, and waits for it for ever.
#[tokio::test(flavor = "multi_thread")]
async fn connections_that_fall_silent_after_their_use_are_replaced_when_none_is_left() {
    let Some(database) = TestDatabase::postgres().await else { return };
    let proxy = Proxy::before(database.target()).await;
    let app = TestApp::start_with(database.through(proxy.port()), &[]).await;
    proxy.go_deaf_after("COMMIT");
    let mut number = 0;
    let (refused, took) = loop {
        let began = Instant::now();
        let answer = add_repository(&app, &format!("lost-{number}")).await;
        if answer.status != 201 {
            break (answer, began.elapsed());
        }
        number += 1;
        assert!(number < 20, "the connections never end");
    };
    check_comes_again(&refused);
    assert!(took < BOUND, "{took:?}");
    proxy.hear();
    let added = async || {
        let answer = add_repository(&app, "found").await;
        (answer.status == 201).then_some(())
    };
    Server::ask_until("new connections are used", added).await;
    check_restarts(&app).await;
    app.finish().await;
}
