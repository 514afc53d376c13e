//! What expressions mean.

use pipeline::expression::{ExpressionError, Scope, Status, condition, render};
use serde_json::json;

use crate::support::push;

fn holds(text: &str) -> bool {
    condition(Some(text), &push()).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn after(status: Status) -> Scope {
    Scope { status, ..push() }
}

fn shown(template: &str) -> String {
    render(template, &push()).unwrap_or_else(|error| panic!("{template}: {error}"))
}

#[test]
fn without_a_condition_only_success_goes_on() {
    assert_eq!(condition(None, &after(Status::Success)), Ok(true));
    assert_eq!(condition(None, &after(Status::Failure)), Ok(false));
    assert_eq!(condition(None, &after(Status::Canceled)), Ok(false));
}

#[test]
fn a_condition_that_does_not_ask_for_the_status_requires_success() {
    let text = Some("ref.name == 'main'");
    assert_eq!(condition(text, &after(Status::Success)), Ok(true));
    assert_eq!(condition(text, &after(Status::Failure)), Ok(false));
    assert_eq!(condition(text, &after(Status::Canceled)), Ok(false));
    // A value that failed steps did not leave is not even looked for.
    let missing = Some("steps.test.outputs.nothing == '1'");
    assert_eq!(condition(missing, &after(Status::Failure)), Ok(false));
}

#[test]
fn status_functions_answer_from_the_status() {
    let table = [
        ("success()", [true, false, false]),
        ("failure()", [false, true, false]),
        ("canceled()", [false, false, true]),
        ("always()", [true, true, true]),
        ("!success()", [false, true, true]),
        ("failure() && ref.name == 'main'", [false, true, false]),
        ("success() || failure()", [true, true, false]),
        ("always() && ref.name == 'other'", [false, false, false]),
    ];
    for (text, expected) in table {
        let statuses = [Status::Success, Status::Failure, Status::Canceled];
        let found = statuses.map(|status| condition(Some(text), &after(status)));
        assert_eq!(found, expected.map(Ok), "{text}");
    }
}

#[test]
fn the_marks_around_a_whole_condition_may_be_written_or_not() {
    assert!(holds("${{ ref.name == 'main' }}"));
    assert!(holds("  ${{ref.name == 'main'}}  "));
    assert!(holds("ref.name == 'main'"));
    let partial = condition(Some("${{ ref.name }} == 'main'"), &push());
    assert!(matches!(partial, Err(ExpressionError::Syntax { .. })), "{partial:?}");
}

#[test]
fn every_variable_can_be_read() {
    for text in [
        "repository.name == 'app' && repository.owner == 'acme'",
        "event.kind == 'push' && event.sender == 'ada' && event.action == null",
        "ref.kind == 'branch' && ref.name == 'main'",
        "commit.sha.startsWith('0123') && commit.message.contains('Fix')",
        "matrix.os == 'linux' && matrix.flutter == 3.24 && matrix.flutter > 3",
        "needs['build-app'].result == 'succeeded'",
        "needs[\"build-app\"].outputs.version == '1.2'",
        "steps.test.outcome == 'succeeded' && int(steps.test.outputs.coverage) > 80",
        "build.number == 7 && build.number + 1 == 8 && build.attempt < 2",
    ] {
        assert!(holds(text), "{text}");
    }
}

#[test]
fn functions_and_macros_of_cel_work() {
    for text in [
        "ref.name in ['main', 'dev']",
        "['main', 'dev'].exists(name, name == ref.name)",
        "[1, 2, 3].all(n, n > 0) && [1, 2].exists_one(n, n == 1)",
        "[1, 2, 3].filter(n, n > 1).map(n, n * 2) == [4, 6]",
        "size([1, 2].map(n, n > 1, n)) == 1",
        "size(ref.name) == 4 && ref.name.size() == 4",
        "ref.name.matches('^ma.n$') && !matches(ref.name, '^x')",
        "ref.name.endsWith('in') && string(7) == '7' && double('1.5') == 1.5",
        "bool('true') && uint(3) == 3u && type(1) == int && dyn(1) == 1",
        "duration('1h') > duration('59m')",
        "timestamp('2026-01-02T03:04:05Z').getFullYear() == 2026",
        "(true ? 'a' : 'b') == 'a' && {'a': 1}.a == 1 && {'a': [1]}['a'][0] == 1",
        "'}}' == '}' + '}' && \"a\" == 'a'",
    ] {
        assert!(holds(text), "{text}");
    }
}

#[test]
fn a_missing_member_is_an_error_that_names_it_and_has_asks_for_it() {
    assert!(!holds("has(pull_request.number)"));
    assert!(holds("!has(pull_request.number) || pull_request.number > 3"));
    assert!(!holds("has(inputs.flavor) && inputs.flavor == 'dev'"));
    let error = condition(Some("pull_request.number == 3"), &push()).expect_err("it is a push");
    assert_eq!(error, ExpressionError::Missing { path: "pull_request.number".to_owned() });
    assert_eq!(
        error.to_string(),
        "`pull_request.number` has no value here; `has(pull_request.number)` tells whether it has one"
    );
    let error = render("${{ needs['build-app'].outputs.nothing }}", &push());
    let path = "needs.build-app.outputs.nothing".to_owned();
    assert_eq!(error, Err(ExpressionError::Missing { path }));
}

#[test]
fn a_condition_is_true_or_false_and_nothing_between() {
    for (text, found) in [
        ("ref.name", "a text"),
        ("1", "a number"),
        ("null", "null"),
        ("[true]", "a list"),
        ("{'a': true}", "a map"),
    ] {
        assert_eq!(condition(Some(text), &push()), Err(ExpressionError::NotBoolean { found }));
    }
}

#[test]
fn unknown_names_are_errors_and_not_empty_texts() {
    let error = condition(Some("branch == 'main'"), &push());
    assert_eq!(error, Err(ExpressionError::UnknownVariable { name: "branch".to_owned() }));
    let error = render("${{ env_name() }}", &push());
    assert_eq!(error, Err(ExpressionError::UnknownFunction { name: "env_name".to_owned() }));
    // The name that charges for work cannot be called from outside.
    assert!(matches!(render("${{ @charge(1, 1) }}", &push()), Err(ExpressionError::Syntax { .. })));
}

#[test]
fn wrong_types_and_impossible_numbers_are_errors() {
    for text in [
        "1 / 0 == 1",
        "'a' + 1 == 'a1'",
        "[1][5] == 1",
        "9223372036854775807 + 1 > 0",
        "int('x') == 1",
    ] {
        let result = condition(Some(text), &push());
        assert!(matches!(result, Err(ExpressionError::Evaluation { .. })), "{text}: {result:?}");
    }
    assert!(matches!(render("${{ 1.0 / 0.0 }}", &push()), Err(ExpressionError::Evaluation { .. })));
}

#[test]
fn a_template_shows_plain_values_plainly_and_others_as_json() {
    let table = [
        ("", ""),
        (
            "no expression, $HOME, $(date), {{ x }}, }}",
            "no expression, $HOME, $(date), {{ x }}, }}",
        ),
        ("${{ ref.name }}", "main"),
        ("a ${{ref.name}}-${{ build.number }} z", "a main-7 z"),
        ("${{ matrix.flutter }}", "3.24"),
        ("${{ 1.0 }} ${{ 2 }} ${{ 3u }} ${{ -4 }}", "1.0 2 3 -4"),
        ("${{ true }} ${{ ref.name != 'main' }}", "true false"),
        ("[${{ null }}]", "[]"),
        ("${{ [1, 'a', true, null] }}", "[1,\"a\",true,null]"),
        ("${{ {'b': 1, 'a': {'c': [2.5]}} }}", "{\"a\":{\"c\":[2.5]},\"b\":1}"),
        ("${{ '}}' }}", "}}"),
        ("${{ \"${{\" }}", "${{"),
        ("${{ 'it\\'s' }}", "it's"),
        ("Größe ${{ 'ü' }}!", "Größe ü!"),
    ];
    for (template, expected) in table {
        assert_eq!(shown(template), expected, "{template}");
    }
}

#[test]
fn the_value_of_an_expression_is_not_expanded_again() {
    let mut scope = push();
    scope.variables.insert("commit".to_owned(), json!({"message": "${{ build.id }} $(rm)"}));
    assert_eq!(render("${{ commit.message }}", &scope).as_deref(), Ok("${{ build.id }} $(rm)"));
}

#[test]
fn an_open_expression_is_an_error() {
    for text in ["${{ ref.name", "a ${{ b }", "${{ 'x }}", "${{ {'a': 1 }}"] {
        assert_eq!(render(text, &push()), Err(ExpressionError::Unterminated), "{text}");
    }
}

#[test]
fn texts_have_limits() {
    let long = format!("${{{{ '{}' }}}}", "x".repeat(3000));
    assert_eq!(render(&long, &push()), Err(ExpressionError::TooLong));
    assert_eq!(render(&"${{ 1 }}".repeat(101), &push()), Err(ExpressionError::TooMany));
    let mut scope = push();
    scope.variables.insert("commit".to_owned(), json!({"message": "x".repeat(200_000)}));
    let twice = "${{ commit.message }}${{ commit.message }}";
    assert_eq!(render(twice, &scope), Err(ExpressionError::RenderedTooLong));
}
