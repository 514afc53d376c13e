//! Errors in the document: the problem's schemas, the list of codes, and the answers that follow
//! from an operation's shape.

use poem_openapi::registry::Registry;
use poem_openapi::types::Type;
use serde_json::{Map, Value, json};

use crate::api::error::ErrorCode;
use crate::api::fail::CODE_HEADER;
use crate::api::problem::{PROBLEM_JSON, Problem, title};

/// Adds the schemas and completes every operation's list of errors.
pub(super) fn document(document: &mut Value) {
    add_schemas(document);
    super::each_operation(document, |_, _, operation| {
        let implied = implied_codes(operation);
        let Some(responses) = operation.get_mut("responses").and_then(Value::as_object_mut) else {
            return;
        };
        for code in &implied {
            let status = code.status();
            responses.entry(status.as_str()).or_insert_with(problem_response);
        }
        for (status, response) in responses.iter_mut() {
            let codes = codes_of(status, response, &implied);
            describe(status, response, &codes);
        }
        responses.sort_keys();
    });
}

fn problem_response() -> Value {
    let schema = json!({ "$ref": "#/components/schemas/Problem" });
    json!({ "description": "", "content": { PROBLEM_JSON: { "schema": schema } } })
}

/// The codes that come with `status`: those that follow from the operation's shape, and those that
/// its set of failures wrote as headers.
fn codes_of(status: &str, response: &mut Value, implied: &[ErrorCode]) -> Vec<ErrorCode> {
    let mut declared = Vec::new();
    if let Some(headers) = response.get_mut("headers").and_then(Value::as_object_mut) {
        headers.retain(|name, _| match name.strip_prefix(CODE_HEADER) {
            Some(code) => {
                declared.push(code.to_owned());
                false
            }
            None => true,
        });
    }
    let is_here = |code: &ErrorCode| implied.contains(code) || declared.contains(&code.name());
    let of_status = ErrorCode::ALL.into_iter().filter(|code| code.status().as_str() == status);
    of_status.filter(is_here).collect()
}

/// An operation that declares no error of its own has no reference to the schema, and the
/// framework then leaves it out.
fn add_schemas(document: &mut Value) {
    let mut registry = Registry::new();
    Problem::register(&mut registry);
    let components = &mut document["components"];
    if !components["schemas"].is_object() {
        components["schemas"] = json!({});
    }
    let Some(schemas) = components["schemas"].as_object_mut() else { return };
    for (name, schema) in &registry.schemas {
        let mut schema = serde_json::to_value(schema).expect("schemas are plain data");
        super::schemas::tidy(&mut schema);
        schemas.entry(name.as_str()).or_insert(schema);
    }
    schemas["ErrorCode"]["description"] = json!(list_of_codes());
    schemas.sort_keys();
}

fn list_of_codes() -> String {
    let lines = ErrorCode::ALL
        .iter()
        .map(|code| format!("* `{}` ({}): {}", code.name(), code.status().as_u16(), title(*code)));
    let list: Vec<_> = lines.collect();
    format!("The stable kind of a problem.\n\n{}", list.join("\n"))
}

fn implied_codes(operation: &Map<String, Value>) -> Vec<ErrorCode> {
    let mut codes = vec![ErrorCode::Internal];
    if operation.contains_key("parameters") {
        codes.push(ErrorCode::InvalidParameter);
    }
    if super::is_paged(operation) {
        codes.push(ErrorCode::InvalidPageToken);
    }
    if operation.contains_key("requestBody") {
        codes.extend([
            ErrorCode::BadRequest,
            ErrorCode::InvalidBody,
            ErrorCode::BodyTimeout,
            ErrorCode::BodyTooLarge,
            ErrorCode::UnsupportedMediaType,
        ]);
    }
    if operation.contains_key("security") {
        // What needs a token reads the database, which may be away.
        codes.extend([
            ErrorCode::Unauthenticated,
            ErrorCode::Forbidden,
            ErrorCode::TooManyRequests,
            ErrorCode::Unavailable,
        ]);
    }
    codes
}

/// Says which codes come with an error's status, and which header.
fn describe(status: &str, response: &mut Value, codes: &[ErrorCode]) {
    if response.pointer("/content/application~1problem+json").is_none() {
        return;
    }
    let lines: Vec<_> =
        codes.iter().map(|code| format!("{} (`{}`)", title(*code), code.name())).collect();
    response["description"] = json!(lines.join(", "));
    response["x-codes"] = codes.iter().map(|code| code.name()).collect();
    let header = match status {
        "401" => Some(("WWW-Authenticate", "string", "What would be taken.")),
        "429" | "503" => Some(("Retry-After", "integer", "When to come back, in seconds.")),
        _ => None,
    };
    let headers = header.map(|(name, ty, description)| {
        json!({ name: { "description": description, "required": true, "schema": { "type": ty } } })
    });
    match (headers, response.as_object_mut()) {
        (Some(headers), Some(response)) => {
            response.insert("headers".to_owned(), headers);
        }
        (None, Some(response)) => {
            response.shift_remove("headers");
        }
        (_, None) => {}
    }
}
