//! What a lost connection, a lost server or a lost runner does to jobs: nothing.

use protocol::{JobSpec, Outcome, ServerFrame};
use runner::{Options, RunnerError, ServerAddress};
use ulid::Ulid;

use crate::support::{
    Bench, Started,
    jobs::job,
    server::{FakeServer, TOKEN},
    start,
};

/// A job that stops in the middle until a line is written to the pipe.
fn paused(bench: &Bench) -> (JobSpec, std::path::PathBuf) {
    let pipe = bench.directory.path().join(Ulid::generate().to_string());
    let script = format!("mkfifo {0}; echo ready; read line < {0}; echo $line", pipe.display());
    (job(&[&script]), pipe)
}

#[tokio::test]
async fn a_dropped_connection_leaves_no_gap_and_no_repeat() {
    let bench = Bench::new().await;
    bench.server.behave(|behaviour| behaviour.drop_after_chunks = Some(7));
    let finished = bench.run(job(&["seq 1 1000000"])).await;
    let expected: String = (1..=1_000_000).map(|line| format!("{line}\n")).collect();
    assert!(finished.log == expected.as_bytes(), "{} bytes", finished.log.len());
    let hellos = bench.server.state(|state| state.hellos.clone());
    assert_eq!(hellos.len(), 2);
    assert!(hellos[1][0].log_bytes > 0);
}

#[tokio::test]
async fn a_job_goes_on_while_the_server_is_away() {
    let bench = Bench::new().await;
    let (job, pipe) = paused(&bench);
    let lease = job.lease;
    bench.server.run(job);
    bench.server.until_log_holds(lease, "ready").await;
    bench.server.disconnect();
    std::fs::write(&pipe, "went on\n").expect("written");
    let finished = bench.finished(lease).await;
    assert_eq!(finished.result.outcome, Outcome::Succeeded);
    assert_eq!(finished.text(), "ready\nwent on\n");
}

#[tokio::test]
async fn a_result_without_an_answer_is_delivered_again_by_the_next_process() {
    let mut bench = Bench::new().await;
    bench.server.behave(|behaviour| behaviour.keep_silent_on_results = true);
    let job = job(&["echo kept"]);
    let lease = job.lease;
    let first = bench.run(job).await;
    bench.stop().await;
    assert_eq!(bench.left_in("jobs"), [lease.to_string()]);

    bench.server.forget(lease);
    bench.server.behave(|behaviour| behaviour.keep_silent_on_results = false);
    bench.start(4).await;
    let second = bench.finished(lease).await;
    assert_eq!((second.text(), second.result), ("kept\n".to_owned(), first.result));
    bench.until_nothing_is_left().await;
}

/// A runner with output that its server does not have: every chunk was lost on the way.
async fn with_unsent_output() -> (Bench, Ulid) {
    let bench = Bench::new().await;
    bench.server.behave(|behaviour| behaviour.lose = (1..1000).collect());
    let job = job(&["echo unsent; sleep 1000"]);
    let lease = job.lease;
    bench.server.run(job);
    // What was sent has reached the runner's disk before.
    bench.server.until(|state| (state.chunks > 0).then_some(())).await;
    assert!(bench.server.state(|state| state.logs.is_empty()));
    (bench, lease)
}

async fn the_next_process_brings_the_rest(mut bench: Bench, lease: Ulid) {
    bench.server.behave(|behaviour| behaviour.lose.clear());
    bench.start(4).await;
    let finished = bench.finished(lease).await;
    assert_eq!(finished.result.outcome, Outcome::Interrupted);
    let detail = finished.result.detail.as_deref();
    assert_eq!(detail, Some("the runner's process ended while the job ran"));
    assert_eq!(finished.text(), "unsent\n");
    bench.until_nothing_is_left().await;
}

#[tokio::test]
async fn output_that_a_killed_runner_had_not_sent_is_brought_by_the_next_process() {
    let (mut bench, lease) = with_unsent_output().await;
    bench.crash().await;
    the_next_process_brings_the_rest(bench, lease).await;
}

#[tokio::test]
async fn output_that_a_stopped_runner_had_not_sent_is_brought_by_the_next_process() {
    let (mut bench, lease) = with_unsent_output().await;
    bench.stop().await;
    the_next_process_brings_the_rest(bench, lease).await;
}

