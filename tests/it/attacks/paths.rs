//! Paths that are written in another way, to get past a check that compares them.

use serde_json::Value;

use crate::support::{TestApp, TestDatabase, Wire, on_both_databases};

on_both_databases!(no_spelling_of_a_path_reaches_another_operation);

/// Spellings that reach an operation where somebody undoes them.
const ODD: [&str; 26] = [
    "//api/repositories",
    "/api//repositories",
    "/api/repositories//",
    "/api/./repositories",
    "/api/health/../repositories",
    "/api/health/live/../../repositories",
    "/api/health/live/..;/..;/repositories",
    "/api/repositories;",
    "/api/repositories;x=1",
    "/api;/repositories",
    "/api/repositories%3bx",
    "/api/%2e/repositories",
    "/api/health/%2e%2e/repositories",
    "/api/health/live/%2e%2e/%2E%2E/repositories",
    "/api/health/..%2frepositories",
    "/api/health/live%2f..%2f..%2frepositories",
    "/api%2frepositories",
    "/api/repositories%00",
    "/api/repositories%00.json",
    "/api/repositories%20",
    "/api/repositories%0a",
    "/api\\repositories",
    "/api/%72epositories%2f",
    "/API/repositories",
    "/api/repositories.json",
    "/docs/../api/repositories",
];

async fn no_spelling_of_a_path_reaches_another_operation(database: TestDatabase) {
    let app = TestApp::start_with(database, &[("OORE_LOCAL_RUNNER", "false")]).await;
    for path in ODD {
        for method in ["GET", "POST", "DELETE"] {
            let mut wire = Wire::to(app.app().address()).await;
            wire.send(&format!(
                "{method} {path} HTTP/1.1\r\nhost: oore\r\nauthorization: Bearer {}\r\n\
                 content-length: 0\r\nconnection: close\r\n\r\n",
                app.client.token()
            ))
            .await;
            let answer = wire.rest().await;
            let status = answer.split(' ').nth(1).unwrap_or("none").to_owned();
            let body = answer.split_once("\r\n\r\n").map(|(_, body)| body).unwrap_or_default();
            let code = serde_json::from_str(body).unwrap_or(Value::Null)["code"].clone();
            assert!(status == "404" && code == "unknown_path", "{method} {path}: {answer}");
        }
    }
    app.finish().await;
}
