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
        if operation.get("summary").is_none() {
            broken("has no summary".to_owned());
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

/// The names in `/builds/{id}`.
pub(super) fn template_names(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'))
}
