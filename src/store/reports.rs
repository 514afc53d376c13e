//! What providers are told: noted in the transaction that makes it true, and marked as told.

use std::collections::HashSet;

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr,
    EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};

use super::repositories::find_all;
use super::{Facts, Write, WriteError};
use crate::clock::Timestamp;
use crate::domain::event::EventKind;
use crate::domain::fact::Fact;
use crate::domain::report::{
    LONGEST_DELAY, ReportState, Told, context, pause, shortened, waits_for_approval,
};
use crate::domain::status::BuildStatus;
use crate::domain::text::{SENTENCE_LIMIT, bounded};
use crate::entities::status_reports::{Column, Entity, Model};
use crate::entities::{builds, repositories};
use crate::ids::{BuildId, RepositoryId, StatusReportId};

/// The reports that are to be told by `now`, those that wait longest first; also those that only a
/// clock that was set back can have put off so long.
///
/// # Errors
/// When the database does not answer.
pub async fn due(
    db: &impl ConnectionTrait,
    now: Timestamp,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    let is_due = Column::NextTryAt.lte(now).or(Column::NextTryAt.gt(now + LONGEST_DELAY));
    // Those that were told have no moment, and are first in the index: they are many.
    let waits = Column::NextTryAt.gt(Timestamp::UNIX_EPOCH);
    Entity::find()
        .filter(waits)
        .filter(is_due)
        .order_by_asc(Column::NextTryAt)
        .limit(limit)
        .all(db)
        .await
}

/// When the first report is to be told that is not due by `now`.
///
/// # Errors
/// When the database does not answer.
pub async fn next_due(
    db: &impl ConnectionTrait,
    now: Timestamp,
) -> Result<Option<Timestamp>, DbErr> {
    let first = Entity::find()
        .filter(Column::NextTryAt.gt(now))
        .order_by_asc(Column::NextTryAt)
        .one(db)
        .await?;
    Ok(first.and_then(|report| report.next_try_at))
}

/// The reports that a build is the newest of.
///
/// # Errors
/// When the database does not answer.
pub async fn of_build(db: &impl ConnectionTrait, build: BuildId) -> Result<Vec<Model>, DbErr> {
    Entity::find().filter(Column::BuildId.eq(build)).order_by_asc(Column::Context).all(db).await
}

/// The newest build of each context of a commit, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn builds_of(
    db: &impl ConnectionTrait,
    repository: RepositoryId,
    commit: &str,
) -> Result<Vec<builds::Model>, DbErr> {
    let reports = Entity::find()
        .filter(Column::RepositoryId.eq(repository))
        .filter(Column::CommitSha.eq(commit))
        .all(db)
        .await?;
    let ids: Vec<_> = reports.into_iter().filter_map(|report| report.build_id).collect();
    builds::Entity::find()
        .filter(builds::Column::Id.is_in(ids))
        .order_by_asc(builds::Column::Id)
        .all(db)
        .await
}

/// A commit for which nothing is built: rules that require its state must not wait.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// The commit.
    pub commit: String,
    /// What kind of event it came with.
    pub event: EventKind,
    /// Why, for people.
    pub reason: String,
    /// The build that stands for one of this event: its state is what those who wait are told.
    pub stands: Option<BuildId>,
}

/// What is to be told of a build.
#[derive(Debug, Clone, Copy)]
pub(super) struct BuildNews<'a> {
    pub(super) build: &'a builds::Model,
    pub(super) status: BuildStatus,
    /// Whether it waits for somebody's approval.
    pub(super) asks: bool,
}

