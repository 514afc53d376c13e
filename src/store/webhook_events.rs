//! Webhook events: storing deliveries, and recording what was decided.

mod deliver;
mod settle;

use std::collections::HashMap;

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr,
    EntityTrait, IntoActiveModel, Iterable, QueryFilter, QueryOrder, QuerySelect, Select,
};

use super::{Facts, Write, WriteError};
use crate::domain::access::Reach;
use crate::domain::fact::Fact;
use crate::domain::provider::ProviderKind;
use crate::domain::status::WebhookEventStatus;
use crate::entities::builds;
use crate::entities::webhook_events::{ActiveModel, Column, Entity, Model};
use crate::ids::{RepositoryId, WebhookEventId};

pub(super) use deliver::insert_if_new;
pub use deliver::{DeliveryOutcome, ROWS, StoreDelivery};
pub use settle::SettleEvent;
pub(super) use settle::settle;

/// The event with this id.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &impl ConnectionTrait, id: WebhookEventId) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).one(db).await
}

/// Which events a list shows.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Only of this repository.
    pub repository: Option<RepositoryId>,
    /// Only of this provider.
    pub provider: Option<ProviderKind>,
    /// Only in this state.
    pub status: Option<WebhookEventStatus>,
}

/// At most `limit` events within `reach` older than `before`, newest first. Their bodies are left out.
///
/// # Errors
/// When the database does not answer.
pub async fn list(
    db: &impl ConnectionTrait,
    filter: &Filter,
    reach: &Reach,
    (before, limit): (Option<WebhookEventId>, u64),
) -> Result<Vec<Model>, DbErr> {
    let mut query = Entity::find();
    if let Reach::Only(these) = reach {
        query = query.filter(Column::RepositoryId.is_in(these.iter().copied()));
    }
    if let Some(repository) = filter.repository {
        query = query.filter(Column::RepositoryId.eq(repository));
    }
    if let Some(provider) = filter.provider {
        query = query.filter(Column::Provider.eq(provider));
    }
    if let Some(status) = filter.status {
        query = query.filter(Column::Status.eq(status));
    }
    if let Some(before) = before {
        query = query.filter(Column::Id.lt(before));
    }
    without_bodies(query).order_by_desc(Column::Id).limit(limit).all(db).await
}

/// The oldest events that wait to be decided, at most `limit`, behind `after`; without their
/// bodies.
///
/// # Errors
/// When the database does not answer.
pub async fn waiting(
    db: &impl ConnectionTrait,
    after: Option<WebhookEventId>,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    let mut query = Entity::find().filter(Column::Status.eq(WebhookEventStatus::Received));
    if let Some(after) = after {
        query = query.filter(Column::Id.gt(after));
    }
    without_bodies(query).order_by_asc(Column::Id).limit(limit).all(db).await
}

/// The first of the events with these ids, in that order, as many as have `bytes` of bodies; one
/// in any case, if it is there.
///
/// # Errors
/// When the database does not answer.
pub async fn find_first(
    db: &impl ConnectionTrait,
    ids: &[WebhookEventId],
    bytes: i64,
) -> Result<HashMap<WebhookEventId, Model>, DbErr> {
    let sizes: HashMap<WebhookEventId, i64> = match ids {
        [_] => HashMap::new(),
        _ => Entity::find()
            .select_only()
            .columns([Column::Id, Column::SizeBytes])
            .filter(Column::Id.is_in(ids.iter().copied()))
            .into_tuple()
            .all(db)
            .await?
            .into_iter()
            .collect(),
    };
    let mut left = bytes;
    let fits = |id: &&WebhookEventId| {
        let had_room = left > 0;
        left -= sizes.get(*id).copied().unwrap_or_default();
        had_room && (left >= 0 || ids.first() == Some(id))
    };
    let these = ids.iter().take_while(fits).copied();
    let rows = Entity::find().filter(Column::Id.is_in(these)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// The event with this id, without its body.
///
/// # Errors
/// When the database does not answer.
pub async fn find_without_body(
    db: &impl ConnectionTrait,
    id: WebhookEventId,
) -> Result<Option<Model>, DbErr> {
    without_bodies(Entity::find_by_id(id)).one(db).await
}

/// Bodies may be 25 MB each.
fn without_bodies(query: Select<Entity>) -> Select<Entity> {
    let light = Column::iter().filter(|column| !matches!(column, Column::Body));
    query.select_only().columns(light).column_as(Expr::value(Vec::<u8>::new()), Column::Body)
}

/// The builds that came of an event, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn builds_of(
    db: &impl ConnectionTrait,
    id: WebhookEventId,
) -> Result<Vec<builds::Model>, DbErr> {
    builds::Entity::find()
        .filter(builds::Column::WebhookEventId.eq(id))
        .order_by_asc(builds::Column::Id)
        .all(db)
        .await
}

/// Whether a webhook ever came to a repository's own endpoint.
///
/// # Errors
/// When the database does not answer.
pub async fn has_come(
    db: &impl ConnectionTrait,
    provider: ProviderKind,
    repository: RepositoryId,
) -> Result<bool, DbErr> {
    let any: Option<WebhookEventId> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::Provider.eq(provider))
        .filter(Column::Endpoint.eq(repository.to_string()))
        .limit(1)
        .into_tuple()
        .one(db)
        .await?;
    Ok(any.is_some())
}

