//! Users: persons and service accounts.

use std::fmt;

use sea_orm::entity::prelude::*;

use crate::clock::Timestamp;
use crate::domain::access::Role;
use crate::domain::user::UserKind;
use crate::ids::UserId;

/// A password's hash with its parameters, which no log is to show.
#[derive(Clone, PartialEq, Eq, DeriveValueType)]
pub struct PasswordHash(pub String);

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(..)")
    }
}

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
    /// What its password is checked with.
    pub password_hash: Option<PasswordHash>,
    /// The identity provider that knows it.
    pub oidc_issuer: Option<String>,
    /// What it is called there.
    pub oidc_subject: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was changed last.
    pub updated_at: Timestamp,
}

/// None: see the module's doc.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
