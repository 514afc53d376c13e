//! What a schema promises to those who send what it describes, and to those who receive it.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Break, Use, list, note, object, text};

/// What may not become greater where it is sent.
const LOWER: [&str; 4] = ["minimum", "minLength", "minItems", "minProperties"];
/// What may not become less where it is sent.
const UPPER: [&str; 4] = ["maximum", "maxLength", "maxItems", "maxProperties"];

/// Compares schemas, and what they hold.
pub(super) fn compare(
    subject: &str,
    old: &Value,
    new: &Value,
    used: Use,
    found: &mut BTreeSet<Break>,
) {
    if kind(old) != kind(new) || old["oneOf"] != new["oneOf"] {
        note(found, subject, "has another type");
        return;
    }
    compare_values(subject, old, new, used, found);
    compare_limits(subject, old, new, used, found);
    compare_fields(subject, old, new, used, found);
    for part in ["items", "additionalProperties"] {
        if old[part].is_object() && new[part].is_object() {
            compare(subject, &old[part], &new[part], used, found);
        }
    }
}

/// What a schema is at all: a reference, also one that only carries a description, or a type.
fn kind(schema: &Value) -> (String, String) {
    let referred = schema.get("$ref").or_else(|| schema["allOf"].get(0)?.get("$ref"));
    match referred {
        Some(referred) => (text(referred), String::new()),
        None => (text(&schema["type"]), text(&schema["format"])),
    }
}

fn compare_values(subject: &str, old: &Value, new: &Value, used: Use, found: &mut BTreeSet<Break>) {
    match (old.get("enum"), new.get("enum")) {
        (Some(old), Some(new)) => {
            for value in list(old).iter().filter(|value| !list(new).contains(value)) {
                note(found, &format!("{subject}.{}", text(value)), "is gone");
            }
        }
        (None, Some(_)) if used.is_sent => note(found, subject, "takes certain values only"),
        (Some(_), None) if used.is_received => note(found, subject, "may hold any value now"),
        (None | Some(_), None | Some(_)) => {}
    }
    let (was_nullable, is_nullable) = (old["nullable"] == true, new["nullable"] == true);
    if used.is_sent && was_nullable && !is_nullable {
        note(found, subject, "can't be null any more");
    }
    if used.is_received && is_nullable && !was_nullable {
        note(found, subject, "may be null now");
    }
    if used.is_sent && old["default"] != new["default"] {
        note(found, subject, "has another default");
    }
}

fn compare_limits(subject: &str, old: &Value, new: &Value, used: Use, found: &mut BTreeSet<Break>) {
    let bound = |schema: &Value, key: &str, none: f64| schema[key].as_f64().unwrap_or(none);
    let is_raised =
        |key: &str| bound(new, key, f64::NEG_INFINITY) > bound(old, key, f64::NEG_INFINITY);
    let is_lowered = |key: &str| bound(new, key, f64::INFINITY) < bound(old, key, f64::INFINITY);
    if used.is_sent && (LOWER.into_iter().any(is_raised) || UPPER.into_iter().any(is_lowered)) {
        note(found, subject, "has narrower bounds");
    }
    let decides = |schema: &Value| schema.get("pattern").is_some();
    if old["pattern"] != new["pattern"]
        && ((used.is_sent && decides(new)) || (used.is_received && decides(old)))
    {
        note(found, subject, "has another pattern");
    }
}

fn compare_fields(subject: &str, old: &Value, new: &Value, used: Use, found: &mut BTreeSet<Break>) {
    for (name, field) in object(&old["properties"]) {
        let subject = format!("{subject}.{name}");
        match new["properties"].get(name) {
            None => note(found, &subject, "is gone"),
            Some(kept) => compare(&subject, field, kept, used, found),
        }
    }
    let missing = |from: &Value, to: &Value| -> Vec<String> {
        let (from, to) = (list(&from["required"]), list(&to["required"]));
        from.iter().filter(|field| !to.contains(field)).map(text).collect()
    };
    for field in missing(new, old).into_iter().filter(|_| used.is_sent) {
        note(found, &format!("{subject}.{field}"), "is required now");
    }
    // A field that is gone is told already.
    let is_there = |field: &String| new["properties"].get(field.as_str()).is_some();
    for field in missing(old, new).into_iter().filter(|field| used.is_received && is_there(field)) {
        note(found, &format!("{subject}.{field}"), "may be absent now");
    }
    let is_closed = |schema: &Value| schema["additionalProperties"] == false;
    if used.is_sent && is_closed(new) && !is_closed(old) {
        note(found, subject, "takes no other fields any more");
    }
}
