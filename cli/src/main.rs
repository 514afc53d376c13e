//! `oore`: the command line of Oore. Most of it follows from the OpenAPI document.

mod actors;
mod commands;
mod complete;
mod console;
mod contexts;
mod document;
mod execute;
mod explain;
mod lint;
mod log;
mod login;
mod names;
mod near;
mod options;
mod output;
mod password;
mod prompt;
mod request;
mod secret;
mod session;
mod shell;
mod things;
mod trouble;
mod watch;

use std::process::ExitCode;

use clap::ArgMatches;

use document::document;
use output::Output;
use session::Session;

fn main() -> ExitCode {
    if complete::answer() {
        return ExitCode::SUCCESS;
    }
    let matches = commands::tree(document()).get_matches();
    match run(&matches) {
        Ok(code) => code,
        Err(error) => trouble::report(&error, &matches),
    }
}

fn run(matches: &ArgMatches) -> anyhow::Result<ExitCode> {
    let (words, leaf) = chosen(matches);
    options::check(&words, leaf)?;
    let done = |()| ExitCode::SUCCESS;
    match words.as_slice() {
        ["lint"] => lint::run(leaf),
        ["completions"] => shell::completions(leaf).map(done),
        ["man"] => shell::man(leaf).map(done),
        ["logout"] => login::logout(leaf).map(done),
        ["context", "list"] => login::list(leaf).map(done),
        ["context", "use"] => login::choose(leaf).map(done),
        ["login"] => wait(login::login(leaf)).map(done),
        _ => wait(ask(&Session::of(leaf)?, &words, leaf)),
    }
}

/// Runs a command that speaks to a server.
async fn ask(session: &Session, words: &[&str], leaf: &ArgMatches) -> anyhow::Result<ExitCode> {
    let output = Output::of(leaf);
    let done = |()| ExitCode::SUCCESS;
    let ran = match words {
        ["system", "actors"] if leaf.get_flag("watch") => {
            actors::watch(session, &output).await.map(done)
        }
        ["build", "watch"] => watch::run(session, &output, leaf).await,
        ["job", "log"] if leaf.get_flag("follow") => log::follow(session, leaf).await.map(done),
        ["secret" | "instance-secret", "set"] => {
            secret::set(session, &output, words, leaf).await.map(done)
        }
        ["job", "log"] => log::print(session, leaf).await.map(done),
        ["user", "set-password"] => password::set(session, &output, words, leaf).await.map(done),
        _ => execute::run(session, &output, words, leaf).await.map(done),
    };
    match ran {
        Err(error) => Err(near::explain(error, &session.connection, words, leaf).await),
        ran => ran,
    }
}

/// The words of the chosen command, and what was given to it.
fn chosen(matches: &ArgMatches) -> (Vec<&str>, &ArgMatches) {
    let (mut words, mut leaf) = (Vec::new(), matches);
    while let Some((word, next)) = leaf.subcommand() {
        words.push(word);
        leaf = next;
    }
    (words, leaf)
}

/// One thread is enough to wait for one server, and starts faster than several.
fn wait<T>(work: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let done = runtime.block_on(work);
    // A name that is still looked up is not waited for.
    runtime.shutdown_background();
    done
}
