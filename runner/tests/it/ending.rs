//! Cancels and time limits, and that nothing survives them.

use std::os::unix::fs::symlink;
use std::time::Instant;

use protocol::{JobSpec, Outcome, ServerFrame, StepSpec, StepStatus};
use runner::Options;
use ulid::Ulid;

use crate::support::{
    Bench,
    jobs::{job, job_of, pairs, step, step_if},
    processes, step_program,
};

/// Children in the shell's own group, in a session of their own, and without a parent.
const FAMILY: &str = r"
    sleep 1000 &
    setsid sleep 1000 &
    (setsid bash -c 'trap : TERM; sleep 1000 & echo deep; while :; do wait; done' &)
    echo started
";

fn marked(script: &str) -> (JobSpec, String) {
    let marker = Ulid::generate().to_string();
    let job = JobSpec { env: pairs(&[("MARKER", &marker)]), ..job(&[script]) };
    (job, marker)
}

fn cancel(bench: &Bench, lease: Ulid) {
    bench.server.say(ServerFrame::Cancel { lease, reason: "asked to".to_owned() });
}

#[tokio::test]
async fn a_cancel_ends_every_process_and_keeps_the_log() {
    let bench = Bench::new().await;
    let (job, marker) = marked(&format!("{FAMILY} wait"));
    let job = JobSpec { cancel_grace_ms: 300, ..job };
    let lease = job.lease;
    bench.server.run(job);
    bench.server.until_log_holds(lease, "started").await;
    bench.server.until_log_holds(lease, "deep").await;
    assert!(processes::with_variable("MARKER", &marker).len() >= 4);

    let asked = Instant::now();
    cancel(&bench, lease);
    let finished = bench.finished(lease).await;
    println!("{:?} from the cancel to the end, 300 ms of it grace", asked.elapsed());
    assert_eq!(processes::with_variable("MARKER", &marker), [0; 0]);
    assert_eq!(finished.result.outcome, Outcome::Canceled);
    assert_eq!(finished.result.steps[0].status, StepStatus::Canceled);
    assert!(finished.text().ends_with("oore: canceled: asked to\n"), "{}", finished.text());
}

#[tokio::test]
async fn a_canceled_job_may_clean_up_within_its_grace_time() {
    let bench = Bench::new().await;
    let job = job_of(vec![
        // The child is ready when it has lost the trap that it was forked with.
        step(1, "trap 'echo caught; exit 0' TERM; sh -c 'echo ready; sleep 1000' & wait"),
        step(2, "echo never"),
        step_if(3, "canceled()", "echo cleaning up"),
        step_if(4, "always()", "echo $((1 + 1))"),
    ]);
    let lease = job.lease;
    bench.server.run(job);
    bench.server.until_log_holds(lease, "ready").await;
    cancel(&bench, lease);
    let finished = bench.finished(lease).await;
    assert_eq!(finished.result.outcome, Outcome::Canceled);
    let expected = "ready\ncaught\noore: canceled: asked to\ncleaning up\n2\n";
    assert_eq!(finished.text(), expected);
}

#[tokio::test]
async fn what_still_runs_at_the_deadline_of_a_cancel_is_killed() {
    let bench = Bench::new().await;
    let job = job_of(vec![
        step(1, "echo ready; sleep 1000"),
        step_if(2, "always()", "trap '' TERM; echo stubborn; sleep 1000; sleep 1000"),
        step_if(3, "always()", "echo too late"),
    ]);
    // Long enough for two shells to start on a busy machine.
    let job = JobSpec { cancel_grace_ms: 4000, ..job };
    let lease = job.lease;
    bench.server.run(job);
    bench.server.until_log_holds(lease, "ready").await;
    cancel(&bench, lease);
    let finished = bench.finished(lease).await;
    assert_eq!(finished.text(), "ready\noore: canceled: asked to\nstubborn\n");
    let statuses: Vec<_> = finished.result.steps.iter().map(|step| step.status).collect();
    let (canceled, skipped) = (StepStatus::Canceled, StepStatus::Skipped);
    assert_eq!(statuses, [canceled, canceled, skipped]);
}

#[tokio::test]
async fn what_a_step_leaves_in_the_background_ends_with_it() {
    let bench = Bench::new().await;
    let (job, marker) = marked(FAMILY);
    // The background would sleep for a thousand seconds.
    let finished = bench.run(job).await;
    assert_eq!(finished.result.outcome, Outcome::Succeeded);
    assert_eq!(processes::with_variable("MARKER", &marker), [0; 0]);
}

