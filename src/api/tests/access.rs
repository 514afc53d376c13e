//! Tokens and scopes: who is let in, and what the others are told.

use super::server::{Server, told};

#[tokio::test]
async fn only_a_token_with_the_scope_opens_an_operation() {
    let server = Server::start().await;
    let body = r#"{"name":"a"}"#;
    for (token, read, write) in [
        (None, 401, 401),
        (Some("stranger"), 401, 401),
        (Some("reader"), 200, 403),
        (Some("writer"), 200, 201),
        (Some("root"), 200, 201),
        (Some("broken"), 500, 500),
    ] {
        let with = |request: reqwest::RequestBuilder| match token {
            Some(token) => request.bearer_auth(token),
            None => request,
        };
        let list = with(server.request("GET", "/api/things")).send().await.unwrap();
        assert_eq!(list.status().as_u16(), read, "{token:?}");
        let add = server.request("POST", "/api/things").header("content-type", "application/json");
        let add = with(add).body(body).send().await.unwrap();
        assert_eq!(add.status().as_u16(), write, "{token:?}");
    }
}

#[tokio::test]
async fn a_refusal_says_what_is_missing() {
    let server = Server::start().await;
    let mut all = String::new();
    for authorization in ["", "Basic eDp5", "Bearer", "Bearer stranger", "Bearer reader"] {
        // The body is wrong as well: who may not call learns nothing about it.
        let mut request = server.request("POST", "/api/things").body("nonsense");
        if !authorization.is_empty() {
            request = request.header("authorization", authorization);
        }
        let response = request.send().await.unwrap();
        all.push_str(&format!("=== {authorization}\n{}\n", told(response).await));
    }
    insta::assert_snapshot!(all);
}
