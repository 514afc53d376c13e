//! What of a backup is not whole is told, and keeps nobody from the rest.

use std::fs;
use std::path::Path;

use reqwest::Method;
use serde_json::Value;

use super::backup::{Rebuilt, good, manifest, restore, stderr, verify};
use super::{COMPACT, object_files, register};
use crate::support::{
    Daemon, GitRepository, Server, TestDatabase, job_of, on_both_databases, optional, text,
};

on_both_databases!(
    logs_that_are_not_whole_keep_nobody_from_the_rest,
    a_log_that_was_exchanged_for_another_is_told,
);

/// Whether this machine has what backups of the database need.
fn can_run(database: &TestDatabase) -> bool {
    database.url().is_none() || ["pg_dump", "pg_restore"].into_iter().all(optional::program)
}

/// A server with so many builds, whose logs are objects and differ.
async fn with_logs(database: TestDatabase, count: usize) -> (Daemon, Vec<Value>) {
    let daemon = Daemon::start(database, &[COMPACT]).await;
    let repository = register(&daemon, GitRepository::new(), "echo 0\n").await;
    let mut builds = vec![daemon.push_finishes(&repository).await];
    for number in 1..count {
        let script = format!("seq 1 {number}000; echo {number}\n");
        repository.git.commit("Another", &[("print.sh", &script)]);
        builds.push(daemon.push_finishes(&repository).await);
    }
    let objects = daemon.data_dir().join("data/logs");
    let all = async || (object_files(&objects).len() == count).then_some(());
    Server::ask_until("all logs are objects", all).await;
    (daemon, builds)
}

async fn logs_that_are_not_whole_keep_nobody_from_the_rest(database: TestDatabase) {
    if !can_run(&database) {
        return database.drop().await;
    }
    let is_sqlite = database.url().is_none();
    let (daemon, builds) = with_logs(database, 4).await;
    let logs = daemon.data_dir().join("data/logs");
    let [missing, changed, unreadable, whole] = &object_files(&logs)[..] else { panic!("four") };
    fs::remove_file(missing).expect("removed");
    let mut bytes = fs::read(changed).expect("read");
    bytes[8] ^= 1;
    fs::write(changed, bytes).expect("written");
    // A file that can be opened and not be read.
    fs::remove_file(unreadable).expect("removed");
    fs::create_dir(unreadable).expect("made");
    let place = tempfile::tempdir().expect("a directory");
    let backup = place.path().join("backup.tar.zst");
    let to = backup.to_str().expect("UTF-8");
    let output = daemon.command(&["backup", "--with-keys", "--to", to]).await;
    let told = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{told}");
    for (path, reason) in [
        (missing, "it can't be read: No such file"),
        (changed, "it is damaged"),
        (unreadable, "it can't be read: Is a directory"),
    ] {
        let name = path.strip_prefix(&logs).expect("below").display();
        assert!(told.contains(&format!("logs/{name} is not whole: {reason}")), "{told}");
    }
    let verified = verify(&backup, place.path()).await;
    assert_eq!(verified.status.code(), Some(1), "{verified:?}");
    assert!(stderr(&verified).contains("it can be restored, without"), "{verified:?}");
    daemon.finish().await;
    if is_sqlite {
        serves_the_rest(&backup, &builds).await;
    }
    let data_dir = place.path().join("restored");
    let restored = restore(&backup, &data_dir).await;
    assert_eq!(restored.status.code(), Some(1), "{restored:?}");
    assert!(stderr(&restored).contains("all was restored but"), "{restored:?}");
    let laid_out = object_files(&data_dir.join("logs"));
    let name = |path: &Path| path.file_name().map(ToOwned::to_owned);
    assert_eq!(laid_out.iter().map(|it| name(it)).collect::<Vec<_>>(), [name(whole)]);
}

/// A server of the backup has the builds, and the one log.
async fn serves_the_rest(backup: &Path, builds: &[Value]) {
    let daemon = Daemon::start_on(TestDatabase::sqlite(), &[COMPACT], async |data_dir| {
        restore(backup, data_dir).await;
    })
    .await;
    let mut readable = 0;
    for build in builds {
        assert_eq!(daemon.build(&text(build, "id")).await["status"], "succeeded");
        let path = format!("/api/jobs/{}/log", text(job_of(build, "print"), "id"));
        // One that can't be read is refused, or ends before its time.
        let answer = daemon.client.request(Method::GET, &path).send().await.expect("an answer");
        let is_given = answer.status().is_success();
        readable += usize::from(is_given && answer.bytes().await.is_ok());
    }
    assert_eq!(readable, 1);
    daemon.finish().await;
}

async fn a_log_that_was_exchanged_for_another_is_told(database: TestDatabase) {
    if !can_run(&database) {
        return database.drop().await;
    }
    let (daemon, _) = with_logs(database, 2).await;
    let place = tempfile::tempdir().expect("a directory");
    let backup = place.path().join("backup.tar.zst");
    good(&daemon.command(&["backup", "--to", backup.to_str().expect("UTF-8")]).await);
    let verified = good(&daemon.command(&["restore", "--verify", text_of(&backup)]).await);
    assert!(verified.contains("2 logs are as the database"), "{verified}");
    assert!(verified.contains("who did what is whole"), "{verified}");
    let mut rebuilt = Rebuilt::of(&backup);
    let logs: Vec<usize> = rebuilt.members("logs/");
    let [one, other] = logs[..] else { panic!("two logs") };
    let (first, second) = (rebuilt.bytes(one), rebuilt.bytes(other));
    rebuilt.replace(one, second);
    rebuilt.replace(other, first);
    let exchanged = place.path().join("exchanged.tar.zst");
    rebuilt.write(&exchanged);
    let verified = verify(&exchanged, place.path()).await;
    assert_eq!(verified.status.code(), Some(1), "{verified:?}");
    assert!(stderr(&verified).contains("holds another log"), "{verified:?}");
    if manifest(&backup)["database"] == "postgres" {
        an_unread_dump_is_not_good(&daemon, &backup).await;
    }
    daemon.finish().await;
}

fn text_of(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

async fn an_unread_dump_is_not_good(daemon: &Daemon, backup: &Path) {
    let nothing = daemon.data_dir().join("nothing");
    fs::create_dir(&nothing).expect("made");
    let mut command = tokio::process::Command::new(env!("CARGO_BIN_EXE_oored"));
    command.args(["restore", "--verify"]).arg(backup).env("PATH", &nothing);
    let unread = command.current_dir(&nothing).output().await.expect("run");
    assert_eq!(unread.status.code(), Some(1), "{unread:?}");
    let told = String::from_utf8_lossy(&unread.stdout).into_owned();
    assert!(!told.contains("the backup is good"), "{told}");
    assert!(told.contains("pg_restore can't be started"), "{told}");
    // A dump that ends early has a list of contents all the same.
    let mut rebuilt = Rebuilt::of(backup);
    let dump = rebuilt.members("database.pgdump")[0];
    let mut bytes = rebuilt.bytes(dump);
    bytes.truncate(bytes.len() * 9 / 10);
    rebuilt.replace(dump, bytes);
    let cut = daemon.data_dir().join("cut.tar.zst");
    rebuilt.write(&cut);
    let verified = verify(&cut, daemon.data_dir()).await;
    assert_eq!(verified.status.code(), Some(1), "{verified:?}");
    assert!(stderr(&verified).contains("pg_restore can't read"), "{verified:?}");
}
