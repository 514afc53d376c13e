//! One report: from its row to the provider.

use sea_orm::DbErr;

use super::actor::ReporterArguments;
use super::details::details;
use crate::actors::access::access;
use crate::clock;
use crate::domain::report::{Report, Told, describe};
use crate::domain::status::JobStatus;
use crate::entities::status_reports::Model as StatusReport;
use crate::entities::{builds, jobs, repositories};
use crate::store;

/// Tells the provider; what is told is read now, so that it is the newest.
pub(super) async fn tell(arguments: &ReporterArguments, row: &StatusReport) -> Told {
    match load(arguments, row).await {
        Ok(Some((repository, report))) => {
            let (access, reference) = (access(&repository), row.provider_ref.as_deref());
            arguments.providers.tell(&access, &report, reference, clock::now()).await
        }
        Ok(None) => Told::Failed { reason: "its repository or build is gone".into(), wait: None },
        Err(error) => Told::Failed { reason: error.to_string(), wait: None },
    }
}

async fn load(
    arguments: &ReporterArguments,
    row: &StatusReport,
) -> Result<Option<(repositories::Model, Report)>, DbErr> {
    let db = &arguments.reader;
    let Some(repository) = store::repositories::find(db, row.repository_id).await? else {
        return Ok(None);
    };
    let Some(id) = row.build_id else {
        let report = of_nothing(arguments, row, &repository);
        return Ok(Some((repository, report)));
    };
    let Some(build) = store::builds::find(db, id).await? else { return Ok(None) };
    let report = of_build(arguments, row, &repository, &build).await?;
    Ok(Some((repository, report)))
}

/// A commit for which there is nothing to build.
fn of_nothing(
    arguments: &ReporterArguments,
    row: &StatusReport,
    repository: &repositories::Model,
) -> Report {
    Report {
        commit: row.commit_sha.clone(),
        context: row.context.clone(),
        state: row.state,
        description: row.description.clone().unwrap_or_default(),
        target_url: format!("{}/api/repositories/{}", arguments.base_url, repository.id),
        external_id: row.id.to_string(),
        details: None,
    }
}

async fn of_build(
    arguments: &ReporterArguments,
    row: &StatusReport,
    repository: &repositories::Model,
    build: &builds::Model,
) -> Result<Report, DbErr> {
    let jobs = store::builds::jobs_of(&arguments.reader, build.id).await?;
    let target_url = format!("{}/api/builds/{}", arguments.base_url, build.id);
    let details = if arguments.providers.shows_details(&access(repository)) {
        Some(details(arguments, row.state, build, &jobs, &target_url).await?)
    } else {
        None
    };
    let failed: Vec<_> = jobs.iter().filter(|job| has_failed(job)).map(|job| &*job.key).collect();
    Ok(Report {
        commit: row.commit_sha.clone(),
        context: row.context.clone(),
        state: row.state,
        description: row
            .description
            .clone()
            .unwrap_or_else(|| describe(build.number, row.state, build.error.as_deref(), &failed)),
        target_url,
        external_id: build.id.to_string(),
        details,
    })
}

/// Whether the build failed for this job.
pub(super) fn has_failed(job: &jobs::Model) -> bool {
    matches!(job.status, JobStatus::Failed | JobStatus::TimedOut | JobStatus::Lost)
        && !job.plan.0.continue_on_error
}
