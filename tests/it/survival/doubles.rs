//! Two processes with the token of one runner.

use serde_json::json;

use crate::support::{
    Gate, GitRepository, RemoteRunner, Server, TestApp, TestDatabase, on_both_databases, text,
};

on_both_databases!(who_is_there_stays_and_the_other_waits_for_its_place);

const NO_RUNNER: [(&str, &str); 1] = [("OORE_LOCAL_RUNNER", "false")];

async fn who_is_there_stays_and_the_other_waits_for_its_place(database: TestDatabase) {
    let app = TestApp::start_with(database, &NO_RUNNER).await;
    let (token, id) = app.add_runner("twin", &[]).await;
    let path = format!("/api/runners/{id}");
    let git = GitRepository::new();
    let mut gate = Gate::new(git.scratch(), "gate");
    let step = format!("{{ run: cat {} }}", gate.path());
    let pipeline = format!(
        "
version: 1
on: push
jobs: {{ only: {{ checkout: none, steps: [{step}] }} }}
"
    );
    git.commit("First", &[("oore.yaml", &pipeline)]);
    let repository = app.register("acme/app", git).await;
    let first = RemoteRunner::start(&app, &token);
    let id = text(&app.push_builds(&repository).await, "id");
    gate.reached().await;

    let second = RemoteRunner::start(&app, &token);
    let shown = app.client.get(&path).await;
    assert_eq!(shown["conflict"], json!(null));
    Server::ask_until("the second is told why it waits", async || {
        let log = second.log();
        let is_told = log.contains("another process, from 127.0.0.1, is connected");
        (is_told && log.contains("trying again in")).then_some(())
    })
    .await;
    // The admin is told, too: of the one that wants in, and that there are two.
    let shown = Server::ask_until("both are noticed", async || {
        let shown = app.client.get(&path).await;
        (!shown["conflict"].is_null()).then_some(shown)
    })
    .await;
    assert!(text(&shown["refused"], "reason").contains("oore runner reregister"), "{shown:#}");
    gate.open();
    let build = app.finished(&id).await;
    assert_eq!((&build["status"], &build["jobs"][0]["attempt"]), (&json!("succeeded"), &json!(1)));
    assert!(!first.log().contains("disconnected"), "{}", first.log());
    let tries = second.log().matches("trying again in").count();
    assert!(tries <= 5, "{tries} tries, which is no calm: {}", second.log());

    first.finish().await;
    Server::ask_until("the second takes the place", async || {
        second.log().contains("connected as runner").then_some(())
    })
    .await;
    second.finish().await;
    app.finish().await;
}
