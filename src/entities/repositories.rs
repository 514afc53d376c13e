//! Repositories that Oore builds. Builds belong to them; the record of a webhook event outlives
//! them, and so do their build numbers.

use sea_orm::entity::prelude::*;

use crate::clock::Timestamp;
use crate::domain::provider::ProviderKind;
use crate::ids::RepositoryId;

/// A registered repository.
#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "repositories")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RepositoryId,
    /// Where it is hosted.
    pub provider: ProviderKind,
    /// May hold slashes on GitLab.
    pub owner: String,
    /// Its name below the owner.
    pub name: String,
    /// [`name_key`] of owner and name: what is unique.
    pub name_key: String,
    /// Where its commits come from. Never taken from a payload.
    pub clone_url: String,
    /// The branch that is built when none is named.
    pub default_branch: String,
    /// Whether its events are built.
    pub active: bool,
    /// The HMAC key of its webhooks, sealed.
    pub webhook_secret: Option<Vec<u8>>,
    /// GitLab's secret token, hashed with the pepper.
    pub webhook_token_hash: Option<String>,
    /// GitLab's signing token, sealed.
    pub webhook_signing_token: Option<Vec<u8>>,
    /// What its provider's API is called with, sealed.
    pub access_token: Option<Vec<u8>>,
    /// Where its provider's API is, unless that follows from the clone URL.
    pub api_url: Option<String>,
    /// When it was registered.
    pub created_at: Timestamp,
    /// When its settings changed last.
    pub updated_at: Timestamp,
}

impl Model {
    /// `owner/name`.
    #[must_use]
    pub fn full_name(&self) -> String {
        format!("{}/{}", self.owner, self.name)
    }
}

/// Owner and name as the providers compare them: without regard to case.
#[must_use]
pub fn name_key(full_name: &str) -> String {
    full_name.to_lowercase()
}

/// None: see the module's doc.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
