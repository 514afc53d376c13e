//! Events of one repository are built in the order in which they came.

use std::fs;

use serde_json::json;

use crate::support::{GitRepository, Server, TestApp, TestDatabase, on_both_databases, text};

on_both_databases!(a_push_that_is_tried_again_keeps_its_place);

const PIPELINE: &str = "
version: 1
on: push
jobs: { only: { checkout: none, steps: [{ run: echo done }] } }
";

async fn a_push_that_is_tried_again_keeps_its_place(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let repository = app.register("acme/app", GitRepository::with_pipeline(PIPELINE)).await;
    app.push_finishes(&repository).await;
    let known = repository.git.head();
    repository.git.commit("More", &[("more", "more")]);
    let (remote, away) = (repository.git.remote(), repository.git.scratch().join("away"));
    let first = repository.github_push().signed(&repository);
    // It can be decided without the remote.
    let mut second = repository.github_push();
    second.git_ref = "refs/heads/other".to_owned();
    (second.before, second.after) = ("0".repeat(40), known);
    let second = second.signed(&repository);

    fs::rename(&remote, &away).expect("moved");
    let first = text(&app.send(&first).await.json(), "id");
    app.tried_once(&first).await;
    let second = text(&app.send(&second).await.json(), "id");
    let event = async |id: &str| app.client.get(&format!("/api/webhooks/events/{id}")).await;
    Server::ask_until("both had their turn", async || {
        let tried = event(&first).await["attempts"].as_i64();
        (tried >= Some(2)).then_some(())
    })
    .await;
    assert_eq!(event(&second).await["status"], "received");
    fs::rename(&away, &remote).expect("moved");

    for (id, number) in [(&first, 2), (&second, 3)] {
        let build = app.build_of(&app.decided(id).await).await;
        assert_eq!(build["number"], json!(number));
        app.finished(&text(&build, "id")).await;
    }
    app.finish().await;
}
