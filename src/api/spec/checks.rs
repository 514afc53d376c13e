//! The rules that every operation follows, checked at start so that none can be forgotten.

use std::collections::BTreeSet;

use serde_json::Value;

use super::SpecError;

/// # Errors
/// Names every operation that breaks a rule.
pub(super) fn refuse(document: &Value) -> Result<(), SpecError> {
    let mut found = Vec::new();
    let mut ids = BTreeSet::new();
    for (path, method, operation) in super::operations(document) {
        let mut broken = |rule: String| found.push(format!("{method} {path}: {rule}"));
        match operation.get("operationId").and_then(Value::as_str) {
            None => broken("has no operation id".to_owned()),
            Some(id) if !ids.insert(id) => broken(format!("the operation id `{id}` is taken")),
            Some(_) => {}
        }
        let summary = words(operation, "summary");
        if summary.is_none() {
            broken("has no summary".to_owned());
        }
        match words(operation, "description") {
            None => broken("has no description".to_owned()),
            told if told == summary => broken("its description repeats its summary".to_owned()),
            Some(_) => {}
        }
        for name in undescribed(operation) {
            broken(format!("the parameter `{name}` has no description"));
        }
        if operation.get("tags").and_then(Value::as_array).is_none_or(Vec::is_empty) {
            broken("has no tag".to_owned());
        }
        // The framework binds path parameters by position: other names or another order would
        // silently swap their values.
        let template: Vec<&str> = template_names(path).collect();
        let declared: Vec<&str> = super::parameters(operation, "path").collect();
        if template != declared {
            broken(format!("the path has {template:?}, the function takes {declared:?}"));
        }
    }
    if found.is_empty() { Ok(()) } else { Err(SpecError::Refused(found)) }
}

/// The parameters that say nothing of themselves.
fn undescribed(operation: &Value) -> impl Iterator<Item = &str> {
    let all = operation.get("parameters").and_then(Value::as_array).into_iter().flatten();
    all.filter(|parameter| words(parameter, "description").is_none())
        .filter_map(|parameter| parameter["name"].as_str())
}

/// What stands at `key`, blanks aside.
fn words<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key)?.as_str().map(str::trim).filter(|words| !words.is_empty())
}

/// The names in `/builds/{id}`.
pub(super) fn template_names(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'))
}
