//! History that goes: what a repository has of it, and the writes that remove it piece by piece.

use std::collections::{HashMap, HashSet};

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr,
    EntityTrait, IntoActiveModel, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait,
};

use ulid::Ulid;

use super::logs::remove_some;
use super::{Facts, Write, WriteError};
use crate::clock::Timestamp;
use crate::domain::event::RefKind;
use crate::domain::retention::Candidate;
use crate::domain::status::{AttemptStatus, BuildStatus, WebhookEventStatus};
use crate::entities::{builds, job_attempts, jobs, log_objects, repository_heads, webhook_events};
use crate::ids::{BuildId, JobId, LeaseId, RepositoryId, WebhookEventId};

/// How many events are looked at together.
const EVENTS: u64 = 100;

/// The columns of a build that a decision needs.
type Row = (BuildId, BuildStatus, RefKind, String, Option<Timestamp>);

/// The builds of a repository, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn candidates(
    db: &impl ConnectionTrait,
    repository: RepositoryId,
) -> Result<Vec<Candidate>, DbErr> {
    use builds::Column as C;
    let rows: Vec<Row> = builds::Entity::find()
        .select_only()
        .columns([C::Id, C::Status, C::RefKind, C::RefName, C::FinishedAt])
        .filter(C::RepositoryId.eq(repository))
        .order_by_desc(C::Id)
        .into_tuple()
        .all(db)
        .await?;
    let heads = heads(db, repository).await?;
    let with_logs = with_logs(db, repository).await?;
    let mut taken = taken(db, repository).await?;
    let candidate = |(id, status, kind, name, finished_at): Row| {
        let is_there = heads.is_empty() || heads.contains(&format!("refs/heads/{name}"));
        Candidate {
            id,
            status,
            branch: (kind == RefKind::Branch && is_there).then_some(name),
            finished_at,
            has_logs: with_logs.contains(&id),
            takes_from: taken.remove(&id).unwrap_or_default(),
        }
    };
    Ok(rows.into_iter().map(candidate).collect())
}

/// The branches that there are; none of a repository that was never looked at.
async fn heads(
    db: &impl ConnectionTrait,
    repository: RepositoryId,
) -> Result<HashSet<String>, DbErr> {
    let heads: Vec<String> = repository_heads::Entity::find()
        .select_only()
        .column(repository_heads::Column::FullRef)
        .filter(repository_heads::Column::RepositoryId.eq(repository))
        .into_tuple()
        .all(db)
        .await?;
    Ok(heads.into_iter().collect())
}

async fn with_logs(
    db: &impl ConnectionTrait,
    repository: RepositoryId,
) -> Result<HashSet<BuildId>, DbErr> {
    let found: Vec<BuildId> = job_attempts::Entity::find()
        .select_only()
        .column(jobs::Column::BuildId)
        .distinct()
        .join(JoinType::InnerJoin, job_attempts::Relation::Owner.def())
        .join(JoinType::InnerJoin, jobs::Relation::Owner.def())
        .filter(builds::Column::RepositoryId.eq(repository))
        .filter(job_attempts::Column::LogRemovedAt.is_null())
        .into_tuple()
        .all(db)
        .await?;
    Ok(found.into_iter().collect())
}

/// From which builds each build has taken jobs over.
async fn taken(
    db: &impl ConnectionTrait,
    repository: RepositoryId,
) -> Result<HashMap<BuildId, Vec<BuildId>>, DbErr> {
    let reused: Vec<(BuildId, JobId)> = jobs::Entity::find()
        .select_only()
        .columns([jobs::Column::BuildId, jobs::Column::ReusedFrom])
        .join(JoinType::InnerJoin, jobs::Relation::Owner.def())
        .filter(builds::Column::RepositoryId.eq(repository))
        .filter(jobs::Column::ReusedFrom.is_not_null())
        .into_tuple()
        .all(db)
        .await?;
    let mut taken: HashMap<BuildId, Vec<BuildId>> = HashMap::new();
    for page in reused.chunks(500) {
        let originals: Vec<(JobId, BuildId)> = jobs::Entity::find()
            .select_only()
            .columns([jobs::Column::Id, jobs::Column::BuildId])
            .filter(jobs::Column::Id.is_in(page.iter().map(|(_, job)| *job)))
            .into_tuple()
            .all(db)
            .await?;
        let originals: HashMap<JobId, BuildId> = originals.into_iter().collect();
        for (build, job) in page {
            taken.entry(*build).or_default().extend(originals.get(job));
        }
    }
    Ok(taken)
}

/// The attempts of a build whose logs have not been removed.
///
/// # Errors
/// When the database does not answer.
pub async fn logs_of(db: &impl ConnectionTrait, build: BuildId) -> Result<Vec<LeaseId>, DbErr> {
    job_attempts::Entity::find()
        .select_only()
        .column(job_attempts::Column::Id)
        .join(JoinType::InnerJoin, job_attempts::Relation::Owner.def())
        .filter(jobs::Column::BuildId.eq(build))
        .filter(job_attempts::Column::LogRemovedAt.is_null())
        .into_tuple()
        .all(db)
        .await
}

/// Removes a piece of an ended attempt's log; whether to come again. The object's file is the
/// caller's to remove once nothing names it.
#[derive(Debug, Clone, Copy)]
pub struct RemoveLog {
    /// The attempt.
    pub lease: LeaseId,
    /// Now.
    pub at: Timestamp,
}

impl Write for RemoveLog {
    type Output = bool;

