//! A server whose actor can't work: it ends, so that the service manager starts it anew.

use oored::domain::status::RunnerStatus;
use oored::entities::{Stored, runners};
use oored::ids::RunnerId;
use oored::store::Database;
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel};

use super::starting::serve;

/// A runner that is away, and a damaged database in which its jobs can't be found.
async fn damage(data: &std::path::Path) {
    std::fs::create_dir(data).unwrap();
    let database = Database::open(&oored::store::default_url(data)).await.unwrap();
    let runner = runners::Model {
        id: RunnerId::generate(),
        name: "away".to_owned(),
        is_local: false,
        labels: Stored(Vec::new()),
        reported_labels: Stored(Vec::new()),
        capacity: 1,
        version: None,
        status: RunnerStatus::Online,
        instance: None,
        last_seen_at: None,
        repositories: None,
        runs_forks: false,
        conflict_at: None,
        conflict_addresses: None,
        created_at: oored::clock::now(),
    };
    let tx = database.begin().await.unwrap();
    let insert = runners::Entity::insert(runner.into_active_model());
    insert.exec_without_returning(&tx).await.unwrap();
    let damage = "ALTER TABLE job_attempts RENAME COLUMN runner_id TO damaged";
    tx.execute_unprepared(damage).await.unwrap();
    tx.commit().await.unwrap();
    database.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_actor_that_fails_again_and_again_ends_the_process_with_code_70() {
    let directory = tempfile::tempdir().unwrap();
    damage(&directory.path().join("data")).await;
    let output = serve(&directory, &[("OORE_RUNNER_LOST_AFTER", "100ms")]).output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(70), "{told}");
    let last = told.lines().last().unwrap_or_default();
    assert!(
        last.starts_with("oored: runners failed 6 times within 60 s, the last time because: "),
        "{told}"
    );
    assert!(last.contains("job_attempts"), "it says what is wrong: {last}");
    assert!(last.ends_with("; giving up, so that the service manager starts it anew"), "{last}");
}
