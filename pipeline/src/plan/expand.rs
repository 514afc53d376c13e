//! From a pipeline and an event to the jobs of a build.

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::{ApprovalPlan, JobPlan, MatrixLimits, Plan};
use crate::expression::{Scope, render};
use crate::problems::Problems;
use crate::{Diagnostics, Job, MatrixRow, Pipeline, Source, Spanned, Step};

/// Expands a pipeline for one event: matrices multiplied, names and labels rendered, `needs`
/// resolved to the jobs they mean here.
///
/// `scope` holds what the event says; `matrix` is filled in here. The text of the file is not
/// needed, so the diagnostics of a text that cannot be rendered say the line but show no snippet.
///
/// # Errors
/// When a name or label has no value for this event, or renders to nothing.
pub fn plan(pipeline: &Pipeline, scope: &Scope) -> Result<Plan, Diagnostics> {
    let source = Source { path: pipeline.path.clone(), text: String::new() };
    let mut problems = Problems::new(&source);
    let keys: IndexMap<&str, Vec<String>> = pipeline
        .jobs
        .iter()
        .map(|(name, job)| (name.as_str(), rows(job).iter().map(|row| key(name, row)).collect()))
        .collect();
    let mut jobs = Vec::new();
    for (name, job) in &pipeline.jobs {
        let needs: Vec<String> = job
            .needs
            .iter()
            .filter_map(|need| keys.get(need.value.as_str()))
            .flatten()
            .cloned()
            .collect();
        for row in rows(job) {
            let mut scope = scope.clone();
            scope.variables.insert("matrix".to_owned(), Value::Object(members(row)));
            let needs = needs.clone();
            let one = One { name, job, row, needs };
            jobs.push(planned(pipeline, one, &scope, &mut problems));
        }
    }
    match problems.into_diagnostics() {
        Some(diagnostics) => Err(diagnostics),
        None => Ok(Plan { name: pipeline.name.clone(), jobs }),
    }
}

/// The rows of a job; one without values when it has no matrix.
fn rows(job: &Job) -> Vec<&MatrixRow> {
    static NO_MATRIX: std::sync::LazyLock<MatrixRow> = std::sync::LazyLock::new(MatrixRow::new);
    match &job.matrix {
        Some(matrix) => matrix.rows.iter().collect(),
        None => vec![&NO_MATRIX],
    }
}

/// How many characters of a rendered name are kept: it may come from a commit's message, is for
/// people only, and stands in lists and commit statuses.
const MAX_NAME_CHARACTERS: usize = 200;

/// One row of one job.
struct One<'p> {
    name: &'p str,
    job: &'p Job,
    row: &'p MatrixRow,
    needs: Vec<String>,
}

fn planned(
    pipeline: &Pipeline,
    one: One<'_>,
    scope: &Scope,
    problems: &mut Problems<'_>,
) -> JobPlan {
    let One { name, job, row, needs } = one;
    let key = key(name, row);
    let mut env = pipeline.env.clone();
    env.extend(job.env.iter().map(|(name, value)| (name.clone(), value.clone())));
    let shown = job.name.as_ref().and_then(|text| rendered(text, scope, problems));
    let runs_on: Vec<String> =
        job.runs_on.iter().filter_map(|label| rendered(label, scope, problems)).collect();
    JobPlan {
        name: shown.unwrap_or_else(|| key.clone()),
        key,
        base_key: name.to_owned(),
        needs,
        condition: job.condition.as_ref().map(|condition| condition.value.clone()),
        runs_on,
        matrix: row.clone(),
        limits: job.matrix.as_ref().map(|matrix| MatrixLimits {
            fail_fast: matrix.fail_fast,
            max_parallel: matrix.max_parallel,
        }),
        timeout_ms: job.timeout_ms,
        continue_on_error: job.continue_on_error,
        approval: job.approval.as_ref().map(|approval| ApprovalPlan {
            environment: approval.environment.value.clone(),
            message: approval.message.as_ref().and_then(|text| rendered(text, scope, problems)),
        }),
        env: plain(&env),
        secrets: job.secrets.iter().map(|name| name.value.clone()).collect(),
        checkout: job.checkout,
        outputs: plain(&job.outputs),
        steps: job.steps.iter().map(|step| named(step, scope, problems)).collect(),
    }
}

fn named(step: &Step, scope: &Scope, problems: &mut Problems<'_>) -> Step {
    let mut step = step.clone();
    if let Some(name) = &mut step.name
        && let Some(value) = rendered(name, scope, problems)
    {
        name.value = value;
    }
    step
}

/// The first line of a text that is not blank, shortened, without control characters.
fn one_line(name: &str) -> String {
    let line = name.trim().lines().next().unwrap_or_default();
    let mut shown: String = line
        .chars()
        .take(MAX_NAME_CHARACTERS)
        .map(|character| if character.is_control() { ' ' } else { character })
        .collect();
    if shown.len() < line.len() {
        shown.push('…');
    }
    shown
}

/// A name or label with its expressions' values.
fn rendered(text: &Spanned<String>, scope: &Scope, problems: &mut Problems<'_>) -> Option<String> {
    match render(&text.value, scope) {
        Ok(value) if value.trim().is_empty() => {
            let message = format!("`{}` is empty for this event", text.value);
            problems.add("empty", text.span, &message);
            None
        }
        // What an expression makes must not smuggle in what a file may not hold.
        Ok(value) => Some(one_line(&value)),
        Err(error) => {
            let message = format!("`{}` cannot be rendered: {error}", text.value);
            problems.add("expression_failed", text.span, &message);
            None
        }
    }
}

fn plain(texts: &IndexMap<String, Spanned<String>>) -> IndexMap<String, String> {
    texts.iter().map(|(name, text)| (name.clone(), text.value.clone())).collect()
}

fn members(row: &MatrixRow) -> Map<String, Value> {
    row.iter().map(|(name, value)| (name.clone(), value.clone())).collect()
}

/// `test`, or `test[flutter=3.24,os=linux]`.
fn key(name: &str, row: &MatrixRow) -> String {
    if row.is_empty() {
        return name.to_owned();
    }
    let values: Vec<String> =
        row.iter().map(|(name, value)| format!("{name}={}", in_key(value))).collect();
    format!("{name}[{}]", values.join(","))
}

/// A value as it stands in a key; quoted when it holds the key's own punctuation, so that no two
/// rows have the same key. (A matrix does not hold both `1` and `"1"`.)
fn in_key(value: &Value) -> String {
    let Value::String(text) = value else { return value.to_string() };
    let is_plain = !text.is_empty()
        && text.chars().all(|character| !character.is_control() && !",=[]\"\\".contains(character));
    if is_plain { text.clone() } else { value.to_string() }
}
