//! The operations of this server, as the document publishes them.

use std::fmt::Write;

use serde_json::Value;

fn document() -> Value {
    serde_json::from_str(&crate::api::document().unwrap()).unwrap()
}

#[test]
fn every_operation_has_its_path_scope_and_answers() {
    let document = document();
    let mut lines = String::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let statuses: Vec<_> =
                operation["responses"].as_object().unwrap().keys().map(String::as_str).collect();
            writeln!(
                lines,
                "{} {} {path} [{}] {}",
                operation["operationId"].as_str().unwrap(),
                method.to_uppercase(),
                right(operation),
                statuses.join(" "),
            )
            .unwrap();
        }
    }
    insta::assert_snapshot!(lines);
}

/// Scope and role; or whether any token will do, or none is needed.
fn right(operation: &Value) -> String {
    match (&operation["x-scope"], &operation["x-role"]) {
        (Value::String(scope), Value::String(role)) => format!("{scope} {role}"),
        _ if operation["security"].as_array().is_some_and(Vec::is_empty) => "public".to_owned(),
        _ => "any token".to_owned(),
    }
}

#[test]
fn every_enumeration_of_the_domain_is_a_named_schema() {
    let document = document();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let words: Vec<_> = schemas
        .iter()
        .filter_map(|(name, schema)| {
            let words: Vec<_> =
                schema["enum"].as_array()?.iter().filter_map(Value::as_str).collect();
            Some(format!("{name}: {}", words.join(", ")))
        })
        .collect();
    insta::assert_snapshot!(words.join("\n"));
}

/// What a person reads first in every tool that shows the document.
#[test]
fn every_schema_and_field_says_what_it_is() {
    let document = document();
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        assert!(schema["description"].is_string(), "{name}");
        for (field, schema) in schema["properties"].as_object().into_iter().flatten() {
            let is_told = schema["description"].is_string() || schema["$ref"].is_string();
            assert!(is_told, "{name}.{field}: {schema}");
        }
    }
}

#[test]
fn the_checked_in_document_is_the_published_one() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi/openapi.json");
    let checked_in = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        checked_in == crate::api::document().unwrap(),
        "openapi/openapi.json is not what the code declares; run `cargo xtask spec`"
    );
}
