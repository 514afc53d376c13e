//! Pages of other sites that speak to the server through the browser of somebody who may.

use reqwest::Method;
use serde_json::json;

use crate::support::{GitRepository, TestApp, TestDatabase, on_both_databases, send};

on_both_databases!(
    no_page_of_another_site_changes_anything_or_listens,
    a_page_of_this_server_and_programs_do,
);

const SETTINGS: [(&str, &str); 2] =
    [("OORE_LOCAL_RUNNER", "false"), ("OORE_PUBLIC_URL", "https://ci.example.com")];

/// Requests that matter, with the right token: nothing but the origin is against them.
const GUARDED: [(Method, &str); 5] = [
    (Method::POST, "/api/repositories"),
    (Method::DELETE, "/api/repositories/01ARZ3NDEKTSV4RRFFQ69G5FAV"),
    (Method::PUT, "/api/repositories/01ARZ3NDEKTSV4RRFFQ69G5FAV"),
    (Method::POST, "/api/webhooks/github"),
    (Method::POST, "/nowhere"),
];

async fn start(database: TestDatabase) -> TestApp {
    let mut app = TestApp::start_with(database, &SETTINGS).await;
    let http = reqwest::Client::builder().no_proxy().pool_max_idle_per_host(0).build();
    let address = format!("http://{}", app.app().address());
    app.speak_through(http.expect("a client"), &address);
    app
}

async fn no_page_of_another_site_changes_anything_or_listens(database: TestDatabase) {
    let app = start(database).await;
    let (_, runner_token) = app.add_runner("away", &[]).await;
    for origin in ["https://evil.example", "null", "http://ci.example.com", "http://127.0.0.1:1"] {
        for (method, path) in GUARDED {
            let request = app.client.request(method.clone(), path).header("origin", origin);
            let answer = send(request.json(&json!({}))).await;
            assert_eq!(answer.status, 403, "{method} {path} from {origin}: {}", answer.text());
            assert_eq!(answer.json()["code"], "forbidden");
        }
        let socket = app.client.anonymous(Method::GET, "/api/runners/connect");
        let socket = socket
            .bearer_auth(&runner_token)
            .header("origin", origin)
            .header("connection", "upgrade")
            .header("upgrade", "websocket")
            .header("sec-websocket-version", "13")
            .header("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==");
        assert_eq!(send(socket).await.status, 403, "the socket from {origin}");
        let stream = "/api/builds/01ARZ3NDEKTSV4RRFFQ69G5FAV/events";
        let stream = app.client.request(Method::GET, stream).header("accept", "text/event-stream");
        assert_eq!(send(stream.header("origin", origin)).await.status, 403);
    }
    assert_eq!(app.client.get("/api/repositories").await["items"], json!([]));
    app.finish().await;
}

async fn a_page_of_this_server_and_programs_do(database: TestDatabase) {
    let app = start(database).await;
    let own = app.client.base_url().to_owned();
    for (name, origin) in [("a", None), ("b", Some("https://ci.example.com")), ("c", Some(&own))] {
        let git = GitRepository::new();
        let body = json!({
            "provider": "github", "owner": "acme", "repo": name, "clone_url": git.url(),
        });
        let mut request = app.client.request(Method::POST, "/api/repositories").json(&body);
        if let Some(origin) = origin {
            request = request.header("origin", origin);
        }
        let answer = send(request).await;
        assert_eq!(answer.status, 201, "{origin:?}: {}", answer.text());
    }
    // Reading is not guarded: without the server's leave no browser shows the page what came.
    let request = app.client.request(Method::GET, "/api/repositories");
    let answer = send(request.header("origin", "https://evil.example")).await;
    assert_eq!(answer.status, 200);
    assert!(!answer.headers.contains_key("access-control-allow-origin"));
    app.finish().await;
}
