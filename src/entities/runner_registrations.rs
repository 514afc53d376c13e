//! Tokens that runners exchange for their own, once. Only a keyed hash of each is kept.

use sea_orm::entity::prelude::*;

use crate::clock::Timestamp;
use crate::ids::{RunnerId, TokenId};

/// A registration token.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "runner_registrations")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TokenId,
    /// The runner that it is for.
    pub runner_id: RunnerId,
    /// HMAC-SHA256 under the pepper, hexadecimal.
    pub token_hash: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// Until when it can be exchanged.
    pub expires_at: Timestamp,
    /// When it was; kept, so that a second try is known as such.
    pub used_at: Option<Timestamp>,
}

/// What a row belongs to.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {
    /// The runner that it is for.
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
