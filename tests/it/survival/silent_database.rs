//! A connection to the database over which nothing comes any more, and which nobody has closed.

use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::json;

use super::{check_comes_again, check_restarts};
use crate::support::{
    Delivery, Gate, GitRepository, Proxy, Server, TestApp, TestDatabase, TestRepository, job_of,
    send, text,
};

/// No job is lost to the test's short times.
const SETTINGS: [(&str, &str); 1] = [("OORE_RUNNER_LOST_AFTER", "60s")];

/// A webhook is answered within 4.5 s, a read within 10 s.
const BOUNDS: [Duration; 2] = [Duration::from_secs(7), Duration::from_secs(15)];

/// Sends a delivery until it is taken; the answer.
async fn taken(app: &TestApp, delivery: &Delivery) -> serde_json::Value {
    Server::ask_until("the delivery is taken", async || {
        let answer = app.send(delivery).await;
        (answer.status == 202).then(|| answer.json())
    })
    .await
}

/// A repository whose job waits at a gate.
async fn register(app: &TestApp) -> (TestRepository, Gate) {
    let git = GitRepository::new();
    let gate = Gate::new(git.scratch(), "gate");
    let pipeline = format!(
        "
version: 1
on: push
jobs: {{ only: {{ checkout: none, steps: [{{ run: 'cat {}; echo heard' }}] }} }}
",
        gate.path()
    );
    git.commit("First", &[("oore.yaml", &pipeline)]);
    (app.register("acme/app", git).await, gate)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_falls_silent_is_given_up_and_found_again() {
    let Some(database) = TestDatabase::postgres().await else { return };
    let proxy = Proxy::before(database.target()).await;
    let app = TestApp::start_with(database.through(proxy.port()), &SETTINGS).await;
    let (repository, mut gate) = register(&app).await;
    let id = text(&app.push_builds(&repository).await, "id");
    gate.reached().await;
    proxy.fall_silent();
    gate.open();

    let delivery = repository.github_push().signed(&repository);
    let began = Instant::now();
    check_comes_again(&app.send(&delivery).await);
    assert!(began.elapsed() < BOUNDS[0], "{:?}", began.elapsed());
    let began = Instant::now();
    check_comes_again(&send(app.client.request(Method::GET, &format!("/api/builds/{id}"))).await);
    assert!(began.elapsed() < BOUNDS[1], "{:?}", began.elapsed());
    check_comes_again(&send(app.client.request(Method::GET, "/api/health/ready")).await);
    assert_eq!(app.client.get("/api/health/live").await["status"], "ok");
    proxy.speak();

    let told = taken(&app, &delivery).await;
    Server::ask_until("the build ends", async || {
        let answer = send(app.client.request(Method::GET, &format!("/api/builds/{id}"))).await;
        (answer.status == 200 && !answer.json()["finished_at"].is_null()).then_some(())
    })
    .await;
    let build = app.build(&id).await;
    let only = job_of(&build, "only");
    assert_eq!((&only["status"], &only["attempt"]), (&json!("succeeded"), &json!(1)), "{build:#}");
    assert_eq!(app.log(&build, "only").await, "heard\n");
    let event = app.decided(&text(&told, "id")).await;
    gate.reached().await;
    gate.open();
    let build = app.build_of(&event).await;
    app.finished(&text(&build, "id")).await;
    check_restarts(&app).await;
    app.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_commit_whose_answer_is_lost_counts_once() {
    let Some(database) = TestDatabase::postgres().await else { return };
    let proxy = Proxy::before(database.target()).await;
    let app = TestApp::start_with(database.through(proxy.port()), &SETTINGS).await;
    let (repository, mut gate) = register(&app).await;
    let delivery = repository.github_push().signed(&repository);
    let named =
        delivery.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("x-github-delivery"));
    proxy.lose_answer_to(&named.expect("its id").1);

    let began = Instant::now();
    check_comes_again(&app.send(&delivery).await);
    assert!(began.elapsed() < BOUNDS[0], "{:?}", began.elapsed());
    let told = taken(&app, &delivery).await;
    assert_eq!(told["duplicate"], true, "it was stored, and nobody knew: {told:#}");
    let event = app.decided(&text(&told, "id")).await;
    gate.reached().await;
    gate.open();
    let build = app.build_of(&event).await;
    assert_eq!(app.finished(&text(&build, "id")).await["status"], "succeeded");
    for list in ["/api/webhooks/events", "/api/builds"] {
        let items = app.client.get(list).await;
        assert_eq!(items["items"].as_array().expect("items").len(), 1, "{list}: {items:#}");
    }
    check_restarts(&app).await;
    app.finish().await;
}
