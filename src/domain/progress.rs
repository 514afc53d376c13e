//! How a build moves on: which jobs are unblocked, skipped or canceled after something happened,
//! and what the build's own state is.
//!
//! Pure, and run inside the transaction that stores the cause, so that a crash can't leave a build
//! between two states.

use std::collections::BTreeMap;

use pipeline::MatrixLimits;
use pipeline::expression::{self, Scope, Status};
use serde_json::{Map, Value, json};

use crate::domain::status::{BuildStatus, JobEvent, JobStatus};
use crate::ids::JobId;

/// A job as far as progress is concerned.
#[derive(Debug, Clone)]
pub struct JobState {
    /// Its id.
    pub id: JobId,
    /// Its key in the plan.
    pub key: String,
    /// Its key in the file; the rows of a matrix share it.
    pub base_key: String,
    /// Its state.
    pub status: JobStatus,
    /// Keys of the jobs it needs.
    pub needs: Vec<String>,
    /// Its `if:` expression.
    pub condition: Option<String>,
    /// Whether a person is asked before it runs.
    pub is_gate: bool,
    /// Whether the build may succeed although it fails.
    pub continue_on_error: bool,
    /// How the rows of its matrix bind each other.
    pub limits: Option<MatrixLimits>,
    /// Its row, for the expression.
    pub matrix: Value,
    /// Its outputs, once it has ended.
    pub outputs: Value,
    /// Whether a cancel is on its way to the runner.
    pub is_canceling: bool,
    /// Whether it was ever given to a runner.
    pub has_begun: bool,
}

/// What is to be done to a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The job.
    pub job: JobId,
    /// What happens to it; never something that only a runner can say.
    pub action: Action,
    /// Why, for people.
    pub reason: Option<String>,
}

/// The ways a build's progress acts on its jobs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Its state changes at once.
    Apply(JobEvent),
    /// It runs: its runner is told to end it.
    CancelOnRunner,
}

/// Everything that follows from the present states: applied by the caller, who need not call
/// again. `context` holds the build's variables for expressions.
#[must_use]
pub fn advance(jobs: &[JobState], context: &Map<String, Value>) -> Vec<Change> {
    let mut jobs = jobs.to_vec();
    let mut changes = Vec::new();
    loop {
        let round: Vec<Change> =
            fail_fast(&jobs).into_iter().chain(unblock(&jobs, context)).collect();
        if round.is_empty() {
            return changes;
        }
        for change in round {
            apply(&mut jobs, &change);
            changes.push(change);
        }
    }
}

/// The changes that end a build: what waits is canceled, what runs is told to.
#[must_use]
pub fn cancel(jobs: &[JobState], reason: &str) -> Vec<Change> {
    jobs.iter()
        // Who is being canceled already is told once more: the first word may have been lost.
        .map(|job| JobState { is_canceling: false, ..job.clone() })
        .filter_map(|job| cancel_job(&job, reason))
        .collect()
}

/// The changes that let the jobs of an approved build begin as any others.
#[must_use]
pub fn release(jobs: &[JobState]) -> Vec<Change> {
    decided(jobs, JobEvent::Released, None)
}

/// The changes that end a rejected build.
#[must_use]
pub fn reject(jobs: &[JobState], reason: &str) -> Vec<Change> {
    decided(jobs, JobEvent::Rejected, Some(reason))
}

fn decided(jobs: &[JobState], event: JobEvent, reason: Option<&str>) -> Vec<Change> {
    let waiting = jobs.iter().filter(|job| job.status == JobStatus::AwaitingApproval);
    let change = |job: &JobState| Change {
        job: job.id,
        action: Action::Apply(event),
        reason: reason.map(str::to_owned),
    };
    waiting.map(change).collect()
}

/// The state of the whole build. A failure weighs more than a cancel: a build of which one job
/// failed before the rest was canceled has failed.
#[must_use]
pub fn build_status(jobs: &[JobState]) -> BuildStatus {
    if jobs.iter().any(|job| !job.status.is_final()) {
        let has_begun = jobs.iter().any(|job| job.has_begun);
        return if has_begun { BuildStatus::Running } else { BuildStatus::Queued };
    }
    let has =
        |wanted: JobStatus| jobs.iter().any(|job| job.status == wanted && !job.continue_on_error);
    if has(JobStatus::Failed) || has(JobStatus::Lost) {
        BuildStatus::Failed
    } else if has(JobStatus::TimedOut) {
        BuildStatus::TimedOut
    } else if jobs.iter().any(|job| job.status == JobStatus::Canceled) {
        // Not what a file may allow: people ended it.
        BuildStatus::Canceled
    } else {
        BuildStatus::Succeeded
    }
}

/// The value of `needs` in expressions: result and outputs by the file's job keys. A matrix
/// succeeds when all its rows did, and has else the result of its worst row; of its outputs the
/// last row's stand.
#[must_use]
pub fn needs_context(job: &JobState, jobs: &[JobState]) -> Value {
    let mut needs: BTreeMap<&str, (JobStatus, Map<String, Value>)> = BTreeMap::new();
    for need in needed(job, jobs) {
        let entry = needs.entry(&need.base_key).or_insert((JobStatus::Succeeded, Map::new()));
        if weight(result(need)) > weight(entry.0) {
            entry.0 = result(need);
        }
        if let Value::Object(outputs) = &need.outputs {
            entry.1.extend(outputs.clone());
        }
    }
    needs
        .into_iter()
        .map(|(key, (result, outputs))| {
            (key.to_owned(), json!({ "result": result, "outputs": outputs }))
        })
        .collect::<Map<_, _>>()
        .into()
}

