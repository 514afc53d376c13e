//! The end of the audit record's chain: one row.

use sea_orm::entity::prelude::*;

/// The only row's id.
pub const ONLY: i32 = 1;

/// Where the chain ends.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_heads")]
pub struct Model {
    /// Always [`ONLY`].
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i32,
    /// The last entry's place.
    pub sequence: i64,
    /// The last entry's signature.
    pub mac: String,
    /// Signs this row, so that nobody else says where the chain ends.
    pub seal: String,
}

/// None: see the module's doc.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
