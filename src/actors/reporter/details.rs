//! What a provider shows about a build beside its state, read from the database.

use super::actor::ReporterArguments;
use super::tell::has_failed;
use crate::clock::Timestamp;
use crate::domain::report::{
    Details, FailedStep, ReportState, Summarized, SummarizedJob, TAIL_BYTES, annotations, markdown,
};
use crate::domain::status::StepStatus;
use crate::domain::text_enum::TextEnum;
use crate::entities::{builds, jobs, steps};
use crate::store;
use crate::store::logs::LogError;
use sea_orm::DbErr;
use tracing::warn;

/// Everything but the state and its line.
pub(super) async fn details(
    arguments: &ReporterArguments,
    state: ReportState,
    build: &builds::Model,
    jobs: &[jobs::Model],
    url: &str,
) -> Result<Details, DbErr> {
    let mut summarized = Vec::new();
    for job in jobs {
        summarized.push(SummarizedJob {
            key: job.key.clone(),
            state: job.status.as_str().to_owned(),
            seconds: seconds(job),
            detail: job.detail.clone(),
            failed_step: failed_step(arguments, job).await?,
        });
    }
    let summary = markdown(&Summarized {
        number: build.number,
        url: url.to_owned(),
        error: build.error.clone(),
        jobs: summarized,
    });
    let has_ended = build.status.is_final();
    Ok(Details {
        summary,
        annotations: if has_ended { annotations(&build.diagnostics.0) } else { Vec::new() },
        started_at: build.started_at.map(written),
        finished_at: build.finished_at.map(written),
        can_rerun_failed: !matches!(state, ReportState::Pending | ReportState::Running)
            && jobs.iter().any(has_failed),
    })
}

fn seconds(job: &jobs::Model) -> Option<i64> {
    Some((job.finished_at? - job.started_at?).num_seconds())
}

fn written(moment: Timestamp) -> String {
    moment.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

/// The step that the job's newest attempt failed for, with the end of its output.
async fn failed_step(
    arguments: &ReporterArguments,
    job: &jobs::Model,
) -> Result<Option<FailedStep>, DbErr> {
    let db = &arguments.reader;
    if !has_failed(job) {
        return Ok(None);
    }
    let attempts = store::jobs::attempts_of(db, job.id).await?;
    let Some(attempt) = attempts.last() else { return Ok(None) };
    let steps = store::jobs::steps_of(db, &[attempt.id]).await?;
    let failed =
        |step: &&steps::Model| matches!(step.status, StepStatus::Failed | StepStatus::TimedOut);
    let Some(step) = steps.iter().rfind(failed) else { return Ok(None) };
    Ok(Some(FailedStep {
        name: step.name.clone(),
        exit_code: step.exit_code,
        detail: step.detail.clone(),
        output: tail(arguments, step).await?,
    }))
}

/// The end of the step's output; nothing of a log that is missing or damaged: the state must reach
/// the provider all the same.
async fn tail(arguments: &ReporterArguments, step: &steps::Model) -> Result<Vec<u8>, DbErr> {
    match output(arguments, step).await {
        Ok(bytes) => Ok(bytes),
        Err(LogError::Database(error)) => Err(error),
        Err(error) => {
            warn!(lease.id = %step.attempt_id, %error, "a state is told without the end of the log");
            Ok(Vec::new())
        }
    }
}

async fn output(arguments: &ReporterArguments, step: &steps::Model) -> Result<Vec<u8>, LogError> {
    let ReporterArguments { reader, archive, .. } = arguments;
    let (Some(start), Some(end)) = (step.log_start, step.log_end) else { return Ok(Vec::new()) };
    let [start, end] = [start, end].map(|at| u64::try_from(at).unwrap_or_default());
    let mut at = start.max(end.saturating_sub(TAIL_BYTES));
    let mut bytes = Vec::new();
    while at < end
        && let Some(mut piece) =
            store::logs::read_from(reader, archive, step.attempt_id, at).await?
    {
        at += u64::try_from(piece.len()).unwrap_or(u64::MAX);
        bytes.append(&mut piece);
    }
    // The last chunk may go on with the output of the next step.
    let excess = usize::try_from(at.saturating_sub(end)).unwrap_or_default();
    bytes.truncate(bytes.len().saturating_sub(excess));
    Ok(bytes)
}
