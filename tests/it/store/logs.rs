//! Logs: complete, in order, and byte for byte.

use oored::domain::status::AttemptStatus;
use oored::entities::log_objects;
use oored::ids::{LeaseId, RunnerId};
use oored::store::logs::AppendOutcome::{Appended, End, Void};
use oored::store::logs::{
    AppendLog, Ended, PutObject, PutOutcome, RemoveChunks, ended, log_end, object, read_from,
};
use oored::store::retention::{LogRemoval, RemoveLog};

use super::jobs::result;
use super::rows::{ONE_JOB, add_build, add_repository, add_runner, lease, now};
use super::storage::{Storage, both};

/// A log that is being written.
#[derive(Clone, Copy)]
struct Log {
    runner: RunnerId,
    lease: LeaseId,
}

async fn running(storage: &Storage) -> Log {
    let (repository, runner) = (add_repository(storage).await, add_runner(storage).await);
    let (_, jobs) = add_build(storage, &repository, ONE_JOB).await;
    Log { runner, lease: lease(storage, &jobs[0], runner).await }
}

fn append(log: Log, start: u64, bytes: &[u8]) -> AppendLog {
    AppendLog::new(log.runner, log.lease, start, bytes.to_vec()).unwrap()
}

async fn read(storage: &Storage, log: Log, from: u64) -> Vec<u8> {
    let (mut at, mut all) = (from, Vec::new());
    let db = &storage.database.reader();
    while let Some(bytes) = read_from(db, &storage.archive, log.lease, at).await.unwrap() {
        at += bytes.len() as u64;
        all.extend(bytes);
    }
    all
}

/// Bytes that no text holds, and that compress badly.
fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x2545_f491_u32;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state.to_le_bytes()[1]
    };
    (0..length).map(|_| next()).collect()
}

/// Writes the object of a log that holds these bytes; its row is not stored.
fn write_object(storage: &Storage, log: Log, bytes: &[u8]) -> PutObject {
    let mut draft = storage.archive.write(log.lease).unwrap();
    draft.push(bytes).unwrap();
    let summary = draft.finish().unwrap();
    let object = log_objects::Model {
        attempt_id: log.lease,
        length: i64::try_from(summary.length).unwrap(),
        stored: i64::try_from(summary.stored).unwrap(),
        sha256: summary.sha256,
        compacted_at: now(),
    };
    PutObject { object }
}

/// A log of many chunks, none as long as the one before it.
async fn long_log(storage: &Storage, log: Log, chunks: usize) -> Vec<u8> {
    let mut whole = Vec::new();
    for number in 0..chunks {
        let part = noise(1000 - number);
        storage.run(append(log, whole.len() as u64, &part)).await;
        whole.extend(part);
    }
    whole
}

