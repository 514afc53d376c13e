//! The rules that need no pipeline file.

use std::ops::ControlFlow;

use super::{Decision, Rule, Trace, TraceEntry};
use crate::domain::event::{Event, EventKind, RefKind};
use crate::domain::skip::skip_mark;
use crate::domain::text_enum::TextEnum;

/// What must be known of the repository an event belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RepositoryFacts<'a> {
    /// No such repository here.
    Unregistered,
    /// It is registered.
    Registered {
        /// Its `owner/name` here.
        full_name: &'a str,
        /// Whether it is switched on.
        active: bool,
    },
}

/// Looks at the event and the repository. `Continue` holds the trace for the second phase.
pub fn before_file(event: &Event, repository: RepositoryFacts<'_>) -> ControlFlow<Decision, Trace> {
    let mut trace = Trace::new();
    let rules = [
        Some(supported(event)),
        Some(registered(event, repository)),
        same(event, repository),
        active(event, repository),
        Some(not_a_deletion(event)),
        origin(event),
        skip_ci(event),
    ];
    for entry in rules.into_iter().flatten() {
        if !entry.matched {
            return ControlFlow::Break(Decision::ignored(trace, entry));
        }
        trace.push(entry);
    }
    ControlFlow::Continue(trace)
}

fn supported(event: &Event) -> TraceEntry {
    TraceEntry::matched(Rule::EventSupported, describe(event))
}

fn registered(event: &Event, repository: RepositoryFacts<'_>) -> TraceEntry {
    match repository {
        RepositoryFacts::Registered { full_name, .. } => {
            TraceEntry::matched(Rule::RepositoryRegistered, format!("`{full_name}` is registered"))
        }
        RepositoryFacts::Unregistered => {
            let detail = format!("`{}` is not registered", event.repository.full_name);
            TraceEntry::unmatched(Rule::RepositoryRegistered, detail)
        }
    }
}

/// A webhook URL belongs to one repository, but a webhook of a whole organisation may be set up to
/// send everything there.
fn same(event: &Event, repository: RepositoryFacts<'_>) -> Option<TraceEntry> {
    let RepositoryFacts::Registered { full_name, .. } = repository else { return None };
    let named = &event.repository.full_name;
    Some(if named.eq_ignore_ascii_case(full_name) {
        let detail = format!("the event is about `{full_name}`");
        TraceEntry::matched(Rule::RepositoryMatches, detail)
    } else {
        let detail = format!("the event is about `{named}`, but was sent to `{full_name}`");
        TraceEntry::unmatched(Rule::RepositoryMatches, detail)
    })
}

fn active(event: &Event, repository: RepositoryFacts<'_>) -> Option<TraceEntry> {
    let name = &event.repository.full_name;
    match repository {
        RepositoryFacts::Registered { active: true, .. } => {
            Some(TraceEntry::matched(Rule::RepositoryActive, format!("`{name}` is active")))
        }
        RepositoryFacts::Registered { active: false, .. } => {
            Some(TraceEntry::unmatched(Rule::RepositoryActive, format!("`{name}` is not active")))
        }
        RepositoryFacts::Unregistered => None,
    }
}

fn not_a_deletion(event: &Event) -> TraceEntry {
    let name = &event.git_ref.name;
    let subject = match event.git_ref.kind {
        RefKind::Branch => format!("branch `{name}`"),
        RefKind::Tag => format!("tag `{name}`"),
        RefKind::PullRequest => format!("pull request {name}"),
    };
    if event.deleted {
        TraceEntry::unmatched(Rule::NotADeletion, format!("{subject} was deleted"))
    } else {
        TraceEntry::matched(Rule::NotADeletion, format!("{subject} exists"))
    }
}

/// Where a pull request comes from. Whether a stranger's waits is decided when its build is made.
fn origin(event: &Event) -> Option<TraceEntry> {
    let request = event.pull_request.as_ref()?;
    let number = request.number;
    let detail = if request.fork {
        let source = request.source_repository.as_deref().unwrap_or("an unknown repository");
        format!(
            "pull request {number} comes from `{source}`, a fork: the repository's \
             `fork_approval` says whether its jobs wait for approval"
        )
    } else {
        format!("pull request {number} comes from the repository itself")
    };
    Some(TraceEntry::matched(Rule::Origin, detail))
}

/// None when the message is not known yet, or when a person asked for the build.
pub(super) fn skip_ci(event: &Event) -> Option<TraceEntry> {
    if event.kind == EventKind::Manual {
        return None;
    }
    let message = event.commit.message.as_deref()?;
    let sha = event.commit.sha.short();
    Some(match skip_mark(message) {
        Some(mark) => TraceEntry::unmatched(
            Rule::SkipCi,
            format!("the message of commit {sha} holds `{mark}`"),
        ),
        None => TraceEntry::matched(
            Rule::SkipCi,
            format!("the message of commit {sha} does not ask to be skipped"),
        ),
    })
}

/// What happened, as a phrase.
pub(super) fn describe(event: &Event) -> String {
    let name = &event.git_ref.name;
    match (event.kind, &event.pull_request) {
        (EventKind::Push, _) => format!("push to branch `{name}`"),
        (EventKind::Tag, _) => format!("push of tag `{name}`"),
        (EventKind::Manual, _) => {
            format!("manual build of {} `{name}`", event.git_ref.kind.as_str())
        }
        (EventKind::PullRequest, Some(pull_request)) => format!(
            "pull request {} from `{}` to `{}`{}",
            pull_request.number,
            pull_request.source_branch,
            pull_request.target_branch,
            event.action.map_or_else(String::new, |action| format!(": {}", action.as_str())),
        ),
        (EventKind::PullRequest, None) => format!("pull request {name}"),
    }
}
