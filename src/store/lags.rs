//! How much waits, and since when the oldest of it does.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
};

use crate::clock::Timestamp;
use crate::domain::status::{JobStatus, WebhookEventStatus};
use crate::entities::{jobs, status_reports, webhook_events};

/// What waits at one place.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Lag {
    /// How many.
    pub count: i64,
    /// For how long the oldest has been waiting, in seconds; 0 when nothing waits.
    pub seconds: f64,
}

/// What waits in the whole server.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Lags {
    /// Webhook events that are not decided.
    pub webhook_events: Lag,
    /// Jobs that no runner has taken.
    pub jobs: Lag,
    /// States that a provider does not have, those that were given up excepted.
    pub status_reports: Lag,
}

impl Lags {
    /// As they are at `now`.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn load(db: &impl ConnectionTrait, now: Timestamp) -> Result<Self, DbErr> {
        let events = webhook_events::Entity::find()
            .filter(webhook_events::Column::Status.eq(WebhookEventStatus::Received));
        let queued = jobs::Entity::find().filter(jobs::Column::Status.eq(JobStatus::Queued));
        let untold = status_reports::Entity::find()
            .filter(status_reports::Column::NextTryAt.is_not_null())
            .filter(
                Expr::col(status_reports::Column::SentVersion)
                    .lt(Expr::col(status_reports::Column::Version)),
            );
        Ok(Self {
            webhook_events: lag(db, events, webhook_events::Column::ReceivedAt, now).await?,
            jobs: lag(db, queued, jobs::Column::CreatedAt, now).await?,
            status_reports: lag(db, untold, status_reports::Column::ChangedAt, now).await?,
        })
    }
}

async fn lag<E>(
    db: &impl ConnectionTrait,
    waiting: Select<E>,
    since: E::Column,
    now: Timestamp,
) -> Result<Lag, DbErr>
where
    E: EntityTrait,
    E::Model: Sync,
{
    let count = waiting.clone().count(db).await?;
    let oldest = waiting.select_only().column(since).order_by_asc(since).limit(1);
    let oldest: Option<Timestamp> = oldest.into_tuple().one(db).await?;
    let seconds = oldest.map_or(0.0, |oldest| (now - oldest).as_seconds_f64().max(0.0));
    Ok(Lag { count: i64::try_from(count).unwrap_or(i64::MAX), seconds })
}
