//! One entry of `jobs:`.

use super::fields::{Fields, Words};
use super::values::Item;
use super::{Defaults, approval, checkout, environment, matrix, secrets, step};
use crate::problems::Problems;
use crate::yaml::Entry;
use crate::{Job, MAX_JOBS, Span, Spanned, Step};

/// How many steps a job may have.
pub(super) const MAX_STEPS: usize = 100;

/// How many labels a job may ask for.
const MAX_LABELS: usize = 32;

const JOB: Words<'_> = Words {
    what: "a job",
    known: &[
        "name",
        "needs",
        "if",
        "runs_on",
        "matrix",
        "timeout",
        "continue_on_error",
        "env",
        "secrets",
        "checkout",
        "outputs",
        "steps",
        "approval",
    ],
    later: &["container", "services", "retry", "cache", "artifacts", "reports"],
};

/// Reads a job; none when it is no mapping or has no steps.
pub(super) fn read(entry: &Entry, defaults: &Defaults, problems: &mut Problems<'_>) -> Option<Job> {
    let item = Item { span: entry.key_span, ..Item::of(entry) };
    let fields = Fields::read(item, &JOB, problems)?;
    let runs_on = match fields.item("runs_on") {
        Some(item) => labels(item, problems),
        None => defaults.runs_on.clone(),
    };
    let timeout = fields.item("timeout").and_then(|item| item.timeout(problems));
    let tolerance = fields.item("continue_on_error").and_then(|item| item.boolean(problems));
    Some(Job {
        span: entry.key_span,
        name: fields.item("name").and_then(|item| item.filled_template(problems)),
        needs: needs(fields.item("needs"), problems),
        condition: fields.item("if").and_then(|item| item.filled_template(problems)),
        runs_on,
        matrix: fields.item("matrix").and_then(|item| matrix::read(item, problems)),
        timeout_ms: timeout.unwrap_or(defaults.timeout_ms),
        continue_on_error: tolerance.is_some_and(|tolerance| tolerance.value),
        approval: approval::read(fields.item("approval"), problems),
        env: environment::read(fields.item("env"), problems),
        secrets: secrets::read(fields.item("secrets"), problems),
        checkout: checkout::read(fields.item("checkout"), problems),
        outputs: environment::outputs(fields.item("outputs"), problems),
        steps: steps(&fields, entry.key_span, defaults, problems)?,
    })
}

/// Reads the labels of `runs_on:`.
pub(super) fn labels(item: Item<'_>, problems: &mut Problems<'_>) -> Vec<Spanned<String>> {
    let mut labels: Vec<Spanned<String>> = Vec::new();
    let elements = item.one_or_few(MAX_LABELS, problems);
    if matches!(&item.node.kind, crate::yaml::Kind::Sequence(nodes) if nodes.is_empty()) {
        let help = "remove `runs_on` to run on any runner";
        problems.add_with_help("empty", item.span, "`runs_on` has no label", help);
    }
    for element in elements {
        let Some(label) = element.filled_template(problems) else { continue };
        if labels.iter().any(|other| other.value == label.value) {
            let message = format!("the label `{}` is named twice", label.value);
            problems.add("duplicate_value", label.span, &message);
        }
        labels.push(label);
    }
    labels
}

fn needs(item: Option<Item<'_>>, problems: &mut Problems<'_>) -> Vec<Spanned<String>> {
    let mut needs: Vec<Spanned<String>> = Vec::new();
    for element in item.map(|item| item.one_or_few(MAX_JOBS, problems)).unwrap_or_default() {
        let Some(need) = element.plain_text(problems) else { continue };
        if needs.iter().any(|other| other.value == need.value) {
            let message = format!("the job `{}` is named twice", need.value);
            problems.add("duplicate_value", need.span, &message);
            continue;
        }
        needs.push(need);
    }
    needs
}

fn steps(
    fields: &Fields<'_>,
    job: Span,
    defaults: &Defaults,
    problems: &mut Problems<'_>,
) -> Option<Vec<Step>> {
    let item = fields.required("steps", problems)?;
    let elements = item.elements(problems)?;
    if elements.is_empty() {
        problems.add("empty", item.span, "`steps` must have at least one step");
    }
    if elements.len() > MAX_STEPS {
        let message = format!("the job has {} steps, more than {MAX_STEPS}", elements.len());
        let help = "put several commands into one step, or split the job";
        problems.add_with_help("too_many_steps", job, &message, help);
    }
    let mut steps: Vec<Step> = Vec::new();
    for element in elements.into_iter().take(MAX_STEPS) {
        let Some(step) = step::read(element, defaults.shell, problems) else { continue };
        step::check_id(&step, &steps, problems);
        steps.push(step);
    }
    Some(steps)
}