    async fn apply(&self, tx: &DatabaseTransaction, _: &mut Facts) -> Result<bool, WriteError> {
        let attempt = job_attempts::Entity::find_by_id(self.lease).one(tx).await?;
        let ended = attempt.filter(|attempt| attempt.status != AttemptStatus::Running);
        let Some(attempt) = ended else { return Ok(false) };
        if attempt.log_removed_at.is_none() {
            let mut changed = attempt.into_active_model();
            changed.log_removed_at = Set(Some(self.at));
            changed.update(tx).await?;
        }
        log_objects::Entity::delete_by_id(self.lease).exec(tx).await?;
        Ok(remove_some(tx, self.lease).await? > 0)
    }
}

/// Removes an ended build with its jobs, unless something needs it; whether it is gone. Its logs
/// go before.
#[derive(Debug, Clone, Copy)]
pub struct RemoveBuild {
    /// The build.
    pub id: BuildId,
}

impl Write for RemoveBuild {
    type Output = bool;

    async fn apply(&self, tx: &DatabaseTransaction, _: &mut Facts) -> Result<bool, WriteError> {
        let Some(build) = builds::Entity::find_by_id(self.id).one(tx).await? else {
            return Ok(true);
        };
        if !build.status.is_final() || is_reused(tx, self.id).await? {
            return Ok(false);
        }
        builds::Entity::delete_by_id(self.id).exec(tx).await?;
        Ok(true)
    }
}

/// Whether a build that is there has taken over a job of this one.
async fn is_reused(tx: &DatabaseTransaction, build: BuildId) -> Result<bool, DbErr> {
    let own: Vec<JobId> = jobs::Entity::find()
        .select_only()
        .column(jobs::Column::Id)
        .filter(jobs::Column::BuildId.eq(build))
        .into_tuple()
        .all(tx)
        .await?;
    let reused = jobs::Entity::find().filter(jobs::Column::ReusedFrom.is_in(own)).one(tx).await?;
    Ok(reused.is_some())
}

/// Removes the payloads of some events that were decided; their decisions stay. The last event
/// that was looked at, if there may be more.
///
/// An event that failed keeps its payload: a redelivery has it decided again.
#[derive(Debug, Clone, Copy)]
pub struct RemovePayloads {
    /// Only of events behind this one.
    pub after: Option<WebhookEventId>,
    /// Only of events that came before.
    pub before: Timestamp,
}

impl Write for RemovePayloads {
    type Output = Option<WebhookEventId>;

    async fn apply(
        &self,
        tx: &DatabaseTransaction,
        _: &mut Facts,
    ) -> Result<Option<WebhookEventId>, WriteError> {
        use webhook_events::{Column, Entity};
        let found = old_events(tx, (self.after, self.before), EVENTS).await?;
        let decided = [WebhookEventStatus::Handled, WebhookEventStatus::Ignored];
        Entity::update_many()
            .col_expr(Column::Body, Expr::value(Vec::<u8>::new()))
            .filter(Column::Id.is_in(found.iter().copied()))
            .filter(Column::Status.is_in(decided))
            .filter(has_payload())
            .exec(tx)
            .await?;
        let is_full = found.len() as u64 == EVENTS;
        Ok(found.last().copied().filter(|_| is_full))
    }
}

/// The length is known without the payload being read.
fn has_payload() -> sea_orm::sea_query::SimpleExpr {
    let length = Func::cust("length").arg(Expr::col(webhook_events::Column::Body));
    Expr::expr(length).gt(0)
}

/// Below every id of an event that came at this moment or later.
fn first_of(moment: Timestamp) -> WebhookEventId {
    let milliseconds = u64::try_from(moment.timestamp_millis()).unwrap_or_default();
    WebhookEventId(Ulid::from_parts(milliseconds, 0))
}

/// Ids are in the order of time, so no other column of a row, which may be large, is looked at.
async fn old_events(
    db: &impl ConnectionTrait,
    (after, before): (Option<WebhookEventId>, Timestamp),
    limit: u64,
) -> Result<Vec<WebhookEventId>, DbErr> {
    use webhook_events::{Column, Entity};
    let mut query = Entity::find().select_only().column(Column::Id);
    query = query.filter(Column::Id.lt(first_of(before)));
    if let Some(after) = after {
        query = query.filter(Column::Id.gt(after));
    }
    query.order_by_asc(Column::Id).limit(limit).into_tuple().all(db).await
}

/// How many payloads, and bytes of them, [`RemovePayloads`] would find in all.
///
/// # Errors
/// When the database does not answer.
pub async fn old_payloads(
    db: &impl ConnectionTrait,
    before: Timestamp,
) -> Result<(u64, u64), DbErr> {
    use webhook_events::{Column, Entity};
    let decided = [WebhookEventStatus::Handled, WebhookEventStatus::Ignored];
    let found: Option<(i64, Option<i64>)> = Entity::find()
        .select_only()
        .column_as(Column::Id.count(), "count")
        .column_as(Expr::col(Column::SizeBytes).sum().cast_as(Alias::new("bigint")), "bytes")
        .filter(Column::Id.lt(first_of(before)))
        .filter(Column::Status.is_in(decided))
        .filter(has_payload())
        .into_tuple()
        .one(db)
        .await?;
    let (count, bytes) = found.unwrap_or_default();
    let number = |it: i64| u64::try_from(it).unwrap_or_default();
    Ok((number(count), number(bytes.unwrap_or_default())))
}

/// How many bytes the logs of a build take as objects.
///
/// # Errors
/// When the database does not answer.
pub async fn stored_bytes(db: &impl ConnectionTrait, leases: &[LeaseId]) -> Result<u64, DbErr> {
    let stored: Vec<i64> = log_objects::Entity::find()
        .select_only()
        .column(log_objects::Column::Stored)
        .filter(log_objects::Column::AttemptId.is_in(leases.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    Ok(stored.into_iter().map(|it| u64::try_from(it).unwrap_or_default()).sum())
}
