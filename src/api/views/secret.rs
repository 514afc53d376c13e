//! Secrets as callers see and set them. What they hold is taken and never shown.

use std::fmt;

use poem_openapi::Object;
use poem_openapi::types::MaybeUndefined;

use crate::clock::Timestamp;
use crate::entities::secrets::Model;
use crate::ids::RepositoryId;

/// A secret without its value, which is never shown.
#[derive(Debug, Clone, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Secret {
    /// Its name, and that of the variable that a job finds it in.
    pub name: String,
    /// The repository whose jobs may name it; absent for a secret of the instance, which jobs of
    /// every repository may name.
    pub repository_id: Option<RepositoryId>,
    /// What it is for.
    pub description: Option<String>,
    /// Whether pull requests from forks get it.
    pub for_forks: bool,
    /// Patterns of the branches whose jobs get it.
    pub branches: Vec<String>,
    /// Patterns of the tags whose jobs get it. With no pattern here and none in `branches`, jobs of
    /// every ref do.
    pub tags: Vec<String>,
    /// Patterns of the environments whose jobs get it; without one, jobs without an environment do,
    /// too.
    pub environments: Vec<String>,
    /// When it was set first.
    pub created_at: Timestamp,
    /// When it was set last.
    pub updated_at: Timestamp,
    /// Who set it last.
    pub updated_by: String,
}

/// A secret to set. Rules that are left out stay as they are; those of a new secret allow all but
/// pull requests from forks.
#[derive(Clone, PartialEq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct SecretIn {
    /// Its value: 4 characters or more, so that it can be hidden in logs, and 64 KiB at most. It is
    /// sealed and never shown. It must be given again whenever a rule is changed.
    #[oai(write_only)]
    pub value: String,
    /// What it is for. Null: nothing is said.
    #[oai(nullable, validator(max_length = 500))]
    pub description: MaybeUndefined<String>,
    /// Whether pull requests from forks get it: code of strangers.
    pub for_forks: Option<bool>,
    /// Patterns of the branches whose jobs get it, as in pipeline files. Once there are patterns
    /// here or in `tags`, jobs of pull requests don't get it, whatever branch they go to. Null:
    /// none.
    #[oai(nullable, validator(max_items = 100))]
    pub branches: MaybeUndefined<Vec<String>>,
    /// Patterns of the tags whose jobs get it. Null: none.
    #[oai(nullable, validator(max_items = 100))]
    pub tags: MaybeUndefined<Vec<String>>,
    /// Patterns of the environments whose jobs get it. Null: none.
    #[oai(nullable, validator(max_items = 100))]
    pub environments: MaybeUndefined<Vec<String>>,
}

impl fmt::Debug for SecretIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SecretIn").finish_non_exhaustive()
    }
}

impl From<Model> for Secret {
    fn from(row: Model) -> Self {
        let Model {
            id: _,
            repository_id,
            name,
            sealed_value: _,
            description,
            for_forks,
            branches,
            tags,
            environments,
            created_at,
            updated_at,
            updated_by,
        } = row;
        Self {
            name,
            repository_id,
            description,
            for_forks,
            branches: branches.0,
            tags: tags.0,
            environments: environments.0,
            created_at,
            updated_at,
            updated_by,
        }
    }
}
