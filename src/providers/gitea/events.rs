//! What the payloads of Gitea, Forgejo and Gogs mean: pushes and pull requests; nothing else
//! starts a build. A branch or tag that is made or deleted is also told as `create` or `delete`,
//! beside the push that says the same.

use serde_json::Value;

use crate::domain::event::{Event, PullRequestAction, Retargeted};
use crate::providers::github::{push, requested};
use crate::providers::reader::Payload;
use crate::providers::{Parsed, Unusable};

/// What the title of a draft begins with, where no field says so
/// (<https://docs.gitea.com/usage/pull-request>).
const DRAFT_PREFIXES: [&str; 2] = ["wip:", "[wip]"];

/// Translates the payload of `X-Gitea-Event: {event}`.
///
/// # Errors
/// When a push or a pull request lacks what a build needs.
pub(super) fn parse(event: &str, payload: &Value) -> Result<Parsed, Unusable> {
    let payload = Payload { event, json: payload };
    match (event, payload.text("/action")) {
        ("push", _) => push(payload),
        ("pull_request" | "pull_request_sync", Some(action)) => pull_request(payload, &action),
        (_, Some(action)) => {
            Ok(Parsed::Ignored(format!("the event `{event}` ({action}) starts no build")))
        }
        (_, None) => Ok(Parsed::Ignored(format!("the event `{event}` starts no build"))),
    }
}

fn pull_request(payload: Payload<'_>, action: &str) -> Result<Parsed, Unusable> {
    let ignored = |why: &str| {
        let event = payload.event;
        Ok(Parsed::Ignored(format!("the event `{event}` ({action}) {why}")))
    };
    let action = match action {
        "opened" => PullRequestAction::Opened,
        "synchronized" | "synchronize" => PullRequestAction::Synchronize,
        "reopened" => PullRequestAction::Reopened,
        "ready_for_review" => PullRequestAction::ReadyForReview,
        "edited" if payload.has("/changes/ref") => PullRequestAction::Synchronize,
        // A draft is made and ended by its title.
        "edited" if left_draft(payload) => PullRequestAction::ReadyForReview,
        "edited" => return ignored("brings no new commits"),
        "closed" => return ignored("closes the pull request"),
        _ => return ignored("starts no build"),
    };
    if !payload.has("/pull_request/head/sha") {
        // Gogs.
        return ignored("does not tell the pull request's commit");
    }
    Ok(Parsed::Event(Box::new(changed(payload, action)?)))
}

/// A pull request that is open, as one that was opened.
pub(super) fn opened(payload: Payload<'_>) -> Result<Event, Unusable> {
    changed(payload, PullRequestAction::Opened)
}

fn changed(payload: Payload<'_>, action: PullRequestAction) -> Result<Event, Unusable> {
    let mut event = requested(payload, action)?;
    if let Some(request) = &mut event.pull_request {
        request.draft = is_draft(payload);
        let from = payload.ref_name("/changes/ref/from");
        request.retargeted = payload.has("/changes/ref").then_some(Retargeted { from });
    }
    Ok(event)
}

fn is_draft(payload: Payload<'_>) -> bool {
    let title = payload.raw("/pull_request/title").unwrap_or_default();
    payload.flag("/pull_request/draft").unwrap_or_else(|| is_title_of_draft(title))
}

fn left_draft(payload: Payload<'_>) -> bool {
    let before = payload.raw("/changes/title/from");
    before.is_some_and(is_title_of_draft) && !is_draft(payload)
}

fn is_title_of_draft(title: &str) -> bool {
    let title = title.to_ascii_lowercase();
    DRAFT_PREFIXES.iter().any(|prefix| title.starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn request(action: &str, title: &str) -> Value {
        let repository = json!({ "id": 1, "full_name": "acme/app" });
        json!({
            "action": action, "number": 3, "repository": repository,
            "pull_request": {
                "title": title,
                "head": { "ref": "topic", "sha": "a".repeat(40), "repo": repository },
                "base": { "ref": "main", "sha": "b".repeat(40), "repo": repository },
            },
            "sender": { "login": "ada" },
        })
    }

    fn event(payload: &Value) -> Event {
        match parse("pull_request", payload) {
            Ok(Parsed::Event(event)) => *event,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn new_commits_are_called_otherwise_and_drafts_are_known_by_their_title() {
        let new = event(&request("synchronized", "WIP: later"));
        assert_eq!(new.action, Some(PullRequestAction::Synchronize));
        assert!(new.pull_request.as_ref().is_some_and(|request| request.draft && !request.fork));
        let mut said = request("opened", "WIP: but ready");
        said["pull_request"]["draft"] = json!(false);
        assert!(event(&said).pull_request.is_some_and(|request| !request.draft));
    }

    fn edited(title: &str, changes: Value) -> Value {
        let mut payload = request("edited", title);
        payload["changes"] = changes;
        payload
    }

    #[test]
    fn another_target_and_the_end_of_a_draft_are_edits() {
        let moved = event(&edited("x", json!({ "ref": { "from": "next" } })));
        assert_eq!(moved.action, Some(PullRequestAction::Synchronize));
        let from = moved.pull_request.and_then(|request| request.retargeted?.from);
        assert_eq!(from.map(|name| name.to_string()).as_deref(), Some("next"));
        let ready = event(&edited("Thing", json!({ "title": { "from": "WIP: Thing" } })));
        assert_eq!(ready.action, Some(PullRequestAction::ReadyForReview));
        assert!(ready.pull_request.is_some_and(|it| !it.draft && it.retargeted.is_none()));
    }

    #[test]
    fn a_pull_request_of_another_repository_is_a_fork() {
        let mut payload = request("opened", "x");
        assert!(event(&payload).pull_request.is_some_and(|request| !request.fork));
        payload["pull_request"]["head"]["repo"] = json!({ "id": 2, "full_name": "eve/app" });
        let fork = event(&payload).pull_request.expect("one");
        assert!(fork.fork && fork.source_repository.as_deref() == Some("eve/app"));
        payload["pull_request"]["head"]["repo"] = json!(null);
        assert!(event(&payload).pull_request.is_some_and(|request| request.fork));
    }

    #[test]
    fn what_starts_no_build_says_why() {
        let reason = |name: &str, payload: &Value| match parse(name, payload) {
            Ok(Parsed::Ignored(reason)) => reason,
            other => panic!("{other:?}"),
        };
        let closed = reason("pull_request", &request("closed", "x"));
        assert_eq!(closed, "the event `pull_request` (closed) closes the pull request");
        for changes in
            [json!({ "title": { "from": "a" } }), json!({ "body": { "from": "WIP: a" } })]
        {
            assert!(reason("pull_request", &edited("b", changes)).contains("no new commits"));
        }
        let begun = edited("WIP: b", json!({ "title": { "from": "b" } }));
        assert!(reason("pull_request", &begun).contains("no new commits"));
        let mut gogs = request("opened", "x");
        gogs["pull_request"]["head"] = json!(null);
        assert!(reason("pull_request", &gogs).contains("does not tell"));
        assert_eq!(reason("create", &json!({})), "the event `create` starts no build");
    }
}
