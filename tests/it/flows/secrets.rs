//! Secrets on their way to a job: those that it names, and that its event allows.

use reqwest::Method;
use serde_json::{Value, json};

use super::pull_requests::{delivery, pull_request};
use crate::support::{
    GitRepository, Proposal, RemoteRunner, TestApp, TestDatabase, TestRepository, job_of,
    on_both_databases, text,
};

on_both_databases!(
    a_job_has_the_secrets_that_it_names_and_no_others,
    a_secret_for_a_branch_reaches_neither_tags_nor_pull_requests,
    a_fork_gets_what_is_for_forks_alone,
    a_job_whose_secret_is_not_stored_fails_before_it_begins,
    a_rerun_gets_the_value_of_today,
    secrets_of_too_many_bytes_fail_the_job,
    a_secret_of_another_key_fails_the_job_with_what_to_do,
);

const NO_RUNNER: [(&str, &str); 1] = [("OORE_LOCAL_RUNNER", "false")];

/// Prints what is known of a secret without telling it: its length and its sum.
const PIPELINE: &str = r#"
version: 1
on: { push: { branches: ["**"], tags: ["**"] }, pull_request: {}, manual: {} }
env: { ONE: from the file }
jobs:
  use:
    checkout: none
    secrets: [ONE, TWO]
    steps:
      - run: |
          echo "${#ONE} $(printf %s "$ONE" | sha256sum | cut -c1-8)"
          echo "two: ${TWO-unset}" | sha256sum | cut -c1-8
"#;

pub(crate) async fn set(app: &TestApp, path: &str, value: &str, more: Value) {
    let mut body = json!({ "value": value });
    if let (Value::Object(body), Value::Object(more)) = (&mut body, more) {
        body.extend(more);
    }
    let answer = app.client.answer(Method::PUT, path, Some(&body)).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
}

fn own(repository: &TestRepository, name: &str) -> String {
    format!("/api/repositories/{}/secrets/{name}", repository.id)
}

/// The first eight digits of a text's SHA-256.
fn sum(text: &str) -> String {
    oored::crypto::signature::sha256_hex(text.as_bytes())[..8].to_owned()
}

/// What the pipeline prints of these values.
fn printed(one: &str, two: &str) -> String {
    format!("{} {}\n{}\n", one.len(), sum(one), sum(&format!("two: {two}\n")))
}

async fn a_job_has_the_secrets_that_it_names_and_no_others(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let git = GitRepository::with_pipeline(
        r#"
version: 1
on: push
env: { ONE: from the file }
jobs:
  use:
    checkout: none
    secrets: [ONE, LINES]
    steps:
      - run: printf '%s' "$ONE" | sha256sum | cut -c1-8; printf '%s' "$LINES" | sha256sum | cut -c1-8
      - run: test -z "${OTHER+set}"
  without:
    checkout: none
    steps: [{ run: 'echo "$ONE"; test -z "${LINES+set}${OTHER+set}"' }]
"#,
    );
    let repository = app.register("acme/app", git).await;
    let lines = "-----BEGIN KEY-----\nÄ \"quoted\" $HOME `x` \\n\n-----END KEY-----\n";
    set(&app, &own(&repository, "ONE"), "of the repository", json!({})).await;
    set(&app, "/api/secrets/ONE", "of the instance", json!({})).await;
    set(&app, "/api/secrets/LINES", lines, json!({})).await;
    set(&app, &own(&repository, "OTHER"), "not named", json!({})).await;
    let build = app.push_finishes(&repository).await;
    assert_eq!(build["status"], "succeeded", "{build:#}");
    let expected = format!("{}\n{}\n", sum("of the repository"), sum(lines));
    assert_eq!(app.log(&build, "use").await, expected);
    assert_eq!(app.log(&build, "without").await, "from the file\n");
    let given = json!([{ "name": "ONE", "given": true }, { "name": "LINES", "given": true }]);
    assert_eq!(job_of(&build, "use")["secrets"], given);
    assert_eq!(job_of(&build, "without")["secrets"], json!([]));
    app.finish().await;
}

