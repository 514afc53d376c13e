//! Builds: finding, making, canceling, and moving them on.

mod cancel;
mod create;
mod preview;
mod progress;
mod request;
mod rerun;
mod retell;
mod supersede;
mod twice;

use sea_orm::sea_query::ExprTrait;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

pub use cancel::{CancelBuild, CancelRefused};
pub use create::{CreateBuild, CreateRefused, EventHandling, NewBuild, NewJob};
pub use preview::first_states;
pub use progress::job_state;
pub(super) use progress::{settle, settle_after};
pub use request::{KeyReused, RequestKey, find_by_request};
pub use rerun::{Rerun, RerunRefused, rerun};
pub(super) use retell::retell;
pub use twice::{Told, would_stand};

use crate::domain::access::Reach;
use crate::domain::audit::{Change, Target};
use crate::domain::event::RefKind;
use crate::domain::status::{BuildStatus, JobStatus};
use crate::entities::builds::{Column, Entity, Model};
use crate::entities::jobs;
use crate::ids::{BuildId, RepositoryId, WebhookEventId};
use crate::store::holds_nul;

/// The build with this id.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &impl ConnectionTrait, id: BuildId) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).one(db).await
}

/// The newest build of a commit of a pull request that came of another event than `except`.
///
/// # Errors
/// When the database does not answer.
pub async fn of_pull_request(
    db: &impl ConnectionTrait,
    repository: RepositoryId,
    number: &str,
    commit: &str,
    except: WebhookEventId,
) -> Result<Option<Model>, DbErr> {
    Entity::find()
        .filter(Column::RepositoryId.eq(repository))
        .filter(Column::CommitSha.eq(commit))
        .filter(Column::RefKind.eq(RefKind::PullRequest))
        .filter(Column::RefName.eq(number))
        .filter(Column::WebhookEventId.is_null().or(Column::WebhookEventId.ne(except)))
        .order_by_desc(Column::Id)
        .one(db)
        .await
}

/// A build's jobs in the order of the file.
///
/// # Errors
/// When the database does not answer.
pub async fn jobs_of(db: &impl ConnectionTrait, id: BuildId) -> Result<Vec<jobs::Model>, DbErr> {
    jobs::Entity::find()
        .filter(jobs::Column::BuildId.eq(id))
        .order_by_asc(jobs::Column::Position)
        .all(db)
        .await
}

/// Which builds a list shows.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Only of this repository.
    pub repository: Option<RepositoryId>,
    /// Only in this state.
    pub status: Option<BuildStatus>,
    /// Only of this branch.
    pub branch: Option<String>,
}

/// A build in the record of who did what.
#[must_use]
pub fn recorded(build: &Model) -> Change {
    let name = format!("#{}", build.number);
    Change::of(Target::new("build", &build.id).named(name), Some(build.repository_id))
}

/// At most `limit` builds within `reach` older than `before`, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn list(
    db: &impl ConnectionTrait,
    filter: &Filter,
    reach: &Reach,
    (before, limit): (Option<BuildId>, u64),
) -> Result<Vec<Model>, DbErr> {
    let mut query = Entity::find();
    if let Reach::Only(these) = reach {
        query = query.filter(Column::RepositoryId.is_in(these.iter().copied()));
    }
    if let Some(repository) = filter.repository {
        query = query.filter(Column::RepositoryId.eq(repository));
    }
    if let Some(status) = filter.status {
        query = query.filter(Column::Status.eq(status));
    }
    if let Some(branch) = &filter.branch {
        if holds_nul(branch) {
            return Ok(Vec::new());
        }
        query =
            query.filter(Column::RefKind.eq(RefKind::Branch)).filter(Column::RefName.eq(branch));
    }
    if let Some(before) = before {
        query = query.filter(Column::Id.lt(before));
    }
    query.order_by_desc(Column::Id).limit(limit).all(db).await
}

/// Whether a job of the build waits for approval.
pub(super) async fn asks(db: &impl ConnectionTrait, id: BuildId) -> Result<bool, DbErr> {
    let jobs = jobs_of(db, id).await?;
    Ok(jobs.iter().any(|job| job.status == JobStatus::AwaitingApproval))
}
