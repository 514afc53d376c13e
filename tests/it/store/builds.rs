//! Builds: their numbers, and that none is made twice.

use futures_util::future::join_all;
use oored::domain::provider::ProviderKind;
use oored::domain::status::{BuildStatus, JobStatus, WebhookEventStatus};
use oored::entities::{
    builds, job_attempts, jobs, log_chunks, repositories, steps, webhook_events,
};
use oored::ids::{BuildId, WebhookEventId};
use oored::store::builds::{CancelBuild, CreateBuild, CreateRefused, KeyReused, RequestKey};
use oored::store::logs::AppendLog;
use oored::store::repositories::{
    self as repository_store, AddRepository, BuildsUnfinished, NameTaken, RemoveRepository,
    UpdateRepository,
};
use oored::store::webhook_events as events;
use sea_orm::{EntityTrait, PaginatorTrait};

use super::rows::{
    CHAIN, ONE_JOB, add_build, add_repository, add_runner, build, create, create_for, delivery,
    lease, now, repository,
};
use super::storage::{Storage, both};

async fn stored_event(storage: &Storage, id: WebhookEventId) -> webhook_events::Model {
    events::find(&storage.database.reader(), id).await.unwrap().expect("the event is stored")
}

async fn cancel(storage: &Storage, id: BuildId) {
    let reason = "enough".to_owned();
    storage.run(CancelBuild { id, reason, at: now() }).await.unwrap();
}

fn fresh(write: &CreateBuild) -> CreateBuild {
    let mut other = write.clone();
    other.build.id = BuildId::generate();
    other.build.jobs.clear();
    other
}

