//! What a runner that was taken over, or whose token was, can't do.

use protocol::{RunnerFrame, ServerFrame};
use reqwest::Method;
use serde_json::{Value, json};
use ulid::Ulid;

use crate::support::{
    FakeRunner, GitRepository, Proposal, Server, TestApp, TestDatabase, TestRepository, job_of,
    on_both_databases, succeeded, text,
};

on_both_databases!(
    a_runner_gives_itself_no_labels,
    a_late_result_of_an_old_attempt_counts_for_nothing,
    another_runners_lease_is_not_its_own,
    jobs_of_strangers_are_marked_as_such,
    a_runner_gets_jobs_of_its_repositories_alone,
    a_copied_machine_is_noticed,
);

const NO_RUNNER: [(&str, &str); 2] =
    [("OORE_LOCAL_RUNNER", "false"), ("OORE_RUNNER_LOST_AFTER", "100ms")];

const PIPELINE: &str = r#"
version: 1
on: { push: {}, pull_request: {} }
jobs: { only: { checkout: none, steps: [{ run: "true" }] } }
"#;

async fn register(app: &TestApp, name: &str) -> TestRepository {
    app.register("acme/app".replace("app", name).as_str(), GitRepository::with_pipeline(PIPELINE))
        .await
}

async fn plain(app: &TestApp, token: &str) -> FakeRunner {
    FakeRunner::connect(app, token, Ulid::generate(), (&["linux"], &[])).await
}

async fn a_runner_gives_itself_no_labels(database: TestDatabase) {
    let app = TestApp::start_with(database, &NO_RUNNER).await;
    let pipeline = PIPELINE.replace("checkout", "runs_on: signing, checkout");
    let repository = app.register("acme/app", GitRepository::with_pipeline(&pipeline)).await;
    let (token, id) = app.add_runner("eve", &["gpu"]).await;
    let claims = ["signing", "local", "linux", "arm64", "Linux", "../x", "gpu2"];
    let _runner = FakeRunner::connect(&app, &token, Ulid::generate(), (&claims, &[])).await;
    let path = format!("/api/runners/{id}");
    let shown = app.get_until(&path, |runner| runner["status"] == "online").await;
    assert_eq!(shown["labels"], json!(["arm64", "gpu", "linux"]));
    let build = app.push_builds(&repository).await;
    let build = app.build(&text(&build, "id")).await;
    assert_eq!(job_of(&build, "only")["waiting"]["reason"], "no_matching_runner", "{build:#}");
    app.cancel(&text(&build, "id")).await;
    app.finish().await;
}

async fn a_late_result_of_an_old_attempt_counts_for_nothing(database: TestDatabase) {
    let app = TestApp::start_with(database, &NO_RUNNER).await;
    let repository = register(&app, "app").await;
    let (token, _) = app.add_runner("first", &[]).await;
    let id = text(&app.push_builds(&repository).await, "id");
    let mut first = plain(&app, &token).await;
    let lost = first.take_job().await;
    drop(first);
    let is_lost = |build: &Value| job_of(build, "only")["attempts"][0]["status"] == "lost";
    app.build_until(&id, is_lost).await;
    // It comes back with a good end of what it has lost, and is told that this is void.
    let held = [lost.lease];
    let mut late = FakeRunner::connect(&app, &token, Ulid::generate(), (&["linux"], &held)).await;
    late.say(&succeeded(lost.lease)).await;
    let job = loop {
        match late.next().await.expect("it goes on") {
            ServerFrame::FinishedAck { lease } => panic!("{lease} was taken"),
            ServerFrame::Run { job } => break job,
            _ => {}
        }
    };
    assert_eq!(job.attempt, 2);
    assert_ne!(job.lease, lost.lease);
    let build = app.build(&id).await;
    assert_eq!(build["status"], "running", "{build:#}");
    late.say(&RunnerFrame::Accepted { lease: job.lease }).await;
    late.say(&succeeded(job.lease)).await;
    assert_eq!(app.finished(&id).await["status"], "succeeded");
    app.finish().await;
}

async fn another_runners_lease_is_not_its_own(database: TestDatabase) {
    let app = TestApp::start_with(database, &NO_RUNNER).await;
    let repository = register(&app, "app").await;
    let (token, _) = app.add_runner("honest", &[]).await;
    let id = text(&app.push_builds(&repository).await, "id");
    let mut honest = plain(&app, &token).await;
    let job = honest.take_job().await;
    let (token, _) = app.add_runner("thief", &[]).await;
    let held = [job.lease];
    let mut thief = FakeRunner::connect(&app, &token, Ulid::generate(), (&[], &held)).await;
    thief.say(&RunnerFrame::Refused { lease: job.lease, reason: "mine now".to_owned() }).await;
    thief.say(&succeeded(job.lease)).await;
    loop {
        match thief.next().await.expect("it goes on") {
            ServerFrame::Void { lease } if lease == job.lease => break,
            ServerFrame::FinishedAck { lease } => panic!("{lease} was taken"),
            _ => {}
        }
    }
    let build = app.build(&id).await;
    assert_eq!(job_of(&build, "only")["status"], "running", "{build:#}");
    assert_eq!(job_of(&build, "only")["attempts"].as_array().map(Vec::len), Some(1));
    honest.say(&succeeded(job.lease)).await;
    assert_eq!(app.finished(&id).await["status"], "succeeded");
    app.finish().await;
}

