//! `cargo xtask crash`: builds the server with its fail points, and lets the crash matrix loose on it.

use std::path::PathBuf;
use std::process::{ExitCode, Stdio};

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use crate::postgres::{self, Cluster};
use crate::process;

/// The address of a PostgreSQL whose user may make databases.
const POSTGRES_URL: &str = "OORE_TEST_POSTGRES_URL";

/// What the matrix itself understands: see `cargo xtask crash --help`.
#[derive(clap::Args)]
#[command(disable_help_flag = true)]
pub(crate) struct Arguments {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    passed: Vec<String>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let (server, matrix) = build()?;
    let mut matrix = process::command(matrix);
    matrix.arg("--program").arg(server).args(&arguments.passed);
    let cluster = start_postgres(&arguments.passed)?;
    if let Some(cluster) = &cluster {
        matrix.env(POSTGRES_URL, cluster.url());
    }
    let status = matrix.status().context("the crash matrix can't be started")?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The server and the matrix, from the same build as the suite's tests.
fn build() -> Result<(PathBuf, PathBuf)> {
    let mut cargo = process::cargo();
    cargo.args(["build", "--workspace", "--features", "oored/failpoints"]);
    cargo.args(["--bin", "oored", "--example", "crash"]);
    // Cargo alone knows where it puts them; its progress stays visible.
    cargo.arg("--message-format=json-render-diagnostics").stderr(Stdio::inherit());
    let output = cargo.output().context("cannot start cargo")?;
    ensure!(output.status.success(), "the server with its fail points can't be built");
    let messages = String::from_utf8(output.stdout).context("cargo wrote invalid UTF-8")?;
    let built = |kind: &str, name: &str| {
        let messages = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        let is_this = |it: &Value| it["target"]["name"] == name && it["target"]["kind"][0] == kind;
        let mut found = messages
            .filter(is_this)
            .filter_map(|it| Some(PathBuf::from(it["executable"].as_str()?)));
        found.next().with_context(|| format!("cargo did not say where the {kind} `{name}` is"))
    };
    Ok((built("bin", "oored")?, built("example", "crash")?))
}

/// A cluster of this run's own, unless one is named or none is wanted.
fn start_postgres(passed: &[String]) -> Result<Option<Cluster>> {
    let is_unneeded = passed.iter().any(|word| matches!(word.as_str(), "sqlite" | "--help" | "-h"));
    if is_unneeded || std::env::var_os(POSTGRES_URL).is_some() {
        return Ok(None);
    }
    let programs = postgres::programs();
    let programs = programs.with_context(|| {
        format!("PostgreSQL not found: {}; or give --database sqlite", postgres::INSTALL)
    })?;
    Cluster::start(&programs).map(Some)
}
