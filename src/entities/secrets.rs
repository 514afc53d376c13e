//! Secrets of repositories and of the instance. Their values are sealed; nothing here opens them.

use sea_orm::entity::prelude::*;

use super::Stored;
use crate::clock::Timestamp;
use crate::ids::{RepositoryId, SecretId};

/// A secret.
#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "secrets")]
pub struct Model {
    /// Its id, to which its sealed value is bound.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SecretId,
    /// Whose it is; none: the instance's, which every repository's jobs may name.
    pub repository_id: Option<RepositoryId>,
    /// The name of the variable that holds it; unique in its place.
    pub name: String,
    /// Its value, sealed.
    pub sealed_value: Vec<u8>,
    /// What it is for, for people.
    pub description: Option<String>,
    /// Whether pull requests from forks get it.
    pub for_forks: bool,
    /// Patterns of the branches whose jobs get it.
    pub branches: Stored<Vec<String>>,
    /// Patterns of the tags whose jobs get it. With no pattern here and none in `branches`, every
    /// ref does.
    pub tags: Stored<Vec<String>>,
    /// Patterns of the environments whose jobs get it; none: jobs without one do, too.
    pub environments: Stored<Vec<String>>,
    /// When it was set first.
    pub created_at: Timestamp,
    /// When it was set last.
    pub updated_at: Timestamp,
    /// Who set it last.
    pub updated_by: String,
}

/// None: see the module's doc.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
