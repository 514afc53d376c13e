//! Output as bytes, in any amount.

use std::time::Instant;

use protocol::{JobSpec, Outcome};
use sha2::{Digest as _, Sha256};
use ulid::Ulid;

use crate::support::{
    Bench,
    jobs::{job, pairs},
    processes,
};

fn hash(bytes: &[u8]) -> Vec<u8> {
    Sha256::digest(bytes).to_vec()
}

#[tokio::test]
async fn bytes_arrive_as_they_were_written() {
    let bench = Bench::new().await;
    let script =
        r"printf 'a\rb\033[31mred\033[0m\000nul\377\376 \303\050\r\n'; printf 'no line end'";
    let finished = bench.run(job(&[script])).await;
    let expected = b"a\rb\x1b[31mred\x1b[0m\0nul\xff\xfe \xc3\x28\r\nno line end";
    assert_eq!(finished.log, expected);
}

#[tokio::test]
async fn sixty_four_megabytes_in_one_line_arrive_whole() {
    const MEGABYTES: usize = 64;
    let bench = Bench::new().await;
    let script = format!("head -c {} /dev/zero | tr '\\0' 'x'", MEGABYTES << 20);
    let started = Instant::now();
    let finished = bench.run(job(&[&script])).await;
    println!("{MEGABYTES} MiB in {:?}", started.elapsed());
    assert_eq!(finished.result.outcome, Outcome::Succeeded);
    assert_eq!(finished.result.log_bytes, (MEGABYTES << 20) as u64);
    assert_eq!(hash(&finished.log), hash(&vec![b'x'; MEGABYTES << 20]));
}

#[tokio::test]
async fn two_hundred_thousand_lines_arrive_in_order() {
    let bench = Bench::new().await;
    let started = Instant::now();
    let finished =
        bench.run(job(&["for ((i = 1; i <= 200000; i++)); do echo line $i; done"])).await;
    println!("200,000 writes in {:?}", started.elapsed());
    let expected: String = (1..=200_000).map(|line| format!("line {line}\n")).collect();
    assert_eq!(finished.result.log_bytes, expected.len() as u64);
    assert_eq!(hash(&finished.log), hash(expected.as_bytes()));
}

#[tokio::test]
async fn output_is_there_while_the_step_still_runs() {
    let bench = Bench::new().await;
    let pipe = bench.directory.path().join("go");
    let job =
        job(&[&format!("mkfifo {0}; echo ready; read line < {0}; echo got $line", pipe.display())]);
    let lease = job.lease;
    bench.server.run(job);
    bench.server.until_log_holds(lease, "ready\n").await;
    std::fs::write(&pipe, "it\n").expect("written");
    assert_eq!(bench.finished(lease).await.text(), "ready\ngot it\n");
}

#[tokio::test]
async fn a_server_that_loses_chunks_gets_the_log_whole() {
    let bench = Bench::new().await;
    bench.server.behave(|behaviour| behaviour.lose.extend([2, 3, 9]));
    let finished = bench.run(job(&["seq 1 600000"])).await;
    let expected: String = (1..=600_000).map(|line| format!("{line}\n")).collect();
    assert_eq!(hash(&finished.log), hash(expected.as_bytes()));
    assert!(bench.server.state(|state| state.misfits) > 0, "no chunk came behind a lost one");
}

#[tokio::test]
async fn a_lost_last_chunk_is_sent_again_although_nothing_follows_it() {
    let bench = Bench::new().await;
    bench.server.behave(|behaviour| behaviour.lose.extend([1]));
    let finished = bench.run(job(&["echo once"])).await;
    assert_eq!(finished.text(), "once\n");
}

#[tokio::test]
async fn a_log_that_cannot_be_written_ends_the_job_with_the_reason() {
    let bench = Bench::new().await;
    let job = job(&["while :; do echo more; done", "echo never"]);
    let lease = job.lease;
    let spool = bench.data_dir().join("jobs").join(lease.to_string());
    std::fs::create_dir(&spool).expect("made");
    std::os::unix::fs::symlink("/dev/full", spool.join("log")).expect("linked");
    let finished = bench.run(job).await;
    assert_eq!(finished.result.outcome, Outcome::Failed);
    let detail = finished.result.detail.expect("a reason");
    assert!(detail.starts_with("the job can't go on: No space left on device"), "{detail}");
    assert_eq!(finished.result.log_bytes, 0);
}

#[tokio::test]
async fn a_job_that_prints_more_than_its_limit_is_ended_and_its_log_kept_up_to_there() {
    const LIMIT: usize = 64 << 10;
    let bench = Bench::new().await;
    let (marker, limit) = (Ulid::generate().to_string(), LIMIT as u64);
    let endless = job(&["(setsid sleep 1000 &); yes", "echo never"]);
    let env = pairs(&[("MARKER", &marker)]);
    let finished = bench.run(JobSpec { env, log_limit_bytes: limit, ..endless }).await;
    assert_eq!(finished.result.outcome, Outcome::Failed);
    let detail = finished.result.detail.as_deref();
    let reason = "it printed more than 64 KiB, the limit of a job's log";
    assert_eq!(detail, Some(&*format!("the job can't go on: {reason}")));
    let (output, rest) = finished.log.split_at(LIMIT);
    assert_eq!(hash(output), hash("y\n".repeat(LIMIT / 2).as_bytes()));
    assert_eq!(String::from_utf8_lossy(rest), format!("oore: the job was ended: {reason}\n"));
    assert_eq!(processes::with_variable("MARKER", &marker), [0; 0]);
}

#[tokio::test]
async fn a_log_may_be_as_long_as_its_limit() {
    let bench = Bench::new().await;
    let exact = job(&["printf 12345678"]);
    let finished = bench.run(JobSpec { log_limit_bytes: 8, ..exact }).await;
    assert_eq!(finished.result.outcome, Outcome::Succeeded);
    assert_eq!(finished.text(), "12345678");
}
