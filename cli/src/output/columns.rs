//! Which fields of a thing a table shows.

use serde_json::{Map, Value};

use crate::document::Document;

/// A field by its path, and its title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) path: String,
    pub(super) title: String,
}

/// What is looked for first, by the name of the schema. Other things show all their plain fields.
const CHOSEN: [(&str, &[&str]); 10] = [
    ("Repository", &["id", "full_name", "provider", "default_branch", "active", "created_at"]),
    (
        "WebhookEvent",
        &["id", "status", "event", "summary.repository", "received_at", "summary.ref", "provider"],
    ),
    (
        "Build",
        &[
            "id",
            "number",
            "status",
            "ref.name",
            "commit.sha",
            "created_at",
            "duration_ms",
            "event",
            "triggered_by",
        ],
    ),
    ("Job", &["id", "key", "status", "attempt", "duration_ms", "waiting.detail"]),
    ("Step", &["index", "name", "status", "exit_code", "duration_ms", "detail"]),
    ("Attempt", &["attempt", "status", "runner_id", "leased_at", "finished_at", "detail"]),
    ("Runner", &["id", "name", "status", "local", "labels", "capacity", "last_seen_at"]),
    ("Actor", &["name", "state", "mailbox", "restarts", "last_failure.reason"]),
    ("DecisionStep", &["rule", "matched", "detail"]),
    ("Diagnostic", &["code", "path", "line", "message", "help"]),
];

/// What says more to a program than to a person.
const HIDDEN: [&str; 1] = ["links"];

impl Column {
    fn new(path: &str) -> Self {
        let mut words = path.rsplit('.');
        let last = words.next().unwrap_or(path);
        // `ref.name` is the ref, and `commit.sha` the commit.
        let named = match (last, words.next()) {
            ("name" | "sha" | "detail" | "reason", Some(owner)) => owner,
            _ => last,
        };
        let named = named.trim_end_matches("_at").trim_end_matches("_ms");
        let named = named.trim_end_matches("_bytes");
        Self { path: path.to_owned(), title: named.replace('_', " ").to_uppercase() }
    }

    pub(super) fn value<'v>(&self, item: &'v Value) -> Option<&'v Value> {
        self.path.split('.').try_fold(item, |value, field| value.get(field))
    }
}

/// The columns that were asked for.
pub(super) fn named(paths: &[String]) -> Vec<Column> {
    let column = |path: &String| Column { title: path.to_uppercase(), path: path.clone() };
    paths.iter().map(column).collect()
}

/// The columns of a list of things.
pub(super) fn of(schema: Option<&str>, items: &[Value]) -> Vec<Column> {
    if let Some((_, paths)) = CHOSEN.iter().find(|(name, _)| Some(*name) == schema) {
        return paths.iter().map(|path| Column::new(path)).collect();
    }
    let mut columns: Vec<Column> = Vec::new();
    for (name, value) in items.iter().filter_map(Value::as_object).flatten() {
        let is_plain = !value.is_object() && !value.is_array();
        if is_plain && !columns.iter().any(|column| column.path == *name) {
            columns.push(Column::new(name));
        }
    }
    columns
}

/// Calls `visit` with each field that fits a line, and those of inner things by their path.
pub(super) fn flatten(
    prefix: &str,
    fields: &Map<String, Value>,
    visit: &mut impl FnMut(&str, &Value),
) {
    for (name, value) in shown(fields) {
        let path = join(prefix, name);
        match value {
            Value::Object(inner) => flatten(&path, inner, visit),
            Value::Array(items) if items.is_empty() || items.iter().any(Value::is_object) => {}
            value => visit(&path, value),
        }
    }
}

/// Calls `visit` with each list of things, by its path.
pub(super) fn lists(
    prefix: &str,
    fields: &Map<String, Value>,
    visit: &mut impl FnMut(&str, &[Value]),
) {
    for (name, value) in shown(fields) {
        let path = join(prefix, name);
        match value {
            Value::Object(inner) => lists(&path, inner, visit),
            Value::Array(items) if items.iter().any(Value::is_object) => visit(&path, items),
            _ => {}
        }
    }
}

fn shown(fields: &Map<String, Value>) -> impl Iterator<Item = (&String, &Value)> {
    fields.iter().filter(|(name, _)| !HIDDEN.contains(&name.as_str()))
}

fn join(prefix: &str, name: &str) -> String {
    if prefix.is_empty() { name.to_owned() } else { format!("{prefix}.{name}") }
}

/// The schema of the items of the list at `path` in a thing of the type `schema`.
pub(super) fn item_schema<'d>(
    document: &'d Document,
    schema: Option<&str>,
    path: &str,
) -> Option<&'d str> {
    let mut found = document.schema(schema?)?;
    for name in path.split('.') {
        found = document.resolve(found.properties.get(name)?);
    }
    document.name_of(found.items.as_deref()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::document;

    #[test]
    fn the_document_has_every_column() {
        for (schema, paths) in CHOSEN {
            for path in paths {
                let mut found = document().schema(schema).unwrap_or_else(|| panic!("{schema}"));
                for name in path.split('.') {
                    let field = found.properties.get(name);
                    found = document().resolve(field.unwrap_or_else(|| panic!("{schema} {path}")));
                }
            }
        }
    }

    #[test]
    fn titles_are_words() {
        let title = |path: &str| Column::new(path).title;
        assert_eq!(title("ref.name"), "REF");
        assert_eq!(title("created_at"), "CREATED");
        assert_eq!(title("duration_ms"), "DURATION");
        assert_eq!(title("full_name"), "FULL NAME");
        assert_eq!(title("name"), "NAME");
    }
}
