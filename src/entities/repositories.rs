//! Repositories that Oore builds. Builds belong to them; the record of a webhook event outlives
//! them, and so do their build numbers.

use sea_orm::entity::prelude::*;

use crate::clock::Timestamp;
use crate::domain::approval::ForkApproval;
use crate::domain::provider::{ProviderKind, PullRequestBuilds};
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
    /// The key before `webhook_secret`, valid until `previous_secrets_until`.
    pub webhook_secret_previous: Option<Vec<u8>>,
    /// The hash before `webhook_token_hash`, valid as long.
    pub webhook_token_hash_previous: Option<String>,
    /// The token before `webhook_signing_token`, valid as long.
    pub webhook_signing_token_previous: Option<Vec<u8>>,
    /// Until when what was replaced still verifies a delivery.
    pub previous_secrets_until: Option<Timestamp>,
    /// What its provider's API is called with, sealed.
    pub access_token: Option<Vec<u8>>,
    /// Where its provider's API is, unless that follows from the clone URL.
    pub api_url: Option<String>,
    /// The provider's own number for it, which outlives a rename.
    pub provider_id: Option<i64>,
    /// Whether the server's GitHub App speaks for it, where it has no access token of its own.
    pub through_app: bool,
    /// What is built of a pull request.
    pub pull_request_builds: PullRequestBuilds,
    /// Whether a commit that is pushed and proposed in a pull request is built for both.
    pub build_twice: bool,
    /// Which pull requests from forks wait for approval.
    pub fork_approval: ForkApproval,
    /// Why the provider does not let us at it any more, for people; none: it does.
    pub inaccessible: Option<String>,
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
