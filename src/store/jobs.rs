//! Jobs and their attempts: giving them to runners, and taking what runners say.

mod finish;
mod lease;
mod lose;
mod report;

use sea_orm::sea_query::ExprTrait;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

pub use finish::{FinishAttempt, FinishOutcome};
pub use lease::{LeaseJobs, NewLease};
pub use lose::{FailAttempt, GiveBack, LoseAttempts, MAX_LOSSES, TimeOutAttempt};
pub(super) use report::valid;
pub use report::{AcceptAttempt, ReportStep};

use crate::domain::status::{AttemptStatus, JobStatus};
use crate::entities::job_attempts::Model as Attempt;
use crate::entities::jobs::{Column, Entity, Model};
use crate::entities::{job_attempts, steps};
use crate::ids::{BuildId, JobId, LeaseId, RunnerId};

/// The job with this id.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &impl ConnectionTrait, id: JobId) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).one(db).await
}

/// Jobs that wait for a runner, oldest build first, at most `limit`, behind the place `after`.
///
/// # Errors
/// When the database does not answer.
pub async fn queued(
    db: &impl ConnectionTrait,
    after: Option<(BuildId, i32)>,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    let mut query = Entity::find().filter(Column::Status.eq(JobStatus::Queued));
    if let Some((build, position)) = after {
        let same_build = Column::BuildId.eq(build).and(Column::Position.gt(position));
        query = query.filter(Column::BuildId.gt(build).or(same_build));
    }
    query.order_by_asc(Column::BuildId).order_by_asc(Column::Position).limit(limit).all(db).await
}

/// Jobs that runners have.
///
/// # Errors
/// When the database does not answer.
pub async fn running(db: &impl ConnectionTrait) -> Result<Vec<Model>, DbErr> {
    Entity::find().filter(Column::Status.eq(JobStatus::Running)).all(db).await
}

/// The attempt with this lease.
///
/// # Errors
/// When the database does not answer.
pub async fn find_attempt(
    db: &impl ConnectionTrait,
    lease: LeaseId,
) -> Result<Option<Attempt>, DbErr> {
    job_attempts::Entity::find_by_id(lease).one(db).await
}

/// All attempts of a job, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn attempts_of(db: &impl ConnectionTrait, id: JobId) -> Result<Vec<Attempt>, DbErr> {
    job_attempts::Entity::find()
        .filter(job_attempts::Column::JobId.eq(id))
        .order_by_asc(job_attempts::Column::Attempt)
        .all(db)
        .await
}

/// The attempts of several jobs, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn attempts_of_all(
    db: &impl ConnectionTrait,
    ids: &[JobId],
) -> Result<Vec<Attempt>, DbErr> {
    job_attempts::Entity::find()
        .filter(job_attempts::Column::JobId.is_in(ids.iter().copied()))
        .order_by_asc(job_attempts::Column::Attempt)
        .all(db)
        .await
}

/// The attempts that a runner has and that have not ended.
///
/// # Errors
/// When the database does not answer.
pub async fn held_by(db: &impl ConnectionTrait, runner: RunnerId) -> Result<Vec<Attempt>, DbErr> {
    job_attempts::Entity::find()
        .filter(job_attempts::Column::RunnerId.eq(runner))
        .filter(job_attempts::Column::Status.eq(AttemptStatus::Running))
        .order_by_asc(job_attempts::Column::Id)
        .all(db)
        .await
}

/// The steps of attempts, in their order.
///
/// # Errors
/// When the database does not answer.
pub async fn steps_of(
    db: &impl ConnectionTrait,
    leases: &[LeaseId],
) -> Result<Vec<steps::Model>, DbErr> {
    steps::Entity::find()
        .filter(steps::Column::AttemptId.is_in(leases.iter().copied()))
        .order_by_asc(steps::Column::AttemptId)
        .order_by_asc(steps::Column::Position)
        .all(db)
        .await
}

/// The attempt of a job that has not ended.
pub(super) async fn running_lease(
    db: &impl ConnectionTrait,
    id: JobId,
) -> Result<Option<Attempt>, DbErr> {
    job_attempts::Entity::find()
        .filter(job_attempts::Column::JobId.eq(id))
        .filter(job_attempts::Column::Status.eq(AttemptStatus::Running))
        .one(db)
        .await
}
