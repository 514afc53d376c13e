//! The walk over all history, for who shows what would go and for who removes it.

use std::collections::{HashMap, HashSet};

use chrono::TimeDelta;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait,
};

use super::first_of;
use crate::clock::Timestamp;
use crate::domain::access::Reach;
use crate::domain::event::RefKind;
use crate::domain::retention::{Branches, Candidate, Fate, Fates, Rules};
use crate::domain::status::{BuildStatus, WebhookEventStatus};
use crate::entities::{
    builds, job_attempts, jobs, repositories, repository_heads, status_reports, webhook_events,
};
use crate::ids::{BuildId, JobId, RepositoryId};
use crate::store::{heads, repositories as repository_store};

/// How many repositories are read at a time.
const REPOSITORIES: u64 = 200;

/// How many builds are read at a time.
const BUILDS: u64 = 500;

/// Begins the names of branches.
const BRANCHES: &str = "refs/heads/";

/// Within this time an event is decided, or has failed: older ones are not asked for.
const LONGEST_WAIT: TimeDelta = TimeDelta::days(1);

/// Goes over all builds, page by page.
#[derive(Debug)]
pub struct Walk {
    rules: Rules,
    now: Timestamp,
    /// Read, and not yet begun with; the next one is the last.
    repositories: Vec<repositories::Model>,
    before: Option<RepositoryId>,
    current: Option<Current>,
}

/// The repository whose builds are read.
#[derive(Debug)]
struct Current {
    repository: repositories::Model,
    fates: Fates,
    before: Option<BuildId>,
}

/// Some builds of a repository, newest first, and what becomes of each.
#[derive(Debug)]
pub struct Page {
    /// The repository.
    pub repository: repositories::Model,
    /// The builds.
    pub fates: Vec<(Candidate, Fate)>,
}

impl Walk {
    /// Before the first repository.
    #[must_use]
    pub fn new(rules: Rules, now: Timestamp) -> Self {
        Self { rules, now, repositories: Vec::new(), before: None, current: None }
    }

    /// The next page; none at the end.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn next(&mut self, db: &impl ConnectionTrait) -> Result<Option<Page>, DbErr> {
        loop {
            let Some(current) = &mut self.current else {
                match self.next_repository(db).await? {
                    Some(next) => self.current = Some(next),
                    None => return Ok(None),
                }
                continue;
            };
            let builds = candidates(db, current.repository.id, current.before).await?;
            let Some(last) = builds.last() else {
                self.current = None;
                continue;
            };
            current.before = Some(last.id);
            let fates = builds.into_iter().map(|build| {
                let fate = current.fates.next(&build);
                (build, fate)
            });
            let fates = fates.collect();
            return Ok(Some(Page { repository: current.repository.clone(), fates }));
        }
    }

    async fn next_repository(
        &mut self,
        db: &impl ConnectionTrait,
    ) -> Result<Option<Current>, DbErr> {
        if self.repositories.is_empty() {
            let (all, from) = (repository_store::Filter::default(), (self.before, REPOSITORIES));
            self.repositories = repository_store::list(db, &all, &Reach::All, from).await?;
            self.before = self.repositories.last().map(|last| last.id);
            self.repositories.reverse();
        }
        let Some(repository) = self.repositories.pop() else { return Ok(None) };
        let branches = branches(db, repository.id).await?;
        let fates = Fates::new(self.rules, branches, self.now);
        Ok(Some(Current { repository, fates, before: None }))
    }
}

/// The columns of a build that a decision needs.
type Row = (BuildId, BuildStatus, RefKind, String, Timestamp, Option<Timestamp>);

