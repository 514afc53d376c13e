//! Every error is a problem, whoever raises it: framework, handler, limit or panic.

use std::time::Duration;

use bytes::Bytes;
use futures_util::stream;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::server::{Server, told};

const ID: &str = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

#[tokio::test]
async fn every_error_is_a_problem() {
    let server = Server::start().await;
    let mut all = String::new();
    for (method, path) in [
        ("GET", "/nowhere".to_owned()),
        ("PATCH", format!("/api/things/{ID}")),
        ("HEAD", "/api/webhooks/thing".to_owned()),
        ("POST", "/docs".to_owned()),
        ("GET", "/api/things/nonsense".to_owned()),
        ("GET", "/api/things?limit=0".to_owned()),
        ("GET", "/api/things?even=perhaps".to_owned()),
        ("GET", format!("/api/things/{ID}/bytes")),
        ("GET", format!("/api/things/{ID}/bytes?size=1001")),
        ("GET", format!("/api/things/{ID}")),
        ("DELETE", format!("/api/things/{ID}")),
        ("POST", "/api/things".to_owned()),
        ("GET", "/api/panic".to_owned()),
        ("GET", "/api/undocumented".to_owned()),
        ("GET", "/api/busy".to_owned()),
        ("GET", "/api/things/events/".to_owned()),
    ] {
        let response = server.root(method, &path).send().await.unwrap();
        all.push_str(&format!("=== {method} {path}\n{}\n", told(response).await));
    }
    insta::assert_snapshot!(all);
}

#[tokio::test]
async fn a_body_that_declares_too_much_is_refused() {
    let server = Server::start().await;
    let response = server.add(&" ".repeat(1024 * 1024 + 1)).await;
    insta::assert_snapshot!(told(response).await, @r#"
    413
    content-type: application/problem+json
    x-request-id: test
    {"type":"urn:oore:problem:body_too_large","title":"Body too large","status":413,"code":"body_too_large","detail":"the body is larger than 1048576 bytes","request_id":"test"}
    "#);
}

#[tokio::test]
async fn a_chunked_body_that_grows_too_large_is_refused() {
    let server = Server::start().await;
    for (path, chunks, status) in [
        ("/api/things", 17, 413),
        ("/api/webhooks/thing", 17, 202),
        ("/api/webhooks/thing", 400, 202),
        ("/api/webhooks/thing", 401, 413),
    ] {
        let chunk = Bytes::from(vec![b' '; 64 * 1024]);
        let body = stream::iter((0..chunks).map(move |_| Ok::<_, std::io::Error>(chunk.clone())));
        let request = server.root("POST", path).header("content-type", "application/json");
        let response = request.body(reqwest::Body::wrap_stream(body)).send().await.unwrap();
        assert_eq!(response.status().as_u16(), status, "{path}: {chunks} chunks");
    }
}

async fn exchange(server: &Server, request: &str) -> String {
    let mut socket = TcpStream::connect(server.url.trim_start_matches("http://")).await.unwrap();
    socket.write_all(request.as_bytes()).await.unwrap();
    let mut answer = vec![0; 64 * 1024];
    let mut length = 0;
    while !answer[..length].ends_with(b"}") {
        let read = socket.read(&mut answer[length..]).await.unwrap();
        assert!(read > 0, "closed after {:?}", String::from_utf8_lossy(&answer[..length]));
        length += read;
    }
    String::from_utf8_lossy(&answer[..length]).into_owned()
}

const UNFINISHED: &str = "POST /api/webhooks/thing HTTP/1.1\r\nhost: x\r\n\
    content-type: application/json\r\ncontent-length: 10\r\n\r\n{";

#[tokio::test(start_paused = true)]
async fn a_body_that_does_not_arrive_is_given_up() {
    let server = Server::start().await;
    let started = tokio::time::Instant::now();
    let answer = exchange(&server, UNFINISHED).await;
    assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
    assert!(answer.contains(r#""code":"body_timeout""#), "{answer}");
    assert!(started.elapsed() >= Duration::from_secs(30));
}

#[tokio::test]
async fn request_ids_are_kept_or_made() {
    let server = Server::start().await;
    let id = |response: reqwest::Response| {
        response.headers()["x-request-id"].to_str().unwrap().to_owned()
    };
    let kept = server.http.get(&server.url).header("x-request-id", "mine.1").send().await.unwrap();
    assert_eq!(id(kept), "mine.1");
    let bad = server.http.get(&server.url).header("x-request-id", "a b").send().await.unwrap();
    let made = id(bad);
    assert!(made.parse::<crate::ids::BuildId>().is_ok(), "{made}");
    let none = server.root("GET", "/nowhere").send().await.unwrap();
    let header = none.headers()["x-request-id"].to_str().unwrap().to_owned();
    assert!(none.text().await.unwrap().contains(&format!(r#""request_id":"{header}""#)));
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let server = Server::start().await;
    for path in ["/api/things", "/nowhere", "/docs", "/api/panic"] {
        let response = server.root("GET", path).send().await.unwrap();
        let headers = response.headers();
        assert_eq!(headers["x-content-type-options"], "nosniff", "{path}");
        assert_eq!(headers["x-frame-options"], "DENY", "{path}");
        assert_eq!(headers["referrer-policy"], "no-referrer", "{path}");
        let policy = headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
        assert!(!policy.contains("script-src 'self' 'unsafe"), "{path}: {policy}");
    }
}
