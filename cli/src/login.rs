//! `oore login`, `oore logout`, `oore context`.

use std::io::{IsTerminal as _, Write as _};

use anyhow::{Context as _, bail};
use clap::ArgMatches;
use oore_client::reqwest::Method;
use oore_client::{Connection, Failure};
use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
use serde_json::{Value, json};

use crate::contexts::{self, Contexts, DEFAULT, Stored};
use crate::document::document;
use crate::output::{Output, print};
use crate::session::{Choice, given};

/// What a token is tried at.
const TRIED_AT: &str = "/api/system/info";

pub(crate) async fn login(matches: &ArgMatches) -> anyhow::Result<()> {
    let path = contexts::path()?;
    let mut contexts = Contexts::load(&path)?;
    let name = given(matches, "context").unwrap_or(contexts.current_name()).to_owned();
    let server = match matches.get_one::<String>("url") {
        Some(url) => url.trim_end_matches('/').to_owned(),
        None => known_server(matches, &contexts, &name)?,
    };
    let token = match given(matches, "token") {
        Some(token) => token.to_owned(),
        None => ask(&server)?,
    };
    try_out(&server, &token).await?;
    contexts.contexts.insert(name.clone(), Stored { server: server.clone(), token });
    contexts.current = Some(name.clone());
    contexts.store(&path)?;
    eprintln!("Logged in to {server} as context `{name}`, stored in {}.", path.display());
    Ok(())
}

/// The server of a login without an address.
fn known_server(matches: &ArgMatches, contexts: &Contexts, name: &str) -> anyhow::Result<String> {
    if contexts.contexts.contains_key(name) || given(matches, "context").is_none() {
        return Ok(Choice::of(matches)?.server);
    }
    given(matches, "server")
        .map(str::to_owned)
        .with_context(|| format!("which server is `{name}`? oore login URL --context {name}"))
}

/// A token that the server doesn't know is refused with 401; one that may not ask this, with 403.
async fn try_out(server: &str, token: &str) -> anyhow::Result<()> {
    let connection = Connection::new(server, Some(token))?;
    match connection.send(connection.request(Method::GET, TRIED_AT)).await {
        Ok(_) => Ok(()),
        Err(Failure::Refused(problem)) if problem.status == 403 => Ok(()),
        Err(failure) => Err(failure.into()),
    }
}

/// The token from the terminal, without showing it, or from the input.
fn ask(server: &str) -> anyhow::Result<String> {
    let input = std::io::stdin();
    let mut line = String::new();
    if input.is_terminal() {
        eprint!("Token for {server}: ");
        std::io::stderr().flush()?;
        let shown = tcgetattr(&input)?;
        let mut hidden = shown.clone();
        hidden.local_modes.remove(LocalModes::ECHO);
        tcsetattr(&input, OptionalActions::Flush, &hidden)?;
        let read = input.read_line(&mut line);
        tcsetattr(&input, OptionalActions::Now, &shown)?;
        eprintln!();
        read?;
    } else {
        input.read_line(&mut line).context("can't read the token from the input")?;
    }
    match line.trim() {
        "" => bail!("no token was given; the server prints the first one when it starts"),
        token => Ok(token.to_owned()),
    }
}

pub(crate) fn logout(matches: &ArgMatches) -> anyhow::Result<()> {
    let path = contexts::path()?;
    let mut contexts = Contexts::load(&path)?;
    let name = given(matches, "context").unwrap_or(contexts.current_name()).to_owned();
    if contexts.contexts.remove(&name).is_none() {
        bail!("there is no context `{name}`; {}", contexts.names());
    }
    if contexts.current.as_ref() == Some(&name) {
        contexts.current = contexts.contexts.keys().next().cloned();
    }
    contexts.store(&path)?;
    eprintln!("Forgot the context `{name}`.");
    Ok(())
}

pub(crate) fn list(matches: &ArgMatches) -> anyhow::Result<()> {
    let contexts = Contexts::load(&contexts::path()?)?;
    let current = contexts.current.as_deref().unwrap_or(DEFAULT);
    let rows = contexts.contexts.iter().map(
        |(name, stored)| json!({ "name": name, "server": stored.server, "current": name == current }),
    );
    let rows: Vec<Value> = rows.collect();
    print(&Output::of(matches).render(document(), &Value::Array(rows), None))
}

pub(crate) fn choose(matches: &ArgMatches) -> anyhow::Result<()> {
    let path = contexts::path()?;
    let mut contexts = Contexts::load(&path)?;
    let name = matches.get_one::<String>("name").context("no name was given")?;
    let server = match contexts.contexts.get(name) {
        Some(stored) => stored.server.clone(),
        None => bail!("there is no context `{name}`; {}", contexts.names()),
    };
    contexts.current = Some(name.clone());
    contexts.store(&path)?;
    eprintln!("From now on commands go to {server}.");
    Ok(())
}
