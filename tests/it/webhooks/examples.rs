//! Every payload that others published: taken in when signed, refused when not, recorded with what
//! it is about.

use std::path::Path;

use futures_util::{StreamExt as _, stream};
use serde_json::{Value, json};

use super::sending::{APP_PATH, APP_SECRET, WITH_APP, github_bytes, stored, with_bytes};
use crate::support::{
    Delivery, GitRepository, Server, TestApp, TestDatabase, fixtures, octokit_examples,
    on_both_databases,
};

on_both_databases!(
    all_examples_of_github_are_recorded,
    all_payloads_of_github_that_others_collected_are_recorded,
    all_payloads_of_gitlab_that_others_collected_are_recorded,
    all_payloads_of_gitea_and_gogs_that_others_collected_are_recorded,
    all_payloads_of_bitbucket_that_others_collected_are_recorded,
    payloads_of_a_hook_are_recorded,
);

/// How many are sent at the same time.
const AT_ONCE: usize = 8;

/// A payload on its way: what it is called, and the delivery that brings it.
struct Sample {
    name: String,
    delivery: Delivery,
    payload: Value,
}

/// Where GitHub's payloads name the commit they are about.
const COMMITS: [(&str, &str); 7] = [
    ("push", "/after"),
    ("pull_request", "/pull_request/head/sha"),
    ("check_run", "/check_run/head_sha"),
    ("check_suite", "/check_suite/head_sha"),
    ("workflow_run", "/workflow_run/head_sha"),
    ("status", "/sha"),
    ("commit_comment", "/comment/commit_id"),
];

/// Sends all samples, each also unsigned; the decided events in the samples' order.
async fn send_all(app: &Server, samples: &[Sample], signature: &str) -> Vec<Value> {
    let events = stream::iter(samples).map(async |sample| {
        let unsigned = app.send(&sample.delivery.clone().without(signature)).await;
        assert_eq!(unsigned.status, 401, "{}: {}", sample.name, unsigned.text());
        let answer = app.send(&sample.delivery).await;
        assert_eq!(answer.status, 202, "{}: {}", sample.name, answer.text());
        app.decided(&stored(&answer)).await
    });
    let events: Vec<Value> = events.buffered(AT_ONCE).collect().await;
    let recorded = recorded(app).await;
    assert_eq!(recorded, samples.len(), "nothing unsigned is stored");
    for (event, sample) in events.iter().zip(samples) {
        check(event, sample);
    }
    events
}

/// How many events all pages hold.
async fn recorded(app: &Server) -> usize {
    let (mut count, mut path) = (0, "/api/webhooks/events?limit=100".to_owned());
    loop {
        let page = app.client.get(&path).await;
        count += page["items"].as_array().expect("items").len();
        let Some(token) = page["next_page"].as_str() else { return count };
        path = format!("/api/webhooks/events?limit=100&page_token={token}");
    }
}

/// What must hold for any event.
fn check(event: &Value, sample: &Sample) {
    let name = &sample.name;
    assert_ne!(event["status"], "failed", "{name}: {event:#}");
    assert_eq!(event["size_bytes"], sample.delivery.body.len(), "{name}");
    assert!(event["decision"]["reason"].is_string(), "{name}: {event:#}");
    assert_eq!(event["builds"], json!([]), "{name}");
}

/// What must hold for any event of GitHub, read from the payload anew.
fn check_github(event: &Value, sample: &Sample) {
    let (name, payload, summary) = (&sample.name, &sample.payload, &event["summary"]);
    assert_eq!(event["action"], payload["action"], "{name}");
    assert_eq!(summary["repository"], payload["repository"]["full_name"], "{name}");
    if let Some(login) = payload.pointer("/sender/login") {
        assert_eq!(&summary["sender"], login, "{name}");
    }
    if let Some(number) = payload.pointer("/pull_request/number") {
        assert_eq!(&summary["pull_request"], number, "{name}");
    }
    if let Some(git_ref) = payload["ref"].as_str().filter(|it| !it.is_empty()) {
        assert_eq!(summary["ref"], git_ref, "{name}");
    }
    let place = COMMITS.iter().find(|(kind, _)| event["event"] == *kind);
    let commit = place.and_then(|(_, pointer)| payload.pointer(pointer));
    let is_null = |sha: &Value| sha.as_str().is_none_or(|sha| sha.trim_matches('0').is_empty());
    if let Some(commit) = commit.filter(|sha| !is_null(sha)) {
        // Of an annotated tag, `after` is the tag object.
        let head = payload.pointer("/head_commit/id").unwrap_or(commit);
        assert!(summary["commit"] == *commit || summary["commit"] == *head, "{name}: {summary}");
    }
}

