//! Builds: what an event or a person started.

use pipeline::Diagnostic;
use sea_orm::entity::prelude::*;

use super::Stored;
use crate::clock::Timestamp;
use crate::domain::approval::ApprovalState;
use crate::domain::event::{EventKind, PullRequest, RefKind};
use crate::domain::status::BuildStatus;
use crate::ids::{BuildId, RepositoryId, WebhookEventId};

/// A build.
#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "builds")]
pub struct Model {
    /// Its id; later ones are greater.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: BuildId,
    /// Its repository.
    pub repository_id: RepositoryId,
    /// Counted from 1 within the repository's name, never reused.
    pub number: i64,
    /// Its state.
    pub status: BuildStatus,
    /// What kind of event it came from.
    pub event: EventKind,
    /// What kind of ref it builds.
    pub ref_kind: RefKind,
    /// The ref's short name.
    pub ref_name: String,
    /// The commit, in full.
    pub commit_sha: String,
    /// The commit that is checked out, where that is the merge of a pull request.
    pub merge_sha: Option<String>,
    /// The commit's message.
    pub commit_message: Option<String>,
    /// Who wrote the commit.
    pub commit_author: Option<String>,
    /// The pull request, when one is built.
    pub pull_request: Option<Stored<PullRequest>>,
    /// Who started it: the sender of the event, or the name of the token.
    pub triggered_by: String,
    /// The event that started it.
    pub webhook_event_id: Option<WebhookEventId>,
    /// Which handling of the event; with the event it is unique.
    pub event_handling: Option<i32>,
    /// The build that it repeats.
    pub rerun_of: Option<BuildId>,
    /// What makes a repeated request find this build; see API.md.
    pub idempotency_key: Option<String>,
    /// What the request with that key asked for, to tell it from another one.
    pub idempotency_digest: Option<String>,
    /// The pipeline's name.
    pub pipeline_name: Option<String>,
    /// The variables of expressions.
    pub context: Stored<serde_json::Map<String, serde_json::Value>>,
    /// What is wrong with the pipeline file.
    pub diagnostics: Stored<Vec<Diagnostic>>,
    /// Why there is nothing to run, for people.
    pub error: Option<String>,
    /// Where its approval stands; none: it needs none.
    pub approval: Option<ApprovalState>,
    /// Why it was canceled, for people.
    pub cancel_reason: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When its first job began.
    pub started_at: Option<Timestamp>,
    /// When its last job ended.
    pub finished_at: Option<Timestamp>,
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
