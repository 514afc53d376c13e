//! Lists: newest first, by cursor, and whole while rows come in.

use oored::domain::access::Reach;
use oored::domain::provider::ProviderKind;
use oored::domain::status::{BuildStatus, WebhookEventStatus};
use oored::store::builds::{self, CancelBuild};
use oored::store::repositories::{self, AddRepository};
use oored::store::runners;
use oored::store::webhook_events;

use super::rows::{
    ONE_JOB, add_build, add_repository, build, create, delivery, now, repository, runner,
};
use super::storage::{Storage, both};

both! {
    async fn pages_of_events_hold_each_event_once_while_others_come(storage: &Storage) {
        let mut expected = Vec::new();
        for n in 0..7 {
            expected.push(storage.run(delivery(&n.to_string())).await.id);
        }
        expected.reverse();
        let filter = webhook_events::Filter::default();
        let (mut seen, mut before) = (Vec::new(), None);
        loop {
            let db = &storage.database.reader();
            let page = webhook_events::list(db, &filter, &Reach::All, (before, 3));
            let page = page.await.unwrap();
            storage.run(delivery(&format!("late {}", seen.len()))).await;
            let Some(last) = page.last() else { break };
            before = Some(last.id);
            seen.extend(page.iter().map(|event| event.id));
        }
        assert_eq!(seen, expected);
    }

    async fn events_are_listed_without_their_bodies(storage: &Storage) {
        let stored = delivery("one").event;
        let write = webhook_events::StoreDelivery { event: stored.clone() };
        storage.run(write).await;
        let filter = webhook_events::Filter::default();
        let listed = webhook_events::list(&storage.database.reader(), &filter, &Reach::All, (None, 10)).await;
        let without = oored::entities::webhook_events::Model { body: oored::entities::Packed::default(), ..stored };
        assert_eq!(listed.unwrap(), [without]);
    }

    async fn events_are_filtered(storage: &Storage) {
        let repository = add_repository(storage).await;
        let mut own = delivery("own");
        own.event.repository_id = Some(repository.id);
        let mut gitlab = delivery("gitlab");
        gitlab.event.provider = ProviderKind::Gitlab;
        let mut failed = delivery("failed");
        failed.event.status = WebhookEventStatus::Failed;
        for write in [own, gitlab, failed] {
            storage.run(write).await;
        }
        let ids = async |filter: webhook_events::Filter| {
            let rows = webhook_events::list(&storage.database.reader(), &filter, &Reach::All, (None, 10)).await;
            rows.unwrap().into_iter().map(|row| row.delivery_id).collect::<Vec<_>>()
        };
        let any = webhook_events::Filter::default;
        let of_repository = webhook_events::Filter { repository: Some(repository.id), ..any() };
        let of_provider = webhook_events::Filter { provider: Some(ProviderKind::Gitlab), ..any() };
        let failed = webhook_events::Filter { status: Some(WebhookEventStatus::Failed), ..any() };
        assert_eq!(ids(of_repository).await, ["own"]);
        assert_eq!(ids(of_provider).await, ["gitlab"]);
        assert_eq!(ids(failed).await, ["failed"]);
        assert_eq!(ids(any()).await, ["failed", "gitlab", "own"]);
    }

    async fn waiting_events_come_oldest_first_behind_the_cursor(storage: &Storage) {
        let mut ids = Vec::new();
        for n in 0..5 {
            ids.push(storage.run(delivery(&n.to_string())).await.id);
        }
        let db = &storage.database.reader();
        let first = webhook_events::waiting(db, None, 2).await.unwrap();
        let rest = webhook_events::waiting(db, Some(ids[1]), 10).await.unwrap();
        let seen: Vec<_> = first.iter().chain(&rest).map(|event| event.id).collect();
        assert_eq!(seen, ids);
    }

    async fn builds_are_filtered_and_paged(storage: &Storage) {
        let repository = add_repository(storage).await;
        let mut numbers = Vec::new();
        for _ in 0..3 {
            let (made, _) = add_build(storage, &repository, ONE_JOB).await;
            numbers.push(made.id);
        }
        let mut tagged = create(build(&repository, ONE_JOB));
        tagged.build.event.git_ref.kind = oored::domain::event::RefKind::Tag;
        storage.run(tagged).await.unwrap();
        let reason = "enough".to_owned();
        storage.run(CancelBuild { id: numbers[0], reason, at: now() }).await.unwrap();
        let list = async |filter: builds::Filter, before, limit| {
            let page = (before, limit);
            let rows = builds::list(&storage.database.reader(), &filter, &Reach::All, page).await;
            rows.unwrap().into_iter().map(|row| row.number).collect::<Vec<_>>()
        };
        let any = builds::Filter::default;
        let branch = |name: &str| builds::Filter { branch: Some(name.to_owned()), ..any() };
        let canceled = builds::Filter { status: Some(BuildStatus::Canceled), ..any() };
        let of_other = builds::Filter {
            repository: Some(oored::ids::RepositoryId::generate()),
            ..any()
        };
        assert_eq!(list(any(), None, 2).await, [4, 3]);
        assert_eq!(list(any(), Some(numbers[2]), 10).await, [2, 1]);
        assert_eq!(list(branch("main"), None, 10).await, [3, 2, 1], "a tag is no branch");
        assert_eq!(list(branch("mai_"), None, 10).await, [0_i64; 0]);
        assert_eq!(list(canceled, None, 10).await, [1]);
        assert_eq!(list(of_other, None, 10).await, [0_i64; 0]);
    }

    async fn repositories_are_found_by_any_part_of_their_names(storage: &Storage) {
        for (owner, name) in [("acme", "my_app"), ("acme", "my-app"), ("Other", "100%")] {
            storage.run(AddRepository { repository: repository(owner, name) }).await.unwrap();
        }
        let found = async |text: &str| {
            let filter = repositories::Filter { text: Some(text.to_owned()), provider: None };
            let rows = repositories::list(&storage.database.reader(), &filter, &Reach::All, (None, 10)).await;
            rows.unwrap().iter().map(|row| row.full_name()).collect::<Vec<_>>()
        };
        assert_eq!(found("ACME/").await, ["acme/my-app", "acme/my_app"]);
        assert_eq!(found("my_app").await, ["acme/my_app"], "an underscore is a character");
        assert_eq!(found("%").await, ["Other/100%"], "and so is a percent sign");
        assert_eq!(found("\\").await, [""; 0]);
    }

    async fn runners_are_paged_newest_first(storage: &Storage) {
        let mut ids = Vec::new();
        for name in ["one", "two", "three"] {
            ids.push(storage.run(runner(name)).await.unwrap().id);
        }
        let db = &storage.database.reader();
        let names = |rows: Vec<oored::entities::runners::Model>| {
            rows.into_iter().map(|row| row.name).collect::<Vec<_>>()
        };
        assert_eq!(names(runners::list(db, None, 2).await.unwrap()), ["three", "two"]);
        assert_eq!(names(runners::list(db, Some(ids[1]), 2).await.unwrap()), ["one"]);
    }

    async fn a_runner_that_is_registered_twice_is_there_once(storage: &Storage) {
        let (first, second) = storage.twice(runner("one")).await;
        assert_eq!(first.unwrap(), second.unwrap());
        let taken = storage.run(runner("one")).await;
        assert!(taken.is_err(), "names are unique");
    }
}
