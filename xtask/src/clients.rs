//! `cargo xtask clients`: the TypeScript and Python clients, made from the OpenAPI document that is
//! checked in, and checked in themselves.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::process;
use crate::spec::{self, Arguments, DOCUMENT};
use crate::{node, python};

/// A client that is made by a program of others.
struct Client {
    /// What is generated of it, below the workspace's root: a file or a directory.
    generated: &'static str,
    /// Writes it to a place, or tells what is missing on this machine.
    generate: fn(&Path) -> Result<Result<(), Missing>>,
}

/// A program that isn't installed, and how to install it.
pub(crate) struct Missing(pub(crate) String);

/// What a comparison came to.
pub(crate) enum Outcome {
    UpToDate,
    Different(String),
    Missing(String),
}

const CLIENTS: [Client; 2] = [
    Client { generated: "clients/typescript/src/generated.ts", generate: typescript },
    Client { generated: "clients/python/oore/generated", generate: python },
];

/// The files of a client by their paths.
type Files = BTreeMap<PathBuf, String>;

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let mut code = ExitCode::SUCCESS;
    for client in CLIENTS {
        let directory = tempfile::tempdir()?;
        let made = directory.path().join("generated");
        if let Err(Missing(what)) = (client.generate)(&made)? {
            println!("{}: {what}", client.generated);
            code = ExitCode::FAILURE;
            continue;
        }
        let made = files(&made)?;
        match difference(&files(&process::root().join(client.generated))?, &made) {
            None => println!("{} is up to date", client.generated),
            Some(difference) if arguments.check => {
                println!("{}: {difference}\nrun `cargo xtask clients`", client.generated);
                code = ExitCode::FAILURE;
            }
            Some(_) => write(&process::root().join(client.generated), &made)?,
        }
    }
    Ok(code)
}

/// Whether all clients are up to date, for each: whose it is and what came of it.
pub(crate) fn check() -> Result<Vec<Outcome>> {
    CLIENTS.iter().map(check_one).collect()
}

fn check_one(client: &Client) -> Result<Outcome> {
    let directory = tempfile::tempdir()?;
    let made = directory.path().join("generated");
    if let Err(Missing(what)) = (client.generate)(&made)? {
        return Ok(Outcome::Missing(what));
    }
    let checked_in = files(&process::root().join(client.generated))?;
    Ok(match difference(&checked_in, &files(&made)?) {
        Some(difference) => Outcome::Different(format!("{}: {difference}", client.generated)),
        None => Outcome::UpToDate,
    })
}

fn typescript(to: &Path) -> Result<Result<(), Missing>> {
    let Some(npm) = node::npm() else {
        return Ok(Err(Missing(format!("Node not found: {}", node::INSTALL))));
    };
    let directory = node::packages(&npm, node::CLIENT)?;
    let mut npm = process::command(npm);
    npm.current_dir(directory).args(["run", "--silent", "generate-to", "--", "--output"]).arg(to);
    process::output(&mut npm)?;
    Ok(Ok(()))
}

fn python(to: &Path) -> Result<Result<(), Missing>> {
    let Some(python) = process::find("python3", &[]) else {
        return Ok(Err(Missing(format!("Python not found: {}", python::INSTALL))));
    };
    let programs = python::packages(&python)?.join("bin");
    let document = tempfile::Builder::new().suffix(".json").tempfile()?;
    let text = without_webhooks(serde_json::from_str(&spec::read(DOCUMENT)?)?).to_string();
    fs::write(document.path(), text)?;
    let mut generator = process::command(programs.join("openapi-python-client"));
    generator.args(["generate", "--meta", "none", "--fail-on-warning"]);
    generator.args(["--config", "clients/python/generate.yaml", "--path"]).arg(document.path());
    generator.arg("--output-path").arg(to);
    // Its formatter stands beside it.
    let path = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths([programs].into_iter().chain(env::split_paths(&path)))?;
    process::output(generator.env("PATH", path))?;
    Ok(Ok(()))
}

/// The document without what only providers and browsers call: the generator can't write operations
/// that take one of two content types, and nobody wants these in a client.
fn without_webhooks(mut document: Value) -> Value {
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    for item in paths.into_iter().flatten().filter_map(|(_, item)| item.as_object_mut()) {
        item.retain(|_, operation| {
            operation.get("x-webhook").is_none() && operation.get("x-browser").is_none()
        });
    }
    document
}

/// The files at `place`, which may be one; none if there are none.
fn files(place: &Path) -> Result<Files> {
    let mut found = Files::new();
    let mut waiting = vec![place.to_owned()];
    while let Some(path) = waiting.pop() {
        let Ok(metadata) = path.metadata() else { continue };
        if metadata.is_dir() {
            for entry in fs::read_dir(&path)? {
                let entry = entry?.path();
                // What Python leaves behind when it runs them.
                if !entry.ends_with("__pycache__") {
                    waiting.push(entry);
                }
            }
        } else {
            let text = fs::read_to_string(&path)
                .with_context(|| format!("cannot read {}", path.display()))?;
            found.insert(path.strip_prefix(place)?.to_owned(), text);
        }
    }
    Ok(found)
}

/// The first file that is not as it should be, and how.
fn difference(checked_in: &Files, made: &Files) -> Option<String> {
    let paths = checked_in.keys().chain(made.keys());
    let mut differences = paths.filter_map(|path| {
        let told = match (checked_in.get(path), made.get(path)) {
            (Some(is), Some(should)) => spec::difference(is, should)?,
            (Some(_), None) => "should not be there".to_owned(),
            (None, _) => "is missing".to_owned(),
        };
        Some(format!("{} {told}", path.display()).trim_start().to_owned())
    });
    differences.next()
}

/// Puts `files` to `place` instead of what is there.
fn write(place: &Path, files: &Files) -> Result<()> {
    if place.is_dir() {
        fs::remove_dir_all(place)?;
    }
    for (path, text) in files {
        // A client of one file has no path below its place.
        let file = if path.as_os_str().is_empty() { place.to_owned() } else { place.join(path) };
        fs::create_dir_all(file.parent().context("it stands in a directory")?)?;
        fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))?;
    }
    println!("wrote {}", place.strip_prefix(process::root())?.display());
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_first_file_that_differs_is_told() {
        let files = |all: &[(&str, &str)]| {
            all.iter().map(|(path, text)| (path.into(), (*text).to_owned())).collect::<Files>()
        };
        let checked_in = files(&[("a", "1\n"), ("b", "2\n")]);
        assert_eq!(difference(&checked_in, &checked_in), None);
        for (made, told) in [
            (files(&[("a", "1\n")]), "b should not be there"),
            (files(&[("a", "1\n"), ("b", "2\n"), ("c", "")]), "c is missing"),
            (files(&[("a", "3\n"), ("b", "2\n")]), "a line 1 is `1`, should be `3`"),
        ] {
            assert_eq!(difference(&checked_in, &made).unwrap(), told);
        }
    }

    #[test]
    fn clients_do_not_get_what_providers_call() {
        let document = json!({ "paths": {
            "/hook": { "post": { "x-webhook": true } },
            "/x": { "get": { "operationId": "x" }, "post": { "x-webhook": true } },
        }});
        let expected = json!({ "paths": { "/hook": {}, "/x": { "get": { "operationId": "x" } } } });
        assert_eq!(without_webhooks(document), expected);
    }
}
