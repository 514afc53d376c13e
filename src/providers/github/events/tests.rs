//! Payloads of GitHub, bent field by field.

use serde_json::json;

use super::*;
use crate::domain::event::CommitSha;

const OLD: &str = "1111111111111111111111111111111111111111";
const NEW: &str = "2222222222222222222222222222222222222222";
const TAG_OBJECT: &str = "3333333333333333333333333333333333333333";
const NULL: &str = "0000000000000000000000000000000000000000";

fn a_push() -> Value {
    json!({
        "ref": "refs/heads/main",
        "before": OLD,
        "after": NEW,
        "deleted": false,
        "head_commit": {"id": NEW, "message": "Fix\n\nBody", "author": {"name": "Mona"}},
        "repository": {"id": 7, "full_name": "octo/app"},
        "pusher": {"name": "mona"},
        "sender": {"login": "octocat"},
    })
}

fn a_pull_request() -> Value {
    json!({
        "action": "opened",
        "number": 12,
        "pull_request": {
            "number": 12,
            "title": "Add a thing",
            "draft": false,
            "head": {"ref": "topic", "sha": NEW, "repo": {"id": 7, "full_name": "octo/app"}},
            "base": {"ref": "main", "sha": OLD, "repo": {"id": 7, "full_name": "octo/app"}},
        },
        "repository": {"id": 7, "full_name": "octo/app"},
        "sender": {"login": "octocat"},
    })
}

/// `payload` with the values at these pointers replaced; a null removes.
fn bent(mut payload: Value, changes: &[(&str, Value)]) -> Value {
    for (pointer, value) in changes {
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        let object = payload.pointer_mut(parent).unwrap().as_object_mut().unwrap();
        if value.is_null() {
            object.shift_remove(key);
        } else {
            object.insert(key.to_owned(), value.clone());
        }
    }
    payload
}

fn event(name: &str, payload: &Value) -> Event {
    match parse(name, payload).unwrap() {
        Parsed::Event(event) => *event,
        other => panic!("{other:?}"),
    }
}

fn ignored(name: &str, payload: &Value) -> String {
    match parse(name, payload).unwrap() {
        Parsed::Ignored(reason) => reason,
        other => panic!("not ignored: {other:?}"),
    }
}

#[test]
fn a_push_to_a_branch_is_read() {
    let event = event("push", &a_push());
    assert_eq!(
        serde_json::to_value(&event).unwrap(),
        json!({
            "kind": "push",
            "repository": {"full_name": "octo/app", "provider_id": 7},
            "ref": {"kind": "branch", "name": "main"},
            "commit": {"sha": NEW, "message": "Fix\n\nBody", "author": "Mona"},
            "before": OLD,
            "sender": "octocat",
            "deleted": false,
        })
    );
}

#[test]
fn a_new_branch_has_nothing_before_it_and_an_old_server_no_sender() {
    let payload = bent(
        a_push(),
        &[("/before", json!(NULL)), ("/sender", json!(null)), ("/deleted", json!(null))],
    );
    let event = event("push", &payload);
    assert_eq!(event.before, None);
    assert_eq!(event.sender.as_deref(), Some("mona"));
    assert!(!event.deleted);
}

#[test]
fn a_deleted_branch_or_tag_is_marked() {
    for name in ["refs/heads/topic/a", "refs/tags/v1"] {
        let payload = bent(
            a_push(),
            &[
                ("/ref", json!(name)),
                ("/after", json!(NULL)),
                ("/deleted", json!(true)),
                ("/head_commit", json!(null)),
            ],
        );
        let event = event("push", &payload);
        assert!(event.deleted && event.commit.sha.is_null(), "{name}");
        assert_eq!(event.before.as_ref().map(CommitSha::as_str), Some(OLD));
    }
    let unmarked = bent(a_push(), &[("/after", json!(NULL)), ("/deleted", json!(null))]);
    assert!(event("push", &unmarked).deleted);
}

#[test]
fn an_annotated_tag_is_built_at_its_commit() {
    let payload =
        bent(a_push(), &[("/ref", json!("refs/tags/v1.0")), ("/after", json!(TAG_OBJECT))]);
    let event = event("push", &payload);
    assert_eq!(event.kind, EventKind::Tag);
    assert_eq!(event.tag().map(RefName::as_str), Some("v1.0"));
    assert_eq!(event.commit.sha.as_str(), NEW);
}

#[test]
fn a_push_elsewhere_is_ignored() {
    let payload = bent(a_push(), &[("/ref", json!("refs/notes/commits"))]);
    assert_eq!(
        ignored("push", &payload),
        "the event `push` to `refs/notes/commits`, neither a branch nor a tag"
    );
}

#[test]
fn every_action_of_a_pull_request_that_brings_commits_is_read() {
    for (action, expected) in [
        ("opened", PullRequestAction::Opened),
        ("synchronize", PullRequestAction::Synchronize),
        ("reopened", PullRequestAction::Reopened),
        ("ready_for_review", PullRequestAction::ReadyForReview),
    ] {
        let payload =
            bent(a_pull_request(), &[("/action", json!(action)), ("/before", json!(OLD))]);
        let event = event("pull_request", &payload);
        assert_eq!(event.action, Some(expected));
        assert_eq!(event.git_ref.name.as_str(), "12");
        assert_eq!(event.before.as_ref().map(CommitSha::as_str), Some(OLD));
    }
}