/// One line for each event, for people to compare.
fn table(samples: &[Sample], events: &[Value]) -> String {
    let line = |(sample, event): (&Sample, &Value)| {
        let summary = &event["summary"];
        let text = |name: &str| summary[name].as_str().unwrap_or("-").to_owned();
        let number = summary["pull_request"].as_u64().map_or("-".to_owned(), |it| it.to_string());
        let commit: String = text("commit").chars().take(8).collect();
        format!(
            "{} | {} {} | {} | {} | {commit} | #{number} | {} | {}: {}",
            sample.name,
            event["event"].as_str().unwrap_or("-"),
            event["action"].as_str().unwrap_or("-"),
            text("repository"),
            text("ref"),
            text("sender"),
            event["status"].as_str().unwrap_or("-"),
            event["decision"]["reason"].as_str().unwrap_or("-"),
        )
    };
    samples.iter().zip(events).map(line).collect::<Vec<_>>().join("\n")
}

fn file_name(path: &Path) -> String {
    path.file_stem().and_then(|stem| stem.to_str()).expect("a name").to_owned()
}

async fn all_examples_of_github_are_recorded(database: TestDatabase) {
    let Some(examples) = octokit_examples() else { return };
    let mut samples = Vec::new();
    for (event, payloads) in examples {
        for (number, payload) in payloads.into_iter().enumerate() {
            let delivery = Delivery::github(APP_PATH, &event, &payload, APP_SECRET);
            samples.push(Sample { name: format!("{event} {number}"), delivery, payload });
        }
    }
    assert_eq!(samples.len(), 329, "all that the pinned version holds");
    let app = TestApp::start_with(database, &WITH_APP).await;
    let events = send_all(&app, &samples, "x-hub-signature-256").await;
    for (event, sample) in events.iter().zip(&samples) {
        check_github(event, sample);
        assert_eq!(event["status"], "ignored", "{}: nothing is registered", sample.name);
    }
    insta::assert_snapshot!("octokit", table(&samples, &events));
    app.finish().await;
}

async fn all_payloads_of_github_that_others_collected_are_recorded(database: TestDatabase) {
    let files = fixtures("go-playground-webhooks/github");
    let sample = |(path, body): (std::path::PathBuf, Vec<u8>)| {
        let name = file_name(&path);
        let event = match name.as_str() {
            "pull-request-issue-comment" => "issue_comment".to_owned(),
            "repository-edited" => "repository".to_owned(),
            other => other.replace('-', "_"),
        };
        let payload = serde_json::from_slice(&body).expect("JSON");
        let delivery = github_bytes(APP_PATH, &event, &body, APP_SECRET);
        Sample { name, delivery, payload }
    };
    let samples: Vec<_> = files.into_iter().map(sample).collect();
    let app = TestApp::start_with(database, &WITH_APP).await;
    let events = send_all(&app, &samples, "x-hub-signature-256").await;
    for (event, sample) in events.iter().zip(&samples) {
        check_github(event, sample);
    }
    insta::assert_snapshot!("github_fixtures", table(&samples, &events));
    app.finish().await;
}

/// GitLab names the event in a header, which these collections left out.
fn gitlab_event(payload: &Value) -> String {
    let Some(kind) = payload["object_kind"].as_str() else { return "System Hook".to_owned() };
    let words = kind.split('_').map(|word| {
        let (first, rest) = word.split_at(1);
        format!("{}{rest}", first.to_uppercase())
    });
    format!("{} Hook", words.collect::<Vec<_>>().join(" "))
}

