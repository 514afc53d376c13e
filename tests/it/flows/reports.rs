//! What the provider is told about a commit.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{
    Forge, Gate, GitRepository, TestApp, TestDatabase, TestRepository, on_both_databases, text,
};

on_both_databases!(
    a_commit_shows_how_its_build_goes,
    gitlab_is_told_in_its_own_words_and_a_state_it_has_is_no_failure,
    a_provider_that_is_down_gets_the_newest_state_alone,
    what_is_not_built_on_purpose_is_told_as_skipped,
    a_better_token_is_used_at_once,
    a_token_is_neither_shown_nor_sent_elsewhere,
);

const TOKEN: &str = "a-token-that-nobody-may-see";
const LOCAL: [(&str, &str); 1] = [("OORE_ALLOWED_NETWORKS", "127.0.0.0/8")];

fn gated(git: &GitRepository) -> Gate {
    let gate = Gate::new(git.scratch(), "gate");
    let pipeline = format!(
        "
version: 1
on: {{ push: {{ paths: [\"lib/**\"] }} }}
jobs: {{ only: {{ checkout: none, steps: [{{ run: cat {} }}] }} }}
",
        gate.path()
    );
    git.commit("First", &[("oore.yaml", &pipeline), ("lib/a", "1")]);
    gate
}

async fn register(
    app: &TestApp,
    provider: &str,
    forge: &Forge,
    git: GitRepository,
) -> TestRepository {
    let more = json!({ "api_url": forge.url(), "access_token": TOKEN });
    app.register_with(provider, "acme/app", git, more).await
}

/// The reports of a build, once the provider has them.
async fn delivered(app: &TestApp, build: &str) -> Value {
    let is_delivered = |build: &Value| build["status_reports"][0]["is_delivered"] == true;
    app.build_until(build, is_delivered).await["status_reports"].clone()
}

async fn a_commit_shows_how_its_build_goes(database: TestDatabase) {
    let (app, forge) = (TestApp::start_with(database, &LOCAL).await, Forge::start().await);
    let git = GitRepository::new();
    let mut gate = gated(&git);
    let repository = register(&app, "github", &forge, git).await;
    let id = text(&app.push_builds(&repository).await, "id");
    gate.reached().await;
    forge.until_told("oore/push: pending").await;
    gate.open();
    let build = app.finished(&id).await;
    forge.until_told("oore/push: success").await;
    let told = forge.taken();
    for call in &told {
        assert_eq!(call.project, "acme/app");
        assert_eq!(call.commit, repository.git.head());
        assert_eq!(call.token, format!("Bearer {TOKEN}"));
        let url = call.body["target_url"].as_str().expect("a link");
        assert!(url.ends_with(&format!("/api/builds/{id}")), "{url}");
    }
    let last = told.last().expect("a call");
    assert_eq!(last.body["description"], format!("Build {} succeeded", build["number"]));
    let reports = delivered(&app, &id).await;
    assert_eq!(reports[0]["context"], "oore/push");
    assert_eq!(reports[0]["state"], "succeeded");
    assert!(reports[0]["delivered_at"].is_string(), "{reports:#}");
    app.finish().await;
}

async fn gitlab_is_told_in_its_own_words_and_a_state_it_has_is_no_failure(database: TestDatabase) {
    // One job at a time, so that a second build waits for the first.
    let settings = [LOCAL[0], ("OORE_RUNNER_CAPACITY", "1")];
    let (app, forge) = (TestApp::start_with(database, &settings).await, Forge::start().await);
    let git = GitRepository::new();
    let (mut gate, open) = (Gate::new(git.scratch(), "gate"), git.scratch().join("open"));
    let run = format!("test -e {} || cat {}; exit 1", open.display(), gate.path());
    let pipeline = format!(
        "
version: 1
on: {{ push: {{}}, manual: {{}} }}
jobs: {{ only: {{ checkout: none, steps: [{{ run: '{run}' }}] }} }}
"
    );
    git.commit("First", &[("oore.yaml", &pipeline)]);
    let repository = register(&app, "gitlab", &forge, git).await;
    let commit = repository.git.head();
    let path = format!("/api/repositories/{}/trigger", repository.id);
    let trigger = async || text(&app.client.post(&path, &json!({})).await, "id");
    // A lock of GitLab's (409) is no end: the state is told again.
    forge.refuse(&[(409, &[])]);
    let first = trigger().await;
    gate.reached().await;
    forge.until_told("oore/manual: running").await;
    assert_eq!(forge.refused(), 1);
    // Another build of the commit waits while the first runs, which GitLab refuses to say again:
    // as good as taken.
    let second = trigger().await;
    let reports = delivered(&app, &second).await;
    assert_eq!(reports[0]["attempts"], 0, "{reports:#}");
    assert_eq!(forge.rows(&commit, "oore/manual"), ["running"]);
    std::fs::write(open, "").expect("written");
    gate.open();
    app.finished(&first).await;
    app.finished(&second).await;
    forge.until_told("oore/manual: failed").await;
    assert_eq!(forge.rows(&commit, "oore/manual"), ["failed"]);
    // What has ended stays; the next build begins a new row.
    let third = trigger().await;
    app.finished(&third).await;
    let reports = delivered(&app, &third).await;
    assert_eq!(reports[0]["attempts"], 0, "{reports:#}");
    assert_eq!(forge.rows(&commit, "oore/manual"), ["failed", "failed"]);
    let call = forge.taken().pop().expect("a call");
    assert_eq!((call.project.as_str(), call.token.as_str()), ("acme/app", TOKEN));
    assert_eq!(call.body["description"], "Build 3 failed: `only`");
    // The first build is not the commit's newest any more.
    assert_eq!(app.build(&first).await["status_reports"], Value::Null);
    app.finish().await;
}

async fn a_provider_that_is_down_gets_the_newest_state_alone(database: TestDatabase) {
    let (app, forge) = (TestApp::start_with(database, &LOCAL).await, Forge::start().await);
    let git = GitRepository::new();
    let mut gate = gated(&git);
    let repository = register(&app, "github", &forge, git).await;
    // Whatever is told first is refused, and the next word is wanted in two hours only.
    forge.refuse(&[(503, &[("retry-after", "7200")])]);
    let id = text(&app.push_builds(&repository).await, "id");
    gate.reached().await;
    // The state changed since: the newer one is due at once, and the older one never told.
    forge.refuse(&[(503, &[]), (502, &[])]);
    gate.open();
    app.finished(&id).await;
    let failed =
        app.build_until(&id, |build| !build["status_reports"][0]["last_error"].is_null()).await;
    assert_eq!(failed["status_reports"][0]["is_delivered"], false, "{failed:#}");
    // A restart loses nothing of it.
    let app = app.restart().await;
    forge.until_told("oore/push: success").await;
    assert!(forge.refused() >= 1);
    delivered(&app, &id).await;
    app.finish().await;
}

async fn what_is_not_built_on_purpose_is_told_as_skipped(database: TestDatabase) {
    let (app, forge) = (TestApp::start_with(database, &LOCAL).await, Forge::start().await);
    let git = GitRepository::new();
    let _gate = gated(&git);
    git.commit("Words alone", &[("README", "words")]);
    let repository = register(&app, "gitlab", &forge, git).await;
    let payload = json!({
        "object_kind": "push", "ref": "refs/heads/main",
        "before": repository.git.parent(), "after": repository.git.head(),
        "checkout_sha": repository.git.head(), "user_username": "ada",
        "project": { "id": 1, "path_with_namespace": "acme/app" }, "commits": [],
    });
    let path = format!("/api/webhooks/gitlab/{}", repository.id);
    let delivery =
        crate::support::Delivery::gitlab(&path, "Push Hook", &payload, &repository.secret);
    let event = app.deliver(&delivery).await;
    assert_eq!(event["status"], "ignored", "{event:#}");
    forge.until_told("oore/push: skipped").await;
    let call = forge.taken().pop().expect("a call");
    let said = call.body["description"].as_str().expect("a description");
    assert!(said.starts_with("Not built: "), "{said}");
    app.finish().await;
}

async fn a_better_token_is_used_at_once(database: TestDatabase) {
    let (app, forge) = (TestApp::start_with(database, &LOCAL).await, Forge::start().await);
    let git = GitRepository::with_pipeline("version: 2\n");
    let repository = register(&app, "github", &forge, git).await;
    forge.refuse(&[(401, &[("retry-after", "7200")])]);
    let id = text(&app.push_builds(&repository).await, "id");
    let refused =
        app.build_until(&id, |build| !build["status_reports"][0]["last_error"].is_null()).await;
    let report = &refused["status_reports"][0];
    assert!(text(report, "last_error").contains("access token"), "{report:#}");
    assert_eq!((&report["attempts"], &report["is_delivered"]), (&json!(1), &json!(false)));
    let path = format!("/api/repositories/{}", repository.id);
    let body = json!({ "access_token": "a-better-token" });
    let answer = app.client.answer(Method::PUT, &path, Some(&body)).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    forge.until_told("oore/push: failure").await;
    assert_eq!(forge.taken()[0].token, "Bearer a-better-token");
    delivered(&app, &id).await;
    app.finish().await;
}

async fn a_token_is_neither_shown_nor_sent_elsewhere(database: TestDatabase) {
    let (app, forge) = (TestApp::start_with(database, &LOCAL).await, Forge::start().await);
    let git = GitRepository::with_pipeline("version: 2\n");
    let repository = register(&app, "github", &forge, git).await;
    let path = format!("/api/repositories/{}", repository.id);
    let shown = app.client.get(&path).await;
    assert_eq!(shown["has_access_token"], true);
    assert!(!shown.to_string().contains(TOKEN), "{shown:#}");
    let elsewhere = json!({ "api_url": "http://127.0.0.2:9/" });
    let answer = app.client.answer(Method::PUT, &path, Some(&elsewhere)).await;
    assert_eq!(answer.status, 422, "{}", answer.text());
    assert_eq!(answer.json()["errors"][0]["field"], "/access_token");
    let without = json!({ "access_token": null, "api_url": null });
    let answer = app.client.answer(Method::PUT, &path, Some(&without)).await;
    assert_eq!(answer.json()["has_access_token"], false, "{}", answer.text());
    // Without a place for it no token is taken.
    let placeless = json!({ "access_token": TOKEN });
    let answer = app.client.answer(Method::PUT, &path, Some(&placeless)).await;
    assert_eq!(answer.json()["errors"][0]["field"], "/api_url", "{}", answer.text());
    app.push(&repository).await;
    assert!(forge.taken().is_empty());
    app.finish().await;
}
