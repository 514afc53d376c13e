//! What people say of builds and jobs that wait for it.

mod decide;

use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

pub use decide::{DecideBuild, DecideJob, DecideRefused, Decided, NewDecision};

use crate::domain::approval::{ApprovalDecision, Record, awaits};
use crate::domain::event::{Event, PullRequest};
use crate::entities::approvals::{Column, Entity, Model};
use crate::entities::repositories;
use crate::ids::{BuildId, RepositoryId};

/// What was said of a build and of its jobs, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn of_build(db: &impl ConnectionTrait, build: BuildId) -> Result<Vec<Model>, DbErr> {
    Entity::find().filter(Column::BuildId.eq(build)).order_by_asc(Column::Id).all(db).await
}

/// Whether the jobs of a build that is made now of `event` wait for approval.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn build_awaits(
    db: &impl ConnectionTrait,
    repository: &repositories::Model,
    event: &Event,
) -> Result<bool, DbErr> {
    let Some(request) = event.pull_request.as_ref().filter(|request| request.fork) else {
        return Ok(false);
    };
    let record = record(db, repository.id, request, event.commit.sha.as_str()).await?;
    Ok(awaits(repository.fork_approval, Some(request), record))
}

async fn record(
    db: &impl ConnectionTrait,
    repository: RepositoryId,
    request: &PullRequest,
    commit: &str,
) -> Result<Record, DbErr> {
    let number = request.number.to_string();
    let of_builds = Entity::find()
        .filter(Column::RepositoryId.eq(repository))
        .filter(Column::JobId.is_null())
        .order_by_desc(Column::Id)
        .limit(1);
    let of_commit = of_builds
        .clone()
        .filter(Column::PullRequest.eq(&number))
        .filter(Column::CommitSha.eq(commit))
        .one(db)
        .await?;
    let of_commit = of_commit.map(|row| row.decision);
    let Some(author) = &request.author else {
        return Ok(Record { of_commit, knows_author: false });
    };
    let of_author = of_builds.filter(Column::AuthorKey.eq(author.key()));
    let newest = of_author.clone().one(db).await?;
    let is_trusted = newest.is_some_and(|row| row.decision == ApprovalDecision::Approved);
    // Within one pull request each commit is read: approved, then pushed to, is the oldest trick.
    let elsewhere = of_author
        .filter(Column::PullRequest.ne(&number))
        .filter(Column::Decision.eq(ApprovalDecision::Approved));
    let knows_author = is_trusted && elsewhere.one(db).await?.is_some();
    Ok(Record { of_commit, knows_author })
}
