//! Answers as they are printed.

use serde_json::json;

use super::*;
use crate::document::document;

fn output(format: Format) -> Output {
    let now = DateTime::parse_from_rfc3339("2026-01-01T00:10:00Z").unwrap().to_utc();
    Output { format, ..Output::plain(now) }
}

fn build(number: u64, status: &str) -> Value {
    json!({
        "id": "01ARZ3NDEKTSV4RRFFQ69G5FAV", "number": number, "status": status, "event": "push",
        "ref": { "kind": "branch", "name": "main" },
        "commit": { "sha": "0123456789abcdef0123456789abcdef01234567" },
        "triggered_by": "ann", "created_at": "2026-01-01T00:00:00Z", "duration_ms": 61_000,
        "links": { "self": "http://x" },
    })
}

fn builds() -> Value {
    json!([build(2, "running"), build(1, "succeeded")])
}

#[test]
fn a_list_is_a_table_of_what_matters() {
    let text = output(Format::Table).render(document(), &builds(), Some("Build"));
    insta::assert_snapshot!(text);
}

#[test]
fn a_connected_runner_is_seen_now_and_not_when_it_connected() {
    let runner = |status: &str| json!({ "id": "01", "name": status, "status": status, "last_seen_at": "2026-01-01T00:01:00Z" });
    let output = output(Format::Table);
    let runners = json!([runner("online"), runner("draining"), runner("offline")]);
    let text = output.render(document(), &runners, Some("Runner"));
    let told: Vec<_> = text.lines().skip(1).map(|line| line.ends_with("now")).collect();
    assert_eq!(told, [true, true, false], "{text}");
    let one = output.render(document(), &runner("online"), Some("Runner"));
    assert!(one.contains("now") && !one.contains("min ago"), "{one}");
    let json = Output { format: Format::Json, ..output }.render(document(), &runners, None);
    assert!(json.contains("2026-01-01T00:01:00Z") && !json.contains("now"), "{json}");
}

#[test]
fn a_table_fits_the_terminal() {
    let narrow = Output { width: Some(80), ..output(Format::Table) };
    let text = narrow.render(document(), &builds(), Some("Build"));
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    insta::assert_snapshot!(text);
}

#[test]
fn states_are_coloured_on_a_terminal() {
    let coloured = Output { colours: Colours::On, ..output(Format::Table) };
    let text = coloured.render(document(), &builds(), Some("Build"));
    assert!(text.contains("\x1b[32msucceeded\x1b[0m"), "{text}");
    assert!(text.contains("\x1b[33mrunning\x1b[0m"), "{text}");
}

#[test]
fn one_thing_is_told_field_by_field_with_its_lists_below() {
    let mut build = build(1, "failed");
    build["jobs"] = json!([
        { "id": "J", "key": "test", "status": "failed", "attempt": 1, "duration_ms": 900 },
    ]);
    let text = output(Format::Table).render(document(), &build, Some("Build"));
    insta::assert_snapshot!(text);
}

#[test]
fn columns_are_shown_as_asked_for() {
    let columns = Some(vec!["number".to_owned(), "ref.name".to_owned(), "nothing".to_owned()]);
    let chosen = Output { columns, ..output(Format::Table) };
    insta::assert_snapshot!(chosen.render(document(), &builds(), Some("Build")), @r"
    NUMBER  REF.NAME  NOTHING
    2       main      -
    1       main      -
    ");
    insta::assert_snapshot!(chosen.render(document(), &build(7, "failed"), Some("Build")), @r"
    NUMBER  REF.NAME  NOTHING
    7       main      -
    ");
}

#[test]
fn programs_get_everything_in_absolute_terms() {
    for format in [Format::Json, Format::JsonLines, Format::Yaml] {
        let text = output(format).render(document(), &builds(), Some("Build"));
        assert!(text.contains("2026-01-01T00:00:00Z") && text.contains("http://x"), "{text}");
    }
    let lines = output(Format::JsonLines).render(document(), &builds(), None);
    assert_eq!(lines.lines().count(), 2);
    let json = output(Format::Json).render(document(), &builds(), None);
    assert_eq!(serde_json::from_str::<Value>(&json).unwrap(), builds());
}

#[test]
fn what_is_copied_is_whole_on_a_narrow_terminal() {
    let secret = "s".repeat(120);
    let commit = "0123456789abcdef0123456789abcdef01234567";
    let thing = json!({ "webhook_secret": secret, "commit": { "sha": commit } });
    let narrow = Output { width: Some(40), ..output(Format::Table) };
    let text = narrow.render(document(), &thing, Some("Repository"));
    assert!(text.contains(&secret) && text.contains(commit), "{text}");
}

#[test]
fn every_line_of_a_text_is_shown_beside_its_label() {
    let thing = json!({ "detail": "first\n\nlast \u{1b}[2J\n", "status": "failed" });
    let text = output(Format::Table).render(document(), &thing, Some("Job"));
    let lines = ["detail  first", "", "        last \u{fffd}[2J", "status  failed", ""];
    assert_eq!(text, lines.join("\n"));
}

#[test]
fn an_empty_list_has_no_heading_and_is_told_in_words() {
    let none = json!([]);
    assert_eq!(output(Format::Table).render(document(), &none, Some("Build")), "");
    assert_eq!(output(Format::Json).render(document(), &none, Some("Build")), "[]\n");
    assert_eq!(nothing(Some("WebhookEvent")), "no webhook events");
    assert_eq!(nothing(Some("Repository")), "no repositories");
}
