//! What Bitbucket's payloads mean: pushes and pull requests; nothing else starts a build.

use indexmap::IndexMap;
use serde_json::Value;

use super::{cloud, data_center};
use crate::domain::event::{
    Commit, CommitSha, Event, EventKind, EventRepository, GitRef, PullRequest, PullRequestAction,
    RefKind, RefName,
};
use crate::providers::reader::{Payload, first_text};
use crate::providers::{Parsed, Unusable};

/// How many refs of one push are looked at until one is built.
const MOST_REFS: usize = 20;

/// Translates the payload of `X-Event-Key: {event}`.
///
/// # Errors
/// When a push or a pull request lacks what a build needs.
pub(super) fn parse(event: &str, payload: &Value) -> Result<Parsed, Unusable> {
    let payload = Payload { event, json: payload };
    let ignored = |why: &str| Ok(Parsed::Ignored(format!("the event `{event}` {why}")));
    match event {
        "repo:push" => cloud::push(payload),
        "repo:refs_changed" => data_center::push(payload),
        "pullrequest:created" => cloud::pull_request(payload, PullRequestAction::Opened),
        "pullrequest:updated" => cloud::pull_request(payload, PullRequestAction::Synchronize),
        "pr:opened" => data_center::pull_request(payload, PullRequestAction::Opened),
        "pr:from_ref_updated" => data_center::pull_request(payload, PullRequestAction::Synchronize),
        "pr:modified" => data_center::modified(payload),
        "pullrequest:fulfilled" | "pr:merged" => ignored("merges the pull request"),
        "pullrequest:rejected" | "pr:declined" => ignored("declines the pull request"),
        "pr:deleted" => ignored("deletes the pull request"),
        _ => ignored("starts no build"),
    }
}

/// What a push to one ref comes to.
pub(super) struct Pushed<'a> {
    pub(super) repository: EventRepository,
    pub(super) kind: RefKind,
    pub(super) name: RefName,
    /// Null when the ref is gone.
    pub(super) after: CommitSha,
    pub(super) before: Option<CommitSha>,
    /// Where the newest commit's message and author stand, if anywhere.
    pub(super) head: Option<Payload<'a>>,
    pub(super) sender: Option<String>,
}

impl Pushed<'_> {
    pub(super) fn event(self) -> Event {
        let Self { repository, kind, name, after, before, head, sender } = self;
        Event {
            kind: if kind == RefKind::Tag { EventKind::Tag } else { EventKind::Push },
            action: None,
            repository,
            git_ref: GitRef { kind, name },
            deleted: after.is_null(),
            commit: Commit {
                sha: after,
                message: head.and_then(|head| head.message("/message")),
                author: head.and_then(author),
            },
            before,
            pull_request: None,
            sender,
            inputs: IndexMap::new(),
        }
    }
}

fn author(head: Payload<'_>) -> Option<String> {
    let names = ["/author/user/display_name", "/author/display_name", "/author/displayName"];
    first_text(head, &names).or_else(|| {
        // `Ada <ada@example.com>`, of somebody without an account.
        let raw = head.text("/author/raw")?;
        let name = raw.split('<').next().unwrap_or_default().trim();
        (!name.is_empty()).then(|| name.to_owned())
    })
}

/// An event of a pull request.
pub(super) fn requested(
    repository: EventRepository,
    action: PullRequestAction,
    request: PullRequest,
    sender: Option<String>,
) -> Event {
    Event {
        kind: EventKind::PullRequest,
        action: Some(action),
        repository,
        git_ref: GitRef {
            kind: RefKind::PullRequest,
            name: RefName::of_pull_request(request.number),
        },
        commit: Commit { sha: request.head_sha.clone(), message: None, author: None },
        before: None,
        pull_request: Some(request),
        sender,
        deleted: false,
        inputs: IndexMap::new(),
    }
}

/// What one push that moved these refs means. Those that are gone count only where no other moved.
pub(super) fn moved(payload: Payload<'_>, mut events: Vec<Event>) -> Parsed {
    if events.iter().any(|event| !event.deleted) {
        events.retain(|event| !event.deleted);
    }
    events.sort_by_key(|event| event.kind != EventKind::Tag);
    events.truncate(MOST_REFS);
    match events.len() {
        0 => Parsed::Ignored(format!(
            "the event `{}` moved neither a branch nor a tag",
            payload.event
        )),
        1 => Parsed::Event(Box::new(events.remove(0))),
        _ => Parsed::Several(events),
    }
}
