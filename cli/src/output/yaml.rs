//! JSON values as YAML: block style, and quotes wherever a text could be read as something else.

use std::fmt::Write as _;

use serde_json::Value;

/// A value with a newline at the end.
pub(super) fn to_text(value: &Value) -> String {
    let mut text = String::new();
    match value {
        Value::Object(_) | Value::Array(_) if !is_empty(value) => block(&mut text, value, 0),
        value => writeln!(text, "{}", scalar(value)).expect("text takes any write"),
    }
    text
}

fn block(text: &mut String, value: &Value, depth: usize) {
    let indent = "  ".repeat(depth);
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                write!(text, "{indent}{}:", string(name)).expect("text takes any write");
                member(text, value, depth);
            }
        }
        Value::Array(items) => {
            for item in items {
                write!(text, "{indent}-").expect("text takes any write");
                member(text, item, depth);
            }
        }
        value => writeln!(text, "{indent}{}", scalar(value)).expect("text takes any write"),
    }
}

/// What stands behind `name:` or `-`.
fn member(text: &mut String, value: &Value, depth: usize) {
    if is_empty(value) || !(value.is_object() || value.is_array()) {
        writeln!(text, " {}", scalar(value)).expect("text takes any write");
    } else {
        text.push('\n');
        block(text, value, depth + 1);
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Object(fields) => fields.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) => string(text),
        // `{}`, `[]`, numbers, true and null are written as in JSON.
        other => other.to_string(),
    }
}

/// Words of letters stand as they are, unless YAML reads them otherwise; the rest is quoted as in
/// JSON, which YAML understands.
fn string(text: &str) -> String {
    const OTHERWISE: [&str; 9] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let is_word = text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.chars().all(|one| one.is_ascii_alphanumeric() || "_-./".contains(one));
    if is_word && !OTHERWISE.contains(&text.to_ascii_lowercase().as_str()) {
        return text.to_owned();
    }
    Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn nothing_is_read_as_something_else() {
        let value = json!({
            "name": "app", "no": "no", "number": "1", "time": "2026-01-01T00:00:00Z",
            "line": "a: b\n", "empty": {}, "none": [], "text": "", "null": null, "count": 3,
            "list": ["a", { "b": true, "c": [1, 2] }], "inner": { "deep": { "x": "-" } },
        });
        insta::assert_snapshot!(to_text(&value));
        assert_eq!(to_text(&json!([])), "[]\n");
    }
}
