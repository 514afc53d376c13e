//! Ending the handling of events, many at once.

use std::collections::HashMap;

use sea_orm::sea_query::{Expr, ExprTrait, Func, Query, TableRef, ValueTuple};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QuerySelect,
};

use crate::clock::Timestamp;
use crate::domain::fact::Fact;
use crate::domain::status::WebhookEventStatus;
use crate::domain::trigger::Decision;
use crate::entities::Stored;
use crate::entities::webhook_events::{Column, Entity};
use crate::ids::{RepositoryId, WebhookEventId};
use crate::store::heads::{self, SeenHead};
use crate::store::reports::{Skipped, note_skipped, told_of};
use crate::store::{Facts, Joined, Write, WriteError, padded};

/// Ends the handling of an event without a build.
#[derive(Debug, Clone)]
pub struct SettleEvent {
    /// The event.
    pub id: WebhookEventId,
    /// The handling that is ended.
    pub handling: i32,
    /// Its repository, when it is registered.
    pub repository: Option<RepositoryId>,
    /// `Ignored` or `Failed`.
    pub status: WebhookEventStatus,
    /// What was decided.
    pub decision: Option<Decision>,
    /// What went wrong.
    pub error: Option<String>,
    /// The commit for which nothing is built.
    pub skipped: Option<Skipped>,
    /// Where the event's ref stands, if it tells that.
    pub head: Option<SeenHead>,
    /// When.
    pub at: Timestamp,
}

impl Write for SettleEvent {
    type Output = ();

    const JOINED: Joined = Joined::Neighbours;

    async fn apply(&self, tx: &DatabaseTransaction, facts: &mut Facts) -> Result<(), WriteError> {
        Ok(settle(tx, &[self], facts).await?)
    }

    async fn apply_all(
        writes: &[&Self],
        tx: &DatabaseTransaction,
        facts: &mut Facts,
    ) -> Result<Vec<()>, WriteError> {
        settle(tx, writes, facts).await?;
        Ok(vec![(); writes.len()])
    }
}

/// How many events are written by one statement.
const ROWS: usize = 64;

/// Ends handlings, those that are still their events' newest, in the order in which they are given.
pub(in crate::store) async fn settle(
    tx: &DatabaseTransaction,
    ends: &[&SettleEvent],
    facts: &mut Facts,
) -> Result<(), DbErr> {
    let newest = newest_handlings(tx, ends).await?;
    let ends = ends.iter().filter(|end| newest.get(&end.id) == Some(&end.handling));
    let ends: Vec<&SettleEvent> = ends.copied().collect();
    note_all_skipped(tx, &ends, facts).await?;
    note_heads(tx, &ends).await?;
    // Of one that is sent twice the last counts.
    let last: HashMap<WebhookEventId, &SettleEvent> =
        ends.iter().map(|end| (end.id, *end)).collect();
    for ends in last.into_values().collect::<Vec<_>>().chunks(ROWS) {
        write(tx, ends).await?;
    }
    facts.extend(ends.iter().map(|end| Fact::EventSettled {
        event: end.id,
        status: end.status,
        handling: end.handling,
    }));
    Ok(())
}

async fn newest_handlings(
    tx: &DatabaseTransaction,
    ends: &[&SettleEvent],
) -> Result<HashMap<WebhookEventId, i32>, DbErr> {
    let rows = Entity::find()
        .select_only()
        .columns([Column::Id, Column::Handling])
        .filter(Column::Id.is_in(padded(ends.iter().map(|end| end.id))))
        .into_tuple()
        .all(tx)
        .await?;
    Ok(rows.into_iter().collect())
}

async fn note_all_skipped(
    tx: &DatabaseTransaction,
    ends: &[&SettleEvent],
    facts: &mut Facts,
) -> Result<(), DbErr> {
    let skipped =
        || ends.iter().filter_map(|end| Some((end.repository?, end.skipped.as_ref()?, end.at)));
    let told = told_of(tx, skipped().map(|(repository, ..)| repository)).await?;
    for (repository, skipped, at) in skipped().filter(|(repository, ..)| told.contains(repository))
    {
        note_skipped(tx, repository, skipped, at, facts).await?;
    }
    Ok(())
}

async fn note_heads(tx: &DatabaseTransaction, ends: &[&SettleEvent]) -> Result<(), DbErr> {
    let seen = ends.iter().filter_map(|end| {
        // What could not be handled is not seen, so that the next look at the repository finds it.
        let has_failed = end.status == WebhookEventStatus::Failed;
        let is_seen = |head: &&SeenHead| !has_failed || head.state.is_none();
        Some((end.repository?, end.head.as_ref().filter(is_seen)?, end.at))
    });
    heads::note(tx, seen).await
}

/// The name of the rows that tell what is changed.
const ENDED: &str = "ended";

/// Nothing comes back: the bodies would.
async fn write(tx: &DatabaseTransaction, ends: &[&SettleEvent]) -> Result<(), DbErr> {
    let rows = padded(ends).into_iter().map(|end| {
        ValueTuple::Many(vec![
            end.id.into(),
            end.repository.into(),
            end.status.into(),
            Some(end.at).into(),
            end.decision.clone().map(Stored).into(),
            end.error.clone().into(),
        ])
    });
    // Both databases call the columns of such rows so.
    let told = |number: usize| Expr::col((ENDED, format!("column{number}")));
    let known = Expr::col((Entity, Column::RepositoryId));
    let mut update = Query::update();
    update
        .table(Entity)
        .from(TableRef::ValuesList(rows.collect(), ENDED.into()))
        .value(Column::RepositoryId, Func::coalesce([told(2), known]))
        .value(Column::Status, told(3))
        .value(Column::HandledAt, told(4))
        .value(Column::Decision, told(5))
        .value(Column::Error, told(6))
        .and_where(Expr::col((Entity, Column::Id)).eq(told(1)));
    tx.execute(&update).await?;
    Ok(())
}
