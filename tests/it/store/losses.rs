//! Attempts that end without a result: tried again, but not for ever.

use oored::domain::fact::Fact;
use oored::domain::status::{AttemptStatus, BuildStatus, JobStatus, StepStatus};
use oored::entities::{jobs, steps};
use oored::ids::{JobId, LeaseId, RunnerId};
use oored::store::builds;
use oored::store::jobs::{
    FailAttempt, FinishAttempt, FinishOutcome, GiveBack, LoseAttempts, MAX_LOSSES, ReportStep,
    attempts_of, find, held_by, steps_of,
};
use oored::store::logs::AppendLog;

use super::jobs::result;
use super::rows::{ONE_JOB, add_build, add_repository, add_runner, lease, now};
use super::storage::{Storage, both, heard};

fn lose(runner: RunnerId, lease: LeaseId) -> LoseAttempts {
    LoseAttempts { runner, leases: vec![lease], reason: "it went away".to_owned(), at: now() }
}

async fn job(storage: &Storage, id: JobId) -> jobs::Model {
    find(&storage.database.reader(), id).await.unwrap().unwrap()
}

both! {
    async fn a_lost_attempt_puts_its_job_back_in_the_queue(storage: &Storage) {
        let (repository, runner) = (add_repository(storage).await, add_runner(storage).await);
        let (_, jobs) = add_build(storage, &repository, ONE_JOB).await;
        let lost = lease(storage, &jobs[0], runner).await;
        let mut facts = storage.bus.listen();
        storage.twice(lose(runner, lost)).await;
        heard(&mut facts, &Fact::LeaseVoid { runner, lease: lost }).await;
        let waiting = job(storage, jobs[0].id).await;
        assert_eq!((waiting.status, waiting.attempt), (JobStatus::Queued, 1));
        assert_eq!((waiting.runner_id, waiting.started_at), (None, None));
        assert!(held_by(&storage.database.reader(), runner).await.unwrap().is_empty());
        let why = waiting.detail.unwrap();
        assert!(why.starts_with("attempt 1 ") && why.ends_with(": it went away"), "{why}");
    }

    async fn the_late_result_of_a_lost_attempt_is_void(storage: &Storage) {
        let (repository, runner) = (add_repository(storage).await, add_runner(storage).await);
        let (_, jobs) = add_build(storage, &repository, ONE_JOB).await;
        let lost = lease(storage, &jobs[0], runner).await;
        storage.run(AppendLog::new(runner, lost, 0, b"half".to_vec()).unwrap()).await;
        storage.run(lose(runner, lost)).await;
        let second = lease(storage, &job(storage, jobs[0].id).await, runner).await;
        let late = result(lost, runner, AttemptStatus::Succeeded);
        assert_eq!(storage.twice(late).await, (FinishOutcome::Void, FinishOutcome::Void));
        let running = job(storage, jobs[0].id).await;
        assert_eq!((running.status, running.attempt), (JobStatus::Running, 2));
        // Nor can it be lost once more.
        storage.run(lose(runner, lost)).await;
        assert_eq!(job(storage, jobs[0].id).await, running);
        let attempts = attempts_of(&storage.database.reader(), jobs[0].id).await.unwrap();
        let ends: Vec<_> = attempts.iter().map(|it| (it.id, it.status)).collect();
        assert_eq!(ends, [(lost, AttemptStatus::Lost), (second, AttemptStatus::Running)]);
    }

    async fn a_job_that_is_lost_three_times_is_lost(storage: &Storage) {
        let (repository, runner) = (add_repository(storage).await, add_runner(storage).await);
        let (made, jobs) = add_build(storage, &repository, ONE_JOB).await;
        for _ in 0..MAX_LOSSES {
            let lost = lease(storage, &jobs[0], runner).await;
            storage.twice(lose(runner, lost)).await;
        }
        let lost = job(storage, jobs[0].id).await;
        assert_eq!((lost.status, lost.attempt), (JobStatus::Lost, 3));
        assert!(lost.finished_at.is_some());
        let build = builds::find(&storage.database.reader(), made.id).await.unwrap().unwrap();
        assert_eq!(build.status, BuildStatus::Failed);
        let why = "tried 3 times, the last time it went away";
        assert_eq!(lost.detail.as_deref(), Some(why));
    }

    async fn a_job_that_its_runner_refuses_waits_again(storage: &Storage) {
        let (repository, runner) = (add_repository(storage).await, add_runner(storage).await);
        let (_, jobs) = add_build(storage, &repository, ONE_JOB).await;
        let refused = lease(storage, &jobs[0], runner).await;
        let reason = "the disk is full".to_owned();
        storage.twice(GiveBack { lease: refused, runner, reason, at: now() }).await;
        assert_eq!(job(storage, jobs[0].id).await.status, JobStatus::Queued);
        let attempts = attempts_of(&storage.database.reader(), jobs[0].id).await.unwrap();
        assert_eq!(attempts[0].status, AttemptStatus::Refused);
        assert_eq!(attempts[0].detail.as_deref(), Some("the disk is full"));
    }

    async fn an_interrupted_attempt_is_lost_once_its_output_is_there(storage: &Storage) {
        let (repository, runner) = (add_repository(storage).await, add_runner(storage).await);
        let (_, jobs) = add_build(storage, &repository, ONE_JOB).await;
        let broken = lease(storage, &jobs[0], runner).await;
        let interrupted = |log_bytes| FinishAttempt {
            log_bytes,
            detail: Some("the process ended".to_owned()),
            ..result(broken, runner, AttemptStatus::Lost)
        };
        assert_eq!(storage.run(interrupted(4)).await, FinishOutcome::LogIncomplete(0));
        storage.run(AppendLog::new(runner, broken, 0, b"half".to_vec()).unwrap()).await;
        let stored = storage.twice(interrupted(4)).await;
        assert_eq!(stored, (FinishOutcome::Stored, FinishOutcome::Stored));
        let waiting = job(storage, jobs[0].id).await;
        assert_eq!((waiting.status, waiting.attempt), (JobStatus::Queued, 1));
        let attempts = attempts_of(&storage.database.reader(), jobs[0].id).await.unwrap();
        assert_eq!(attempts[0].status, AttemptStatus::Lost);
        assert_eq!(attempts[0].detail.as_deref(), Some("the process ended"));
    }

    async fn a_job_that_no_runner_can_take_has_failed(storage: &Storage) {
        let (repository, runner) = (add_repository(storage).await, add_runner(storage).await);
        let (made, jobs) = add_build(storage, &repository, ONE_JOB).await;
        let lease = lease(storage, &jobs[0], runner).await;
        let reason = "too large".to_owned();
        storage.twice(FailAttempt { lease, runner, reason, at: now() }).await;
        let failed = job(storage, jobs[0].id).await;
        assert_eq!((failed.status, failed.detail.as_deref()), (JobStatus::Failed, Some("too large")));
        let build = builds::find(&storage.database.reader(), made.id).await.unwrap().unwrap();
        assert_eq!(build.status, BuildStatus::Failed);
    }

    async fn nothing_of_a_lost_attempt_seems_to_run_on(storage: &Storage) {
        let (repository, runner) = (add_repository(storage).await, add_runner(storage).await);
        let (_, jobs) = add_build(storage, &repository, ONE_JOB).await;
        let lost = lease(storage, &jobs[0], runner).await;
        let steps = steps_of(&storage.database.reader(), &[lost]).await.unwrap();
        let [first, rest @ ..] = steps.as_slice() else { panic!("a job has steps") };
        let running = steps::Model { status: StepStatus::Running, ..first.clone() };
        storage.run(ReportStep { runner, step: running }).await;
        storage.twice(lose(runner, lost)).await;
        let ended = steps_of(&storage.database.reader(), &[lost]).await.unwrap();
        assert_eq!(ended[0].status, StepStatus::Canceled);
        assert_eq!(ended[0].detail.as_deref(), Some("it went away"));
        assert!(ended[0].finished_at.is_some());
        assert_eq!(ended.len(), 1 + rest.len());
        assert!(ended[1..].iter().all(|step| step.status == StepStatus::Skipped));
    }

    async fn nobody_loses_what_another_holds(storage: &Storage) {
        let (repository, runner) = (add_repository(storage).await, add_runner(storage).await);
        let (_, jobs) = add_build(storage, &repository, ONE_JOB).await;
        let held = lease(storage, &jobs[0], runner).await;
        let before = storage.dump().await;
        storage.run(lose(RunnerId::generate(), held)).await;
        assert_eq!(storage.dump().await, before);
    }
}
