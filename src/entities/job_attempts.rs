//! Attempts: each time a job was given to a runner. The row's id is the lease; who holds the
//! newest one of a running job may report about it.

use sea_orm::entity::prelude::*;

use super::Stored;
use crate::clock::Timestamp;
use crate::domain::secrets::NamedSecret;
use crate::domain::status::AttemptStatus;
use crate::ids::{JobId, LeaseId, RunnerId};

/// An attempt of a job.
#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "job_attempts")]
pub struct Model {
    /// The lease.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LeaseId,
    /// The job.
    pub job_id: JobId,
    /// Counted from 1 within the job.
    pub attempt: i32,
    /// The runner it was given to.
    pub runner_id: RunnerId,
    /// Its state.
    pub status: AttemptStatus,
    /// What became of the secrets that the job names; none before it was sent.
    pub secrets: Option<Stored<Vec<NamedSecret>>>,
    /// Why it ended as it did, for people.
    pub detail: Option<String>,
    /// When it was given to the runner.
    pub leased_at: Timestamp,
    /// When the runner had it on its disk.
    pub accepted_at: Option<Timestamp>,
    /// When the runner began.
    pub started_at: Option<Timestamp>,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
    /// When its log was removed because it was old; none: it is there.
    pub log_removed_at: Option<Timestamp>,
}

/// What a row belongs to.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {
    /// The job.
    #[sea_orm(
        belongs_to = "super::jobs::Entity",
        from = "Column::JobId",
        to = "super::jobs::Column::Id"
    )]
    Owner,
}

impl Related<super::jobs::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Owner.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
