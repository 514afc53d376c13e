//! Payloads of webhooks that were decided long ago; the events and their decisions stay.

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect,
};

use super::first_of;
use crate::clock::Timestamp;
use crate::domain::status::WebhookEventStatus;
use crate::entities::webhook_events::{Column, Entity};
use crate::ids::WebhookEventId;
use crate::store::{Facts, Write, WriteError};

/// How many events are looked at together: most of them have lost their payloads already.
const EVENTS: u64 = 1000;

/// Some payloads that are to go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OldPayloads {
    /// Their events.
    pub events: Vec<WebhookEventId>,
    /// Where to go on; none at the end.
    pub next: Option<WebhookEventId>,
}

/// The payloads of events behind `after` that were decided before `before`.
///
/// Each pass begins at the oldest event: one that was undecided, or has failed, may have been
/// decided since.
///
/// # Errors
/// When the database does not answer.
pub async fn old_payloads(
    db: &impl ConnectionTrait,
    after: Option<WebhookEventId>,
    before: Timestamp,
) -> Result<OldPayloads, DbErr> {
    // Ids are in the order of time, so no other column of a row, which may be large, is looked at.
    let mut query = Entity::find().select_only().column(Column::Id);
    if let Some(after) = after {
        query = query.filter(Column::Id.gt(after));
    }
    let page: Vec<WebhookEventId> = query
        .filter(Column::Id.lt(first_of(before)))
        .order_by_asc(Column::Id)
        .limit(EVENTS)
        .into_tuple()
        .all(db)
        .await?;
    let (Some(first), Some(last)) = (page.first(), page.last()) else {
        return Ok(OldPayloads { events: Vec::new(), next: None });
    };
    let events = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::Id.between(*first, *last))
        .filter(removable(before))
        .order_by_asc(Column::Id)
        .into_tuple()
        .all(db)
        .await?;
    let is_full = page.len() as u64 == EVENTS;
    Ok(OldPayloads { events, next: is_full.then_some(*last) })
}

/// Removes the payloads of events that were decided before `before` and are so still.
///
/// An event that failed keeps its payload: a redelivery has it decided again.
#[derive(Debug, Clone)]
pub struct RemovePayloads {
    /// The events.
    pub events: Vec<WebhookEventId>,
    /// Only of those that were decided before.
    pub before: Timestamp,
}

impl Write for RemovePayloads {
    type Output = ();

    async fn apply(&self, tx: &DatabaseTransaction, _: &mut Facts) -> Result<(), WriteError> {
        Entity::update_many()
            .col_expr(Column::Body, Expr::value(Vec::<u8>::new()))
            .filter(Column::Id.is_in(self.events.iter().copied()))
            .filter(removable(self.before))
            .exec(tx)
            .await?;
        Ok(())
    }
}

/// How many payloads, and bytes of them, are to go in all.
///
/// # Errors
/// When the database does not answer.
pub async fn count_old_payloads(
    db: &impl ConnectionTrait,
    before: Timestamp,
) -> Result<(u64, u64), DbErr> {
    let found: Option<(i64, Option<i64>)> = Entity::find()
        .select_only()
        .column_as(Column::Id.count(), "count")
        .column_as(Expr::col(Column::SizeBytes).sum().cast_as(Alias::new("bigint")), "bytes")
        .filter(Column::Id.lt(first_of(before)))
        .filter(removable(before))
        .into_tuple()
        .one(db)
        .await?;
    let (count, bytes) = found.unwrap_or_default();
    let number = |it: i64| u64::try_from(it).unwrap_or_default();
    Ok((number(count), number(bytes.unwrap_or_default())))
}

/// Decided for good before this moment, and with a payload, whose length is known without it being
/// read.
fn removable(before: Timestamp) -> Condition {
    let decided = [WebhookEventStatus::Handled, WebhookEventStatus::Ignored];
    let length = Func::cust("length").arg(Expr::col(Column::Body));
    Condition::all()
        .add(Column::Status.is_in(decided))
        .add(Column::HandledAt.lt(before))
        .add(Expr::expr(length).gt(0))
}
