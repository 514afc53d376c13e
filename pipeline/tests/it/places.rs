//! Which variables are known where.

use crate::support::{good, read};

/// A file with a mark at each place where expressions may stand.
const FILE: &str = "version: 1
on: push
env: {A: [file env]}
jobs:
  b: {steps: [{run: x}]}
  test:
    needs: b
    name: [name]
    runs_on: [runs_on]
    if: [if]
    matrix: {values: {m: [1]}}
    env: {A: [job env]}
    outputs: {a: [outputs]}
    steps:
      - {id: s, run: x}
      - {run: x, name: [step name], if: [step if], env: {A: [step env]}}
";

/// The places, what stands there when another is meant, and the variables that only some know.
const PLACES: [(&str, &str, &[&str]); 9] = [
    ("[file env]", "x", &["build"]),
    ("[name]", "x", &["matrix"]),
    ("[runs_on]", "x", &["matrix"]),
    ("[step name]", "x", &["matrix"]),
    ("[if]", "always()", &["build", "matrix", "needs"]),
    ("[job env]", "x", &["build", "matrix", "needs"]),
    ("[outputs]", "x", &["build", "matrix", "needs", "env", "steps"]),
    ("[step if]", "always()", &["build", "matrix", "needs", "env", "steps"]),
    ("[step env]", "x", &["build", "matrix", "needs", "env", "steps"]),
];

/// The file with an expression at one place and harmless words at the others.
fn with_expression(at: &str, expression: &str) -> String {
    PLACES.iter().fold(FILE.to_owned(), |text, (place, harmless, _)| {
        let is_condition = *harmless == "always()";
        match (*place == at, is_condition) {
            (false, _) => text.replace(place, harmless),
            (true, true) => text.replace(place, &format!("string({expression}) != ''")),
            (true, false) => text.replace(place, &format!("\"${{{{ {expression} }}}}\"")),
        }
    })
}

#[test]
fn what_the_event_says_is_known_everywhere() {
    for (place, ..) in PLACES {
        for text in
            ["ref.name", "repository.owner", "commit.sha", "event.kind", "pull_request.fork"]
        {
            good(&with_expression(place, text));
        }
    }
}

#[test]
fn other_variables_are_known_once_they_have_values() {
    for (place, _, known) in PLACES {
        for (variable, text) in [
            ("build", "build.number"),
            ("matrix", "matrix.m"),
            ("needs", "needs.b.result"),
            ("env", "env.PATH"),
            ("steps", "steps.s.outcome"),
        ] {
            let is_known = read(&with_expression(place, text)).is_ok();
            assert_eq!(is_known, known.contains(&variable), "{variable} in {place}");
        }
    }
}
