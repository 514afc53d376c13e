//! Logs: complete, in order, and byte for byte.

use oored::domain::status::AttemptStatus;
use oored::ids::{LeaseId, RunnerId};
use oored::store::logs::AppendOutcome::{End, Void};
use oored::store::logs::{AppendLog, log_end, read_from};

use super::jobs::result;
use super::rows::{ONE_JOB, add_build, add_repository, add_runner, lease};
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
    while let Some(bytes) = read_from(storage.database.reader(), log.lease, at).await.unwrap() {
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

both! {
    async fn a_chunk_is_stored_only_where_the_log_ends(storage: &Storage) {
        let log = running(storage).await;
        assert_eq!(storage.run(append(log, 3, b"gap")).await, End(0));
        assert_eq!(storage.run(append(log, 0, b"hello")).await, End(5));
        assert_eq!(storage.run(append(log, 0, b"hello")).await, End(5), "a repeat");
        assert_eq!(storage.run(append(log, 2, b"LLO, rewritten")).await, End(5), "a rewind");
        assert_eq!(storage.run(append(log, 6, b"gap")).await, End(5));
        assert_eq!(storage.run(append(log, 5, b" world")).await, End(11));
        assert_eq!(read(storage, log, 0).await, b"hello world");
        assert_eq!(log_end(storage.database.reader(), log.lease).await.unwrap(), 11);
    }

    async fn a_chunk_that_is_appended_twice_is_there_once(storage: &Storage) {
        let log = running(storage).await;
        assert_eq!(storage.twice(append(log, 0, b"hello")).await, (End(5), End(5)));
        assert_eq!(storage.twice(append(log, 5, b" world")).await, (End(11), End(11)));
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
            assert_eq!(stored, End(at));
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
        assert_eq!(storage.run(append(log, 0, b"hello")).await, End(5));
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