#[tokio::test]
async fn what_an_earlier_process_left_half_written_keeps_no_runner_from_starting() {
    let mut bench = Bench::new().await;
    bench.stop().await;
    let jobs = bench.data_dir().join("jobs");
    let [cut, empty, file] = [Ulid(1), Ulid(2), Ulid(3)].map(|lease| jobs.join(lease.to_string()));
    for directory in [&cut, &empty] {
        std::fs::create_dir(directory).expect("made");
    }
    std::fs::write(cut.join("job.json"), "{").expect("written");
    // A file can't be removed as a directory is.
    std::fs::write(file, "in the way").expect("written");
    bench.start(4).await;
    assert_eq!(bench.server.state(|state| state.hellos.last().map(Vec::len)), Some(0));
    assert_eq!(bench.left_in("jobs"), [Ulid(3).to_string()]);
    assert_eq!(bench.run(job(&["echo works"])).await.text(), "works\n");
}

#[tokio::test]
async fn a_result_without_an_answer_is_sent_again_on_the_same_connection() {
    let bench = Bench::new().await;
    bench.server.behave(|behaviour| behaviour.keep_silent_on_results = true);
    let job = job(&["echo kept"]);
    let lease = job.lease;
    bench.run(job).await;
    bench.server.behave(|behaviour| behaviour.keep_silent_on_results = false);
    bench.server.forget(lease);
    bench.server.put_log(lease, b"kept\n");
    bench.finished(lease).await;
    bench.until_nothing_is_left().await;
}

#[tokio::test]
async fn the_same_lease_is_never_run_twice() {
    let bench = Bench::new().await;
    let (job, pipe) = paused(&bench);
    let lease = job.lease;
    bench.server.run(job.clone());
    bench.server.until_log_holds(lease, "ready").await;
    bench.server.run(job);
    bench.server.until(|state| (state.accepted.len() == 2).then_some(())).await;
    std::fs::write(&pipe, "once\n").expect("written");
    let finished = bench.finished(lease).await;
    assert_eq!(finished.text(), "ready\nonce\n");
    assert_eq!(bench.server.state(|state| state.accepted.clone()), [lease, lease]);
}

#[tokio::test]
async fn more_jobs_than_the_capacity_are_refused() {
    let bench = Bench::with_capacity(1).await;
    let (first, pipe) = paused(&bench);
    let (lease, second) = (first.lease, job(&["echo no"]));
    let refused = second.lease;
    bench.server.run(first);
    bench.server.run(second);
    let reason = bench.server.until(|state| state.refused.get(&refused).cloned()).await;
    assert_eq!(reason, "the runner is at work on 1 jobs, which is all it takes");

    bench.server.until_log_holds(lease, "ready").await;
    std::fs::write(&pipe, "done\n").expect("written");
    bench.finished(lease).await;
    let third = bench.run(job(&["echo yes"])).await;
    assert_eq!(third.text(), "yes\n");
}

#[tokio::test]
async fn a_lease_that_the_server_voids_meanwhile_is_dropped() {
    let bench = Bench::new().await;
    let (job, _pipe) = paused(&bench);
    let lease = job.lease;
    bench.server.run(job);
    bench.server.until_log_holds(lease, "ready").await;
    bench.server.behave(|behaviour| {
        behaviour.void.insert(lease);
    });
    bench.server.disconnect();
    bench.server.until(|state| (state.hellos.len() == 2).then_some(())).await;
    bench.until_nothing_is_left().await;
    assert!(bench.server.state(|state| state.results.is_empty()));
}

#[tokio::test]
async fn the_place_of_a_void_lease_is_free_at_once() {
    let bench = Bench::with_capacity(1).await;
    let (first, _pipe) = paused(&bench);
    let lease = first.lease;
    bench.server.run(first);
    bench.server.until_log_holds(lease, "ready").await;
    bench.server.say(ServerFrame::Void { lease });
    let (second, pipe) = paused(&bench);
    let next = second.lease;
    bench.server.run(second);
    bench.server.until_taken(next).await;
    bench.server.until_log_holds(next, "ready").await;

    bench.server.behave(|behaviour| {
        behaviour.void.insert(next);
    });
    bench.server.disconnect();
    bench.server.until(|state| (state.hellos.len() == 2).then_some(())).await;
    drop(pipe);
    let third = job(&["echo taken"]);
    let last = third.lease;
    bench.server.run(third);
    bench.server.until_taken(last).await;
    assert_eq!(bench.finished(last).await.text(), "taken\n");
}

