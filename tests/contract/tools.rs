//! Programs of others that tests need: where they are, and how one is run.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A directory that `cargo xtask test` fills and names, or none where that was not possible.
fn directory(variable: &str, holds: &str) -> Option<PathBuf> {
    let found = std::env::var_os(variable).map(PathBuf::from);
    if found.is_none() {
        missing(&format!("{variable} names no directory of {holds} (`cargo xtask test`)"));
    }
    found
}

/// The directory that holds the `node_modules` of the tests.
pub(crate) fn node_directory() -> Option<PathBuf> {
    directory("OORE_TEST_NODE_DIR", "Node packages")
}

/// The TypeScript client's directory, with its packages.
pub(crate) fn typescript_client() -> Option<PathBuf> {
    directory("OORE_TEST_TYPESCRIPT_DIR", "the TypeScript client's packages")
}

/// The programs of the Python packages of the tests.
pub(crate) fn python_programs() -> Option<PathBuf> {
    Some(directory("OORE_TEST_PYTHON_DIR", "Python packages")?.join("bin"))
}

/// Chromium, by one of its names.
pub(crate) fn chromium() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let found = std::env::split_paths(&path)
        .flat_map(|directory| names.map(|name| directory.join(name)))
        .find(|file| file.is_file());
    if found.is_none() {
        missing("there is no Chromium (apt-get install chromium)");
    }
    found
}

/// Says that a test did not run, which fails a run in which nothing may be missing.
fn missing(what: &str) {
    let is_required = std::env::var_os("OORE_TEST_ALL").is_some_and(|value| value == "1");
    assert!(!is_required, "{what}, and OORE_TEST_ALL forbids to skip");
    eprintln!("skipped, because {what}");
}

/// The root of the workspace.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Runs a program that must succeed; what it has printed.
pub(crate) fn run(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {}\n{printed}\n{said}", output.status);
    printed
}
