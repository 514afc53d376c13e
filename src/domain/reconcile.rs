//! What no webhook told: the heads that a remote has now against those that were seen last.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::event::{
    Commit, CommitSha, Event, EventKind, EventRepository, GitRef, PullRequestAction, RefKind,
    RefName,
};
use super::text_enum::text_enum;
use super::trigger::{Rule, TraceEntry};

const BRANCHES: &str = "refs/heads/";
const REQUESTS: &str = "refs/pull/";
const REQUESTS_END: &str = "/head";

text_enum! {
    /// How a head differs from what was seen of it.
    MissedKind {
        /// The branch or the pull request is new.
        New = "new",
        /// It has another commit.
        Moved = "moved",
        /// The branch is gone.
        Deleted = "deleted",
        /// The pull request was a draft and is none any more.
        Ready = "ready",
    }
}

/// A branch or an open pull request, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Which one.
    pub git_ref: GitRef,
    /// Its newest commit.
    pub commit: CommitSha,
    /// Whether it is a pull request's that is not yet meant to be merged.
    pub draft: bool,
}

/// What a repository's remote has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remote {
    /// Every branch with its newest commit.
    pub branches: Vec<(RefName, CommitSha)>,
    /// Every open pull request, as one that was opened just now; none where they can't be listed.
    pub requests: Option<Vec<Event>>,
}

/// Gives pull requests whose commit the provider did not tell in whole the head of their source
/// branch. One whose branch is elsewhere or gone can't be built, and is left out.
#[must_use]
pub fn with_commits(requests: Vec<Event>, branches: &[(RefName, CommitSha)]) -> Vec<Event> {
    let complete = |mut event: Event| {
        if !event.commit.sha.is_null() {
            return Some(event);
        }
        let request = event.pull_request.as_mut().filter(|request| !request.fork)?;
        let (_, head) = branches.iter().find(|(branch, _)| *branch == request.source_branch)?;
        request.head_sha = head.clone();
        event.commit.sha = head.clone();
        Some(event)
    };
    requests.into_iter().filter_map(complete).collect()
}

/// What was compared before. What is compared for the first time is noted and starts nothing:
/// nobody knows what of it is new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Compared {
    /// The branches.
    pub branches: bool,
    /// The open pull requests.
    pub requests: bool,
}

/// One head that is not what was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Which one.
    pub git_ref: GitRef,
    /// As it was seen last.
    pub seen: Option<Head>,
    /// As it is now.
    pub now: Option<Head>,
    /// What is to be handled because of it.
    pub missed: Option<Missed>,
}

/// Something that happened, and that no webhook told. It is stored as JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missed {
    /// What it is to the head.
    pub kind: MissedKind,
    /// What happened, as a webhook would have told it.
    pub event: Event,
}

/// The name under which a head is kept: the same on every provider; none for a tag.
#[must_use]
pub fn head_name(git_ref: &GitRef) -> Option<String> {
    match git_ref.kind {
        RefKind::Branch => Some(format!("{BRANCHES}{}", git_ref.name)),
        RefKind::PullRequest => Some(format!("{REQUESTS}{}{REQUESTS_END}", git_ref.name)),
        RefKind::Tag => None,
    }
}

/// The branch or pull request that is kept under `name`.
#[must_use]
pub fn head_of(name: &str) -> Option<GitRef> {
    let (kind, name) = match name.strip_prefix(BRANCHES) {
        Some(branch) => (RefKind::Branch, branch),
        None => {
            let number = name.strip_prefix(REQUESTS)?.strip_suffix(REQUESTS_END)?;
            (RefKind::PullRequest, number)
        }
    };
    Some(GitRef { kind, name: RefName::new(name).ok()? })
}

/// The heads that differ from what was seen, branches first: a pull request of a branch that was
/// pushed is looked at after the push, as a provider tells it.
#[must_use]
pub fn compare(
    full_name: &str,
    seen: &[Head],
    remote: Remote,
    compared: Compared,
) -> Vec<Difference> {
    let Remote { branches, requests } = remote;
    let branches: BTreeMap<_, _> = branches.into_iter().collect();
    let of_kind = |kind| seen.iter().filter(move |head: &&Head| head.git_ref.kind == kind);
    let mut differences: Vec<_> = branches
        .iter()
        .filter_map(|(name, commit)| {
            let now = Head { git_ref: branch_ref(name), commit: commit.clone(), draft: false };
            let seen = of_kind(RefKind::Branch).find(|head| head.git_ref.name == *name);
            branch(full_name, seen, now, compared)
        })
        .collect();
    let gone = of_kind(RefKind::Branch).filter(|head| !branches.contains_key(&head.git_ref.name));
    differences.extend(gone.map(|head| deleted(full_name, head)));
    let Some(requests) = requests else { return differences };
    let open: BTreeMap<_, _> =
        requests.into_iter().map(|event| (event.git_ref.name.to_string(), event)).collect();
    let closed = of_kind(RefKind::PullRequest)
        .filter(|head| !open.contains_key(head.git_ref.name.as_str()))
        .map(closed)
        .collect::<Vec<_>>();
    for event in open.into_values().filter(|event| !is_outdated(event, &branches)) {
        let seen = of_kind(RefKind::PullRequest).find(|head| head.git_ref == event.git_ref);
        differences.extend(request(seen, event, compared));
    }
    differences.extend(closed);
    differences
}

