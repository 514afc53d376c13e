//! `oored rotate-key`: with the server stopped, and what it says when it isn't.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::Method;
use serde_json::json;

use crate::support::{
    Daemon, GitRepository, TestDatabase, TestRepository, on_both_databases, text,
};

on_both_databases!(
    everything_opens_after_a_rotation,
    a_server_works_while_a_rotation_is_half_done,
    a_configured_key_is_changed_by_hand,
    what_cannot_be_opened_is_named_and_the_previous_key_stays,
);

const PIPELINE: &str = "
version: 1
on: push
jobs: { use: { checkout: none, secrets: [TOKEN], steps: [{ run: 'echo ${#TOKEN}' }] } }
";

const VALUE: &str = "hush-nobody-may-see-this";

/// Runs it on the data of a server.
fn rotate(directory: &Path, url: Option<&str>, more: &[(&str, &str)]) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_oored"));
    command.arg("rotate-key").env_clear().env("OORE_DATA_DIR", directory.join("data"));
    command.envs(url.map(|url| ("OORE_DATABASE_URL", url))).envs(more.iter().copied());
    let Output { status, stdout, stderr } = command.current_dir(directory).output().unwrap();
    let told = String::from_utf8([stdout, stderr].concat()).unwrap();
    assert!(!told.contains(VALUE), "{told}");
    (status.code(), told)
}

async fn register(daemon: &Daemon) -> TestRepository {
    let repository = daemon.register("acme/app", GitRepository::with_pipeline(PIPELINE)).await;
    let path = format!("/api/repositories/{}/secrets/TOKEN", repository.id);
    let body = json!({ "value": VALUE });
    let answer = daemon.client.answer(Method::PUT, &path, Some(&body)).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    repository
}

/// Puts a value into each sealed column, as callers do.
async fn fill(daemon: &Daemon, repository: &TestRepository) {
    let signing_token = |text| format!("whsec_{}", STANDARD.encode([text; 32]));
    let (first, second) = (signing_token(1_u8), signing_token(2));
    let more = json!({
        "webhook_signing_token": first, "access_token": "an-access-token",
        "api_url": "http://127.0.0.1:9/",
    });
    let signed = daemon.register_with("gitlab", "acme/signed", GitRepository::new(), more).await;
    for (id, body) in [
        (&signed.id, json!({ "webhook_signing_token": second })),
        // The one before is valid as long as the test takes, and is what its pushes are signed with.
        (&repository.id, json!({ "webhook_secret": "another-secret" })),
    ] {
        let path = format!("/api/repositories/{id}");
        let answer = daemon.client.answer(Method::PUT, &path, Some(&body)).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
    }
}

/// Whether the webhook's secret and the job's still open.
async fn assert_works(daemon: &Daemon, repository: &TestRepository) {
    repository.git.commit("Another", &[("note", "x")]);
    let build = daemon.push_finishes(repository).await;
    assert_eq!(build["status"], "succeeded", "{build:#}");
    assert_eq!(daemon.log(&build, "use").await, format!("{}\n", VALUE.len()));
}

fn key_files(directory: &Path) -> (String, bool) {
    let key = fs::read_to_string(directory.join("data/encryption-key")).unwrap_or_default();
    (key, directory.join("data/encryption-key.previous").exists())
}

async fn everything_opens_after_a_rotation(database: TestDatabase) {
    let url = database.url();
    let mut daemon = Daemon::start(database, &[]).await;
    let repository = register(&daemon).await;
    fill(&daemon, &repository).await;
    let directory = daemon.data_dir().to_owned();
    let (before, _) = key_files(&directory);
    let (code, told) = rotate(&directory, url.as_deref(), &[]);
    assert_eq!(code, Some(1), "{told}");
    assert!(told.contains("another server uses the data directory"), "{told}");
    assert_eq!(key_files(&directory), (before.clone(), false), "nothing was begun");

    daemon.kill().await;
    let (code, told) = rotate(&directory, url.as_deref(), &[]);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.starts_with("6 values in 6 columns were sealed with the new key, 0 "), "{told}");
    let (after, is_under_way) = key_files(&directory);
    assert!(after != before && !is_under_way);
    let daemon = daemon.restart().await;
    assert_works(&daemon, &repository).await;
    daemon.finish().await;
}

