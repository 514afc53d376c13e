//! What the outermost layer holds requests to before an operation sees them.

use std::sync::Arc;
use std::time::Duration;

use poem::{Route, handler};

use super::sample::{Sample, Second};
use super::server::{Server, Tokens, told};
use crate::api::client_address::{ClientAddress, TrustedProxies};
use crate::api::limit::BodyBudget;
use crate::api::middleware::Rules;

#[handler]
fn whence(client: ClientAddress) -> String {
    client.to_string()
}

#[handler]
async fn never() -> &'static str {
    std::future::pending().await
}

async fn server(rules: Rules) -> Server {
    let others = Route::new().at("/whence", whence).at("/never", never);
    let (tokens, budget) = (Arc::new(Tokens), BodyBudget::default());
    let endpoint =
        crate::api::assemble((Sample, Second), others, tokens, budget, (rules, Default::default()))
            .unwrap();
    Server::serve(endpoint).await
}

async fn client(server: &Server, forwarded: &[&str]) -> String {
    let mut request = server.request("GET", "/whence").header("forwarded", "for=192.0.2.9");
    for value in forwarded {
        request = request.header("x-forwarded-for", *value);
    }
    request.send().await.unwrap().text().await.unwrap()
}

#[tokio::test]
async fn a_handler_learns_the_address_that_trusted_proxies_tell() {
    let alone = server(Rules::default()).await;
    assert_eq!(client(&alone, &["198.51.100.7"]).await, "127.0.0.1");
    let proxies = TrustedProxies::new(&["127.0.0.1/32".parse().unwrap()]);
    let proxied = server(Rules { proxies, ..Rules::default() }).await;
    assert_eq!(client(&proxied, &[]).await, "127.0.0.1");
    assert_eq!(client(&proxied, &["192.0.2.1, 198.51.100.7"]).await, "198.51.100.7");
    assert_eq!(client(&proxied, &["198.51.100.7", "nonsense"]).await, "127.0.0.1");
}

#[tokio::test]
async fn a_page_of_another_site_is_refused_before_anything_is_looked_at() {
    let server = server(Rules::default()).await;
    let request = server.request("POST", "/nowhere").header("origin", "https://evil.example");
    insta::assert_snapshot!(told(request.send().await.unwrap()).await, @r#"
    403
    content-type: application/problem+json
    x-request-id: test
    {"type":"urn:oore:problem:forbidden","title":"Not allowed","status":403,"code":"forbidden","detail":"the request comes from a page of `https://evil.example`, which is not this server; if it is, set OORE_PUBLIC_URL to the address that people use","request_id":"test"}
    "#);
}

#[tokio::test]
async fn an_answer_that_takes_too_long_is_given_up_with_a_problem() {
    let request_time = Duration::from_millis(50);
    let server = server(Rules { request_time, ..Rules::default() }).await;
    let response = server.request("GET", "/never").send().await.unwrap();
    insta::assert_snapshot!(told(response).await, @r#"
    503
    content-type: application/problem+json
    retry-after: 10
    x-request-id: test
    {"type":"urn:oore:problem:unavailable","title":"Not available now","status":503,"code":"unavailable","detail":"the answer took longer than 50ms","request_id":"test"}
    "#);
}

#[tokio::test]
async fn every_answer_says_what_browsers_may_do_with_it() {
    let server = server(Rules { is_reached_by_tls: true, ..Rules::default() }).await;
    for path in ["/whence", "/nowhere", "/docs", "/openapi.json"] {
        let response = server.request("GET", path).send().await.unwrap();
        let headers = response.headers();
        let value = |name: &str| headers.get(name).unwrap_or_else(|| panic!("{path}: {name}"));
        for (name, expected) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("strict-transport-security", "max-age=31536000"),
        ] {
            assert_eq!(value(name), expected, "{path}");
        }
        assert!(value("permissions-policy").to_str().unwrap().contains("camera=()"), "{path}");
        let policy = value("content-security-policy").to_str().unwrap();
        for part in ["default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"] {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert!(!policy.contains("script-src 'unsafe") && !policy.contains('*'), "{policy}");
    }
}

#[tokio::test]
async fn without_tls_browsers_are_not_told_to_use_it() {
    let server = server(Rules::default()).await;
    let response = server.request("GET", "/whence").send().await.unwrap();
    assert!(!response.headers().contains_key("strict-transport-security"));
}
