//! Events of one repository are built in the order in which they came, one by one and many at once.

use std::fs;

use serde_json::{Value, json};

use crate::support::{
    Delivery, GitRepository, Server, TestApp, TestDatabase, TestRepository, on_both_databases, text,
};

on_both_databases!(
    a_push_that_is_tried_again_keeps_its_place,
    pushes_that_wait_are_fetched_by_one_git,
    a_commit_that_is_gone_keeps_no_other_from_being_built,
);

const PIPELINE: &str = "
version: 1
on: push
jobs: { only: { checkout: none, steps: [{ run: echo done }] } }
";

/// A push to another branch of a commit that need not be there.
fn push_to(branch: &str, commit: &str, repository: &TestRepository) -> Delivery {
    let mut push = repository.github_push();
    push.git_ref = format!("refs/heads/{branch}");
    (push.before, push.after) = ("0".repeat(40), commit.to_owned());
    push.signed(repository)
}

async fn event(app: &TestApp, id: &str) -> Value {
    app.client.get(&format!("/api/webhooks/events/{id}")).await
}

/// Sends the deliveries while the remote is away, and has it come back when all wait together.
/// The first must need the remote.
async fn while_away(
    app: &TestApp,
    repository: &TestRepository,
    deliveries: &[Delivery],
) -> Vec<String> {
    let (remote, away) = (repository.git.remote(), repository.git.scratch().join("away"));
    fs::rename(&remote, &away).expect("moved");
    let mut sent = Vec::new();
    for delivery in deliveries {
        sent.push(text(&app.send(delivery).await.json(), "id"));
        app.tried_once(&sent[0]).await;
    }
    // The try after that is of a round in which all of them have their turn.
    Server::ask_until("a second try", async || {
        let tried = event(app, &sent[0]).await["attempts"].as_i64();
        (tried >= Some(2)).then_some(())
    })
    .await;
    for id in &sent {
        assert_eq!(event(app, id).await["status"], "received");
    }
    fs::rename(&away, &remote).expect("moved");
    sent
}

/// The events are built with these numbers, in their order.
async fn are_built(app: &TestApp, events: &[String], first: u64) {
    for (id, number) in events.iter().zip(first..) {
        let build = app.build_of(&app.decided(id).await).await;
        assert_eq!(build["number"], json!(number));
        app.finished(&text(&build, "id")).await;
    }
}

async fn a_push_that_is_tried_again_keeps_its_place(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let repository = app.register("acme/app", GitRepository::with_pipeline(PIPELINE)).await;
    app.push_finishes(&repository).await;
    let known = repository.git.head();
    repository.git.commit("More", &[("more", "more")]);
    let first = repository.github_push().signed(&repository);
    // It can be decided without the remote.
    let second = push_to("other", &known, &repository);
    let sent = while_away(&app, &repository, &[first, second]).await;
    are_built(&app, &sent, 2).await;
    app.finish().await;
}

async fn pushes_that_wait_are_fetched_by_one_git(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let repository = app.register("acme/app", GitRepository::with_pipeline(PIPELINE)).await;
    let pushes = ["one", "two", "three", "four"].map(|word| {
        repository.git.commit(word, &[("word", word)]);
        repository.github_push().signed(&repository)
    });
    let sent = while_away(&app, &repository, &pushes).await;
    are_built(&app, &sent, 1).await;
    let packs = format!("data/git/{}.git/objects/pack", repository.id);
    let packs = fs::read_dir(app.data_dir().join(packs)).expect("a cache");
    let packs = packs.flatten().filter(|it| it.path().extension().is_some_and(|it| it == "pack"));
    assert_eq!(packs.count(), 2, "one of the commits, and one of the pipeline file");
    app.finish().await;
}

async fn a_commit_that_is_gone_keeps_no_other_from_being_built(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let repository = app.register("acme/app", GitRepository::with_pipeline(PIPELINE)).await;
    let first = repository.github_push().signed(&repository);
    let gone = push_to("gone", &"f".repeat(40), &repository);
    repository.git.commit("More", &[("more", "more")]);
    let last = repository.github_push().signed(&repository);
    let sent = while_away(&app, &repository, &[first, gone, last]).await;
    let [first, gone, last] = <[String; 3]>::try_from(sent).expect("three");
    are_built(&app, &[first, last], 1).await;
    assert_eq!(app.decided(&gone).await["status"], "failed");
    app.finish().await;
}
