//! When a repository's heads were compared with its remote last, and what prevented it.

use sea_orm::entity::prelude::*;

use crate::clock::Timestamp;
use crate::ids::RepositoryId;

/// The last looks at a repository.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "repository_syncs")]
pub struct Model {
    /// The repository.
    #[sea_orm(primary_key, auto_increment = false)]
    pub repository_id: RepositoryId,
    /// When its branches were compared last.
    pub branches_at: Option<Timestamp>,
    /// When its open pull requests were compared last.
    pub requests_at: Option<Timestamp>,
    /// When it was looked at last, whatever came of it.
    pub tried_at: Timestamp,
    /// What could not be compared then, for people; none: everything was.
    pub error: Option<String>,
}

/// None: see the module's doc.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
