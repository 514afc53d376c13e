//! The document as published, served and shown.

use super::sample::{Sample, Second};
use super::server::Server;
use crate::api::spec;

#[test]
fn the_document_says_what_the_code_declares() {
    let document = crate::api::describe((Sample, Second)).unwrap();
    insta::assert_snapshot!(spec::to_text(&document));
}

#[test]
fn two_blocks_may_not_declare_one_method_of_a_path() {
    let error = crate::api::describe((Second, Second)).unwrap_err().to_string();
    assert!(error.contains("`/api/things` has `post` twice"), "{error}");
}

#[tokio::test]
async fn the_served_document_is_the_published_text() {
    let server = Server::start().await;
    let published = spec::to_text(&crate::api::describe((Sample, Second)).unwrap());
    let response = server.request("GET", "/openapi.json").send().await.unwrap();
    assert_eq!(response.headers()["content-type"], "application/json");
    let etag = response.headers()["etag"].clone();
    assert_eq!(response.text().await.unwrap(), published);
    let again = server.request("GET", "/openapi.json").header("if-none-match", etag);
    let again = again.send().await.unwrap();
    assert_eq!(again.status().as_u16(), 304);
    assert_eq!(again.text().await.unwrap(), "");
}

#[tokio::test]
async fn the_page_loads_only_files_of_this_server() {
    let server = Server::start().await;
    let page = server.request("GET", "/docs").send().await.unwrap();
    assert_eq!(page.headers()["content-type"], "text/html; charset=utf-8");
    let page = page.text().await.unwrap();
    assert!(!page.contains("//"), "{page}");
    for (path, content_type, least) in [
        ("/docs/swagger-ui.js", "text/javascript", 1_000_000),
        ("/docs/swagger-ui.css", "text/css", 100_000),
        ("/docs/start.js", "text/javascript", 100),
    ] {
        assert!(page.contains(path.trim_start_matches('/')), "{path}");
        let file = server.request("GET", path).send().await.unwrap();
        assert_eq!(file.headers()["content-type"], content_type);
        let text = file.text().await.unwrap();
        assert!(text.len() >= least, "{path}: {}", text.len());
        assert!(!text.contains("<style charset"), "{path}");
    }
}
