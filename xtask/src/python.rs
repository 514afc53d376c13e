//! The Python packages of the test suite, as `tests/python/requirements.txt` names them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::process;

/// How to get it.
pub(crate) const INSTALL: &str = "apt-get install python3-venv";

/// Installs the packages into an environment of their own unless they are there already; its
/// directory. `python` is the program's path.
pub(crate) fn packages(python: &Path) -> Result<PathBuf> {
    let directory = process::root().join("target/python");
    let wanted = fs::read_to_string(process::root().join("tests/python/requirements.txt"))?;
    // Written last, so an installation that was cut short is done again.
    let installed = directory.join("installed.txt");
    if fs::read_to_string(&installed).is_ok_and(|installed| installed == wanted) {
        return Ok(directory);
    }
    process::output(Command::new(python).args(["-m", "venv", "--clear"]).arg(&directory))
        .with_context(|| format!("cannot make an environment; {INSTALL}"))?;
    let mut pip = process::command(directory.join("bin/python"));
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
    process::output(pip.args(["--requirement", "tests/python/requirements.txt"]))?;
    fs::write(installed, wanted)?;
    Ok(directory)
}
