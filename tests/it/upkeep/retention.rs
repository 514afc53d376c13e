//! What is beyond what is kept goes, with a word where somebody looks for it; nothing else does.

use std::time::Duration;

use oored::clock;
use oored::store::retention::RemovePayloads;
use oored::store::{Facts, Write as _};
use reqwest::Method;
use serde_json::Value;

use super::{COMPACT, object_files, register};
use crate::support::{
    Daemon, GitRepository, Server, TestApp, TestDatabase, TestRepository, job_of,
    on_both_databases, text,
};

on_both_databases!(
    what_is_beyond_the_limits_goes_and_the_rest_stays,
    a_payload_that_went_is_told_of,
);

/// Pushes a commit whose one job prints and ends like this; the ended build.
async fn build(server: &Server, repository: &TestRepository, code: u8) -> Value {
    let script = format!("echo the output; exit {code}\n");
    let message = format!("Ends with {code}");
    repository.git.commit(&message, &[("print.sh", &script), ("note", &clock::now().to_rfc3339())]);
    server.push_finishes(repository).await
}

async fn numbers(server: &Server) -> Vec<i64> {
    let builds = server.client.get("/api/builds").await;
    let items = builds["items"].as_array().expect("a list");
    items.iter().map(|build| build["number"].as_i64().expect("a number")).collect()
}

async fn what_is_beyond_the_limits_goes_and_the_rest_stays(database: TestDatabase) {
    let rules = [COMPACT, ("OORE_KEEP_BUILDS", "2"), ("OORE_KEEP_LOGS", "1")];
    let mut daemon = Daemon::start(database, &rules).await;
    let repository = register(&daemon, GitRepository::new(), "echo first\n").await;
    let mut builds = Vec::new();
    for code in [0, 1, 2, 3] {
        builds.push(build(&daemon, &repository, code).await);
    }
    let objects = daemon.data_dir().join("data/logs");
    let four = async || (object_files(&objects).len() == 4).then_some(());
    Server::ask_until("four objects", four).await;
    let output = daemon.command(&["retention", "--dry-run"]).await;
    let told = String::from_utf8(output.stdout).expect("text");
    assert_eq!(
        told.lines().collect::<Vec<_>>(),
        [
            "acme/app #3 (failed, main): its logs would go, as it is not among the newest 1",
            "acme/app #2 (failed, main): would go, as it is not among the newest 2",
            "1 builds and the logs of 1 others would go: 0.1 MB of logs",
        ]
    );
    assert_eq!(numbers(&daemon).await, [4, 3, 2, 1], "it was only shown");

    // The first pass comes with the first round after the start.
    daemon.kill().await;
    let daemon = daemon.restart().await;
    let gone = async || (object_files(&objects).len() == 2).then_some(());
    Server::ask_until("two objects", gone).await;
    assert_eq!(numbers(&daemon).await, [4, 3, 1]);
    for kept in [&builds[0], &builds[3]] {
        assert!(daemon.log(kept, "print").await.ends_with("the output\n"));
    }
    let path = format!("/api/jobs/{}/log", text(job_of(&builds[2], "print"), "id"));
    for path in [path.clone(), format!("{path}/events")] {
        let answer = daemon.client.answer(Method::GET, &path, None).await;
        assert_eq!(answer.status, 404, "{}", answer.text());
        assert!(answer.text().contains("the log was removed on 20"), "{}", answer.text());
    }
    let next = build(&daemon, &repository, 0).await;
    assert_eq!(next["number"], 5, "no number is given twice");
    daemon.finish().await;
}

async fn a_payload_that_went_is_told_of(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let repository = register(&app, GitRepository::new(), "echo hello\n").await;
    let event = app.push(&repository).await;
    let build = app.finished(&text(&event["builds"][0], "id")).await;
    let path = format!("/api/webhooks/events/{}", text(&event, "id"));
    assert!(!app.client.bytes(&format!("{path}/payload")).await.is_empty());
    let before = clock::now() + Duration::from_secs(1);
    let tx = app.app().database().begin().await.expect("begun");
    let events = vec![text(&event, "id").parse().expect("an id")];
    let write = RemovePayloads { events, before };
    write.apply(&tx, &mut Facts::default()).await.expect("applied");
    tx.commit().await.expect("committed");
    let payload = app.client.answer(Method::GET, &format!("{path}/payload"), None).await;
    assert_eq!(payload.status, 404, "{}", payload.text());
    assert!(payload.text().contains("the payload was removed"), "{}", payload.text());
    let replay = app.client.answer(Method::POST, &format!("{path}/replay"), None).await;
    assert_eq!(replay.status, 409, "{}", replay.text());
    let shown = app.client.get(&path).await;
    assert_eq!((&shown["decision"], &shown["status"]), (&event["decision"], &event["status"]));
    assert_eq!(shown["size_bytes"], event["size_bytes"]);
    assert_eq!(build["status"], "succeeded", "{build:#}");
    app.finish().await;
}
