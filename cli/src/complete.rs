//! Completion: a shell asks `oore` itself, which knows its commands and asks the server for ids.
//!
//! A shell waits while it is asked, so what does not come at once does not come, and no error is
//! ever shown.

use std::ffi::{OsStr, OsString};
use std::time::Duration;

use clap_complete::CompleteEnv;
use clap_complete::engine::CompletionCandidate;

use crate::commands;
use crate::contexts::{self, Contexts};
use crate::document::document;
use crate::session::Session;
use crate::things::{self, Thing};

/// Set by the scripts of `oore completions` to the name of the shell that asks.
pub(crate) const VARIABLE: &str = "OORE_COMPLETE";
/// How long a person at a prompt waits without wondering.
const PATIENCE: Duration = Duration::from_secs(1);

/// Answers a shell; false when none asks.
pub(crate) fn answer() -> bool {
    let here = std::env::current_dir().ok();
    let asked = CompleteEnv::with_factory(|| commands::tree(document()))
        .var(VARIABLE)
        .bin("oore")
        .completer("oore")
        .try_complete(std::env::args_os(), here.as_deref());
    // A shell that asks for nonsense gets nothing.
    asked.unwrap_or(true)
}

/// The ids of the schema, and names that may stand for them, that begin with `current`.
pub(crate) fn ids(schema: &str, current: &OsStr) -> Vec<CompletionCandidate> {
    let things = known(schema).unwrap_or_default();
    let current = current.to_string_lossy();
    candidates(&things)
        .into_iter()
        .filter(|(word, _)| word.starts_with(current.as_ref()))
        .map(|(word, help)| CompletionCandidate::new(word).help(Some(help.into())))
        .collect()
}

/// The names of the stored contexts.
pub(crate) fn contexts() -> Vec<CompletionCandidate> {
    let stored = contexts::path().and_then(|path| Contexts::load(&path)).unwrap_or_default();
    let candidate = |(name, stored): (String, contexts::Stored)| {
        CompletionCandidate::new(name).help(Some(stored.server.into()))
    };
    stored.contexts.into_iter().map(candidate).collect()
}

/// Words and what they stand for: names first, which are easier to tell apart.
fn candidates(things: &[Thing]) -> Vec<(String, String)> {
    let names = things.iter().filter_map(|thing| Some((thing.name.clone()?, thing.id.clone())));
    let ids = things.iter().map(|thing| (thing.id.clone(), thing.summary.clone()));
    names.chain(ids).collect()
}

/// What the server of the command that is being written has.
fn known(schema: &str) -> anyhow::Result<Vec<Thing>> {
    let words = written(std::env::args_os());
    let matches = commands::tree(document()).ignore_errors(true).try_get_matches_from(words)?;
    let (_, leaf) = crate::chosen(&matches);
    let session = Session::of(leaf)?;
    crate::wait(async {
        tokio::time::timeout(PATIENCE, things::newest(&session.connection, schema)).await?
    })
}

/// The words of the command line that is completed: the scripts give it behind `--`.
fn written(arguments: impl Iterator<Item = OsString>) -> Vec<OsString> {
    arguments.skip_while(|argument| argument != "--").skip(1).collect()
}
