//! A network that vanishes without a word: both sides find out by themselves.

use serde_json::json;

use crate::support::{
    Gate, GitRepository, Proxy, RemoteRunner, Target, TestApp, TestDatabase, job_of,
    on_both_databases, text,
};

on_both_databases!(a_runner_whose_network_vanished_comes_back_with_its_job);

const SETTINGS: [(&str, &str); 2] =
    [("OORE_LOCAL_RUNNER", "false"), ("OORE_RUNNER_LOST_AFTER", "60s")];

async fn a_runner_whose_network_vanished_comes_back_with_its_job(database: TestDatabase) {
    let app = TestApp::start_with(database, &SETTINGS).await;
    let (token, id) = app.add_runner("far", &[]).await;
    let address = app.app().address();
    let proxy = Proxy::before(Target::Tcp(address)).await;
    let url = format!("http://127.0.0.1:{}", proxy.port());
    let git = GitRepository::new();
    let mut gate = Gate::new(git.scratch(), "gate");
    let pipeline = format!(
        "
version: 1
on: push
jobs: {{ only: {{ checkout: none, steps: [{{ run: 'cat {}; echo done' }}] }} }}
",
        gate.path()
    );
    git.commit("First", &[("oore.yaml", &pipeline)]);
    let repository = app.register("acme/app", git).await;
    let remote = RemoteRunner::start_with(&url, &token, &[]);
    let build = text(&app.push_builds(&repository).await, "id");
    gate.reached().await;
    proxy.vanish();
    gate.open();
    // Only over a new connection can it tell of the end.
    let build = app.finished(&build).await;
    let only = job_of(&build, "only");
    assert_eq!((&only["status"], &only["attempt"]), (&json!("succeeded"), &json!(1)));
    assert_eq!(app.log(&build, "only").await, "done\n");
    let log = remote.log();
    assert!(log.contains("nothing was heard from the server for 15 s"), "{log}");

    // The other way round: the server finds out although the runner can't say anything.
    proxy.vanish();
    let mut proxy = proxy;
    proxy.shut_new().await;
    let path = format!("/api/runners/{id}");
    app.get_until(&path, |runner| runner["status"] == "offline").await;
    proxy.open().await;
    app.get_until(&path, |runner| runner["status"] == "online").await;
    remote.finish().await;
    app.finish().await;
}
