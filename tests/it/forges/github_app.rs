//! A GitHub App, from the signed delivery to the check run that tells how the build went.

use oored::entities::log_chunks;
use reqwest::Method;
use sea_orm::sea_query::Expr;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};

use crate::support::emulate::{APP, Emulate, SECRET};
use crate::support::{
    Gate, GitRepository, TestApp, TestDatabase, TestRepository, on_both_databases, text,
};

on_both_databases!(
    a_check_run_says_what_the_build_says,
    a_pipeline_file_that_is_wrong_is_annotated,
    a_check_run_that_is_asked_for_again_is_another_build,
    a_state_is_told_although_its_log_cannot_be_read,
);

const PASSING: &str = "
version: 1
on: push
jobs: { test: { checkout: none, steps: [{ run: echo it works }] } }
";

const FAILING: &str = "
version: 1
on: push
jobs:
  test: { checkout: none, steps: [{ name: Unit tests, run: 'echo one is wrong; exit 3' }] }
  deploy: { needs: test, checkout: none, steps: [{ run: echo never }] }
";

/// A server with the App, GitHub, and `acme/app` registered with no token of its own.
async fn start(
    database: TestDatabase,
    git: GitRepository,
) -> Option<(TestApp, Emulate, TestRepository)> {
    let mut github = Emulate::prepare()?;
    let settings = [
        ("OORE_ALLOWED_NETWORKS", "127.0.0.0/8"),
        ("OORE_GITHUB_API_URL", &github.url()),
        ("OORE_GITHUB_APP_ID", APP),
        ("OORE_GITHUB_PRIVATE_KEY", github.key()),
        ("OORE_GITHUB_WEBHOOK_SECRET", SECRET),
    ];
    let app = TestApp::start_with(database, &settings).await;
    github.start(&format!("{}/api/webhooks/github", app.app().base_url())).await;
    let more = json!({ "api_url": github.url() });
    let repository = app.register_with("github", "acme/app", git, more).await;
    Some((app, github, repository))
}

/// The newest build, once it has ended and GitHub has been told of it.
async fn told(app: &TestApp, number: u64) -> Value {
    let is_there = |builds: &Value| builds["items"][0]["number"] == number;
    let builds = app.get_until("/api/builds", is_there).await;
    let id = text(&builds["items"][0], "id");
    app.finished(&id).await;
    let is_told = |build: &Value| build["status_reports"][0]["is_delivered"] == true;
    app.build_until(&id, is_told).await
}

async fn a_check_run_says_what_the_build_says(database: TestDatabase) {
    let git = GitRepository::with_pipeline(PASSING);
    let Some((app, github, repository)) = start(database, git).await else { return };
    github.push(&repository.git, "main").await;
    let build = told(&app, 1).await;
    assert_eq!(build["status"], "succeeded", "{build:#}");
    let runs = github.check_runs(&repository.git.head()).await;
    let [run] = runs.as_slice() else { panic!("one check run: {runs:#?}") };
    assert_eq!(
        [&run["name"], &run["status"], &run["conclusion"], &run["external_id"]],
        [&json!("oore/push"), &json!("completed"), &json!("success"), &build["id"]]
    );
    assert_eq!(run["output"]["title"], "Build 1 succeeded");

    repository.git.commit("Break it", &[("oore.yaml", FAILING)]);
    github.push(&repository.git, "main").await;
    let build = told(&app, 2).await;
    let runs = github.check_runs(&repository.git.head()).await;
    let [run] = runs.as_slice() else { panic!("one check run: {runs:#?}") };
    assert_eq!([&run["conclusion"], &run["external_id"]], [&json!("failure"), &build["id"]]);
    let summary = text(&run["output"], "summary");
    for part in
        ["| test | failed |", "Unit tests: exit code 3", "one is wrong", "| deploy | skipped"]
    {
        assert!(summary.contains(part), "{part}: {summary}");
    }

    // Each token is for one thing in one repository.
    let tokens = github.tokens().await.to_string();
    assert!(tokens.contains("checks") && !tokens.contains("contents"), "{tokens}");
    app.finish().await;
}