both! {
    async fn parallel_builds_get_numbers_without_gaps(storage: &Storage) {
        let repository = add_repository(storage).await;
        let made = join_all((0..20).map(|_| storage.run(create(build(&repository, ONE_JOB)))));
        let mut numbers: Vec<_> = made.await.into_iter().map(|it| it.unwrap().number).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=20).collect::<Vec<_>>());
    }

    async fn numbers_count_within_each_repository(storage: &Storage) {
        let one = add_repository(storage).await;
        let two = repository("acme", "other");
        let two = storage.run(AddRepository { repository: two }).await.unwrap();
        assert_eq!(add_build(storage, &one, ONE_JOB).await.0.number, 1);
        assert_eq!(add_build(storage, &two, ONE_JOB).await.0.number, 1);
        assert_eq!(add_build(storage, &one, ONE_JOB).await.0.number, 2);
    }

    async fn a_number_is_not_used_again_when_its_repository_was_removed(storage: &Storage) {
        let first = add_repository(storage).await;
        for _ in 0..3 {
            let (made, _) = add_build(storage, &first, ONE_JOB).await;
            cancel(storage, made.id).await;
        }
        storage.run(RemoveRepository { id: first.id }).await.unwrap();
        // Providers compare names without regard to case, and so does the counter.
        let again = repository("Acme", "APP");
        let again = storage.run(AddRepository { repository: again }).await.unwrap();
        assert_eq!(add_build(storage, &again, ONE_JOB).await.0.number, 4);
    }

    async fn numbers_go_on_under_a_new_name(storage: &Storage) {
        let renamed = |row: &repositories::Model, name: &str| {
            let row = row.clone();
            let seen = row.updated_at;
            let name_key = repositories::name_key(&format!("{}/{name}", row.owner));
            let repository =
                repositories::Model { name: name.to_owned(), name_key, updated_at: now(), ..row };
            UpdateRepository { repository, seen }
        };
        let other = storage.run(AddRepository { repository: repository("acme", "other") }).await;
        add_build(storage, &other.unwrap(), ONE_JOB).await;
        let first = add_repository(storage).await;
        for _ in 0..3 {
            let (made, _) = add_build(storage, &first, ONE_JOB).await;
            cancel(storage, made.id).await;
        }
        // A name that nothing was ever built under, and one with a counter that is behind.
        let fresh = storage.run(renamed(&first, "fresh")).await.unwrap();
        assert_eq!(add_build(storage, &fresh, ONE_JOB).await.0.number, 4);
        let reader = storage.database.reader();
        let other = repository_store::find_by_name(&reader, ProviderKind::Github, "acme/other");
        let other = other.await.unwrap().expect("it is registered");
        storage.run(renamed(&other, "elsewhere")).await.unwrap();
        let taken = storage.run(renamed(&fresh, "other")).await.unwrap();
        assert_eq!(add_build(storage, &taken, ONE_JOB).await.0.number, 5);
        assert_eq!(add_build(storage, &taken, ONE_JOB).await.0.number, 6);
    }

    async fn a_build_that_is_made_twice_is_made_once(storage: &Storage) {
        let repository = add_repository(storage).await;
        let (first, second) = storage.twice(create(build(&repository, CHAIN))).await;
        let first = first.unwrap();
        assert_eq!(first, second.unwrap());
        assert_eq!((first.number, first.status), (1, BuildStatus::Queued));
        assert_eq!(first.context.0["build"]["number"], 1);
        assert_eq!(add_build(storage, &repository, ONE_JOB).await.0.number, 2);
    }

    async fn first_states_follow_from_the_needs(storage: &Storage) {
        let repository = add_repository(storage).await;
        let (_, jobs) = add_build(storage, &repository, CHAIN).await;
        let states: Vec<_> = jobs.iter().map(|job| (job.key.as_str(), job.status)).collect();
        assert_eq!(states, [("first", JobStatus::Queued), ("second", JobStatus::Blocked)]);
    }

    async fn one_handling_makes_one_build_whoever_makes_it(storage: &Storage) {
        let repository = add_repository(storage).await;
        let event = storage.run(delivery("one")).await.id;
        let write = create_for(build(&repository, ONE_JOB), event);
        let other = fresh(&write);
        let (first, again) = storage.twice(write).await;
        let first = first.unwrap();
        assert_eq!(again.unwrap(), first);
        assert_eq!(storage.run(other).await.unwrap(), first);
        let handled = stored_event(storage, event).await;
        assert_eq!(handled.status, WebhookEventStatus::Handled);
        assert_eq!(handled.repository_id, Some(repository.id));
        assert_eq!(handled.handled_at, Some(first.created_at));
        assert_eq!(add_build(storage, &repository, ONE_JOB).await.0.number, 2);
    }

    async fn an_event_that_waits_no_more_gets_no_build(storage: &Storage) {
        let repository = add_repository(storage).await;
        let event = storage.run(delivery("one")).await.id;
        let end = events::SettleEvent {
            id: event,
            handling: 1,
            repository: None,
            status: WebhookEventStatus::Ignored,
            decision: None,
            error: None,
            skipped: None,
            head: None,
            at: now(),
        };
        storage.run(end).await;
        let write = create_for(build(&repository, ONE_JOB), event);
        let (first, second) = storage.twice(write).await;
        assert_eq!(first.unwrap_err(), CreateRefused::EventSettled);
        assert_eq!(second.unwrap_err(), CreateRefused::EventSettled);
        assert_eq!(builds::Entity::find().count(&storage.database.reader()).await.unwrap(), 0);
    }

    async fn a_request_with_a_known_key_finds_the_build_of_the_first(storage: &Storage) {
        let repository = add_repository(storage).await;
        let mut write = create(build(&repository, ONE_JOB));
        let request = |digest: &str| {
            Some(RequestKey { key: "trigger:01:abc".to_owned(), digest: digest.to_owned() })
        };
        write.build.request = request("one");
        let (same, mut other) = (fresh(&write), fresh(&write));
        let first = storage.run(write).await.unwrap();
        assert_eq!(storage.run(same).await.unwrap(), first);
        other.build.request = request("other");
        let refused = storage.run(other).await.unwrap_err();
        assert_eq!(refused, CreateRefused::KeyReused(KeyReused { by: first.id }));
        assert_eq!(builds::Entity::find().count(&storage.database.reader()).await.unwrap(), 1);
    }

    async fn a_removed_repository_gets_no_build(storage: &Storage) {
        let repository = add_repository(storage).await;
        let event = storage.run(delivery("one")).await.id;
        storage.run(RemoveRepository { id: repository.id }).await.unwrap();
        let refused = storage.run(create_for(build(&repository, ONE_JOB), event)).await;
        assert_eq!(refused.unwrap_err(), CreateRefused::RepositoryGone);
        assert_eq!(stored_event(storage, event).await.status, WebhookEventStatus::Received);
    }

    async fn a_build_without_a_usable_file_has_failed_from_the_start(storage: &Storage) {
        let repository = add_repository(storage).await;
        let mut write = create(build(&repository, ONE_JOB));
        write.build.jobs.clear();
        write.build.error = Some("there is no oore.yaml".to_owned());
        let made = storage.run(write).await.unwrap();
        assert_eq!(made.status, BuildStatus::Failed);
        assert_eq!(made.finished_at, Some(made.created_at));
    }

    async fn a_repository_with_unfinished_builds_stays(storage: &Storage) {
        let repository = add_repository(storage).await;
        let (made, _) = add_build(storage, &repository, ONE_JOB).await;
        let (first, second) = storage.twice(RemoveRepository { id: repository.id }).await;
        assert_eq!((first, second), (Err(BuildsUnfinished { count: 1 }), Err(BuildsUnfinished { count: 1 })));
        cancel(storage, made.id).await;
        let (first, second) = storage.twice(RemoveRepository { id: repository.id }).await;
        assert_eq!((first, second), (Ok(()), Ok(())));
    }

    async fn what_belongs_to_a_removed_repository_goes_and_its_events_stay(storage: &Storage) {
        let repository = add_repository(storage).await;
        let runner = add_runner(storage).await;
        let event = storage.run(delivery("one")).await.id;
        let made = storage.run(create_for(build(&repository, ONE_JOB), event)).await.unwrap();
        let jobs = oored::store::builds::jobs_of(&storage.database.reader(), made.id).await.unwrap();
        let lease = lease(storage, &jobs[0], runner).await;
        storage.run(AppendLog::new(runner, lease, 0, b"hello".to_vec()).unwrap()).await;
        cancel(storage, made.id).await;
        let lost = oored::store::jobs::LoseAttempts {
            runner, leases: vec![lease], reason: "gone".to_owned(), at: now(),
        };
        storage.run(lost).await;
        storage.run(RemoveRepository { id: repository.id }).await.unwrap();
        let db = &storage.database.reader();
        let left = [
            builds::Entity::find().count(db).await.unwrap(),
            jobs::Entity::find().count(db).await.unwrap(),
            job_attempts::Entity::find().count(db).await.unwrap(),
            steps::Entity::find().count(db).await.unwrap(),
            log_chunks::Entity::find().count(db).await.unwrap(),
        ];
        assert_eq!(left, [0; 5]);
        assert_eq!(stored_event(storage, event).await.repository_id, Some(repository.id));
    }

    async fn a_name_is_registered_once_without_regard_to_case(storage: &Storage) {
        let write = AddRepository { repository: repository("acme", "app") };
        let (first, second) = storage.twice(write.clone()).await;
        assert_eq!(first.unwrap(), second.unwrap());
        let taken = storage.run(AddRepository { repository: repository("ACME", "App") }).await;
        assert_eq!(taken.unwrap_err(), NameTaken { by: write.repository.id });
    }
}