async fn all_payloads_of_gitlab_that_others_collected_are_recorded(database: TestDatabase) {
    let collections = ["go-playground-webhooks/gitlab", "go-gitlab/webhooks"];
    let files = collections.map(fixtures);
    let app = TestApp::start_with(database, &WITH_APP).await;
    let token = json!({ "webhook_secret": "a-token-of-some-length" });
    let repository = app.register_with("gitlab", "group/app", GitRepository::new(), token).await;
    let path = format!("/api/webhooks/gitlab/{}", repository.id);
    let sample = |(file, body): (std::path::PathBuf, Vec<u8>)| {
        let payload: Value = serde_json::from_slice(&body).expect("JSON");
        let event = gitlab_event(&payload);
        let mut delivery = Delivery::gitlab(&path, &event, &json!({}), &repository.secret);
        delivery.body = body;
        Sample { name: file_name(&file), delivery, payload }
    };
    let samples: Vec<_> = files.into_iter().flatten().map(sample).collect();
    let events = send_all(&app, &samples, "x-gitlab-token").await;
    for (event, sample) in events.iter().zip(&samples) {
        let project = sample.payload.pointer("/project/path_with_namespace");
        if let Some(project) = project {
            assert_eq!(&event["summary"]["repository"], project, "{}", sample.name);
        }
        assert_eq!(event["repository_id"], repository.id, "{}", sample.name);
    }
    insta::assert_snapshot!("gitlab_fixtures", table(&samples, &events));
    app.finish().await;
}

/// Of a file's name: `pull-request-label-event` is sent as `pull_request_label`.
fn gitea_event(file: &str) -> String {
    file.trim_end_matches("-event").replace('-', "_")
}

async fn all_payloads_of_gitea_and_gogs_that_others_collected_are_recorded(database: TestDatabase) {
    let collections = ["go-playground-webhooks/gitea", "go-playground-webhooks/gogs"];
    let files = collections.map(fixtures);
    let app = TestApp::start_with(database, &WITH_APP).await;
    let repository = app.register_with("gitea", "group/app", GitRepository::new(), json!({})).await;
    let path = format!("/api/webhooks/gitea/{}", repository.id);
    let sample = |(file, body): (std::path::PathBuf, Vec<u8>)| {
        let payload: Value = serde_json::from_slice(&body).expect("JSON");
        let (name, folder) = (file_name(&file), file.parent().expect("a folder"));
        let event = gitea_event(&name);
        let mut delivery = Delivery::gitea(&path, &event, &payload, &repository.secret);
        if folder.ends_with("gogs") {
            // Gogs sends its own headers alone.
            let signature = delivery.headers.iter().find(|(name, _)| name == "x-gitea-signature");
            let signature = signature.expect("it is signed").1.clone();
            for header in ["x-github-event", "x-gitea-event", "x-gitea-delivery"] {
                delivery = delivery.without(header);
            }
            delivery = delivery
                .without("x-gitea-signature")
                .with("x-gogs-event", &event)
                .with("x-gogs-delivery", &format!("gogs-{name}"))
                .with("x-gogs-signature", &signature);
        }
        Sample { name: format!("{name} of {}", file_name(folder)), delivery, payload }
    };
    let samples: Vec<_> = files.into_iter().flatten().map(sample).collect();
    let (gogs, gitea): (Vec<_>, Vec<_>) =
        samples.into_iter().partition(|sample| sample.name.ends_with("gogs"));
    let mut events = send_all(&app, &gitea, "x-gitea-signature").await;
    for sample in &gogs {
        let unsigned = app.send(&sample.delivery.clone().without("x-gogs-signature")).await;
        assert_eq!(unsigned.status, 401, "{}", sample.name);
        events.push(app.deliver(&sample.delivery).await);
    }
    let samples: Vec<_> = gitea.into_iter().chain(gogs).collect();
    for (event, sample) in events.iter().zip(&samples) {
        check(event, sample);
        let (payload, summary) = (&sample.payload, &event["summary"]);
        assert_eq!(summary["repository"], payload["repository"]["full_name"], "{}", sample.name);
        if let Some(login) = payload.pointer("/sender/login") {
            assert_eq!(&summary["sender"], login, "{}", sample.name);
        }
    }
    insta::assert_snapshot!("gitea_fixtures", table(&samples, &events));
    app.finish().await;
}

