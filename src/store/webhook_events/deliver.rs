//! Storing what providers deliver, many at once.

use std::collections::HashSet;

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseConnection,
    DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
    TryInsertResult,
};

use super::{announce, begin_again};
use crate::domain::status::WebhookEventStatus;
use crate::entities::webhook_events::{Column, Entity, Model};
use crate::ids::WebhookEventId;
use crate::store::{Facts, Joined, Write, WriteError};

/// Stores a delivery. One that is known already is counted on the stored event; when that event's
/// handling had failed, it is to be handled again.
#[derive(Debug, Clone)]
pub struct StoreDelivery {
    /// The event as it is to be stored.
    pub event: Model,
}

/// What became of a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeliveryOutcome {
    /// The stored event's id: a known delivery's when it was not the first.
    pub id: WebhookEventId,
    /// Whether it was new.
    pub is_new: bool,
}

/// The most rows that one statement inserts: there is one prepared for each number.
pub const ROWS: usize = 64;

impl Write for StoreDelivery {
    type Output = DeliveryOutcome;

    const JOINED: Joined = Joined::All;

    async fn apply(
        &self,
        tx: &DatabaseTransaction,
        facts: &mut Facts,
    ) -> Result<DeliveryOutcome, WriteError> {
        if insert_if_new(tx, &self.event).await? {
            return Ok(self.is_new(facts));
        }
        Ok(self.look_again(tx, facts).await?)
    }

    async fn apply_all(
        writes: &[&Self],
        tx: &DatabaseTransaction,
        facts: &mut Facts,
    ) -> Result<Vec<DeliveryOutcome>, WriteError> {
        let mut outcomes = Vec::with_capacity(writes.len());
        for these in writes.chunks(ROWS) {
            let inserted = insert_new(tx, these.iter().map(|write| &write.event)).await?;
            let are_all_new = inserted == these.len();
            for write in these {
                outcomes.push(match are_all_new {
                    true => write.is_new(facts),
                    false => write.look_again(tx, facts).await?,
                });
            }
        }
        Ok(outcomes)
    }

    /// Those that are new, as nearly all of them are.
    async fn apply_by_one_statement(
        writes: &[&Self],
        db: &DatabaseConnection,
        facts: &mut Facts,
    ) -> Result<Vec<Option<DeliveryOutcome>>, WriteError> {
        if writes.len() > ROWS {
            return Ok(writes.iter().map(|_| None).collect());
        }
        let inserted = insert_new(db, writes.iter().map(|write| &write.event)).await?;
        let new = match inserted == writes.len() {
            true => writes.iter().map(|write| write.event.id).collect(),
            // Who can't be told now is found in the transaction.
            false => stored_of(db, writes).await.unwrap_or_default(),
        };
        let is_new = |write: &&Self| new.contains(&write.event.id).then(|| write.is_new(facts));
        Ok(writes.iter().map(is_new).collect())
    }
}

impl StoreDelivery {
    fn is_new(&self, facts: &mut Facts) -> DeliveryOutcome {
        facts.push(announce(&self.event));
        DeliveryOutcome { id: self.event.id, is_new: true }
    }

    /// What is stored under this delivery's name: itself, or an earlier one.
    async fn look_again(
        &self,
        tx: &DatabaseTransaction,
        facts: &mut Facts,
    ) -> Result<DeliveryOutcome, DbErr> {
        let known = same_delivery(tx, &self.event).await?;
        if known.id == self.event.id {
            facts.push(announce(&known));
            return Ok(DeliveryOutcome { id: known.id, is_new: true });
        }
        let outcome = DeliveryOutcome { id: known.id, is_new: false };
        redelivered(tx, known, facts).await?;
        Ok(outcome)
    }
}

/// Those of these deliveries that are stored as what they are, and not as an earlier one, and wait.
async fn stored_of(
    db: &DatabaseConnection,
    writes: &[&StoreDelivery],
) -> Result<HashSet<WebhookEventId>, DbErr> {
    let ids = writes.iter().map(|write| write.event.id);
    let stored = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::Id.is_in(ids))
        .filter(Column::Status.eq(WebhookEventStatus::Received));
    Ok(stored.into_tuple().all(db).await?.into_iter().collect())
}

/// Inserts an event unless its delivery is known; whether it was inserted.
pub(in crate::store) async fn insert_if_new(
    tx: &DatabaseTransaction,
    event: &Model,
) -> Result<bool, DbErr> {
    Ok(insert_new(tx, std::iter::once(event)).await? == 1)
}

/// Inserts those events whose deliveries are not known; how many there were.
async fn insert_new(
    db: &impl ConnectionTrait,
    events: impl Iterator<Item = &Model>,
) -> Result<usize, DbErr> {
    let unique = [Column::Provider, Column::Endpoint, Column::DeliveryId];
    // Two who insert the same ones must not wait for each other.
    let mut events: Vec<_> = events.collect();
    events.sort_by_key(|event| (&event.endpoint, &event.delivery_id));
    let inserted =
        Entity::insert_many(events.into_iter().map(|event| event.clone().into_active_model()))
            .on_conflict_do_nothing_on(unique)
            .exec_without_returning(db)
            .await?;
    Ok(match inserted {
        TryInsertResult::Inserted(rows) => usize::try_from(rows).unwrap_or(usize::MAX),
        TryInsertResult::Empty | TryInsertResult::Conflicted => 0,
    })
}

async fn same_delivery(tx: &DatabaseTransaction, event: &Model) -> Result<Model, DbErr> {
    Entity::find()
        .filter(Column::Provider.eq(event.provider))
        .filter(Column::Endpoint.eq(&event.endpoint))
        .filter(Column::DeliveryId.eq(&event.delivery_id))
        .one(tx)
        .await?
        .ok_or_else(|| DbErr::RecordNotFound(format!("delivery {}", event.delivery_id)))
}

async fn redelivered(
    tx: &DatabaseTransaction,
    known: Model,
    facts: &mut Facts,
) -> Result<(), DbErr> {
    let redeliveries = known.redeliveries + 1;
    let (id, failed) = (known.id, known.status == WebhookEventStatus::Failed);
    let mut changed = known.into_active_model();
    changed.redeliveries = Set(redeliveries);
    changed.update_without_returning(tx).await?;
    if failed {
        begin_again(tx, id, None, facts).await?;
    }
    Ok(())
}