async fn a_secret_for_a_branch_reaches_neither_tags_nor_pull_requests(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let repository = app.register("acme/app", GitRepository::with_pipeline(PIPELINE)).await;
    set(&app, &own(&repository, "ONE"), "for all", json!({})).await;
    set(&app, &own(&repository, "TWO"), "for main", json!({ "branches": ["main"] })).await;
    let expect = async |build: &Value, two: Result<&str, &str>| {
        let build = app.finished(&text(build, "id")).await;
        assert_eq!(build["status"], "succeeded", "{build:#}");
        assert_eq!(app.log(&build, "use").await, printed("for all", two.unwrap_or("unset")));
        let shown = &job_of(&build, "use")["secrets"][1];
        match two {
            Ok(_) => assert_eq!(shown, &json!({ "name": "TWO", "given": true })),
            Err(reason) => {
                let withheld = json!({ "name": "TWO", "given": false, "reason": reason });
                assert_eq!(shown, &withheld);
            }
        }
    };
    expect(&app.push_builds(&repository).await, Ok("for main")).await;

    repository.git.git(&["tag", "main"]);
    repository.git.git(&["push", "--quiet", "origin", "refs/tags/main"]);
    let mut tag = repository.github_push();
    tag.git_ref = "refs/tags/main".to_owned();
    let event = app.deliver(&tag.signed(&repository)).await;
    expect(&app.build_of(&event).await, Err("it is not for the tag `main`")).await;

    repository.git.git(&["switch", "--quiet", "-c", "topic"]);
    repository.git.commit("On a branch", &[("note", "x")]);
    let push = app.push_builds(&repository).await;
    expect(&push, Err("it is not for the branch `topic`")).await;

    repository.git.commit("For a pull request", &[("note", "y")]);
    let request = delivery(&repository, &pull_request(&repository, "main"));
    let event = app.deliver(&request).await;
    let reason = "it is for some branches or tags only, and a pull request's code is on none yet";
    expect(&app.build_of(&event).await, Err(reason)).await;
    app.finish().await;
}

async fn a_fork_gets_what_is_for_forks_alone(database: TestDatabase) {
    let app = TestApp::start_with(database, &NO_RUNNER).await;
    let git = GitRepository::with_pipeline(PIPELINE);
    let never = json!({ "fork_approval": "never" });
    let repository = app.register_with("github", "acme/app", git, never).await;
    set(&app, &own(&repository, "ONE"), "for everybody", json!({ "for_forks": true })).await;
    set(&app, &own(&repository, "TWO"), "for us", json!({})).await;
    // Another of the same name does not stand in for one that is withheld.
    set(&app, "/api/secrets/TWO", "for forks, too", json!({ "for_forks": true })).await;
    let event = app.deliver(&Proposal::of_a_stranger().github(&repository)).await;
    let build = text(&app.build_of(&event).await, "id");
    let (token, id) = app.add_runner("late", &[]).await;
    let trusted = json!({ "runs_forks": true });
    let path = format!("/api/runners/{id}");
    assert_eq!(app.client.answer(Method::PUT, &path, Some(&trusted)).await.status, 200);
    let runner = RemoteRunner::start(&app, &token);
    let expect = async |build: &str| {
        let build = app.finished(build).await;
        assert_eq!(build["status"], "succeeded", "{build:#}");
        assert_eq!(app.log(&build, "use").await, printed("for everybody", "unset"));
        let shown = &job_of(&build, "use")["secrets"];
        assert_eq!(shown[0], json!({ "name": "ONE", "given": true }));
        assert_eq!(shown[1]["given"], false);
        assert!(text(&shown[1], "reason").contains("from a fork"), "{shown:#}");
    };
    expect(&build).await;
    // A build that repeats it is a fork's, too.
    let again = app.client.post(&format!("/api/builds/{build}/rerun"), &json!({})).await;
    expect(&text(&again, "id")).await;
    runner.finish().await;
    app.finish().await;
}

