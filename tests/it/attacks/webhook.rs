//! Deliveries of strangers.
//!
//! Signatures that are missing, empty, of SHA-1, doubled, of another repository or of another body,
//! and unknown repositories: `webhooks/refusals.rs`, and for GitLab `webhooks/gitlab.rs`. Encoded
//! and oversized bodies: `webhooks/refusals.rs`. Replays, known ids with another body, and the same
//! delivery many times at once: `webhooks/repeats.rs`. Here is what needs a wire or a clock.

use std::collections::BTreeSet;

use oored::crypto::signature::Signature;
use reqwest::Method;
use serde_json::json;

use crate::support::{
    GitRepository, TestApp, TestDatabase, TestRepository, Wire, on_both_databases,
};

on_both_databases!(
    a_body_that_comes_drop_by_drop_is_given_up,
    a_refusal_is_the_same_to_the_byte_whatever_is_wrong,
    a_body_that_is_announced_twice_is_not_taken,
);

const SETTINGS: [(&str, &str); 3] = [
    ("OORE_LOCAL_RUNNER", "false"),
    ("OORE_BODY_TIMEOUT", "200ms"),
    ("OORE_GITHUB_WEBHOOK_SECRET", "It's a Secret to Everybody"),
];

const NOBODY: &str = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
const BODY: &str = r#"{"zen":"x"}"#;

async fn start(database: TestDatabase) -> (TestApp, TestRepository) {
    let app = TestApp::start_with(database, &SETTINGS).await;
    let repository = app.register("acme/app", GitRepository::new()).await;
    (app, repository)
}

fn signature(secret: &str) -> String {
    format!("sha256={}", Signature::sign(secret.as_bytes(), &[BODY.as_bytes()]).to_hex())
}

/// The head of a delivery that announces its body by `length`.
fn head(path: &str, length: &str, signature: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nhost: oore\r\nconnection: close\r\nx-request-id: same\r\n\
         content-type: application/json\r\nx-github-event: ping\r\nx-github-delivery: one\r\n\
         x-hub-signature-256: {signature}\r\n{length}\r\n\r\n"
    )
}

async fn a_body_that_comes_drop_by_drop_is_given_up(database: TestDatabase) {
    let (app, repository) = start(database).await;
    let path = format!("/api/webhooks/github/{}", repository.id);
    for (length, beginning) in
        [("content-length: 1000", "{"), ("transfer-encoding: chunked", "1\r\n{\r\n")]
    {
        let mut wire = Wire::to(app.app().address()).await;
        wire.send(&head(&path, length, &signature(&repository.secret))).await;
        wire.send(beginning).await;
        let answer = wire.rest().await;
        assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
        assert!(answer.contains("\"code\":\"body_timeout\""), "{answer}");
    }
    nothing_is_stored(&app).await;
    app.finish().await;
}

async fn a_refusal_is_the_same_to_the_byte_whatever_is_wrong(database: TestDatabase) {
    let (app, repository) = start(database).await;
    let own = format!("/api/webhooks/github/{}", repository.id);
    let unknown = format!("/api/webhooks/github/{NOBODY}");
    let length = format!("content-length: {}", BODY.len());
    let mut answers = BTreeSet::new();
    for (path, signature) in [
        (&own, signature("wrong")),
        (&own, String::new()),
        (&own, "sha1=00".to_owned()),
        (&unknown, signature(&repository.secret)),
        (&unknown, String::new()),
        (&"/api/webhooks/github".to_owned(), signature("wrong")),
    ] {
        let mut wire = Wire::to(app.app().address()).await;
        wire.send(&head(path, &length, &signature)).await;
        wire.send(BODY).await;
        let answer = wire.rest().await;
        assert!(answer.starts_with("HTTP/1.1 401"), "{answer}");
        let undated: Vec<_> = answer.lines().filter(|line| !line.starts_with("date:")).collect();
        answers.insert(undated.join("\n"));
    }
    assert_eq!(answers.len(), 1, "{answers:#?}");
    nothing_is_stored(&app).await;
    app.finish().await;
}

async fn a_body_that_is_announced_twice_is_not_taken(database: TestDatabase) {
    let (app, repository) = start(database).await;
    let path = format!("/api/webhooks/github/{}", repository.id);
    let signature = signature(&repository.secret);
    for length in [
        "content-length: 11\r\ncontent-length: 12",
        "content-length: 11, 12",
        "content-length: +11",
        "transfer-encoding: gzip",
    ] {
        let mut wire = Wire::to(app.app().address()).await;
        wire.send(&head(&path, length, &signature)).await;
        let answer = wire.rest().await;
        assert!(answer.starts_with("HTTP/1.1 400"), "{length}: {answer}");
    }
    nothing_is_stored(&app).await;
    app.finish().await;
}

async fn nothing_is_stored(app: &TestApp) {
    let answer = app.client.answer(Method::GET, "/api/webhooks/events", None).await;
    assert_eq!(answer.json()["items"], json!([]));
}