/// Notes the state of a build, if its repository can be reported to. An older build's state
/// counts for nothing beside that of a newer build of the same commit and context. A context that
/// the build stands for is told the same, and goes over to a newer build with it.
pub(super) async fn note_build(
    tx: &DatabaseTransaction,
    news: BuildNews<'_>,
    at: Timestamp,
    facts: &mut Facts,
) -> Result<(), DbErr> {
    let BuildNews { build, .. } = news;
    if told_of(tx, [build.repository_id]).await?.is_empty() {
        return Ok(());
    }
    let own = context(build.event);
    let reports = of_commit(tx, build.repository_id, &build.commit_sha).await?;
    let told = reports.iter().find(|report| report.context == own);
    // The build that this one follows, unless it only stood for one of this context.
    let followed = match told.and_then(|report| report.build_id) {
        Some(id) => super::builds::find(tx, id).await?.filter(|it| context(it.event) == own),
        None => None,
    };
    let followed = followed.map(|build| build.id);
    let is_stood_for = |report: &&Model| {
        report.context != own
            && report.build_id.is_some_and(|it| it == build.id || followed == Some(it))
    };
    let others = reports.iter().filter(is_stood_for).map(|report| report.context.as_str());
    for context in [own].into_iter().chain(others) {
        wanted(news, context).note(tx, at, facts).await?;
    }
    Ok(())
}

fn wanted<'a>(news: BuildNews<'a>, context: &'a str) -> Wanted<'a> {
    let BuildNews { build, status, asks } = news;
    Wanted {
        repository: build.repository_id,
        commit: &build.commit_sha,
        context,
        build: Some(build.id),
        state: status.into(),
        description: asks.then(|| waits_for_approval(build.number)),
    }
}

async fn of_commit(
    tx: &DatabaseTransaction,
    repository: RepositoryId,
    commit: &str,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::RepositoryId.eq(repository))
        .filter(Column::CommitSha.eq(commit))
        .all(tx)
        .await
}

/// Notes that nothing is built for a commit that nothing else was said about; or that another
/// build stands for it, whose state it has from now on. To be called of a repository that is
/// [told of](told_of).
pub(super) async fn note_skipped(
    tx: &DatabaseTransaction,
    repository: RepositoryId,
    skipped: &Skipped,
    at: Timestamp,
    facts: &mut Facts,
) -> Result<(), DbErr> {
    let context = context(skipped.event);
    if let Some(build) = skipped.stands
        && let Some(build) = super::builds::find(tx, build).await?
    {
        let asks = super::builds::asks(tx, build.id).await?;
        let news = BuildNews { build: &build, status: build.status, asks };
        return wanted(news, context).note(tx, at, facts).await;
    }
    let wanted = Wanted {
        repository,
        commit: &skipped.commit,
        context,
        build: None,
        state: ReportState::Skipped,
        description: Some(shortened(&skipped.reason)),
    };
    wanted.note(tx, at, facts).await
}

/// Those of these repositories whose provider can be told of states.
pub(super) async fn told_of(
    tx: &DatabaseTransaction,
    repositories: impl IntoIterator<Item = RepositoryId>,
) -> Result<HashSet<RepositoryId>, DbErr> {
    let these: HashSet<RepositoryId> = repositories.into_iter().collect();
    if these.is_empty() {
        return Ok(these);
    }
    let found = find_all(tx, these).await?;
    Ok(found.iter().filter(|it| is_told(it)).map(|it| it.id).collect())
}

/// Without a service around it the token is for git alone.
fn is_told(repository: &repositories::Model) -> bool {
    repository.through_app
        || (repository.access_token.is_some() && repository.provider.shows_states())
}

/// Has everything told at once that could not be told so far: the provider is called otherwise now.
pub(super) async fn try_again(
    tx: &DatabaseTransaction,
    repository: RepositoryId,
    at: Timestamp,
    facts: &mut Facts,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::NextTryAt, Expr::value(at))
        .col_expr(Column::Attempts, Expr::value(0))
        .filter(Column::RepositoryId.eq(repository))
        .filter(Expr::col(Column::SentVersion).lt(Expr::col(Column::Version)))
        .exec(tx)
        .await?;
    facts.push(Fact::ReportDue);
    Ok(())
}

/// What a provider is to be told.
struct Wanted<'a> {
    repository: RepositoryId,
    commit: &'a str,
    context: &'a str,
    build: Option<BuildId>,
    state: ReportState,
    description: Option<String>,
}

