//! What providers are told about commits: one row for each commit and context, with the state
//! that the provider is to have and how far it was told.

use sea_orm::entity::prelude::*;

use crate::clock::Timestamp;
use crate::domain::report::ReportState;
use crate::ids::{BuildId, RepositoryId, StatusReportId};

/// A report.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "status_reports")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: StatusReportId,
    /// The commit's repository.
    pub repository_id: RepositoryId,
    /// The commit, in full.
    pub commit_sha: String,
    /// What tells it from other reports about the commit.
    pub context: String,
    /// The newest build of commit and context; none when there was nothing to build.
    pub build_id: Option<BuildId>,
    /// The state that the provider is to have.
    pub state: ReportState,
    /// For people, where no build tells.
    pub description: Option<String>,
    /// The provider's own name for what it was told: a check run's number.
    pub provider_ref: Option<String>,
    /// Counts the states.
    pub version: i32,
    /// The state that the provider has; 0: none yet.
    pub sent_version: i32,
    /// How often this state was told in vain.
    pub attempts: i32,
    /// When it is told next; none when the provider has it, or it was given up.
    pub next_try_at: Option<Timestamp>,
    /// Why it could not be told, for people.
    pub last_error: Option<String>,
    /// When the state changed.
    pub changed_at: Timestamp,
    /// When the provider took a state last.
    pub sent_at: Option<Timestamp>,
}

/// None: see the module's doc.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
