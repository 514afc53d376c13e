//! `oore-bench`, which `cargo xtask bench` builds and runs: what the optimised programs do in a
//! second and how long they take, each figure next to a limit measured in the same run.
//!
//! It knows the server as strangers do: by its command line, HTTP and git. Nothing fails because a
//! figure is bad: on a shared machine that would tell more about the neighbours.

mod alone;
mod api;
mod builds;
mod database;
mod decided;
mod figure;
mod filled;
mod first_byte;
mod groups;
mod idle;
mod intake;
mod limits;
mod lists;
mod load;
mod logs;
mod machine;
mod meanwhile;
mod origin;
mod process;
mod programs;
mod pushes;
mod readers;
mod report;
mod runners;
mod server;
mod soak;
mod start;
mod statistics;
mod throughput;
mod wire;

use std::process::ExitCode;

use anyhow::{Result, anyhow};
use clap::{Parser, Subcommand};
use tokio::signal::unix::{SignalKind, signal};

/// Measures `oored` and `oore`, and prints a table
#[derive(Parser)]
#[command(name = "oore-bench")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Measure, and print a table
    Figures(groups::Wanted),
    /// Keep a server busy for minutes, and see whether what it takes stays flat
    Soak(soak::Wanted),
}

/// One thread for all connections, so that they take as little as possible from the server that is
/// measured on the same cores.
#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let run = async {
        match Arguments::parse().task {
            Task::Figures(wanted) => groups::run(wanted).await,
            Task::Soak(wanted) => soak::run(wanted).await,
        }
    };
    // What was started ends with the values that stand for it, so those have to be dropped.
    let outcome = tokio::select! {
        outcome = run => outcome,
        signal = asked_to_end() => signal.and_then(|()| Err(anyhow!("it was asked to end"))),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn asked_to_end() -> Result<()> {
    let (mut interrupt, mut terminate) =
        (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    tokio::select! { _ = interrupt.recv() => {}, _ = terminate.recv() => {} }
    Ok(())
}
