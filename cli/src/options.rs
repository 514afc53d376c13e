//! The options that stand everywhere, where they mean something: none is taken and ignored.

use clap::ArgMatches;
use clap::parser::ValueSource;

use crate::commands;
use crate::document::document;
use crate::trouble::Mistake;

const FORMATS: &[&str] = &["table", "json", "yaml", "jsonl"];
/// Of what goes on: JSON is one line each time.
const WATCHED: &[&str] = &["table", "json", "jsonl"];
const SERVER: &[&str] = &["server", "token", "context", "ca-certificate"];

/// What a command makes of the options.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Meant {
    formats: &'static [&'static str],
    columns: &'static [&'static str],
    server: &'static [&'static str],
}

/// Refuses what was given to a command that would ignore it. Variables are for all commands.
pub(crate) fn check(words: &[&str], matches: &ArgMatches) -> Result<(), Mistake> {
    let meant = meant(words, matches);
    let is_given = |id: &str| matches.value_source(id) == Some(ValueSource::CommandLine);
    let command = words.join(" ");
    let refused = |what: &str| Err(Mistake::Usage(format!("`oore {command}` takes no {what}")));
    if let Some(id) = SERVER.iter().find(|id| !meant.server.contains(id) && is_given(id)) {
        return refused(&format!("--{id}"));
    }
    if is_given("columns") && meant.columns.is_empty() {
        return refused("--columns");
    }
    let format = matches.get_one::<String>("output").filter(|_| is_given("output"));
    match format {
        Some(_) if meant.formats.is_empty() => refused("--output: it prints in one way only"),
        Some(format) if !meant.formats.contains(&format.as_str()) => {
            refused(&format!("--output {format}, only {}", meant.formats.join(", ")))
        }
        _ => Ok(()),
    }
}

fn meant(words: &[&str], matches: &ArgMatches) -> Meant {
    let nothing = Meant { formats: &[], columns: &[], server: &[] };
    let server = Meant { server: SERVER, ..nothing };
    match words {
        ["lint"] => Meant { formats: &["table", "json"], ..nothing },
        ["context", "list"] => Meant { formats: FORMATS, columns: &["columns"], ..nothing },
        ["logout"] => Meant { server: &["context"], ..nothing },
        ["login"] => server,
        ["build", "watch"] => Meant { formats: WATCHED, ..server },
        ["system", "actors"] if matches.get_flag("watch") => Meant { formats: WATCHED, ..server },
        words => match commands::find(document(), words) {
            None => nothing,
            Some(found) => match found.operation.success() {
                Some(("application/json", _)) => {
                    Meant { formats: FORMATS, columns: &["columns"], ..server }
                }
                Some(("text/event-stream", _)) => Meant { formats: &["jsonl"], ..server },
                // Nothing is printed, in whatever format.
                None => Meant { formats: FORMATS, ..server },
                // Bytes and text are printed as they are.
                Some(_) => server,
            },
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(line: &str) -> String {
        let id = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
        let line = line.replace("ID", id);
        let words = std::iter::once("oore").chain(line.split(' '));
        let matches = commands::tree(document()).get_matches_from(words);
        let (words, leaf) = crate::chosen(&matches);
        check(&words, leaf).map_or_else(|mistake| mistake.to_string(), |()| "taken".to_owned())
    }

    #[test]
    fn what_a_command_would_ignore_is_refused() {
        for line in [
            "build list -o yaml --columns id --server http://x --token t",
            "lint -o json",
            "build watch ID -o json",
            "system actors --watch -o table",
            "system actors -o yaml",
            "repo remove ID -o json",
            "-o jsonl build events ID",
            "logout --context x",
        ] {
            assert_eq!(checked(line), "taken", "{line}");
        }
        let refused = [
            "lint -o yaml",
            "lint --columns id",
            "lint --server http://x",
            "build watch ID --columns id",
            "build watch ID -o yaml",
            "system actors --watch -o yaml",
            "build events ID --columns id",
            "job log ID -o json",
            "repo remove ID --columns id",
            "man -o json",
            "logout --server http://x",
        ];
        insta::assert_snapshot!(refused.map(checked).join("\n"));
    }
}
