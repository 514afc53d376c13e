//! Explanations as people read them.

use chrono::DateTime;
use serde_json::json;

use super::*;
use crate::output::{Colours, Format};

const ID: &str = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

fn output() -> Output {
    Output::plain(DateTime::parse_from_rfc3339("2026-01-01T00:10:00Z").unwrap().to_utc())
}

fn rule(rule: &str, matched: bool, detail: &str, line: Option<u32>) -> Value {
    let mut entry = json!({ "rule": rule, "matched": matched, "detail": detail });
    if let Some(line) = line {
        entry["source"] = json!({ "path": "oore.yaml", "line": line });
    }
    entry
}

fn ignored() -> Value {
    json!({
        "outcome": "ignored",
        "reason": "Not built: branch `topic` against `main`: no pattern matches.",
        "trace": [
            rule("event_supported", true, "push to branch `topic`", None),
            rule("pipeline_file", true, "read `oore.yaml`", Some(1)),
            rule("trigger_push", true, "`on.push` is there", Some(3)),
            rule("paths", true, "nothing excludes it", Some(5)),
            rule("branches", false, "branch `topic` against `main`: no pattern matches", Some(4)),
        ],
        "advice": ["Add `topic` to `on.push.branches` at oore.yaml:4.", "Push the change."],
    })
}

fn webhook_event(status: &str) -> Value {
    json!({
        "id": ID, "provider": "github", "event": "push", "delivery_id": "d-1", "attempts": 0,
        "redeliveries": 2, "status": status, "received_at": "2026-01-01T00:00:00Z",
        "size_bytes": 7, "builds": [], "decision": ignored(),
        "summary": { "repository": "acme/app", "ref": "refs/heads/topic", "sender": "ada" },
    })
}

fn explained(words: &[&str], shown: &Value) -> String {
    explanation(words, shown, &output()).unwrap()
}

#[test]
fn a_decision_is_a_tree_with_what_to_change() {
    insta::assert_snapshot!(explained(&["webhook", "show"], &webhook_event("ignored")));
}

#[test]
fn rules_beside_a_pipeline_file_hang_where_they_belong() {
    let trace = [
        rule("pipeline_file", true, "a", None),
        rule("trigger_push", true, "b", None),
        rule("branches", true, "c", None),
        rule("of_a_later_version", true, "d", None),
        rule("storage", false, "e", None),
    ];
    insta::assert_snapshot!(tree(&trace, &output()), @r"
    ├─ ✓ pipeline_file: a
    │  └─ ✓ trigger_push: b
    │     └─ ✓ branches: c
    ├─ ✓ of_a_later_version: d
    └─ ✗ storage: e
    ");
}

#[test]
fn what_waits_says_so_and_what_was_built_is_found() {
    let mut event = webhook_event("received");
    event["builds"] = json!([{ "id": ID, "number": 4, "status": "succeeded" }]);
    let shown = explained(&["webhook", "show"], &event);
    assert!(shown.contains("It waits to be decided again."), "{shown}");
    assert!(shown.contains(&format!("`oore build show {ID}`")), "{shown}");
    insta::assert_snapshot!(explained(&["webhook", "replay"], &event));
    event["decision"] = Value::Null;
    let shown = explained(&["webhook", "show"], &event);
    assert!(shown.contains("It is not decided yet."), "{shown}");
}

#[test]
fn what_would_come_of_an_event_names_its_jobs() {
    let job = |key: &str, status: &str, needs: &[&str], detail: Option<&str>| {
        json!({
            "key": key, "name": key, "status": status, "needs": needs, "matrix": {},
            "runs_on": ["linux"], "detail": detail,
        })
    };
    let shown = json!({
        "event": "push", "ref": { "kind": "branch", "name": "main" },
        "commit": { "sha": "0123456789abcdef0123456789abcdef01234567", "message": "Mend" },
        "decision": { "outcome": "build", "reason": "Built: push to branch `main`.",
            "trace": [rule("event_supported", true, "push to branch `main`", None)] },
        "build": { "jobs": [
            job("lint", "queued", &[], None),
            job("test", "blocked", &["lint"], None),
            job("release", "skipped", &[], Some("`if: ref.kind == \"tag\"` is false")),
        ]},
    });
    insta::assert_snapshot!(explained(&["repo", "test-event"], &shown));
}

#[test]
fn marks_are_coloured_on_a_terminal_and_strangers_steer_nothing() {
    let coloured = Output { colours: Colours::On, ..output() };
    let mut event = webhook_event("ignored");
    event["decision"]["trace"][0]["detail"] = json!("a \u{1b}[2J b");
    let shown = explanation(&["webhook", "show"], &event, &coloured).unwrap();
    assert!(shown.contains("\u{1b}[31m✗\u{1b}[0m"), "{shown}");
    assert!(shown.contains("a \u{fffd}[2J b"), "{shown}");
}

#[test]
fn programs_and_other_commands_get_the_answer_as_it_is() {
    let event = webhook_event("ignored");
    let json = Output { format: Format::Json, ..output() };
    assert_eq!(explanation(&["webhook", "show"], &event, &json), None);
    let columns = Output { columns: Some(vec!["id".to_owned()]), ..output() };
    assert_eq!(explanation(&["webhook", "show"], &event, &columns), None);
    assert_eq!(explanation(&["build", "show"], &event, &output()), None);
}
