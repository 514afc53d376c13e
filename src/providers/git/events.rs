//! What a hook's payload means: one moved ref. Commits' messages and authors come from git itself.

use indexmap::IndexMap;
use serde_json::Value;

use crate::domain::event::{
    Commit, Event, EventKind, EventRepository, GitRef, RefKind, Summary,
};
use crate::providers::reader::{Payload, ref_name};
use crate::providers::{Parsed, Unusable};

/// Translates the payload of `X-Oore-Event: {event}`.
///
/// # Errors
/// When a push lacks what a build needs.
pub(super) fn parse(event: &str, payload: &Value) -> Result<Parsed, Unusable> {
    let payload = Payload { event, json: payload };
    if event != "push" {
        return Ok(Parsed::Ignored(format!("the event `{event}` starts no build; `push` does")));
    }
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
    Ok(Parsed::Event(Box::new(Event {
        kind,
        action: None,
        repository: EventRepository {
            full_name: payload.required_full_name("/repository")?,
            provider_id: None,
        },
        git_ref: GitRef { kind: ref_kind, name: ref_name(name, "/ref")? },
        deleted: after.is_null(),
        commit: Commit { sha: after, message: payload.message("/message"), author: None },
        before: payload.commit("/before"),
        pull_request: None,
        sender: payload.text("/pusher"),
        inputs: IndexMap::new(),
    })))
}

/// Reads what is there.
pub(super) fn summary(event: &str, payload: &Value) -> Summary {
    let payload = Payload { event, json: payload };
    Summary {
        repository: payload.text("/repository"),
        git_ref: payload.text("/ref"),
        commit: payload.commit("/after").map(String::from),
        pull_request: None,
        sender: payload.text("/pusher"),
    }
}
