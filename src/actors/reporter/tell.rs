//! One report: from its row to the provider.

use sea_orm::DbErr;

use super::actor::ReporterArguments;
use crate::actors::access::access;
use crate::clock;
use crate::domain::report::{Report, Told, describe};
use crate::domain::status::JobStatus;
use crate::entities::status_reports::Model as StatusReport;
use crate::entities::{jobs, repositories};
use crate::store;

/// Tells the provider; what is told is read now, so that it is the newest.
pub(super) async fn tell(arguments: &ReporterArguments, row: &StatusReport) -> Told {
    match load(arguments, row).await {
        Ok(Some((repository, report))) => send(arguments, &repository, &report).await,
        Ok(None) => Told::Failed { reason: "its repository or build is gone".into(), wait: None },
        Err(error) => Told::Failed { reason: error.to_string(), wait: None },
    }
}

async fn send(
    arguments: &ReporterArguments,
    repository: &repositories::Model,
    report: &Report,
) -> Told {
    arguments.providers.tell(&access(repository), report, clock::now()).await
}

async fn load(
    arguments: &ReporterArguments,
    row: &StatusReport,
) -> Result<Option<(repositories::Model, Report)>, DbErr> {
    let db = &arguments.reader;
    let Some(repository) = store::repositories::find(db, row.repository_id).await? else {
        return Ok(None);
    };
    let (description, path) = match row.build_id {
        None => {
            let text = row.description.clone().unwrap_or_default();
            (text, format!("/api/repositories/{}", repository.id))
        }
        Some(id) => {
            let Some(build) = store::builds::find(db, id).await? else { return Ok(None) };
            let failed = failed(&store::builds::jobs_of(db, id).await?);
            let failed: Vec<_> = failed.iter().map(String::as_str).collect();
            let text = describe(build.number, row.state, build.error.as_deref(), &failed);
            (text, format!("/api/builds/{id}"))
        }
    };
    let report = Report {
        commit: row.commit_sha.clone(),
        context: row.context.clone(),
        state: row.state,
        description,
        target_url: format!("{}{path}", arguments.base_url),
    };
    Ok(Some((repository, report)))
}

/// The keys of the jobs that the build failed for.
fn failed(jobs: &[jobs::Model]) -> Vec<String> {
    let has_failed = |job: &&jobs::Model| {
        matches!(job.status, JobStatus::Failed | JobStatus::TimedOut | JobStatus::Lost)
            && !job.plan.0.continue_on_error
    };
    jobs.iter().filter(has_failed).map(|job| job.key.clone()).collect()
}