/// Builds of a repository that are older than `before`, newest first.
async fn candidates(
    db: &impl ConnectionTrait,
    repository: RepositoryId,
    before: Option<BuildId>,
) -> Result<Vec<Candidate>, DbErr> {
    use builds::Column as C;
    let mut query = builds::Entity::find()
        .select_only()
        .columns([C::Id, C::Status, C::RefKind, C::RefName, C::CreatedAt, C::FinishedAt])
        .filter(C::RepositoryId.eq(repository));
    if let Some(before) = before {
        query = query.filter(C::Id.lt(before));
    }
    let rows: Vec<Row> = query.order_by_desc(C::Id).limit(BUILDS).into_tuple().all(db).await?;
    let ids: Vec<BuildId> = rows.iter().map(|row| row.0).collect();
    let with_logs = with_logs(db, &ids).await?;
    let mut taken = taken(db, &ids).await?;
    let untold = untold(db, &ids).await?;
    let candidate = |(id, status, kind, name, created_at, finished_at): Row| Candidate {
        id,
        status,
        branch: (kind == RefKind::Branch).then_some(name),
        created_at,
        finished_at,
        has_logs: with_logs.contains(&id),
        takes_from: taken.remove(&id).unwrap_or_default(),
        is_to_be_told: untold.contains(&id),
    };
    Ok(rows.into_iter().map(candidate).collect())
}

/// What is known of the branches. What the last look saw counts for nothing while an event that
/// tells of a newer state waits, or after one has failed: its head was forgotten for the next look.
async fn branches(db: &impl ConnectionTrait, repository: RepositoryId) -> Result<Branches, DbErr> {
    let seen: Vec<String> = repository_heads::Entity::find()
        .select_only()
        .column(repository_heads::Column::FullRef)
        .filter(repository_heads::Column::RepositoryId.eq(repository))
        .filter(repository_heads::Column::FullRef.starts_with(BRANCHES))
        .into_tuple()
        .all(db)
        .await?;
    let seen = seen.iter().filter_map(|name| name.strip_prefix(BRANCHES)).map(str::to_owned);
    let last = heads::last_sync(db, repository).await?;
    let looked_at = match last.and_then(|last| last.branches_at) {
        Some(at) if !is_unsettled_since(db, repository, at).await? => Some(at),
        Some(_) | None => None,
    };
    Ok(Branches { seen: seen.collect(), looked_at })
}

async fn is_unsettled_since(
    db: &impl ConnectionTrait,
    repository: RepositoryId,
    moment: Timestamp,
) -> Result<bool, DbErr> {
    use webhook_events::{Column as C, Entity};
    let has_failed_since = C::Status.eq(WebhookEventStatus::Failed).and(C::HandledAt.gte(moment));
    let found: Option<String> = Entity::find()
        .select_only()
        .column(C::DeliveryId)
        .filter(C::RepositoryId.eq(repository))
        .filter(C::Id.gte(first_of(moment - LONGEST_WAIT)))
        .filter(C::Status.eq(WebhookEventStatus::Received).or(has_failed_since))
        .limit(1)
        .into_tuple()
        .one(db)
        .await?;
    Ok(found.is_some())
}

async fn with_logs(
    db: &impl ConnectionTrait,
    builds: &[BuildId],
) -> Result<HashSet<BuildId>, DbErr> {
    let found: Vec<BuildId> = job_attempts::Entity::find()
        .select_only()
        .column(jobs::Column::BuildId)
        .distinct()
        .join(JoinType::InnerJoin, job_attempts::Relation::Owner.def())
        .filter(jobs::Column::BuildId.is_in(builds.iter().copied()))
        .filter(job_attempts::Column::LogRemovedAt.is_null())
        .into_tuple()
        .all(db)
        .await?;
    Ok(found.into_iter().collect())
}

/// From which builds each build has taken jobs over.
async fn taken(
    db: &impl ConnectionTrait,
    builds: &[BuildId],
) -> Result<HashMap<BuildId, Vec<BuildId>>, DbErr> {
    let reused: Vec<(BuildId, JobId)> = jobs::Entity::find()
        .select_only()
        .columns([jobs::Column::BuildId, jobs::Column::ReusedFrom])
        .filter(jobs::Column::BuildId.is_in(builds.iter().copied()))
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

/// The builds of which a provider is still to be told.
async fn untold(db: &impl ConnectionTrait, builds: &[BuildId]) -> Result<HashSet<BuildId>, DbErr> {
    use status_reports::Column as C;
    let found: Vec<BuildId> = status_reports::Entity::find()
        .select_only()
        .column(C::BuildId)
        .filter(C::BuildId.is_in(builds.iter().copied()))
        .filter(C::NextTryAt.is_not_null())
        .into_tuple()
        .all(db)
        .await?;
    Ok(found.into_iter().collect())
}
