//! From the framework's raw document to the one that is published, and on to what follows from it.
//!
//! The code is the only source: everything here is derived from what the operations declare.
//! What can't be published (an operation without an id, path parameters bound in the wrong order,
//! one method declared twice) is refused at start and in the tests.

mod bodies;
mod checks;
mod errors;
mod examples;
mod operations;
mod parameters;
mod progenitor;
mod routes;
mod schemas;

pub use progenitor::for_progenitor;
pub use routes::{RouteTable, Template};
use serde_json::{Map, Value, json};

use super::json::{self, Duplicates};

/// The version of the OpenAPI specification that the published document follows: the last one
/// that all generators read.
const OPENAPI_VERSION: &str = "3.0.3";

/// Why a document can't be published.
#[derive(Debug, thiserror::Error)]
pub enum SpecError {
    /// The raw text is not a document, or declares one method of a path twice.
    #[error("the framework's document can't be read: {0}")]
    Unreadable(#[from] serde_json::Error),
    /// The raw document lacks a part that the specification requires.
    #[error("the framework's document has no {0}")]
    Incomplete(&'static str),
    /// Operations that break a rule of this API, one a line.
    #[error("the operations can't be published:\n{}", .0.join("\n"))]
    Refused(Vec<String>),
}

/// Turns the framework's document into the one that is published.
///
/// # Errors
/// When the raw document is not one, or an operation breaks a rule of this API.
pub fn finalize(raw: &str) -> Result<Value, SpecError> {
    let mut document = json::parse(raw.as_bytes(), Duplicates::Merge)?;
    let root = document.as_object_mut().ok_or(SpecError::Incomplete("root"))?;
    root.insert("openapi".to_owned(), json!(OPENAPI_VERSION));
    for required in ["info", "paths", "components"] {
        if !root.get(required).is_some_and(Value::is_object) {
            return Err(SpecError::Incomplete(required));
        }
    }
    drop_newer_keys(root);
    schemas::tidy(&mut document);
    schemas::type_nullables(&mut document);
    bodies::close(&mut document);
    errors::document(&mut document);
    examples::add(&mut document)?;
    // Before the scope's sentence stands at every description, so that it can't pass for one.
    checks::refuse(&document)?;
    operations::complete(&mut document);
    Ok(document)
}

/// The document as it is served and checked in: pretty, with a newline at the end.
#[must_use]
pub fn to_text(document: &Value) -> String {
    format!("{document:#}\n")
}

/// Keys of OpenAPI 3.1 that the framework writes into a 3.0 document.
fn drop_newer_keys(root: &mut Map<String, Value>) {
    if let Some(info) = root.get_mut("info").and_then(Value::as_object_mut) {
        info.shift_remove("summary");
        if let Some(license) = info.get_mut("license").and_then(Value::as_object_mut) {
            license.shift_remove("identifier");
        }
    }
    if let Some(webhooks) = root.shift_remove("webhooks") {
        root.insert("x-webhooks".to_owned(), webhooks);
    }
}

/// Calls `visit` with every operation: path, method, operation.
fn each_operation(
    document: &mut Value,
    mut visit: impl FnMut(&str, &str, &mut Map<String, Value>),
) {
    let Some(paths) = document.get_mut("paths").and_then(Value::as_object_mut) else { return };
    for (path, item) in paths {
        for (method, operation) in item.as_object_mut().into_iter().flatten() {
            if let Some(operation) = operation.as_object_mut() {
                visit(path, method, operation);
            }
        }
    }
}

/// Every operation of a document: path, method, operation.
fn operations(document: &Value) -> impl Iterator<Item = (&str, &str, &Value)> {
    let paths = document.get("paths").and_then(Value::as_object).into_iter().flatten();
    paths.flat_map(|(path, item)| {
        let methods = item.as_object().into_iter().flatten();
        methods.map(move |(method, operation)| (path.as_str(), method.as_str(), operation))
    })
}

/// The parameters of `operation` that stand in `place` (`path`, `query`), by name.
fn parameters<'o>(operation: &'o Value, place: &'o str) -> impl Iterator<Item = &'o str> {
    let all = operation.get("parameters").and_then(Value::as_array).into_iter().flatten();
    all.filter(move |parameter| parameter["in"] == place)
        .filter_map(|parameter| parameter["name"].as_str())
}

/// Whether `operation` is a list in pages.
fn is_paged(operation: &Map<String, Value>) -> bool {
    let parameters = operation.get("parameters").and_then(Value::as_array);
    let has = |wanted: &str| parameters.into_iter().flatten().any(|one| one["name"] == wanted);
    has("limit") && has("page_token")
}

#[cfg(test)]
mod tests;
