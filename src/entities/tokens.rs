//! Tokens that runners and programs show. Only a keyed hash of each is kept.

use sea_orm::entity::prelude::*;

use crate::clock::Timestamp;
use crate::ids::{RunnerId, TokenId};

/// A token.
#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "tokens")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TokenId,
    /// For people.
    pub name: String,
    /// What it opens: `runner`.
    pub kind: String,
    /// HMAC-SHA256 under the pepper, hexadecimal.
    pub token_hash: String,
    /// The runner that shows it.
    pub runner_id: Option<RunnerId>,
    /// When it was made.
    pub created_at: Timestamp,
}

/// What a row belongs to.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {
    /// The runner that shows it.
    #[sea_orm(
        belongs_to = "super::runners::Entity",
        from = "Column::RunnerId",
        to = "super::runners::Column::Id"
    )]
    Owner,
}

impl Related<super::runners::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Owner.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
