//! An actor that fails too often: the process ends and says why.

use reqwest::Method;
use tokio::time::timeout;

use crate::support::{GitRepository, PATIENCE, TestApp, TestDatabase, text};

/// Kills the actor whenever it lives, until its budget is spent.
async fn wear_out(app: &TestApp, name: &str) {
    let mut ticks = tokio::time::interval(std::time::Duration::from_millis(5));
    let mut killed = None;
    for _ in 0..6 {
        // A new incarnation has another id; nothing tells of it outside of the tree.
        loop {
            ticks.tick().await;
            let living = app.app().actor(name).filter(|actor| Some(actor.get_id()) != killed);
            if let Some(actor) = living {
                killed = Some(actor.get_id());
                actor.kill();
                break;
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_actor_that_fails_six_times_ends_the_server_with_a_message() {
    let mut app =
        TestApp::start_with(TestDatabase::sqlite(), &[("OORE_LOCAL_RUNNER", "false")]).await;
    app.may_restart("scheduler");
    let (given_up, ()) = tokio::join!(timeout(PATIENCE, app.app().given_up()), async {
        timeout(PATIENCE, wear_out(&app, "scheduler")).await.expect("it comes back");
    },);
    assert_eq!(
        given_up.expect("it gives up").to_string(),
        "scheduler failed 6 times within 60 s, the last time because: killed"
    );
    let scheduler = app.app().actors().into_iter().find(|actor| actor.name == "scheduler");
    assert_eq!(scheduler.expect("it is shown").restarts, 6);
    app.finish().await;
}

/// A parent that begins anew would forgive its child another six failures, for ever.
#[tokio::test(flavor = "multi_thread")]
async fn a_child_that_fails_six_times_ends_the_server_too() {
    let mut app =
        TestApp::start_with(TestDatabase::sqlite(), &[("OORE_LOCAL_RUNNER", "false")]).await;
    app.may_restart("repositories");
    let git =
        GitRepository::with_pipeline("version: 1\non: push\njobs: {a: {steps: [{run: x}]}}\n");
    let repository = app.register("acme/app", git).await;
    let gate = repository.git.hold();
    let answer = app.send(&repository.github_push().signed(&repository)).await;
    assert_eq!(answer.status, 202, "{}", answer.text());
    let name = format!("repositories/repository:{}", repository.id);
    let (given_up, ()) = tokio::join!(timeout(PATIENCE, app.app().given_up()), async {
        timeout(PATIENCE, wear_out(&app, &name)).await.expect("it comes back");
    },);
    assert_eq!(
        given_up.expect("it gives up").to_string(),
        "repositories/repository failed 6 times within 60 s, the last time because: killed"
    );
    repository.git.let_go(gate);
    // What the server did not decide the next one does.
    let app = app.restart().await;
    let event = app.decided(&text(&answer.json(), "id")).await;
    assert_eq!(event["status"], "handled", "{event:#}");
    app.cancel(&text(&app.build_of(&event).await, "id")).await;
    app.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_without_its_writer_is_not_ready() {
    let mut app =
        TestApp::start_with(TestDatabase::sqlite(), &[("OORE_LOCAL_RUNNER", "false")]).await;
    app.may_restart("persistence");
    let ready = app.client.get("/api/health/ready").await;
    assert_eq!(ready["status"], "ok", "{ready}");
    timeout(PATIENCE, wear_out(&app, "persistence")).await.expect("it comes back");
    let answer = app.client.answer(Method::GET, "/api/health/ready", None).await;
    assert_eq!(answer.status, 503, "{}", answer.text());
    assert_eq!(app.client.get("/api/health/live").await["status"], "ok");
    app.finish().await;
}
