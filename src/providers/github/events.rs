//! What GitHub's payloads mean: pushes and pull requests; nothing else starts a build.

use indexmap::IndexMap;
use serde_json::Value;

use super::changes;
use crate::domain::event::{
    Author, Commit, Event, EventKind, EventRepository, GitRef, PullRequest, PullRequestAction,
    RefKind, RefName, Retargeted,
};
use crate::providers::reader::{Payload, ref_name};
use crate::providers::{Parsed, Unusable};

/// Translates the payload of `X-GitHub-Event: {event}`.
///
/// # Errors
/// When a push or a pull request lacks what a build needs.
pub(super) fn parse(event: &str, payload: &Value) -> Result<Parsed, Unusable> {
    let payload = Payload { event, json: payload };
    if let Some(parsed) = changes::parse(payload)? {
        return Ok(parsed);
    }
    match (event, payload.raw("/action")) {
        ("push", _) => push(payload),
        ("pull_request", Some(action)) => pull_request(payload, action),
        (_, Some(action)) => {
            Ok(Parsed::Ignored(format!("the event `{event}` ({action}) starts no build")))
        }
        (_, None) => Ok(Parsed::Ignored(format!("the event `{event}` starts no build"))),
    }
}

/// A push to a branch or tag.
pub(in crate::providers) fn push(payload: Payload<'_>) -> Result<Parsed, Unusable> {
    let whole = payload.required("/ref")?;
    let (kind, ref_kind, name) = if let Some(name) = whole.strip_prefix("refs/heads/") {
        (EventKind::Push, RefKind::Branch, name)
    } else if let Some(name) = whole.strip_prefix("refs/tags/") {
        (EventKind::Tag, RefKind::Tag, name)
    } else {
        let reason = format!("the event `push` to `{whole}`, neither a branch nor a tag");
        return Ok(Parsed::Ignored(reason));
    };
    let after = payload.required_commit("/after")?;
    let deleted = after.is_null() || payload.flag("/deleted") == Some(true);
    // Of an annotated tag, `after` is the tag object; its commit stands in `head_commit`.
    let head = payload.commit("/head_commit/id").filter(|_| ref_kind == RefKind::Tag && !deleted);
    Ok(Parsed::Event(Box::new(Event {
        kind,
        action: None,
        repository: repository(payload)?,
        git_ref: GitRef { kind: ref_kind, name: ref_name(name, "/ref")? },
        commit: Commit {
            sha: head.unwrap_or(after),
            message: payload.message("/head_commit/message"),
            author: payload.text("/head_commit/author/name"),
        },
        before: payload.commit("/before"),
        pull_request: None,
        sender: payload.text("/sender/login").or_else(|| payload.text("/pusher/name")),
        deleted,
        inputs: IndexMap::new(),
    })))
}

fn pull_request(payload: Payload<'_>, action: &str) -> Result<Parsed, Unusable> {
    let action = match action {
        "opened" => PullRequestAction::Opened,
        "synchronize" => PullRequestAction::Synchronize,
        "reopened" => PullRequestAction::Reopened,
        "ready_for_review" => PullRequestAction::ReadyForReview,
        "edited" if payload.has("/changes/base") => PullRequestAction::Synchronize,
        other => return Ok(Parsed::Ignored(ignored_action(other))),
    };
    let mut event = with_association(requested(payload, action)?, payload);
    if let Some(request) = &mut event.pull_request {
        // Unknown, and null, for some seconds after a push.
        request.conflicts = payload.flag("/pull_request/mergeable") == Some(false);
        let from = payload.ref_name("/changes/base/ref/from");
        request.retargeted = payload.has("/changes/base").then_some(Retargeted { from });
    }
    Ok(Parsed::Event(Box::new(event)))
}

