//! Which fields of a thing a table shows.

use serde_json::{Map, Value};

use crate::document::{Document, Schema};
use crate::trouble::Mistake;

/// A field by its path, and its title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) path: String,
    pub(super) title: String,
}

/// What is looked for first, by the name of the schema. Other things show all their plain fields.
const CHOSEN: [(&str, &[&str]); 16] = [
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
            "repository_id",
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
    ("User", &["id", "name", "kind", "role", "active", "email"]),
    ("Token", &["id", "name", "user", "scopes", "expires_at", "last_used_at"]),
    ("Member", &["user_id", "name", "kind", "role"]),
    ("AuditEvent", &["sequence", "at", "actor.name", "operation", "target.kind", "target.name"]),
    (
        "Secret",
        &[
            "name",
            "for_forks",
            "branches",
            "tags",
            "environments",
            "updated_at",
            "updated_by",
            "description",
        ],
    ),
    ("JobSecret", &["name", "given", "reason"]),
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
        let named = named.trim_end_matches("_id");
        Self { path: path.to_owned(), title: in_words(named).to_uppercase() }
    }

    pub(super) fn value<'v>(&self, item: &'v Value) -> Option<&'v Value> {
        self.path.split('.').try_fold(item, |value, field| value.get(field))
    }
}

/// A field's name as people say it; units and kinds stand in the value.
fn in_words(name: &str) -> String {
    if name == "first" {
        // A look at a repository is the first one or not.
        return "first look".to_owned();
    }
    let stem = ["_at", "_ms", "_bytes"].iter().find_map(|end| name.strip_suffix(end));
    stem.unwrap_or(name).replace('_', " ")
}

/// Whether the field at `path` tells when a runner was seen last, of one that is connected.
pub(super) fn is_there_now(path: &str, item: &Value) -> bool {
    path == "last_seen_at" && matches!(item["status"].as_str(), Some("online" | "draining"))
}

/// The name of a field that stands before its value.
pub(super) fn label(path: &str) -> String {
    path.split('.').map(in_words).collect::<Vec<_>>().join(" ")
}

/// Whether things of the type `schema` have a field at `path`.
pub(super) fn has(document: &Document, schema: Option<&str>, path: &str) -> bool {
    // Of what has no type nothing can be said.
    let Some(mut found) = schema.and_then(|name| document.schema(name)) else { return true };
    for name in path.split('.') {
        if found.properties.is_empty() && is_open(found) {
            return true;
        }
        match found.properties.get(name) {
            Some(field) => found = document.resolve(field),
            None => return false,
        }
    }
    true
}

/// Whether it is an object with any names.
fn is_open(schema: &Schema) -> bool {
    schema.additional_properties.as_ref().is_some_and(|each| *each != Value::Bool(false))
}

/// The fields of things of the type `schema`, and those of inner things by their path.
pub(super) fn known(document: &Document, schema: Option<&str>) -> Vec<String> {
    let mut paths = Vec::new();
    if let Some(schema) = schema.and_then(|name| document.schema(name)) {
        collect(document, "", schema, &mut paths);
    }
    paths
}

fn collect(document: &Document, prefix: &str, schema: &Schema, paths: &mut Vec<String>) {
    for (name, field) in &schema.properties {
        let field = document.resolve(field);
        let path = join(prefix, name);
        if HIDDEN.contains(&name.as_str()) {
            continue;
        }
        if field.properties.is_empty() {
            paths.push(path);
        } else {
            collect(document, &path, field, paths);
        }
    }
}

/// The error that says so.
pub(super) fn unknown(path: &str, known: &[String]) -> Mistake {
    let near = known.iter().min_by_key(|name| strsim::osa_distance(name, path));
    let near = near.filter(|name| strsim::osa_distance(name, path) <= 2);
    let near = near.map(|name| format!(" Did you mean `{name}`?")).unwrap_or_default();
    let known = known.join(", ");
    Mistake::Usage(format!("there is no column `{path}`.{near} There are: {known}"))
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
    fn a_column_that_nothing_has_is_refused_with_those_that_there_are() {
        let has = |path: &str| has(document(), Some("Build"), path);
        assert!(has("ref.name") && has("commit") && has("links"));
        assert!(!has("statsu") && !has("ref.nome") && !has("status.x"));
        let told = unknown("statsu", &known(document(), Some("Repository"))).to_string();
        insta::assert_snapshot!(told);
    }

    #[test]
    fn titles_are_words() {
        let title = |path: &str| Column::new(path).title;
        assert_eq!(title("ref.name"), "REF");
        assert_eq!(title("created_at"), "CREATED");
        assert_eq!(title("duration_ms"), "DURATION");
        assert_eq!(title("full_name"), "FULL NAME");
        assert_eq!(title("name"), "NAME");
        assert_eq!(title("repository_id"), "REPOSITORY");
        assert_eq!(title("id"), "ID");
        assert_eq!(label("duration_ms"), "duration");
        assert_eq!(label("last_failure.at"), "last failure at");
        assert_eq!(label("commit.sha"), "commit sha");
    }
}
