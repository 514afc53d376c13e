//! The logs of ended attempts that are kept as objects in the archive.

use sea_orm::entity::prelude::*;

use crate::clock::Timestamp;
use crate::ids::LeaseId;

/// A whole log.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "log_objects")]
pub struct Model {
    /// The attempt, which also names the object.
    #[sea_orm(primary_key, auto_increment = false)]
    pub attempt_id: LeaseId,
    /// How many bytes the log has.
    pub length: i64,
    /// How many bytes the object takes.
    pub stored: i64,
    /// The SHA-256 of the log's bytes, in hexadecimal digits.
    pub sha256: String,
    /// When the object took the place of the chunks.
    pub compacted_at: Timestamp,
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
