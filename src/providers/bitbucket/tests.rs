//! Bitbucket's published signature, and its payloads bent field by field.

use poem::http::{HeaderMap, HeaderName, HeaderValue};
use secrecy::SecretString;
use serde_json::json;

use super::*;
use crate::clock;
use crate::crypto::token::Pepper;
use crate::domain::event::{Event, EventKind, PullRequestAction};

const OLD: &str = "1111111111111111111111111111111111111111";
const NEW: &str = "2222222222222222222222222222222222222222";

fn parsed(event: &str, payload: &Value) -> Parsed {
    Bitbucket.parse(event, payload).unwrap()
}

fn event(name: &str, payload: &Value) -> Event {
    match parsed(name, payload) {
        Parsed::Event(event) => *event,
        other => panic!("{other:?}"),
    }
}

fn ignored(name: &str, payload: &Value) -> String {
    match parsed(name, payload) {
        Parsed::Ignored(reason) => reason,
        other => panic!("{other:?}"),
    }
}

fn is_verified(list: &[(&'static str, &str)], body: &[u8], secret: &str) -> bool {
    let mut headers = HeaderMap::new();
    for (name, value) in list {
        headers.append(HeaderName::from_static(name), HeaderValue::from_str(value).unwrap());
    }
    let keys = [SecretString::from("another one"), SecretString::from(secret)];
    let pepper = Pepper::new(&"pepper".into());
    let secrets = Secrets { keys: &keys, token_hashes: &[], signing_tokens: &[], pepper: &pepper };
    Bitbucket.verify(&headers, body, &secrets, clock::now()).is_ok()
}

#[test]
fn the_published_vector_is_accepted_and_nothing_like_it() {
    let secret = "It's a Secret to Everybody";
    let digest = "a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9";
    let signature = format!("sha256={digest}");
    let body = b"Hello World!";
    assert!(is_verified(&[("x-hub-signature", &signature)], body, secret));
    let refused: [&[(&'static str, &str)]; 6] = [
        &[],
        &[("x-hub-signature", "")],
        &[("x-hub-signature", digest)],
        &[("x-hub-signature", &signature.to_uppercase())],
        &[("x-hub-signature", &signature), ("x-hub-signature", &signature)],
        &[("x-hub-signature-256", &signature)],
    ];
    for list in refused {
        assert!(!is_verified(list, body, secret), "{list:?}");
    }
    assert!(!is_verified(&[("x-hub-signature", &signature)], b"Hello, World!", secret));
    assert!(!is_verified(&[("x-hub-signature", &signature)], body, "it's a Secret"));
}

/// A change of Cloud's to a ref of this type, which is gone when `new` is empty.
fn change(kind: &str, name: &str, new: &str) -> Value {
    let old = json!({ "type": kind, "name": name, "target": { "hash": OLD } });
    let new = json!({
        "type": kind, "name": name,
        "target": { "hash": new, "message": "Fix\n", "author": { "raw": "Ada <ada@example.com>" } },
    });
    let is_gone = new["target"]["hash"] == "";
    json!({ "old": old, "new": if is_gone { Value::Null } else { new } })
}

fn cloud_push(changes: &[Value]) -> Value {
    json!({
        "actor": { "nickname": "ada" }, "repository": { "full_name": "acme/app" },
        "push": { "changes": changes },
    })
}

fn center_push(changes: &[(&str, &str, &str)]) -> Value {
    let change = |(name, after, kind): &(&str, &str, &str)| json!({ "ref": { "id": name }, "fromHash": OLD, "toHash": after, "type": kind });
    json!({
        "actor": { "name": "ada" },
        "repository": { "id": 4, "slug": "app", "project": { "key": "ACME" } },
        "changes": changes.iter().map(change).collect::<Vec<_>>(),
        "toCommit": { "id": NEW, "message": "Fix", "author": { "displayName": "Ada" } },
    })
}

#[test]
fn a_push_is_read_in_both_languages() {
    let cloud = event("repo:push", &cloud_push(&[change("branch", "topic/a", NEW)]));
    let center = event("repo:refs_changed", &center_push(&[("refs/heads/topic/a", NEW, "UPDATE")]));
    for pushed in [&cloud, &center] {
        assert_eq!((pushed.kind, pushed.deleted), (EventKind::Push, false));
        assert_eq!(pushed.branch().unwrap().as_str(), "topic/a");
        assert_eq!(pushed.commit.sha.as_str(), NEW);
        assert_eq!(pushed.before.as_ref().unwrap().as_str(), OLD);
        assert_eq!(pushed.sender.as_deref(), Some("ada"));
        assert_eq!(pushed.commit.author.as_deref(), Some("Ada"));
        assert!(pushed.commit.message.as_deref().unwrap().starts_with("Fix"));
    }
    assert_eq!(cloud.repository.full_name, "acme/app");
    assert_eq!(center.repository.full_name, "ACME/app");
    assert_eq!(center.repository.provider_id, Some(4));
}

#[test]
fn a_ref_that_is_gone_or_a_tag_is_told_as_such() {
    let gone = event("repo:push", &cloud_push(&[change("tag", "v1", "")]));
    assert!(gone.deleted && gone.commit.sha.is_null() && gone.kind == EventKind::Tag);
    let null = "0".repeat(40);
    let gone = [("refs/heads/main", null.as_str(), "DELETE")];
    assert!(event("repo:refs_changed", &center_push(&gone)).deleted);
    let new = event("repo:refs_changed", &center_push(&[("refs/tags/v1", NEW, "ADD")]));
    assert_eq!(new.tag().unwrap().as_str(), "v1");
}

#[test]
fn of_several_refs_tags_come_first_and_those_that_are_gone_never() {
    let both = [
        parsed(
            "repo:push",
            &cloud_push(&[
                change("branch", "old", ""),
                change("branch", "main", NEW),
                change("tag", "v1", NEW),
            ]),
        ),
        parsed(
            "repo:refs_changed",
            &center_push(&[
                ("refs/heads/old", OLD, "DELETE"),
                ("refs/heads/main", NEW, "UPDATE"),
                ("refs/tags/v1", NEW, "ADD"),
            ]),
        ),
    ];
    for parsed in both {
        let Parsed::Several(events) = parsed else { panic!("{parsed:?}") };
        let names: Vec<_> = events.iter().map(|event| event.git_ref.name.as_str()).collect();
        assert_eq!(names, ["v1", "main"]);
    }
    let nothing = cloud_push(&[change("bookmark", "x", NEW)]);
    assert_eq!(
        ignored("repo:push", &nothing),
        "the event `repo:push` moved neither a branch nor a tag"
    );
}

fn cloud_request(source: &Value) -> Value {
    json!({
        "actor": { "nickname": "ada" }, "repository": { "full_name": "acme/app" },
        "pullrequest": {
            "id": 3, "title": "Better", "draft": true,
            "source": {
                "branch": { "name": "topic" }, "commit": { "hash": "222222222222" },
                "repository": source,
            },
            "destination": {
                "branch": { "name": "main" }, "commit": { "hash": "111111111111" },
                "repository": { "uuid": "{1}", "full_name": "acme/app" },
            },
        },
    })
}

#[test]
fn a_pull_request_of_cloud_tells_the_beginning_of_its_commit() {
    for (name, action) in [
        ("pullrequest:created", PullRequestAction::Opened),
        ("pullrequest:updated", PullRequestAction::Synchronize),
    ] {
        let payload = cloud_request(&json!({ "uuid": "{1}", "full_name": "acme/app" }));
        let Parsed::Touched { event, commit } = parsed(name, &payload) else { panic!("{name}") };
        assert_eq!((commit.as_str(), event.action), ("222222222222", Some(action)));
        assert!(event.commit.sha.is_null());
        let request = event.pull_request.unwrap();
        assert!(request.draft && !request.fork);
        assert_eq!(request.source_branch.as_str(), "topic");
    }
    for source in [json!({ "uuid": "{2}", "full_name": "acme/app" }), Value::Null] {
        let parsed = parsed("pullrequest:created", &cloud_request(&source));
        let Parsed::Touched { event, .. } = parsed else { panic!("{parsed:?}") };
        assert!(event.pull_request.unwrap().fork);
    }
}

fn center_request(draft: Option<bool>, source: u64) -> Value {
    let repository = |id: u64| json!({ "id": id, "slug": "app", "project": { "key": "~ada" } });
    json!({
        "actor": { "name": "ada" },
        "pullRequest": {
            "id": 5, "title": "Better", "draft": draft,
            "fromRef": {
                "id": "refs/heads/topic", "latestCommit": NEW, "repository": repository(source),
            },
            "toRef": { "id": "refs/heads/main", "latestCommit": OLD, "repository": repository(4) },
        },
        "previousFromHash": OLD,
    })
}

#[test]
fn a_pull_request_of_data_center_tells_its_commit() {
    let opened = event("pr:opened", &center_request(None, 4));
    let request = opened.pull_request.as_ref().unwrap();
    assert_eq!((request.number, request.fork, request.draft), (5, false, false));
    assert_eq!(request.head_sha.as_str(), NEW);
    assert_eq!(opened.repository.full_name, "~ada/app");
    let pushed = event("pr:from_ref_updated", &center_request(Some(true), 9));
    assert_eq!(pushed.action, Some(PullRequestAction::Synchronize));
    assert_eq!(pushed.before.as_ref().unwrap().as_str(), OLD);
    assert!(pushed.pull_request.is_some_and(|request| request.fork && request.draft));
    // Whether it was a draft before is not told.
    let modified = parsed("pr:modified", &center_request(Some(false), 4));
    let Parsed::Touched { event, commit } = modified else { panic!("{modified:?}") };
    assert_eq!((commit.as_str(), event.action), (NEW, Some(PullRequestAction::ReadyForReview)));
    for draft in [None, Some(true)] {
        let reason = ignored("pr:modified", &center_request(draft, 4));
        assert_eq!(reason, "the event `pr:modified` brings no new commits");
    }
}

#[test]
fn what_starts_no_build_says_so() {
    let reasons: Vec<_> = [
        "pullrequest:fulfilled",
        "pullrequest:rejected",
        "pullrequest:approved",
        "pr:merged",
        "pr:declined",
        "pr:deleted",
        "pr:reviewer:approved",
        "repo:fork",
        "diagnostics:ping",
        "invented:tomorrow",
    ]
    .into_iter()
    .map(|name| ignored(name, &json!({ "test": true })))
    .collect();
    insta::assert_snapshot!(reasons.join("\n"));
}

#[test]
fn a_payload_that_lacks_what_a_build_needs_is_an_error_that_names_the_place() {
    let mut no_key = center_push(&[("refs/heads/main", NEW, "UPDATE")]);
    no_key["repository"]["project"] = json!({});
    let mut no_branch = cloud_request(&Value::Null);
    no_branch["pullrequest"]["source"]["branch"] = json!({ "name": "-x" });
    let told: Vec<_> = [
        ("repo:push", json!({})),
        ("repo:push", cloud_push(&[change("branch", "main", "2222")])),
        ("repo:push", cloud_push(&[change("branch", "a b", NEW)])),
        ("repo:refs_changed", no_key),
        ("repo:refs_changed", center_push(&[("refs/heads/main", "HEAD", "UPDATE")])),
        ("pullrequest:created", no_branch),
        ("pr:opened", json!({})),
    ]
    .into_iter()
    .map(|(name, payload)| Bitbucket.parse(name, &payload).unwrap_err().to_string())
    .collect();
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn the_api_is_where_the_repository_is() {
    let base = |host| Bitbucket.api_base(host).unwrap().to_string();
    assert_eq!(base("bitbucket.org"), "https://api.bitbucket.org/2.0");
    assert_eq!(base("git.example.com"), "https://git.example.com/rest");
}
