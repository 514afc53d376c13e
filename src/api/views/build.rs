//! Builds as callers see them, and what is said to start one.

use std::collections::BTreeMap;

use poem_openapi::Object;

use super::approval::Approval;
use super::job::{Job, duration_ms};
use super::status_report::StatusReport;
use crate::api::words::Word;
use crate::clock::Timestamp;
use crate::domain::approval::ApprovalState;
use crate::domain::event::{self, EventKind, RefKind};
use crate::domain::status::BuildStatus;
use crate::entities::builds::Model;
use crate::ids::{BuildId, RepositoryId, WebhookEventId};

/// What a webhook or a person started.
#[derive(Debug, Clone, PartialEq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Build {
    /// Its id.
    pub id: BuildId,
    /// Its repository.
    pub repository_id: RepositoryId,
    /// Counted from 1 within the repository; never reused.
    pub number: u64,
    /// Its state.
    pub status: Word<BuildStatus>,
    /// What kind of event it came from.
    pub event: Word<EventKind>,
    /// What it builds.
    #[oai(rename = "ref")]
    pub git_ref: Ref,
    /// The commit.
    pub commit: Commit,
    /// What merging the pull request gives, where that is built: jobs check it out, and the commit
    /// stays the head, to which states belong.
    pub merge_commit: Option<String>,
    /// The pull or merge request, when one is built.
    pub pull_request: Option<PullRequest>,
    /// Who started it: the sender of the event, or the name of the token.
    pub triggered_by: String,
    /// The webhook event that started it.
    pub webhook_event_id: Option<WebhookEventId>,
    /// The build that it repeats.
    pub rerun_of: Option<BuildId>,
    /// The name that the pipeline file gives itself.
    pub pipeline_name: Option<String>,
    /// Why there was nothing to run.
    pub error: Option<String>,
    /// What is wrong with the pipeline file.
    #[oai(skip_serializing_if_is_empty, default)]
    pub diagnostics: Vec<Diagnostic>,
    /// Where its approval stands, if it needs one as a whole: it is a stranger's pull request.
    pub approval: Option<Word<ApprovalState>>,
    /// What was decided about it and its jobs, oldest first. Only where one build is shown.
    #[oai(skip_serializing_if_is_empty, default)]
    pub approvals: Vec<Approval>,
    /// Why it was canceled.
    pub cancel_reason: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When its first job began.
    pub started_at: Option<Timestamp>,
    /// When its last job ended.
    pub finished_at: Option<Timestamp>,
    /// From its first job's beginning to its last job's end.
    pub duration_ms: Option<u64>,
    /// Where more about it is.
    pub links: BuildLinks,
    /// Its jobs in the order of the file. Only where one build is shown.
    pub jobs: Option<Vec<Job>>,
    /// What the provider is told about the commit, while this is the newest build of it. Only
    /// where one build is shown whose repository has an access token.
    #[oai(skip_serializing_if_is_empty, default)]
    pub status_reports: Vec<StatusReport>,
}

/// A branch, a tag or a pull request.
#[derive(Debug, Clone, PartialEq, Object)]
pub struct Ref {
    /// Which of them.
    pub kind: Word<RefKind>,
    /// Without `refs/heads/` or `refs/tags/`; of a pull request its number.
    pub name: String,
}

/// A commit, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Commit {
    /// Its whole id.
    pub sha: String,
    /// Its whole message.
    pub message: Option<String>,
    /// Its author's name.
    pub author: Option<String>,
}

/// A pull or merge request.
#[derive(Debug, Clone, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PullRequest {
    /// Its number.
    pub number: u64,
    /// Its title.
    pub title: String,
    /// The branch that it comes from.
    pub source_branch: String,
    /// The branch that it goes to.
    pub target_branch: String,
    /// The repository that it comes from, where it is known.
    pub source_repository: Option<String>,
    /// Who opened it, by the provider's word.
    pub author: Option<String>,
    /// Whether it comes from another repository, or may.
    pub fork: bool,
    /// Whether it is not yet meant to be merged.
    pub draft: bool,
}

/// One mistake in a pipeline file.
#[derive(Debug, Clone, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Diagnostic {
    /// Its kind, for programs.
    pub code: String,
    /// What is wrong.
    pub message: String,
    /// The file's path in the repository.
    pub path: String,
    /// Counted from 1; absent when the file as a whole is meant.
    pub line: Option<u32>,
    /// Counted from 1, in characters.
    pub column: Option<u32>,
    /// How long the place is, in bytes.
    pub length: Option<u32>,
    /// What to do about it.
    pub help: Option<String>,
    /// All of that as text for a terminal.
    pub rendered: String,
}

