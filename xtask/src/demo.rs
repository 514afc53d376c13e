//! `cargo xtask demo`: builds `oored` and runs its demonstration.

use std::process::ExitCode;

use anyhow::{Context as _, Result};

use crate::process;

/// What follows `--` goes to `oored demo`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Arguments for `oored demo`, such as `--keep`
    #[arg(last = true, value_name = "ARGUMENTS")]
    rest: Vec<String>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let status = process::cargo()
        .args(["run", "--package", "oored", "--bin", "oored", "--", "demo"])
        .args(&arguments.rest)
        .status()
        .context("cannot start cargo")?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
