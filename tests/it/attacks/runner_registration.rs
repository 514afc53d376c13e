//! How runners get in, and how they are turned out.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Stdio;

use oored::crypto::token::TokenKind;
use oored::entities::runner_registrations;
use reqwest::Method;
use sea_orm::{ActiveModelTrait as _, ActiveValue::Set, EntityTrait as _, IntoActiveModel as _};
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use tokio::process::Command;
use ulid::Ulid;

use crate::support::{FakeRunner, Server, TestApp, TestDatabase, on_both_databases, text};

on_both_databases!(
    a_registration_token_is_good_once,
    a_registration_token_expires_and_a_newer_one_takes_its_place,
    a_revoked_or_removed_runner_is_turned_out_at_once,
    a_registration_token_opens_nothing_else,
    the_program_registers_once_and_keeps_its_token_to_itself,
    whoever_guesses_is_told_to_wait_and_others_are_not_in_the_way,
);

const NO_RUNNER: [(&str, &str); 1] = [("OORE_LOCAL_RUNNER", "false")];

async fn added(app: &Server) -> (String, String) {
    let runner = app.client.post("/api/runners", &json!({ "name": "mac-mini" })).await;
    assert!(text(&runner, "registration_token").starts_with("oore_reg_"), "{runner:#}");
    assert!(runner["registration_expires_at"].is_string());
    (text(&runner, "registration_token"), format!("/api/runners/{}", text(&runner, "id")))
}

/// Status and reason of an attempt to exchange a registration token.
async fn exchange(app: &Server, token: &str) -> (u16, String) {
    let body = json!({ "registration_token": token });
    let request = app.client.anonymous(Method::POST, "/api/runners/register").json(&body);
    let answer = crate::support::send(request).await;
    let said = answer.json();
    let why = said.pointer("/errors/0/message").and_then(Value::as_str).unwrap_or_default();
    (answer.status.as_u16(), why.to_owned())
}

async fn a_registration_token_is_good_once(database: TestDatabase) {
    let app = TestApp::start_with(database, &NO_RUNNER).await;
    let (registration, path) = added(&app).await;
    let shown = app.client.get(&path).await;
    assert_eq!(shown["registration_token"], json!(null), "it is shown once");
    let token = app.register_runner(&registration).await;
    assert!(token.starts_with("oore_run_"), "{token}");
    let (status, why) = exchange(&app, &registration).await;
    assert_eq!((status, why.contains("used already")), (422, true), "{why}");
    // The replay has not touched the one who was first.
    assert!(FakeRunner::open(&app, &token).await.is_ok());
    for bad in ["oore_reg_", "nonsense", token.as_str(), &format!("{registration}x")] {
        let (status, why) = exchange(&app, bad).await;
        assert_eq!((status, why.contains("no registration token")), (422, true), "{bad}: {why}");
    }
    let unknown = TokenKind::Registration.mint();
    let (status, why) = exchange(&app, unknown.expose_secret()).await;
    assert_eq!((status, why.contains("not valid")), (422, true), "{why}");
    // Two at once: one gets it.
    let renewed = app.client.post(&format!("{path}/reregister"), &json!({})).await;
    let registration = text(&renewed, "registration_token");
    let (one, two) = tokio::join!(exchange(&app, &registration), exchange(&app, &registration));
    let mut statuses = [one.0, two.0];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 422]);
    assert_eq!(FakeRunner::open(&app, &token).await.err(), Some(401));
    app.finish().await;
}

async fn a_registration_token_expires_and_a_newer_one_takes_its_place(database: TestDatabase) {
    let app = TestApp::start_with(database, &NO_RUNNER).await;
    let (first, path) = added(&app).await;
    let renewed = app.client.post(&format!("{path}/reregister"), &json!({})).await;
    let (status, why) = exchange(&app, &first).await;
    assert_eq!((status, why.contains("not valid")), (422, true), "{why}");
    let second = text(&renewed, "registration_token");
    let tx = app.app().database().begin().await.expect("a transaction");
    let rows = runner_registrations::Entity::find().all(&tx).await.expect("rows");
    assert_eq!(rows.len(), 1, "{rows:#?}");
    let row = rows.into_iter().next().expect("one");
    assert!(!row.token_hash.contains(&second[9..]), "only a hash is kept");
    let mut changed = row.into_active_model();
    changed.expires_at = Set(oored::clock::now());
    changed.update(&tx).await.expect("changed");
    tx.commit().await.expect("committed");
    let (status, why) = exchange(&app, &second).await;
    assert_eq!((status, why.contains("expired")), (422, true), "{why}");
    app.finish().await;
}

