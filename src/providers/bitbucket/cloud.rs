//! The payloads of Bitbucket Cloud
//! (<https://support.atlassian.com/bitbucket-cloud/docs/event-payloads/>).

use super::events::{Pushed, moved, requested};
use crate::domain::event::{
    Author, CommitSha, Event, EventRepository, PullRequest, PullRequestAction, RefKind,
};
use crate::providers::reader::{Payload, first_text, ref_name};
use crate::providers::{Parsed, Unusable};

/// A push: several refs may have moved with it.
pub(super) fn push(payload: Payload<'_>) -> Result<Parsed, Unusable> {
    let changes = payload.required_list("/push/changes")?;
    let events = changes.filter_map(|change| moved_ref(payload, change).transpose());
    Ok(moved(payload, events.collect::<Result<_, _>>()?))
}

/// None for what is neither a branch nor a tag.
fn moved_ref(payload: Payload<'_>, change: Payload<'_>) -> Result<Option<Event>, Unusable> {
    let is_gone = !change.has("/new");
    let (kind, name) =
        if is_gone { ("/old/type", "/old/name") } else { ("/new/type", "/new/name") };
    let kind = match change.raw(kind) {
        Some("branch" | "named_branch") => RefKind::Branch,
        Some("tag" | "annotated_tag") => RefKind::Tag,
        _ => return Ok(None),
    };
    let after =
        if is_gone { CommitSha::null() } else { change.required_commit("/new/target/hash")? };
    let head = change.json.pointer("/new/target");
    Ok(Some(
        Pushed {
            repository: repository(payload)?,
            kind,
            name: ref_name(change.required(name)?, name)?,
            after,
            before: change.commit("/old/target/hash"),
            head: head.map(|json| Payload { event: payload.event, json }),
            sender: sender(payload),
        }
        .event(),
    ))
}

/// A pull request. The payload tells its commit by the first twelve digits alone, and an update
/// does not say what was updated: new commits, or a title.
pub(super) fn pull_request(
    payload: Payload<'_>,
    action: PullRequestAction,
) -> Result<Parsed, Unusable> {
    let commit = payload.required("/pullrequest/source/commit/hash")?;
    let request = PullRequest {
        number: payload.required_number("/pullrequest/id")?,
        title: payload.text("/pullrequest/title").unwrap_or_default(),
        source_branch: payload.required_ref("/pullrequest/source/branch/name")?,
        target_branch: payload.required_ref("/pullrequest/destination/branch/name")?,
        source_repository: payload.text("/pullrequest/source/repository/full_name"),
        author: author(payload),
        base_sha: payload.commit("/pullrequest/destination/commit/hash"),
        head_sha: CommitSha::null(),
        fork: is_fork(payload),
        draft: payload.flag("/pullrequest/draft").unwrap_or(false),
        conflicts: false,
        retargeted: None,
    };
    let event = requested(repository(payload)?, action, request, sender(payload));
    Ok(Parsed::Touched { event: Box::new(event), commit: commit.to_owned() })
}

/// A pull request whose source repository is gone was a fork's.
fn is_fork(payload: Payload<'_>) -> bool {
    for field in ["uuid", "full_name"] {
        let source = payload.raw(&format!("/pullrequest/source/repository/{field}"));
        let target = payload.raw(&format!("/pullrequest/destination/repository/{field}"));
        if let (Some(source), Some(target)) = (source, target) {
            return !source.eq_ignore_ascii_case(target);
        }
    }
    true
}

fn author(payload: Payload<'_>) -> Option<Author> {
    let names = ["/pullrequest/author/nickname", "/pullrequest/author/display_name"];
    Some(Author {
        name: first_text(payload, &names)?,
        id: payload.text("/pullrequest/author/uuid"),
        is_known: false,
    })
}

fn sender(payload: Payload<'_>) -> Option<String> {
    payload.text("/actor/nickname").or_else(|| payload.text("/actor/display_name"))
}

fn repository(payload: Payload<'_>) -> Result<EventRepository, Unusable> {
    let full_name = payload.required_full_name("/repository/full_name")?;
    Ok(EventRepository { full_name, provider_id: None })
}
