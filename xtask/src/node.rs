//! Node packages, as a `package-lock.json` names them.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};

use crate::process;

/// How to get Node.
pub(crate) const INSTALL: &str = "apt-get install nodejs npm";
/// Where the packages of the test suite are named, below the workspace's root.
pub(crate) const TESTS: &str = "tests/node";
/// The same for the TypeScript client.
pub(crate) const CLIENT: &str = "clients/typescript";

/// `npm`, if Node is there.
pub(crate) fn npm() -> Option<PathBuf> {
    process::find("node", &[]).and(process::find("npm", &[]))
}

/// Installs what `directory` names unless it is there already; the directory. `npm` is the
/// program's path.
pub(crate) fn packages(npm: &Path, directory: &str) -> Result<PathBuf> {
    let directory = process::root().join(directory);
    if is_up_to_date(&directory) {
        return Ok(directory);
    }
    let status = process::command(npm)
        .current_dir(&directory)
        .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
        .status()
        .context("cannot start npm")?;
    ensure!(status.success(), "`npm ci` failed in {}", directory.display());
    Ok(directory)
}

/// npm writes its own copy of the lock file last.
fn is_up_to_date(directory: &Path) -> bool {
    let modified = |name: &str| directory.join(name).metadata().and_then(|m| m.modified()).ok();
    match (modified("package-lock.json"), modified("node_modules/.package-lock.json")) {
        (Some(wanted), Some(installed)) => installed >= wanted,
        _ => false,
    }
}
