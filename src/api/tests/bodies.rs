//! Bodies against their schemas: each mistake named, nothing good refused.

use super::server::{Server, told};

#[tokio::test]
async fn a_body_that_breaks_its_schema_is_refused_with_every_mistake() {
    let server = Server::start().await;
    let mut all = String::new();
    for body in [
        "",
        "nonsense",
        "[]",
        "null",
        "{}",
        r#"{"name":5}"#,
        r#"{"name":true,"colour":null,"labels":[1,"x",null],"nam":"x"}"#,
        r#"{"name":"a","colour":"dark_gren"}"#,
        r#"{"name":"","count":101}"#,
        r#"{"name":"123456789","count":-1}"#,
        r#"{"name":"a","count":70000}"#,
        r#"{"name":"a","count":1.5}"#,
        r#"{"name":"a","count":-1}"#,
        r#"{"name":"a","owner":{"nme":"x","zip":1}}"#,
        r#"{"name":"a","env":{"A":1,"b/c":"x"}}"#,
        r#"{"name":"a","name":"b"}"#,
        r#"{"name":"old"}"#,
        r#"{"name":"none"}"#,
    ] {
        let response = server.add(body).await;
        assert!(response.status().is_client_error(), "{body}");
        let problem: serde_json::Value = response.json().await.unwrap();
        let status = &problem["status"];
        let (code, detail) = (&problem["code"], &problem["detail"]);
        all.push_str(&format!("=== {body}\n{status} {code} {detail}\n"));
        for error in problem["errors"].as_array().into_iter().flatten() {
            all.push_str(&format!("    {} {}\n", error["field"], error["message"]));
        }
    }
    insta::assert_snapshot!(all);
}

#[tokio::test]
async fn a_body_that_follows_its_schema_is_taken() {
    let server = Server::start().await;
    for body in [
        r#"{"name":"a"}"#,
        r#"{"name":"a","colour":"dark_green","owner":{"name":"x"},"labels":["y"],"count":100,
            "note":null,"env":{"A":"1"}}"#,
        r#"{"name":"a","note":"x"}"#,
    ] {
        let response = server.add(body).await;
        assert_eq!(response.status().as_u16(), 201, "{body}: {}", told(response).await);
    }
}

#[tokio::test]
async fn only_the_documented_content_types_are_taken() {
    let server = Server::start().await;
    for (path, content_type, status) in [
        ("/api/things", "application/json", 201),
        ("/api/things", "Application/JSON; charset=utf-8", 201),
        ("/api/things", "application/problem+json", 415),
        ("/api/things", "text/plain", 415),
        ("/api/things", "", 415),
        ("/api/webhooks/thing", "application/json", 202),
        ("/api/webhooks/thing", "application/x-www-form-urlencoded", 202),
        ("/api/webhooks/thing", "text/plain", 415),
        ("/api/webhooks/thing", "", 415),
    ] {
        let mut request = server.root("POST", path).body(r#"{"name":"a"}"#);
        if !content_type.is_empty() {
            request = request.header("content-type", content_type);
        }
        let response = request.send().await.unwrap();
        assert_eq!(response.status().as_u16(), status, "{path}: {content_type}");
    }
}

#[tokio::test]
async fn an_optional_body_may_be_left_out_but_not_wrong() {
    let server = Server::start().await;
    let json = "application/json";
    for (content_type, body, status) in [
        ("", "", 202),
        (json, "", 202),
        (json, r#"{"name":"x"}"#, 202),
        (json, "{}", 400),
        (json, "null", 400),
        ("", r#"{"name":"x"}"#, 415),
        ("text/plain", "", 415),
    ] {
        let path = "/api/things/01ARZ3NDEKTSV4RRFFQ69G5FAV/paint";
        let mut request = server.root("POST", path).body(body);
        if !content_type.is_empty() {
            request = request.header("content-type", content_type);
        }
        let response = request.send().await.unwrap();
        assert_eq!(response.status().as_u16(), status, "{content_type}: {body}");
    }
}

#[tokio::test]
async fn a_body_full_of_mistakes_gets_a_bounded_answer() {
    let server = Server::start().await;
    let fields: Vec<String> = (0..10_000).map(|n| format!(r#""x{n}":1"#)).collect();
    let labels = vec!["1"; 10_000].join(",");
    let wide = format!("{{{}}}", fields.join(","));
    let long = format!(r#"{{"name":"a","labels":[{labels}]}}"#);
    for body in [wide, long] {
        let problem: serde_json::Value = server.add(&body).await.json().await.unwrap();
        assert_eq!(problem["errors"].as_array().unwrap().len(), 50);
    }
}
