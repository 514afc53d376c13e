//! What `if:` and `${{ }}` refer to, decided by the place they stand in.

mod place;

use indexmap::IndexMap;

use crate::expression::{
    CONDITION_FUNCTIONS, Comparison, Compiled, ExpressionError, FUNCTIONS, HASH, Part, Reference,
    comparisons, parts, references,
};
use crate::problems::{Problems, Unknown};
use crate::{Job, Pipeline, Span, Spanned};
use place::{Place, Use};

/// Checks every expression of a file.
pub(super) fn check(pipeline: &Pipeline, problems: &mut Problems<'_>) {
    let outside = Place { pipeline, job: None, steps: &[], at: Use::FileEnv };
    templates(&pipeline.env, outside, problems);
    for job in pipeline.jobs.values() {
        check_job(pipeline, job, problems);
    }
}

fn check_job(pipeline: &Pipeline, job: &Job, problems: &mut Problems<'_>) {
    let place = |at| Place { pipeline, job: Some(job), steps: &[], at };
    let message = job.approval.iter().filter_map(|approval| approval.message.as_ref());
    for text in job.name.iter().chain(&job.runs_on).chain(message) {
        template(text, place(Use::Planned), problems);
    }
    if let Some(text) = &job.condition {
        condition(text, place(Use::JobCondition), problems);
    }
    templates(&job.env, place(Use::JobEnv), problems);
    for (index, step) in job.steps.iter().enumerate() {
        let in_step = Place { steps: &job.steps[..index], ..place(Use::Step) };
        if let Some(text) = &step.name {
            template(text, place(Use::Planned), problems);
        }
        if let Some(text) = &step.condition {
            condition(text, in_step, problems);
        }
        templates(&step.env, in_step, problems);
    }
    templates(&job.outputs, Place { steps: &job.steps, ..place(Use::Step) }, problems);
}

fn templates(
    texts: &IndexMap<String, Spanned<String>>,
    place: Place<'_>,
    problems: &mut Problems<'_>,
) {
    texts.values().for_each(|text| template(text, place, problems));
}

fn template(text: &Spanned<String>, place: Place<'_>, problems: &mut Problems<'_>) {
    match parts(&text.value) {
        Ok(found) => {
            for part in found {
                if let Part::Expression { whole, inner } = part {
                    let span = problems.source.narrow(text.span, whole);
                    expression(inner, span, Functions::OfTemplates, place, problems);
                }
            }
        }
        Err(error @ ExpressionError::TooMany) => {
            problems.add("invalid_expression", text.span, &error.to_string());
        }
        Err(_) => {
            let span = problems.source.narrow(text.span, "${{");
            let help = "close it with `}}`";
            problems.add_with_help("unterminated_expression", span, "`${{` has no `}}`", help);
        }
    }
}

fn condition(text: &Spanned<String>, place: Place<'_>, problems: &mut Problems<'_>) {
    let inner = crate::expression::unwrapped(&text.value);
    if inner.contains("${{") {
        let span = problems.source.narrow(text.span, "${{");
        let help = "`if:` is an expression as a whole; remove `${{` and `}}`";
        let message = "`${{ }}` cannot stand for a part of an `if:`";
        problems.add_with_help("invalid_expression", span, message, help);
        return;
    }
    expression(inner, text.span, Functions::OfConditions, place, problems);
}

/// Which functions may be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Functions {
    OfTemplates,
    OfConditions,
}

fn expression(
    text: &str,
    span: Span,
    functions: Functions,
    place: Place<'_>,
    problems: &mut Problems<'_>,
) {
    let before = problems.len();
    let tree = match Compiled::parse(text) {
        Ok(tree) => tree,
        Err(error) => return invalid(&error, span, problems),
    };
    for reference in references(&tree) {
        match reference {
            Reference::Variable { path } => {
                let span = narrowed(&path, span, problems);
                place::check_variable(&path, span, place, problems);
            }
            Reference::Function { name } if name == HASH => hash(span, place, problems),
            Reference::Function { name } => function(&name, span, functions, problems),
            Reference::Message { name } => unknown_function(&name, span, functions, problems),
        }
    }
    for comparison in comparisons(&tree) {
        result_word(&comparison, span, problems);
    }
    if problems.len() == before
        && let Err(error) = Compiled::new(text)
    {
        invalid(&error, span, problems);
    }
}

/// How a step can end, as `steps.<id>.outcome` says it.
const OUTCOMES: [&str; 5] = ["succeeded", "failed", "canceled", "timed_out", "skipped"];

/// How a job can end, as `needs.<job>.result` says it.
const RESULTS: [&str; 6] = ["succeeded", "failed", "canceled", "timed_out", "skipped", "lost"];

/// A result that is compared with a word that no result ever is: the answer would always be the
/// same.
fn result_word(comparison: &Comparison, span: Span, problems: &mut Problems<'_>) {
    let Comparison { path, word } = comparison;
    let parts: Vec<&str> = path.iter().map(String::as_str).collect();
    let known: &[&str] = match parts.as_slice() {
        ["needs", _, "result"] => &RESULTS,
        ["steps", _, "outcome"] => &OUTCOMES,
        _ => return,
    };
    if !known.contains(&word.as_str()) {
        let message = format!("`{}` is never `{word}`", path.join("."));
        let span = problems.source.narrow(span, word);
        let unknown = Unknown { word, known };
        problems.add_unknown_word("unknown_value", span, &message, unknown);
    }
}

fn invalid(error: &ExpressionError, span: Span, problems: &mut Problems<'_>) {
    let help = "expressions are written in CEL, such as `ref.name == \"main\" && !failure()`";
    problems.add_with_help("invalid_expression", span, &error.to_string(), help);
}

/// The place of a path as far as it is written with dots.
fn narrowed(path: &[String], span: Span, problems: &Problems<'_>) -> Span {
    let whole = problems.source.narrow(span, &path.join("."));
    if whole != span { whole } else { problems.source.narrow(span, &path[0]) }
}

fn function(name: &str, span: Span, functions: Functions, problems: &mut Problems<'_>) {
    if FUNCTIONS.contains(&name) {
        return;
    }
    let span = problems.source.narrow(span, name);
    match (CONDITION_FUNCTIONS.contains(&name), functions) {
        (true, Functions::OfConditions) => {}
        (true, Functions::OfTemplates) => {
            let message = format!("`{name}()` can be called in `if:` only");
            problems.add("unknown_function", span, &message);
        }
        (false, _) => unknown_function(name, span, functions, problems),
    }
}

/// `hash()` can be called once the commit is checked out.
fn hash(span: Span, place: Place<'_>, problems: &mut Problems<'_>) {
    if place.at != Use::Step {
        let span = problems.source.narrow(span, HASH);
        let message = "`hash()` reads the checkout, which is not there yet";
        let help = "call it in the `if` or `env` of a step, or in the job's `outputs`";
        problems.add_with_help("unknown_function", span, message, help);
    }
}

fn unknown_function(name: &str, span: Span, functions: Functions, problems: &mut Problems<'_>) {
    let mut known = FUNCTIONS.to_vec();
    known.push(HASH);
    if functions == Functions::OfConditions {
        known.extend(CONDITION_FUNCTIONS);
    }
    let message = format!("there is no function `{name}()`");
    problems.add_unknown_word(
        "unknown_function",
        span,
        &message,
        Unknown { word: name, known: &known },
    );
}