/// A pull request that was changed in this way.
pub(in crate::providers) fn requested(
    payload: Payload<'_>,
    action: PullRequestAction,
) -> Result<Event, Unusable> {
    let number = payload
        .number("/number")
        .map_or_else(|| payload.required_number("/pull_request/number"), Ok)?;
    let request = PullRequest {
        number,
        title: payload.text("/pull_request/title").unwrap_or_default(),
        source_branch: payload.required_ref("/pull_request/head/ref")?,
        target_branch: payload.required_ref("/pull_request/base/ref")?,
        source_repository: payload.text("/pull_request/head/repo/full_name"),
        author: author(payload),
        base_sha: payload.commit("/pull_request/base/sha"),
        head_sha: payload.required_commit("/pull_request/head/sha")?,
        fork: is_fork(payload),
        draft: payload.flag("/pull_request/draft").unwrap_or(false),
        conflicts: false,
        retargeted: None,
    };
    Ok(Event {
        kind: EventKind::PullRequest,
        action: Some(action),
        repository: repository(payload)?,
        git_ref: GitRef { kind: RefKind::PullRequest, name: RefName::of_pull_request(number) },
        commit: Commit { sha: request.head_sha.clone(), message: None, author: None },
        before: payload.commit("/before"),
        pull_request: Some(request),
        sender: payload.text("/sender/login"),
        deleted: false,
        inputs: IndexMap::new(),
    })
}

fn author(payload: Payload<'_>) -> Option<Author> {
    Some(Author {
        name: payload.text("/pull_request/user/login")?,
        id: payload.number("/pull_request/user/id").map(|id| id.to_string()),
        is_known: false,
    })
}

/// Whether GitHub says that the author belongs to the repository or has contributed to it
/// (<https://docs.github.com/en/graphql/reference/enums#commentauthorassociation>).
fn is_known(payload: Payload<'_>) -> bool {
    matches!(
        payload.raw("/pull_request/author_association"),
        Some("OWNER" | "MEMBER" | "COLLABORATOR" | "CONTRIBUTOR")
    )
}

/// The same, of an author who is known by it. No other provider whose payloads are read here gives
/// such a word.
pub(super) fn with_association(mut event: Event, payload: Payload<'_>) -> Event {
    if let Some(author) = event.pull_request.as_mut().and_then(|request| request.author.as_mut()) {
        author.is_known = is_known(payload);
    }
    event
}

fn ignored_action(action: &str) -> String {
    let what = format!("the event `pull_request` ({action})");
    match action {
        "closed" => format!("{what} closes the pull request"),
        "edited" => format!("{what} brings no new commits"),
        _ => format!("{what} starts no build"),
    }
}

/// A pull request whose source repository is gone was a fork's. One that was pushed to
/// `refs/for/..` of Gitea's or Forgejo's own repository (<https://forgejo.org/docs/latest/user/agit-support/>)
/// names no other repository, and is made by whoever may read: it counts as one. Its head is no
/// branch.
fn is_fork(payload: Payload<'_>) -> bool {
    let head = payload.raw("/pull_request/head/ref").unwrap_or_default();
    let label = payload.json.pointer("/pull_request/head/label").and_then(|label| label.as_str());
    let is_no_branch = head.starts_with("refs/") || label == Some("");
    if is_no_branch || payload.number("/pull_request/flow") == Some(1) {
        return true;
    }
    let ids = ["/pull_request/head/repo/id", "/pull_request/base/repo/id"];
    if let [Some(head), Some(base)] = ids.map(|pointer| payload.number(pointer)) {
        return head != base;
    }
    let names = ["/pull_request/head/repo/full_name", "/pull_request/base/repo/full_name"];
    match names.map(|pointer| payload.raw(pointer)) {
        [Some(head), Some(base)] => !head.eq_ignore_ascii_case(base),
        _ => true,
    }
}

pub(in crate::providers) fn repository(payload: Payload<'_>) -> Result<EventRepository, Unusable> {
    Ok(EventRepository {
        full_name: payload.required_full_name("/repository/full_name")?,
        provider_id: payload.number("/repository/id"),
    })
}

#[cfg(test)]
mod tests;
