//! Ways around the approval of a stranger's commit.

use reqwest::Method;
use serde_json::{Value, json};

use super::forks::{decide, refusal, register, waits};
use crate::support::proposal::ADA;
use crate::support::{
    Delivery, Forge, Proposal, RemoteRunner, TestApp, TestDatabase, job_of, on_both_databases, text,
};

on_both_databases!(
    no_event_and_no_repeat_gets_around_the_approval,
    a_look_at_the_repository_asks_too,
    a_trigger_builds_branches_of_the_repository_alone,
    jobs_of_a_waiting_build_can_not_be_approved_one_by_one,
    a_runner_that_is_not_trusted_with_forks_gets_none,
    an_event_that_is_tried_says_that_it_would_wait,
);

async fn no_event_and_no_repeat_gets_around_the_approval(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let repository = register(&app, "github", json!({})).await;
    let proposal = Proposal::of_a_stranger();
    let event = app.deliver(&proposal.github(&repository)).await;
    let first = waits(&app, &event).await;
    let (status, _) = refusal(&app, &format!("/api/builds/{first}/rerun")).await;
    assert_eq!(status, 409, "a build that waits has not ended");
    // What a maintainer does to it is not what they say of it; the newest build is asked about.
    let mut before = first;
    for action in ["ready_for_review", "reopened"] {
        let touched = Proposal { action, sender: ADA, ..proposal.clone() };
        let next = waits(&app, &app.deliver(&touched.github(&repository)).await).await;
        let earlier = app.build(&before).await;
        assert_eq!(earlier["status"], "canceled");
        assert!(text(&earlier, "cancel_reason").contains("took its place"), "{earlier:#}");
        before = next;
    }
    for (event, action) in [("pull_request", "labeled"), ("issue_comment", "created")] {
        let mut payload = Proposal { sender: ADA, ..proposal.clone() }.payload(&repository);
        payload["action"] = json!(action);
        payload["label"] = json!({ "name": "safe to test" });
        payload["comment"] = json!({ "body": "/ok-to-test", "author_association": "OWNER" });
        let path = format!("/api/webhooks/github/{}", repository.id);
        let delivery = Delivery::github(&path, event, &payload, &repository.secret);
        assert_eq!(app.deliver(&delivery).await["builds"], json!([]), "{action}");
    }
    // A replay is decided as the event was, and asks as it did.
    let path = format!("/api/webhooks/events/{}/replay", text(&event, "id"));
    let answer = app.client.answer(Method::POST, &path, Some(&json!({}))).await;
    assert!(answer.status.is_success(), "{}", answer.text());
    let replayed = app.decided(&text(&event, "id")).await;
    let builds = replayed["builds"].as_array().expect("builds");
    let newest = builds.iter().map(|build| text(build, "id")).max().expect("a build");
    assert_eq!(app.build(&newest).await["approval"], "awaiting");
    for build in app.client.get("/api/builds").await["items"].as_array().expect("builds") {
        let id = text(build, "id");
        if build["finished_at"].is_null() {
            app.cancel(&id).await;
        }
        let repeat = app.client.post(&format!("/api/builds/{id}/rerun"), &json!({})).await;
        assert_eq!(repeat["approval"], "awaiting", "{repeat:#}");
        app.cancel(&text(&repeat, "id")).await;
        let failed = json!({ "failed_only": true });
        let repeat = app.client.post(&format!("/api/builds/{id}/rerun"), &failed).await;
        assert_eq!(repeat["approval"], "awaiting", "{repeat:#}");
        app.cancel(&text(&repeat, "id")).await;
    }
    app.finish().await;
}

async fn a_look_at_the_repository_asks_too(database: TestDatabase) {
    let local = [("OORE_ALLOWED_NETWORKS", "127.0.0.0/8")];
    let (app, forge) = (TestApp::start_with(database, &local).await, Forge::start().await);
    let more = json!({ "api_url": forge.url(), "access_token": "a-token-of-a-forge" });
    let repository = register(&app, "github", more).await;
    let sync = format!("/api/repositories/{}/sync", repository.id);
    // The first look builds nothing.
    app.client.post(&sync, &json!({})).await;
    let entry = |proposal: &Proposal| proposal.payload(&repository)["pull_request"].clone();
    forge.set_open(&[entry(&Proposal::of_a_stranger())]);
    let synced = app.client.post(&sync, &json!({})).await;
    let missed = text(&synced["missed"][0], "event_id");
    let id = waits(&app, &app.decided(&missed).await).await;
    // The webhook comes at last: what it tells is asked about once.
    let late = app.deliver(&Proposal::of_a_stranger().github(&repository)).await;
    assert_eq!(late["builds"], json!([]), "{late:#}");
    decide(&app, &id, "reject", "no").await;
    // The list says who is a member, as the webhook does.
    repository.git.commit("A member's", &[("word", "known\n")]);
    let member = Proposal { association: "MEMBER", number: 43, ..Proposal::of_a_stranger() };
    forge.set_open(&[entry(&member)]);
    let synced = app.client.post(&sync, &json!({})).await;
    let missed = synced["missed"].as_array().expect("what was missed").clone();
    let of_request = missed.iter().find(|it| it["ref"]["kind"] == "pull_request").expect("one");
    let event = app.decided(&text(of_request, "event_id")).await;
    let build = app.build_of(&event).await;
    assert_eq!(build["approval"], json!(null), "{build:#}");
    assert_eq!(app.finished(&text(&build, "id")).await["status"], "succeeded");
    app.finish().await;
}

