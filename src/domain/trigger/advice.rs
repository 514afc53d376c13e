//! What to change so that an event like this one is built, told from the rule that stopped it.

use pipeline::Place;

use super::{Decision, Mismatch, Outcome, Rule, TraceEntry};
use crate::domain::provider::ProviderKind;

/// What is known beside the decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known<'a> {
    /// Where the event comes from.
    pub provider: ProviderKind,
    /// How the event names its repository.
    pub named: Option<&'a str>,
    /// The registered repository's id, when there is one.
    pub repository: Option<&'a str>,
    /// The stored event's id; none when it is a mere question.
    pub event: Option<&'a str>,
}

/// When a change takes effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Counts {
    /// With the next commit: the file is read from the commit that is built.
    WithACommit,
    /// At once, so that the event can be decided again.
    AtOnce,
    /// By itself, or never.
    Otherwise,
}

/// What to do so that it is built, as sentences in the order in which they are followed. Empty
/// when it is built already.
#[must_use]
pub fn advice(decision: &Decision, known: Known<'_>) -> Vec<String> {
    // Where a delivery names several refs, the last one is what the reason is about.
    let stopped = decision.trace.iter().rfind(|entry| !entry.matched);
    let (Some(entry), false) = (stopped, decision.outcome == Outcome::Build) else {
        return Vec::new();
    };
    let (mut sentences, counts) = match entry.rule {
        Rule::Branches | Rule::Tags | Rule::PullRequestTypes | Rule::Paths => {
            (vec![filter(entry, trigger(decision))], Counts::WithACommit)
        }
        Rule::TriggerPush | Rule::TriggerPullRequest | Rule::TriggerManual => {
            let key = key_of(entry.rule);
            (vec![format!("Add `{key}` to `on:`{}.", at(entry))], Counts::WithACommit)
        }
        Rule::Drafts => {
            let file =
                format!("Mark the pull request as ready, or set `drafts: true`{}.", at(entry));
            (vec![file], Counts::Otherwise)
        }
        Rule::PipelineFile => pipeline_file(entry),
        Rule::Inputs => (vec![inputs(entry, known)], Counts::Otherwise),
        Rule::Origin
        | Rule::SkipCi
        | Rule::EventSupported
        | Rule::NotADeletion
        | Rule::AskedAgain
        | Rule::NotBuiltYet
        | Rule::BuildTwice
        | Rule::MergeResult
        | Rule::TargetChanged => (vec![of_event(entry.rule).to_owned()], Counts::Otherwise),
        Rule::RepositoryRegistered
        | Rule::RepositoryMatches
        | Rule::RepositoryActive
        | Rule::Commit
        | Rule::Storage => (vec![of_settings(entry, known)], Counts::AtOnce),
        // It stops nothing.
        Rule::Missed | Rule::DecidedAgain | Rule::ProviderChange => {
            return Vec::new();
        }
    };
    match (counts, known.event) {
        (Counts::WithACommit, _) => sentences.push(
            "Push the change: the pipeline file counts as it is in the commit that is built."
                .to_owned(),
        ),
        (Counts::AtOnce, Some(event)) => {
            sentences.push(format!("`oore webhook replay {event}` then decides this event again."));
        }
        (Counts::AtOnce, None) | (Counts::Otherwise, _) => {}
    }
    sentences
}

/// About the event itself; empty for the other rules.
fn of_event(rule: Rule) -> &'static str {
    match rule {
        Rule::Origin => {
            "Push the branch to the repository itself and open the pull request from there."
        }
        Rule::SkipCi => {
            "Push a commit whose message does not hold the mark; a build that a person asks for \
             with `oore build trigger` disregards it."
        }
        Rule::MergeResult => "Resolve the conflicts with the target branch, and push that.",
        Rule::TargetChanged => {
            "Nothing is to be changed: the same commit would be built a second time; `oore repo \
             update` with `--pull-request-builds merge` has merge results built, which depend on \
             the target."
        }
        Rule::EventSupported => {
            "Nothing is to be changed: pushes start builds, and pull requests that are opened, \
             reopened, ready for review or get new commits."
        }
        Rule::NotBuiltYet => {
            "Nothing is to be changed: the commit has its build; `oore build rerun` repeats it."
        }
        Rule::BuildTwice => {
            "Nothing is to be changed: the commit has its build, whose state is shown here too; `oore \
             repo update` with `--build-twice true` has both built."
        }
        Rule::AskedAgain => "`oore build rerun` runs a build that has ended once more.",
        Rule::NotADeletion => "Nothing is to be changed: what was deleted has no commit to build.",
        _ => "",
    }
}

