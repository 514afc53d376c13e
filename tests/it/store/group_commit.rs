//! Group commit: writes that wait share a transaction, and one that fails fails alone.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use futures_util::future::join_all;
use oored::domain::fact::Fact;
use oored::entities::webhook_events;
use oored::ids::WebhookEventId;
use oored::store::{Facts, Write, WriteError};
use sea_orm::error::ConnAcquireErr;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr, EntityTrait, PaginatorTrait,
};
use tokio::sync::oneshot;

use super::rows::delivery;
use super::storage::{Storage, both};

/// Keeps the writer busy until it is let go.
struct Hold(Mutex<Option<(oneshot::Sender<()>, oneshot::Receiver<()>)>>);

impl Hold {
    /// The write, what tells that the writer is at it, and what lets it go.
    fn new() -> (Self, oneshot::Receiver<()>, oneshot::Sender<()>) {
        let (reached, is_reached) = oneshot::channel();
        let (release, is_released) = oneshot::channel();
        (Self(Mutex::new(Some((reached, is_released)))), is_reached, release)
    }
}

impl Write for Hold {
    type Output = ();

    async fn apply(&self, _: &DatabaseTransaction, _: &mut Facts) -> Result<(), WriteError> {
        let parts = self.0.lock().unwrap().take();
        if let Some((reached, is_released)) = parts {
            reached.send(()).unwrap();
            is_released.await.unwrap();
        }
        Ok(())
    }
}

/// How many events others see, and how many the writer does.
struct Count(DatabaseConnection);

impl Write for Count {
    type Output = (u64, u64);

    async fn apply(
        &self,
        tx: &DatabaseTransaction,
        _: &mut Facts,
    ) -> Result<Self::Output, WriteError> {
        let committed = webhook_events::Entity::find().count(&self.0).await?;
        Ok((committed, webhook_events::Entity::find().count(tx).await?))
    }
}

/// One of those of which few share a transaction.
struct Long<W>(W);

impl<W: Write> Write for Long<W> {
    type Output = W::Output;

    const IS_LONG: bool = true;

    async fn apply(
        &self,
        tx: &DatabaseTransaction,
        facts: &mut Facts,
    ) -> Result<Self::Output, WriteError> {
        self.0.apply(tx, facts).await
    }
}

/// Trouble that others would meet too.
struct Locked(Arc<AtomicUsize>);

impl Write for Locked {
    type Output = ();

    async fn apply(&self, _: &DatabaseTransaction, _: &mut Facts) -> Result<(), WriteError> {
        self.0.fetch_add(1, Ordering::Relaxed);
        Err(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout).into())
    }
}

/// Told of an event of no known repository.
fn waits(event: WebhookEventId) -> Fact {
    Fact::EventWaits { event, repository: None }
}

/// What the database refuses; PostgreSQL takes nothing more in that transaction.
struct Fail;

impl Write for Fail {
    type Output = ();

    async fn apply(&self, tx: &DatabaseTransaction, _: &mut Facts) -> Result<(), WriteError> {
        tx.execute_unprepared("INSERT INTO nowhere VALUES (1)").await?;
        Ok(())
    }
}

/// Lets `count` writes of `others` gather behind one that is held, so that they come in one batch.
async fn together<T>(storage: &Storage, count: u64, others: impl Future<Output = T>) -> T {
    let (hold, is_reached, release) = Hold::new();
    let persistence = storage.persistence.clone();
    let held = tokio::spawn(async move { persistence.run(hold).await });
    is_reached.await.unwrap();
    let release = async {
        while storage.persistence.crowd() < count {
            tokio::task::yield_now().await;
        }
        release.send(()).unwrap();
    };
    let (output, ()) = tokio::join!(others, release);
    held.await.unwrap().unwrap();
    output
}

async fn count(storage: &Storage) -> u64 {
    webhook_events::Entity::find().count(&storage.database.reader()).await.unwrap()
}

both! {
    async fn writes_that_wait_share_one_transaction(storage: &Storage) {
        let writes = join_all((0..100).map(|n| storage.run(delivery(&n.to_string()))));
        let last = storage.run(Count(storage.database.reader()));
        let (_, seen) = together(storage, 101, async { tokio::join!(writes, last) }).await;
        assert_eq!(seen, (0, 100), "nothing is committed before all are applied");
        assert_eq!(count(storage).await, 100);
    }

    async fn a_webhook_does_not_wait_for_many_long_writes_before_it(storage: &Storage) {
        let reader = &storage.database.reader();
        let others = join_all((0..600).map(|_| storage.run(Long(Count(reader.clone())))));
        let webhook = storage.run(delivery("late"));
        let (seen, _) = together(storage, 601, async { tokio::join!(others, webhook) }).await;
        let shared = seen.iter().filter(|seen| **seen == (0, 1)).count();
        assert!((1..50).contains(&shared), "{shared} shared its transaction: {seen:?}");
        assert_eq!(seen[shared..], vec![(1, 1); 600 - shared], "the others came after it");
    }

    async fn trouble_that_passes_is_met_once_for_all_that_wait(storage: &Storage) {
        let met = Arc::new(AtomicUsize::new(0));
        let writes = (0..20).map(|_| storage.try_run(Long(Locked(Arc::clone(&met)))));
        let failed = together(storage, 20, join_all(writes)).await;
        assert!(failed.into_iter().all(|write| write.is_err_and(|error| error.is_passing())));
        assert_eq!(met.load(Ordering::Relaxed), 1);
    }

    async fn a_write_that_fails_in_a_batch_fails_alone(storage: &Storage) {
        let mut facts = storage.bus.listen();
        let before = join_all((0..20).map(|n| storage.run(delivery(&format!("a{n}")))));
        let bad = storage.try_run(Fail);
        let after = join_all((0..20).map(|n| storage.run(delivery(&format!("b{n}")))));
        let all = async { tokio::join!(before, bad, after) };
        let (before, bad, after) = together(storage, 41, all).await;
        let error = bad.unwrap_err().to_string();
        assert!(error.starts_with("the database refused a write: "), "{error}");
        assert!(before.iter().chain(&after).all(|outcome| outcome.is_new));
        assert_eq!(count(storage).await, 40);
        let mut told = Vec::new();
        while told.len() < 40 {
            told.push(facts.recv().await.unwrap());
        }
        let expected: Vec<_> =
            before.iter().chain(&after).map(|it| waits(it.id)).collect();
        assert_eq!(told, expected, "each is told once, in order");
    }

    async fn a_thousand_writes_at_once_are_all_answered(storage: &Storage) {
        let ids = (0..1000).map(|n| format!("{n}"));
        let outcomes = join_all(ids.map(|id| {
            let write = delivery(&id);
            async move { storage.run(write).await }
        }));
        assert!(outcomes.await.iter().all(|outcome| outcome.is_new));
        assert_eq!(count(storage).await, 1000);
    }

    async fn a_fact_is_told_after_its_commit(storage: &Storage) {
        let mut facts = storage.bus.listen();
        let write = delivery("one");
        let id = write.event.id;
        let (outcome, seen) = tokio::join!(storage.run(write), async {
            let fact = facts.recv().await.unwrap();
            assert_eq!(fact, waits(id));
            count(storage).await
        });
        assert!(outcome.is_new);
        assert_eq!(seen, 1);
    }
}
