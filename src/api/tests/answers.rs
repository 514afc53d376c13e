//! What comes back when all is well: statuses, headers, pages, bytes and events.

use std::io;

use futures_util::stream;
use poem::Response;
use poem::endpoint::make_sync;

use super::server::{Server, told};
use crate::api::answer::body_of_pieces;

const ID: &str = "01ARZ3NDEKTSV4RRFFQ69G5FAA";

#[tokio::test]
async fn each_success_has_its_status_headers_and_body() {
    let server = Server::start().await;
    let mut all = told(server.add(r#"{"name":"a","colour":"red"}"#).await).await;
    for (method, path) in [
        ("GET", "/api/things?limit=2".to_owned()),
        ("DELETE", format!("/api/things/{ID}")),
        ("HEAD", "/api/things".to_owned()),
    ] {
        let response = server.root(method, &path).send().await.unwrap();
        all.push_str(&format!("\n=== {method} {path}\n{}", told(response).await));
    }
    insta::assert_snapshot!(all);
}

#[tokio::test]
async fn bytes_come_as_they_are_with_their_length() {
    let server = Server::start().await;
    let path = format!("/api/things/{ID}/bytes?size=1000");
    let response = server.request("GET", &path).send().await.unwrap();
    assert_eq!(response.headers()["content-length"], "1000");
    assert_eq!(response.headers()["content-type"], "application/octet-stream");
    assert_eq!(response.bytes().await.unwrap(), vec![0xff; 1000]);
}

#[tokio::test]
async fn what_was_read_before_an_answer_breaks_off_arrives() {
    let broken = || stream::iter([Ok(b"whole".to_vec()), Err(io::Error::other("damaged"))]);
    let whole = || Response::builder().header("content-length", 12);
    let endpoint = make_sync(move |_| whole().body(body_of_pieces(broken())));
    let server = Server::serve(endpoint).await;
    let mut answer = server.request("GET", "/").send().await.expect("a status");
    assert_eq!(answer.chunk().await.expect("a piece").as_deref(), Some(&b"whole"[..]));
    answer.chunk().await.expect_err("it breaks off");
}

#[tokio::test]
async fn events_carry_ids_from_which_a_stream_resumes() {
    let server = Server::start().await;
    let request = server.request("GET", "/api/things/events");
    let response = request.header("last-event-id", "1").send().await.unwrap();
    insta::assert_snapshot!(told(response).await, @r#"
    200
    content-type: text/event-stream
    x-request-id: test
    id: 2
    event: thing
    data: {"number":2,"name":"thing 2"}

    id: 3
    event: thing
    data: {"number":3,"name":"thing 3"}
    "#);
}

#[tokio::test]
async fn a_list_is_followed_by_its_tokens_alone() {
    let server = Server::start().await;
    let mut numbers = Vec::new();
    let mut path = "/api/things?limit=2&even=true".to_owned();
    loop {
        let response = server.root("GET", &path).send().await.unwrap();
        let page: serde_json::Value = response.json().await.unwrap();
        let items = page["items"].as_array().unwrap();
        numbers.extend(items.iter().map(|item| item["number"].as_u64().unwrap()));
        let Some(token) = page["next_page"].as_str() else { break };
        path = format!("/api/things?limit=2&page_token={token}");
    }
    assert_eq!(numbers, [2, 4, 6, 8, 10]);
}

#[tokio::test]
async fn a_token_with_other_filters_is_refused() {
    let server = Server::start().await;
    let first = server.root("GET", "/api/things?limit=2&even=true").send().await.unwrap();
    let page: serde_json::Value = first.json().await.unwrap();
    let token = page["next_page"].as_str().unwrap();
    for (query, status) in [
        (format!("even=true&page_token={token}"), 200),
        (format!("even=false&page_token={token}"), 400),
        ("page_token=nonsense".to_owned(), 400),
        (format!("page_token={}", "a".repeat(3000)), 400),
    ] {
        let response = server.root("GET", &format!("/api/things?{query}")).send().await.unwrap();
        assert_eq!(response.status().as_u16(), status, "{query}");
    }
}
