//! `oore-bench`, which `cargo xtask bench` builds and runs: what the optimised programs do in a
//! second and how long they take, each figure next to a limit measured in the same run.
//!
//! It knows the server as strangers do: by its command line, HTTP and git. Nothing fails because a
//! figure is bad: on a shared machine that would tell more about the neighbours.

mod api;
mod figure;
mod groups;
mod intake;
mod limits;
mod load;
mod machine;
mod origin;
mod programs;
mod pushes;
mod report;
mod server;
mod start;
mod statistics;
mod wire;

use std::process::ExitCode;

use clap::Parser;

/// Measures `oored` and `oore`, and prints a table
#[derive(Parser)]
#[command(name = "oore-bench")]
struct Arguments {
    #[command(flatten)]
    wanted: groups::Wanted,
}

/// One thread for all connections, so that they take as little as possible from the server that is
/// measured on the same cores.
#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match groups::run(Arguments::parse().wanted).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
