//! Which named schemas callers send, and which they receive.

use std::collections::BTreeSet;

use serde_json::Value;

use super::operations::operations;
use super::{Use, list};

/// The names of schemas by who sees them.
pub(super) struct Reach {
    sent: BTreeSet<String>,
    received: BTreeSet<String>,
}

impl Reach {
    pub(super) fn of(document: &Value) -> Self {
        let (mut sent, mut received) = (Vec::new(), Vec::new());
        for (.., operation) in operations(document) {
            references(&operation["requestBody"], &mut sent);
            list(&operation["parameters"]).iter().for_each(|one| references(one, &mut sent));
            references(&operation["responses"], &mut received);
        }
        Self { sent: whole(document, sent), received: whole(document, received) }
    }

    pub(super) fn use_of(&self, name: &str) -> Use {
        Use { is_sent: self.sent.contains(name), is_received: self.received.contains(name) }
    }
}

/// The schemas of these names, and all that they refer to.
fn whole(document: &Value, mut waiting: Vec<String>) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    while let Some(name) = waiting.pop() {
        let schema = &document["components"]["schemas"][&name];
        if names.insert(name) {
            references(schema, &mut waiting);
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
