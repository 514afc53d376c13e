//! What people said of builds and jobs that waited for it, and how it is said.

use poem_openapi::Object;

use crate::api::words::Word;
use crate::clock::Timestamp;
use crate::domain::approval::ApprovalDecision;
use crate::entities::approvals::Model;
use crate::ids::JobId;

/// A decision on a build, or on one of its jobs.
#[derive(Debug, Clone, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Approval {
    /// What was decided.
    pub decision: Word<ApprovalDecision>,
    /// The job that it is about; absent when it is about the whole build.
    pub job_id: Option<JobId>,
    /// Who decided.
    pub by: String,
    /// What they said about it.
    pub comment: Option<String>,
    /// The commit that they decided about.
    pub commit: String,
    /// When.
    pub at: Timestamp,
}

/// What is said about a decision.
#[derive(Debug, Clone, Default, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct DecisionIn {
    /// Why, for people; of a rejection it becomes part of the reason.
    #[oai(validator(min_length = 1, max_length = 1000))]
    pub comment: Option<String>,
}

impl From<Model> for Approval {
    fn from(row: Model) -> Self {
        let Model {
            id: _,
            repository_id: _,
            build_id: _,
            job_id,
            subject: _,
            pull_request: _,
            commit_sha,
            author: _,
            author_key: _,
            decision,
            decided_by,
            comment,
            decided_at,
        } = row;
        Self {
            decision: Word(decision),
            job_id,
            by: decided_by,
            comment,
            commit: commit_sha,
            at: decided_at,
        }
    }
}
