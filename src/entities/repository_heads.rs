//! The commit at which each branch and open pull request of a repository was seen last.

use sea_orm::entity::prelude::*;

use crate::clock::Timestamp;
use crate::ids::RepositoryId;

/// A head.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "repository_heads")]
pub struct Model {
    /// The repository.
    #[sea_orm(primary_key, auto_increment = false)]
    pub repository_id: RepositoryId,
    /// `refs/heads/main`, or `refs/pull/7/head` whatever the provider calls it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub full_ref: String,
    /// The commit, in full.
    pub commit_sha: String,
    /// Whether it is a pull request's that is not yet meant to be merged.
    pub draft: bool,
    /// When it was first seen there.
    pub seen_at: Timestamp,
}

/// None: see the module's doc.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
