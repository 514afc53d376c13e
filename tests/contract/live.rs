//! The TypeScript and Python clients, and what their READMEs show, against a real server. Their
//! scripts print what they got.

use std::process::Command;

use insta::assert_snapshot;
use serde_json::json;

use crate::clients::{Python, TypeScript};
use crate::dropping;
use crate::server::Server;
use crate::tools;

/// Runs a script that knows the server by its environment; what it has printed.
fn talk(command: &mut Command, server: &Server) -> String {
    command.env("OORE_SERVER", &server.url).env("OORE_TOKEN", &server.token);
    command.env("OORE_TEST_DROPPING", dropping::proxy(&server.url));
    command.env("OORE_TEST_CLONE_URL", server.clone_url());
    tools::run(command)
}

/// The first example of a client's README, at this server.
fn example(client: &str, language: &str, server: &Server) -> String {
    let readme =
        std::fs::read_to_string(tools::root().join("clients").join(client).join("README.md"));
    let readme = readme.expect("read");
    let (_, behind) = readme.split_once(&format!("```{language}\n")).expect("an example");
    let (example, _) = behind.split_once("```").expect("its end");
    let there = example.replace("https://ci.example.com", &server.url);
    assert_ne!(there, example, "the example names a server");
    there.replace("\"oore_..\"", &format!("{:?}", server.token))
}

/// A server with the repository that the examples look for.
async fn server_of_the_examples() -> Server {
    let server = Server::start();
    let repository = json!({
        "provider": "github", "owner": "acme", "repo": "app", "clone_url": server.clone_url(),
    });
    server.post("/api/repositories", &repository).await;
    server
}

macro_rules! assert_printed {
    ($printed:expr, @$expected:literal) => {
        // Commits are different in each run.
        let filters = [("HEAD is now at [0-9a-f]+", "HEAD is now at [commit]")];
        insta::with_settings!({ filters => filters }, { assert_snapshot!($printed, @$expected) });
    };
}

#[test]
fn the_typescript_client_compiles_and_goes_the_whole_way() {
    let Some(client) = TypeScript::compile() else { return };
    let printed = talk(&mut client.script("live"), &Server::start());
    assert_printed!(printed, @r"
    created 201 acme/typescript
    listed acme/typescript
    conflict 409 already_exists
    followed succeeded
    log one|two|
    same bytes true
    same text true false
    canceled canceled
    too late 409 conflict
    stranger unauthenticated
    ");
}

#[test]
fn the_python_client_goes_the_whole_way() {
    let Some(client) = Python::find() else { return };
    let printed = talk(&mut client.script("live"), &Server::start());
    assert_printed!(printed, @r"
    created 201 acme/python
    listed acme/python
    conflict 409 already_exists
    followed succeeded
    log one|two|
    same bytes True
    same text True False
    canceled canceled
    too late 409 conflict
    stranger unauthenticated
    stranger unauthenticated
    ");
}

#[tokio::test]
async fn the_example_of_the_typescript_client_prints_a_log() {
    let Some(client) = TypeScript::compile() else { return };
    let server = server_of_the_examples().await;
    let program = example("typescript", "ts", &server);
    assert_printed!(talk(&mut client.program(&program), &server), @r"
    HEAD is now at [commit] main
    one
    two
    ");
}

#[tokio::test]
async fn the_example_of_the_python_client_prints_a_log() {
    let Some(client) = Python::find() else { return };
    let server = server_of_the_examples().await;
    let program = example("python", "python", &server);
    assert_printed!(talk(&mut client.program(&program), &server), @r"
    HEAD is now at [commit] main
    one
    two
    ");
}
