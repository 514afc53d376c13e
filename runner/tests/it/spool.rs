//! A spool that can't be read any more: the jobs in it come to an end all the same.

use std::fs::File;

use protocol::{JobResult, Outcome, StepStatus};
use ulid::Ulid;

use crate::support::{Bench, jobs::job};

/// Empties a job's log on the runner, loses it on the server too, and has the runner connect anew:
/// what the server asks for is nowhere.
fn lose_the_log(bench: &Bench, lease: Ulid) {
    let log = bench.data_dir().join("jobs").join(lease.to_string()).join("log");
    File::create(log).expect("emptied");
    bench.server.forget(lease);
    bench.server.disconnect();
}

fn assert_failed_without_log(result: &JobResult) {
    assert_eq!(result.outcome, Outcome::Failed);
    let detail = result.detail.as_deref().expect("a reason");
    assert!(detail.starts_with("the runner could not read its own spool: "), "{detail}");
    assert_eq!(result.log_bytes, 0);
    assert_eq!((result.steps[0].log_start, result.steps[0].log_end), (Some(0), Some(0)));
}

#[tokio::test]
async fn a_finished_job_whose_log_can_not_be_read_has_failed() {
    let bench = Bench::new().await;
    bench.server.behave(|behaviour| behaviour.keep_silent_on_results = true);
    let job = job(&["echo gone"]);
    let lease = job.lease;
    assert_eq!(bench.run(job).await.result.outcome, Outcome::Succeeded);
    bench.server.behave(|behaviour| behaviour.keep_silent_on_results = false);
    lose_the_log(&bench, lease);
    assert_failed_without_log(&bench.finished(lease).await.result);
    bench.until_nothing_is_left().await;
}

#[tokio::test]
async fn a_job_at_work_whose_log_can_not_be_read_is_ended() {
    let bench = Bench::new().await;
    let job = job(&["echo ready; sleep 1000"]);
    let lease = job.lease;
    bench.server.run(job);
    bench.server.until_log_holds(lease, "ready").await;
    lose_the_log(&bench, lease);
    let result = bench.finished(lease).await.result;
    assert_failed_without_log(&result);
    assert_eq!(result.steps[0].status, StepStatus::Canceled);
    bench.until_nothing_is_left().await;
}
