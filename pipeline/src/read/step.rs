//! One entry of `steps:`.

use super::environment;
use super::fields::{Fields, Words};
use super::values::Item;
use crate::expression::{Part, parts};
use crate::problems::{Problems, Unknown};
use crate::{Shell, Span, Spanned, Step, names};

const STEP: Words<'_> = Words {
    what: "a step",
    known: &[
        "id",
        "name",
        "run",
        "shell",
        "working_directory",
        "env",
        "if",
        "timeout",
        "continue_on_error",
    ],
    later: &["retry"],
};

const SHELLS: [(&str, Shell); 4] =
    [("bash", Shell::Bash), ("sh", Shell::Sh), ("pwsh", Shell::Pwsh), ("python", Shell::Python)];

/// Reads a step; none when it is no mapping or has no script.
pub(super) fn read(
    item: Item<'_>,
    default_shell: Shell,
    problems: &mut Problems<'_>,
) -> Option<Step> {
    let fields = Fields::read(item, &STEP, problems)?;
    let shell = fields.item("shell").and_then(|item| shell(item, problems));
    let shell = shell.unwrap_or(default_shell);
    let directory = fields.item("working_directory").and_then(|item| directory(item, problems));
    let tolerance = fields.item("continue_on_error").and_then(|item| item.boolean(problems));
    Some(Step {
        span: item.span,
        id: fields.item("id").and_then(|item| item.plain_text(problems)),
        name: fields.item("name").and_then(|item| item.filled_template(problems)),
        shell,
        working_directory: directory,
        env: environment::read(fields.item("env"), problems),
        condition: fields.item("if").and_then(|item| item.filled_template(problems)),
        timeout_ms: fields.item("timeout").and_then(|item| item.timeout(problems)),
        continue_on_error: tolerance.is_some_and(|tolerance| tolerance.value),
        run: script(fields.required("run", problems)?, shell, problems)?,
    })
}

/// Complains about an id that is no name, or that an earlier step has.
pub(super) fn check_id(step: &Step, earlier: &[Step], problems: &mut Problems<'_>) {
    let Some(id) = &step.id else { return };
    if !names::is_name(&id.value) {
        let message = format!("`{}` cannot be the id of a step", id.value);
        problems.add_with_help("invalid_name", id.span, &message, names::NAME_RULE);
    }
    let first = earlier.iter().filter_map(|step| step.id.as_ref());
    if let Some(first) = first.into_iter().find(|other| other.value == id.value) {
        let message = format!("the job has a step with the id `{}` already", id.value);
        let help = format!("the first one stands in line {}", first.span.line);
        problems.add_with_help("duplicate_step_id", id.span, &message, &help);
    }
}

/// Reads `shell:`.
pub(super) fn shell(item: Item<'_>, problems: &mut Problems<'_>) -> Option<Shell> {
    let word = item.plain_text(problems)?;
    if let Some((_, shell)) = SHELLS.iter().find(|(name, _)| *name == word.value) {
        return Some(*shell);
    }
    let message = format!("there is no shell `{}`", word.value);
    let known = SHELLS.map(|(name, _)| name);
    problems.add_unknown_word(
        "unknown_value",
        word.span,
        &message,
        Unknown { word: &word.value, known: &known },
    );
    None
}

fn script(item: Item<'_>, shell: Shell, problems: &mut Problems<'_>) -> Option<Spanned<String>> {
    let script = item.filled_template(problems)?;
    if !script.value.contains("${{") {
        return Some(script);
    }
    let message = "`run` cannot hold `${{ }}`: text from outside must not become code";
    let Ok(found) = parts(&script.value) else {
        let span = problems.source.narrow(script.span, "${{");
        let help = "put the value into `env:` and use the environment variable";
        problems.add_with_help("expression_in_run", span, message, help);
        return Some(script);
    };
    for part in found {
        if let Part::Expression { whole, inner } = part {
            let span = problems.source.narrow(script.span, whole);
            problems.add_with_help("expression_in_run", span, message, &instead(inner, shell));
        }
    }
    Some(script)
}

/// What to write in a script instead of an expression.
fn instead(expression: &str, shell: Shell) -> String {
    match variable(expression) {
        Some(variable) => format!("write `{}`", reading(&variable, shell)),
        None => format!(
            "give the step `env: {{ VALUE: \"${{{{ {} }}}}\" }}` and write `{}`",
            expression.replace('"', "'"),
            reading("VALUE", shell)
        ),
    }
}

/// How a script reads an environment variable.
fn reading(variable: &str, shell: Shell) -> String {
    match shell {
        Shell::Bash | Shell::Sh => format!("${variable}"),
        Shell::Pwsh => format!("$env:{variable}"),
        Shell::Python => format!("os.environ[\"{variable}\"]"),
    }
}

/// The environment variable that already has an expression's value.
fn variable(expression: &str) -> Option<String> {
    let name = match expression.split_once('.')? {
        ("matrix", name) if names::is_word(name) => format!("OORE_MATRIX_{name}"),
        ("inputs", name) if names::is_word(name) => format!("OORE_INPUT_{name}"),
        ("env", name) if names::is_word(name) => return Some(name.to_owned()),
        ("ref", "name") => "OORE_BRANCH".to_owned(),
        ("commit", "sha") => "OORE_COMMIT".to_owned(),
        ("commit", "message") => "OORE_COMMIT_MESSAGE".to_owned(),
        ("repository", "provider") => "OORE_PROVIDER".to_owned(),
        ("event", "kind") => "OORE_EVENT".to_owned(),
        ("event", "sender") => "OORE_SENDER".to_owned(),
        ("pull_request", "number") => "OORE_PR_NUMBER".to_owned(),
        ("pull_request", "source") => "OORE_PR_SOURCE".to_owned(),
        ("pull_request", "target") => "OORE_PR_TARGET".to_owned(),
        ("build", "id") => "OORE_BUILD_ID".to_owned(),
        ("build", "number") => "OORE_BUILD_NUMBER".to_owned(),
        _ => return None,
    };
    Some(name.to_ascii_uppercase())
}

fn directory(item: Item<'_>, problems: &mut Problems<'_>) -> Option<String> {
    let directory = item.plain_text(problems)?;
    if leaves_workspace(&directory.value) {
        outside(&directory.value, directory.span, problems);
        return None;
    }
    Some(directory.value)
}

fn outside(directory: &str, span: Span, problems: &mut Problems<'_>) {
    let message = format!("`{directory}` is not inside the workspace");
    let help = "write a path relative to the repository's root; `cd` in the script goes anywhere";
    problems.add_with_help("outside_workspace", span, &message, help);
}

/// Decided on the text alone, as the runner does; links in the checkout are the runner's business.
fn leaves_workspace(path: &str) -> bool {
    path.split('/').any(|part| part == "..") || path.starts_with('/') || path.starts_with('~')
}
