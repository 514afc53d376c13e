//! Pipeline files that are checked without a build.

use reqwest::Method;
use serde_json::json;

use crate::support::{TestApp, TestDatabase, on_both_databases};

on_both_databases!(a_pipeline_file_is_checked_without_a_build,);

const WRONG: &str = "version: 1
on:
  push: {}
jobz: {}
";

const RIGHT: &str = "version: 1
on: push
jobs:
  test:
    steps:
      - run: make test
";

async fn a_pipeline_file_is_checked_without_a_build(database: TestDatabase) {
    let app = TestApp::start_with(database, &[("OORE_LOCAL_RUNNER", "false")]).await;
    let path = "/api/pipelines/lint";
    let right = app.client.answer(Method::POST, path, Some(&json!({ "text": RIGHT }))).await;
    assert_eq!(right.status, 200, "{}", right.text());
    assert_eq!(right.json(), json!({ "valid": true, "diagnostics": [] }));
    let wrong = json!({ "path": ".oore.yml", "text": WRONG });
    let wrong = app.client.answer(Method::POST, path, Some(&wrong)).await;
    insta::assert_snapshot!("diagnostics", format!("{:#}", wrong.json()));
    let large = json!({ "text": "#".repeat(256 * 1024 + 1) });
    let large = app.client.answer(Method::POST, path, Some(&large)).await;
    assert_eq!(large.json()["diagnostics"][0]["code"], "file_too_large");
    let huge = json!({ "text": "#".repeat(1024 * 1024) });
    assert_eq!(app.client.answer(Method::POST, path, Some(&huge)).await.status, 413);
    assert_eq!(app.client.answer(Method::POST, path, Some(&json!({}))).await.status, 400);
    assert_eq!(app.client.get("/api/builds").await["items"], json!([]));
    app.finish().await;
}
