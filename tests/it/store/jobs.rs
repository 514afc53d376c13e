//! Leases and results: given once, taken once, and only from who holds the lease.

use oored::domain::status::{AttemptStatus, BuildStatus, JobStatus, StepStatus};
use oored::entities::{builds, steps};
use oored::ids::{LeaseId, RunnerId};
use oored::store::builds::{find, jobs_of};
use oored::store::jobs::{
    AcceptAttempt, FinishAttempt, FinishOutcome, ReportStep, find_attempt, steps_of,
};
use oored::store::logs::AppendLog;
use oored::store::runners::{RemoveRunner, RunnerBusy};
use serde_json::{Map, json};

use super::rows::{
    CHAIN, ONE_JOB, add_build, add_repository, add_runner, lease, lease_of, now, runner,
};
use super::storage::{Storage, both};

/// A result without output.
pub(super) fn result(lease: LeaseId, runner: RunnerId, status: AttemptStatus) -> FinishAttempt {
    FinishAttempt {
        lease,
        runner,
        status,
        detail: None,
        outputs: Map::new(),
        steps: Vec::new(),
        log_bytes: 0,
        started_at: now(),
        finished_at: now(),
        at: now(),
    }
}

fn step(lease: LeaseId, position: i32, status: StepStatus) -> steps::Model {
    steps::Model {
        attempt_id: lease,
        position,
        name: "not looked at".to_owned(),
        status,
        exit_code: Some(0),
        started_at: Some(now()),
        finished_at: Some(now()),
        log_start: Some(0),
        log_end: Some(5),
        detail: None,
        summary: Some("# Done".to_owned()),
    }
}

async fn build_of(storage: &Storage, build: &builds::Model) -> builds::Model {
    find(&storage.database.reader(), build.id).await.unwrap().unwrap()
}

async fn job_states(storage: &Storage, build: &builds::Model) -> Vec<JobStatus> {
    let jobs = jobs_of(&storage.database.reader(), build.id).await.unwrap();
    jobs.into_iter().map(|job| job.status).collect()
}