async fn a_trigger_builds_branches_of_the_repository_alone(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let repository = register(&app, "github", json!({})).await;
    let id = waits(&app, &app.deliver(&Proposal::of_a_stranger().github(&repository)).await).await;
    let head = repository.git.head();
    let branches =
        ["refs/pull/42/head", "pull/42/head", "pull/42/merge", "../pull/42/head", head.as_str()];
    for branch in branches {
        let path = format!("/api/repositories/{}/trigger", repository.id);
        let body = json!({ "branch": branch });
        let answer = app.client.answer(Method::POST, &path, Some(&body)).await;
        assert_eq!(answer.status, 422, "{branch}: {}", answer.text());
    }
    decide(&app, &id, "reject", "no").await;
    app.finish().await;
}

async fn jobs_of_a_waiting_build_can_not_be_approved_one_by_one(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let repository = register(&app, "github", json!({})).await;
    // A gate in the stranger's own file is no way round either.
    let gated = "
version: 1
on: pull_request
jobs:
  check:
    approval: { environment: nothing-much, message: Please? }
    checkout: none
    steps: [{ run: \"true\" }]
";
    repository.git.commit("Ask nicely", &[("oore.yaml", gated)]);
    let id = waits(&app, &app.deliver(&Proposal::of_a_stranger().github(&repository)).await).await;
    let job = text(job_of(&app.build(&id).await, "check"), "id");
    for word in ["approve", "reject"] {
        let (status, detail) = refusal(&app, &format!("/api/jobs/{job}/{word}")).await;
        assert_eq!(status, 409);
        assert!(detail.contains("as a whole"), "{detail}");
    }
    // Approved as a whole, the gate asks for itself.
    let build = decide(&app, &id, "approve", "read it").await;
    let check = job_of(&build, "check");
    assert_eq!(check["status"], "awaiting_approval", "{build:#}");
    assert!(text(&check["waiting"], "detail").contains("nothing-much"), "{check:#}");
    app.client.post(&format!("/api/jobs/{job}/approve"), &json!({})).await;
    let build = app.finished(&id).await;
    assert_eq!(build["status"], "succeeded");
    assert_eq!(build["approvals"].as_array().map(Vec::len), Some(2), "{build:#}");
    assert_eq!(build["approvals"][1]["job_id"], json!(job));
    app.finish().await;
}

async fn a_runner_that_is_not_trusted_with_forks_gets_none(database: TestDatabase) {
    let app = TestApp::start_with(database, &[("OORE_LOCAL_RUNNER", "false")]).await;
    let repository = register(&app, "github", json!({})).await;
    let (token, runner) = app.add_runner("far", &[]).await;
    let remote = RemoteRunner::start(&app, &token);
    let is_online = |runner: &Value| runner["status"] == "online";
    let path = format!("/api/runners/{runner}");
    let shown = app.get_until(&path, is_online).await;
    assert_eq!(shown["runs_forks"], false, "added runners take no forks: {shown:#}");
    let id = waits(&app, &app.deliver(&Proposal::of_a_stranger().github(&repository)).await).await;
    decide(&app, &id, "approve", "read it").await;
    let build = app.build(&id).await;
    let waiting = &job_of(&build, "check")["waiting"];
    assert_eq!(waiting["reason"], "forks_not_allowed", "{build:#}");
    let told = format!("oore runner update {runner} --runs-forks true");
    assert!(text(waiting, "detail").contains(&told), "{waiting:#}");
    let body = json!({ "runs_forks": true });
    let answer = app.client.answer(Method::PUT, &path, Some(&body)).await;
    assert_eq!(answer.json()["runs_forks"], true, "{}", answer.text());
    assert_eq!(app.finished(&id).await["status"], "succeeded");
    remote.finish().await;
    app.finish().await;
}

async fn an_event_that_is_tried_says_that_it_would_wait(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let repository = register(&app, "github", json!({})).await;
    repository.git.switch("main");
    let path = format!("/api/repositories/{}/test-event", repository.id);
    let body = json!({ "event": "pull_request", "branch": "topic", "fork": true });
    let tried = app.client.post(&path, &body).await;
    let jobs = tried.pointer("/build/jobs").and_then(Value::as_array);
    let jobs = jobs.unwrap_or_else(|| panic!("a build with jobs: {tried:#}"));
    assert!(jobs.iter().all(|job| job["status"] == "awaiting_approval"), "{tried:#}");
    app.finish().await;
}
