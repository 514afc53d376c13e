//! Private repositories over HTTP: what their server is shown, and what nobody else sees of it.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::{TimeDelta, Utc};
use oored::crypto::signature::sha256_hex;
use serde_json::{Value, json};

use crate::support::{
    Delivery, Forge, Gate, GitRepository, HttpGit, Script, ScriptedAnswer, TestApp, TestDatabase,
    TestRepository, job_of, on_both_databases, optional, text,
};

on_both_databases!(
    a_private_repository_builds_with_its_submodule_and_leaves_no_secret,
    large_files_come_with_the_same_token,
    the_app_gives_each_checkout_a_token_for_code_alone,
    a_public_repository_builds_where_the_app_is_not_installed,
    a_job_that_waits_for_its_provider_can_be_canceled,
    a_wrong_token_fails_the_event_at_once_and_says_what_to_do,
    a_token_that_was_revoked_meanwhile_fails_the_checkout_with_a_clear_reason,
);

const TOKEN: &str = "tok-hunter22-of-the-repository";

const SETTINGS: [(&str, &str); 2] =
    [("OORE_GIT_PROTOCOLS", "http"), ("OORE_ALLOWED_NETWORKS", "127.0.0.0/8")];

/// As Gitea takes it: any user, and the token as password.
fn right() -> String {
    format!("oauth2:{TOKEN}")
}

async fn register(
    app: &TestApp,
    forge: &Forge,
    server: &HttpGit,
    git: GitRepository,
) -> TestRepository {
    let more = json!({
        "clone_url": server.url("remote.git"), "api_url": forge.url(), "access_token": TOKEN,
    });
    app.register_with("gitea", "acme/app", git, more).await
}

/// A push in Gitea's words, decided.
async fn push(app: &TestApp, repository: &TestRepository) -> Value {
    let payload = repository.github_push().payload();
    let path = format!("/api/webhooks/gitea/{}", repository.id);
    app.deliver(&Delivery::gitea(&path, "push", &payload, &repository.secret)).await
}

async fn a_private_repository_builds_with_its_submodule_and_leaves_no_secret(
    database: TestDatabase,
) {
    let app = TestApp::start_with(database, &SETTINGS).await;
    let (git, forge) = (GitRepository::new(), Forge::start().await);
    let server = HttpGit::start(git.scratch(), &right()).await;
    let library = git.commit("Library", &[("lib.txt", "from the library")]);
    let mut gate = Gate::new(git.scratch(), "gate");
    let pipeline = format!(
        "
version: 1
on: push
jobs:
  only:
    checkout: {{ submodules: true }}
    steps:
      - run: cat lib/lib.txt; cat .git/config; env; cat {}
",
        gate.path()
    );
    // A second repository on the same host, as private as the first.
    let modules =
        format!("[submodule \"lib\"]\n\tpath = lib\n\turl = {}\n", server.url("remote.git"));
    git.git(&["update-index", "--add", "--cacheinfo", &format!("160000,{library},lib")]);
    git.commit_indexed("App", &[("oore.yaml", &pipeline), (".gitmodules", &modules)]);
    let repository = register(&app, &forge, &server, git).await;
    let event = push(&app, &repository).await;
    let id = text(&app.build_of(&event).await, "id");
    gate.reached().await;
    let found = files_with(app.data_dir(), TOKEN);
    assert!(found.is_empty(), "the token lies in {found:?}");
    gate.open();
    let build = app.finished(&id).await;
    assert_eq!(build["status"], "succeeded", "{build:#}");
    let log = app.log(&build, "only").await;
    assert!(log.contains("from the library") && !log.contains(TOKEN), "{log}");
    app.finish().await;
}

async fn large_files_come_with_the_same_token(database: TestDatabase) {
    let lfs = Command::new("git").args(["lfs", "version"]).output();
    if !lfs.is_ok_and(|output| output.status.success()) {
        return optional::missing("there is no git-lfs");
    }
    let app = TestApp::start_with(database, &SETTINGS).await;
    let (git, forge) = (GitRepository::new(), Forge::start().await);
    let server = HttpGit::start(git.scratch(), &right()).await;
    let content = "a large file, in all but its size";
    let hash = sha256_hex(content.as_bytes());
    std::fs::create_dir(git.scratch().join("lfs")).expect("made");
    std::fs::write(git.scratch().join("lfs").join(&hash), content).expect("written");
    let pointer = format!(
        "version https://git-lfs.github.com/spec/v1\noid sha256:{hash}\nsize {}\n",
        content.len()
    );
    let pipeline = "
version: 1
on: push
jobs: { only: { checkout: { lfs: true }, steps: [{ run: cat big.bin }] } }
";
    let attributes = "*.bin filter=lfs diff=lfs merge=lfs -text\n";
    git.commit(
        "App",
        &[("oore.yaml", pipeline), (".gitattributes", attributes), ("big.bin", &pointer)],
    );
    let repository = register(&app, &forge, &server, git).await;
    let event = push(&app, &repository).await;
    let id = text(&app.build_of(&event).await, "id");
    let build = app.finished(&id).await;
    let log = app.log(&build, "only").await;
    assert!(build["status"] == "succeeded" && log.contains(content), "{build:#}\n{log}");
    assert!(!log.contains(TOKEN), "{log}");
    app.finish().await;
}

