//! The log of an attempt in pieces without gaps: each begins where the one before it ends.

use sea_orm::entity::prelude::*;

use crate::ids::LeaseId;

/// A piece of a log.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "log_chunks")]
pub struct Model {
    /// The attempt.
    #[sea_orm(primary_key, auto_increment = false)]
    pub attempt_id: LeaseId,
    /// The position of its first byte in the log.
    #[sea_orm(primary_key, auto_increment = false)]
    pub start: i64,
    /// How many bytes of the log it holds.
    pub length: i32,
    /// `raw` or `zstd`.
    pub encoding: String,
    /// The bytes, encoded.
    pub data: Vec<u8>,
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
