//! Each actor is killed while a build runs: the build ends with its whole log all the same.

use serde_json::Value;

use crate::support::{
    Gate, GitRepository, TestApp, TestDatabase, TestRepository, job_of, on_both_databases, text,
};

on_both_databases!(
    persistence_comes_back,
    logs_come_back,
    runners_come_back,
    the_scheduler_comes_back,
    repositories_come_back,
    the_intake_comes_back,
    a_runner_connects_again_when_its_session_is_killed,
    a_log_goes_on_when_its_stream_is_killed,
    an_event_is_decided_when_its_repository_is_killed,
    all_actors_killed_at_once_come_back,
);

/// A job that prints, waits, prints, waits and prints, and another that needs it.
const PIPELINE: &str = r#"
version: 1
on: push
jobs:
  long:
    checkout: none
    steps:
      - run: |
          seq 1 2000
          cat "DIR/one"
          seq 2001 4000
          cat "DIR/two"
          seq 4001 6000
  last:
    checkout: none
    needs: long
    steps: [ { run: echo done } ]
"#;

struct Run {
    app: TestApp,
    repository: TestRepository,
    build: String,
    one: Gate,
    two: Gate,
}

/// A server whose build waits at its first gate.
async fn running(database: TestDatabase) -> Run {
    let app = TestApp::start(database).await;
    let git = GitRepository::new();
    let pipeline = PIPELINE.replace("DIR", git.scratch().to_str().expect("UTF-8"));
    git.commit("First", &[("oore.yaml", &pipeline)]);
    let (mut one, two) = (Gate::new(git.scratch(), "one"), Gate::new(git.scratch(), "two"));
    let repository = app.register("acme/app", git).await;
    let build = text(&app.push_builds(&repository).await, "id");
    one.reached().await;
    Run { app, repository, build, one, two }
}

impl Run {
    /// Kills an actor that lives.
    fn kill(&mut self, name: &str) {
        self.app.may_restart(name);
        self.app.app().actor(name).unwrap_or_else(|| panic!("{name} lives")).kill();
    }

    /// The name of the one actor that begins like this.
    fn named(&self, prefix: &str) -> String {
        let mut actors = self.app.app().actors().into_iter().map(|actor| actor.name);
        actors.find(|name| name.starts_with(prefix)).unwrap_or_else(|| panic!("a {prefix} lives"))
    }

    /// Waits until the server has stored some of the job's output.
    async fn has_a_log(&self) {
        let build = self.app.build(&self.build).await;
        let path = format!("/api/jobs/{}/log/events", text(job_of(&build, "long"), "id"));
        let first = self.app.client.events(&path, None).await.next().await;
        assert!(!first.expect("a log that goes on").output().is_empty(), "output comes first");
    }

    /// A delivery that comes now is stored, answered and decided once somebody can do it.
    async fn takes_another_push(&self) {
        let event = self.app.push(&self.repository).await;
        assert_eq!(event["status"], "handled", "{event:#}");
        let second = text(&self.app.build_of(&event).await, "id");
        self.app.cancel(&second).await;
        self.app.finished(&second).await;
    }

    /// Lets the build go on, and checks that nothing of it was lost.
    async fn ends_whole(mut self) -> TestApp {
        self.one.open();
        self.two.reached().await;
        self.two.open();
        let build = self.app.finished(&self.build).await;
        assert_eq!(build["status"], "succeeded", "{build:#}");
        let log = self.app.log(&build, "long").await;
        let numbers: Vec<_> =
            log.lines().filter_map(|line| line.trim().parse::<u32>().ok()).collect();
        assert!(numbers.into_iter().eq(1..=6000), "the log is complete and in order");
        for job in build["jobs"].as_array().expect("jobs") {
            assert_eq!(job["attempt"], 1, "{build:#}");
        }
        self.app
    }
}

/// One actor of the tree as the API shows it.
async fn shown(app: &TestApp, name: &str) -> Option<Value> {
    let tree = app.client.get("/api/system/actors").await;
    let actors = tree["items"].as_array().expect("items").clone();
    actors.into_iter().find(|actor| actor["name"] == name)
}

/// Kills a child of the root, and checks the build and what the tree shows.
async fn child_comes_back(database: TestDatabase, name: &str) {
    let mut run = running(database).await;
    run.kill(name);
    run.takes_another_push().await;
    let app = run.ends_whole().await;
    let back = async || {
        let actor = shown(&app, name).await.expect("it is shown");
        (actor["state"] == "running").then_some(actor)
    };
    let actor = app.until("the actor is back", back).await;
    assert_eq!(actor["restarts"], 1, "{actor}");
    assert!(actor["last_failure"]["at"].is_string(), "{actor}");
    assert_eq!(actor["last_failure"]["reason"], "killed");
    app.finish().await;
}