/// GitHub as far as an App asks it: a token for code, another for check runs.
fn github(asked: &str, body: &Value) -> ScriptedAnswer {
    let end = Utc::now() + TimeDelta::hours(1);
    let may_read = body.pointer("/permissions/contents").is_some();
    let token = if may_read { "ghs_for_code" } else { "ghs_for_checks" };
    let answer = match asked {
        "GET /repos/acme/app/installation" => json!({ "id": 100 }),
        "POST /app/installations/100/access_tokens" => {
            assert_eq!(body["repositories"], json!(["app"]), "narrowed to the repository");
            json!({ "token": token, "expires_at": end.to_rfc3339() })
        }
        other if other.starts_with("GET ") => json!({ "check_runs": [] }),
        _ => json!({ "id": 7, "status": "completed", "conclusion": "success" }),
    };
    (200, Vec::new(), answer)
}

async fn the_app_gives_each_checkout_a_token_for_code_alone(database: TestDatabase) {
    let Some(key) = optional::rsa_key() else { return };
    let script = Script::answering(github).await;
    let settings = [
        ("OORE_GIT_PROTOCOLS", "http"),
        ("OORE_ALLOWED_NETWORKS", "127.0.0.0/8"),
        ("OORE_GITHUB_API_URL", script.url()),
        ("OORE_GITHUB_APP_ID", "12345"),
        ("OORE_GITHUB_PRIVATE_KEY", &key),
    ];
    let app = TestApp::start_with(database, &settings).await;
    let git = GitRepository::with_pipeline(
        "
version: 1
on: push
jobs: { only: { steps: [{ run: cat oore.yaml; cat .git/config; env }] } }
",
    );
    let server = HttpGit::start(git.scratch(), "x-access-token:ghs_for_code").await;
    let more = json!({ "clone_url": server.url("remote.git"), "api_url": script.url() });
    let repository = app.register_with("github", "acme/app", git, more).await;
    let build = app.push_finishes(&repository).await;
    assert_eq!(build["status"], "succeeded", "{build:#}");
    let log = app.log(&build, "only").await;
    assert!(log.contains("version: 1") && !log.contains("ghs_"), "{log}");
    let found = files_with(app.data_dir(), "ghs_");
    assert!(found.is_empty(), "a token lies in {found:?}");
    let minted = script.asked().iter().filter(|it| it.ends_with("/access_tokens")).count();
    assert!(minted <= 2, "tokens are kept: {:#?}", script.asked());
    app.finish().await;
}

async fn a_public_repository_builds_where_the_app_is_not_installed(database: TestDatabase) {
    let Some(key) = optional::rsa_key() else { return };
    let script =
        Script::answering(|_, _| (404, Vec::new(), json!({ "message": "Not Found" }))).await;
    let settings = [
        ("OORE_GIT_PROTOCOLS", "http"),
        ("OORE_ALLOWED_NETWORKS", "127.0.0.0/8"),
        ("OORE_GITHUB_API_URL", script.url()),
        ("OORE_GITHUB_APP_ID", "12345"),
        ("OORE_GITHUB_PRIVATE_KEY", &key),
    ];
    let app = TestApp::start_with(database, &settings).await;
    let git = GitRepository::with_pipeline(
        "
version: 1
on: push
jobs: { only: { steps: [{ run: cat oore.yaml }] } }
",
    );
    let server = HttpGit::start(git.scratch(), "").await;
    let more = json!({ "clone_url": server.url("remote.git"), "api_url": script.url() });
    let repository = app.register_with("github", "acme/app", git, more).await;
    let build = app.push_finishes(&repository).await;
    assert_eq!(build["status"], "succeeded", "{build:#}");
    let has_given_up = |build: &Value| {
        let report = &build["status_reports"][0];
        report["last_error"].is_string() && report["next_try_at"].is_null()
    };
    let told = app.build_until(&text(&build, "id"), has_given_up).await;
    let error = text(&told["status_reports"][0], "last_error");
    assert!(error.contains("is not installed in `acme/app`"), "{error}");
    app.finish().await;
}

