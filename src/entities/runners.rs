//! Machines that run jobs. Their tokens belong to them.

use sea_orm::entity::prelude::*;

use super::Stored;
use crate::clock::Timestamp;
use crate::domain::schedule::Trust;
use crate::domain::status::RunnerStatus;
use crate::ids::{RepositoryId, RunnerId};

/// A registered runner.
#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "runners")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RunnerId,
    /// For people; unique.
    pub name: String,
    /// Whether the server starts it.
    pub is_local: bool,
    /// Labels that an admin gave it.
    pub labels: Stored<Vec<String>>,
    /// Labels that it reported of its machine when it connected last.
    pub reported_labels: Stored<Vec<String>>,
    /// How many jobs it runs at once, as it reported.
    pub capacity: i32,
    /// Its program's version, as it reported.
    pub version: Option<String>,
    /// Whether it is connected.
    pub status: RunnerStatus,
    /// The process that connected last.
    pub instance: Option<String>,
    /// When it was heard of last.
    pub last_seen_at: Option<Timestamp>,
    /// The repositories whose jobs it may have; none: all.
    pub repositories: Option<Stored<Vec<RepositoryId>>>,
    /// Whether it may have jobs of pull requests from forks.
    pub runs_forks: bool,
    /// When two processes were last seen to use its token at once.
    pub conflict_at: Option<Timestamp>,
    /// From where they came.
    pub conflict_addresses: Option<Stored<Vec<String>>>,
    /// When it was registered.
    pub created_at: Timestamp,
}

impl Model {
    /// Which jobs it may have.
    #[must_use]
    pub fn trust(&self) -> Trust {
        let repositories = self.repositories.as_ref().map(|stored| stored.0.clone());
        Trust { repositories, runs_forks: self.runs_forks }
    }

    /// Everything that `runs_on` may ask for.
    #[must_use]
    pub fn all_labels(&self) -> Vec<String> {
        let mut labels = self.labels.0.clone();
        labels.extend(self.reported_labels.0.iter().cloned());
        labels.sort_unstable();
        labels.dedup();
        labels
    }
}

/// None: see the module's doc.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
