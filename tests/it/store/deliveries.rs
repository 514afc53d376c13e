//! Deliveries: stored once, counted when they come again, decided anew only when that is wanted.

use futures_util::future::join_all;
use oored::domain::provider::ProviderKind;
use oored::domain::status::WebhookEventStatus;
use oored::entities::{Packed, webhook_events};
use oored::ids::WebhookEventId;
use oored::store::webhook_events::{
    PostponeEvent, ReplayEvent, ReplayRefused, SettleEvent, StoreDelivery, find,
};
use sea_orm::{EntityTrait, PaginatorTrait};

use super::rows::{delivery, now};
use super::storage::{Storage, both};

async fn event(storage: &Storage, id: WebhookEventId) -> webhook_events::Model {
    find(&storage.database.reader(), id).await.unwrap().expect("the event is stored")
}

async fn count(storage: &Storage) -> u64 {
    webhook_events::Entity::find().count(&storage.database.reader()).await.unwrap()
}

fn settle(id: WebhookEventId, handling: i32, status: WebhookEventStatus) -> SettleEvent {
    let error = (status == WebhookEventStatus::Failed).then(|| "no route to host".to_owned());
    SettleEvent {
        id,
        handling,
        repository: None,
        status,
        decision: None,
        error,
        skipped: None,
        head: None,
        at: now(),
    }
}

both! {
    async fn fifty_parallel_deliveries_of_one_id_make_one_event(storage: &Storage) {
        let outcomes = join_all((0..50).map(|_| storage.run(delivery("one")))).await;
        let first = outcomes[0].id;
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_new).count(), 1);
        assert!(outcomes.iter().all(|outcome| outcome.id == first));
        assert_eq!(count(storage).await, 1);
        assert_eq!(event(storage, first).await.redeliveries, 49);
    }

    async fn a_delivery_that_is_stored_twice_is_stored_once(storage: &Storage) {
        let write = delivery("one");
        let (first, second) = storage.twice(write.clone()).await;
        assert!(first.is_new);
        assert_eq!(first, second);
        assert_eq!(event(storage, first.id).await, write.event);
    }

    async fn a_delivery_id_belongs_to_its_provider_and_endpoint(storage: &Storage) {
        let app = delivery("one");
        let mut own = delivery("one");
        own.event.endpoint = "01ARZ3NDEKTSV4RRFFQ69G5FAV".to_owned();
        let mut other = delivery("one");
        other.event.provider = ProviderKind::Gitlab;
        for write in [app, own, other, delivery("two")] {
            assert!(storage.run(write).await.is_new);
        }
        assert_eq!(count(storage).await, 4);
    }

    async fn a_redelivery_with_another_body_keeps_the_first_one(storage: &Storage) {
        let first = delivery("one");
        let id = storage.run(first.clone()).await.id;
        let mut second = delivery("one");
        second.event.body = Packed::new(b"{}");
        let outcome = storage.run(second).await;
        assert_eq!((outcome.id, outcome.is_new), (id, false));
        assert_eq!(event(storage, id).await.body, first.event.body);
    }

    async fn a_redelivery_after_success_is_counted_and_changes_nothing(storage: &Storage) {
        let id = storage.run(delivery("one")).await.id;
        storage.run(settle(id, 1, WebhookEventStatus::Ignored)).await;
        let before = event(storage, id).await;
        storage.run(delivery("one")).await;
        let after = event(storage, id).await;
        assert_eq!(after, webhook_events::Model { redeliveries: 1, ..before });
    }

    async fn a_redelivery_after_failure_begins_another_handling(storage: &Storage) {
        let id = storage.run(delivery("one")).await.id;
        storage.twice(PostponeEvent { id, attempts: 3, error: "down".to_owned() }).await;
        storage.twice(settle(id, 1, WebhookEventStatus::Failed)).await;
        assert_eq!(event(storage, id).await.error.as_deref(), Some("no route to host"));
        storage.run(delivery("one")).await;
        let again = event(storage, id).await;
        assert_eq!(again.status, WebhookEventStatus::Received);
        assert_eq!((again.handling, again.attempts, again.redeliveries), (2, 0, 1));
        assert_eq!((again.error, again.handled_at), (None, None));
    }

    async fn a_replay_begins_one_handling_however_often_it_is_sent(storage: &Storage) {
        let id = storage.run(delivery("one")).await.id;
        let asked_by = "ann".to_owned();
        let replay = ReplayEvent { id, seen_handling: 1, asked_by };
        assert_eq!(storage.run(replay.clone()).await, Err(ReplayRefused::StillWaiting));
        storage.run(settle(id, 1, WebhookEventStatus::Handled)).await;
        let (first, second) = storage.twice(replay).await;
        assert_eq!((first, second), (Ok(()), Ok(())));
        let again = event(storage, id).await;
        assert_eq!((again.handling, again.replayed_by.as_deref()), (2, Some("ann")));
        storage.run(settle(id, 2, WebhookEventStatus::Failed)).await;
        storage.run(delivery("one")).await;
        let redelivered = event(storage, id).await;
        assert_eq!((redelivered.handling, redelivered.replayed_by), (3, None));
    }

    async fn the_end_of_an_older_handling_changes_nothing(storage: &Storage) {
        let id = storage.run(delivery("one")).await.id;
        storage.run(settle(id, 1, WebhookEventStatus::Failed)).await;
        let asked_by = "ann".to_owned();
        storage.run(ReplayEvent { id, seen_handling: 1, asked_by }).await.unwrap();
        let before = event(storage, id).await;
        storage.run(settle(id, 1, WebhookEventStatus::Ignored)).await;
        assert_eq!(event(storage, id).await, before);
    }

    async fn a_write_that_is_sent_late_does_not_take_an_event_back(storage: &Storage) {
        let first: StoreDelivery = delivery("one");
        let id = storage.run(first.clone()).await.id;
        storage.run(settle(id, 1, WebhookEventStatus::Handled)).await;
        let before = event(storage, id).await;
        assert!(storage.run(first).await.is_new, "the caller hears what it would have heard");
        assert_eq!(event(storage, id).await, before);
    }
}
