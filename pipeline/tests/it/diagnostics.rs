//! What is true of all mistakes: their order, their places, how they are shown.

use pipeline::plan;

use crate::support::{bad, codes, good, push, with_job};

#[test]
fn all_mistakes_come_at_once_in_the_order_of_their_places() {
    let text = "version: 2\non: [push, pul_request]\nenv: {OORE_X: 1}\njobs:\n  a:\n    needs: [c]\n    \
                if: refx == 1\n    steps:\n      - run: echo ${{ ref.name }}\n        timeout: 30\n";
    let mistakes = bad(text);
    let found: Vec<&str> = mistakes.items.iter().map(|item| item.code.as_str()).collect();
    assert_eq!(
        found,
        [
            "wrong_version",
            "unknown_key",
            "reserved_variable_name",
            "unknown_need",
            "unknown_variable",
            "expression_in_run",
            "invalid_duration"
        ]
    );
    let lines: Vec<u32> = mistakes.items.iter().filter_map(|item| Some(item.span?.line)).collect();
    assert_eq!(lines, [1, 2, 3, 6, 7, 9, 10]);
}

#[test]
fn a_place_counts_bytes_for_programs_and_characters_for_people() {
    let text = with_job("name: Größe\nenv: {ÄÖ: x}\nsteps: [{run: x}]");
    let mistakes = bad(&text);
    let span = mistakes.items[0].span.expect("it has a place");
    assert_eq!(&text[span.offset..span.offset + span.length], "ÄÖ");
    assert_eq!((span.line, span.column), (6, 11));
}

#[test]
fn a_message_cannot_steer_the_terminal() {
    let mistakes = bad(&format!("version: 1\n\"\\e[31mred\": 1\n# {}\n", '\u{9b}'));
    let shown = mistakes.to_string();
    assert!(!shown.contains(['\u{1b}', '\u{9b}']), "{shown}");
    let coloured = mistakes.render(pipeline::Color::Always);
    assert!(coloured.contains("\u{1b}[") && !coloured.contains("\u{1b}[31mred"), "{coloured:?}");
}

#[test]
fn a_diagnostic_goes_through_json_unchanged() {
    let mistakes = bad("version: 2\n");
    let json = serde_json::to_string(&mistakes.items).expect("it can be written");
    let again: Vec<pipeline::Diagnostic> = serde_json::from_str(&json).expect("it can be read");
    assert_eq!(again, mistakes.items);
}

#[test]
fn what_was_refused_once_is_not_complained_about_again() {
    assert_eq!(codes(&with_job("env: &e {A: x}\nsteps: *e")), ["alias_not_allowed"; 2]);
    let known_but_wrong =
        with_job("name: [a]\nsteps: [{run: x}]") + "  b: {needs: test, steps: [{run: x}]}\n";
    assert_eq!(codes(&known_but_wrong), ["wrong_type"]);
}

#[test]
fn other_programs_can_show_the_mistakes_through_miette() {
    let mistakes = bad(&with_job("name: [a]\nenv: x\nsteps: [{run: x}]"));
    let labels: Vec<(usize, Option<String>)> = miette::Diagnostic::labels(&mistakes)
        .expect("there are places")
        .map(|label| (label.offset(), label.label().map(str::to_owned)))
        .collect();
    let expected: Vec<(usize, Option<String>)> = mistakes
        .items
        .iter()
        .map(|item| (item.span.expect("it has a place").offset, Some(item.message.clone())))
        .collect();
    assert_eq!(labels, expected);
    assert_eq!(labels.len(), 2);
}

#[test]
fn an_event_without_the_value_makes_a_plan_fail_with_the_line() {
    let pipeline = good(&with_job("runs_on: [\"${{ event.action }}\"]\nsteps: [{run: x}]"));
    let scope = push();
    let mistakes = plan(&pipeline, &scope).expect_err("there is no action");
    assert!(mistakes.to_string().contains("(oore.yaml:5:15)"), "{mistakes}");
}