both! {
    async fn a_lease_that_is_given_twice_is_given_once(storage: &Storage) {
        let (repository, runner) = (add_repository(storage).await, add_runner(storage).await);
        let (made, jobs) = add_build(storage, &repository, CHAIN).await;
        let (lease, write) = lease_of(&jobs[0], runner);
        assert_eq!(storage.twice(write).await, (1, 1));
        assert_eq!(job_states(storage, &made).await, [JobStatus::Running, JobStatus::Blocked]);
        assert_eq!(build_of(storage, &made).await.status, BuildStatus::Running);
        let steps = steps_of(&storage.database.reader(), &[lease]).await.unwrap();
        let names: Vec<_> = steps.iter().map(|step| step.name.as_str()).collect();
        assert_eq!(names, ["Check out", "echo one"]);
    }

    async fn a_job_that_does_not_wait_is_leased_to_nobody(storage: &Storage) {
        let (repository, runner) = (add_repository(storage).await, add_runner(storage).await);
        let (_, jobs) = add_build(storage, &repository, CHAIN).await;
        lease(storage, &jobs[0], runner).await;
        for job in &jobs {
            assert_eq!(storage.twice(lease_of(job, runner).1).await, (0, 0), "{}", job.key);
        }
    }

    async fn a_runner_that_is_gone_gets_no_job(storage: &Storage) {
        let (repository, id) = (add_repository(storage).await, add_runner(storage).await);
        let (made, jobs) = add_build(storage, &repository, ONE_JOB).await;
        assert_eq!(storage.twice(RemoveRunner { id }).await, (Ok(()), Ok(())));
        assert_eq!(storage.run(lease_of(&jobs[0], id).1).await, 0);
        assert_eq!(job_states(storage, &made).await, [JobStatus::Queued]);
    }

    async fn a_runner_with_jobs_is_not_removed(storage: &Storage) {
        let (repository, id) = (add_repository(storage).await, add_runner(storage).await);
        let (_, jobs) = add_build(storage, &repository, ONE_JOB).await;
        lease(storage, &jobs[0], id).await;
        let busy = Err(RunnerBusy { jobs: 1 });
        assert_eq!(storage.twice(RemoveRunner { id }).await, (busy, busy));
    }

    async fn a_result_that_comes_twice_counts_once(storage: &Storage) {
        let (repository, runner) = (add_repository(storage).await, add_runner(storage).await);
        let (made, jobs) = add_build(storage, &repository, CHAIN).await;
        let lease = lease(storage, &jobs[0], runner).await;
        let mut write = result(lease, runner, AttemptStatus::Succeeded);
        write.outputs.insert("version".to_owned(), json!("1.2"));
        write.steps = vec![step(lease, 1, StepStatus::Succeeded)];
        let outcomes = storage.twice(write).await;
        assert_eq!(outcomes, (FinishOutcome::Stored, FinishOutcome::Stored));
        assert_eq!(job_states(storage, &made).await, [JobStatus::Succeeded, JobStatus::Queued]);
        let jobs = jobs_of(&storage.database.reader(), made.id).await.unwrap();
        assert_eq!(jobs[0].outputs.0["version"], "1.2");
        let steps = steps_of(&storage.database.reader(), &[lease]).await.unwrap();
        assert_eq!(steps[1].summary.as_deref(), Some("# Done"));
        assert_eq!(steps[1].name, "echo one", "a runner does not rename steps");
    }

    async fn a_failed_job_fails_its_build_and_skips_what_needs_it(storage: &Storage) {
        let (repository, runner) = (add_repository(storage).await, add_runner(storage).await);
        let (made, jobs) = add_build(storage, &repository, CHAIN).await;
        let lease = lease(storage, &jobs[0], runner).await;
        storage.twice(result(lease, runner, AttemptStatus::Failed)).await;
        assert_eq!(job_states(storage, &made).await, [JobStatus::Failed, JobStatus::Skipped]);
        let build = build_of(storage, &made).await;
        assert_eq!(build.status, BuildStatus::Failed);
        assert!(build.started_at.is_some() && build.finished_at.is_some());
        let jobs = jobs_of(&storage.database.reader(), made.id).await.unwrap();
        assert_eq!(jobs[1].detail.as_deref(), Some("needs `first`, which is failed"));
    }

    async fn a_result_waits_for_the_whole_log(storage: &Storage) {
        let (repository, runner) = (add_repository(storage).await, add_runner(storage).await);
        let (made, jobs) = add_build(storage, &repository, ONE_JOB).await;
        let lease = lease(storage, &jobs[0], runner).await;
        storage.run(AppendLog::new(runner, lease, 0, b"hello".to_vec()).unwrap()).await;
        let mut write = result(lease, runner, AttemptStatus::Succeeded);
        write.log_bytes = 11;
        let missing = FinishOutcome::LogIncomplete(5);
        assert_eq!(storage.twice(write.clone()).await, (missing, missing));
        assert_eq!(job_states(storage, &made).await, [JobStatus::Running]);
        storage.run(AppendLog::new(runner, lease, 5, b" world".to_vec()).unwrap()).await;
        assert_eq!(storage.run(write).await, FinishOutcome::Stored);
    }

    async fn only_the_holder_of_a_lease_ends_it(storage: &Storage) {
        let (repository, holder) = (add_repository(storage).await, add_runner(storage).await);
        let other = storage.run(runner("two")).await.unwrap().id;
        let (made, jobs) = add_build(storage, &repository, ONE_JOB).await;
        let lease = lease(storage, &jobs[0], holder).await;
        let stranger = result(lease, other, AttemptStatus::Succeeded);
        assert_eq!(storage.run(stranger).await, FinishOutcome::Void);
        let invented = result(LeaseId::generate(), holder, AttemptStatus::Succeeded);
        assert_eq!(storage.run(invented).await, FinishOutcome::Void);
        storage.run(ReportStep { runner: other, step: step(lease, 0, StepStatus::Failed) }).await;
        storage.run(AcceptAttempt { lease, runner: other, at: now() }).await;
        assert_eq!(job_states(storage, &made).await, [JobStatus::Running]);
        let db = &storage.database.reader();
        assert_eq!(find_attempt(db, lease).await.unwrap().unwrap().accepted_at, None);
        let steps = steps_of(db, &[lease]).await.unwrap();
        assert!(steps.iter().all(|step| step.status == StepStatus::Pending));
    }

    async fn a_second_result_of_another_kind_is_void(storage: &Storage) {
        let (repository, runner) = (add_repository(storage).await, add_runner(storage).await);
        let (made, jobs) = add_build(storage, &repository, ONE_JOB).await;
        let lease = lease(storage, &jobs[0], runner).await;
        storage.run(result(lease, runner, AttemptStatus::Failed)).await;
        let late = storage.run(result(lease, runner, AttemptStatus::Succeeded)).await;
        assert_eq!(late, FinishOutcome::Void);
        assert_eq!(job_states(storage, &made).await, [JobStatus::Failed]);
    }

    async fn what_a_runner_says_of_its_steps_may_come_twice(storage: &Storage) {
        let (repository, runner) = (add_repository(storage).await, add_runner(storage).await);
        let (_, jobs) = add_build(storage, &repository, ONE_JOB).await;
        let lease = lease(storage, &jobs[0], runner).await;
        storage.twice(AcceptAttempt { lease, runner, at: now() }).await;
        storage.twice(ReportStep { runner, step: step(lease, 0, StepStatus::Running) }).await;
        // A place that the plan doesn't have is passed over.
        storage.twice(ReportStep { runner, step: step(lease, 9, StepStatus::Running) }).await;
        let steps = steps_of(&storage.database.reader(), &[lease]).await.unwrap();
        let states: Vec<_> = steps.iter().map(|step| step.status).collect();
        assert_eq!(states, [StepStatus::Running, StepStatus::Pending]);
    }
}
