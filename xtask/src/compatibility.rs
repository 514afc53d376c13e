//! Whether the document still keeps what the last release promised.
//!
//! `openapi/released/` holds the document of each release, named by its version. What a caller of
//! the last one may rely on must still be there: operations, parameters, answers, fields, values;
//! and whatever a caller may send must still be taken. A break passes only if the section
//! "Unreleased" of CHANGELOG.md names it as it is named here, between backticks.

mod operations;
mod reach;
mod schemas;

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use serde_json::{Map, Value};

use crate::process;
use crate::spec::{self, DOCUMENT};
use reach::Reach;

/// Where the documents of releases are, below the workspace's root.
pub(crate) const RELEASED: &str = "openapi/released";

/// A promise that is not kept.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Break {
    /// What it is about, such as `Build.number`: how the changelog names it.
    subject: String,
    what: &'static str,
}

/// Who sees what a schema describes: what is sent may only be loosened, what is received may only
/// be tightened.
#[derive(Debug, Clone, Copy)]
struct Use {
    is_sent: bool,
    is_received: bool,
}

/// What callers send.
const SENT: Use = Use { is_sent: true, is_received: false };
/// What they receive.
const RECEIVED: Use = Use { is_sent: false, is_received: true };

/// The breaks that the changelog does not name, as one text.
pub(crate) fn check() -> Result<Vec<String>> {
    let Some(released) = last_release()? else { return Ok(Vec::new()) };
    let text = fs::read_to_string(&released)?;
    let released: Value = serde_json::from_str(&text)
        .with_context(|| format!("{} is no document", released.display()))?;
    let current = serde_json::from_str(&spec::read(DOCUMENT)?)?;
    Ok(unnamed(breaks(&released, &current), &spec::read("CHANGELOG.md")?))
}

/// The document with the highest version in its name.
fn last_release() -> Result<Option<PathBuf>> {
    let Ok(entries) = fs::read_dir(process::root().join(RELEASED)) else { return Ok(None) };
    let mut files = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "json"));
    files.sort_by_key(|file| version(&file.file_stem().unwrap_or_default().to_string_lossy()));
    Ok(files.pop())
}

/// The numbers of a version, so that 0.10.0 comes behind 0.9.0.
fn version(name: &str) -> Vec<u64> {
    name.trim_start_matches('v').split('.').map(|part| part.parse().unwrap_or(0)).collect()
}

/// What of `breaks` the changelog does not name, each with what to do.
fn unnamed(breaks: BTreeSet<Break>, changelog: &str) -> Vec<String> {
    let behind = changelog.split_once("## Unreleased").map_or("", |(_, behind)| behind);
    let section = behind.split("\n## ").next().unwrap_or("");
    breaks
        .into_iter()
        .filter(|found| !section.contains(&format!("`{}`", found.subject)))
        .map(|Break { subject, what }| {
            format!("{subject} {what}: take it back, or name `{subject}` in the changelog")
        })
        .collect()
}

/// Everything of `old` that `new` does not keep.
fn breaks(old: &Value, new: &Value) -> BTreeSet<Break> {
    let mut found = BTreeSet::new();
    operations::compare(old, new, &mut found);
    let reach = Reach::of(old);
    let new_schemas = &new["components"]["schemas"];
    for (name, schema) in object(&old["components"]["schemas"]) {
        match new_schemas.get(name) {
            None => note(&mut found, name, "is gone"),
            Some(kept) => schemas::compare(name, schema, kept, reach.use_of(name), &mut found),
        }
    }
    found
}

fn note(found: &mut BTreeSet<Break>, subject: &str, what: &'static str) {
    found.insert(Break { subject: subject.to_owned(), what });
}

fn object(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flat_map(Map::iter)
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests;
