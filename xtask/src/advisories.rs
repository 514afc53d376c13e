//! `cargo xtask advisories`: whether a known hole is in what we depend on.
//!
//! Not one of the checks: its answer changes without a commit, and it needs the internet.

use std::process::ExitCode;

use anyhow::{Context as _, Result};

use crate::process;

const WITHOUT_INTERNET: &str = "\
The advisories are kept at https://github.com/rustsec/advisory-db, which `cargo deny` fetches with git.
Without the internet: run `cargo xtask advisories` on a machine that has it, and copy the directory
`advisory-dbs` of its cargo home (~/.cargo) into that of this machine. Then run here:
  cargo deny --offline check advisories
A database that is older than 90 days is refused.";

const FOUND: &str = "\
An advisory names the version that mends it: `cargo update -p CRATE`, or raise the version in
Cargo.toml. Where none does and the hole can't be reached from our code, name the advisory in
`advisories.ignore` of deny.toml, with the reason.";

pub(crate) fn run() -> Result<ExitCode> {
    if process::find("cargo-deny", &process::cargo_programs()).is_none() {
        eprintln!("cargo-deny not found: cargo install --locked cargo-deny");
        return Ok(ExitCode::FAILURE);
    }
    let mut command = process::cargo();
    command.args(["deny", "--log-level", "warn", "check", "advisories"]);
    let output = command.output().context("cannot start cargo deny")?;
    let told = String::from_utf8_lossy(&output.stderr);
    eprint!("{told}");
    print!("{}", String::from_utf8_lossy(&output.stdout));
    if output.status.success() {
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!("\n{}", if is_unreachable(&told) { WITHOUT_INTERNET } else { FOUND });
    Ok(ExitCode::FAILURE)
}

/// Whether the database could not be had, in the words of `cargo deny`.
fn is_unreachable(told: &str) -> bool {
    told.contains("failed to fetch advisory database")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_that_can_not_be_had_is_no_finding() {
        assert!(is_unreachable("[ERROR] failed to fetch advisory database https://github.com/x"));
        assert!(!is_unreachable("error[vulnerability]: a hole in a crate"));
    }
}
