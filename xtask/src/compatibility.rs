//! Whether the document still keeps what the last release promised.
//!
//! `openapi/released/` holds the document of each release, named by its version. What a caller of
//! the last one may rely on must still be there: operations, parameters, fields, values; and
//! nothing new may be required of a caller. A break passes only if the section "Unreleased" of
//! CHANGELOG.md names it as it is named here, between backticks.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use serde_json::{Map, Value};

use crate::process;
use crate::spec::{self, DOCUMENT};

/// Where the documents of releases are, below the workspace's root.
const RELEASED: &str = "openapi/released";

/// A promise that is not kept.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Break {
    /// What it is about, such as `Build.number`: how the changelog names it.
    subject: String,
    what: &'static str,
}

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
    let new_operations = operations(new);
    for (id, place, operation) in operations(old) {
        match new_operations.iter().find(|(other, ..)| *other == id) {
            None => note(&mut found, id, "is gone"),
            Some((_, other, _)) if *other != place => note(&mut found, id, "has moved"),
            Some((.., kept)) => compare_parameters(id, operation, kept, &mut found),
        }
    }
    let schemas = |document: &Value| document["components"]["schemas"].clone();
    let (old_schemas, new_schemas) = (schemas(old), schemas(new));
    let bodies = schemas_of_bodies(new);
    for (name, schema) in object(&old_schemas) {
        match new_schemas.get(name) {
            None => note(&mut found, name, "is gone"),
            Some(kept) => compare(name, schema, kept, bodies.contains(name), &mut found),
        }
    }
    found
}

fn note(found: &mut BTreeSet<Break>, subject: &str, what: &'static str) {
    found.insert(Break { subject: subject.to_owned(), what });
}

/// Id, method and path, and the operation itself, of all operations.
fn operations(document: &Value) -> Vec<(&str, (&str, &str), &Value)> {
    let paths = object(&document["paths"]);
    let all = paths.flat_map(|(path, item)| {
        object(item).map(move |(method, operation)| (path.as_str(), method.as_str(), operation))
    });
    all.filter_map(|(path, method, operation)| {
        Some((operation["operationId"].as_str()?, (method, path), operation))
    })
    .collect()
}

fn compare_parameters(id: &str, old: &Value, new: &Value, found: &mut BTreeSet<Break>) {
    let (old, new) = (list(&old["parameters"]), list(&new["parameters"]));
    let same =
        |one: &Value, other: &Value| one["name"] == other["name"] && one["in"] == other["in"];
    let subject = |parameter: &Value| format!("{id}.{}", text(&parameter["name"]));
    for parameter in old {
        match new.iter().find(|kept| same(kept, parameter)) {
            None => note(found, &subject(parameter), "is gone"),
            Some(kept) => {
                compare(&subject(parameter), &parameter["schema"], &kept["schema"], false, found);
            }
        }
    }
    for parameter in new.iter().filter(|parameter| parameter["required"] == true) {
        if !old.iter().any(|was| same(was, parameter) && was["required"] == true) {
            note(found, &subject(parameter), "is required now");
        }
    }
}

/// Compares schemas; `is_sent` tells whether callers send what they describe.
fn compare(subject: &str, old: &Value, new: &Value, is_sent: bool, found: &mut BTreeSet<Break>) {
    if kind(old) != kind(new) {
        note(found, subject, "has another type");
        return;
    }
    for value in list(&old["enum"]) {
        if !list(&new["enum"]).contains(value) && new.get("enum").is_some() {
            note(found, &format!("{subject}.{}", text(value)), "is gone");
        }
    }
    for (name, field) in object(&old["properties"]) {
        let subject = format!("{subject}.{name}");
        match new["properties"].get(name) {
            None => note(found, &subject, "is gone"),
            Some(kept) => compare(&subject, field, kept, is_sent, found),
        }
    }
    if old.get("items").is_some() {
        compare(subject, &old["items"], &new["items"], is_sent, found);
    }
    for field in list(&new["required"]).iter().filter(|_| is_sent) {
        if !list(&old["required"]).contains(field) {
            note(found, &format!("{subject}.{}", text(field)), "is required now");
        }
    }
}

/// What a schema is at all: a reference, also one that only carries a description, or a type.
fn kind(schema: &Value) -> (String, String) {
    let referred = schema.get("$ref").or_else(|| schema["allOf"].get(0)?.get("$ref"));
    match referred {
        Some(referred) => (text(referred), String::new()),
        None => (text(&schema["type"]), text(&schema["format"])),
    }
}

/// The names of all schemas that requests may hold.
fn schemas_of_bodies(document: &Value) -> BTreeSet<String> {
    let mut waiting = Vec::new();
    for (.., operation) in operations(document) {
        references(&operation["requestBody"], &mut waiting);
    }
    let mut names = BTreeSet::new();
    while let Some(name) = waiting.pop() {
        references(&document["components"]["schemas"][&name], &mut waiting);
        if !names.insert(name) {
            // Seen before, and so is what it refers to.
            waiting.retain(|name| !names.contains(name));
        }
    }
    names
}

fn references(value: &Value, names: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            let name = object.get("$ref").and_then(Value::as_str);
            names.extend(name.and_then(|name| Some(name.rsplit_once('/')?.1.to_owned())));
            object.values().for_each(|value| references(value, names));
        }
        Value::Array(items) => items.iter().for_each(|value| references(value, names)),
        _ => {}
    }
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