/// About the repository's settings and the server; empty for the other rules.
fn of_settings(entry: &TraceEntry, known: Known<'_>) -> String {
    let repository = known.repository.unwrap_or("REPOSITORY");
    match entry.rule {
        Rule::RepositoryRegistered => register(known),
        Rule::RepositoryMatches => format!(
            "Set up a webhook of its own for the repository that the event is about; if this one \
             was renamed, tell its new name with `oore repo update {repository} --owner OWNER \
             --repo NAME`."
        ),
        Rule::RepositoryActive => {
            format!("Switch it on: `oore repo update {repository} --active true`.")
        }
        Rule::Commit => format!(
            "See that the server reaches the repository and the commit is there: its clone URL and \
             whether it has an access token are told by `oore repo show {repository}`."
        ),
        Rule::Storage => "See the server's log for the reason.".to_owned(),
        _ => String::new(),
    }
}

fn inputs(entry: &TraceEntry, known: Known<'_>) -> String {
    let repository = known.repository.unwrap_or("REPOSITORY");
    format!(
        "Give what `on.manual.inputs` asks for{}: `oore build trigger {repository} --inputs \
         NAME=VALUE`.",
        at(entry)
    )
}

fn register(known: Known<'_>) -> String {
    let parts = known.named.filter(|name| is_plain(name)).and_then(|name| name.rsplit_once('/'));
    let (owner, name) = parts.unwrap_or(("OWNER", "NAME"));
    let provider = known.provider;
    format!("Register it: `oore repo add --provider {provider} --owner {owner} --repo {name}`.")
}

/// What a shell takes as one word: a stranger chose the name, and people copy commands.
fn is_plain(text: &str) -> bool {
    let is_fine = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
    !text.starts_with('-') && text.chars().all(is_fine)
}

fn pipeline_file(entry: &TraceEntry) -> (Vec<String>, Counts) {
    let sentence = match (&entry.mismatch, &entry.source) {
        (Some(Mismatch::Missing), _) => {
            "Commit an `oore.yaml` in the root of the repository; `oore lint` checks it.".to_owned()
        }
        (_, Some(place)) => {
            format!("Mend `{}` (line {}); `oore lint` shows its mistakes.", place.path, place.line)
        }
        // Not the file, but the server that read it.
        (_, None) => {
            return (vec!["See the server's log for the reason.".to_owned()], Counts::AtOnce);
        }
    };
    (vec![sentence], Counts::WithACommit)
}

/// What to do about a filter; `trigger` is the key it stands below. Decisions of earlier versions
/// don't tell what was compared.
fn filter(entry: &TraceEntry, trigger: &str) -> String {
    let at = at(entry);
    let key = match entry.rule {
        Rule::Tags => "tags",
        Rule::PullRequestTypes => "types",
        Rule::Paths => "paths",
        _ => "branches",
    };
    match &entry.mismatch {
        Some(Mismatch::NotListed { value }) if entry.rule == Rule::Paths => {
            format!("Add a pattern for `{value}` to `on.{trigger}.paths`{at}.")
        }
        Some(Mismatch::NotListed { value }) => {
            format!("Add `{value}` to `on.{trigger}.{key}`{at}.")
        }
        Some(Mismatch::Excluded { value, pattern }) => {
            format!("Take `!{pattern}`, which excludes `{value}`, out of `on.{trigger}.{key}`{at}.")
        }
        Some(Mismatch::NoList { value }) => {
            format!("Add `{key}: [\"{value}\"]` to `on.{trigger}`{at}.")
        }
        Some(Mismatch::Missing) | None if entry.rule == Rule::Paths => {
            format!("Let `on.{trigger}.paths`{at} match one of the changed files.")
        }
        Some(Mismatch::Missing) | None => format!("Let `on.{trigger}.{key}`{at} take it."),
    }
}

/// The key of the trigger that was looked at.
fn trigger(decision: &Decision) -> &'static str {
    let is_trigger = |rule: &Rule| !key_of(*rule).is_empty();
    decision.trace.iter().map(|entry| entry.rule).rfind(is_trigger).map_or("push", key_of)
}

fn key_of(rule: Rule) -> &'static str {
    match rule {
        Rule::TriggerPush => "push",
        Rule::TriggerPullRequest => "pull_request",
        Rule::TriggerManual => "manual",
        _ => "",
    }
}

fn at(entry: &TraceEntry) -> String {
    let place = |place: &Place| format!(" at {}:{}", place.path, place.line);
    entry.source.as_ref().map_or_else(String::new, place)
}
