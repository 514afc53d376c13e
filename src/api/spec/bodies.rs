//! `additionalProperties: false` on what request bodies hold: `StrictJson` refuses unknown fields,
//! and the framework does not say so.

use std::collections::BTreeSet;

use serde_json::{Value, json};

const SCHEMAS: &str = "#/components/schemas/";

/// Closes every object schema that a request body reaches, however deep.
pub(super) fn close(document: &mut Value) {
    let mut reached = Reached::default();
    for (_, _, operation) in super::operations(document) {
        for media in operation
            .pointer("/requestBody/content")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
        {
            reached.follow(document, &media.1["schema"]);
        }
    }
    for name in reached.closed {
        let schema = document.pointer_mut(&format!("/components/schemas/{name}"));
        if let Some(schema) = schema.and_then(Value::as_object_mut)
            && schema.contains_key("properties")
            && !schema.contains_key("additionalProperties")
        {
            schema.insert("additionalProperties".to_owned(), json!(false));
        }
    }
}

#[derive(Default)]
struct Reached {
    seen: BTreeSet<String>,
    closed: BTreeSet<String>,
}

impl Reached {
    fn follow(&mut self, document: &Value, schema: &Value) {
        match schema.get("$ref").and_then(Value::as_str).and_then(|to| to.strip_prefix(SCHEMAS)) {
            Some(name) => {
                self.closed.insert(name.to_owned());
                if self.seen.insert(name.to_owned()) {
                    self.follow(document, &document["components"]["schemas"][name]);
                }
            }
            None => self.parts(document, schema),
        }
    }

    fn parts(&mut self, document: &Value, schema: &Value) {
        // A union's variants are put together from parts; closing a part would refuse the others.
        if schema.get("oneOf").is_some() || schema.get("anyOf").is_some() {
            return;
        }
        let properties = schema.get("properties").and_then(Value::as_object);
        let nested = properties.into_iter().flat_map(|properties| properties.values());
        let parts = schema.get("allOf").and_then(Value::as_array).into_iter().flatten();
        let inner = [schema.get("items"), schema.get("additionalProperties")];
        for part in nested.chain(parts).chain(inner.into_iter().flatten()) {
            self.follow(document, part);
        }
    }
}
