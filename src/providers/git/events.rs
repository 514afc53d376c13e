//! What a hook's payload means: one moved ref. Commits' messages and authors come from git itself.

use indexmap::IndexMap;
use serde_json::Value;

use crate::domain::event::{Commit, Event, EventKind, EventRepository, GitRef, RefKind, Summary};
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

/// What [`summary`] looks at, and where an action would stand.
pub(super) const POINTERS: [&str; 5] = ["/repository", "/ref", "/after", "/pusher", "/action"];

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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const NEW: &str = "2222222222222222222222222222222222222222";
    const NULL: &str = "0000000000000000000000000000000000000000";

    fn push(git_ref: &str, after: &str) -> Value {
        json!({
            "repository": "acme/app", "ref": git_ref, "before": NULL, "after": after,
            "pusher": "ada",
        })
    }

    #[test]
    fn branches_tags_and_their_ends_are_read() {
        for (git_ref, after, kind, is_gone) in [
            ("refs/heads/topic/a", NEW, EventKind::Push, false),
            ("refs/tags/v1", NEW, EventKind::Tag, false),
            ("refs/heads/main", NULL, EventKind::Push, true),
        ] {
            let Ok(Parsed::Event(event)) = parse("push", &push(git_ref, after)) else {
                panic!("{git_ref}")
            };
            assert_eq!((event.kind, event.deleted, &event.before), (kind, is_gone, &None));
            assert_eq!(event.sender.as_deref(), Some("ada"));
        }
    }

    #[test]
    fn everything_else_is_ignored_or_refused_with_its_reason() {
        let note = parse("push", &push("refs/notes/x", NEW));
        let expected = "the event `push` to `refs/notes/x`, neither a branch nor a tag".to_owned();
        assert_eq!(note, Ok(Parsed::Ignored(expected)));
        assert!(matches!(parse("ping", &json!({})), Ok(Parsed::Ignored(_))));
        let mut nameless = push("refs/heads/main", NEW);
        nameless["repository"] = json!("app");
        let error = parse("push", &nameless).unwrap_err().to_string();
        assert!(error.contains("`/repository`"), "{error}");
        assert!(parse("push", &push("refs/heads/a b", NEW)).is_err());
        assert!(parse("push", &push("refs/heads/main", "HEAD")).is_err());
    }
}