impl Wanted<'_> {
    async fn note(
        self,
        tx: &DatabaseTransaction,
        at: Timestamp,
        facts: &mut Facts,
    ) -> Result<(), DbErr> {
        let present = Entity::find()
            .filter(Column::RepositoryId.eq(self.repository))
            .filter(Column::CommitSha.eq(self.commit))
            .filter(Column::Context.eq(self.context))
            .one(tx)
            .await?;
        match present {
            None => {
                let row = self.row(at).into_active_model();
                Entity::insert(row).exec_without_returning(tx).await?;
            }
            Some(present) if self.is_told_by(&present) => return Ok(()),
            Some(present) => self.replace(tx, present, at).await?,
        }
        facts.push(Fact::ReportDue);
        Ok(())
    }

    /// Whether the row says it already, or says something newer.
    fn is_told_by(&self, present: &Model) -> bool {
        self.build < present.build_id
            || (self.build == present.build_id
                && self.state == present.state
                && self.description == present.description)
    }

    fn row(self, at: Timestamp) -> Model {
        Model {
            id: StatusReportId::generate(),
            repository_id: self.repository,
            commit_sha: self.commit.to_owned(),
            context: self.context.to_owned(),
            build_id: self.build,
            state: self.state,
            description: self.description,
            provider_ref: None,
            version: 1,
            sent_version: 0,
            attempts: 0,
            next_try_at: Some(at),
            last_error: None,
            changed_at: at,
            sent_at: None,
        }
    }

    async fn replace(
        self,
        tx: &DatabaseTransaction,
        present: Model,
        at: Timestamp,
    ) -> Result<(), DbErr> {
        let version = present.version + 1;
        let mut changed = present.into_active_model();
        changed.build_id = Set(self.build);
        changed.state = Set(self.state);
        changed.description = Set(self.description);
        changed.version = Set(version);
        changed.attempts = Set(0);
        changed.next_try_at = Set(Some(at));
        changed.last_error = Set(None);
        changed.changed_at = Set(at);
        changed.update_without_returning(tx).await?;
        Ok(())
    }
}

/// Stores what came of telling a state.
#[derive(Debug, Clone)]
pub struct MarkReport {
    /// The report.
    pub id: StatusReportId,
    /// The state that was told.
    pub version: i32,
    /// What came of it.
    pub outcome: Told,
    /// When.
    pub at: Timestamp,
}

impl Write for MarkReport {
    type Output = ();

    async fn apply(&self, tx: &DatabaseTransaction, facts: &mut Facts) -> Result<(), WriteError> {
        let Some(report) = Entity::find_by_id(self.id).one(tx).await? else { return Ok(()) };
        let is_newest = report.version == self.version;
        let has_failed_so_often = report.attempts;
        let mut changed = report.into_active_model();
        match &self.outcome {
            Told::Taken { reference } => {
                if reference.is_some() {
                    changed.provider_ref = Set(reference.clone());
                }
                changed.sent_version = Set(self.version);
                changed.sent_at = Set(Some(self.at));
                if is_newest {
                    changed.attempts = Set(0);
                    changed.next_try_at = Set(None);
                    changed.last_error = Set(None);
                }
            }
            // A state that was overtaken meanwhile is not told again; the newer one is due anyway.
            Told::Failed { .. } | Told::Unwanted { .. } if !is_newest => return Ok(()),
            Told::Unwanted { reason } => {
                changed.next_try_at = Set(None);
                changed.last_error = Set(Some(bounded(reason, SENTENCE_LIMIT)));
            }
            Told::Failed { reason, wait } => {
                let attempts = has_failed_so_often + 1;
                let pause = pause(u32::try_from(attempts).unwrap_or(u32::MAX), *wait);
                changed.attempts = Set(attempts);
                changed.next_try_at = Set(pause.map(|pause| self.at + pause));
                changed.last_error = Set(Some(bounded(reason, SENTENCE_LIMIT)));
            }
        }
        changed.update_without_returning(tx).await?;
        facts.push(Fact::ReportTold);
        Ok(())
    }
}
