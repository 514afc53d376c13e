//! What people said of builds and jobs that waited for it. A row is never changed.

use sea_orm::entity::prelude::*;

use crate::clock::Timestamp;
use crate::domain::approval::ApprovalDecision;
use crate::ids::{ApprovalId, BuildId, JobId, RepositoryId};

/// A decision.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "approvals")]
pub struct Model {
    /// Its id; later ones are greater.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ApprovalId,
    /// The build's repository.
    pub repository_id: RepositoryId,
    /// The build that waited, or whose job did; it may be gone.
    pub build_id: BuildId,
    /// The job, which may be gone; none: the build as a whole.
    pub job_id: Option<JobId>,
    /// Build or job, as [`subject_of_build`] and [`subject_of_job`] spell them; unique.
    pub subject: String,
    /// The number of the pull request, where one is built.
    pub pull_request: Option<String>,
    /// The commit that was decided about, in full.
    pub commit_sha: String,
    /// Who opened the pull request, for people.
    pub author: Option<String>,
    /// What that author is known by in later builds.
    pub author_key: Option<String>,
    /// What was decided.
    pub decision: ApprovalDecision,
    /// By whom.
    pub decided_by: String,
    /// What they said about it.
    pub comment: Option<String>,
    /// When.
    pub decided_at: Timestamp,
}

/// What a decision on a build is unique by.
#[must_use]
pub fn subject_of_build(build: BuildId) -> String {
    format!("build:{build}")
}

/// What a decision on a job is unique by.
#[must_use]
pub fn subject_of_job(job: JobId) -> String {
    format!("job:{job}")
}

/// What a row belongs to.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {
    /// Its repository.
    #[sea_orm(
        belongs_to = "super::repositories::Entity",
        from = "Column::RepositoryId",
        to = "super::repositories::Column::Id"
    )]
    Owner,
}

impl Related<super::repositories::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Owner.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
