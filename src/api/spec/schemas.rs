//! Rewrites of schemas, parameters and media types that the framework states loosely.

use serde_json::{Map, Value, json};

/// Rewrites every object of the document in place.
pub(super) fn tidy(value: &mut Value) {
    match value {
        Value::Object(object) => {
            drop_charset(object);
            state_integers(object);
            state_event_stream(object);
            drop_parameter_noise(object);
            drop_copied_patch(object);
            tidy_union(object);
            object.values_mut().for_each(tidy);
        }
        Value::Array(items) => items.iter_mut().for_each(tidy),
        _ => {}
    }
}

/// What may be null must name its type, which a reference to a list of words does not.
pub(super) fn type_nullables(document: &mut Value) {
    let schemas = document["components"]["schemas"].as_object().into_iter().flatten();
    let words = schemas.filter(|(_, schema)| schema["enum"].is_array());
    let words: Vec<String> =
        words.map(|(name, _)| format!("#/components/schemas/{name}")).collect();
    type_nullable(document, &words);
}

fn type_nullable(value: &mut Value, words: &[String]) {
    match value {
        Value::Object(object) => {
            let reference = object.get("allOf").and_then(|all| all.get(0)?.get("$ref")?.as_str());
            let is_word = reference.is_some_and(|to| words.iter().any(|word| word == to));
            if is_word && object.get("nullable") == Some(&json!(true)) {
                object.insert("type".to_owned(), json!("string"));
            }
            object.values_mut().for_each(|value| type_nullable(value, words));
        }
        Value::Array(items) => items.iter_mut().for_each(|value| type_nullable(value, words)),
        _ => {}
    }
}

/// `application/json; charset=utf-8` is what the framework's own payloads say; JSON has no charset.
fn drop_charset(object: &mut Map<String, Value>) {
    if let Some(Value::Object(content)) = object.get_mut("content") {
        *content = std::mem::take(content)
            .into_iter()
            .map(|(media_type, schema)| match media_type.strip_suffix("; charset=utf-8") {
                Some(essence) => (essence.to_owned(), schema),
                None => (media_type, schema),
            })
            .collect();
    }
}

/// Bounds of integers are written as floats, and those of unsigned types not at all.
fn state_integers(object: &mut Map<String, Value>) {
    if object.get("type") != Some(&json!("integer")) {
        return;
    }
    for key in ["minimum", "maximum", "multipleOf"] {
        if let Some(bound) = object.get(key).and_then(Value::as_f64)
            && bound.fract() == 0.0
            && bound.abs() < 2_f64.powi(53)
        {
            object.insert(key.to_owned(), json!(bound as i64));
        }
    }
    // Readers of the document hold bounds as i64, so 64 bits end there.
    let most = match object.get("format").and_then(Value::as_str) {
        Some("uint8") => i64::from(u8::MAX),
        Some("uint16") => i64::from(u16::MAX),
        Some("uint32") => i64::from(u32::MAX),
        Some("uint64") => i64::MAX,
        _ => return,
    };
    object.entry("minimum").or_insert(json!(0));
    object.entry("maximum").or_insert(json!(most));
}

/// An event stream is text, not a JSON array; what an event holds goes to `x-event`.
fn state_event_stream(object: &mut Map<String, Value>) {
    if object.get("format") != Some(&json!("event-stream")) {
        return;
    }
    let event = object.shift_remove("items");
    object.clear();
    object.insert("type".to_owned(), json!("string"));
    object.insert("format".to_owned(), json!("event-stream"));
    if let Some(event) = event {
        object.insert("x-event".to_owned(), event);
    }
}

/// Defaults that say nothing, and are wrong for parameters in paths and headers.
fn drop_parameter_noise(object: &mut Map<String, Value>) {
    if !object.contains_key("schema") {
        return;
    }
    for (key, default) in [("deprecated", false), ("explode", true)] {
        if object.get(key) == Some(&json!(default)) {
            object.shift_remove(key);
        }
    }
}

/// A comment, default or validator on a field whose type is a reference is written twice:
/// `{X, allOf: [{$ref}, {X}]}`. The copy has no type, which breaks generators.
fn drop_copied_patch(object: &mut Map<String, Value>) {
    let mut patch = object.clone();
    patch.shift_remove("allOf");
    if let Some(Value::Array(parts)) = object.get_mut("allOf")
        && let [reference, copy] = parts.as_slice()
        && reference.get("$ref").is_some()
        && copy.as_object() == Some(&patch)
    {
        parts.pop();
    }
}

/// `type: object` beside alternatives adds nothing, and a union's description stands on each
/// variant as well.
fn tidy_union(object: &mut Map<String, Value>) {
    if object.contains_key("oneOf") || object.contains_key("anyOf") {
        object.shift_remove("type");
    }
    if let Some([tag, content]) = object.get("allOf").and_then(Value::as_array).map(Vec::as_slice)
        && tag.get("properties").is_some()
        && content.get("$ref").is_some()
    {
        object.shift_remove("description");
    }
}
