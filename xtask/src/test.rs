//! `cargo xtask test`: all checks, then all tests, then a table of what happened.

mod checks;
mod report;
mod suite;

use std::io::IsTerminal as _;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;

use checks::CHECKS;
use report::{Missing, Outcome, Row};

/// Which of it, and how strictly.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Count what is missing on this machine as a failure instead of naming it
    #[arg(long)]
    all: bool,
    /// Run only the tests whose names hold this text, and no other check
    filter: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let missing = if arguments.all { Missing::Failed } else { Missing::Named };
    let mut rows = Vec::new();
    if arguments.filter.is_none() {
        for check in CHECKS {
            rows.push(timed(check.name, || check.run()));
        }
    }
    rows.push(timed("tests", || suite::run(arguments.filter.as_deref(), missing)));
    let passed = rows.iter().flat_map(|row| &row.outcomes).all(|outcome| match outcome {
        Outcome::Passed => true,
        Outcome::Missing(_) => missing == Missing::Named,
        Outcome::Failed(_) => false,
    });
    print!("{}", report::table(&rows, missing, std::io::stdout().is_terminal()));
    Ok(if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn timed(name: &'static str, run: impl FnOnce() -> Vec<Outcome>) -> Row {
    println!("\n== {name}");
    let start = Instant::now();
    let outcomes = run();
    Row { name, outcomes, took: start.elapsed() }
}