async fn a_job_that_waits_for_its_provider_can_be_canceled(database: TestDatabase) {
    let Some(key) = optional::rsa_key() else { return };
    let is_down = Arc::new(AtomicBool::new(false));
    let down = Arc::clone(&is_down);
    let script = Script::answering(move |asked, body| {
        if asked.ends_with("/access_tokens") && down.load(Ordering::Relaxed) {
            return (503, Vec::new(), Value::Null);
        }
        let (status, headers, mut answer) = github(asked, body);
        if answer["token"] == "ghs_for_code" {
            // Too short a time for another checkout: each one asks anew.
            let end = Utc::now() + TimeDelta::minutes(30);
            answer["expires_at"] = json!(end.to_rfc3339());
        }
        (status, headers, answer)
    })
    .await;
    let settings = [
        ("OORE_GIT_PROTOCOLS", "http"),
        ("OORE_ALLOWED_NETWORKS", "127.0.0.0/8"),
        ("OORE_GITHUB_API_URL", script.url()),
        ("OORE_GITHUB_APP_ID", "12345"),
        ("OORE_GITHUB_PRIVATE_KEY", &key),
    ];
    let app = TestApp::start_with(database, &settings).await;
    let git = GitRepository::new();
    let mut gate = Gate::new(git.scratch(), "gate");
    let pipeline = format!(
        "
version: 1
on: push
jobs:
  first: {{ checkout: none, steps: [{{ run: cat {} }}] }}
  second: {{ needs: first, steps: [{{ run: echo never }}] }}
",
        gate.path()
    );
    git.commit("First", &[("oore.yaml", &pipeline)]);
    let server = HttpGit::start(git.scratch(), "x-access-token:ghs_for_code").await;
    let more = json!({ "clone_url": server.url("remote.git"), "api_url": script.url() });
    let repository = app.register_with("github", "acme/app", git, more).await;
    let id = text(&app.push_builds(&repository).await, "id");
    gate.reached().await;
    is_down.store(true, Ordering::Relaxed);
    gate.open();
    let is_leased = |build: &Value| job_of(build, "second")["status"] == "running";
    app.build_until(&id, is_leased).await;
    app.cancel(&id).await;
    let build = app.finished(&id).await;
    assert_eq!(build["status"], "canceled", "{build:#}");
    app.finish().await;
}

async fn a_wrong_token_fails_the_event_at_once_and_says_what_to_do(database: TestDatabase) {
    let app = TestApp::start_with(database, &SETTINGS).await;
    let (git, forge) = (GitRepository::with_pipeline("version: 1\n"), Forge::start().await);
    let server = HttpGit::start(git.scratch(), "oauth2:another-token").await;
    let repository = register(&app, &forge, &server, git).await;
    let event = push(&app, &repository).await;
    assert_eq!(event["status"], "failed", "{event:#}");
    let error = text(&event, "error");
    assert!(error.contains("refuses the repository's access token; give it one"), "{error}");
    assert!(!event.to_string().contains(TOKEN), "{event:#}");
    app.finish().await;
}

async fn a_token_that_was_revoked_meanwhile_fails_the_checkout_with_a_clear_reason(
    database: TestDatabase,
) {
    let app = TestApp::start_with(database, &SETTINGS).await;
    let (git, forge) = (GitRepository::new(), Forge::start().await);
    let server = HttpGit::start(git.scratch(), &right()).await;
    let mut gate = Gate::new(git.scratch(), "gate");
    let pipeline = format!(
        "
version: 1
on: push
jobs:
  first: {{ checkout: none, steps: [{{ run: cat {} }}] }}
  second: {{ needs: first, steps: [{{ run: echo never }}] }}
",
        gate.path()
    );
    git.commit("First", &[("oore.yaml", &pipeline)]);
    let repository = register(&app, &forge, &server, git).await;
    let event = push(&app, &repository).await;
    let id = text(&app.build_of(&event).await, "id");
    gate.reached().await;
    server.let_in("oauth2:another-token");
    gate.open();
    let build = app.finished(&id).await;
    assert_eq!(build["status"], "failed", "{build:#}");
    let log = app.log(&build, "second").await;
    assert!(log.contains("the server refuses the access token"), "{log}");
    assert!(!log.contains(TOKEN) && !build.to_string().contains(TOKEN), "{log}");
    app.finish().await;
}

/// The files below a directory that hold a text.
fn files_with(directory: &Path, text: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(directory).expect("a directory") {
        let entry = entry.expect("an entry");
        let path = entry.path();
        match entry.file_type().expect("a type") {
            kind if kind.is_dir() => found.extend(files_with(&path, text)),
            kind if kind.is_file() => {
                // One that is gone by now held nothing.
                let bytes = std::fs::read(&path).unwrap_or_default();
                if bytes.windows(text.len()).any(|window| window == text.as_bytes()) {
                    found.push(path);
                }
            }
            _ => {}
        }
    }
    found
}