async fn persistence_comes_back(database: TestDatabase) {
    child_comes_back(database, "persistence").await;
}

/// It is there where the database takes writes side by side.
#[tokio::test(flavor = "multi_thread")]
async fn the_writer_of_deliveries_comes_back() {
    let Some(database) = TestDatabase::postgres().await else { return };
    child_comes_back(database, "deliveries").await;
}

/// It goes from one writer to the other, which has just been killed.
#[tokio::test(flavor = "multi_thread")]
async fn a_delivery_that_comes_again_is_known_when_its_writer_is_killed() {
    let Some(database) = TestDatabase::postgres().await else { return };
    let mut run = running(database).await;
    let delivery = run.repository.github_push().signed(&run.repository);
    let first = run.app.send(&delivery).await;
    assert_eq!(first.status, 202, "{}", first.text());
    for _ in 0..3 {
        run.kill("persistence");
        let again = run.app.send(&delivery).await;
        assert_eq!(again.status, 202, "{}", again.text());
        assert_eq!(again.json()["duplicate"], true, "{}", again.text());
    }
    let event = run.app.decided(&text(&first.json(), "id")).await;
    let second = text(&run.app.build_of(&event).await, "id");
    run.app.cancel(&second).await;
    run.app.finished(&second).await;
    run.ends_whole().await.finish().await;
}

async fn logs_come_back(database: TestDatabase) {
    child_comes_back(database, "logs").await;
}

async fn runners_come_back(database: TestDatabase) {
    child_comes_back(database, "runners").await;
}

async fn the_scheduler_comes_back(database: TestDatabase) {
    child_comes_back(database, "scheduler").await;
}

async fn repositories_come_back(database: TestDatabase) {
    child_comes_back(database, "repositories").await;
}

async fn the_intake_comes_back(database: TestDatabase) {
    child_comes_back(database, "intake").await;
}

async fn a_runner_connects_again_when_its_session_is_killed(database: TestDatabase) {
    let mut run = running(database).await;
    let session = run.named("runners/session:");
    run.kill(&session);
    let app = run.ends_whole().await;
    assert!(shown(&app, &session).await.is_some(), "the runner is back under its name");
    let figures = String::from_utf8(app.client.bytes("/metrics").await).expect("text");
    let counted = "oore_actor_restarts_total{actor=\"runners/session\"} 1\n";
    assert!(figures.contains(counted), "{figures}");
    app.finish().await;
}

async fn a_log_goes_on_when_its_stream_is_killed(database: TestDatabase) {
    let mut run = running(database).await;
    // The script may stand at its gate before the first chunk, which starts the stream, is here.
    run.has_a_log().await;
    let stream = run.named("logs/stream:");
    run.kill(&stream);
    let app = run.ends_whole().await;
    app.finish().await;
}

async fn an_event_is_decided_when_its_repository_is_killed(database: TestDatabase) {
    let mut run = running(database).await;
    // A commit that was read already is not fetched again.
    run.repository.git.commit("Second", &[("second", "")]);
    let mut gate = run.repository.git.hold();
    let delivery = run.repository.github_push().signed(&run.repository);
    let answer = run.app.send(&delivery).await;
    gate.reached().await;
    run.kill(&format!("repositories/repository:{}", run.repository.id));
    run.repository.git.let_go(gate);
    let event = run.app.decided(&text(&answer.json(), "id")).await;
    assert_eq!(event["status"], "handled", "{event:#}");
    let second = run.app.build_of(&event).await;
    run.app.cancel(&text(&second, "id")).await;
    run.app.finished(&text(&second, "id")).await;
    run.ends_whole().await.finish().await;
}

async fn all_actors_killed_at_once_come_back(database: TestDatabase) {
    let deliveries = matches!(database, TestDatabase::Postgres { .. }).then_some("deliveries");
    let mut run = running(database).await;
    for name in [
        "persistence",
        "logs",
        "runners",
        "scheduler",
        "repositories",
        "intake",
        "reconcile",
        "retention",
    ]
    .into_iter()
    .chain(deliveries)
    {
        run.kill(name);
    }
    run.takes_another_push().await;
    run.ends_whole().await.finish().await;
}
