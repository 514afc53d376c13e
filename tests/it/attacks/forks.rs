//! What a stranger proposes runs when somebody has read it, and not before.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::proposal::{ADA, EVE};
use crate::support::{
    Forge, GitRepository, Proposal, TestApp, TestDatabase, TestRepository, job_of,
    on_both_databases, text,
};

on_both_databases!(
    a_strangers_commit_waits_and_its_approval_is_not_the_next_ones,
    a_rejected_commit_never_runs_and_is_no_success,
    who_is_known_elsewhere_does_not_wait,
    a_forged_author_counts_for_nothing,
    each_policy_holds,
    the_forge_is_told_and_a_stranger_makes_no_state_by_skipping,
    gitlab_and_gitea_tell_forks_too,
);

/// What the repository's owners wrote; a stranger may write something else.
pub(super) const PIPELINE: &str = r#"
version: 1
on: { push: { branches: [main] }, pull_request: {}, manual: {} }
jobs:
  check: { steps: [{ run: cat word }] }
  after: { needs: check, checkout: none, steps: [{ run: "true" }] }
"#;

/// A repository whose current branch is a stranger's.
pub(super) async fn register(app: &TestApp, provider: &str, more: Value) -> TestRepository {
    let git = GitRepository::with_pipeline(PIPELINE);
    git.switch("topic");
    git.commit("Better", &[("word", "harmless\n")]);
    app.register_with(provider, "acme/app", git, more).await
}

/// The build of a delivery, which waits; nothing of it has begun.
pub(super) async fn waits(app: &TestApp, event: &Value) -> String {
    let build = app.build_of(event).await;
    assert_eq!(build["approval"], "awaiting", "{build:#}");
    assert_eq!(build["status"], "queued");
    for job in build["jobs"].as_array().expect("jobs") {
        assert_eq!(job["status"], "awaiting_approval", "{job:#}");
        assert_eq!(job["waiting"]["reason"], "approval");
        assert_eq!(job["attempts"], json!([]));
    }
    text(&build, "id")
}

pub(super) async fn decide(app: &TestApp, build: &str, word: &str, comment: &str) -> Value {
    let path = format!("/api/builds/{build}/{word}");
    app.client.post(&path, &json!({ "comment": comment })).await
}

/// Status and code of an answer, and what it says.
pub(super) async fn refusal(app: &TestApp, path: &str) -> (u16, String) {
    let answer = app.client.answer(Method::POST, path, Some(&json!({}))).await;
    (answer.status.as_u16(), answer.json()["detail"].as_str().unwrap_or_default().to_owned())
}

async fn a_strangers_commit_waits_and_its_approval_is_not_the_next_ones(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let repository = register(&app, "github", json!({})).await;
    let shown = app.client.get(&format!("/api/repositories/{}", repository.id)).await;
    assert_eq!(shown["fork_approval"], "first_time");
    let proposal = Proposal::of_a_stranger();
    let first = waits(&app, &app.deliver(&proposal.github(&repository)).await).await;
    let waiting = app.build(&first).await;
    assert_eq!(waiting["pull_request"]["author"], "eve");
    let detail = text(&job_of(&waiting, "check")["waiting"], "detail");
    assert!(detail.contains("`eve/app`") && detail.contains("oore build approve"), "{detail}");

    let approved = decide(&app, &first, "approve", "read it").await;
    assert_eq!(approved["approval"], "approved", "{approved:#}");
    let build = app.finished(&first).await;
    assert_eq!(build["status"], "succeeded", "{build:#}");
    assert!(app.log(&build, "check").await.ends_with("harmless\n"));
    let word = &build["approvals"][0];
    assert_eq!((&word["decision"], &word["comment"]), (&json!("approved"), &json!("read it")));
    assert_eq!((&word["by"], &word["commit"]), (&json!("admin"), &json!(repository.git.head())));
    // The same word again, as after a lost answer, and the other one.
    assert_eq!(decide(&app, &first, "approve", "again").await["approvals"], build["approvals"]);
    let (status, detail) = refusal(&app, &format!("/api/builds/{first}/reject")).await;
    assert_eq!(status, 409);
    assert!(detail.contains("approved by admin already"), "{detail}");

    // The approved commit may run again; what is pushed next waits for its own word.
    let again = app.client.post(&format!("/api/builds/{first}/rerun"), &json!({})).await;
    assert_eq!(again["approval"], json!(null));
    assert_eq!(app.finished(&text(&again, "id")).await["status"], "succeeded");
    repository.git.commit("And more", &[("word", "$(rm -rf /)\n")]);
    let pushed = Proposal { action: "synchronize", ..proposal };
    let second = waits(&app, &app.deliver(&pushed.github(&repository)).await).await;
    decide(&app, &second, "reject", "no").await;
    app.finish().await;
}

