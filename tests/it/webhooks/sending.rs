//! Deliveries of any bytes, and what servers are told for these tests.

use oored::crypto::signature::Signature;
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::support::{Answer, Delivery};

/// The secret of the GitHub App.
pub(super) const APP_SECRET: &str = "It's a Secret to Everybody";

/// A server with an App, and without a runner of its own.
pub(super) const WITH_APP: [(&str, &str); 2] =
    [("OORE_GITHUB_WEBHOOK_SECRET", APP_SECRET), ("OORE_LOCAL_RUNNER", "false")];

/// The App's endpoint.
pub(super) const APP_PATH: &str = "/api/webhooks/github";

/// One job, which no runner takes here.
pub(super) const PIPELINE: &str = "
version: 1
on: push
jobs:
  test: { checkout: none, steps: [ { run: echo hello } ] }
";

/// GitHub's delivery of these bytes, signed.
pub(super) fn github_bytes(path: &str, event: &str, body: &[u8], secret: &str) -> Delivery {
    with_body(Delivery::github(path, event, &json!({}), secret), body, secret)
}

/// The delivery with other bytes, signed as GitHub signs.
pub(super) fn with_body(delivery: Delivery, body: &[u8], secret: &str) -> Delivery {
    with_bytes(delivery, "x-hub-signature-256", body, secret)
}

/// The delivery with other bytes, signed in this header.
pub(super) fn with_bytes(
    mut delivery: Delivery,
    header: &str,
    body: &[u8],
    secret: &str,
) -> Delivery {
    body.clone_into(&mut delivery.body);
    let signature = Signature::sign(secret.as_bytes(), &[body]).to_hex();
    delivery.with(header, &format!("sha256={signature}"))
}

/// The id of the event that was stored for a delivery.
pub(super) fn stored(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::ACCEPTED, "{}", answer.text());
    answer.json()["id"].as_str().expect("the event's id").to_owned()
}

/// A problem without what differs from request to request.
pub(super) fn problem(answer: &Answer) -> Value {
    let mut problem = answer.json();
    let content_type = answer.headers.get("content-type").and_then(|it| it.to_str().ok());
    assert_eq!(content_type, Some("application/problem+json"), "{}", answer.text());
    assert_eq!(problem["request_id"], answer.headers["x-request-id"].to_str().unwrap());
    problem.as_object_mut().expect("an object").remove("request_id");
    problem
}
