//! `oore secret set`, `oore instance-secret set`: a value that no command line and no screen shows.

use std::fs;

use anyhow::Context as _;
use clap::ArgMatches;
use serde_json::{Map, Value};

use crate::commands::by_hand::VALUE_FILE;
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
    let value = tokio::select! {
        // First of all, so that nothing is hidden before somebody listens.
        biased;
        interrupted = tokio::signal::ctrl_c() => {
            interrupted?;
            return Err(Mistake::Interrupted.into());
        }
        value = value(matches) => value?,
    };
    let fields = Map::from_iter([("value".to_owned(), Value::from(value))]);
    execute::run_with(session, output, words, matches, fields).await
}

async fn value(matches: &ArgMatches) -> anyhow::Result<String> {
    let text = match matches.get_one::<String>(VALUE_FILE).map(String::as_str) {
        Some("-") | None => {
            let name = matches.get_one::<String>("path.name").context("no name was given")?;
            let question = format!("Value of {name}: ");
            let answer = prompt::hidden(&question, Length::Whole).await;
            answer.context("can't read the value from the input")?
        }
        Some(path) => fs::read_to_string(path).with_context(|| format!("can't read {path}"))?,
    };
    Ok(without_line_end(text))
}

/// What a terminal, `echo` and editors put behind a password is no part of it. A key of several
/// lines may need its last line end.
fn without_line_end(text: String) -> String {
    let line =
        text.strip_suffix('\n').map_or(&*text, |line| line.strip_suffix('\r').unwrap_or(line));
    if line.contains('\n') { text } else { line.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_loses_its_end_and_several_keep_theirs() {
        for (given, taken) in [
            ("hush", "hush"),
            ("hush\n", "hush"),
            ("hush\r\n", "hush"),
            (" hush \n", " hush "),
            ("a\nb\n", "a\nb\n"),
            ("a\r\nb", "a\r\nb"),
            ("hush\n\n", "hush\n\n"),
            ("", ""),
            ("\n", ""),
        ] {
            assert_eq!(without_line_end(given.to_owned()), taken, "{given:?}");
        }
    }
}
