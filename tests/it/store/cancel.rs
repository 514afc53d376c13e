//! Canceling builds in every state.

use oored::domain::fact::Fact;
use oored::domain::status::{AttemptStatus, BuildStatus, JobStatus};
use oored::ids::BuildId;
use oored::store::builds::{CancelBuild, CancelRefused, find, jobs_of};
use oored::store::jobs::{FinishOutcome, LoseAttempts};

use super::jobs::result;
use super::rows::{CHAIN, ONE_JOB, add_build, add_repository, add_runner, lease, now};
use super::storage::{Storage, both, heard};

pub(super) fn cancel(id: BuildId, reason: &str) -> CancelBuild {
    CancelBuild { id, reason: reason.to_owned(), at: now() }
}

async fn states(storage: &Storage, id: BuildId) -> (BuildStatus, Vec<JobStatus>) {
    let db = &storage.database.reader();
    let jobs = jobs_of(db, id).await.unwrap();
    let build = find(db, id).await.unwrap().unwrap();
    (build.status, jobs.into_iter().map(|job| job.status).collect())
}

both! {
    async fn what_waits_is_canceled_at_once(storage: &Storage) {
        let repository = add_repository(storage).await;
        let (made, _) = add_build(storage, &repository, CHAIN).await;
        let (first, second) = storage.twice(cancel(made.id, "by ada")).await;
        let build = first.unwrap();
        assert_eq!(build, second.unwrap());
        assert_eq!(build.cancel_reason.as_deref(), Some("by ada"));
        assert_eq!(
            states(storage, made.id).await,
            (BuildStatus::Canceled, vec![JobStatus::Canceled, JobStatus::Canceled])
        );
    }

    async fn what_runs_is_asked_of_its_runner_and_ends_with_its_result(storage: &Storage) {
        let (repository, runner) = (add_repository(storage).await, add_runner(storage).await);
        let (made, jobs) = add_build(storage, &repository, CHAIN).await;
        let lease = lease(storage, &jobs[0], runner).await;
        let mut facts = storage.bus.listen();
        storage.twice(cancel(made.id, "by ada")).await.0.unwrap();
        let asked = Fact::JobCanceling { runner, lease, reason: "by ada".to_owned() };
        heard(&mut facts, &asked).await;
        assert_eq!(states(storage, made.id).await.1, [JobStatus::Running, JobStatus::Canceled]);

        let ended = storage.run(result(lease, runner, AttemptStatus::Canceled)).await;
        assert_eq!(ended, FinishOutcome::Stored);
        assert_eq!(
            states(storage, made.id).await,
            (BuildStatus::Canceled, vec![JobStatus::Canceled, JobStatus::Canceled])
        );
    }

    async fn a_runner_that_goes_away_while_it_cancels_does_not_get_the_job_again(storage: &Storage) {
        let (repository, runner) = (add_repository(storage).await, add_runner(storage).await);
        let (made, jobs) = add_build(storage, &repository, ONE_JOB).await;
        let lease = lease(storage, &jobs[0], runner).await;
        storage.run(cancel(made.id, "by ada")).await.unwrap();
        let leases = vec![lease];
        let lost = LoseAttempts { runner, leases, reason: "gone".to_owned(), at: now() };
        storage.twice(lost).await;
        let expected = (BuildStatus::Canceled, vec![JobStatus::Canceled]);
        assert_eq!(states(storage, made.id).await, expected);
    }

    async fn what_has_ended_is_not_canceled(storage: &Storage) {
        let (repository, runner) = (add_repository(storage).await, add_runner(storage).await);
        let (made, jobs) = add_build(storage, &repository, ONE_JOB).await;
        let lease = lease(storage, &jobs[0], runner).await;
        storage.run(result(lease, runner, AttemptStatus::Succeeded)).await;
        let (first, second) = storage.twice(cancel(made.id, "late")).await;
        let refused = CancelRefused::Ended(BuildStatus::Succeeded);
        assert_eq!((first.unwrap_err(), second.unwrap_err()), (refused, refused));
        let unknown = storage.run(cancel(BuildId::generate(), "x")).await;
        assert_eq!(unknown.unwrap_err(), CancelRefused::Gone);
    }
}
