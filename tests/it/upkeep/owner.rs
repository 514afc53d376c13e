//! One server never changes another's archive, and a part of the upkeep that panics comes again.

use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, SystemTime};

#[cfg(feature = "failpoints")]
use oored::{archive::Archive, ids::LeaseId};

use super::{COMPACT, object_files, register};
use crate::support::{Daemon, GitRepository, Server, TestDatabase, on_both_databases};

on_both_databases!(a_server_leaves_anothers_archive_alone);

/// Two hours old: a sweep takes what no row names.
pub(super) fn long_ago(path: &Path) {
    let file = File::options().write(true).open(path).expect("opened");
    file.set_modified(SystemTime::now() - Duration::from_secs(2 * 60 * 60)).expect("changed");
}

async fn a_server_leaves_anothers_archive_alone(database: TestDatabase) {
    let place = tempfile::tempdir().expect("a directory");
    let logs = place.path().join("logs");
    let elsewhere = ("OORE_LOG_DIR", logs.to_str().expect("UTF-8"));
    let first = Daemon::start(TestDatabase::sqlite(), &[COMPACT, elsewhere]).await;
    let repository = register(&first, GitRepository::new(), "echo the first\n").await;
    let build = first.push_finishes(&repository).await;
    let one = async || (object_files(&logs).len() == 1).then_some(());
    Server::ask_until("the first one's log is an object", one).await;
    long_ago(&object_files(&logs)[0]);

    let second = Daemon::start(database, &[COMPACT, elsewhere]).await;
    let log = second.data_dir().join("stderr");
    let is_told = async || {
        let told = fs::read_to_string(&log).expect("its log");
        told.contains("belongs to another server").then_some(())
    };
    Server::ask_until("the second one says that it is not its own", is_told).await;
    let repository = register(&second, GitRepository::new(), "echo the second\n").await;
    let own = second.push_finishes(&repository).await;
    assert!(second.log(&own, "print").await.ends_with("the second\n"), "it stays in the database");
    assert_eq!(object_files(&logs).len(), 1);
    assert!(first.log(&build, "print").await.ends_with("the first\n"));
    first.finish().await;

    // It takes the first one's place, by somebody's word.
    fs::remove_file(logs.join("owner")).expect("removed");
    let own_log = async || {
        let objects = object_files(&logs);
        (objects.len() == 1 && !is_old(&objects[0])).then_some(())
    };
    Server::ask_until("its log is there, and what no row names is gone", own_log).await;
    assert!(second.log(&own, "print").await.ends_with("the second\n"));
    second.finish().await;
}

fn is_old(path: &Path) -> bool {
    let touched = path.metadata().and_then(|it| it.modified()).expect("a moment");
    touched.elapsed().is_ok_and(|age| age > Duration::from_secs(60 * 60))
}

#[cfg(feature = "failpoints")]
#[tokio::test(flavor = "multi_thread")]
async fn a_round_that_panics_is_followed_by_the_next() {
    let panics = ("FAILPOINTS", "compaction.object_written=1*panic->off");
    let daemon = Daemon::start(TestDatabase::sqlite(), &[COMPACT, panics]).await;
    let archive = Archive::new(&daemon.data_dir().join("data/logs"));
    let orphan = LeaseId::generate();
    archive.write(orphan).expect("begun").finish().expect("written");
    long_ago(&archive.path(orphan));
    let repository = register(&daemon, GitRepository::new(), "echo hello\n").await;
    let build = daemon.push_finishes(&repository).await;
    let log = daemon.data_dir().join("stderr");
    let told = async || {
        let told = fs::read_to_string(&log).expect("its log");
        told.contains("a part of the upkeep panicked").then_some(())
    };
    Server::ask_until("the panic is told", told).await;
    let swept = async || (!archive.path(orphan).exists()).then_some(());
    Server::ask_until("later rounds sweep", swept).await;
    assert!(daemon.log(&build, "print").await.ends_with("hello\n"));
    let files = object_files(archive.directory());
    assert_eq!(files.len(), 1, "the log is an object");
    daemon.finish().await;
}
