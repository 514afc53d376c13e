//! `cargo xtask generate`: what is made from the OpenAPI document, checked in.
//!
//! The generator is a package of its own, `xtask-generate`: it needs the server's code and a tree
//! of dependencies that no other command waits for.

use std::io::Write as _;
use std::process::{ExitCode, Stdio};

use anyhow::{Context as _, Result, ensure};

use crate::process;
use crate::spec::{self, Arguments, DOCUMENT};

/// The Rust client, below the workspace's root.
const CLIENT: &str = "openapi/src/generated.rs";

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    spec::finish(CLIENT, &client()?, "generate", arguments)
}

/// Whether what is checked in is up to date; the first difference if not.
pub(crate) fn check() -> Result<Option<String>> {
    Ok(spec::difference(&spec::read(CLIENT)?, &client()?))
}

/// The client as the generator writes it from the document that is checked in.
fn client() -> Result<String> {
    let document = spec::read(DOCUMENT)?;
    let mut child = process::cargo()
        .args(["run", "--quiet", "--package", "xtask-generate"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("cannot start cargo")?;
    // The generator reads everything before it writes, so neither waits for the other.
    let mut input = child.stdin.take().context("the generator has no input")?;
    input.write_all(document.as_bytes()).context("the generator does not read the document")?;
    drop(input);
    let output = child.wait_with_output().context("the generator can't be waited for")?;
    ensure!(output.status.success(), "the generator failed ({})", output.status);
    String::from_utf8(output.stdout).context("the generator wrote invalid UTF-8")
}
