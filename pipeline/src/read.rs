//! From the YAML tree to the model. What needs more than one place of the file is in `check`.

mod approval;
mod checkout;
mod environment;
mod fields;
mod globs;
mod inputs;
mod job;
mod matrix;
mod secrets;
mod step;
mod triggers;
mod values;

use indexmap::IndexMap;

use crate::problems::Problems;
use crate::yaml::{Entry, Kind, Node};
use crate::{Pipeline, Shell, Span, Spanned, Triggers, names};
use fields::{Fields, Words};
use values::Item;

/// A job without `timeout:`, in a file without `defaults.timeout`.
const DEFAULT_TIMEOUT_MS: u64 = 60 * 60 * 1000;

const FILE: Words<'_> = Words {
    what: "a pipeline",
    known: &["version", "name", "on", "env", "defaults", "jobs"],
    later: &["concurrency"],
};

const DEFAULTS: Words<'_> =
    Words { what: "`defaults`", known: &["runs_on", "timeout", "shell"], later: &["retry"] };

/// What jobs and steps take when they say nothing.
#[derive(Debug, Clone)]
struct Defaults {
    runs_on: Vec<Spanned<String>>,
    timeout_ms: u64,
    shell: Shell,
}

/// What was read; whole only if no problem was added meanwhile.
pub(crate) struct Draft {
    /// The model, without what was refused.
    pub(crate) pipeline: Pipeline,
    /// All keys of `jobs:`, those of refused jobs included.
    pub(crate) job_names: Vec<String>,
    /// Where `jobs:` stands.
    pub(crate) jobs_span: Span,
}

/// Reads a file's tree; none when nothing of it makes sense.
pub(crate) fn pipeline(root: &Node, problems: &mut Problems<'_>) -> Option<Draft> {
    let fields = Fields::read(
        Item { name: &problems.source.path, node: root, span: root.span },
        &FILE,
        problems,
    )?;
    version(&fields, problems);
    let name = fields.item("name").and_then(|item| item.plain_text(problems));
    let on = match fields.required("on", problems) {
        Some(item) => triggers::read(item, problems),
        None => None,
    };
    let env = environment::read(fields.item("env"), problems);
    let defaults = defaults(fields.item("defaults"), problems);
    let jobs_item = fields.required("jobs", problems)?;
    let (jobs, job_names) = jobs(jobs_item, &defaults, problems);
    let nothing = Triggers { span: root.span, push: None, pull_request: None, manual: None };
    let pipeline = Pipeline {
        path: problems.source.path.clone(),
        name: name.map(|name| name.value),
        on: on.unwrap_or(nothing),
        env,
        jobs,
    };
    Some(Draft { pipeline, job_names, jobs_span: jobs_item.span })
}

fn version(fields: &Fields<'_>, problems: &mut Problems<'_>) {
    let Some(item) = fields.required("version", problems) else { return };
    let Kind::Scalar(scalar) = &item.node.kind else {
        item.wrong_type("the number 1", problems);
        return;
    };
    if scalar.text != "1" || !scalar.is_plain {
        let found = item.node.kind.describe();
        let text = &scalar.text;
        let message = format!("`version` must be the number 1, but it is {found}, `{text}`");
        let help = "write `version: 1`; it is the version of the language, not of your project";
        problems.add_with_help("wrong_version", item.span, &message, help);
    }
}

fn defaults(item: Option<Item<'_>>, problems: &mut Problems<'_>) -> Defaults {
    let mut defaults =
        Defaults { runs_on: Vec::new(), timeout_ms: DEFAULT_TIMEOUT_MS, shell: Shell::Bash };
    let Some(fields) = item.and_then(|item| Fields::read(item, &DEFAULTS, problems)) else {
        return defaults;
    };
    if let Some(item) = fields.item("runs_on") {
        defaults.runs_on = job::labels(item, problems);
    }
    if let Some(timeout_ms) = fields.item("timeout").and_then(|item| item.timeout(problems)) {
        defaults.timeout_ms = timeout_ms;
    }
    if let Some(shell) = fields.item("shell").and_then(|item| step::shell(item, problems)) {
        defaults.shell = shell;
    }
    defaults
}

fn jobs(
    item: Item<'_>,
    defaults: &Defaults,
    problems: &mut Problems<'_>,
) -> (IndexMap<String, crate::Job>, Vec<String>) {
    let Some(entries) = item.entries(problems) else { return (IndexMap::new(), Vec::new()) };
    if entries.is_empty() {
        problems.add("empty", item.span, "`jobs` must have at least one job");
    }
    let mut jobs = IndexMap::new();
    for entry in entries {
        let is_name = check_name(entry, "a job", problems);
        if let Some(job) = job::read(entry, defaults, problems)
            && is_name
        {
            jobs.insert(entry.key.clone(), job);
        }
    }
    (jobs, entries.iter().map(|entry| entry.key.clone()).collect())
}

/// Whether a key can be the name of a job, step or output; complains if it cannot.
fn check_name(entry: &Entry, what: &str, problems: &mut Problems<'_>) -> bool {
    let is_name = names::is_name(&entry.key);
    if !is_name {
        let message = format!("`{}` cannot be the name of {what}", entry.key);
        problems.add_with_help("invalid_name", entry.key_span, &message, names::NAME_RULE);
    }
    is_name
}
