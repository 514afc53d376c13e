//! `cargo xtask`: everything that people and CI run on this repository, by one name each.

mod advisories;
mod bench;
mod clients;
mod compatibility;
mod crash;
mod demo;
mod fuzz;
mod generate;
mod node;
mod postgres;
mod process;
mod python;
mod release;
mod spec;
mod test;
mod tidy;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Everything that is run on this repository.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build the server and run its main job in a temporary directory, from push to result
    ///
    /// Needs nothing but git. The debug build is used: on a fresh machine it is ready in a
    /// fraction of the time an optimised one takes, and the demo itself waits for git and
    /// processes rather than for the server.
    Demo(demo::Arguments),
    /// Run all checks and tests: the one command that CI and people run
    ///
    /// Formatting, lints, the rules of the house, documentation, dependencies, then the tests on
    /// SQLite and, if it is installed, on a throw-away PostgreSQL. All checks run even if one
    /// fails; the table at the end tells what happened. What is missing on this machine is named
    /// there with the command that installs it.
    Test(test::Arguments),
    /// Write the OpenAPI document, openapi/openapi.json, as the code declares it
    Spec(spec::Arguments),
    /// Write what is made from the document: the Rust client, openapi/src/generated.rs
    Generate(spec::Arguments),
    /// Write the TypeScript and Python clients, which are made from the document too
    Clients(spec::Arguments),
    /// Keep the document of this version in openapi/released/, which later ones are held against
    Release,
    /// End the server, the runner or both wherever their state crosses a boundary, and see that
    /// nothing is lost, doubled or stuck
    ///
    /// On SQLite, and on a throw-away PostgreSQL. `cargo xtask crash --help` tells the options.
    Crash(crash::Arguments),
    /// Make up what strangers send, and see that nothing breaks: webhooks, pipeline files, output
    /// with secrets, and what runners say
    ///
    /// Needs cargo-fuzz, and a C++ compiler.
    Fuzz(fuzz::Arguments),
    /// Check the rules of the house: lengths, imports, and what no file may hold
    Tidy,
    /// Look for known holes in what we depend on
    ///
    /// Needs the internet, and says what to do without. Not part of `test`: its answer changes
    /// without a commit.
    Advisories,
    /// Start a throw-away PostgreSQL, print its URL and keep it until Ctrl-C
    ///
    /// For a single test in an editor: export the URL as OORE_TEST_POSTGRES_URL.
    Postgres,
    /// Measure the optimised programs, each figure next to what the machine allows
    ///
    /// Builds them first. Prints a table, and writes the same to target/bench.json. All together
    /// takes less than ten minutes; docs/performance.md tells what is measured and how. On SQLite, and
    /// with --postgres on PostgreSQL.
    Bench(bench::Arguments),
    /// Keep an optimised server busy for minutes, and see whether what it takes stays flat
    ///
    /// Pushes, cancels, reruns, readers of logs and restarts of a runner, mixed. Prints memory, open
    /// files and processes over time, and fails if they grow. Only root may look at them.
    Soak(bench::SoakArguments),
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Demo(arguments) => demo::run(&arguments),
        Command::Test(arguments) => test::run(&arguments),
        Command::Spec(arguments) => spec::run(&arguments),
        Command::Generate(arguments) => generate::run(&arguments),
        Command::Clients(arguments) => clients::run(&arguments),
        Command::Release => release::run(),
        Command::Crash(arguments) => crash::run(&arguments),
        Command::Fuzz(arguments) => fuzz::run(&arguments),
        Command::Tidy => tidy::run(),
        Command::Advisories => advisories::run(),
        Command::Postgres => postgres::run(),
        Command::Bench(arguments) => bench::run(&arguments),
        Command::Soak(arguments) => bench::soak(&arguments),
    };
    match outcome {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