fn branch_ref(name: &RefName) -> GitRef {
    GitRef { kind: RefKind::Branch, name: name.clone() }
}

fn branch(
    full_name: &str,
    seen: Option<&Head>,
    now: Head,
    compared: Compared,
) -> Option<Difference> {
    let kind = match seen {
        Some(seen) if seen.commit == now.commit => return None,
        Some(_) => MissedKind::Moved,
        None => MissedKind::New,
    };
    let is_missed = compared.branches || seen.is_some();
    let missed = is_missed.then(|| Missed {
        kind,
        event: push(full_name, now.git_ref.clone(), now.commit.clone(), seen),
    });
    Some(Difference { git_ref: now.git_ref.clone(), seen: seen.cloned(), now: Some(now), missed })
}

fn deleted(full_name: &str, seen: &Head) -> Difference {
    let event = push(full_name, seen.git_ref.clone(), seen.commit.as_null(), Some(seen));
    let missed = Missed { kind: MissedKind::Deleted, event: Event { deleted: true, ..event } };
    let git_ref = seen.git_ref.clone();
    Difference { git_ref, seen: Some(seen.clone()), now: None, missed: Some(missed) }
}

/// That a pull request was closed starts nothing, and need not be told.
fn closed(seen: &Head) -> Difference {
    let git_ref = seen.git_ref.clone();
    Difference { git_ref, seen: Some(seen.clone()), now: None, missed: None }
}

/// Lists of pull requests are not always as new as the branches. One whose branch stands elsewhere
/// is left for the next time: what it tells may be older than what was seen.
fn is_outdated(event: &Event, branches: &BTreeMap<RefName, CommitSha>) -> bool {
    event.pull_request.as_ref().is_some_and(|request| {
        let branch = branches.get(&request.source_branch);
        !request.fork && branch.is_some_and(|commit| *commit != event.commit.sha)
    })
}

fn request(seen: Option<&Head>, mut event: Event, compared: Compared) -> Option<Difference> {
    let draft = event.pull_request.as_ref().is_some_and(|request| request.draft);
    let now = Head { git_ref: event.git_ref.clone(), commit: event.commit.sha.clone(), draft };
    let told = match seen {
        Some(seen) if *seen == now => return None,
        Some(seen) if seen.commit != now.commit => {
            event.before = Some(seen.commit.clone());
            Some((MissedKind::Moved, PullRequestAction::Synchronize))
        }
        Some(_) if draft => None,
        Some(_) => Some((MissedKind::Ready, PullRequestAction::ReadyForReview)),
        None if compared.requests => Some((MissedKind::New, PullRequestAction::Opened)),
        None => None,
    };
    let missed = told.map(|(kind, action)| {
        event.action = Some(action);
        Missed { kind, event }
    });
    Some(Difference { git_ref: now.git_ref.clone(), seen: seen.cloned(), now: Some(now), missed })
}

fn push(full_name: &str, git_ref: GitRef, sha: CommitSha, seen: Option<&Head>) -> Event {
    Event {
        kind: EventKind::Push,
        action: None,
        repository: EventRepository { full_name: full_name.to_owned(), provider_id: None },
        git_ref,
        commit: Commit { sha, message: None, author: None },
        before: seen.map(|head| head.commit.clone()),
        pull_request: None,
        sender: None,
        deleted: false,
        inputs: IndexMap::new(),
    }
}

impl Missed {
    /// The first entry of the trace: what was seen before, and what is there now.
    #[must_use]
    pub fn entry(&self) -> TraceEntry {
        let name = &self.event.git_ref.name;
        let subject = match self.event.git_ref.kind {
            RefKind::Branch => format!("branch `{name}`"),
            RefKind::Tag => format!("tag `{name}`"),
            RefKind::PullRequest => format!("pull request {name}"),
        };
        let before = self.event.before.as_ref().map_or("another commit", CommitSha::short);
        let now = self.event.commit.sha.short();
        let detail = match self.kind {
            MissedKind::New => format!("{subject} was not seen before, and is at {now} now"),
            MissedKind::Moved => {
                format!("{subject} was seen at {before} last, and is at {now} now")
            }
            MissedKind::Deleted => format!("{subject} was seen at {before} last, and is gone now"),
            MissedKind::Ready => {
                format!("{subject} was a draft when it was seen last, and is none now")
            }
        };
        TraceEntry::matched(Rule::Missed, format!("no webhook told of it: {detail}"))
    }
}

#[cfg(test)]
mod tests;
