//! `cargo xtask spec`: the OpenAPI document as the code declares it, checked in.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, Result};

use crate::process;

/// The document, below the workspace's root.
pub(crate) const DOCUMENT: &str = "openapi/openapi.json";

/// Whether a file is written or only compared.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Change nothing; fail if what is checked in is not up to date
    #[arg(long)]
    pub(crate) check: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    finish(DOCUMENT, &document()?, "spec", arguments)
}

/// Whether what is checked in is up to date; the first difference if not.
pub(crate) fn check() -> Result<Option<String>> {
    Ok(difference(&read(DOCUMENT)?, &document()?))
}

/// The document as the server prints it.
fn document() -> Result<String> {
    let mut cargo = process::cargo();
    cargo.args(["run", "--quiet", "--package", "oored", "--bin", "oored", "--", "openapi"]);
    process::output(&mut cargo)
}

/// Writes `text` to the file at `path`, or compares it.
pub(crate) fn finish(
    path: &str,
    text: &str,
    command: &str,
    arguments: &Arguments,
) -> Result<ExitCode> {
    let Some(difference) = difference(&read(path)?, text) else {
        println!("{path} is up to date");
        return Ok(ExitCode::SUCCESS);
    };
    if arguments.check {
        println!("{path} is not up to date: {difference}\nrun `cargo xtask {command}`");
        return Ok(ExitCode::FAILURE);
    }
    let file = process::root().join(path);
    fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))?;
    println!("wrote {path}");
    Ok(ExitCode::SUCCESS)
}

/// A file of the workspace; empty if it isn't there yet.
pub(crate) fn read(path: impl AsRef<Path>) -> Result<String> {
    let file = process::root().join(path);
    match fs::read_to_string(&file) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", file.display())),
    }
}

/// The first line in which `made` differs from what is checked in.
pub(crate) fn difference(checked_in: &str, made: &str) -> Option<String> {
    if checked_in == made {
        return None;
    }
    let same = checked_in.lines().zip(made.lines()).take_while(|(one, other)| one == other).count();
    let line = |text: &str| text.lines().nth(same).map(str::trim).unwrap_or("its end").to_owned();
    let (is, should) = (line(checked_in), line(made));
    Some(format!("line {} is `{is}`, should be `{should}`", same + 1))
}

#[cfg(test)]
mod tests {
    use super::difference;

    #[test]
    fn the_first_line_that_differs_is_told() {
        assert_eq!(difference("a\nb\n", "a\nb\n"), None);
        let told = difference("a\nb\n", "a\nc\n").unwrap();
        assert_eq!(told, "line 2 is `b`, should be `c`");
        assert_eq!(difference("", "a").unwrap(), "line 1 is `its end`, should be `a`");
        assert_eq!(difference("a", "a\n").unwrap(), "line 2 is `its end`, should be `its end`");
    }
}