#[tokio::test]
async fn a_void_lease_is_killed_and_forgotten() {
    let bench = Bench::new().await;
    let (job, marker) = marked(&format!("{FAMILY} wait"));
    let lease = job.lease;
    bench.server.run(job);
    bench.server.until_log_holds(lease, "started").await;
    bench.server.say(ServerFrame::Void { lease });
    processes::until_none_with_variable("MARKER", &marker).await;
    bench.until_nothing_is_left().await;
    assert!(bench.server.state(|state| state.results.is_empty()));
}

#[tokio::test]
async fn a_step_out_of_time_fails_and_the_job_goes_on_where_it_may() {
    let bench = Bench::new().await;
    let slow = StepSpec {
        timeout_ms: Some(3000),
        continue_on_error: true,
        ..step(1, "echo slow; sleep 1000")
    };
    let finished = bench.run(job_of(vec![slow, step(2, "echo next")])).await;
    assert_eq!(finished.result.outcome, Outcome::Succeeded);
    assert_eq!(finished.result.steps[0].status, StepStatus::TimedOut);
    let detail = finished.result.steps[0].detail.as_deref();
    assert_eq!(detail, Some("the step's time limit was reached"));
    assert_eq!(finished.text(), "slow\nnext\n");
}

#[tokio::test]
async fn a_job_out_of_time_ends_as_timed_out() {
    let bench = Bench::new().await;
    let (job, marker) = marked(&format!("{FAMILY} wait"));
    let finished = bench.run(JobSpec { timeout_ms: 500, cancel_grace_ms: 100, ..job }).await;
    assert_eq!(finished.result.outcome, Outcome::TimedOut);
    assert_eq!(finished.result.steps[0].status, StepStatus::TimedOut);
    assert_eq!(finished.result.detail.as_deref(), Some("the job's time limit was reached"));
    assert_eq!(processes::with_variable("MARKER", &marker), [0; 0]);
}

#[tokio::test]
async fn a_killed_supervisor_fails_the_step_and_takes_its_group_along() {
    let bench = Bench::new().await;
    let (job, marker) = marked("sleep 1000 & kill -KILL $PPID; wait");
    let finished = bench.run(job).await;
    assert_eq!(finished.result.outcome, Outcome::Failed);
    let detail = finished.result.steps[0].detail.as_deref();
    assert_eq!(detail, Some("`bash` did not run to its end: the step's supervisor was killed"));
    processes::until_none_with_variable("MARKER", &marker).await;
}

/// Waits for the supervisor of the next step, which is started while this one runs, and kills it.
const KILL_THE_NEXT: &str = r#"
    runner=$(cut -d' ' -f4 "/proc/$PPID/stat")
    next=
    until [ -n "$next" ]; do
        for child in $(cat "/proc/$runner/task/"*/children); do
            [ "$child" = "$PPID" ] || ! grep -q "$SUPERVISOR" "/proc/$child/cmdline" || next=$child
        done
    done
    kill -KILL "$next"
    until grep -q '^State:.Z' "/proc/$next/status"; do :; done
"#;

#[tokio::test]
async fn a_supervisor_that_was_killed_before_its_step_is_replaced() {
    // By its own name it is told from those of other tests.
    let directory = tempfile::tempdir().expect("a directory");
    let supervisor = directory.path().join("supervisor");
    symlink(&step_program()[0], &supervisor).expect("linked");
    let path = supervisor.display().to_string();
    let step_program = vec![supervisor.into()];
    let bench = Bench::with(|options| Options { step_program, ..options }).await;
    let steps = job(&[KILL_THE_NEXT, "echo still here"]);
    let finished = bench.run(JobSpec { env: pairs(&[("SUPERVISOR", &path)]), ..steps }).await;
    assert_eq!(finished.result.outcome, Outcome::Succeeded, "{}", finished.text());
    assert_eq!(finished.text(), "still here\n");
}

#[tokio::test]
async fn a_step_that_stops_its_supervisor_can_be_canceled() {
    let bench = Bench::new().await;
    let (job, marker) = marked("echo ready; kill -STOP $PPID; sleep 1000");
    let lease = job.lease;
    bench.server.run(job);
    bench.server.until_log_holds(lease, "ready").await;
    processes::until_stopped(&marker).await;
    cancel(&bench, lease);
    let finished = bench.finished(lease).await;
    assert_eq!(finished.result.outcome, Outcome::Canceled);
    assert_eq!(processes::with_variable("MARKER", &marker), [0; 0]);
}

