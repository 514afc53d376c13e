//! Swagger UI in Chromium: what a person sees at `/docs`.

use std::process::Command;

use insta::assert_snapshot;

use crate::server::Server;
use crate::tools;

#[tokio::test]
async fn the_page_lists_all_operations_executes_one_and_asks_no_other_host() {
    let (Some(node), Some(chromium)) = (tools::node_directory(), tools::chromium()) else { return };
    let server = Server::start();
    let mut script = Command::new("node");
    script.arg(tools::root().join("tests/node/swagger.mjs"));
    script.current_dir(node);
    script.env("OORE_SERVER", &server.url).env("OORE_TOKEN", &server.token);
    script.env("OORE_TEST_CHROMIUM", chromium);
    script.env("OORE_TEST_PROFILE", server.scratch().join("chromium"));
    assert_snapshot!(tools::run(&mut script), @r#"
    title: Oore API
    all operations are listed
    without a token: 401
    with a token: 200
    answer: {"items":[]}
    requests to other hosts: none
    errors: none
    "#);
}
