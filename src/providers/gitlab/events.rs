//! What GitLab's payloads mean: pushes and merge requests; nothing else starts a build.

use indexmap::IndexMap;
use serde_json::Value;

use super::summary::action;
use crate::domain::event::{
    Author, Commit, CommitSha, Event, EventKind, EventRepository, GitRef, PullRequest,
    PullRequestAction, RefKind, RefName, Retargeted,
};
use crate::providers::reader::{Payload, ref_name};
use crate::providers::{Parsed, Unusable};

/// Translates the payload of `X-Gitlab-Event: {event}`.
///
/// # Errors
/// When a push or a merge request lacks what a build needs.
pub(super) fn parse(event: &str, payload: &Value) -> Result<Parsed, Unusable> {
    let payload = Payload { event, json: payload };
    match event {
        "Push Hook" => push(payload, EventKind::Push, RefKind::Branch, "refs/heads/"),
        "Tag Push Hook" => push(payload, EventKind::Tag, RefKind::Tag, "refs/tags/"),
        "Merge Request Hook" => merge_request(payload),
        _ => Ok(Parsed::Ignored(match action(payload.json) {
            Some(action) => format!("the event `{event}` ({action}) starts no build"),
            None => format!("the event `{event}` starts no build"),
        })),
    }
}

fn push(
    payload: Payload<'_>,
    kind: EventKind,
    ref_kind: RefKind,
    prefix: &str,
) -> Result<Parsed, Unusable> {
    let whole = payload.required("/ref")?;
    let Some(name) = whole.strip_prefix(prefix) else {
        let reason = format!("the event `{}` to `{whole}`, not below `{prefix}`", payload.event);
        return Ok(Parsed::Ignored(reason));
    };
    let after = payload.required_commit("/after")?;
    let deleted = after.is_null();
    // Of an annotated tag, `after` is the tag object; its commit stands in `checkout_sha`.
    let sha = payload.commit("/checkout_sha").filter(|_| !deleted).unwrap_or(after);
    let head = head_commit(payload, &sha);
    Ok(Parsed::Event(Box::new(Event {
        kind,
        action: None,
        repository: repository(payload)?,
        git_ref: GitRef { kind: ref_kind, name: ref_name(name, "/ref")? },
        commit: Commit {
            message: head.and_then(|head| head.message("/message")),
            author: head.and_then(|head| head.text("/author/name")),
            sha,
        },
        before: payload.commit("/before"),
        pull_request: None,
        sender: payload.text("/user_username").or_else(|| payload.text("/user_name")),
        deleted,
        inputs: IndexMap::new(),
    })))
}

/// The entry of `commits` that was pushed last; it is not there when the push brought no commits.
fn head_commit<'a>(payload: Payload<'a>, sha: &CommitSha) -> Option<Payload<'a>> {
    payload
        .json
        .get("commits")?
        .as_array()?
        .iter()
        .map(|json| Payload { event: payload.event, json })
        .find(|commit| commit.raw("/id") == Some(sha.as_str()))
}

fn merge_request(payload: Payload<'_>) -> Result<Parsed, Unusable> {
    let action = match meaning(payload) {
        Ok(action) => action,
        Err(why) => {
            let action = payload.raw("/object_attributes/action");
            let action = action.map_or_else(String::new, |action| format!(" ({action})"));
            return Ok(Parsed::Ignored(format!("the event `{}`{action} {why}", payload.event)));
        }
    };
    let is_new_target = action == PullRequestAction::Synchronize && !new_commits(payload);
    let number = payload.required_number("/object_attributes/iid")?;
    let request = PullRequest {
        number,
        title: payload.text("/object_attributes/title").unwrap_or_default(),
        source_branch: payload.required_ref("/object_attributes/source_branch")?,
        target_branch: payload.required_ref("/object_attributes/target_branch")?,
        source_repository: payload.text("/object_attributes/source/path_with_namespace"),
        author: author(payload),
        base_sha: None,
        head_sha: payload.required_commit("/object_attributes/last_commit/id")?,
        fork: is_fork(payload),
        draft: is_draft(payload),
        conflicts: has_conflicts(payload),
        retargeted: is_new_target.then(|| retargeted(payload)).flatten(),
    };
    Ok(Parsed::Event(Box::new(Event {
        kind: EventKind::PullRequest,
        action: Some(action),
        repository: repository(payload)?,
        git_ref: GitRef { kind: RefKind::PullRequest, name: RefName::of_pull_request(number) },
        commit: Commit {
            sha: request.head_sha.clone(),
            message: payload.message("/object_attributes/last_commit/message"),
            author: payload.text("/object_attributes/last_commit/author/name"),
        },
        before: payload.commit("/object_attributes/oldrev"),
        pull_request: Some(request),
        sender: payload.text("/user/username"),
        deleted: false,
        inputs: IndexMap::new(),
    })))
}