/// What is recorded as the endpoint of the GitHub App's deliveries.
pub const APP: &str = "app";

pub(super) fn announce(event: &Model) -> Fact {
    match event.status {
        WebhookEventStatus::Received => waits(event),
        WebhookEventStatus::Handled | WebhookEventStatus::Ignored | WebhookEventStatus::Failed => {
            Fact::EventSettled { event: event.id, status: event.status, handling: event.handling }
        }
    }
}

/// What the GitHub App is told may concern several repositories, or one that has another name.
fn waits(event: &Model) -> Fact {
    let repository = event.repository_id.filter(|_| event.endpoint != APP);
    Fact::EventWaits { event: event.id, repository }
}

/// Lets an event be decided once more, with today's configuration.
#[derive(Debug, Clone)]
pub struct ReplayEvent {
    /// The event.
    pub id: WebhookEventId,
    /// The handling that the caller saw: a repeated write must not begin a third.
    pub seen_handling: i32,
    /// Who asks, for people.
    pub asked_by: String,
}

impl Write for ReplayEvent {
    type Output = Result<(), ReplayRefused>;

    async fn apply(
        &self,
        tx: &DatabaseTransaction,
        facts: &mut Facts,
    ) -> Result<Self::Output, WriteError> {
        let event = find(tx, self.id).await?;
        let Some(event) = event.filter(|event| event.handling == self.seen_handling) else {
            return Ok(Ok(()));
        };
        if event.status == WebhookEventStatus::Received {
            return Ok(Err(ReplayRefused::StillWaiting));
        }
        if event.is_payload_removed() {
            return Ok(Err(ReplayRefused::PayloadRemoved));
        }
        begin_again(tx, self.id, Some(self.asked_by.clone()), facts).await?;
        Ok(Ok(()))
    }
}

/// Why an event is not decided once more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReplayRefused {
    /// It is not decided yet.
    StillWaiting,
    /// Its payload is not kept any more.
    PayloadRemoved,
}

async fn begin_again(
    tx: &DatabaseTransaction,
    id: WebhookEventId,
    asked_by: Option<String>,
    facts: &mut Facts,
) -> Result<(), DbErr> {
    let Some(event) = find(tx, id).await? else { return Ok(()) };
    let fact = waits(&event);
    let handling = event.handling + 1;
    let mut changed = event.into_active_model();
    changed.status = Set(WebhookEventStatus::Received);
    changed.handling = Set(handling);
    changed.replayed_by = Set(asked_by);
    changed.attempts = Set(0);
    changed.error = Set(None);
    changed.handled_at = Set(None);
    changed.update_without_returning(tx).await?;
    facts.push(fact);
    Ok(())
}

/// Records that an event could not be decided for now, and is tried again later.
#[derive(Debug, Clone)]
pub struct PostponeEvent {
    /// The event.
    pub id: WebhookEventId,
    /// How often it was tried in this handling, this time included.
    pub attempts: i32,
    /// What went wrong.
    pub error: String,
}

impl Write for PostponeEvent {
    type Output = ();

    async fn apply(&self, tx: &DatabaseTransaction, _: &mut Facts) -> Result<(), WriteError> {
        let changed = ActiveModel {
            id: Set(self.id),
            attempts: Set(self.attempts),
            error: Set(Some(self.error.clone())),
            ..Default::default()
        };
        changed.update_without_returning(tx).await?;
        Ok(())
    }
}