async fn a_server_works_while_a_rotation_is_half_done(database: TestDatabase) {
    let url = database.url();
    let mut daemon = Daemon::start(database, &[]).await;
    let repository = register(&daemon).await;
    let directory = daemon.data_dir().to_owned();
    daemon.kill().await;
    // Cut off after the new key was made, before anything was sealed with it.
    let (key, previous) = ("encryption-key", "encryption-key.previous");
    fs::rename(directory.join("data").join(key), directory.join("data").join(previous)).unwrap();
    let mut daemon = daemon.restart().await;
    assert_works(&daemon, &repository).await;
    let path = "/api/secrets/NEW";
    let body = json!({ "value": VALUE });
    assert_eq!(daemon.client.answer(Method::PUT, path, Some(&body)).await.status, 200);
    let log = fs::read_to_string(directory.join("stderr")).unwrap();
    assert!(log.contains("run `oored rotate-key`"), "{log}");
    daemon.kill().await;
    let (code, told) = rotate(&directory, url.as_deref(), &[]);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.starts_with("2 values in 6 columns were sealed with the new key, 1 "), "{told}");
    let daemon = daemon.restart().await;
    assert_works(&daemon, &repository).await;
    daemon.finish().await;
}

async fn a_configured_key_is_changed_by_hand(database: TestDatabase) {
    let url = database.url();
    let mut daemon = Daemon::start(database, &[]).await;
    let repository = register(&daemon).await;
    let directory = daemon.data_dir().to_owned();
    daemon.kill().await;
    let (old, new) = (key_files(&directory).0, "ab".repeat(32));
    let configured = [("OORE_ENCRYPTION_KEY", new.as_str())];
    let (code, told) = rotate(&directory, url.as_deref(), &configured);
    assert_eq!(code, Some(1), "{told}");
    assert!(told.contains("OORE_ENCRYPTION_KEY_PREVIOUS"), "{told}");
    // From the key that the server made to one of the configuration.
    let both = [configured[0], ("OORE_ENCRYPTION_KEY_PREVIOUS", old.trim())];
    for (resealed, current) in [(2, 0), (0, 2)] {
        let (code, told) = rotate(&directory, url.as_deref(), &both);
        assert_eq!(code, Some(0), "{told}");
        let counts =
            format!("{resealed} values in 6 columns were sealed with the new key, {current}");
        assert!(told.starts_with(&counts), "{told}");
        assert!(told.contains("take OORE_ENCRYPTION_KEY_PREVIOUS away"), "{told}");
    }
    // The server's own file is put in the place of its configuration.
    fs::write(directory.join("data/encryption-key"), &new).unwrap();
    let daemon = daemon.restart().await;
    assert_works(&daemon, &repository).await;
    daemon.finish().await;
}

async fn what_cannot_be_opened_is_named_and_the_previous_key_stays(database: TestDatabase) {
    let url = database.url();
    let mut daemon = Daemon::start(database, &[]).await;
    let repository = register(&daemon).await;
    let directory = daemon.data_dir().to_owned();
    daemon.kill().await;
    // Another key than the one that everything was sealed with.
    let right = key_files(&directory).0;
    fs::write(directory.join("data/encryption-key"), "cd".repeat(32)).unwrap();
    let (code, told) = rotate(&directory, url.as_deref(), &[]);
    assert_eq!(code, Some(1), "{told}");
    assert!(told.contains("secrets.sealed_value of "), "{told}");
    let id = text(&json!({ "id": repository.id }), "id");
    assert!(told.contains(&format!("repositories.webhook_secret of {id}")), "{told}");
    assert!(key_files(&directory).1, "the previous key stays");
    // The right one comes back, and the rotation ends with the key that it began with.
    fs::write(directory.join("data/encryption-key.previous"), &right).unwrap();
    let (new, _) = key_files(&directory);
    let (code, told) = rotate(&directory, url.as_deref(), &[]);
    assert_eq!(code, Some(0), "{told}");
    assert_eq!(key_files(&directory), (new, false));
    let daemon = daemon.restart().await;
    assert_works(&daemon, &repository).await;
    daemon.finish().await;
}
