//! The document as the generator of the Rust client wants it.

use serde_json::{Map, Value, json};

use crate::api::answer::JSON;
use crate::api::problem::PROBLEM_JSON;

/// Derives the generator's input from the published document: problems as plain JSON (else they
/// are untyped), lists marked for following, and neither webhooks (providers call those, and the
/// generator takes one media type a body) nor what browsers send.
#[must_use]
pub fn for_progenitor(published: &Value) -> Value {
    let mut document = published.clone();
    if let Some(paths) = document.get_mut("paths").and_then(Value::as_object_mut) {
        for item in paths.values_mut().filter_map(Value::as_object_mut) {
            item.retain(|_, operation| !is_elsewhere(operation));
        }
        paths.retain(|_, item| item.as_object().is_none_or(|item| !item.is_empty()));
    }
    super::each_operation(&mut document, |_, _, operation| {
        if operation.contains_key("x-pagination") {
            operation.insert("x-dropshot-pagination".to_owned(), json!({ "required": [] }));
        }
        let responses = operation.get_mut("responses").and_then(Value::as_object_mut);
        for response in responses.into_iter().flat_map(Map::values_mut) {
            if let Some(content) = response.get_mut("content").and_then(Value::as_object_mut)
                && let Some(problem) = content.shift_remove(PROBLEM_JSON)
            {
                content.insert(JSON.to_owned(), problem);
            }
        }
    });
    document
}

/// Whether an operation is no program's to call.
fn is_elsewhere(operation: &Value) -> bool {
    ["x-webhook", "x-browser"].iter().any(|mark| operation.get(mark).is_some())
}
