//! Steps of an attempt, and where their output stands in the attempt's log.

use sea_orm::entity::prelude::*;

use crate::clock::Timestamp;
use crate::domain::status::StepStatus;
use crate::ids::LeaseId;

/// A step.
#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "steps")]
pub struct Model {
    /// The attempt.
    #[sea_orm(primary_key, auto_increment = false)]
    pub attempt_id: LeaseId,
    /// Its place, from 0; the checkout, when there is one, is 0.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    /// For people.
    pub name: String,
    /// Its state.
    pub status: StepStatus,
    /// The script's exit code.
    pub exit_code: Option<i32>,
    /// When it began.
    pub started_at: Option<Timestamp>,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
    /// The first byte of its output in the attempt's log.
    pub log_start: Option<i64>,
    /// The byte behind its output in the attempt's log.
    pub log_end: Option<i64>,
    /// Why it ended as it did, for people.
    pub detail: Option<String>,
    /// The Markdown it left for the build's page.
    pub summary: Option<String>,
}

/// What a row belongs to.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {
    /// The attempt.
    #[sea_orm(
        belongs_to = "super::job_attempts::Entity",
        from = "Column::AttemptId",
        to = "super::job_attempts::Column::Id"
    )]
    Owner,
}

impl Related<super::job_attempts::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Owner.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
