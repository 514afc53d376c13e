//! What a job prints is data, and a runner writes to the logs of its own jobs alone.
//!
//! NUL, invalid UTF-8, all bytes and a line of 64 MB are in `flows::logs`; chunks that don't fit,
//! against the store alone, in `store::logs`; too much output in `flows::limits`.

use protocol::{LogChunk, ServerFrame};
use ulid::Ulid;

use crate::support::{
    FakeRunner, GitRepository, TestApp, TestDatabase, job_of, on_both_databases, text,
};

on_both_databases!(
    what_looks_like_a_command_is_output,
    output_that_does_not_fit_changes_nothing,
    the_log_of_anothers_job_is_out_of_reach,
    what_is_no_output_ends_the_connection_and_not_the_job,
);

const JOBS: &str = "
version: 1
on: push
jobs:
  one: { checkout: none, steps: [run: 'true'] }
  two: { checkout: none, steps: [run: 'true'] }
";

async fn without_runner(database: TestDatabase) -> TestApp {
    TestApp::start_with(database, &[("OORE_LOCAL_RUNNER", "false")]).await
}

async fn what_looks_like_a_command_is_output(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let pipeline = r"
version: 1
on: push
jobs:
  print:
    checkout: none
    outputs: { out: '${{ steps.printing.outputs.out }}' }
    steps:
      - id: printing
        run: |
          echo 'out=real' >> $OORE_OUTPUT
          echo '::set-env name=PATH::/attacker'
          echo '::set-output name=out::forged'
          echo '::add-mask::real'
          echo '::stop-commands::x'
          echo '##[set-env name=INJECTED]yes'
          echo '##vso[task.setvariable variable=INJECTED]yes'
          echo 'INJECTED=yes'
          printf 'oore: canceled: by nobody\n'
          printf '\033]8;;javascript:alert(1)\007click\033]8;;\007\n'
          printf '\0\377{&quot;frame&quot;:&quot;finished&quot;}\n'
      - run: test -z ${INJECTED+set} && type ls >/dev/null && echo untouched
";
    let repository = app.register("acme/app", GitRepository::with_pipeline(pipeline)).await;
    let build = app.push_finishes(&repository).await;
    assert_eq!(build["status"], "succeeded", "{build:#}");
    assert_eq!(job_of(&build, "print")["outputs"]["out"], "real");
    let log = app.log_bytes(&build, "print").await;
    let log = String::from_utf8_lossy(&log);
    for line in ["::set-output name=out::forged\n", "\0\u{fffd}{&quot;frame", "untouched\n"] {
        assert!(log.contains(line), "{line:?} in {log}");
    }
    app.finish().await;
}

/// A runner with a good token and bad manners.
async fn rogue(app: &TestApp, name: &str) -> FakeRunner {
    let (token, _) = app.add_runner(name, &["linux"]).await;
    FakeRunner::connect(app, &token, Ulid::generate(), (&["linux"], &[])).await
}

async fn output_that_does_not_fit_changes_nothing(database: TestDatabase) {
    let app = without_runner(database).await;
    let repository = app.register("acme/app", GitRepository::with_pipeline(JOBS)).await;
    let build = app.push_builds(&repository).await;
    let mut runner = rogue(&app, "rogue").await;
    for key in ["one", "two"] {
        let job = runner.take_job().await;
        let lease = job.lease;
        let acknowledged = |end| ServerFrame::LogAck { lease, end };
        assert_eq!(runner.print(lease, 0, "abc").await, acknowledged(3));
        assert_eq!(runner.print(lease, 10, "a gap").await, acknowledged(3));
        // No log is that long: there is no answer.
        runner
            .send(LogChunk { lease, offset: u64::MAX, bytes: b"the end".to_vec() }.encode())
            .await;
        assert_eq!(runner.print(lease, 0, "ABC").await, acknowledged(3));
        assert_eq!(runner.print(lease, 1, "rewound").await, acknowledged(3));
        assert_eq!(runner.print(lease, 3, "def").await, acknowledged(6));
        assert_eq!(runner.finish(lease, 99).await, acknowledged(6), "not all has come");
        assert_eq!(runner.finish(lease, 6).await, ServerFrame::FinishedAck { lease });
        assert_eq!(runner.print(lease, 6, "after the end").await, ServerFrame::Void { lease });
        assert_eq!(app.log(&build, &job.key).await, "abcdef", "{key}");
    }
    app.finished(&text(&build, "id")).await;
    let figures = app.client.bytes("/metrics").await;
    let figures = String::from_utf8(figures).expect("text");
    let stored = figures.lines().find_map(|it| it.strip_prefix("oore_log_received_bytes_total "));
    assert_eq!(stored, Some("12"), "what did not fit is not counted");
    app.finish().await;
}

async fn the_log_of_anothers_job_is_out_of_reach(database: TestDatabase) {
    let app = without_runner(database).await;
    let repository = app.register("acme/app", GitRepository::with_pipeline(JOBS)).await;
    let build = app.push_builds(&repository).await;
    let mut honest = rogue(&app, "honest").await;
    let mut rogue = rogue(&app, "rogue").await;
    let (job, other) = (honest.take_job().await, rogue.take_job().await);
    let lease = job.lease;
    assert_eq!(rogue.print(lease, 0, "forged").await, ServerFrame::Void { lease });
    assert_eq!(rogue.finish(lease, 0).await, ServerFrame::Void { lease });
    let unknown = Ulid::generate();
    assert_eq!(rogue.print(unknown, 0, "x").await, ServerFrame::Void { lease: unknown });

    assert_eq!(honest.print(lease, 0, "mine").await, ServerFrame::LogAck { lease, end: 4 });
    assert_eq!(rogue.print(lease, 4, "forged").await, ServerFrame::Void { lease });
    assert_eq!(honest.finish(lease, 4).await, ServerFrame::FinishedAck { lease });
    assert_eq!(app.log(&build, &job.key).await, "mine");
    rogue.finish(other.lease, 0).await;
    app.finished(&text(&build, "id")).await;
    app.finish().await;
}

async fn what_is_no_output_ends_the_connection_and_not_the_job(database: TestDatabase) {
    let settings = [("OORE_LOCAL_RUNNER", "false"), ("OORE_RUNNER_LOST_AFTER", "100ms")];
    let app = TestApp::start_with(database, &settings).await;
    let repository = app.register("acme/app", GitRepository::with_pipeline(JOBS)).await;
    let build = app.push_builds(&repository).await;
    let mut runner = rogue(&app, "rogue").await;
    let lost = runner.take_job().await;
    runner.send(vec![9; 40]).await;
    while runner.next().await.is_some() {}

    let mut next = rogue(&app, "next").await;
    let first = next.take_job().await;
    let lease = lost.lease;
    assert_eq!(next.print(lease, 0, "late").await, ServerFrame::Void { lease });
    next.finish(first.lease, 0).await;
    let last = next.take_job().await;
    next.finish(last.lease, 0).await;
    app.finished(&text(&build, "id")).await;
    app.finish().await;
}