async fn a_revoked_or_removed_runner_is_turned_out_at_once(database: TestDatabase) {
    let app = TestApp::start_with(database, &NO_RUNNER).await;
    let (registration, path) = added(&app).await;
    let token = app.register_runner(&registration).await;
    let connect = async |token: &str| {
        FakeRunner::connect(&app, token, Ulid::generate(), (&["linux"], &[])).await
    };
    let mut runner = connect(&token).await;
    // Without `revoke` the present token is good until the exchange.
    let renewed = app.client.post(&format!("{path}/reregister"), &json!({})).await;
    drop(runner);
    runner = connect(&token).await;
    let next = app.register_runner(&text(&renewed, "registration_token")).await;
    runner.closed().await;
    assert_eq!(FakeRunner::open(&app, &token).await.err(), Some(401));
    let mut runner = connect(&next).await;
    app.client.post(&format!("{path}/reregister"), &json!({ "revoke": true })).await;
    runner.closed().await;
    assert_eq!(FakeRunner::open(&app, &next).await.err(), Some(401));
    let renewed = app.client.post(&format!("{path}/reregister"), &json!({})).await;
    let last = app.register_runner(&text(&renewed, "registration_token")).await;
    let mut runner = connect(&last).await;
    assert_eq!(app.client.answer(Method::DELETE, &path, None).await.status, 204);
    runner.closed().await;
    assert_eq!(FakeRunner::open(&app, &last).await.err(), Some(401));
    app.finish().await;
}

async fn a_registration_token_opens_nothing_else(database: TestDatabase) {
    let app = TestApp::start_with(database, &NO_RUNNER).await;
    let (registration, path) = added(&app).await;
    assert_eq!(FakeRunner::open(&app, &registration).await.err(), Some(401));
    let request = app.client.anonymous(Method::GET, &path).bearer_auth(&registration);
    assert_eq!(crate::support::send(request).await.status, 401);
    app.finish().await;
}

/// Runs `oored runner` until it is online, then ends it by SIGTERM; what it said.
async fn run(app: &Server, path: &str, data_dir: &Path, registration: Option<&str>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_oored"));
    command
        .args(["runner", "--server", app.client.base_url(), "--data-dir"])
        .arg(data_dir)
        .env_remove("OORE_TOKEN")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true);
    if let Some(registration) = registration {
        command.env("OORE_REGISTRATION_TOKEN", registration);
    }
    let mut process = command.spawn().expect("started");
    app.get_until(path, |runner| runner["status"] == "online").await;
    let id = process.id().expect("it runs").to_string();
    let signalled = Command::new("kill").args(["-TERM", &id]).status().await.expect("kill runs");
    assert!(signalled.success());
    assert!(process.wait().await.expect("waited").success());
    app.get_until(path, |runner| runner["status"] == "offline").await;
}

async fn the_program_registers_once_and_keeps_its_token_to_itself(database: TestDatabase) {
    let app = TestApp::start_with(database, &NO_RUNNER).await;
    let (registration, path) = added(&app).await;
    let directory = tempfile::tempdir().expect("a directory");
    let data_dir = directory.path().join("runner");
    run(&app, &path, &data_dir, Some(&registration)).await;
    let kept = data_dir.join("registration.json");
    let mode = |path: &Path| std::fs::metadata(path).expect("there").permissions().mode() & 0o777;
    assert_eq!((mode(&kept), mode(&data_dir)), (0o600, 0o700));
    let text_kept = std::fs::read_to_string(&kept).expect("read");
    assert!(!text_kept.contains(&registration), "the registration token itself is not kept");
    // The same command again, and without the token that is spent.
    run(&app, &path, &data_dir, Some(&registration)).await;
    run(&app, &path, &data_dir, None).await;
    // Elsewhere the spent token is no good, and the reason is told.
    let output = Command::new(env!("CARGO_BIN_EXE_oored"))
        .args(["runner", "--server", app.client.base_url(), "--data-dir"])
        .arg(directory.path().join("other"))
        .env_remove("OORE_TOKEN")
        .env("OORE_REGISTRATION_TOKEN", &registration)
        .output()
        .await
        .expect("ran");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains("used already"), "{said}");
    assert!(!said.contains(&registration), "{said}");
    // Given as the runner's own token it is refused at once.
    let output = Command::new(env!("CARGO_BIN_EXE_oored"))
        .args(["runner", "--server", app.client.base_url(), "--data-dir"])
        .arg(directory.path().join("third"))
        .env("OORE_TOKEN", &registration)
        .output()
        .await
        .expect("ran");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains("--registration-token"), "{said}");
    app.finish().await;
}

/// Shows wrong tokens until that is refused with 429; what was answered before.
async fn until_braked(mut show: impl AsyncFnMut() -> u16) -> u16 {
    let mut before = 0;
    for _ in 0..500 {
        match show().await {
            429 => return before,
            status => before = status,
        }
    }
    panic!("nobody stops who guesses")
}

async fn whoever_guesses_is_told_to_wait_and_others_are_not_in_the_way(database: TestDatabase) {
    let app = TestApp::start_with(database, &NO_RUNNER).await;
    let (registration, _) = added(&app).await;
    let minted = |kind: TokenKind| kind.mint().expose_secret().to_owned();
    let guess = async || exchange(&app, &minted(TokenKind::Registration)).await.0;
    assert_eq!(until_braked(guess).await, 422);
    // Who has the right one is let through, whoever else is at the same address.
    let token = app.register_runner(&registration).await;
    assert!(FakeRunner::open(&app, &token).await.is_ok());
    let guess =
        async || FakeRunner::open(&app, &minted(TokenKind::Runner)).await.expect_err("refused");
    // What was left of the address' patience is less than a second's.
    assert!(matches!(until_braked(guess).await, 0 | 401));
    app.finish().await;
}
