//! Names that git, a shell or a program could take for an option or a command.
//!
//! What clone URLs may look like is told in full by the table of `api/repositories/clone_url.rs`,
//! and what a runner gives to git by that of the runner's `checkout/check.rs`.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{
    GitRepository, GithubPush, TestApp, TestDatabase, TestRepository, on_both_databases, text,
};

on_both_databases!(
    a_branch_that_is_a_command_is_only_a_name,
    a_ref_that_is_an_option_is_no_ref,
    a_branch_by_hand_that_is_an_option_is_no_branch,
    a_clone_url_that_is_more_than_an_address_is_refused,
);

const PIPELINE: &str = r#"
version: 1
on: { push: {}, manual: {} }
jobs:
  show:
    env: { NAME: "${{ ref.name }}" }
    steps:
      - run: printf '%s|%s\n' "$OORE_BRANCH" "$NAME"
      - run: ls
"#;

async fn a_branch_that_is_a_command_is_only_a_name(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let git = GitRepository::with_pipeline(PIPELINE);
    let repository = app.register("acme/app", git).await;
    for branch in ["$(touch${IFS}pwned)", "`touch${IFS}pwned`", "a;touch${IFS}pwned", "a\"b'c&d|e"]
    {
        repository.git.switch(branch);
        let message = format!("On {branch}");
        repository.git.commit(&message, &[]);
        let build = app.push_finishes(&repository).await;
        assert_eq!(build["status"], "succeeded", "{branch}: {build:#}");
        assert_eq!(build["ref"]["name"], branch);
        let log = app.log(&build, "show").await;
        let (_, listed) = log.split_once(&format!("{branch}|{branch}\n")).expect("it is shown");
        assert_eq!(listed.trim_end(), "oore.yaml", "{branch}: {log}");
    }
    app.finish().await;
}

/// A push to a ref that git itself would not let anybody make.
async fn push(app: &TestApp, repository: &TestRepository, git_ref: &str) -> Value {
    let push = GithubPush { git_ref: git_ref.to_owned(), ..repository.github_push() };
    app.deliver(&push.signed(repository)).await
}

async fn a_ref_that_is_an_option_is_no_ref(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let git = GitRepository::with_pipeline(PIPELINE);
    let repository = app.register("acme/app", git).await;
    let mark = app.data_dir().join("pwned");
    let mark = mark.to_str().expect("UTF-8");
    for git_ref in [
        format!("--upload-pack=touch {mark}"),
        format!("refs/heads/--upload-pack=touch {mark}"),
        format!("refs/heads/x\n--upload-pack=touch {mark}"),
        format!("ext::sh -c touch% {mark}"),
        "-x".to_owned(),
        "refs/heads/a..b".to_owned(),
        "refs/heads/a:b".to_owned(),
    ] {
        let event = push(&app, &repository, &git_ref).await;
        let builds = event["builds"].as_array().expect("builds").clone();
        for build in builds {
            app.finished(build["id"].as_str().or(build.as_str()).expect("an id")).await;
        }
        assert!(!std::path::Path::new(mark).exists(), "{git_ref}: {event:#}");
    }
    app.finish().await;
}

async fn a_branch_by_hand_that_is_an_option_is_no_branch(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let git = GitRepository::with_pipeline(PIPELINE);
    let repository = app.register("acme/app", git).await;
    let mark = app.data_dir().join("pwned");
    let mark = mark.to_str().expect("UTF-8");
    let path = format!("/api/repositories/{}/trigger", repository.id);
    for branch in [
        &format!("--upload-pack=touch {mark}"),
        "-x",
        "main\nmain",
        "main\u{0}",
        "../main",
        "main..main",
        "main:refs/heads/other",
        "+main",
        "*",
    ] {
        let answer =
            app.client.answer(Method::POST, &path, Some(&json!({ "branch": branch }))).await;
        assert!(answer.status.is_client_error(), "{branch:?}: {}", answer.text());
        assert!(!std::path::Path::new(mark).exists(), "{branch:?}");
    }
    assert_eq!(app.client.get("/api/builds").await["items"], json!([]));
    app.finish().await;
}

async fn a_clone_url_that_is_more_than_an_address_is_refused(database: TestDatabase) {
    let settings = [("OORE_LOCAL_RUNNER", "false"), ("OORE_GIT_PROTOCOLS", "https,ssh")];
    let app = TestApp::start_with(database, &settings).await;
    let repository = app
        .client
        .post(
            "/api/repositories",
            &json!({
                "provider": "github", "owner": "acme", "repo": "app",
                "clone_url": "https://github.com/acme/app.git",
            }),
        )
        .await;
    let path = format!("/api/repositories/{}", text(&repository, "id"));
    for clone_url in [
        "ext::sh -c id",
        "ext::id",
        "fd::17",
        "file:///etc",
        "/etc",
        "--upload-pack=id",
        "-x:y",
        "ssh://-oProxyCommand=id/x",
        "git@-oProxyCommand=id:x",
        "https://github.com/acme/app.git\n[core]\n\tsshCommand = id",
        "https://github.com\\@evil.example/app.git",
        "https://token@github.com/acme/app.git",
        "https://github.com@169.254.169.254/app.git",
        "git://github.com/acme/app.git",
    ] {
        let body = json!({ "clone_url": clone_url });
        let answer = app.client.answer(Method::PUT, &path, Some(&body)).await;
        assert_eq!(answer.status, 422, "{clone_url:?}: {}", answer.text());
        let field = &answer.json()["errors"][0]["field"];
        assert_eq!(field, "/clone_url", "{clone_url:?}: {}", answer.text());
    }
    let unchanged = app.client.get(&path).await;
    assert_eq!(unchanged["clone_url"], repository["clone_url"]);
    app.finish().await;
}
