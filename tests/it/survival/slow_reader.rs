//! Readers of a live log that take nothing of it: they cost others nothing, and lose nothing.

use oored::crypto::signature::sha256_hex;
use serde_json::Value;

use super::peak_kib;
use crate::support::{
    Daemon, Events, Gate, GitRepository, Server, TestDatabase, job_of, on_both_databases, text,
};

on_both_databases!(
    readers_that_take_nothing_slow_nobody,
    a_reader_that_was_given_up_goes_on_where_it_stopped,
);

/// What a job prints: 23 MB, twice what all that lies between the server and a reader holds.
const SCRIPT: &str = "seq 1 3000000";

/// How many readers take nothing: were the log kept for each of them, memory would not be enough.
const SLOW: usize = 8;

/// With one reader it is half of that.
const MEMORY_KIB: u64 = 160 * 1024;

/// Starts a job that waits before it prints; its build, and where its log is followed.
async fn begin(daemon: &Daemon) -> (String, String, Gate) {
    let git = GitRepository::new();
    let mut gate = Gate::new(git.scratch(), "gate");
    let pipeline = format!(
        "
version: 1
on: push
jobs: {{ print: {{ checkout: none, steps: [{{ run: 'echo begun; cat {}; {SCRIPT}' }}] }} }}
",
        gate.path()
    );
    git.commit("First", &[("oore.yaml", &pipeline)]);
    let repository = daemon.register("acme/app", git).await;
    let build = daemon.push_builds(&repository).await;
    gate.reached().await;
    let id = text(&build, "id");
    let path = format!("/api/jobs/{}/log/events", text(job_of(&build, "print"), "id"));
    (id, path, gate)
}

/// How many streams of logs the server has not ended.
async fn open_streams(server: &Server) -> u64 {
    let figures = server.client.bytes("/metrics").await;
    let figures = String::from_utf8(figures).expect("text");
    let name = "oore_event_streams_open{kind=\"log\"} ";
    let figure = figures.lines().find_map(|line| line.strip_prefix(name));
    figure.expect("it is counted").parse().expect("a number")
}

/// What a stream brings until it ends or breaks off; the last event that it brought.
async fn taken(mut events: Events) -> (Vec<u8>, Option<String>, Option<Value>) {
    let (mut bytes, mut last) = (Vec::new(), None);
    while let Some(event) = events.next().await {
        if event.kind == "end" {
            return (bytes, last, Some(event.data));
        }
        bytes.extend(event.output());
        last = event.id;
    }
    (bytes, last, None)
}

/// Checks that the job has ended well; its whole log.
async fn whole_log(daemon: &Daemon, build: &str) -> Vec<u8> {
    let build = daemon.finished(build).await;
    assert_eq!(build["status"], "succeeded", "{build:#}");
    daemon.log_bytes(&build, "print").await
}

async fn readers_that_take_nothing_slow_nobody(database: TestDatabase) {
    // None is given up while the test runs.
    let settings = [("OORE_LOG", "error"), ("OORE_IDLE_TIMEOUT", "1h")];
    let daemon = Daemon::start(database, &settings).await;
    let (build, path, mut gate) = begin(&daemon).await;
    let mut slow = Vec::new();
    for _ in 0..SLOW {
        slow.push(daemon.client.events(&path, None).await);
    }
    let quick = daemon.client.events(&path, None).await;
    gate.open();

    let (seen, _, end) = taken(quick).await;
    assert_eq!(end.expect("it ends")["job_status"], "succeeded");
    let whole = whole_log(&daemon, &build).await;
    assert!(whole.len() > 22_000_000, "{} bytes", whole.len());
    assert_eq!(sha256_hex(&seen), sha256_hex(&whole), "{} bytes", seen.len());
    assert_eq!(open_streams(&daemon).await, SLOW as u64, "none of the others has got all of it");
    let peak = peak_kib(&daemon.process_id());
    assert!(peak < MEMORY_KIB, "{peak} KiB");

    let (late, _, end) = taken(slow.pop().expect("a reader")).await;
    assert_eq!(end.expect("it ends")["job_status"], "succeeded");
    assert_eq!(sha256_hex(&late), sha256_hex(&whole), "{} bytes", late.len());
    drop(slow);
    daemon.finish().await;
}

async fn a_reader_that_was_given_up_goes_on_where_it_stopped(database: TestDatabase) {
    let settings = [("OORE_LOG", "error"), ("OORE_IDLE_TIMEOUT", "2s")];
    let daemon = Daemon::start(database, &settings).await;
    let (build, path, mut gate) = begin(&daemon).await;
    let mut slow = daemon.client.events(&path, None).await;
    let first = slow.next().await.expect("the log begins");
    gate.open();
    let whole = whole_log(&daemon, &build).await;
    Server::ask_until("the reader is given up", async || {
        (open_streams(&daemon).await == 0).then_some(())
    })
    .await;

    // What was on its way may have gone with the connection.
    let (more, last, end) = taken(slow).await;
    assert_eq!(end, None, "the stream has broken off");
    let (mut seen, last) = (first.output(), last.or(first.id));
    seen.extend(more);
    assert!(seen.starts_with(b"begun\n") && seen.len() < whole.len(), "{} bytes", seen.len());
    let (rest, _, end) = taken(daemon.client.events(&path, last.as_deref()).await).await;
    assert_eq!(end.expect("it ends")["job_status"], "succeeded");
    seen.extend(rest);
    assert_eq!(sha256_hex(&seen), sha256_hex(&whole), "{} bytes", seen.len());
    daemon.finish().await;
}
