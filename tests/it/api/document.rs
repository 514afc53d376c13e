//! The document and its pages, which anybody may read.

use std::process::Command;

use reqwest::Method;

use crate::support::{TestApp, TestDatabase};

#[tokio::test(flavor = "multi_thread")]
async fn document_and_pages_are_public_and_need_no_other_host() {
    let app = TestApp::start_with(TestDatabase::sqlite(), &[("OORE_LOCAL_RUNNER", "false")]).await;
    let get = async |path: &str| {
        let answer = crate::support::send(app.client.anonymous(Method::GET, path)).await;
        assert_eq!(answer.status, 200, "{path}");
        answer
    };
    let served = get("/openapi.json").await;
    let printed = Command::new(env!("CARGO_BIN_EXE_oored")).arg("openapi").output().expect("run");
    assert!(printed.status.success());
    assert_eq!(served.text(), String::from_utf8(printed.stdout).expect("text"));
    assert_eq!(served.headers["content-type"], "application/json");

    let start = crate::support::send(app.client.anonymous(Method::GET, "/")).await;
    // Followed, as a browser does.
    assert_eq!(start.text(), get("/docs").await.text());
    let page = get("/docs").await;
    let policy = page.headers["content-security-policy"].to_str().expect("text").to_owned();
    assert!(policy.contains("default-src 'none'") && !policy.contains("http"), "{policy}");
    let text = page.text();
    let links: Vec<_> = text.split('"').filter(|part| part.starts_with("docs/")).collect();
    assert_eq!(links.len(), 3, "{text}");
    for link in links {
        get(&format!("/{link}")).await;
    }
    assert!(!text.contains("//"), "{text}");
    app.finish().await;
}
