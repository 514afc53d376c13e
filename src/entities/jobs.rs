//! Jobs: the parts of a build that runners take.

use pipeline::JobPlan;
use sea_orm::entity::prelude::*;

use super::Stored;
use crate::clock::Timestamp;
use crate::domain::status::JobStatus;
use crate::ids::{BuildId, JobId, RunnerId};

/// A job.
#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "jobs")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: JobId,
    /// Its build.
    pub build_id: BuildId,
    /// Its place in the plan, from 0.
    pub position: i32,
    /// Unique in the build.
    pub key: String,
    /// The key in the file.
    pub base_key: String,
    /// For people.
    pub name: String,
    /// Its state.
    pub status: JobStatus,
    /// How often it was given to a runner.
    pub attempt: i32,
    /// Everything the pipeline says about it.
    pub plan: Stored<JobPlan>,
    /// What it gave, once it has ended.
    pub outputs: Stored<serde_json::Map<String, serde_json::Value>>,
    /// Why it ended as it did, for people.
    pub detail: Option<String>,
    /// Why it is being canceled, for people.
    pub cancel_reason: Option<String>,
    /// The runner of its newest attempt.
    pub runner_id: Option<RunnerId>,
    /// The job of an earlier build whose success stands for this one.
    pub reused_from: Option<JobId>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it began.
    pub started_at: Option<Timestamp>,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
}

/// What a row belongs to.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {
    /// Its build.
    #[sea_orm(
        belongs_to = "super::builds::Entity",
        from = "Column::BuildId",
        to = "super::builds::Column::Id"
    )]
    Owner,
}

impl Related<super::builds::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Owner.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