both! {
    async fn a_log_reads_the_same_while_its_chunks_go(storage: &Storage) {
        let log = running(storage).await;
        let whole = long_log(storage, log, 150).await;
        storage.run(result(log.lease, log.runner, AttemptStatus::Succeeded)).await;
        let db = &storage.database.reader();
        let found = |is_settled| (vec![Ended { lease: log.lease, is_settled }], None);
        assert_eq!(ended(db, None).await.unwrap(), found(false));
        let put = write_object(storage, log, &whole);
        assert_eq!(storage.run(put.clone()).await, PutOutcome::Put);
        // As after a crash in between: 86 of 150 chunks are left.
        assert_eq!(ended(db, None).await.unwrap(), found(true));
        let last = whole.len() - 1;
        for from in [0, 63_000, 100_000, last] {
            assert_eq!(read(storage, log, from as u64).await, whole[from..], "from {from}");
        }
        assert_eq!(storage.run(put.clone()).await, PutOutcome::Put, "a repeat");
        while storage.run(RemoveChunks { lease: log.lease }).await {}
        assert_eq!(ended(db, None).await.unwrap(), (Vec::new(), None));
        for from in [0, 63_000, 100_000, last, last + 1, last + 1000] {
            let rest = whole.get(from..).unwrap_or_default();
            assert_eq!(read(storage, log, from as u64).await, rest, "from {from}");
        }
        assert_eq!(log_end(db, log.lease).await.unwrap(), whole.len() as u64);
        assert_eq!(storage.run(put).await, PutOutcome::Put, "by another server");
        let late = append(log, whole.len() as u64, b" and more");
        assert_eq!(storage.twice(late).await, (Void, Void));
    }

    async fn a_log_whose_removal_was_cut_off_goes_all_the_same(storage: &Storage) {
        let log = running(storage).await;
        let whole = long_log(storage, log, 150).await;
        let removal = RemoveLog { lease: log.lease, at: now() };
        assert_eq!(storage.twice(removal).await.0, LogRemoval::Stays, "it runs");
        assert_eq!(read(storage, log, 0).await, whole);
        storage.run(result(log.lease, log.runner, AttemptStatus::Succeeded)).await;
        assert_eq!(storage.run(removal).await, LogRemoval::Begun, "64 of 150 chunks at a time");
        let db = &storage.database.reader();
        let left = Ended { lease: log.lease, is_settled: true };
        assert_eq!(ended(db, None).await.unwrap(), (vec![left], None));
        let put = write_object(storage, log, &whole);
        assert_eq!(storage.run(put).await, PutOutcome::Refused, "it does not come back");
        while storage.run(RemoveChunks { lease: log.lease }).await {}
        assert_eq!(ended(db, None).await.unwrap(), (Vec::new(), None));
        assert_eq!(log_end(db, log.lease).await.unwrap(), 0);
    }

    async fn an_object_that_is_not_the_whole_log_is_refused(storage: &Storage) {
        let log = running(storage).await;
        storage.run(append(log, 0, b"hello")).await;
        let db = &storage.database.reader();
        assert_eq!(ended(db, None).await.unwrap(), (Vec::new(), None), "it runs");
        let put = write_object(storage, log, b"hello");
        assert_eq!(storage.twice(put.clone()).await.0, PutOutcome::Refused, "it runs");
        storage.run(append(log, 5, b" world")).await;
        storage.run(result(log.lease, log.runner, AttemptStatus::Succeeded)).await;
        assert_eq!(storage.twice(put).await.0, PutOutcome::Refused, "it is too short");
        assert!(object(db, log.lease).await.unwrap().is_none());
        assert!(!storage.run(RemoveChunks { lease: log.lease }).await);
        assert_eq!(read(storage, log, 0).await, b"hello world");
    }

    async fn an_object_that_is_gone_or_damaged_is_an_error_and_not_another_log(storage: &Storage) {
        let log = running(storage).await;
        let whole = long_log(storage, log, 3).await;
        storage.run(result(log.lease, log.runner, AttemptStatus::Succeeded)).await;
        storage.run(write_object(storage, log, &whole)).await;
        let path = storage.archive.path(log.lease);
        let object = std::fs::read(&path).unwrap();
        let db = &storage.database.reader();
        let read = || read_from(db, &storage.archive, log.lease, 0);
        assert_eq!(read().await.unwrap().unwrap(), whole);
        let mut wrong = object;
        wrong[100] ^= 1;
        std::fs::write(&path, wrong).unwrap();
        read().await.unwrap_err();
        std::fs::remove_file(&path).unwrap();
        let error = read().await.unwrap_err().to_string();
        assert!(error.contains("OORE_LOG_DIR"), "{error}");
    }

    async fn a_chunk_is_stored_only_where_the_log_ends(storage: &Storage) {
        let log = running(storage).await;
        assert_eq!(storage.run(append(log, 3, b"gap")).await, End(0));
        assert_eq!(storage.run(append(log, 0, b"hello")).await, Appended(5));
        assert_eq!(storage.run(append(log, 0, b"hello")).await, End(5), "a repeat");
        assert_eq!(storage.run(append(log, 2, b"LLO, rewritten")).await, End(5), "a rewind");
        assert_eq!(storage.run(append(log, 6, b"gap")).await, End(5));
        assert_eq!(storage.run(append(log, 5, b" world")).await, Appended(11));
        assert_eq!(read(storage, log, 0).await, b"hello world");
        assert_eq!(log_end(&storage.database.reader(), log.lease).await.unwrap(), 11);
    }

    async fn a_chunk_that_is_appended_twice_is_there_once(storage: &Storage) {
        let log = running(storage).await;
        assert_eq!(storage.twice(append(log, 0, b"hello")).await, (Appended(5), End(5)));
        assert_eq!(storage.twice(append(log, 5, b" world")).await, (Appended(11), End(11)));
        assert_eq!(read(storage, log, 0).await, b"hello world");
    }

    async fn every_offset_gives_back_the_bytes_behind_it(storage: &Storage) {
        let log = running(storage).await;
        // Short and raw, long and compressed, long and not compressible.
        let parts = [b"\x00\xff\x1b[31m\r\n".to_vec(), vec![b'a'; 4096], noise(4096), b"\n".to_vec()];
        let mut at = 0;
        for part in &parts {
            let stored = storage.run(append(log, at, part)).await;
            at += part.len() as u64;
            assert_eq!(stored, Appended(at));
        }
        let whole = parts.concat();
        assert_eq!(at, whole.len() as u64);
        for from in [0, 1, 7, 8, 9, 4103, 4104, 4105, 8199, 8200, 8201] {
            assert_eq!(read(storage, log, from).await, whole[from as usize..], "from {from}");
        }
        assert_eq!(read(storage, log, at).await, b"");
        assert_eq!(read(storage, log, at + 1000).await, b"");
    }

    async fn an_empty_chunk_changes_nothing(storage: &Storage) {
        let log = running(storage).await;
        assert_eq!(storage.twice(append(log, 0, b"")).await, (End(0), End(0)));
        assert_eq!(storage.run(append(log, 0, b"hello")).await, Appended(5));
        assert_eq!(storage.run(append(log, 5, b"")).await, End(5));
        assert_eq!(read(storage, log, 0).await, b"hello");
    }

    async fn logs_of_different_attempts_do_not_mix(storage: &Storage) {
        let (repository, runner) = (add_repository(storage).await, add_runner(storage).await);
        let (_, first) = add_build(storage, &repository, ONE_JOB).await;
        let (_, second) = add_build(storage, &repository, ONE_JOB).await;
        let one = Log { runner, lease: lease(storage, &first[0], runner).await };
        let two = Log { runner, lease: lease(storage, &second[0], runner).await };
        storage.run(append(one, 0, b"one")).await;
        storage.run(append(two, 0, b"two")).await;
        assert_eq!(read(storage, one, 0).await, b"one");
        assert_eq!(read(storage, two, 0).await, b"two");
    }

    async fn output_of_who_does_not_hold_the_lease_is_void(storage: &Storage) {
        let log = running(storage).await;
        storage.run(append(log, 0, b"mine")).await;
        let before = storage.dump().await;
        let stranger = Log { runner: RunnerId::generate(), ..log };
        let invented = Log { lease: LeaseId::generate(), ..log };
        for other in [stranger, invented] {
            assert_eq!(storage.run(append(other, 4, b", and another's")).await, Void);
        }
        assert_eq!(storage.dump().await, before);
    }

    async fn nothing_is_appended_after_the_end(storage: &Storage) {
        let log = running(storage).await;
        storage.run(append(log, 0, b"all")).await;
        storage.run(result(log.lease, log.runner, AttemptStatus::Succeeded)).await;
        let late = append(log, 3, b" and more");
        assert_eq!(storage.twice(late).await, (Void, Void));
        assert_eq!(read(storage, log, 0).await, b"all");
    }
}