/// The file itself asks to be let off, and may not.
async fn a_rejected_commit_never_runs_and_is_no_success(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let repository = register(&app, "github", json!({})).await;
    let changed = "
version: 1
on: pull_request
jobs:
  check: { continue_on_error: true, checkout: none, steps: [{ run: \"true\" }] }
  sure: { if: \"always()\", needs: check, continue_on_error: true, checkout: none, steps: [{ run: \"true\" }] }
";
    repository.git.commit("Let me in", &[("oore.yaml", changed)]);
    let event = app.deliver(&Proposal::of_a_stranger().github(&repository)).await;
    let id = waits(&app, &event).await;
    let rejected = decide(&app, &id, "reject", "not with us").await;
    assert_eq!(rejected["status"], "canceled", "{rejected:#}");
    assert_eq!(rejected["approval"], "rejected");
    assert_eq!(rejected["cancel_reason"], "rejected by admin: not with us");
    for key in ["check", "sure"] {
        let job = job_of(&rejected, key);
        assert_eq!((&job["status"], &job["attempts"]), (&json!("canceled"), &json!([])), "{job:#}");
    }
    let (status, _) = refusal(&app, &format!("/api/builds/{id}/approve")).await;
    assert_eq!(status, 409);
    // Repeating it asks anew.
    let again = app.client.post(&format!("/api/builds/{id}/rerun"), &json!({})).await;
    assert_eq!(again["approval"], "awaiting");
    app.cancel(&text(&again, "id")).await;
    let (status, detail) =
        refusal(&app, &format!("/api/builds/{}/approve", text(&again, "id"))).await;
    assert_eq!((status, detail.contains("canceled")), (409, true), "{detail}");
    app.finish().await;
}

async fn who_is_known_elsewhere_does_not_wait(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let repository = register(&app, "github", json!({})).await;
    let proposal = Proposal::of_a_stranger();
    let id = waits(&app, &app.deliver(&proposal.github(&repository)).await).await;
    decide(&app, &id, "approve", "fine").await;
    app.finished(&id).await;
    // Another pull request of theirs, under another name of the same account.
    repository.git.commit("Another", &[("word", "more\n")]);
    let other = Proposal { number: 43, author: ("evelyn", EVE.1), ..proposal.clone() };
    let event = app.deliver(&other.github(&repository)).await;
    let build = app.finished(&text(&app.build_of(&event).await, "id")).await;
    assert_eq!((&build["status"], &build["approval"]), (&json!("succeeded"), &json!(null)));
    // Somebody else who took the old name is somebody else.
    let thief = Proposal { number: 44, author: (EVE.0, 667), ..proposal.clone() };
    let id = waits(&app, &app.deliver(&thief.github(&repository)).await).await;
    decide(&app, &id, "reject", "who are you?").await;
    // A rejection ends the trust.
    let later = Proposal { number: 45, ..proposal.clone() };
    repository.git.commit("Worse", &[("word", "worse\n")]);
    let always = json!({ "fork_approval": "always" });
    let path = format!("/api/repositories/{}", repository.id);
    app.client.answer(Method::PUT, &path, Some(&always)).await;
    let id = waits(&app, &app.deliver(&later.github(&repository)).await).await;
    decide(&app, &id, "reject", "no more").await;
    let first_time = json!({ "fork_approval": "first_time" });
    app.client.answer(Method::PUT, &path, Some(&first_time)).await;
    repository.git.commit("Worst", &[("word", "worst\n")]);
    let last = Proposal { number: 46, ..proposal };
    let id = waits(&app, &app.deliver(&last.github(&repository)).await).await;
    app.cancel(&id).await;
    app.finish().await;
}

/// What counts is who opened it, as the provider says.
async fn a_forged_author_counts_for_nothing(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let repository = register(&app, "github", json!({})).await;
    let git = &repository.git;
    git.git(&[
        "-c",
        "user.name=ada",
        "-c",
        "user.email=ada@example.com",
        "commit",
        "--amend",
        "--author=ada <ada@example.com>",
        "-m",
        "Better\n\nCo-authored-by: ada <ada@example.com>",
    ]);
    git.git(&["push", "--force", "origin", "HEAD"]);
    // A maintainer opens it again, and is not its author.
    let reopened = Proposal { action: "reopened", sender: ADA, ..Proposal::of_a_stranger() };
    let mut payload = reopened.payload(&repository);
    for place in ["/pull_request/head/user", "/repository/owner", "/pull_request/merged_by"] {
        if let Some(user) = payload.pointer_mut(place) {
            *user = json!({ "login": ADA.0, "id": ADA.1 });
        }
    }
    payload["sender"]["author_association"] = json!("OWNER");
    payload["author_association"] = json!("OWNER");
    let path = format!("/api/webhooks/github/{}", repository.id);
    let delivery =
        crate::support::Delivery::github(&path, "pull_request", &payload, &repository.secret);
    let id = waits(&app, &app.deliver(&delivery).await).await;
    assert_eq!(app.build(&id).await["triggered_by"], "ada");
    app.cancel(&id).await;
    // Of a fork that is gone nobody can tell where it came from.
    let gone = Proposal { source: None, number: 50, ..Proposal::of_a_stranger() };
    let id = waits(&app, &app.deliver(&gone.github(&repository)).await).await;
    app.cancel(&id).await;
    app.finish().await;
}

async fn each_policy_holds(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let repository = register(&app, "github", json!({ "fork_approval": "never" })).await;
    let stranger = Proposal::of_a_stranger();
    let event = app.deliver(&stranger.github(&repository)).await;
    let build = app.finished(&text(&app.build_of(&event).await, "id")).await;
    assert_eq!(build["status"], "succeeded", "{build:#}");
    let path = format!("/api/repositories/{}", repository.id);
    for (policy, association, is_asked) in [
        ("first_time", "MEMBER", false),
        ("first_time", "COLLABORATOR", false),
        ("first_time", "CONTRIBUTOR", false),
        ("first_time", "FIRST_TIMER", true),
        ("first_time", "NONE", true),
        ("first_time", "", true),
        ("always", "OWNER", true),
    ] {
        let body = json!({ "fork_approval": policy });
        let answer = app.client.answer(Method::PUT, &path, Some(&body)).await;
        assert_eq!(answer.json()["fork_approval"], policy, "{}", answer.text());
        repository.git.commit(
            &format!("By {association}"),
            &[("word", &format!("{policy} {association}\n"))],
        );
        let proposal = Proposal { association, action: "synchronize", ..stranger.clone() };
        let event = app.deliver(&proposal.github(&repository)).await;
        let build = app.build_of(&event).await;
        let expected = if is_asked { json!("awaiting") } else { json!(null) };
        assert_eq!(build["approval"], expected, "{policy} {association}");
        app.cancel(&text(&build, "id")).await;
        app.finished(&text(&build, "id")).await;
    }
    let body = json!({ "fork_approval": "sometimes" });
    assert_eq!(app.client.answer(Method::PUT, &path, Some(&body)).await.status, 400);
    app.finish().await;
}

async fn the_forge_is_told_and_a_stranger_makes_no_state_by_skipping(database: TestDatabase) {
    let local = [("OORE_ALLOWED_NETWORKS", "127.0.0.0/8")];
    let (app, forge) = (TestApp::start_with(database, &local).await, Forge::start().await);
    let more = json!({ "api_url": forge.url(), "access_token": "a-token-of-a-forge" });
    let repository = register(&app, "github", more).await;
    let git = &repository.git;
    git.commit("Nothing to see [skip ci]", &[("word", "hidden\n")]);
    let event = app.deliver(&Proposal::of_a_stranger().github(&repository)).await;
    assert_eq!((&event["status"], &event["builds"]), (&json!("ignored"), &json!([])));
    git.commit("Better", &[("word", "seen\n")]);
    let pushed = Proposal { action: "synchronize", ..Proposal::of_a_stranger() };
    let id = waits(&app, &app.deliver(&pushed.github(&repository)).await).await;
    let number = app.build(&id).await["number"].clone();
    forge.until_told("oore/pull_request: pending").await;
    let told = forge.taken();
    assert_eq!(told.len(), 1, "nothing was told of the commit that skips: {told:#?}");
    assert_eq!(told[0].body["description"], format!("Build {number} waits for approval"));
    decide(&app, &id, "approve", "fine").await;
    assert_eq!(app.finished(&id).await["status"], "succeeded");
    forge.until_told("oore/pull_request: success").await;
    app.finish().await;
}

async fn gitlab_and_gitea_tell_forks_too(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let gitlab = register(&app, "gitlab", json!({})).await;
    let gitea = register(&app, "gitea", json!({})).await;
    // GitHub's word for members means nothing from others.
    let member = Proposal { association: "OWNER", ..Proposal::of_a_stranger() };
    let opened = Proposal { action: "open", ..member.clone() };
    for (delivery, again) in [
        (opened.gitlab(&gitlab), Proposal { number: 43, ..opened.clone() }.gitlab(&gitlab)),
        (member.gitea(&gitea), Proposal { number: 43, ..member.clone() }.gitea(&gitea)),
    ] {
        let id = waits(&app, &app.deliver(&delivery).await).await;
        decide(&app, &id, "approve", "read it").await;
        assert_eq!(app.finished(&id).await["status"], "succeeded");
        let known = app.build_of(&app.deliver(&again).await).await;
        assert_eq!(known["approval"], json!(null), "{known:#}");
        assert_eq!(app.finished(&text(&known, "id")).await["status"], "succeeded");
    }
    // Somebody known does something to a stranger's merge request.
    let moved = Proposal { action: "reopen", number: 44, author: ("mallory", 9), ..opened };
    let id = waits(&app, &app.deliver(&moved.gitlab(&gitlab)).await).await;
    app.cancel(&id).await;
    app.finish().await;
}