#[tokio::test]
async fn a_step_that_stops_its_supervisor_reaches_its_time_limit() {
    let bench = Bench::new().await;
    let (job, marker) = marked("kill -STOP $PPID; sleep 1000");
    let finished = bench.run(JobSpec { timeout_ms: 2000, cancel_grace_ms: 100, ..job }).await;
    assert_eq!(finished.result.outcome, Outcome::TimedOut);
    assert_eq!(processes::with_variable("MARKER", &marker), [0; 0]);
}

/// The writer leaves the session and loses its supervisor, so that nobody ends it; it dies of the
/// pipe that nobody reads any more.
#[tokio::test]
async fn a_writer_that_got_away_does_not_keep_its_job() {
    let bench = Bench::new().await;
    let (job, marker) = marked("setsid yes & kill -KILL $PPID; wait");
    let finished = bench.run(job).await;
    assert_eq!(finished.result.outcome, Outcome::Failed);
    processes::until_none_with_variable("MARKER", &marker).await;
}

#[tokio::test]
async fn a_runner_that_dies_takes_its_steps_along_and_the_next_one_tells_what_they_printed() {
    let mut bench = Bench::new().await;
    let (job, marker) = marked(&format!("{FAMILY} wait"));
    let lease = job.lease;
    bench.server.run(job);
    bench.server.until_log_holds(lease, "started").await;
    bench.crash().await;
    processes::until_none_with_variable("MARKER", &marker).await;

    bench.start(4).await;
    let held = bench.server.state(|state| state.hellos.last().cloned());
    assert_eq!(held.map(|held| held.len()), Some(1));
    let finished = bench.finished(lease).await;
    assert_eq!(finished.result.outcome, Outcome::Interrupted);
    assert!(finished.text().contains("started\n"), "{}", finished.text());
    bench.until_nothing_is_left().await;
}

#[tokio::test]
async fn a_workspace_that_cannot_be_made_fails_the_job_with_the_reason() {
    let bench = Bench::new().await;
    let work = bench.data_dir().join("work");
    std::fs::remove_dir(&work).expect("empty");
    std::fs::write(&work, "in the way").expect("written");
    let finished = bench.run(job(&["echo no"])).await;
    assert_eq!(finished.result.outcome, Outcome::Failed);
    let detail = finished.result.detail.expect("a reason");
    assert!(detail.starts_with("the job's workspace can't be made: "), "{detail}");
    assert_eq!(finished.result.steps[0].status, StepStatus::Skipped);
}

#[tokio::test]
async fn a_job_that_cannot_be_stored_is_refused() {
    let bench = Bench::new().await;
    let jobs = bench.data_dir().join("jobs");
    std::fs::remove_dir(&jobs).expect("empty");
    std::fs::write(&jobs, "in the way").expect("written");
    let job = job(&["echo no"]);
    let lease = job.lease;
    bench.server.run(job);
    let reason = bench.server.until(|state| state.refused.get(&lease).cloned()).await;
    assert!(reason.starts_with("the runner can't store the job: "), "{reason}");
}

#[tokio::test]
async fn a_job_whose_order_cannot_be_written_is_refused_and_the_runner_goes_on() {
    let bench = Bench::new().await;
    let job = job(&["echo no"]);
    let lease = job.lease;
    let order = bench.data_dir().join("jobs").join(lease.to_string()).join("job.json");
    std::fs::create_dir_all(order).expect("made");
    bench.server.run(job);
    let reason = bench.server.until(|state| state.refused.get(&lease).cloned()).await;
    assert!(reason.starts_with("the runner can't store the job: "), "{reason}");
    bench.until_nothing_is_left().await;
    let next = bench.run(self::job(&["echo yes"])).await;
    assert_eq!(next.result.outcome, Outcome::Succeeded);
}

#[tokio::test]
async fn a_refused_job_leaves_nothing_on_the_disk() {
    let bench = Bench::new().await;
    let job = job(&["echo no"]);
    let lease = job.lease;
    // The order is stored, and then the log can't be made.
    let log = bench.data_dir().join("jobs").join(lease.to_string()).join("log");
    std::fs::create_dir_all(log).expect("made");
    bench.server.run(job);
    bench.server.until(|state| state.refused.get(&lease).cloned()).await;
    bench.until_nothing_is_left().await;
}