/// Of a file's name: `pull-request-created` is sent by Cloud as `pullrequest:created`.
fn bitbucket_cloud_event(file: &str) -> String {
    let words = [
        ("pull-request-comment-", "pullrequest:comment_"),
        ("pull-request-approval-removed", "pullrequest:unapproved"),
        ("pull-request-merged", "pullrequest:fulfilled"),
        ("pull-request-declined", "pullrequest:rejected"),
        ("pull-request-", "pullrequest:"),
        ("issue-comment-created", "issue:comment_created"),
        ("issue-", "issue:"),
        ("commit-comment-created", "repo:commit_comment_created"),
        ("repo-commit-status-", "repo:commit_status_"),
        ("repo-", "repo:"),
    ];
    let found = words.iter().find_map(|(of_file, of_event)| {
        file.strip_prefix(of_file).map(|rest| format!("{of_event}{rest}"))
    });
    found.unwrap_or_else(|| panic!("a word for {file}"))
}

async fn all_payloads_of_bitbucket_that_others_collected_are_recorded(database: TestDatabase) {
    let app = TestApp::start_with(database, &WITH_APP).await;
    let git = GitRepository::new();
    let repository = app.register_with("bitbucket", "group/app", git, json!({})).await;
    let path = format!("/api/webhooks/bitbucket/{}", repository.id);
    let collections =
        ["go-playground-webhooks/bitbucket", "go-playground-webhooks/bitbucket-server"];
    let sample = |(file, body): (std::path::PathBuf, Vec<u8>)| {
        let payload: Value = serde_json::from_slice(&body).expect("JSON");
        let (name, folder) = (file_name(&file), file.parent().expect("a folder"));
        let event = match payload["eventKey"].as_str() {
            Some(key) => key.to_owned(),
            None => bitbucket_cloud_event(&name),
        };
        let delivery = Delivery::bitbucket(&path, &event, &payload, &repository.secret);
        let delivery = with_bytes(delivery, "x-hub-signature", &body, &repository.secret);
        Sample { name: format!("{name} of {}", file_name(folder)), delivery, payload }
    };
    let samples: Vec<_> = collections.map(fixtures).into_iter().flatten().map(sample).collect();
    let events = send_all(&app, &samples, "x-hub-signature").await;
    for (event, sample) in events.iter().zip(&samples) {
        let (payload, summary) = (&sample.payload, &event["summary"]);
        if let Some(name) = payload.pointer("/repository/full_name") {
            assert_eq!(&summary["repository"], name, "{}", sample.name);
        }
        assert!(summary["repository"].is_string(), "{}: {summary}", sample.name);
        let sender = payload.pointer("/actor/nickname").or(payload.pointer("/actor/name"));
        assert_eq!(Some(&summary["sender"]), sender, "{}", sample.name);
        let numbers = ["/pullrequest/id", "/pullRequest/id"];
        if let Some(number) = numbers.iter().find_map(|pointer| payload.pointer(pointer)) {
            assert_eq!(&summary["pull_request"], number, "{}", sample.name);
        }
    }
    insta::assert_snapshot!("bitbucket_fixtures", table(&samples, &events));
    app.finish().await;
}

/// There is no collection of these: the format is this project's own.
async fn payloads_of_a_hook_are_recorded(database: TestDatabase) {
    let app = TestApp::start_with(database, &WITH_APP).await;
    let git = GitRepository::new();
    let repository = app.register_with("git", "group/app", git, json!({})).await;
    let path = format!("/api/webhooks/git/{}", repository.id);
    let (old, new, null) = ("1".repeat(40), "2".repeat(40), "0".repeat(40));
    let sample = |(name, git_ref, after): (&str, &str, &str)| {
        let payload = json!({
            "repository": "acme/elsewhere", "ref": git_ref, "before": old, "after": after,
            "pusher": "ada",
        });
        let delivery = Delivery::hook(&path, &payload, &repository.secret);
        Sample { name: name.to_owned(), delivery, payload }
    };
    let samples = [
        ("a branch", "refs/heads/main", new.as_str()),
        ("a tag", "refs/tags/v1", new.as_str()),
        ("a deleted branch", "refs/heads/main", null.as_str()),
        ("a note", "refs/notes/commits", new.as_str()),
    ]
    .map(sample);
    let events = send_all(&app, &samples, "x-oore-signature").await;
    insta::assert_snapshot!("hook_payloads", table(&samples, &events));
    let other = samples[0].delivery.clone().with("x-oore-event", "ping");
    let ping = app.deliver(&other.with("x-oore-delivery", "ping-1")).await;
    assert_eq!(
        ping["decision"]["reason"],
        "Not built: the event `ping` starts no build; `push` does."
    );
    app.finish().await;
}
