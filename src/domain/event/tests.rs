//! What may reach git, and how events are stored.

use serde_json::json;

use super::*;

#[test]
fn ref_names_follow_gits_own_rules() {
    for good in ["main", "release/1.2", "v1.0", "topic/ünïcode", "a@b", "a-", "$(x)"] {
        assert_eq!(RefName::new(good).map(|name| name.to_string()), Ok(good.to_owned()));
    }
    let refused: Vec<String> = [
        "",
        "-x",
        "--upload-pack=touch x",
        "a b",
        "a\nb",
        "a\u{0}b",
        "a\u{7f}",
        "a\u{85}b",
        "a..b",
        "a@{1}",
        "@",
        "/a",
        "a/",
        "a//b",
        ".a",
        "a/.b",
        "a.lock/b",
        "a.",
        "a~1",
        "a^",
        "a:b",
        "a?",
        "a*",
        "a[b",
        "a\\b",
    ]
    .iter()
    .map(|text| match RefName::new(*text) {
        Ok(name) => panic!("`{name}` was taken"),
        Err(reason) => format!("{text:?}: {reason}"),
    })
    .collect();
    insta::assert_snapshot!(refused.join("\n"));
    assert_eq!(RefName::new("a".repeat(1025)), Err(InvalidRefName::TooLong));
}

#[test]
fn a_commit_is_named_by_its_whole_lower_case_id() {
    assert!(CommitSha::new("0".repeat(40)).is_ok_and(|sha| sha.is_null()));
    assert!(CommitSha::new("ab".repeat(32)).is_ok_and(|sha| !sha.is_null()));
    for bad in ["", "HEAD", "abc", &"A".repeat(40), &"g".repeat(40), &"a".repeat(41)] {
        assert_eq!(CommitSha::new(bad), Err(InvalidCommitSha), "{bad}");
    }
}

#[test]
fn a_stored_event_is_checked_again_when_it_is_read() {
    let stored = json!({
        "kind": "push",
        "repository": {"full_name": "octo/app"},
        "ref": {"kind": "branch", "name": "main"},
        "commit": {"sha": "a".repeat(40)},
    });
    let event: Event = serde_json::from_value(stored.clone()).unwrap();
    assert_eq!(event.branch().map(RefName::as_str), Some("main"));
    assert_eq!(
        serde_json::to_value(&event).unwrap(),
        json!({
            "kind": "push",
            "repository": {"full_name": "octo/app"},
            "ref": {"kind": "branch", "name": "main"},
            "commit": {"sha": "a".repeat(40)},
            "deleted": false,
        })
    );

    let mut altered = stored;
    altered["ref"]["name"] = json!("--upload-pack=x");
    assert!(serde_json::from_value::<Event>(altered).is_err());
}

#[test]
fn a_ref_is_spelt_out_as_its_provider_serves_it() {
    let full = |kind, name: &str, provider| {
        GitRef { kind, name: RefName::new(name).unwrap() }.full_name(provider)
    };
    let expected = [
        (RefKind::Branch, "main", ProviderKind::Git, Some("refs/heads/main")),
        (RefKind::Tag, "v1", ProviderKind::Gitlab, Some("refs/tags/v1")),
        (RefKind::PullRequest, "7", ProviderKind::Github, Some("refs/pull/7/head")),
        (RefKind::PullRequest, "7", ProviderKind::Gitlab, Some("refs/merge-requests/7/head")),
        (RefKind::PullRequest, "7", ProviderKind::Git, None),
    ];
    for (kind, name, provider, whole) in expected {
        assert_eq!(full(kind, name, provider).as_deref(), whole);
    }
}

#[test]
fn a_pull_request_without_a_ref_of_its_own_is_fetched_by_its_branch_unless_that_is_elsewhere() {
    let name = |name: &str| RefName::new(name).unwrap();
    let mut request = PullRequest {
        number: 7,
        title: String::new(),
        source_branch: name("topic"),
        target_branch: name("main"),
        source_repository: None,
        author: None,
        base_sha: None,
        head_sha: CommitSha::null(),
        fork: false,
        draft: false,
        conflicts: false,
        retargeted: None,
    };
    let git_ref = GitRef { kind: RefKind::PullRequest, name: name("7") };
    let fetched = |request: &PullRequest, provider| ref_to_fetch(&git_ref, Some(request), provider);
    let (bitbucket, github) = (ProviderKind::Bitbucket, ProviderKind::Github);
    assert_eq!(fetched(&request, bitbucket).as_deref(), Some("refs/heads/topic"));
    assert_eq!(fetched(&request, github).as_deref(), Some("refs/pull/7/head"));
    request.fork = true;
    assert_eq!(fetched(&request, bitbucket), None);
}

#[test]
fn only_a_pull_request_has_a_merge_result_and_only_where_it_is_kept() {
    let merge = |kind, name: &str, provider| {
        GitRef { kind, name: RefName::new(name).unwrap() }.merge_name(provider)
    };
    let expected = [
        (RefKind::PullRequest, "7", ProviderKind::Github, Some("refs/pull/7/merge")),
        (RefKind::PullRequest, "7", ProviderKind::Gitlab, Some("refs/merge-requests/7/merge")),
        (RefKind::PullRequest, "7", ProviderKind::Git, None),
        (RefKind::Branch, "7", ProviderKind::Github, None),
        (RefKind::Tag, "7", ProviderKind::Github, None),
    ];
    for (kind, name, provider, whole) in expected {
        assert_eq!(merge(kind, name, provider).as_deref(), whole);
    }
}
