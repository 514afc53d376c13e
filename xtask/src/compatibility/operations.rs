//! What operations promise: where they are, what they take and what they answer.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Break, RECEIVED, SENT, list, note, object, schemas, text};

/// Id, method and path, and the operation itself, of all operations.
pub(super) fn operations(document: &Value) -> Vec<(&str, (&str, &str), &Value)> {
    let paths = object(&document["paths"]);
    let all = paths.flat_map(|(path, item)| {
        object(item).map(move |(method, operation)| (path.as_str(), method.as_str(), operation))
    });
    all.filter_map(|(path, method, operation)| {
        Some((operation["operationId"].as_str()?, (method, path), operation))
    })
    .collect()
}

pub(super) fn compare(old: &Value, new: &Value, found: &mut BTreeSet<Break>) {
    let new = operations(new);
    for (id, place, operation) in operations(old) {
        match new.iter().find(|(other, ..)| *other == id) {
            None => note(found, id, "is gone"),
            Some((_, other, _)) if *other != place => note(found, id, "has moved"),
            Some((.., kept)) => {
                compare_parameters(id, operation, kept, found);
                compare_body(id, &operation["requestBody"], &kept["requestBody"], found);
                compare_answers(id, operation, kept, found);
                compare_extensions(id, operation, kept, found);
            }
        }
    }
}

fn compare_parameters(id: &str, old: &Value, new: &Value, found: &mut BTreeSet<Break>) {
    let (old, new) = (list(&old["parameters"]), list(&new["parameters"]));
    let same =
        |one: &Value, other: &Value| one["name"] == other["name"] && one["in"] == other["in"];
    let subject = |parameter: &Value| format!("{id}.{}", text(&parameter["name"]));
    for parameter in old {
        match new.iter().find(|kept| same(kept, parameter)) {
            None => note(found, &subject(parameter), "is gone"),
            Some(kept) => {
                let (old, new) = (&parameter["schema"], &kept["schema"]);
                schemas::compare(&subject(parameter), old, new, SENT, found);
            }
        }
    }
    for parameter in new.iter().filter(|parameter| parameter["required"] == true) {
        if !old.iter().any(|was| same(was, parameter) && was["required"] == true) {
            note(found, &subject(parameter), "is required now");
        }
    }
}

fn compare_body(id: &str, old: &Value, new: &Value, found: &mut BTreeSet<Break>) {
    let subject = format!("{id}.body");
    if new["required"] == true && old["required"] != true {
        note(found, &subject, "is required now");
    }
    for (media_type, media) in object(&old["content"]) {
        match new["content"].get(media_type) {
            None => note(found, &format!("{subject}.{media_type}"), "is not taken any more"),
            Some(kept) => {
                schemas::compare(&subject, &media["schema"], &kept["schema"], SENT, found);
            }
        }
    }
}

/// Only those in case of success: a new way to fail is no break, and one less is none either.
fn compare_answers(id: &str, old: &Value, new: &Value, found: &mut BTreeSet<Break>) {
    let success = |operation: &Value| -> Vec<(String, Value)> {
        let all = object(&operation["responses"]).filter(|(status, _)| status.starts_with('2'));
        all.map(|(status, answer)| (status.clone(), answer.clone())).collect()
    };
    let (old, new) = (success(old), success(new));
    for (status, _) in new.iter().filter(|(status, _)| !old.iter().any(|(was, _)| was == status)) {
        note(found, &format!("{id}.{status}"), "is a new way to succeed");
    }
    for (status, answer) in &old {
        let subject = format!("{id}.{status}");
        let Some((_, kept)) = new.iter().find(|(other, _)| other == status) else {
            note(found, &subject, "is gone");
            continue;
        };
        for (header, _) in object(&answer["headers"]) {
            if kept["headers"].get(header).is_none() {
                note(found, &format!("{subject}.{header}"), "is gone");
            }
        }
        compare_content(&subject, &answer["content"], &kept["content"], found);
    }
}

fn compare_content(subject: &str, old: &Value, new: &Value, found: &mut BTreeSet<Break>) {
    for (media_type, media) in object(old) {
        let Some(kept) = new.get(media_type) else {
            note(found, &format!("{subject}.{media_type}"), "is gone");
            continue;
        };
        let (old, new) = (&media["schema"], &kept["schema"]);
        schemas::compare(subject, old, new, RECEIVED, found);
        // What the events of a stream hold.
        if let Some(event) = old.get("x-event") {
            let subject = format!("{subject}.x-event");
            schemas::compare(&subject, event, &new["x-event"], RECEIVED, found);
        }
    }
}

/// A scope may be dropped; everything else that programs follow stays as it is.
fn compare_extensions(id: &str, old: &Value, new: &Value, found: &mut BTreeSet<Break>) {
    if new.get("x-scope").is_some() && new["x-scope"] != old["x-scope"] {
        note(found, &format!("{id}.x-scope"), "asks for another scope");
    }
    for (key, what) in [("x-cli", "is another command"), ("x-pagination", "is another way")] {
        if old.get(key).is_some() && old[key] != new[key] {
            note(found, &format!("{id}.{key}"), what);
        }
    }
}
