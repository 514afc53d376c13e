//! Jobs, their attempts and their steps as callers see them.

use std::collections::BTreeMap;

use poem_openapi::Object;
use serde_json::Value;

use crate::api::words::Word;
use crate::clock::Timestamp;
use crate::domain::secrets::NamedSecret;
use crate::domain::status::{AttemptStatus, JobStatus, StepStatus};
use crate::domain::steps::names;
use crate::entities::{job_attempts, jobs, steps};
use crate::ids::{BuildId, JobId, RunnerId};

/// One task of a build on one runner.
#[derive(Debug, Clone, PartialEq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Job {
    /// Its id.
    pub id: JobId,
    /// Its build.
    pub build_id: BuildId,
    /// Its key in the pipeline file, with the row of its matrix: unique in the build.
    pub key: String,
    /// Its name for people.
    pub name: String,
    /// Its state.
    pub status: Word<JobStatus>,
    /// How often it was given to a runner.
    pub attempt: u32,
    /// The row of its matrix; empty without one.
    pub matrix: BTreeMap<String, Value>,
    /// The keys of the jobs that it waits for.
    pub needs: Vec<String>,
    /// The labels that its runner must have.
    pub runs_on: Vec<String>,
    /// The longest that it may take.
    pub timeout_ms: u64,
    /// Whether the build may succeed although it fails.
    pub continue_on_error: bool,
    /// What it touches, if it waits for a person before it runs.
    pub environment: Option<String>,
    /// The runner of its newest attempt.
    pub runner_id: Option<RunnerId>,
    /// Why it has not begun.
    pub waiting: Option<Waiting>,
    /// Why it is as it is, where its steps don't tell.
    pub detail: Option<String>,
    /// Why it is being canceled, or was.
    pub cancel_reason: Option<String>,
    /// What it gave to the jobs that need it.
    pub outputs: BTreeMap<String, Value>,
    /// The job of an earlier build whose success stands for it; log and steps are that job's.
    pub reused_from: Option<JobId>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it began.
    pub started_at: Option<Timestamp>,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
    /// From its beginning to its end.
    pub duration_ms: Option<u64>,
    /// Its steps, of the newest attempt, in the order in which they run.
    pub steps: Vec<Step>,
    /// Each time it was given to a runner, oldest first.
    pub attempts: Vec<Attempt>,
    /// What became of the secrets that it names, in its newest attempt; empty until it is sent to
    /// its runner.
    pub secrets: Vec<JobSecret>,
}

/// A secret that a job names.
#[derive(Debug, Clone, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct JobSecret {
    /// Its name.
    pub name: String,
    /// Whether the job has it.
    pub given: bool,
    /// Why the job runs without it.
    pub reason: Option<String>,
}

/// Why a job has not begun.
#[derive(Debug, Clone, PartialEq, Eq, Object)]
pub struct Waiting {
    /// For programs: `needs`, `approval`, `matrix_limit`, `no_matching_runner`,
    /// `repository_not_allowed`, `forks_not_allowed`, `runner_offline`, `runner_paused`,
    /// `runner_busy` or `being_scheduled`.
    pub reason: String,
    /// For people.
    pub detail: String,
}

/// One step of a job.
#[derive(Debug, Clone, PartialEq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Step {
    /// Its place, from 0.
    pub index: u32,
    /// Its name, or its script's first line.
    pub name: String,
    /// Its state.
    pub status: Word<StepStatus>,
    /// What its script ended with.
    pub exit_code: Option<i32>,
    /// When it began.
    pub started_at: Option<Timestamp>,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
    /// From its beginning to its end.
    pub duration_ms: Option<u64>,
    /// The first byte of its output in the attempt's log.
    pub log_start: Option<u64>,
    /// The byte behind its output in the attempt's log.
    pub log_end: Option<u64>,
    /// Why it ended as it did, or was skipped.
    pub detail: Option<String>,
    /// The Markdown that it wrote to `OORE_SUMMARY`.
    pub summary: Option<String>,
}

/// One time that a job was given to a runner.
#[derive(Debug, Clone, PartialEq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Attempt {
    /// Counted from 1.
    pub attempt: u32,
    /// Its state.
    pub status: Word<AttemptStatus>,
    /// The runner.
    pub runner_id: RunnerId,
    /// Why it ended as it did.
    pub detail: Option<String>,
    /// When the runner was chosen.
    pub leased_at: Timestamp,
    /// When the runner began.
    pub started_at: Option<Timestamp>,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
}

/// The rows that a job's view is made of.
#[derive(Debug)]
pub struct JobRows {
    /// The job.
    pub job: jobs::Model,
    /// Its attempts, oldest first; those of the job that it was taken over from, where it was.
    pub attempts: Vec<job_attempts::Model>,
    /// The steps of the newest of them.
    pub steps: Vec<steps::Model>,
    /// Why it has not begun.
    pub waiting: Option<Waiting>,
}

