//! A write whose answer was lost may not have been heard of either: its repeat tells again what it
//! made true.

use oored::domain::fact::Fact;
use oored::domain::status::{AttemptStatus, BuildStatus, JobStatus};
use oored::store::jobs::LoseAttempts;

use super::cancel::cancel;
use super::jobs::result;
use super::rows::{ONE_JOB, add_build, add_repository, add_runner, lease, lease_of, now};
use super::storage::{Storage, both, heard};

both! {
    async fn a_repeated_lease_is_told_to_its_runner_again(storage: &Storage) {
        let (repository, runner) = (add_repository(storage).await, add_runner(storage).await);
        let (_, jobs) = add_build(storage, &repository, ONE_JOB).await;
        let (lease, write) = lease_of(&jobs[0], runner);
        storage.run(write.clone()).await;
        let mut facts = storage.bus.listen();
        storage.run(write).await;
        heard(&mut facts, &Fact::JobLeased { runner, lease }).await;
    }

    async fn a_repeated_cancel_is_told_to_the_runner_again(storage: &Storage) {
        let (repository, runner) = (add_repository(storage).await, add_runner(storage).await);
        let (build, jobs) = add_build(storage, &repository, ONE_JOB).await;
        let lease = lease(storage, &jobs[0], runner).await;
        storage.run(cancel(build.id, "by ada")).await.unwrap();
        let mut facts = storage.bus.listen();
        storage.run(cancel(build.id, "by ada")).await.unwrap();
        let asked = Fact::JobCanceling { runner, lease, reason: "by ada".to_owned() };
        heard(&mut facts, &asked).await;
    }

    async fn a_repeated_result_tells_the_end_of_its_build_again(storage: &Storage) {
        let (repository, runner) = (add_repository(storage).await, add_runner(storage).await);
        let (build, jobs) = add_build(storage, &repository, ONE_JOB).await;
        let lease = lease(storage, &jobs[0], runner).await;
        let write = result(lease, runner, AttemptStatus::Succeeded);
        storage.run(write.clone()).await;
        let mut facts = storage.bus.listen();
        storage.run(write).await;
        let ended = Fact::BuildChanged { build: build.id, status: BuildStatus::Succeeded };
        heard(&mut facts, &ended).await;
    }

    async fn a_repeated_loss_queues_the_job_for_the_scheduler_again(storage: &Storage) {
        let (repository, runner) = (add_repository(storage).await, add_runner(storage).await);
        let (build, jobs) = add_build(storage, &repository, ONE_JOB).await;
        let lease = lease(storage, &jobs[0], runner).await;
        let reason = "it went away".to_owned();
        let write = LoseAttempts { runner, leases: vec![lease], reason, at: now() };
        storage.run(write.clone()).await;
        let mut facts = storage.bus.listen();
        storage.run(write).await;
        let (build, job, status) = (build.id, jobs[0].id, JobStatus::Queued);
        heard(&mut facts, &Fact::JobChanged { build, job, status }).await;
    }
}