#[tokio::test]
async fn one_runner_at_a_time_uses_a_data_directory() {
    let bench = Bench::new().await;
    let error = runner::run(bench.options(), std::future::pending()).await.expect_err("in use");
    assert!(matches!(error, RunnerError::InUse { .. }), "{error}");
}

#[tokio::test]
async fn a_rejected_runner_ends_with_the_servers_reason() {
    let bench = Bench::new().await;
    bench.server.behave(|behaviour| behaviour.reject = Some("too old".to_owned()));
    let data_dir = bench.directory.path().join("other");
    let runner = start(Options { data_dir, ..bench.options() });
    let error = runner.ended().await.expect_err("rejected");
    assert_eq!(error.to_string(), "the server rejected this runner: too old");
}

#[tokio::test]
async fn a_refused_token_is_tried_again_and_a_new_one_in_the_file_is_taken() {
    let server = FakeServer::start().await;
    let directory = tempfile::tempdir().expect("a directory");
    let file = directory.path().join("address.json");
    let write = |token: &str| {
        let text = serde_json::json!({ "url": server.url(), "token": token }).to_string();
        std::fs::write(&file, text).expect("written");
    };
    write("wrong");
    let options = Options {
        server: ServerAddress::File(file.clone()),
        ca_certificate: None,
        data_dir: directory.path().join("runner"),
        capacity: 1,
        labels: Vec::new(),
        step_program: crate::support::step_program(),
        inherit_env: Vec::new(),
        sandbox: runner::SandboxOptions::default(),
        user: None,
        local: false,
    };
    let _runner = start(options);
    server.until(|state| (state.refused_tokens == 1).then_some(())).await;
    write(TOKEN);
    server.until(|state| (state.hellos.len() == 1).then_some(())).await;
}

#[tokio::test]
async fn a_goodbye_does_not_end_a_runner_that_stands_on_its_own() {
    let bench = Bench::new().await;
    bench.server.say(ServerFrame::Goodbye);
    let finished = bench.run(job(&["echo still here"])).await;
    assert_eq!(finished.text(), "still here\n");
}

#[tokio::test]
async fn a_local_runner_ends_with_its_server_when_it_holds_no_job() {
    let bench = Bench::new().await;
    let runner = local(&bench).await;
    bench.server.say(ServerFrame::Goodbye);
    runner.ended().await.expect("a good end");
}

#[tokio::test]
async fn a_local_runner_with_a_job_outlives_its_server() {
    let mut bench = Bench::new().await;
    bench.stop().await;
    let runner = local(&bench).await;
    let (job, pipe) = paused(&bench);
    let lease = job.lease;
    bench.server.run(job);
    bench.server.until_log_holds(lease, "ready").await;
    bench.server.say(ServerFrame::Goodbye);
    bench.server.disconnect();
    std::fs::write(&pipe, "outlived\n").expect("written");
    assert_eq!(bench.finished(lease).await.text(), "ready\noutlived\n");
    bench.until_nothing_is_left().await;
    bench.server.say(ServerFrame::Goodbye);
    runner.ended().await.expect("a good end");
}

#[tokio::test]
async fn a_local_runner_tidies_up_after_its_server_and_ends() {
    let mut bench = Bench::new().await;
    bench.stop().await;
    let runner = local(&bench).await;
    let (job, _pipe) = paused(&bench);
    let lease = job.lease;
    bench.server.run(job);
    bench.server.until_log_holds(lease, "ready").await;
    // No server stands where the file points to from now on.
    let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr();
    let url = format!("http://{}", free.expect("an address"));
    let text = serde_json::json!({ "url": url, "token": TOKEN }).to_string();
    std::fs::write(bench.directory.path().join("address.json"), text).expect("written");
    bench.server.say(ServerFrame::Goodbye);
    bench.server.say(ServerFrame::Void { lease });
    bench.server.disconnect();
    runner.ended().await.expect("a good end");
}

/// Starts a local runner, which finds its server by a file, and waits until it is connected.
async fn local(bench: &Bench) -> Started {
    let file = bench.directory.path().join("address.json");
    let text = serde_json::json!({ "url": bench.server.url(), "token": TOKEN }).to_string();
    std::fs::write(&file, text).expect("written");
    let before = bench.server.state(|state| state.hellos.len());
    let runner = start(Options {
        server: ServerAddress::File(file),
        data_dir: bench.directory.path().join("local"),
        local: true,
        ..bench.options()
    });
    bench.server.until(|state| (state.hellos.len() > before).then_some(())).await;
    runner
}
