//! Payloads of GitLab, bent field by field.

use serde_json::json;

use super::*;

const OLD: &str = "1111111111111111111111111111111111111111";
const NEW: &str = "2222222222222222222222222222222222222222";
const TAG_OBJECT: &str = "3333333333333333333333333333333333333333";
const NULL: &str = "0000000000000000000000000000000000000000";

fn a_push() -> Value {
    json!({
        "object_kind": "push",
        "before": OLD,
        "after": NEW,
        "ref": "refs/heads/main",
        "checkout_sha": NEW,
        "user_name": "Mona Lisa",
        "user_username": "mona",
        "project": {"id": 7, "path_with_namespace": "a/b/app"},
        "commits": [
            {"id": OLD, "message": "Earlier", "author": {"name": "Leo"}},
            {"id": NEW, "message": "Fix\n", "author": {"name": "Mona"}},
        ],
        "total_commits_count": 2,
    })
}

fn a_merge_request(action: &str) -> Value {
    json!({
        "object_kind": "merge_request",
        "user": {"username": "mona"},
        "project": {"id": 7, "path_with_namespace": "a/b/app"},
        "object_attributes": {
            "iid": 3,
            "action": action,
            "title": "Add a thing",
            "source_branch": "topic",
            "target_branch": "main",
            "source_project_id": 7,
            "target_project_id": 7,
            "draft": false,
            "source": {"path_with_namespace": "a/b/app"},
            "target": {"path_with_namespace": "a/b/app"},
            "last_commit": {"id": NEW, "message": "Fix", "author": {"name": "Mona"}},
        },
        "changes": {},
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
fn a_push_to_a_branch_of_a_nested_group_is_read() {
    assert_eq!(
        serde_json::to_value(event("Push Hook", &a_push())).unwrap(),
        json!({
            "kind": "push",
            "repository": {"full_name": "a/b/app", "provider_id": 7},
            "ref": {"kind": "branch", "name": "main"},
            "commit": {"sha": NEW, "message": "Fix\n", "author": "Mona"},
            "before": OLD,
            "sender": "mona",
            "deleted": false,
        })
    );
}

#[test]
fn a_push_without_commits_has_no_message() {
    for commits in [json!([]), json!(null), json!("x"), json!([{"id": OLD, "message": "Earlier"}])]
    {
        let event = event("Push Hook", &bent(a_push(), &[("/commits", commits)]));
        assert_eq!(event.commit.message, None);
    }
}

#[test]
fn deletions_are_marked_and_annotated_tags_built_at_their_commit() {
    let gone = [("/after", json!(NULL)), ("/checkout_sha", json!(null)), ("/commits", json!([]))];
    let branch = event("Push Hook", &bent(a_push(), &gone));
    assert!(branch.deleted && branch.commit.sha.is_null());

    let tag = bent(a_push(), &[("/ref", json!("refs/tags/v1")), ("/after", json!(TAG_OBJECT))]);
    let made = event("Tag Push Hook", &tag);
    assert_eq!(made.kind, EventKind::Tag);
    assert_eq!(made.tag().map(RefName::as_str), Some("v1"));
    assert_eq!(made.commit.sha.as_str(), NEW);
    assert!(event("Tag Push Hook", &bent(tag, &gone)).deleted);
}

#[test]
fn an_update_of_a_merge_request_counts_by_what_it_changed() {
    let draft = |previous: bool, current: bool| json!({"draft": {"previous": previous, "current": current}});
    let old_name = json!({"work_in_progress": {"previous": true, "current": false}});
    let oldrev = ("/object_attributes/oldrev", json!(OLD));
    let titles = |previous: &str, current: &str| json!({"title": {"previous": previous, "current": current}});
    let target = json!({"target_branch": {"previous": "next", "current": "main"}});
    // All that some versions tell of another target.
    let unchecked = json!({"merge_status": {"previous": "can_be_merged", "current": "unchecked"}});
    let meaning = |changes: &[(&str, Value)]| match parse(
        "Merge Request Hook",
        &bent(a_merge_request("update"), changes),
    )
    .unwrap()
    {
        Parsed::Event(event) => event.action.map(|action| action.to_string()),
        Parsed::Ignored(_) => None,
        other => panic!("{other:?}"),
    };
    let expected = [
        (vec![oldrev.clone()], Some("synchronize")),
        (vec![("/changes", draft(true, false))], Some("ready_for_review")),
        (vec![("/changes", old_name)], Some("ready_for_review")),
        (vec![oldrev, ("/changes", draft(true, false))], Some("synchronize")),
        (vec![("/changes", draft(false, true))], None),
        (vec![("/changes", titles("WIP: a", "a"))], Some("ready_for_review")),
        (vec![("/changes", titles("Draft: a", "a"))], Some("ready_for_review")),
        (vec![("/changes", titles("a", "Draft: a"))], None),
        (vec![("/changes", target)], Some("synchronize")),
        (vec![("/changes", unchecked)], Some("synchronize")),
        (vec![("/changes", json!({"title": {"previous": "a", "current": "b"}}))], None),
        (vec![("/object_attributes/oldrev", json!(NULL))], None),
        (vec![], None),
    ];
    for (changes, action) in expected {
        assert_eq!(meaning(&changes).as_deref(), action, "{changes:?}");
    }
}

#[test]
fn another_target_is_told_apart_from_new_commits_and_from_a_new_request() {
    let read = |action: &str, changes: &[(&str, Value)]| {
        event("Merge Request Hook", &bent(a_merge_request(action), changes)).pull_request.unwrap()
    };
    let target = json!({"target_branch": {"previous": "next", "current": "main"}});
    let from = read("update", &[("/changes", target.clone())]).retargeted.unwrap().from;
    assert_eq!(from.as_ref().map(RefName::as_str), Some("next"));
    let oldrev = ("/object_attributes/oldrev", json!(OLD));
    assert_eq!(read("update", &[("/changes", target), oldrev]).retargeted, None);
    let unchecked =
        |previous: &str| json!({"merge_status": {"previous": previous, "current": "unchecked"}});
    let unnamed = read("update", &[("/changes", unchecked("can_be_merged"))]).retargeted;
    assert_eq!(unnamed, Some(Retargeted { from: None }));
    assert_eq!(read("open", &[("/changes", unchecked("preparing"))]).retargeted, None);
}

#[test]
fn conflicts_are_marked() {
    let has_conflicts = |changes: &[(&str, Value)]| {
        let payload = bent(a_merge_request("open"), changes);
        event("Merge Request Hook", &payload).pull_request.unwrap().conflicts
    };
    let detailed = |word: &str| ("/object_attributes/detailed_merge_status", json!(word));
    let older = ("/object_attributes/merge_status", json!("cannot_be_merged"));
    assert!(!has_conflicts(&[]));
    assert!(has_conflicts(&[detailed("conflict")]));
    assert!(!has_conflicts(&[detailed("checking"), older.clone()]));
    assert!(has_conflicts(&[older]));
}

#[test]
fn an_opened_or_reopened_merge_request_is_read() {
    let opened = event("Merge Request Hook", &a_merge_request("open"));
    assert_eq!(
        serde_json::to_value(&opened).unwrap(),
        json!({
            "kind": "pull_request",
            "action": "opened",
            "repository": {"full_name": "a/b/app", "provider_id": 7},
            "ref": {"kind": "pull_request", "name": "3"},
            "commit": {"sha": NEW, "message": "Fix", "author": "Mona"},
            "pull_request": {
                "number": 3,
                "title": "Add a thing",
                "source_branch": "topic",
                "target_branch": "main",
                "source_repository": "a/b/app",
                "head_sha": NEW,
                "fork": false,
                "draft": false,
            },
            "sender": "mona",
            "deleted": false,
        })
    );
    let reopened = event("Merge Request Hook", &a_merge_request("reopen"));
    assert_eq!(reopened.action, Some(PullRequestAction::Reopened));
}

#[test]
fn forks_and_drafts_are_marked_and_doubt_counts_as_a_fork() {
    let read = |changes: &[(&str, Value)]| {
        let payload = bent(a_merge_request("open"), changes);
        event("Merge Request Hook", &payload).pull_request.unwrap()
    };
    let id = "/object_attributes/source_project_id";
    let target_id = "/object_attributes/target_project_id";
    let source = "/object_attributes/source";
    assert!(!read(&[]).fork);
    assert!(read(&[(id, json!(8))]).fork);
    assert!(!read(&[(id, json!(null))]).fork);
    let elsewhere = (source, json!({"path_with_namespace": "mona/app"}));
    assert!(read(&[(id, json!(null)), elsewhere]).fork);
    assert!(read(&[(id, json!(null)), (target_id, json!(null)), (source, json!(null))]).fork);

    assert!(read(&[("/object_attributes/draft", json!(true))]).draft);
    let older = [
        ("/object_attributes/draft", json!(null)),
        ("/object_attributes/work_in_progress", json!(true)),
    ];
    assert!(read(&older).draft);
}

#[test]
fn what_starts_no_build_says_so_with_event_and_action() {
    let mut reasons: Vec<String> = ["close", "merge", "approved", "update", "invented_tomorrow"]
        .into_iter()
        .map(|action| ignored("Merge Request Hook", &a_merge_request(action)))
        .collect();
    reasons.extend([
        ignored("Merge Request Hook", &json!({})),
        ignored("Note Hook", &json!({"object_attributes": {"action": "create"}})),
        ignored("System Hook", &json!({"event_name": "push", "ref": "refs/heads/main"})),
        ignored("Invented Hook", &json!({})),
        ignored("Push Hook", &bent(a_push(), &[("/ref", json!("refs/tags/v1"))])),
        ignored("Tag Push Hook", &a_push()),
    ]);
    insta::assert_snapshot!(reasons.join("\n"));
}

#[test]
fn a_payload_that_lacks_what_a_build_needs_is_an_error_that_names_the_place() {
    let push = |pointer, value| parse("Push Hook", &bent(a_push(), &[(pointer, value)]));
    let request = |pointer, value| {
        parse("Merge Request Hook", &bent(a_merge_request("open"), &[(pointer, value)]))
    };
    let answers: Vec<String> = [
        push("/ref", json!(null)),
        push("/ref", json!("refs/heads/a..b")),
        push("/after", json!("main")),
        push("/project", json!(null)),
        push("/project/path_with_namespace", json!("a//b")),
        request("/object_attributes/iid", json!("3")),
        request("/object_attributes/last_commit", json!(null)),
        request("/object_attributes/source_branch", json!("a b")),
        parse("Push Hook", &json!({})),
    ]
    .into_iter()
    .map(|answer| answer.unwrap_err().to_string())
    .collect();
    insta::assert_snapshot!(answers.join("\n"));
}
