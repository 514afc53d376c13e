//! Users: persons and service accounts.

use sea_orm::entity::prelude::*;

use crate::clock::Timestamp;
use crate::domain::access::Role;
use crate::domain::user::UserKind;
use crate::ids::UserId;

/// A user.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "users")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: UserId,
    /// What it is called; unique.
    pub name: String,
    /// What it is.
    pub kind: UserKind,
    /// Where a person is reached.
    pub email: Option<String>,
    /// Its role for the instance.
    pub role: Option<Role>,
    /// Whether it may do anything at all.
    pub active: bool,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was changed last.
    pub updated_at: Timestamp,
}

/// None: see the module's doc.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