async fn a_job_whose_secret_is_not_stored_fails_before_it_begins(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let repository = app.register("acme/app", GitRepository::with_pipeline(PIPELINE)).await;
    set(&app, &own(&repository, "ONE"), "stored", json!({})).await;
    let build = app.push_finishes(&repository).await;
    assert_eq!(build["status"], "failed", "{build:#}");
    let job = job_of(&build, "use");
    let detail = text(job, "detail");
    let told = "the job names the secret `TWO`, and nothing of that name is stored for acme/app";
    assert!(detail.starts_with(told), "{detail}");
    assert!(detail.contains("`oore secret set acme/app TWO`"), "{detail}");
    assert_eq!(job["attempt"], 1, "it is not tried again: {job:#}");
    assert_eq!(job["steps"][0]["status"], "skipped", "nothing of it ran: {job:#}");
    assert_eq!(app.log_bytes(&build, "use").await, b"");
    app.finish().await;
}

async fn a_rerun_gets_the_value_of_today(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let repository = app.register("acme/app", GitRepository::with_pipeline(PIPELINE)).await;
    let (one, two) = (own(&repository, "ONE"), own(&repository, "TWO"));
    set(&app, &one, "first", json!({})).await;
    set(&app, &two, "second", json!({})).await;
    let build = app.push_finishes(&repository).await;
    assert_eq!(app.log(&build, "use").await, printed("first", "second"));
    set(&app, &one, "a better one", json!({})).await;
    set(&app, &two, "not for main any more", json!({ "branches": ["release"] })).await;
    let path = format!("/api/builds/{}/rerun", text(&build, "id"));
    let again = app.client.post(&path, &json!({})).await;
    let again = app.finished(&text(&again, "id")).await;
    assert_eq!(app.log(&again, "use").await, printed("a better one", "unset"));
    // What the first one was given is not what it would be given now.
    let build = app.build(&text(&build, "id")).await;
    assert_eq!(job_of(&build, "use")["secrets"][1], json!({ "name": "TWO", "given": true }));
    app.finish().await;
}

async fn secrets_of_too_many_bytes_fail_the_job(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let names: Vec<_> = (0..5).map(|number| format!("S{number}")).collect();
    let pipeline = format!(
        "
version: 1
on: push
jobs: {{ use: {{ checkout: none, secrets: [{}], steps: [{{ run: 'true' }}] }} }}
",
        names.join(", ")
    );
    let repository = app.register("acme/app", GitRepository::with_pipeline(&pipeline)).await;
    let value = "k".repeat(64 * 1024);
    for name in &names {
        set(&app, &own(&repository, name), &value, json!({})).await;
    }
    let build = app.push_finishes(&repository).await;
    assert_eq!(build["status"], "failed", "{build:#}");
    let detail = text(job_of(&build, "use"), "detail");
    let told = "the job's secrets have 320 KiB together, and 256 KiB are the most; ";
    assert!(detail.starts_with(told), "{detail}");
    set(&app, &own(&repository, "S0"), "short", json!({})).await;
    let build = app.push_finishes(&repository).await;
    assert_eq!(build["status"], "failed", "64 KiB and 5 bytes too many: {build:#}");
    app.finish().await;
}

async fn a_secret_of_another_key_fails_the_job_with_what_to_do(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let repository = app.register("acme/app", GitRepository::with_pipeline(PIPELINE)).await;
    for name in ["ONE", "TWO"] {
        set(&app, &own(&repository, name), "sealed with the first key", json!({})).await;
    }
    let key = app.data_dir().join("data/encryption-key");
    std::fs::write(&key, "ab".repeat(32)).expect("written");
    let app = app.restart().await;
    let path = format!("/api/repositories/{}/trigger", repository.id);
    let build = app.client.post(&path, &json!({})).await;
    let build = app.finished(&text(&build, "id")).await;
    assert_eq!(build["status"], "failed", "{build:#}");
    let detail = text(job_of(&build, "use"), "detail");
    assert!(detail.contains("`ONE` can't be opened"), "{detail}");
    assert!(detail.contains("OORE_ENCRYPTION_KEY_PREVIOUS"), "{detail}");
    app.finish().await;
}