impl From<JobRows> for Job {
    fn from(rows: JobRows) -> Self {
        let JobRows { job, attempts, steps, waiting } = rows;
        let steps = if shows_plan(&job, &steps) {
            planned_steps(&job)
        } else {
            steps.into_iter().map(Step::from).collect()
        };
        let secrets = attempts.last().and_then(|newest| newest.secrets.clone());
        let plan = job.plan.0;
        Self {
            id: job.id,
            build_id: job.build_id,
            key: job.key,
            name: job.name,
            status: Word(job.status),
            attempt: u32::try_from(job.attempt).unwrap_or_default(),
            matrix: plan.matrix.into_iter().collect(),
            needs: plan.needs,
            runs_on: plan.runs_on,
            timeout_ms: plan.timeout_ms,
            continue_on_error: plan.continue_on_error,
            environment: plan.approval.map(|approval| approval.environment),
            runner_id: job.runner_id,
            waiting,
            detail: job.detail,
            cancel_reason: job.cancel_reason,
            outputs: job.outputs.0.into_iter().collect(),
            reused_from: job.reused_from,
            created_at: job.created_at,
            started_at: job.started_at,
            finished_at: job.finished_at,
            duration_ms: duration_ms(job.started_at, job.finished_at),
            steps,
            attempts: attempts.into_iter().map(Attempt::from).collect(),
            secrets: secrets.into_iter().flat_map(|all| all.0).map(JobSecret::from).collect(),
        }
    }
}

impl From<NamedSecret> for JobSecret {
    fn from(secret: NamedSecret) -> Self {
        let NamedSecret { name, withheld } = secret;
        Self { name, given: withheld.is_none(), reason: withheld }
    }
}

impl From<steps::Model> for Step {
    fn from(row: steps::Model) -> Self {
        let bytes = |place: Option<i64>| place.and_then(|place| u64::try_from(place).ok());
        let steps::Model {
            attempt_id: _,
            position,
            name,
            status,
            exit_code,
            started_at,
            finished_at,
            log_start,
            log_end,
            detail,
            summary,
        } = row;
        Self {
            index: u32::try_from(position).unwrap_or_default(),
            name,
            status: Word(status),
            exit_code,
            started_at,
            finished_at,
            duration_ms: duration_ms(started_at, finished_at),
            log_start: bytes(log_start),
            log_end: bytes(log_end),
            detail,
            summary,
        }
    }
}

impl From<job_attempts::Model> for Attempt {
    fn from(row: job_attempts::Model) -> Self {
        let job_attempts::Model {
            id: _,
            job_id: _,
            attempt,
            runner_id,
            status,
            secrets: _,
            detail,
            leased_at,
            accepted_at: _,
            started_at,
            finished_at,
            log_removed_at: _,
        } = row;
        Self {
            attempt: u32::try_from(attempt).unwrap_or_default(),
            status: Word(status),
            runner_id,
            detail,
            leased_at,
            started_at,
            finished_at,
        }
    }
}

/// Milliseconds between two moments; none while one of them has not come. Clocks of different
/// machines may disagree, and no time is negative.
pub(super) fn duration_ms(from: Option<Timestamp>, to: Option<Timestamp>) -> Option<u64> {
    let milliseconds = to?.signed_duration_since(from?).num_milliseconds();
    Some(u64::try_from(milliseconds).unwrap_or_default())
}

/// A job that goes back to the queue begins anew, whatever its last attempt did.
fn shows_plan(job: &jobs::Model, steps: &[steps::Model]) -> bool {
    steps.is_empty() || has_not_begun(job.status)
}

fn has_not_begun(status: JobStatus) -> bool {
    matches!(status, JobStatus::Blocked | JobStatus::AwaitingApproval | JobStatus::Queued)
}

fn planned_steps(job: &jobs::Model) -> Vec<Step> {
    let status = match job.status {
        JobStatus::Skipped => StepStatus::Skipped,
        JobStatus::Canceled => StepStatus::Canceled,
        JobStatus::Blocked
        | JobStatus::AwaitingApproval
        | JobStatus::Queued
        | JobStatus::Running
        | JobStatus::Succeeded
        | JobStatus::Failed
        | JobStatus::TimedOut
        | JobStatus::Lost => StepStatus::Pending,
    };
    let planned = |(index, name)| Step {
        index,
        name,
        status: Word(status),
        exit_code: None,
        started_at: None,
        finished_at: None,
        duration_ms: None,
        log_start: None,
        log_end: None,
        detail: None,
        summary: None,
    };
    (0..).zip(names(&job.plan.0)).map(planned).collect()
}
