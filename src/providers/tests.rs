//! Payloads that others collected, and single fields of them bent.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::DateTime;
use poem::http::{HeaderMap, HeaderValue};
use secrecy::SecretString;
use serde_json::json;

use super::*;
use crate::crypto::signature::Signature;
use crate::crypto::token::Pepper;
use crate::domain::text_enum::TextEnum;

/// The payloads below `folder` of the fixtures, by file name.
fn fixtures(folder: &str) -> Vec<(String, Value)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(folder);
    let mut paths: Vec<PathBuf> =
        fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    let read = |path: PathBuf| {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        (name, serde_json::from_slice(&fs::read(path).unwrap()).unwrap())
    };
    paths.into_iter().map(read).collect()
}

/// The header that belongs to a file of go-playground's folder for GitHub.
fn github_event(file: &str) -> String {
    match file {
        "pull-request-issue-comment" => "issue_comment".to_owned(),
        "repository-edited" => "repository".to_owned(),
        other => other.replace('-', "_"),
    }
}

fn gitlab_event(file: &str, payload: &Value) -> &'static str {
    if file.starts_with("system-") {
        return "System Hook";
    }
    match payload["object_kind"].as_str() {
        Some("push") => "Push Hook",
        Some("tag_push") => "Tag Push Hook",
        Some("merge_request") => "Merge Request Hook",
        Some("issue") => "Issue Hook",
        Some("note") => "Note Hook",
        Some("pipeline") => "Pipeline Hook",
        Some("build") => "Job Hook",
        Some("wiki_page") => "Wiki Page Hook",
        Some("deployment") => "Deployment Hook",
        Some("feature_flag") => "Feature Flag Hook",
        Some("release") => "Release Hook",
        Some("access_token") => "Resource Access Token Hook",
        Some(other) => panic!("{file}: {other}"),
        None if file == "member" => "Member Hook",
        None => "Subgroup Hook",
    }
}

/// Sends `payload` as the provider would, signed, and reads what arrives; unsigned it is refused.
fn delivered(provider: ProviderKind, event: &str, payload: &Value) -> Delivery {
    let body = serde_json::to_vec(payload).unwrap();
    let mut headers = HeaderMap::new();
    let mut set = |name: &'static str, value: &str| {
        headers.insert(name, HeaderValue::from_str(value).unwrap());
    };
    let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
    let pepper = Pepper::new(&"pepper".into());
    let token_hashes = [pepper.hash("secret")];
    let keys = [SecretString::from("secret")];
    let secrets =
        Secrets { keys: &keys, token_hashes: &token_hashes, signing_tokens: &[], pepper: &pepper };
    let verify = |headers: &HeaderMap| verify(provider, headers, &body, &secrets, now);
    match provider {
        ProviderKind::Github => {
            set("x-github-event", event);
            set("x-github-delivery", "72d3162e-cc78-11e3-81ab-4c9367dc0958");
            let signature = Signature::sign(b"secret", &[&body]).to_hex();
            set("x-hub-signature-256", &format!("sha256={signature}"));
        }
        ProviderKind::Bitbucket => {
            set("x-event-key", event);
            set("x-request-uuid", "a6d5a8d2-6c1d-4f6c-8b8a-3b8bd4b1d1f5");
            let signature = Signature::sign(b"secret", &[&body]).to_hex();
            set("x-hub-signature", &format!("sha256={signature}"));
        }
        _ => {
            set("x-gitlab-event", event);
            set("x-gitlab-token", "secret");
        }
    }
    admit(provider, &headers).unwrap();
    verify(&headers).unwrap();
    let delivery = Delivery::read(provider, &headers, &body).unwrap();
    assert_eq!(delivery.event, event);

    headers.remove("x-hub-signature-256");
    headers.remove("x-hub-signature");
    headers.remove("x-gitlab-token");
    assert_eq!(verify(&headers), Err(Refused));
    delivery
}

