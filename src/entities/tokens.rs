//! Tokens that runners and programs show. Only a keyed hash of each is kept.

use sea_orm::entity::prelude::*;

use super::Stored;
use crate::clock::Timestamp;
use crate::domain::access::Scope;
use crate::ids::{RepositoryId, RunnerId, TokenId, UserId};

/// A token.
#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "tokens")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TokenId,
    /// For people.
    pub name: String,
    /// What it opens: `runner`, `personal`, `service`.
    pub kind: String,
    /// HMAC-SHA256 under the pepper, hexadecimal.
    pub token_hash: String,
    /// The runner that shows it.
    pub runner_id: Option<RunnerId>,
    /// When it was made.
    pub created_at: Timestamp,
    /// The user in whose name it opens the API.
    pub user_id: Option<UserId>,
    /// What it allows of what its user may do.
    pub scopes: Option<Stored<Vec<Scope>>>,
    /// The only repositories that it is for.
    pub repositories: Option<Stored<Vec<RepositoryId>>>,
    /// From when on it opens nothing.
    pub expires_at: Option<Timestamp>,
    /// When it was shown last, to the minute.
    pub last_used_at: Option<Timestamp>,
}

impl Model {
    /// The row of a runner's token.
    #[must_use]
    pub fn of_runner(runner: RunnerId, name: String, hash: String, at: Timestamp) -> Self {
        Self {
            id: TokenId::generate(),
            name,
            kind: "runner".to_owned(),
            token_hash: hash,
            runner_id: Some(runner),
            created_at: at,
            user_id: None,
            scopes: None,
            repositories: None,
            expires_at: None,
            last_used_at: None,
        }
    }
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
    /// The user in whose name it opens the API.
    #[sea_orm(
        belongs_to = "super::users::Entity",
        from = "Column::UserId",
        to = "super::users::Column::Id"
    )]
    User,
}

impl Related<super::users::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::User.def()
    }
}

impl Related<super::runners::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Owner.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
