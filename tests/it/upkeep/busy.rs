//! Backups of a server that is moving logs and removing history.

use std::fs;

use oored::archive::Archive;

use super::backup::good;
use super::owner::long_ago;
use super::{COMPACT, object_files, register};
use crate::support::{
    Daemon, GitRepository, Server, TestDatabase, TestRepository, on_both_databases, optional,
};

on_both_databases!(
    history_that_goes_during_a_backup_keeps_its_files_until_that_has_read_them,
    a_backup_is_whole_while_logs_move_and_history_goes,
);

const KEEP: (&str, &str) = ("OORE_KEEP_BUILDS", "2");

async fn build(daemon: &Daemon, repository: &TestRepository, number: usize) {
    let script = format!("seq 1 {number}00; exit 1\n");
    repository.git.commit("Another", &[("print.sh", &script)]);
    daemon.push_finishes(repository).await;
}

/// A server with so many builds that failed, whose logs are objects.
async fn with_builds(database: TestDatabase, count: usize) -> (Daemon, TestRepository) {
    let daemon = Daemon::start(database, &[COMPACT, KEEP]).await;
    let repository = register(&daemon, GitRepository::new(), "exit 1\n").await;
    for number in 1..=count {
        build(&daemon, &repository, number).await;
    }
    let objects = daemon.data_dir().join("data/logs");
    let all = async || (object_files(&objects).len() == count).then_some(());
    Server::ask_until("all logs are objects", all).await;
    (daemon, repository)
}

async fn builds(daemon: &Daemon) -> usize {
    daemon.client.get("/api/builds?limit=100").await["items"].as_array().expect("a list").len()
}

async fn history_that_goes_during_a_backup_keeps_its_files_until_that_has_read_them(
    database: TestDatabase,
) {
    let (mut daemon, _) = with_builds(database, 4).await;
    let objects = daemon.data_dir().join("data/logs");
    daemon.kill().await;
    // What a backup, another process, holds as long as it reads.
    let kept = Archive::new(&objects).keep().expect("locked");
    let daemon = daemon.restart().await;
    let gone = async || (builds(&daemon).await == 2).then_some(());
    Server::ask_until("two builds are gone", gone).await;
    assert_eq!(object_files(&objects).len(), 4, "their files are still read");
    object_files(&objects).iter().for_each(|file| long_ago(file));
    drop(kept);
    let swept = async || (object_files(&objects).len() == 2).then_some(());
    Server::ask_until("a later sweep has removed them", swept).await;
    daemon.finish().await;
}

async fn a_backup_is_whole_while_logs_move_and_history_goes(database: TestDatabase) {
    if database.url().is_some() && !["pg_dump", "pg_restore"].into_iter().all(optional::program) {
        return database.drop().await;
    }
    let (mut daemon, repository) = with_builds(database, 12).await;
    daemon.kill().await;
    // The first pass begins with the first round; what is built meanwhile is compacted.
    let daemon = daemon.restart().await;
    let backups = async {
        for number in 0..4 {
            let path = daemon.data_dir().join(format!("{number}.tar.zst"));
            let path = path.to_str().expect("UTF-8");
            good(&daemon.command(&["backup", "--to", path]).await);
            let verified = good(&daemon.command(&["restore", "--verify", path]).await);
            assert!(verified.contains("the backup is good"), "{verified}");
            fs::remove_file(path).expect("removed");
        }
    };
    let load = async {
        for number in 20..23 {
            build(&daemon, &repository, number).await;
        }
    };
    futures_util::future::join(backups, load).await;
    let gone = async || (builds(&daemon).await <= 5).then_some(());
    Server::ask_until("history has gone", gone).await;
    daemon.finish().await;
}