/// Two lines: what it is about, and what it means.
fn shown(provider: ProviderKind, file: &str, event: &str, payload: &Value) -> String {
    let summary = serde_json::to_string(&delivered(provider, event, payload).summary).unwrap();
    let meaning = match parse(provider, event, payload).unwrap() {
        Parsed::Event(event) => serde_json::to_string(&event).unwrap(),
        Parsed::Several(events) => serde_json::to_string(&events).unwrap(),
        Parsed::Touched { event, commit } => {
            format!("at {commit}: {}", serde_json::to_string(&event).unwrap())
        }
        Parsed::Ignored(reason) => format!("ignored: {reason}"),
        other => format!("{other:?}"),
    };
    format!("{file}\n  {summary}\n  {meaning}")
}

#[test]
fn every_collected_payload_of_github_has_a_summary_and_a_meaning() {
    let payloads = fixtures("go-playground-webhooks/github");
    let lines: Vec<String> = payloads
        .iter()
        .map(|(file, json)| shown(ProviderKind::Github, file, &github_event(file), json))
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn every_collected_payload_of_gitlab_has_a_summary_and_a_meaning() {
    for folder in ["go-playground-webhooks/gitlab", "go-gitlab/webhooks"] {
        let payloads = fixtures(folder);
        let lines: Vec<String> = payloads
            .iter()
            .map(|(file, json)| shown(ProviderKind::Gitlab, file, gitlab_event(file, json), json))
            .collect();
        let name = folder.split('/').next().unwrap();
        insta::assert_snapshot!(format!("gitlab_{name}"), lines.join("\n"));
    }
}

/// As Data Center's payloads name their own event; of Cloud's, those that may start a build.
fn bitbucket_event(file: &str, payload: &Value) -> String {
    match (payload["eventKey"].as_str(), file) {
        (Some(key), _) => key.to_owned(),
        (None, "repo-push") => "repo:push".to_owned(),
        (None, "pull-request-created") => "pullrequest:created".to_owned(),
        (None, "pull-request-updated") => "pullrequest:updated".to_owned(),
        (None, "pull-request-merged") => "pullrequest:fulfilled".to_owned(),
        (None, "pull-request-declined") => "pullrequest:rejected".to_owned(),
        (None, other) => format!("other:{other}"),
    }
}

#[test]
fn every_collected_payload_of_bitbucket_has_a_summary_and_a_meaning() {
    for folder in ["bitbucket", "bitbucket-server"] {
        let payloads = fixtures(&format!("go-playground-webhooks/{folder}"));
        let shown = |(file, json): &(String, Value)| {
            shown(ProviderKind::Bitbucket, file, &bitbucket_event(file, json), json)
        };
        let lines: Vec<String> = payloads.iter().map(shown).collect();
        insta::assert_snapshot!(folder, lines.join("\n"));
    }
}

#[test]
fn a_payload_of_odd_types_has_a_summary_all_the_same() {
    let odd = [
        json!({}),
        json!({"ref": 1, "after": [], "repository": ["a/b"], "sender": null, "number": "7"}),
        json!({"repository": {"full_name": {}}, "pull_request": [], "object_attributes": 3}),
        json!({"ref": "", "after": "main", "number": -1, "pull_request": {"head": null}}),
        json!({"after": "0000000000000000000000000000000000000000", "project": [[[]]]}),
    ];
    for provider in <ProviderKind as TextEnum>::ALL {
        for payload in &odd {
            for event in ["push", "pull_request", "Push Hook", "Merge Request Hook", "repo:push"] {
                assert_eq!(
                    summary(*provider, event, payload),
                    Summary::default(),
                    "{provider} {payload}"
                );
            }
        }
    }
}

#[test]
fn what_is_passed_over_at_intake_tells_nothing_of_what_a_payload_is_about() {
    let folders = ["github", "gitlab", "gitea", "gogs", "bitbucket", "bitbucket-server"]
        .map(|folder| format!("go-playground-webhooks/{folder}"));
    let payloads: Vec<_> = folders.iter().flat_map(|folder| fixtures(folder)).collect();
    assert!(payloads.len() > 100);
    for kind in <ProviderKind as TextEnum>::ALL {
        let provider = provider::of(*kind);
        for (file, whole) in &payloads {
            let outline = provider.outline().read(&whole.to_string()).unwrap();
            for event in ["push", "pull_request", "Merge Request Hook", "pullrequest:created"] {
                let of =
                    |json| (summary(*kind, event, json), provider.action(json).map(str::to_owned));
                assert_eq!(of(&outline), of(whole), "{kind}: {file}");
            }
        }
    }
}
