//! `oored doctor`.

use std::process::ExitCode;

use clap::Args;

use super::{ConfigFile, load, print};
use crate::doctor::{self, Level};

#[derive(Debug, Args)]
pub(super) struct DoctorArguments {
    #[command(flatten)]
    config: ConfigFile,
    /// Print JSON instead of lines
    #[arg(long)]
    json: bool,
}

/// The exit code when nothing could be looked at.
pub(super) const NOT_STARTED: u8 = 2;

pub(super) async fn run(arguments: DoctorArguments) -> anyhow::Result<ExitCode> {
    let config = load(arguments.config.config.as_deref())?;
    let report = doctor::examine(&config).await;
    let text = if arguments.json { report.to_json()? + "\n" } else { report.to_text() };
    print(&text)?;
    Ok(if report.level() == Level::Failure { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
