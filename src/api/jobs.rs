//! Jobs: one task of a build on one runner.

use poem_openapi::OpenApi;
use poem_openapi::param::Path;
use sea_orm::DatabaseConnection;

use super::answer::Ok200;
use super::builds::details;
use super::error::ApiError;
use super::fail::{Fail, Missing};
use super::guard::{Authorized, BuildRead};
use super::services::With;
use super::tags::Tag;
use super::views::job::Job;
use crate::entities::jobs::Model;
use crate::ids::JobId;
use crate::store;

/// Operations on jobs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Jobs;

#[OpenApi(tag = "Tag::Job")]
impl Jobs {
    /// Show a job
    ///
    /// With its steps, its attempts, and what it waits for.
    #[oai(path = "/api/jobs/:id", method = "get", operation_id = "job_show")]
    async fn show(
        &self,
        _caller: Authorized<BuildRead>,
        services: With<'_>,
        id: Path<JobId>,
    ) -> Result<Ok200<Job>, Fail<Missing>> {
        let job = find(&services.reader, id.0).await?;
        let view = details::of_job(&services.reader, job).await?;
        Ok(Ok200(view.ok_or_else(|| missing(id.0))?))
    }
}

/// The job named in a path.
pub(super) async fn find(db: &DatabaseConnection, id: JobId) -> Result<Model, ApiError> {
    store::jobs::find(db, id).await?.ok_or_else(|| missing(id))
}

fn missing(id: JobId) -> ApiError {
    ApiError::not_found("job", &id)
}
