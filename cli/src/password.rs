//! `oore user set-password`: a password that no command line and no screen shows.

use anyhow::{Context as _, bail};
use clap::ArgMatches;
use oore_client::reqwest::Method;
use serde_json::{Map, Value};

use crate::execute;
use crate::output::Output;
use crate::prompt::{self, Length};
use crate::session::Session;
use crate::trouble::Mistake;

/// Ctrl-C ends it at any point, and leaves the terminal as it was.
pub(crate) async fn set(
    session: &Session,
    output: &Output,
    words: &[&str],
    matches: &ArgMatches,
) -> anyhow::Result<()> {
    let user = matches.get_one::<String>("path.id").context("no user was given")?;
    let fields = tokio::select! {
        // First of all, so that nothing is hidden before somebody listens.
        biased;
        interrupted = tokio::signal::ctrl_c() => {
            interrupted?;
            return Err(Mistake::Interrupted.into());
        }
        fields = fields(session, user) => fields?,
    };
    execute::run_with(session, output, words, matches, fields).await
}

/// Whoever sets their own password is asked for the old one first.
async fn fields(session: &Session, user: &str) -> anyhow::Result<Map<String, Value>> {
    let connection = &session.connection;
    let asked = connection.send(connection.request(Method::GET, "/api/me")).await?;
    let me = execute::json(connection, asked).await?;
    let mut fields = Map::new();
    if me["user_id"] == user || me["name"] == user {
        let old = ask("Old password (empty if there is none): ").await?;
        if !old.is_empty() {
            fields.insert("old_password".to_owned(), old.into());
        }
    }
    let password = ask("New password: ").await?;
    if prompt::is_on_terminal() && ask("The same again: ").await? != password {
        bail!("the two are not the same; nothing was changed");
    }
    fields.insert("password".to_owned(), password.into());
    Ok(fields)
}

/// A line without its end, which is no part of a password. Blanks may be.
async fn ask(question: &str) -> anyhow::Result<String> {
    let line = prompt::hidden(question, Length::Line).await;
    let line = line.context("can't read the password from the input")?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