#[test]
fn a_pull_request_says_where_it_comes_from() {
    let head = "/pull_request/head/repo";
    let base_id = "/pull_request/base/repo/id";
    let cases = [
        ("its own repository", vec![], false, Some("octo/app")),
        ("a fork", vec![(head, json!({"id": 8, "full_name": "mona/app"}))], true, Some("mona/app")),
        (
            "a fork that took the name",
            vec![(head, json!({"id": 8, "full_name": "octo/app"}))],
            true,
            Some("octo/app"),
        ),
        ("a repository that is gone", vec![(head, json!(null))], true, None),
        (
            "another capitalisation, on a server without ids",
            vec![(head, json!({"full_name": "Octo/App"})), (base_id, json!(null))],
            false,
            Some("Octo/App"),
        ),
        (
            "a push to no branch of its own repository",
            vec![("/pull_request/head/ref", json!("refs/pull/5/head"))],
            true,
            Some("octo/app"),
        ),
        (
            "a head without a label",
            vec![("/pull_request/head/label", json!(""))],
            true,
            Some("octo/app"),
        ),
        ("a push for review", vec![("/pull_request/flow", json!(1))], true, Some("octo/app")),
        (
            "a fork, on a server without ids",
            vec![(head, json!({"full_name": "mona/app"})), (base_id, json!(null))],
            true,
            Some("mona/app"),
        ),
    ];
    for (name, changes, fork, source) in cases {
        let request =
            event("pull_request", &bent(a_pull_request(), &changes)).pull_request.unwrap();
        assert_eq!(request.fork, fork, "{name}");
        assert_eq!(request.source_repository.as_deref(), source, "{name}");
    }
}

#[test]
fn drafts_are_marked_and_absence_is_no_draft() {
    for (draft, expected) in [(json!(true), true), (json!(false), false), (json!(null), false)] {
        let payload = bent(a_pull_request(), &[("/pull_request/draft", draft)]);
        assert_eq!(event("pull_request", &payload).pull_request.unwrap().draft, expected);
    }
}

#[test]
fn another_target_counts_like_new_commits_and_says_where_it_went_before() {
    let edited = |changes: Value| {
        bent(a_pull_request(), &[("/action", json!("edited")), ("/changes", changes)])
    };
    // As GitHub documents it: `changes.base.ref.from` and `changes.base.sha.from`.
    let base = json!({"base": {"ref": {"from": "old"}, "sha": {"from": OLD}}});
    let moved = event("pull_request", &edited(base));
    assert_eq!(moved.action, Some(PullRequestAction::Synchronize));
    let from = moved.pull_request.unwrap().retargeted.unwrap().from;
    assert_eq!(from.as_ref().map(RefName::as_str), Some("old"));
    let unsaid = event("pull_request", &edited(json!({"base": {"ref": {"from": "a b"}}})));
    assert_eq!(unsaid.pull_request.unwrap().retargeted, Some(Retargeted { from: None }));
    assert_eq!(event("pull_request", &a_pull_request()).pull_request.unwrap().retargeted, None);
}

#[test]
fn conflicts_are_marked_and_what_is_not_known_is_none() {
    for (mergeable, expected) in [(json!(false), true), (json!(true), false), (json!(null), false)]
    {
        let payload = bent(a_pull_request(), &[("/pull_request/mergeable", mergeable)]);
        assert_eq!(event("pull_request", &payload).pull_request.unwrap().conflicts, expected);
    }
}

#[test]
fn what_starts_no_build_says_so_with_event_and_action() {
    let with_action = |action: &str| bent(a_pull_request(), &[("/action", json!(action))]);
    let reasons = [
        ignored("pull_request", &with_action("closed")),
        ignored("pull_request", &with_action("edited")),
        ignored("pull_request", &with_action("labeled")),
        ignored("pull_request", &with_action("invented_tomorrow")),
        ignored("pull_request", &json!({"action": "closed"})),
        ignored("pull_request", &json!({})),
        ignored("ping", &json!({"zen": "Keep it logically awesome."})),
        ignored("check_run", &json!({"action": "rerequested"})),
        ignored("invented_tomorrow", &json!({"action": {"a": 1}})),
    ];
    insta::assert_snapshot!(reasons.join("\n"));
}

#[test]
fn a_payload_that_lacks_what_a_build_needs_is_an_error_that_names_the_place() {
    let push = |pointer, value| parse("push", &bent(a_push(), &[(pointer, value)]));
    let request =
        |pointer, value| parse("pull_request", &bent(a_pull_request(), &[(pointer, value)]));
    let answers: Vec<String> = [
        push("/ref", json!(null)),
        push("/ref", json!("refs/heads/")),
        push("/ref", json!("refs/heads/--upload-pack=x")),
        push("/ref", json!("refs/heads/a\nb")),
        push("/after", json!(null)),
        push("/after", json!("HEAD")),
        push("/after", json!(7)),
        push("/repository", json!(null)),
        push("/repository/full_name", json!("app")),
        push("/repository/full_name", json!("../app")),
        push("/repository/full_name", json!("octo/a pp")),
        request("/pull_request/head/sha", json!("refs/heads/main")),
        request("/pull_request/head/ref", json!("-x")),
        request("/pull_request/base/ref", json!(null)),
        parse("pull_request", &json!({"action": "opened"})),
        parse("push", &json!({})),
    ]
    .into_iter()
    .map(|answer| answer.unwrap_err().to_string())
    .collect();
    insta::assert_snapshot!(answers.join("\n"));
}

#[test]
fn texts_from_outside_are_bounded_and_hold_no_nul() {
    let payload = bent(
        a_pull_request(),
        &[("/pull_request/title", json!(format!("a\u{0}{}", "ü".repeat(2000))))],
    );
    let title = event("pull_request", &payload).pull_request.unwrap().title;
    assert!(title.starts_with("a\u{fffd}ü") && title.len() <= 1026, "{}", title.len());

    let payload = bent(a_push(), &[("/head_commit/message", json!("x".repeat(1_000_000)))]);
    assert_eq!(event("push", &payload).commit.message.unwrap().len(), 64 * 1024);
}