async fn jobs_of_strangers_are_marked_as_such(database: TestDatabase) {
    let app = TestApp::start_with(database, &NO_RUNNER).await;
    let repository = register(&app, "app").await;
    let body = json!({ "name": "brave", "runs_forks": true });
    let added = app.client.post("/api/runners", &body).await;
    assert_eq!(added["runs_forks"], true, "{added:#}");
    let token = app.register_runner(&text(&added, "registration_token")).await;
    let mut runner = plain(&app, &token).await;
    let own = app.push_builds(&repository).await;
    let job = runner.take_job().await;
    assert!(!job.is_untrusted);
    runner.say(&succeeded(job.lease)).await;
    app.finished(&text(&own, "id")).await;
    let event = app.deliver(&Proposal::of_a_stranger().github(&repository)).await;
    let id = text(&app.build_of(&event).await, "id");
    app.client.post(&format!("/api/builds/{id}/approve"), &json!({})).await;
    let job = runner.take_job().await;
    assert!(job.is_untrusted, "approved or not, the commands are a stranger's");
    assert!(job.secrets.is_empty());
    runner.say(&succeeded(job.lease)).await;
    app.finished(&id).await;
    app.finish().await;
}

async fn a_runner_gets_jobs_of_its_repositories_alone(database: TestDatabase) {
    let app = TestApp::start_with(database, &NO_RUNNER).await;
    let (own, other) = (register(&app, "own").await, register(&app, "other").await);
    let body = json!({ "name": "one", "repositories": [own.id] });
    let added = app.client.post("/api/runners", &body).await;
    assert_eq!(added["repositories"], json!([own.id]), "{added:#}");
    let token = app.register_runner(&text(&added, "registration_token")).await;
    let mut runner = plain(&app, &token).await;
    let foreign = text(&app.push_builds(&other).await, "id");
    let build = app.push_builds(&own).await;
    let job = runner.take_job().await;
    assert_eq!(job.build.id.to_string(), text(&build, "id"));
    let waiting = job_of(&app.build(&foreign).await, "only")["waiting"].clone();
    assert_eq!(waiting["reason"], "repository_not_allowed", "{waiting:#}");
    runner.say(&succeeded(job.lease)).await;
    app.finished(&text(&build, "id")).await;
    let path = format!("/api/runners/{}", text(&added, "id"));
    for (body, status) in [
        (json!({ "repositories": ["01ARZ3NDEKTSV4RRFFQ69G5FAV"] }), 422),
        (json!({ "repositories": [] }), 400),
        (json!({ "repositories": [own.id], "any_repository": true }), 422),
        (json!({ "any_repository": true }), 200),
    ] {
        let answer = app.client.answer(Method::PUT, &path, Some(&body)).await;
        assert_eq!(answer.status, status, "{body}: {}", answer.text());
    }
    let job = runner.take_job().await;
    runner.say(&succeeded(job.lease)).await;
    assert_eq!(app.finished(&foreign).await["status"], "succeeded");
    app.finish().await;
}

async fn a_copied_machine_is_noticed(database: TestDatabase) {
    let app = TestApp::start_with(database, &NO_RUNNER).await;
    let (token, id) = app.add_runner("twin", &[]).await;
    let path = format!("/api/runners/{id}");
    let (one, two) = (Ulid::generate(), Ulid::generate());
    let nothing: (&[&str], &[Ulid]) = (&[], &[]);
    let mut first = FakeRunner::connect(&app, &token, one, nothing).await;
    let turned_away = FakeRunner::turned_away(&app, &token, two).await;
    assert!(turned_away.contains("another process, from 127.0.0.1"), "{turned_away}");
    // The first may have died a moment ago, without anybody having noticed yet.
    assert_eq!(app.client.get(&path).await["conflict"], json!(null));
    first.say(&RunnerFrame::Unknown).await;
    Server::ask_until("the twin is noticed", async || {
        FakeRunner::turned_away(&app, &token, two).await;
        let shown = app.client.get(&path).await;
        (!shown["conflict"].is_null()).then_some(())
    })
    .await;
    let shown = app.get_until(&path, |runner| !runner["conflict"].is_null()).await;
    let addresses = shown["conflict"]["addresses"].as_array().expect("addresses");
    assert_eq!(addresses.len(), 2, "{shown:#}");
    assert!(text(&shown["conflict"], "at").starts_with("20"), "{shown:#}");
    // Registered again, neither is let in, and the trouble is over.
    let revoke = json!({ "revoke": true });
    let renewed = app.client.post(&format!("{path}/reregister"), &revoke).await;
    first.closed().await;
    assert_eq!(FakeRunner::open(&app, &token).await.err(), Some(401));
    let token = app.register_runner(&text(&renewed, "registration_token")).await;
    let _new = plain(&app, &token).await;
    assert_eq!(app.client.get(&path).await["conflict"], json!(null));
    app.finish().await;
}
