//! What a machine may lack. It is named where it is missed, and fails a run in which nothing may
//! be missing.

use std::path::PathBuf;
use std::process::Command;

/// Whether nothing may be missing.
fn all_is_required() -> bool {
    std::env::var_os("OORE_TEST_ALL").is_some_and(|value| value == "1")
}

/// Says that a test, or a part of it, did not run.
pub(crate) fn missing(what: &str) {
    assert!(!all_is_required(), "{what}, and OORE_TEST_ALL forbids to skip");
    eprintln!("skipped, because {what}");
}

/// The address of a PostgreSQL whose user may make databases.
pub(crate) fn postgres_url() -> Option<String> {
    let url = std::env::var("OORE_TEST_POSTGRES_URL").ok();
    if url.is_none() {
        missing("OORE_TEST_POSTGRES_URL names no PostgreSQL (`cargo xtask postgres` starts one)");
    }
    url
}

/// The directory of a Node package.
pub(crate) fn node_package(name: &str) -> Option<PathBuf> {
    let Some(directory) = std::env::var_os("OORE_TEST_NODE_DIR").map(PathBuf::from) else {
        missing("OORE_TEST_NODE_DIR names no directory of Node packages (`cargo xtask test`)");
        return None;
    };
    let places = [directory.join("node_modules").join(name), directory.join(name)];
    let found = places.into_iter().find(|place| place.is_dir());
    if found.is_none() {
        missing(&format!("{} holds no {name}", directory.display()));
    }
    found
}

/// Whether a program is there.
pub(crate) fn program(name: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let is_there = std::env::split_paths(&path).any(|directory| directory.join(name).is_file());
    if !is_there {
        missing(&format!("there is no {name}"));
    }
    is_there
}

/// A new RSA key in PEM form, as GitHub makes one for an App.
pub(crate) fn rsa_key() -> Option<String> {
    let arguments = ["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"];
    let output = Command::new("openssl").args(arguments).output();
    let Some(output) = output.ok().filter(|output| output.status.success()) else {
        missing("there is no openssl");
        return None;
    };
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}
