//! The TypeScript and Python clients against a real server. Their scripts print what they got.

use std::path::PathBuf;
use std::process::Command;

use insta::assert_snapshot;

use crate::server::Server;
use crate::tools;

/// Runs a script that knows the server by its environment; what it has printed.
fn talk(command: &mut Command, server: &Server) -> String {
    command.env("OORE_SERVER", &server.url);
    command.env("OORE_TOKEN", &server.token);
    command.env("OORE_TEST_CLONE_URL", server.clone_url());
    tools::run(command)
}

/// Commits are different in each run.
const FILTERS: [(&str, &str); 1] = [("HEAD is now at [0-9a-f]+", "HEAD is now at [commit]")];

#[test]
fn the_typescript_client_compiles_and_goes_the_whole_way() {
    let Some(directory) = tools::typescript_client() else { return };
    let server = Server::start();
    // Inside of the client's directory, where its packages are found.
    let compiled = tempfile::tempdir_in(directory.join("node_modules")).expect("a directory");
    let mut compiler = Command::new(directory.join("node_modules/.bin/tsc"));
    compiler.current_dir(&directory).arg("--outDir").arg(compiled.path());
    tools::run(&mut compiler);
    std::fs::write(compiled.path().join("package.json"), r#"{ "type": "module" }"#).expect("made");
    let script: PathBuf = compiled.path().join("test/live.js");
    let printed = talk(Command::new("node").arg(script), &server);
    insta::with_settings!({ filters => FILTERS }, {
        assert_snapshot!(printed, @r"
        created 201 acme/typescript
        listed acme/typescript
        conflict 409 already_exists
        followed succeeded
        log one|two|
        canceled canceled
        too late 409 conflict
        stranger unauthenticated
        ");
    });
}

#[test]
fn the_python_client_goes_the_whole_way() {
    let Some(programs) = tools::python_programs() else { return };
    let server = Server::start();
    let directory = tools::root().join("clients/python");
    let mut python = Command::new(programs.join("python"));
    python.current_dir(&directory).arg("tests/live.py");
    python.env("PYTHONPATH", &directory).env("PYTHONDONTWRITEBYTECODE", "1");
    let printed = talk(&mut python, &server);
    insta::with_settings!({ filters => FILTERS }, {
        assert_snapshot!(printed, @r"
        created 201 acme/python
        listed acme/python
        conflict 409 already_exists
        followed succeeded
        log one|two|
        canceled canceled
        too late 409 conflict
        stranger unauthenticated
        stranger unauthenticated
        ");
    });
}