/// Of the author a webhook tells the number alone, which is never reused; the name is there when
/// the author did what it tells of.
fn author(payload: Payload<'_>) -> Option<Author> {
    let id = payload.number("/object_attributes/author_id")?;
    let is_sender = payload.number("/user/id") == Some(id);
    let name = payload.text("/user/username").filter(|_| is_sender);
    let name = name.unwrap_or_else(|| format!("user {id}"));
    Some(Author { name, id: Some(id.to_string()), is_known: false })
}

/// What happened to a merge request, or why that starts no build.
fn meaning(payload: Payload<'_>) -> Result<PullRequestAction, &'static str> {
    match payload.raw("/object_attributes/action") {
        Some("open") => Ok(PullRequestAction::Opened),
        Some("reopen") => Ok(PullRequestAction::Reopened),
        Some("update") if new_commits(payload) => Ok(PullRequestAction::Synchronize),
        Some("update") if left_draft(payload) => Ok(PullRequestAction::ReadyForReview),
        Some("update") if retargeted(payload).is_some() => Ok(PullRequestAction::Synchronize),
        Some("update") => Err("brings no new commits"),
        Some("close") => Err("closes the merge request"),
        Some("merge") => Err("merges the merge request"),
        Some(_) => Err("starts no build"),
        None => Err("does not say what happened"),
    }
}

/// `oldrev` is there exactly when commits came.
fn new_commits(payload: Payload<'_>) -> bool {
    payload.commit("/object_attributes/oldrev").is_some()
}

/// Another target. Versions that don't list it among the changes say only that whether the request
/// can be merged has to be checked anew, which without new commits has no other cause
/// (<https://gitlab.com/gitlab-org/gitlab/-/issues/224610>).
fn retargeted(payload: Payload<'_>) -> Option<Retargeted> {
    let is_told = payload.has("/changes/target_branch");
    let is_unchecked = payload.raw("/changes/merge_status/current") == Some("unchecked");
    let from = payload.ref_name("/changes/target_branch/previous");
    (is_told || is_unchecked).then_some(Retargeted { from })
}

/// The detailed status is there since GitLab 15.6; the older one is wrong for some moments.
fn has_conflicts(payload: Payload<'_>) -> bool {
    match payload.raw("/object_attributes/detailed_merge_status") {
        Some(detailed) => detailed == "conflict",
        None => payload.raw("/object_attributes/merge_status") == Some("cannot_be_merged"),
    }
}

fn left_draft(payload: Payload<'_>) -> bool {
    // Versions before GitLab 14 tell it by the title alone.
    let was_titled = payload.raw("/changes/title/previous").is_some_and(is_title_of_draft);
    let is_titled = payload.raw("/changes/title/current").is_some_and(is_title_of_draft);
    if was_titled && !is_titled && !is_draft(payload) {
        return true;
    }
    // Named `work_in_progress` in some versions.
    [
        ("/changes/draft/previous", "/changes/draft/current"),
        ("/changes/work_in_progress/previous", "/changes/work_in_progress/current"),
    ]
    .into_iter()
    .any(|(previous, current)| {
        payload.flag(previous) == Some(true) && payload.flag(current) == Some(false)
    })
}

/// <https://docs.gitlab.com/user/project/merge_requests/drafts/>; `WIP` before GitLab 14.
fn is_title_of_draft(title: &str) -> bool {
    const PREFIXES: [&str; 5] = ["draft:", "[draft]", "(draft)", "wip:", "[wip]"];
    let title = title.to_ascii_lowercase();
    PREFIXES.iter().any(|prefix| title.starts_with(prefix))
}

fn is_draft(payload: Payload<'_>) -> bool {
    payload
        .flag("/object_attributes/draft")
        .or_else(|| payload.flag("/object_attributes/work_in_progress"))
        .unwrap_or(false)
}

/// When neither numbers nor names tell, it counts as a fork's.
fn is_fork(payload: Payload<'_>) -> bool {
    let ids = ["/object_attributes/source_project_id", "/object_attributes/target_project_id"];
    if let [Some(source), Some(target)] = ids.map(|pointer| payload.number(pointer)) {
        return source != target;
    }
    let names = [
        "/object_attributes/source/path_with_namespace",
        "/object_attributes/target/path_with_namespace",
    ];
    match names.map(|pointer| payload.raw(pointer)) {
        [Some(source), Some(target)] => !source.eq_ignore_ascii_case(target),
        _ => true,
    }
}

pub(in crate::providers) fn repository(payload: Payload<'_>) -> Result<EventRepository, Unusable> {
    Ok(EventRepository {
        full_name: payload.required_full_name("/project/path_with_namespace")?,
        provider_id: payload.number("/project/id").or_else(|| payload.number("/project_id")),
    })
}

#[cfg(test)]
mod tests;
