//! The command line of `oored`: what is asked for, and which module does it.

mod audit;
mod backup;
mod doctor;
mod privacy;
mod registration;
mod restore;
mod retention;
mod rotate_key;
mod runner;
mod serve;
mod trouble;

use std::io::{ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::{Parser, Subcommand};
use tokio::runtime::Runtime;
use tracing_subscriber::EnvFilter;

use crate::api;
use crate::app;
use crate::config::{Config, Sources};
use crate::demo::{self, DemoOptions};

/// Oore: a self-hosted CI/CD server for your own machines.
#[derive(Debug, Parser)]
#[command(
    name = "oored",
    version,
    after_help = "Configuration comes from oored.toml and from OORE_* variables; see .env.example.\n\
                  Without a command, `oored` serves."
)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Task>,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Run the server
    Serve(ConfigFile),
    /// Run jobs for a server on another machine
    Runner(Box<runner::RunnerArguments>),
    /// Show the whole way from a signed webhook to a finished build, with nothing prepared
    Demo(DemoOptions),
    /// Bring the database's schema up to date, which `serve` does by itself
    Migrate(ConfigFile),
    /// Check the record of who did what
    #[command(subcommand)]
    Audit(audit::AuditTask),
    /// Seal everything that is kept secret with a new key, while the server is stopped
    RotateKey(ConfigFile),
    /// Look for what is wrong, and say what to do; changes nothing, the server may run meanwhile
    ///
    /// Exit code 0: nothing has failed, though there may be warnings. Exit code 1: something has.
    /// Exit code 2: nothing could be looked at, and why.
    Doctor(doctor::DoctorArguments),
    /// Put everything that a server can't make again into one file, while it runs
    Backup(backup::Backup),
    /// Make a data directory of a backup, or check one
    Restore(restore::Restore),
    /// Show what of the history would be removed, and why
    Retention(retention::Retention),
    /// Print the OpenAPI document
    Openapi,
    /// Supervise one step of a job; runners start this themselves
    #[command(hide = true)]
    Step,
}

#[derive(Debug, clap::Args)]
struct ConfigFile {
    /// The configuration file [default: oored.toml, if it is there]
    #[arg(long, value_name = "FILE", env = "OORE_CONFIG")]
    config: Option<PathBuf>,
}

/// Does what the command line asks for.
#[must_use]
pub fn main() -> ExitCode {
    if is_step() {
        return ::runner::step::main();
    }
    let task = Arguments::parse().command.unwrap_or(Task::Serve(ConfigFile {
        config: std::env::var_os("OORE_CONFIG").map(PathBuf::from),
    }));
    failpoint::arm();
    if !matches!(task, Task::Openapi) {
        privacy::keep_from_other_processes();
    }
    let failed = match &task {
        Task::Audit(_) => ExitCode::from(audit::NOT_CHECKED),
        Task::Doctor(_) => ExitCode::from(doctor::NOT_STARTED),
        _ => ExitCode::FAILURE,
    };
    match run(task) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("oored: {}", trouble::told(&error));
            failed
        }
    }
}

/// Whether this is to supervise a step. That begins with every step, and reading a command line of
/// all commands takes longer than the rest of its start.
fn is_step() -> bool {
    let mut arguments = std::env::args_os().skip(1);
    arguments.next().is_some_and(|command| command == "step") && arguments.next().is_none()
}

/// After how many steps of its own tasks a thread looks for those that others have woken: what the
/// database has done for the one writer must not wait behind a row of requests.
const WAKES_FROM_OUTSIDE: u32 = 3;

fn run(task: Task) -> anyhow::Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .global_queue_interval(WAKES_FROM_OUTSIDE)
        .build()?;
    let done = run_on(&runtime, task);
    // A thread that waits for a disk must not keep a process that is to end.
    runtime.shutdown_background();
    done
}

fn run_on(runtime: &Runtime, task: Task) -> anyhow::Result<ExitCode> {
    match task {
        Task::Serve(file) => {
            log_from("info")?;
            runtime.block_on(serve::serve(&load(file.config.as_deref())?))
        }
        Task::Runner(arguments) => {
            log_from("info")?;
            runtime.block_on(runner::run(*arguments))
        }
        Task::Demo(options) => {
            log_from("warn")?;
            runtime.block_on(demo::demo(options))
        }
        Task::Migrate(file) => {
            let config = load(file.config.as_deref())?;
            runtime.block_on(migrate(&config))?;
            Ok(ExitCode::SUCCESS)
        }
        Task::Audit(task) => {
            log_from("warn")?;
            runtime.block_on(audit::run(task))
        }
        Task::Doctor(arguments) => {
            log_from("error")?;
            runtime.block_on(doctor::run(arguments))
        }
        Task::RotateKey(file) => {
            runtime.block_on(rotate_key::rotate(&load(file.config.as_deref())?))
        }
        Task::Backup(task) => {
            log_from("warn")?;
            runtime.block_on(backup::run(task))
        }
        Task::Restore(task) => {
            log_from("warn")?;
            runtime.block_on(restore::run(task))
        }
        Task::Retention(task) => {
            log_from("warn")?;
            runtime.block_on(retention::run(task))
        }
        Task::Openapi => print(&api::document()?),
        Task::Step => Ok(::runner::step::main()),
    }
}

/// A reader that has gone (`oored openapi | head`) has seen what it wanted.
fn print(text: &str) -> anyhow::Result<ExitCode> {
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.into()),
        Ok(()) | Err(_) => Ok(ExitCode::SUCCESS),
    }
}

fn load(file: Option<&Path>) -> anyhow::Result<Config> {
    let sources = Sources::of_this_process(file)?;
    Ok(Config::load(&sources)?)
}

async fn migrate(config: &Config) -> anyhow::Result<()> {
    app::keys(config).await?;
    let database = app::open(config).await?;
    database.close().await?;
    println!("the schema is up to date");
    Ok(())
}

/// Logs go to stderr; `OORE_LOG` chooses which (<https://docs.rs/tracing-subscriber>, `EnvFilter`),
/// and `OORE_LOG_FORMAT` whether each line is text or JSON.
fn log_from(default: &str) -> anyhow::Result<()> {
    let quiet = format!("{default},poem=warn,sea_orm_migration=warn,sqlx=warn");
    let wanted = std::env::var("OORE_LOG").ok().filter(|wanted| !wanted.is_empty());
    let filter = EnvFilter::try_new(wanted.as_deref().unwrap_or(&quiet))
        .with_context(|| "OORE_LOG must be a filter such as `info` or `info,oored=debug`")?;
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    match std::env::var("OORE_LOG_FORMAT").as_deref() {
        Ok("json") => log.json().init(),
        Ok("text" | "") | Err(_) => log.init(),
        Ok(other) => anyhow::bail!("OORE_LOG_FORMAT is `{other}`, neither text nor json"),
    }
    Ok(())
}
