//! The generated Rust client against a living server: types, typed refusals and streams.

use oore_client::api::types::{BuildStatus, ProviderKind, Repository, RepositoryIn};
use oore_client::{
    BuildChange, BuildWatcher, Connection, Failure, LogFollower, LogPart, LogStart, Patience,
};

use crate::support::{Gate, GitRepository, TestApp, TestDatabase, job_of, on_both_databases, text};

on_both_databases!(
    a_repository_is_added_once_and_built_through_the_client,
    a_build_that_runs_is_followed_and_canceled_through_the_client,
);

fn connect(app: &TestApp) -> Connection {
    Connection::new(app.client.base_url(), Some(app.client.token())).expect("a server's address")
}

async fn add(connection: &Connection, git: &GitRepository) -> Result<Repository, Failure> {
    let body = RepositoryIn::builder()
        .provider(ProviderKind::Github)
        .owner("acme")
        .repo("app")
        .clone_url(Some(git.url().parse().expect("a clone URL")));
    let added = connection.api().repo_add().body(body).send().await;
    Ok(added.map_err(Failure::from)?.into_inner())
}

async fn a_repository_is_added_once_and_built_through_the_client(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let git = GitRepository::with_pipeline(
        "{ version: 1, on: manual, jobs: { only: { steps: [{ run: echo by hand }] } } }",
    );
    let connection = connect(&app);
    let repository = add(&connection, &git).await.expect("added");
    let taken = add(&connection, &git).await.expect_err("the name is taken");
    assert!(matches!(&taken, Failure::Refused(problem) if problem.status == 409), "{taken}");

    let triggered = connection.api().build_trigger().id(repository.id.clone()).send().await;
    let build = triggered.expect("triggered").into_inner();
    let mut watcher = BuildWatcher::new(&connection, &build.id, Patience::default());
    let ended = loop {
        match watcher.next().await.expect("the server answers").expect("the build ends") {
            BuildChange::End(build) => break build,
            BuildChange::Build(_) | BuildChange::Job(_) => {}
        }
    };
    assert_eq!(ended.status, BuildStatus::Succeeded);
    let listed = connection.api().build_list().repo(repository.id).send().await;
    let listed = listed.expect("listed").into_inner();
    assert_eq!(listed.items.iter().map(|build| build.number).collect::<Vec<_>>(), [1]);
    app.finish().await;
}

async fn a_build_that_runs_is_followed_and_canceled_through_the_client(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let git = GitRepository::new();
    let mut gate = Gate::new(git.scratch(), "gate");
    let pipeline = format!(
        "{{ version: 1, on: manual, jobs: {{ only: {{ checkout: none, steps: [{{ run: 'echo before; cat {}' }}] }} }} }}",
        gate.path()
    );
    git.commit("First", &[("oore.yaml", &pipeline)]);
    let connection = connect(&app);
    let repository = add(&connection, &git).await.expect("added");
    let triggered = connection.api().build_trigger().id(repository.id).send().await;
    let build = triggered.expect("triggered").into_inner();
    gate.reached().await;

    let shown = app.build(&build.id).await;
    let job = text(job_of(&shown, "only"), "id");
    let mut log = LogFollower::new(&connection, &job, LogStart::default(), Patience::default());
    let first = log.next().await.expect("the server answers");
    assert_eq!(first, Some(LogPart::Bytes(b"before\n".to_vec())));
    connection.api().build_cancel().id(build.id.clone()).send().await.expect("canceled");
    loop {
        match log.next().await.expect("the server answers").expect("the log ends") {
            LogPart::End { job_status, .. } => {
                assert_eq!(job_status.to_string(), "canceled");
                break;
            }
            LogPart::Bytes(_) | LogPart::NextAttempt { .. } => {}
        }
    }
    assert_eq!(app.finished(&build.id).await["status"], "canceled");
    app.finish().await;
}
