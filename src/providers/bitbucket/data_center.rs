//! The payloads of Bitbucket Data Center
//! (<https://confluence.atlassian.com/bitbucketserver/event-payload-938025882.html>).

use super::events::{Pushed, moved, requested};
use crate::domain::event::{
    Author, CommitSha, Event, EventRepository, PullRequest, PullRequestAction, RefKind, RefName,
};
use crate::providers::reader::{Payload, is_full_name, ref_name};
use crate::providers::{Parsed, Unusable};

/// A push: several refs may have moved with it.
pub(super) fn push(payload: Payload<'_>) -> Result<Parsed, Unusable> {
    let repository = named(payload, "/repository")?;
    let changes = payload.required_list("/changes")?;
    let events = changes.filter_map(|change| moved_ref(payload, change, &repository).transpose());
    Ok(moved(payload, events.collect::<Result<_, _>>()?))
}

/// None for what is neither a branch nor a tag.
fn moved_ref(
    payload: Payload<'_>,
    change: Payload<'_>,
    repository: &EventRepository,
) -> Result<Option<Event>, Unusable> {
    let whole = change.required("/ref/id")?;
    let (kind, name) = if let Some(name) = whole.strip_prefix("refs/heads/") {
        (RefKind::Branch, name)
    } else if let Some(name) = whole.strip_prefix("refs/tags/") {
        (RefKind::Tag, name)
    } else {
        return Ok(None);
    };
    let is_gone = change.raw("/type") == Some("DELETE");
    let after = if is_gone { CommitSha::null() } else { change.required_commit("/toHash")? };
    let head = payload.json.get("toCommit").filter(|commit| commit["id"] == after.as_str());
    Ok(Some(
        Pushed {
            repository: repository.clone(),
            kind,
            name: ref_name(name, "/ref/id")?,
            after,
            before: change.commit("/fromHash"),
            head: head.map(|json| Payload { event: payload.event, json }),
            sender: sender(payload),
        }
        .event(),
    ))
}

/// A pull request with commits that are new to it.
pub(super) fn pull_request(
    payload: Payload<'_>,
    action: PullRequestAction,
) -> Result<Parsed, Unusable> {
    Ok(Parsed::Event(Box::new(request(payload, action)?)))
}

/// A pull request with another title, description or target, or one that is no draft any more: of
/// servers that know drafts, only what was built before tells which.
pub(super) fn modified(payload: Payload<'_>) -> Result<Parsed, Unusable> {
    if payload.flag("/pullRequest/draft") != Some(false) {
        let reason = format!("the event `{}` brings no new commits", payload.event);
        return Ok(Parsed::Ignored(reason));
    }
    let event = request(payload, PullRequestAction::ReadyForReview)?;
    let commit = event.commit.sha.to_string();
    Ok(Parsed::Touched { event: Box::new(event), commit })
}

fn request(payload: Payload<'_>, action: PullRequestAction) -> Result<Event, Unusable> {
    let request = PullRequest {
        number: payload.required_number("/pullRequest/id")?,
        title: payload.text("/pullRequest/title").unwrap_or_default(),
        source_branch: branch(payload, "/pullRequest/fromRef/id")?,
        target_branch: branch(payload, "/pullRequest/toRef/id")?,
        source_repository: named(payload, "/pullRequest/fromRef/repository")
            .ok()
            .map(|repository| repository.full_name),
        author: author(payload),
        base_sha: payload.commit("/pullRequest/toRef/latestCommit"),
        head_sha: payload.required_commit("/pullRequest/fromRef/latestCommit")?,
        fork: is_fork(payload),
        draft: payload.flag("/pullRequest/draft").unwrap_or(false),
        conflicts: false,
        retargeted: None,
    };
    let repository = named(payload, "/pullRequest/toRef/repository")?;
    let event = requested(repository, action, request, sender(payload));
    Ok(Event { before: payload.commit("/previousFromHash"), ..event })
}

fn branch(payload: Payload<'_>, pointer: &'static str) -> Result<RefName, Unusable> {
    let whole = payload.required(pointer)?;
    ref_name(whole.strip_prefix("refs/heads/").unwrap_or(whole), pointer)
}

/// When the numbers don't tell, it counts as a fork's.
fn is_fork(payload: Payload<'_>) -> bool {
    let ids = ["/pullRequest/fromRef/repository/id", "/pullRequest/toRef/repository/id"];
    match ids.map(|pointer| payload.number(pointer)) {
        [Some(source), Some(target)] => source != target,
        _ => true,
    }
}

fn author(payload: Payload<'_>) -> Option<Author> {
    Some(Author {
        name: payload.text("/pullRequest/author/user/name")?,
        id: payload.number("/pullRequest/author/user/id").map(|id| id.to_string()),
        is_known: false,
    })
}

fn sender(payload: Payload<'_>) -> Option<String> {
    payload.text("/actor/name").or_else(|| payload.text("/actor/displayName"))
}

/// The repository at a place, `KEY/slug` as its addresses have it.
fn named(payload: Payload<'_>, pointer: &'static str) -> Result<EventRepository, Unusable> {
    let full_name = full_name(payload, pointer).filter(|name| is_full_name(name));
    Ok(EventRepository {
        full_name: full_name.ok_or(Unusable::Repository { pointer })?,
        provider_id: payload.number(&format!("{pointer}/id")),
    })
}

/// `KEY/slug`, if both are there.
pub(super) fn full_name(payload: Payload<'_>, pointer: &str) -> Option<String> {
    let key = payload.text(&format!("{pointer}/project/key"))?;
    let slug = payload.text(&format!("{pointer}/slug"))?;
    Some(format!("{key}/{slug}"))
}