/// Why a blocked job waits, for people.
#[must_use]
pub fn waits_for(job: &JobState, jobs: &[JobState]) -> String {
    let open: Vec<String> = needed(job, jobs)
        .filter(|need| !need.status.is_final())
        .map(|need| format!("`{}` ({})", need.key, need.status))
        .collect();
    format!("waits for {}", open.join(", "))
}

fn needed<'a>(job: &'a JobState, jobs: &'a [JobState]) -> impl Iterator<Item = &'a JobState> {
    jobs.iter().filter(|other| job.needs.contains(&other.key))
}

/// A need's result, which is its status but for a failure that is allowed: that counts as success.
fn result(job: &JobState) -> JobStatus {
    let is_failure =
        matches!(job.status, JobStatus::Failed | JobStatus::TimedOut | JobStatus::Lost);
    if is_failure && job.continue_on_error { JobStatus::Succeeded } else { job.status }
}

fn unblock(jobs: &[JobState], context: &Map<String, Value>) -> Vec<Change> {
    jobs.iter()
        .filter(|job| job.status == JobStatus::Blocked)
        .filter(|job| needed(job, jobs).all(|need| need.status.is_final()))
        .map(|job| decide(job, jobs, context))
        .collect()
}

fn decide(job: &JobState, jobs: &[JobState], context: &Map<String, Value>) -> Change {
    let change = |event, reason| Change { job: job.id, action: Action::Apply(event), reason };
    let condition = job.condition.as_deref().unwrap_or("success()");
    match expression::condition(job.condition.as_deref(), &scope(job, jobs, context)) {
        Ok(true) if job.is_gate => change(JobEvent::Held, None),
        Ok(true) => change(JobEvent::Unblocked, None),
        Ok(false) => change(JobEvent::Skipped, Some(why_skipped(job, jobs, condition))),
        // Nobody can tell whether it was meant to run: skipping it would look like a success.
        Err(error) => change(
            JobEvent::Undecidable,
            Some(format!("`if: {condition}` can't be decided: {error}")),
        ),
    }
}

fn scope(job: &JobState, jobs: &[JobState], context: &Map<String, Value>) -> Scope {
    let mut variables = context.clone();
    variables.insert("matrix".to_owned(), job.matrix.clone());
    variables.insert("needs".to_owned(), needs_context(job, jobs));
    let status = status_of_needs(needed(job, jobs).map(result));
    Scope { variables, status, files: None }
}

/// A failure weighs more than a cancel, as in [`build_status`]: the rows that a failing row of
/// their matrix takes along must not hide the failure.
fn status_of_needs(results: impl Iterator<Item = JobStatus>) -> Status {
    match results.max_by_key(|result| weight(*result)) {
        None | Some(JobStatus::Succeeded) => Status::Success,
        Some(JobStatus::Canceled) => Status::Canceled,
        Some(_) => Status::Failure,
    }
}

/// How bad the end of a job is; of several the worst counts.
fn weight(status: JobStatus) -> u8 {
    match status {
        JobStatus::Failed => 5,
        JobStatus::Lost => 4,
        JobStatus::TimedOut => 3,
        JobStatus::Canceled => 2,
        JobStatus::Skipped => 1,
        JobStatus::Succeeded
        | JobStatus::Blocked
        | JobStatus::AwaitingApproval
        | JobStatus::Queued
        | JobStatus::Running => 0,
    }
}

fn why_skipped(job: &JobState, jobs: &[JobState], condition: &str) -> String {
    let culprit = needed(job, jobs).find(|need| result(need) != JobStatus::Succeeded);
    match (culprit, &job.condition) {
        (Some(need), None) => format!("needs `{}`, which is {}", need.key, need.status),
        (Some(need), Some(_)) => {
            format!("`if: {condition}` is false (needs `{}`, which is {})", need.key, need.status)
        }
        (None, _) => format!("`if: {condition}` is false"),
    }
}

/// Rows of a matrix with `fail_fast` end when another row of it failed.
fn fail_fast(jobs: &[JobState]) -> Vec<Change> {
    let failed = |row: &&JobState| {
        matches!(row.status, JobStatus::Failed | JobStatus::TimedOut | JobStatus::Lost)
            && !row.continue_on_error
            && row.limits.is_some_and(|limits| limits.fail_fast)
    };
    jobs.iter()
        .filter(failed)
        .flat_map(|culprit| {
            let reason =
                format!("`{}` is {} and its matrix fails fast", culprit.key, culprit.status);
            jobs.iter()
                .filter(|row| row.base_key == culprit.base_key && row.limits.is_some())
                .filter_map(move |row| cancel_job(row, &reason))
        })
        .collect()
}

fn cancel_job(job: &JobState, reason: &str) -> Option<Change> {
    let action = match job.status {
        JobStatus::Blocked | JobStatus::AwaitingApproval | JobStatus::Queued => {
            Action::Apply(JobEvent::Canceled)
        }
        JobStatus::Running if !job.is_canceling => Action::CancelOnRunner,
        JobStatus::Running
        | JobStatus::Succeeded
        | JobStatus::Failed
        | JobStatus::Canceled
        | JobStatus::TimedOut
        | JobStatus::Skipped
        | JobStatus::Lost => return None,
    };
    Some(Change { job: job.id, action, reason: Some(reason.to_owned()) })
}

fn apply(jobs: &mut [JobState], change: &Change) {
    let Some(job) = jobs.iter_mut().find(|job| job.id == change.job) else { return };
    match change.action {
        Action::CancelOnRunner => job.is_canceling = true,
        // A second culprit in the same round names a job that has ended already: nothing follows.
        Action::Apply(event) => job.status = job.status.transition(event).unwrap_or(job.status),
    }
}

#[cfg(test)]
mod tests;
