//! Mistakes for programs: as JSON, and as SARIF 2.1.0 for code scanning
//! (<https://docs.oasis-open.org/sarif/sarif/v2.1.0/>).

use pipeline::{Diagnostic, Diagnostics};
use serde_json::{Value, json};

/// A list of mistakes; empty when there are none.
pub(super) fn json(mistakes: Option<&Diagnostics>) -> String {
    let items: Vec<Value> = items(mistakes)
        .map(|item| {
            let mut told = json!({
                "code": item.code, "message": item.message, "path": item.path,
            });
            if let Some(span) = item.span {
                told["line"] = json!(span.line);
                told["column"] = json!(span.column);
            }
            if let Some(help) = &item.help {
                told["help"] = json!(help);
            }
            told
        })
        .collect();
    format!("{:#}\n", Value::Array(items))
}

/// A SARIF log with one run.
pub(super) fn sarif(mistakes: Option<&Diagnostics>) -> String {
    let results: Vec<Value> = items(mistakes).map(result).collect();
    let mut rules: Vec<&str> = items(mistakes).map(|item| item.code.as_str()).collect();
    rules.sort_unstable();
    rules.dedup();
    let rules: Vec<Value> = rules.into_iter().map(|code| json!({ "id": code })).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "oore", "version": env!("CARGO_PKG_VERSION"), "rules": rules,
            }},
            // Columns of a span are counted so.
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn result(item: &Diagnostic) -> Value {
    let message = match &item.help {
        Some(help) => format!("{} ({help})", item.message),
        None => item.message.clone(),
    };
    let mut place = json!({ "artifactLocation": { "uri": item.path } });
    if let Some(span) = item.span {
        place["region"] = json!({
            "startLine": span.line, "startColumn": span.column,
            "byteOffset": span.offset, "byteLength": span.length,
        });
    }
    json!({
        "ruleId": item.code, "level": "error", "message": { "text": message },
        "locations": [{ "physicalLocation": place }],
    })
}

fn items(mistakes: Option<&Diagnostics>) -> impl Iterator<Item = &Diagnostic> {
    mistakes.into_iter().flat_map(|mistakes| &mistakes.items)
}
