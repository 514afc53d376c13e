//! Pipeline files: each is read or refused, with places inside the file; what is read is planned;
//! and a line that looks like an expression is evaluated.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pipeline::expression::{Scope, Status, render};
use pipeline::{Source, parse, plan};
use serde_json::{Value, json};

fn push() -> Scope {
    let Value::Object(variables) = json!({
        "repository": {"name": "app", "owner": "acme", "provider": "github", "default_branch": "main"},
        "event": {"kind": "push", "action": null, "sender": "ada"},
        "ref": {"kind": "branch", "name": "main"},
        "commit": {"sha": "0123456789abcdef", "message": "Fix it", "author": "Ada"},
        "matrix": {"os": "linux"},
        "needs": {"build": {"result": "succeeded", "outputs": {"version": "1.2"}}},
        "build": {"id": "01J", "number": 7, "attempt": 1},
    }) else {
        return Scope { variables: serde_json::Map::new(), status: Status::Success, files: None };
    };
    Scope { variables, status: Status::Success, files: None }
}

fuzz_target!(|text: &str| {
    let source = Source { path: "oore.yaml".to_owned(), text: text.to_owned() };
    match parse(&source) {
        Ok(pipeline) => {
            let _planned = plan(&pipeline, &push());
        }
        Err(mistakes) => {
            assert!(!mistakes.items.is_empty());
            for span in mistakes.items.iter().filter_map(|item| item.span) {
                assert!(text.get(span.offset..span.offset + span.length).is_some(), "{span:?}");
            }
            assert!(!mistakes.to_string().is_empty());
        }
    }
    if let Some(line) = text.lines().next().filter(|line| line.contains("${{")) {
        let _rendered = render(line, &push());
    }
});
