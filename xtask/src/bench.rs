//! `cargo xtask bench` and `soak`: build the programs that are measured, and the one that measures,
//! and run it. What is measured, and how, stands in the crate `bench` and in docs/performance.md.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use crate::postgres::{self, Cluster};
use crate::process;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// What to measure: intake, first-byte, builds, logs, idle, lists, start; everything if nothing
    /// is named
    groups: Vec<String>,
    #[command(flatten)]
    programs: Programs,
    /// Deliver webhooks over this many connections only, rather than over 1, 16 and 64
    #[arg(long, value_name = "NUMBER")]
    connections: Option<u32>,
    /// How long webhooks are delivered each time [default: 5]
    #[arg(long, value_name = "NUMBER")]
    seconds: Option<u32>,
    /// Measure with a throw-away PostgreSQL that keeps what is committed, rather than with SQLite:
    /// intake, first-byte and builds if nothing is named
    #[arg(long)]
    postgres: bool,
}

/// Where the measured programs are, if they are not to be built.
#[derive(clap::Args)]
struct Programs {
    /// Measure this server rather than build one
    #[arg(long, value_name = "FILE")]
    oored: Option<PathBuf>,
    /// Measure this command line rather than build one; without it, none if --oored is given
    #[arg(long, value_name = "FILE")]
    oore: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let Arguments { groups, programs, connections, seconds, postgres } = arguments;
    let mut command = programs.measurer("figures")?;
    command.args(groups);
    for (option, value) in [("--connections", connections), ("--seconds", seconds)] {
        command.args(value.map(|value| format!("{option}={value}")));
    }
    let cluster = postgres.then(|| start_postgres(&mut command)).transpose()?;
    let code = finish(command);
    drop(cluster);
    code
}

/// A cluster for the run, whose programs the measuring one finds in its search path.
fn start_postgres(command: &mut Command) -> Result<Cluster> {
    let programs = postgres::programs();
    let programs =
        programs.with_context(|| format!("PostgreSQL not found: {}", postgres::INSTALL))?;
    let cluster = Cluster::durable(&programs)?;
    let path = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths([programs].into_iter().chain(env::split_paths(&path)))?;
    command.env("PATH", path).arg("--postgres").arg(cluster.url());
    Ok(cluster)
}

#[derive(clap::Args)]
pub(crate) struct SoakArguments {
    /// For how many minutes
    #[arg(long, value_name = "NUMBER", default_value = "10")]
    minutes: u32,
    #[command(flatten)]
    programs: Programs,
}

/// `cargo xtask soak`.
pub(crate) fn soak(arguments: &SoakArguments) -> Result<ExitCode> {
    let mut command = arguments.programs.measurer("soak")?;
    command.arg(format!("--minutes={}", arguments.minutes));
    finish(command)
}

impl Programs {
    /// The program that measures, built and told what to measure.
    fn measurer(&self, task: &str) -> Result<Command> {
        let (oored, oore) = match &self.oored {
            Some(oored) => (oored.clone(), self.oore.clone()),
            None => {
                let messages = build(&["oored", "oore"])?;
                let oore = self.oore.clone().map_or_else(|| built(&messages, "oore"), Ok)?;
                (built(&messages, "oored")?, Some(oore))
            }
        };
        // On its own, so that its features of other crates are not the server's too.
        let mut command = process::command(built(&build(&["oore-bench"])?, "oore-bench")?);
        command.arg(task).arg("--oored").arg(absolute(&oored)?);
        if let Some(oore) = oore {
            command.arg("--oore").arg(absolute(&oore)?);
        }
        Ok(command)
    }
}

/// It runs in the workspace's root, whoever calls it from wherever.
fn absolute(path: &Path) -> Result<PathBuf> {
    path.canonicalize().with_context(|| format!("there is no program {}", path.display()))
}

fn finish(mut command: Command) -> Result<ExitCode> {
    let status = command.status().context("the program that measures can't be started")?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Builds them optimised and stripped, as people install them, and returns what cargo tells.
fn build(packages: &[&str]) -> Result<String> {
    let mut cargo = process::cargo();
    cargo.args(["build", "--release", "--bins"]);
    cargo.args(packages.iter().flat_map(|package| ["--package", package]));
    // Cargo alone knows where it puts them; its progress stays visible.
    cargo.arg("--message-format=json-render-diagnostics").stderr(Stdio::inherit());
    let output = cargo.output().context("cannot start cargo")?;
    ensure!(output.status.success(), "the release build failed ({})", output.status);
    String::from_utf8(output.stdout).context("cargo wrote invalid UTF-8")
}

fn built(messages: &str, name: &str) -> Result<PathBuf> {
    executable(messages, name).with_context(|| format!("cargo told of no program `{name}`"))
}

/// Where the program `name` is, by what cargo tells, a JSON object a line.
fn executable(messages: &str, name: &str) -> Option<PathBuf> {
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let mut named = messages.filter(|message| message["target"]["name"] == name);
    named.find_map(|message| Some(PathBuf::from(message["executable"].as_str()?)))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::executable;

    #[test]
    fn a_program_is_told_from_the_library_of_the_same_name() {
        let messages = r#"{"reason": "compiler-artifact", "target": {"name": "oored"}, "executable": null}
{"reason": "compiler-artifact", "target": {"name": "oored"}, "executable": "/there/oored"}
{"reason": "build-finished", "success": true}"#;
        assert_eq!(executable(messages, "oored"), Some(PathBuf::from("/there/oored")));
        assert_eq!(executable(messages, "oore"), None);
    }
}
