//! What providers are told, and how their answers are read.

use std::time::Duration;

use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use secrecy::SecretString;
use serde_json::json;
use url::Url;

use super::*;
use crate::clock;
use crate::domain::report::{Report, ReportState};
use crate::domain::text_enum::TextEnum;
use crate::providers::http::Call;
use crate::providers::target::Target;

fn target(full_name: &str) -> Target {
    Target {
        base: Url::parse("https://forge.example.com/api").unwrap(),
        full_name: full_name.to_owned(),
        token: SecretString::from("tok-1234"),
    }
}

fn status_call(kind: ProviderKind, target: &Target, report: &Report) -> Option<Call> {
    provider::of(kind).status_call(target, report)
}

fn state_of(state: ReportState) -> Report {
    Report {
        commit: "a".repeat(40),
        context: "oore/push".to_owned(),
        state,
        description: "Build 7 runs".to_owned(),
        target_url: "https://ci.example.com/builds/7".to_owned(),
        external_id: "7".to_owned(),
        details: None,
    }
}

fn answer(status: u16, body: &str) -> Answer {
    let status = StatusCode::from_u16(status).unwrap();
    Answer { status, headers: HeaderMap::new(), body: body.to_owned() }
}

#[test]
fn names_are_escaped_and_the_token_stands_in_a_header_alone() {
    let gitlab = target("group/sub/a b");
    let call = status_call(ProviderKind::Gitlab, &gitlab, &state_of(ReportState::Running)).unwrap();
    assert_eq!(
        call.url.as_str(),
        format!(
            "https://forge.example.com/api/projects/group%2Fsub%2Fa%20b/statuses/{}",
            "a".repeat(40)
        )
    );
    assert!(!format!("{call:?}").contains("tok-1234"), "{call:?}");
    let github = target("acme/app");
    let call = status_call(ProviderKind::Github, &github, &state_of(ReportState::Failed)).unwrap();
    assert!(call.url.path().starts_with("/api/repos/acme/app/statuses/"));
    assert_eq!(
        call.body,
        Some(json!({
            "state": "failure", "context": "oore/push", "description": "Build 7 runs",
            "target_url": "https://ci.example.com/builds/7",
        }))
    );
}

#[test]
fn every_state_has_a_word_of_each_provider() {
    let words = |provider| {
        let target = target("acme/app");
        let word = |state: &ReportState| {
            let call = status_call(provider, &target, &state_of(*state)).unwrap();
            format!("{state} {}", call.body.expect("a body")["state"].as_str().unwrap())
        };
        ReportState::ALL.iter().map(word).collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(words(ProviderKind::Github), @r"
    pending pending
    running pending
    succeeded success
    failed failure
    canceled error
    timed_out failure
    skipped success
    ");
    insta::assert_snapshot!(words(ProviderKind::Gitlab), @r"
    pending pending
    running running
    succeeded success
    failed failed
    canceled canceled
    timed_out failed
    skipped skipped
    ");
}

#[test]
fn bitbucket_is_called_as_cloud_or_data_center_wants_it() {
    let at = |base: &str, token: &str, state| {
        let target = Target {
            base: Url::parse(base).unwrap(),
            full_name: "~ada/app".to_owned(),
            token: SecretString::from(token),
        };
        let call = status_call(ProviderKind::Bitbucket, &target, &state_of(state)).unwrap();
        assert!(!format!("{call:?}").contains("tok-1234"), "{call:?}");
        let state = call.body.expect("a body")["state"].as_str().unwrap().to_owned();
        let authorization = call.headers[0].1.to_str().unwrap().to_owned();
        (call.url.to_string(), authorization, state)
    };
    let commit = "a".repeat(40);
    let cloud = "https://api.bitbucket.org/2.0";
    assert_eq!(
        at(cloud, "tok-1234", ReportState::Canceled),
        (
            format!("{cloud}/repositories/~ada/app/commit/{commit}/statuses/build"),
            "Bearer tok-1234".to_owned(),
            "STOPPED".to_owned()
        )
    );
    assert_eq!(
        at("https://git.example.com/rest", "ada:tok-1234", ReportState::Canceled),
        (
            format!(
                "https://git.example.com/rest/api/latest/projects/~ada/repos/app/commits/{commit}/\
                 builds"
            ),
            "Basic YWRhOnRvay0xMjM0".to_owned(),
            "CANCELLED".to_owned()
        )
    );
    let words = ReportState::ALL.iter().map(|state| at(cloud, "tok-1234", *state).2);
    let words: Vec<_> = words.collect();
    assert_eq!(
        words,
        ["INPROGRESS", "INPROGRESS", "SUCCESSFUL", "FAILED", "STOPPED", "FAILED", "SUCCESSFUL"]
    );
}

#[test]
fn a_git_repository_has_nobody_to_tell() {
    let call = status_call(ProviderKind::Git, &target("a/b"), &state_of(ReportState::Failed));
    assert!(call.is_none());
}

#[test]
fn the_state_that_gitlab_has_already_is_taken() {
    let same = answer(400, r#"{"message":"Cannot transition status via :run from :running"}"#);
    let now = clock::now();
    assert_eq!(verdict(ProviderKind::Gitlab, &same, now), Told::Taken { reference: None });
    assert!(matches!(verdict(ProviderKind::Github, &same, now), Told::Failed { .. }));
    assert_eq!(
        verdict(ProviderKind::Github, &answer(201, "{}"), now),
        Told::Taken { reference: None }
    );
}

#[test]
fn a_refusal_says_what_to_look_at() {
    let said =
        |status, body| match verdict(ProviderKind::Github, &answer(status, body), clock::now()) {
            Told::Taken { .. } | Told::Unwanted { .. } => unreachable!("{status} is a refusal"),
            Told::Failed { reason, wait } => (reason, wait),
        };
    assert!(said(401, "").0.contains("access token"));
    assert!(said(404, "").0.contains("no such repository"));
    let (reason, wait) = said(422, r#"{"message":"No commit found for SHA"}"#);
    assert_eq!(reason, r#"the provider answered 422: "No commit found for SHA""#);
    assert_eq!(wait, None);
    assert_eq!(said(429, "slow down").1, Some(Duration::from_secs(60)));
}
