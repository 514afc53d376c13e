//! A log is the same to all its readers before, while and after it is moved.

use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, SystemTime};

use oored::archive::{Archive, check};
use oored::crypto::signature::sha256_hex;
use oored::entities::log_objects;
use oored::ids::LeaseId;
use reqwest::Method;
use sea_orm::EntityTrait;

use super::{COMPACT, compacted, register};
use crate::support::{
    Gate, GitRepository, Server, TestApp, TestDatabase, job_of, on_both_databases, text,
};

on_both_databases!(
    every_way_to_read_a_log_gives_the_same_bytes_around_its_compaction,
    what_belongs_to_no_log_is_swept_up,
);

async fn every_way_to_read_a_log_gives_the_same_bytes_around_its_compaction(
    database: TestDatabase,
) {
    let app = TestApp::start_with(database, &[COMPACT]).await;
    let git = GitRepository::new();
    let mut gate = Gate::new(git.scratch(), "gate");
    let script =
        format!("seq 1 400000; head -c 300000 /dev/urandom; cat {}; echo end\n", gate.path());
    let repository = register(&app, git, &script).await;
    let build = app.push_builds(&repository).await;
    let id = text(&build, "id");
    let path = format!("/api/jobs/{}/log", text(job_of(&build, "print"), "id"));

    // Both readers begin before, and are taken on after the log has moved.
    gate.reached().await;
    let arrived = async || {
        let answer = app.client.answer(Method::GET, &format!("{path}?limit=0"), None).await;
        let end: u64 = answer.headers["x-log-end"]
            .to_str()
            .expect("as the test made it")
            .parse()
            .expect("as the test made it");
        (end > 2_900_000).then_some(())
    };
    Server::ask_until("the output has arrived", arrived).await;
    let mut events = app.client.events(&format!("{path}/events"), None).await;
    let first = events.next().await.expect("the log goes on");
    let mut slow = app.client.request(Method::GET, &path).send().await.expect("an answer");
    let mut slowly = slow.chunk().await.expect("a piece").expect("there is more").to_vec();
    let length: usize = slow.headers()["content-length"]
        .to_str()
        .expect("as the test made it")
        .parse()
        .expect("as the test made it");
    let before = app.client.bytes(&path).await;
    gate.open();
    let build = app.finished(&id).await;
    assert_eq!(build["status"], "succeeded", "{build:#}");
    compacted(&app, 1).await;

    let after = app.client.bytes(&path).await;
    let hash = sha256_hex(&after);
    assert_eq!(sha256_hex(&after[..before.len()]), sha256_hex(&before));
    assert!(after.ends_with(b"\nend\n") || after.ends_with(b"end\n"));
    while let Some(piece) = slow.chunk().await.expect("a piece") {
        slowly.extend(piece);
    }
    assert_eq!((slowly.len(), sha256_hex(&slowly)), (length, sha256_hex(&after[..length])));
    let mut followed = first.output();
    followed.extend(events.rest().await.iter().flat_map(|event| event.output()));
    assert_eq!(sha256_hex(&followed), hash);
    let last = first.id.as_deref();
    let again = app.client.events(&format!("{path}/events"), last).await.rest().await;
    let again: Vec<u8> = again.iter().flat_map(|event| event.output()).collect();
    assert_eq!(sha256_hex(&again), sha256_hex(&after[first.output().len()..]));
    for (offset, limit) in [(0, 1), (262_143, 2), (1_000_000, 700_000), (after.len() - 1, 9)] {
        let part = app.client.bytes(&format!("{path}?offset={offset}&limit={limit}")).await;
        assert_eq!(part, after[offset..after.len().min(offset + limit)], "{offset} {limit}");
    }
    assert_eq!(app.client.bytes(&format!("{path}?offset={}", after.len())).await, b"");
    check_object(&app, &hash).await;
    app.finish().await;
}

/// What is noted of the object is true, and any reader of zstd can read it.
async fn check_object(app: &TestApp, hash: &str) {
    let db = &app.app().database().reader();
    let row =
        log_objects::Entity::find().one(db).await.expect("as the test made it").expect("an object");
    let archive = Archive::new(&app.data_dir().join("data/logs"));
    let summary = check(File::open(archive.path(row.attempt_id)).expect("as the test made it"))
        .expect("as the test made it");
    assert_eq!((summary.sha256.as_str(), row.sha256.as_str()), (hash, hash));
    assert_eq!([summary.length as i64, summary.stored as i64], [row.length, row.stored]);
}

async fn what_belongs_to_no_log_is_swept_up(database: TestDatabase) {
    let app = TestApp::start_with(database, &[COMPACT]).await;
    let repository = register(&app, GitRepository::new(), "echo hello\n").await;
    let build = app.push_finishes(&repository).await;
    compacted(&app, 1).await;
    let archive = Archive::new(&app.data_dir().join("data/logs"));
    let kept = log_objects::Entity::find()
        .one(&app.app().database().reader())
        .await
        .expect("as the test made it");
    let kept = kept.expect("an object").attempt_id;
    let (orphan, killed) = (LeaseId::generate(), LeaseId::generate());
    // One directory is looked at as a whole: who has taken the orphan has seen this one.
    let shard = |lease: LeaseId| archive.path(lease).parent().map(Path::to_owned);
    let beside = |lease: &LeaseId| shard(*lease) == shard(orphan);
    let fresh = std::iter::repeat_with(LeaseId::generate).find(beside).expect("one of 1,024");
    for lease in [orphan, fresh] {
        archive.write(lease).expect("as the test made it").finish().expect("as the test made it");
    }
    // A server that is killed runs no destructor.
    std::mem::forget(archive.write(killed).expect("as the test made it"));
    let draft = fs::read_dir(archive.path(killed).parent().expect("as the test made it"))
        .expect("as the test made it");
    let is_draft = |name: &str| name.starts_with(".draft-");
    let draft = draft
        .map(|it| it.expect("as the test made it"))
        .find(|it| is_draft(it.file_name().to_str().expect("as the test made it")));
    let draft = draft.expect("a draft").path();
    let long_ago = SystemTime::now() - Duration::from_secs(2 * 60 * 60);
    for path in [&archive.path(kept), &archive.path(orphan), &draft] {
        File::options()
            .write(true)
            .open(path)
            .expect("as the test made it")
            .set_modified(long_ago)
            .expect("as the test made it");
    }
    let left = async || (!archive.path(orphan).exists() && !draft.exists()).then_some(());
    Server::ask_until("the orphan and the draft are gone", left).await;
    assert!(archive.path(fresh).exists(), "its row may be about to be written");
    assert!(app.log(&build, "print").await.ends_with("hello\n"));
    app.finish().await;
}
