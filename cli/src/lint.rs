//! `oore lint`: checks a pipeline file with the server's own reader, without a server.

mod report;

use std::io::Read as _;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use clap::ArgMatches;
use pipeline::{Color, Diagnostics, FILE_NAMES, MAX_FILE_BYTES, Source};

use crate::console::print;
use crate::output::{Colours, colours};
use crate::session::given;
use crate::trouble::Mistake;

/// What a file is called that came through a pipe.
const INPUT: &str = "oore.yaml";

pub(crate) fn run(matches: &ArgMatches) -> anyhow::Result<ExitCode> {
    let format = format(matches)?;
    let outcome = match matches.get_one::<String>("file").map(String::as_str) {
        Some("-") => check(INPUT, std::io::stdin()),
        Some(path) => check_file(path),
        None => check_here(),
    }?;
    let mistakes = outcome.as_ref().err();
    let text = match (format, &outcome) {
        ("json", _) => report::json(mistakes),
        ("sarif", _) => report::sarif(mistakes),
        (_, Ok(path)) => format!("{path} is fine.\n"),
        (_, Err(mistakes)) => {
            let coloured = colours() == Colours::On;
            mistakes.render(if coloured { Color::Always } else { Color::Never })
        }
    };
    print(&text)?;
    Ok(if mistakes.is_none() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What --format says, or --output, which means the same here.
fn format(matches: &ArgMatches) -> Result<&str, Mistake> {
    match (matches.get_one::<String>("format"), given(matches, "output")) {
        (Some(_), Some(_)) => Err(Mistake::Usage("give --format or --output, not both".to_owned())),
        (Some(format), None) => Ok(format),
        (None, Some("json")) => Ok("json"),
        (None, _) => Ok("human"),
    }
}

/// The path of a file without mistakes, or the mistakes.
type Outcome = Result<String, Diagnostics>;

/// The one file of this directory that has a pipeline's name.
fn check_here() -> anyhow::Result<Outcome> {
    let there: Vec<&str> =
        FILE_NAMES.into_iter().filter(|name| Path::new(name).is_file()).collect();
    match pipeline::choose(&there) {
        Ok(Some(name)) => check_file(name),
        Ok(None) => {
            bail!("there is no {} here; name a file: oore lint FILE", FILE_NAMES.join(" or "))
        }
        Err(several) => Ok(Err(several)),
    }
}

fn check_file(path: &str) -> anyhow::Result<Outcome> {
    let file = std::fs::File::open(path).with_context(|| format!("can't read {path}"))?;
    check(path, file)
}

fn check(path: &str, input: impl std::io::Read) -> anyhow::Result<Outcome> {
    let mut bytes = Vec::new();
    let most = MAX_FILE_BYTES as u64 + 1;
    input.take(most).read_to_end(&mut bytes).with_context(|| format!("can't read {path}"))?;
    if bytes.len() > MAX_FILE_BYTES {
        return Ok(Err(Diagnostics::too_large(path, bytes.len() as u64)));
    }
    let Ok(text) = String::from_utf8(bytes) else { return Ok(Err(Diagnostics::not_text(path))) };
    let source = Source { path: path.to_owned(), text };
    Ok(pipeline::parse(&source).map(|_| source.path))
}

#[cfg(test)]
mod tests {
    use super::*;

    const WRONG: &str = "version: 1\non:\n  push: {}\njobz: {}\n";

    #[test]
    fn mistakes_are_told_with_their_place_in_every_format() {
        let Err(mistakes) = check("oore.yaml", WRONG.as_bytes()).unwrap() else {
            panic!("the file has a mistake");
        };
        insta::assert_snapshot!("json", report::json(Some(&mistakes)));
        insta::assert_snapshot!("sarif", report::sarif(Some(&mistakes)));
        insta::assert_snapshot!("sarif_without_mistakes", report::sarif(None));
    }

    #[test]
    fn the_format_is_named_in_one_way_or_the_other() {
        let format = |line: &str| {
            let words = line.split(' ');
            let matches =
                crate::commands::tree(crate::document::document()).get_matches_from(words);
            format(crate::chosen(&matches).1).map(str::to_owned).map_err(|error| error.to_string())
        };
        assert_eq!(format("oore lint").as_deref(), Ok("human"));
        assert_eq!(format("oore lint -o json").as_deref(), Ok("json"));
        assert_eq!(format("oore lint --format sarif").as_deref(), Ok("sarif"));
        assert!(format("oore lint -o json --format sarif").is_err());
    }

    #[test]
    fn what_is_no_text_or_too_large_is_a_mistake_of_the_file() {
        assert!(check("x", [0xff_u8].as_slice()).unwrap().is_err());
        assert!(check("x", vec![b'#'; MAX_FILE_BYTES + 1].as_slice()).unwrap().is_err());
    }
}
