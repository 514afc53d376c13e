//! Webhook events: storing deliveries, and recording what was decided.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr,
    EntityTrait, IntoActiveModel, Iterable, QueryFilter, QueryOrder, QuerySelect, Select,
    TryInsertResult,
};

use super::heads::SeenHead;
use super::reports::{Skipped, note_skipped};
use super::{Facts, Write, WriteError, heads};
use crate::clock::Timestamp;
use crate::domain::access::Reach;
use crate::domain::fact::Fact;
use crate::domain::provider::ProviderKind;
use crate::domain::status::WebhookEventStatus;
use crate::domain::trigger::Decision;
use crate::entities::webhook_events::{ActiveModel, Column, Entity, Model};
use crate::entities::{Stored, builds};
use crate::ids::{RepositoryId, WebhookEventId};

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

impl Write for StoreDelivery {
    type Output = DeliveryOutcome;

    async fn apply(
        &self,
        tx: &DatabaseTransaction,
        facts: &mut Facts,
    ) -> Result<DeliveryOutcome, WriteError> {
        let id = self.event.id;
        if insert_if_new(tx, &self.event).await? {
            facts.push(announce(&self.event));
            return Ok(DeliveryOutcome { id, is_new: true });
        }
        let known = same_delivery(tx, &self.event).await?;
        if known.id == id {
            facts.push(announce(&known));
            return Ok(DeliveryOutcome { id, is_new: true });
        }
        let outcome = DeliveryOutcome { id: known.id, is_new: false };
        redelivered(tx, known, facts).await?;
        Ok(outcome)
    }
}

pub(super) async fn insert_if_new(tx: &DatabaseTransaction, event: &Model) -> Result<bool, DbErr> {
    let unique = [Column::Provider, Column::Endpoint, Column::DeliveryId];
    let inserted = Entity::insert(event.clone().into_active_model())
        .on_conflict_do_nothing_on(unique)
        .exec_without_returning(tx)
        .await?;
    Ok(matches!(inserted, TryInsertResult::Inserted(rows) if rows > 0))
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
    changed.update(tx).await?;
    if failed {
        begin_again(tx, id, None, facts).await?;
    }
    Ok(())
}

pub(super) fn announce(event: &Model) -> Fact {
    match event.status {
        WebhookEventStatus::Received => Fact::EventWaits { event: event.id },
        WebhookEventStatus::Handled | WebhookEventStatus::Ignored | WebhookEventStatus::Failed => {
            Fact::EventSettled { event: event.id, status: event.status, handling: event.handling }
        }
    }
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
    type Output = Result<(), StillWaiting>;

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
            return Ok(Err(StillWaiting));
        }
        begin_again(tx, self.id, Some(self.asked_by.clone()), facts).await?;
        Ok(Ok(()))
    }
}

/// The event is not decided yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StillWaiting;

async fn begin_again(
    tx: &DatabaseTransaction,
    id: WebhookEventId,
    asked_by: Option<String>,
    facts: &mut Facts,
) -> Result<(), DbErr> {
    let Some(event) = find(tx, id).await? else { return Ok(()) };
    let handling = event.handling + 1;
    let mut changed = event.into_active_model();
    changed.status = Set(WebhookEventStatus::Received);
    changed.handling = Set(handling);
    changed.replayed_by = Set(asked_by);
    changed.attempts = Set(0);
    changed.error = Set(None);
    changed.handled_at = Set(None);
    changed.update(tx).await?;
    facts.push(Fact::EventWaits { event: id });
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
        changed.update(tx).await?;
        Ok(())
    }
}

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

    async fn apply(&self, tx: &DatabaseTransaction, facts: &mut Facts) -> Result<(), WriteError> {
        Ok(settle(tx, self, facts).await?)
    }
}

/// Ends a handling, if it is still the event's newest.
pub(super) async fn settle(
    tx: &DatabaseTransaction,
    end: &SettleEvent,
    facts: &mut Facts,
) -> Result<(), DbErr> {
    let Some(event) = find(tx, end.id).await?.filter(|event| event.handling == end.handling) else {
        return Ok(());
    };
    let mut changed = event.into_active_model();
    changed.status = Set(end.status);
    changed.decision = Set(end.decision.clone().map(Stored));
    changed.error = Set(end.error.clone());
    changed.handled_at = Set(Some(end.at));
    if let Some(repository) = end.repository {
        changed.repository_id = Set(Some(repository));
        if let Some(skipped) = &end.skipped {
            note_skipped(tx, repository, skipped, end.at, facts).await?;
        }
        // What could not be handled is not seen, so that the next look at the repository finds it.
        let has_failed = end.status == WebhookEventStatus::Failed;
        let is_noted = |head: &&SeenHead| !has_failed || head.state.is_none();
        if let Some(head) = end.head.as_ref().filter(is_noted) {
            heads::note(tx, repository, head, end.at).await?;
        }
    }
    changed.update(tx).await?;
    let (event, status, handling) = (end.id, end.status, end.handling);
    facts.push(Fact::EventSettled { event, status, handling });
    Ok(())
}
