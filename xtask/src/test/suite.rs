//! The tests themselves, with what they need around them: PostgreSQL, packages of Node and
//! Python, Chromium.

use std::path::PathBuf;
use std::process::Command;

use crate::node;
use crate::postgres::{self, Cluster};
use crate::process;
use crate::python;
use crate::test::report::{Missing, Outcome};

/// The address of a PostgreSQL whose user may make databases.
const POSTGRES_URL: &str = "OORE_TEST_POSTGRES_URL";
/// The directory that holds `node_modules`.
const NODE_DIRECTORY: &str = "OORE_TEST_NODE_DIR";
/// The directory of the TypeScript client, with its packages.
const CLIENT_DIRECTORY: &str = "OORE_TEST_TYPESCRIPT_DIR";
/// The directory of an environment with the Python packages.
const PYTHON_DIRECTORY: &str = "OORE_TEST_PYTHON_DIR";
/// The names of Chromium.
const BROWSERS: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];
/// Tells tests to fail where they would skip.
const ALL: &str = "OORE_TEST_ALL";
/// The whole workspace in one go, with the points at which the tests of crashes end processes: no
/// test needs another build of the server.
const EVERYTHING: [&str; 3] = ["--workspace", "--features", "oored/failpoints"];

/// Runs the tests whose names hold `filter`, or all.
pub(super) fn run(filter: Option<&str>, missing: Missing) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    let mut command = tests(filter, &mut outcomes);
    // Dropped, and thereby ended, after the tests.
    let cluster = start_postgres(&mut outcomes);
    match &cluster {
        Some(cluster) => command.env(POSTGRES_URL, cluster.url()),
        None => command.env_remove(POSTGRES_URL),
    };
    for (variable, packages) in [
        (NODE_DIRECTORY, node_packages(node::TESTS)),
        (CLIENT_DIRECTORY, node_packages(node::CLIENT)),
        (PYTHON_DIRECTORY, python_packages()),
    ] {
        match packages {
            Ok(directory) => command.env(variable, directory),
            Err(outcome) => {
                outcomes.push(outcome);
                command.env_remove(variable)
            }
        };
    }
    if BROWSERS.iter().all(|name| process::find(name, &[]).is_none()) {
        outcomes.push(Outcome::Missing("Chromium not found: apt-get install chromium".into()));
    }
    if missing == Missing::Failed {
        command.env(ALL, "1");
    }
    outcomes.push(Outcome::of(&mut command));
    outcomes
}

fn tests(filter: Option<&str>, outcomes: &mut Vec<Outcome>) -> Command {
    let mut command = process::cargo();
    if process::find("cargo-nextest", &process::cargo_programs()).is_some() {
        command.args(["nextest", "run", "--no-fail-fast"]).args(EVERYTHING).args(filter);
    } else {
        outcomes.push(Outcome::Missing(
            "cargo-nextest not found, so `cargo test` ran: cargo install --locked cargo-nextest"
                .into(),
        ));
        command.args(["test", "--no-fail-fast"]).args(EVERYTHING).args(filter);
    }
    command
}

fn start_postgres(outcomes: &mut Vec<Outcome>) -> Option<Cluster> {
    let Some(programs) = postgres::programs() else {
        outcomes.push(Outcome::Missing(format!("PostgreSQL not found: {}", postgres::INSTALL)));
        return None;
    };
    Cluster::start(&programs)
        .map_err(|error| outcomes.push(Outcome::Failed(format!("{error:#}"))))
        .ok()
}

fn node_packages(directory: &str) -> Result<PathBuf, Outcome> {
    let Some(npm) = node::npm() else {
        return Err(Outcome::Missing(format!("Node not found: {}", node::INSTALL)));
    };
    node::packages(&npm, directory).map_err(|error| Outcome::Failed(format!("{error:#}")))
}

fn python_packages() -> Result<PathBuf, Outcome> {
    let Some(python) = process::find("python3", &[]) else {
        return Err(Outcome::Missing(format!("Python not found: {}", python::INSTALL)));
    };
    python::packages(&python).map_err(|error| Outcome::Failed(format!("{error:#}")))
}
