//! An example of each command, made from what it requires.

use serde_json::Value;

use super::argument::Kind;
use crate::document::{Document, Operation, Place, Schema};

/// Values that read like somebody's, by the name of the field.
const VALUES: [(&str, &str); 9] = [
    ("owner", "acme"),
    ("repo", "app"),
    ("name", "builder-1"),
    ("branch", "main"),
    ("default_branch", "main"),
    ("value", "@-"),
    ("status", "failed"),
    ("provider", "github"),
    ("scopes", "build:read"),
];

/// Fields that are shown although they may be left out, by operation.
const OPTIONAL: [(&str, &str); 7] = [
    ("build_list", "status"),
    ("build_trigger", "branch"),
    ("build_rerun", "failed_only"),
    ("repo_update", "default_branch"),
    ("repo_test_event", "branch"),
    ("repo_list", "provider"),
    ("webhook_list", "status"),
];

/// How the operation's command is called.
pub(super) fn of(document: &Document, operation: &Operation) -> String {
    let mut words = vec!["oore".to_owned()];
    words.extend(operation.command.iter().flatten().cloned());
    for parameter in operation.parameters_in(Place::Path) {
        words.push(value(document, &parameter.name, &parameter.schema));
    }
    let is_shown = |name: &str, is_required: bool| {
        is_required || OPTIONAL.contains(&(operation.id.as_str(), name))
    };
    for parameter in operation.parameters.iter().filter(|one| one.place != Place::Path) {
        if is_shown(&parameter.name, parameter.required) {
            words.extend(flag(document, &parameter.name, &parameter.schema));
        }
    }
    if let Some(body) = operation.json_body() {
        let body = document.resolve(body);
        for (name, schema) in &body.properties {
            if is_shown(name, body.required.contains(name)) {
                words.extend(flag(document, name, schema));
            }
        }
    }
    words.join(" ")
}

fn flag(document: &Document, name: &str, schema: &Schema) -> Vec<String> {
    let flag = format!("--{}", name.replace('_', "-").to_lowercase());
    match Kind::of(document, schema) {
        Kind::Flag => vec![flag],
        _ => vec![flag, value(document, name, schema)],
    }
}

fn value(document: &Document, name: &str, schema: &Schema) -> String {
    let known = VALUES.iter().find(|(field, _)| *field == name).map(|(_, value)| *value);
    let resolved = document.resolve(schema);
    match (Kind::of(document, schema), &resolved.example) {
        (Kind::Choice(words), _) => {
            let known = known.filter(|known| words.iter().any(|word| word == known));
            known.unwrap_or_else(|| words.first().map_or("", String::as_str)).to_owned()
        }
        (_, Some(Value::String(example))) => example.clone(),
        (_, Some(example)) => example.to_string(),
        (_, None) => known.unwrap_or("VALUE").to_owned(),
    }
}
