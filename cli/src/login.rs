//! `oore login`, `oore logout`, `oore context`.

use anyhow::{Context as _, bail};
use clap::ArgMatches;
use clap::parser::ValueSource;
use oore_client::Connection;
use oore_client::reqwest::Method;
use serde_json::Value;

use crate::console::{print, say};
use crate::contexts::{self, Contexts, DEFAULT, Stored, is_same};
use crate::document::document;
use crate::execute::json;
use crate::output::{Format, Output};
use crate::prompt::{self, Length};
use crate::session::{Choice, authorities, given};
use crate::trouble::Mistake;

/// What a token is tried at.
const TRIED_AT: &str = "/api/me";

/// Ctrl-C ends it at any point, and leaves the terminal as it was.
pub(crate) async fn login(matches: &ArgMatches) -> anyhow::Result<()> {
    tokio::select! {
        // First of all, so that nothing is hidden before somebody listens.
        biased;
        interrupted = tokio::signal::ctrl_c() => {
            interrupted?;
            Err(Mistake::Interrupted.into())
        }
        done = log_in(matches) => done,
    }
}

async fn log_in(matches: &ArgMatches) -> anyhow::Result<()> {
    let path = contexts::path()?;
    let mut contexts = Contexts::load(&path)?;
    let server = match matches.get_one::<String>("url") {
        Some(url) if !url.contains("://") => {
            let told =
                format!("`{url}` says not how to speak: write http://{url} or https://{url}");
            return Err(Mistake::Usage(told).into());
        }
        Some(url) => url.trim_end_matches('/').to_owned(),
        None => known_server(matches, &contexts)?,
    };
    let name = name_for(matches, &contexts, &server)?;
    let token = match given(matches, "token") {
        Some(token) => token.to_owned(),
        None => ask_for_token(&server).await?,
    };
    let who = try_out(&server, &token, &authorities(matches)?).await?;
    contexts.contexts.insert(name.clone(), Stored { server: server.clone(), token });
    contexts.current = Some(name.clone());
    contexts.store(&path)?;
    let place = path.display();
    say(&format!(
        "Logged in to {server} as {who}: context `{name}`, which counts now; stored in {place}."
    ));
    Ok(())
}

async fn ask_for_token(server: &str) -> anyhow::Result<String> {
    let question = format!("Token for {server}: ");
    let line = prompt::hidden(&question, Length::Line).await;
    match line.context("can't read the token from the input")?.trim() {
        "" => bail!("no token was given; the server prints the first one when it starts"),
        token => Ok(token.to_owned()),
    }
}

/// What the login is stored as. A variable is soon forgotten, so only the flag takes a name from
/// another server.
fn name_for(matches: &ArgMatches, contexts: &Contexts, server: &str) -> anyhow::Result<String> {
    let Some(name) = given(matches, "context") else { return contexts.name_for(server) };
    let is_flag = matches.value_source("context") == Some(ValueSource::CommandLine);
    match contexts.contexts.get(name) {
        Some(stored) if !is_flag && !is_same(&stored.server, server) => {
            let told = format!(
                "OORE_CONTEXT names `{name}`, which is {}; --context {name} writes over it",
                stored.server
            );
            Err(Mistake::Usage(told).into())
        }
        _ => Ok(name.to_owned()),
    }
}

/// The server of a login without an address.
fn known_server(matches: &ArgMatches, contexts: &Contexts) -> anyhow::Result<String> {
    match (given(matches, "server"), given(matches, "context")) {
        (Some(server), _) => Ok(server.to_owned()),
        (None, Some(name)) if !contexts.contexts.contains_key(name) => {
            let told = format!("which server is `{name}`? oore login URL --context {name}");
            Err(Mistake::Usage(told).into())
        }
        (None, _) => Ok(Choice::of(matches)?.server),
    }
}

/// Whose token it is. One that the server doesn't know is refused with 401.
async fn try_out(server: &str, token: &str, authorities: &[u8]) -> anyhow::Result<String> {
    let connection = Connection::trusting(server, Some(token), authorities)?;
    let sent = connection.send(connection.request(Method::GET, TRIED_AT)).await?;
    let me = json(&connection, sent).await?;
    me["name"].as_str().map(str::to_owned).context("the server does not say whose token it is")
}

pub(crate) fn logout(matches: &ArgMatches) -> anyhow::Result<()> {
    let path = contexts::path()?;
    let mut contexts = Contexts::load(&path)?;
    let name = given(matches, "context").unwrap_or(contexts.current_name()).to_owned();
    if contexts.contexts.remove(&name).is_none() {
        return Err(contexts.missing(&name).into());
    }
    if contexts.current.as_ref() == Some(&name) {
        contexts.current = contexts.contexts.keys().next().cloned();
    }
    contexts.store(&path)?;
    say(&format!("Forgot the context `{name}`."));
    Ok(())
}

pub(crate) fn list(matches: &ArgMatches) -> anyhow::Result<()> {
    let contexts = Contexts::load(&contexts::path()?)?;
    let current = contexts.current.as_deref().unwrap_or(DEFAULT);
    let rows = contexts.contexts.iter().map(
        |(name, stored)| serde_json::json!({ "name": name, "server": stored.server, "current": name == current }),
    );
    let rows: Vec<Value> = rows.collect();
    let output = Output::of(matches);
    output.check_columns(&["name", "server", "current"].map(str::to_owned))?;
    if rows.is_empty() && output.format == Format::Table {
        say("no contexts yet; `oore login` makes one");
    }
    print(&output.render(document(), &Value::Array(rows), None))
}

pub(crate) fn choose(matches: &ArgMatches) -> anyhow::Result<()> {
    let path = contexts::path()?;
    let mut contexts = Contexts::load(&path)?;
    let name = matches.get_one::<String>("name").context("no name was given")?;
    let server = match contexts.contexts.get(name) {
        Some(stored) => stored.server.clone(),
        None => return Err(contexts.missing(name).into()),
    };
    contexts.current = Some(name.clone());
    contexts.store(&path)?;
    say(&format!("From now on commands go to {server}."));
    Ok(())
}