/// Where more about a build is, as full addresses.
#[derive(Debug, Clone, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct BuildLinks {
    /// The build.
    #[oai(rename = "self")]
    pub this: String,
    /// Its repository.
    pub repository: String,
    /// The stream of its changes.
    pub events: String,
    /// The webhook event that started it.
    pub webhook_event: Option<String>,
}

/// What to build.
#[derive(Debug, Clone, Default, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct TriggerIn {
    /// The branch; left out: the repository's default branch.
    #[oai(validator(min_length = 1, max_length = 1024))]
    pub branch: Option<String>,
    /// Values for the inputs that the pipeline file asks for.
    #[oai(default, validator(max_properties = 100))]
    pub inputs: BTreeMap<String, String>,
}

/// How to repeat a build.
#[derive(Debug, Clone, Default, PartialEq, Eq, Object)]
pub struct RerunIn {
    /// Whether only jobs that did not succeed run again; the others are taken over as they are.
    #[oai(default)]
    pub failed_only: bool,
}

impl Build {
    /// The view of a row; `base_url` is the server's own address.
    #[must_use]
    pub fn new(row: Model, base_url: &str) -> Self {
        let links = BuildLinks::new(&row, base_url);
        let diagnostics = row.diagnostics.0.iter().map(Diagnostic::from).collect();
        Self {
            id: row.id,
            repository_id: row.repository_id,
            number: u64::try_from(row.number).unwrap_or_default(),
            status: Word(row.status),
            event: Word(row.event),
            git_ref: Ref { kind: Word(row.ref_kind), name: row.ref_name },
            commit: Commit {
                sha: row.commit_sha,
                message: row.commit_message,
                author: row.commit_author,
            },
            merge_commit: row.merge_sha,
            pull_request: row.pull_request.map(|pull_request| pull_request.0.into()),
            triggered_by: row.triggered_by,
            webhook_event_id: row.webhook_event_id,
            rerun_of: row.rerun_of,
            pipeline_name: row.pipeline_name,
            error: row.error,
            diagnostics,
            cancel_reason: row.cancel_reason,
            created_at: row.created_at,
            started_at: row.started_at,
            finished_at: row.finished_at,
            duration_ms: duration_ms(row.started_at, row.finished_at),
            links,
            jobs: None,
            approval: row.approval.map(Word),
            approvals: Vec::new(),
            status_reports: Vec::new(),
        }
    }
}

impl BuildLinks {
    fn new(row: &Model, base_url: &str) -> Self {
        let this = format!("{base_url}/api/builds/{}", row.id);
        Self {
            events: format!("{this}/events"),
            this,
            repository: format!("{base_url}/api/repositories/{}", row.repository_id),
            webhook_event: row
                .webhook_event_id
                .map(|event| format!("{base_url}/api/webhooks/events/{event}")),
        }
    }
}

impl From<event::PullRequest> for PullRequest {
    fn from(pull_request: event::PullRequest) -> Self {
        let event::PullRequest {
            number,
            title,
            source_branch,
            target_branch,
            source_repository,
            author,
            base_sha: _,
            head_sha: _,
            fork,
            draft,
            conflicts: _,
            retargeted: _,
        } = pull_request;
        Self {
            number,
            title,
            source_branch: source_branch.to_string(),
            target_branch: target_branch.to_string(),
            source_repository,
            author: author.map(|author| author.name),
            fork,
            draft,
        }
    }
}

/// The file's text is not stored, so its lines are not shown.
impl From<&pipeline::Diagnostic> for Diagnostic {
    fn from(item: &pipeline::Diagnostic) -> Self {
        let place = match &item.span {
            Some(span) => format!("{}:{}:{}", item.path, span.line, span.column),
            None => item.path.clone(),
        };
        let help = item.help.iter().map(|help| format!("\n  help: {help}")).collect::<String>();
        Self {
            code: item.code.clone(),
            message: item.message.clone(),
            path: item.path.clone(),
            line: item.span.map(|span| span.line),
            column: item.span.map(|span| span.column),
            length: item.span.and_then(|span| u32::try_from(span.length).ok()),
            help: item.help.clone(),
            rendered: format!("{}: {}\n  at {place}{help}", item.code, item.message),
        }
    }
}
