//! Jobs: one task of a build on one runner.

use poem_openapi::OpenApi;
use sea_orm::DbErr;

use super::answer::Ok200;
use super::builds::details;
use super::error::ApiError;
use super::fail::{Fail, Missing};
use super::guard::{self, BuildRead, Loaded, Resource};
use super::services::With;
use super::tags::Tag;
use super::views::job::Job;
use crate::entities::jobs::Model;
use crate::ids::JobId;
use crate::store::{self, Reader};

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
        #[oai(name = "id")] job: guard::Path<Model, BuildRead>,
        services: With<'_>,
    ) -> Result<Ok200<Job>, Fail<Missing>> {
        let id = job.row.id;
        let view = details::of_job(&services.reader, job.row).await?;
        Ok(Ok200(view.ok_or_else(|| ApiError::not_found("job", &id))?))
    }
}

impl Resource for Model {
    type Id = JobId;

    const KIND: &'static str = "job";

    async fn load(db: &Reader, id: &JobId) -> Result<Loaded<Self>, DbErr> {
        let Some(job) = store::jobs::find(db, *id).await? else { return Ok(None) };
        let build = store::builds::find(db, job.build_id).await?;
        Ok(build.map(|build| (job, Some(build.repository_id))))
    }
}
