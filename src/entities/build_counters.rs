//! The last build number given out under a repository's name. Kept when the repository goes, so
//! that no number is used twice.

use sea_orm::entity::prelude::*;

use crate::domain::provider::ProviderKind;

/// A repository's counter.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "build_counters")]
pub struct Model {
    /// Where the repository is hosted.
    #[sea_orm(primary_key, auto_increment = false)]
    pub provider: ProviderKind,
    /// See [`super::repositories::name_key`].
    #[sea_orm(primary_key, auto_increment = false)]
    pub name_key: String,
    /// The number of its newest build.
    pub last_number: i64,
}

/// None: see the module's doc.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
