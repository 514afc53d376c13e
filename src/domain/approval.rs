//! Whether a stranger's commit waits for somebody's word, and what people are told who may give it.
//!
//! What is looked at comes from the payload that the provider signed, or from its API: who opened
//! the pull request and from which repository. Who pushed last, who pressed a button and what the
//! commits say of their authors counts for nothing.

use super::event::PullRequest;
use super::text_enum::text_enum;
use crate::ids::{BuildId, JobId};

text_enum! {
    /// Which pull requests from forks wait for approval.
    ForkApproval {
        /// None.
        Never = "never",
        /// Those of authors whom the provider does not call a member, collaborator or contributor,
        /// and of whom nothing was approved in another pull request.
        FirstTime = "first_time",
        /// Each.
        Always = "always",
    }
}

text_enum! {
    /// Where a build stands whose jobs wait for approval.
    ApprovalState {
        /// Nobody has decided.
        Awaiting = "awaiting",
        /// Its jobs run.
        Approved = "approved",
        /// Its jobs were canceled.
        Rejected = "rejected",
    }
}

text_enum! {
    /// What a person said.
    ApprovalDecision {
        /// It may run.
        Approved = "approved",
        /// It may not.
        Rejected = "rejected",
    }
}

/// What was decided in a repository before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Record {
    /// The newest word on this very commit of this pull request.
    pub of_commit: Option<ApprovalDecision>,
    /// Whether a commit of its author was approved in another pull request, and nothing of theirs
    /// rejected since.
    pub knows_author: bool,
}

/// Whether the jobs of a build wait for approval. An approval is one commit's; a rejected commit is
/// asked about anew even of somebody known.
#[must_use]
pub fn awaits(policy: ForkApproval, request: Option<&PullRequest>, record: Record) -> bool {
    let Some(request) = request.filter(|request| request.fork) else { return false };
    let is_known =
        record.knows_author || request.author.as_ref().is_some_and(|author| author.is_known);
    match (policy, record.of_commit) {
        (ForkApproval::Never, _) => false,
        (_, Some(ApprovalDecision::Approved)) => false,
        (_, Some(ApprovalDecision::Rejected)) | (ForkApproval::Always, None) => true,
        (ForkApproval::FirstTime, None) => !is_known,
    }
}

/// What a job of a build says that waits for approval as a whole.
#[must_use]
pub fn ask_for_build(build: BuildId, commit: &str, request: Option<&PullRequest>) -> String {
    let source = request.and_then(|request| request.source_repository.as_deref());
    let author = request.and_then(|request| request.author.as_ref());
    let by = author.map_or_else(String::new, |author| format!(", proposed by `{}`", author.name));
    format!(
        "commit {} comes from a fork, `{}`{by}: read it, then `oore build approve {build}` has it \
         run and `oore build reject {build}` ends the build",
        commit.get(..12).unwrap_or(commit),
        source.unwrap_or("an unknown repository"),
    )
}

/// What a job says that waits for itself.
#[must_use]
pub fn ask_for_job(job: JobId, approval: &pipeline::ApprovalPlan) -> String {
    let environment = &approval.environment;
    let question = approval.message.as_deref().unwrap_or("may it run?");
    format!(
        "for `{environment}`: {question} (`oore job approve {job}` has it run, `oore job reject \
         {job}` ends it)"
    )
}

/// Why a job was canceled that somebody rejected.
#[must_use]
pub fn rejection(by: &str, comment: Option<&str>) -> String {
    match comment {
        Some(comment) => format!("rejected by {by}: {comment}"),
        None => format!("rejected by {by}"),
    }
}

#[cfg(test)]
mod tests;