async fn a_pipeline_file_that_is_wrong_is_annotated(database: TestDatabase) {
    let jobs: String = (0..70).map(|n| format!("  job{n}: {{ stepz: [] }}\n")).collect();
    let wrong = format!("version: 1\non: push\njobs:\n{jobs}");
    let git = GitRepository::with_pipeline(&wrong);
    let Some((app, github, repository)) = start(database, git).await else { return };
    github.push(&repository.git, "main").await;
    let build = told(&app, 1).await;
    let mistakes = build["diagnostics"].as_array().expect("mistakes").len();
    assert!(mistakes > 50, "more than one request takes: {mistakes}");
    let runs = github.check_runs(&repository.git.head()).await;
    assert_eq!(runs[0]["conclusion"], "failure");
    // What emulate counts is what came with the last request: each takes fifty.
    let last = (mistakes - 1) % 50 + 1;
    assert_eq!(runs[0]["output"]["annotations_count"], last, "{:#}", runs[0]);
    app.finish().await;
}

async fn a_check_run_that_is_asked_for_again_is_another_build(database: TestDatabase) {
    let git = GitRepository::with_pipeline(PASSING);
    let Some((app, github, repository)) = start(database, git).await else { return };
    github.push(&repository.git, "main").await;
    let first = told(&app, 1).await;
    let runs = github.check_runs(&repository.git.head()).await;
    github.rerequest(&runs[0]).await;
    let second = told(&app, 2).await;
    assert_eq!(second["rerun_of"], first["id"], "{second:#}");
    let event = app
        .client
        .get(&format!("/api/webhooks/events/{}", text(&second, "webhook_event_id")))
        .await;
    assert_eq!(event["event"], "check_run");
    let runs = github.check_runs(&repository.git.head()).await;
    let ids: Vec<_> = runs.iter().map(|run| &run["external_id"]).collect();
    assert_eq!(ids, [&second["id"]], "one check run, so that none is left that never ends");
    let list = app.client.answer(Method::GET, "/api/builds", None).await.json();
    assert_eq!(list["items"].as_array().map(Vec::len), Some(2));
    app.finish().await;
}

async fn a_state_is_told_although_its_log_cannot_be_read(database: TestDatabase) {
    let git = GitRepository::new();
    let mut gate = Gate::new(git.scratch(), "gate");
    let script = format!("echo one is wrong; cat {}; exit 3", gate.path());
    let failing = FAILING.replace("echo one is wrong; exit 3", &script);
    git.commit("First", &[("oore.yaml", &failing)]);
    let Some((app, github, repository)) = start(database, git).await else { return };
    github.push(&repository.git, "main").await;
    gate.reached().await;
    let db = &app.app().database().writer();
    let came = async || (log_chunks::Entity::find().count(db).await.ok()? > 0).then_some(());
    app.until("the output has come", came).await;
    let damaged = [
        (log_chunks::Column::Encoding, Expr::value("zstd")),
        (log_chunks::Column::Data, Expr::value(b"no such thing".to_vec())),
    ];
    let query = log_chunks::Entity::update_many();
    let query = damaged.into_iter().fold(query, |query, (column, it)| query.col_expr(column, it));
    query.exec(db).await.expect("damaged");
    gate.open();
    let build = told(&app, 1).await;
    assert_eq!(build["status_reports"][0]["last_error"], Value::Null, "{build:#}");
    let runs = github.check_runs(&repository.git.head()).await;
    assert_eq!(runs[0]["conclusion"], "failure", "{runs:#?}");
    let summary = text(&runs[0]["output"], "summary");
    assert!(summary.contains("Unit tests: exit code 3"), "{summary}");
    app.finish().await;
}
