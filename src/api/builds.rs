//! Builds: what was started, how it went, starting and ending them.

#![expect(clippy::too_many_arguments, reason = "each is a parameter of an operation")]

pub(super) mod details;
mod events;

use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};
use sea_orm::DatabaseConnection;
use serde::{Deserialize, Serialize};

use super::answer::{Created, Ok200};
use super::error::ApiError;
use super::events::EventStream;
use super::fail::{Fail, Missing, MissingOrConflict, NoFailures};
use super::guard::{Authorized, BuildRead, BuildRun};
use super::idempotency::IdempotencyKey;
use super::page::{Page, PageLimit, PageToken, Paging};
use super::repositories;
use super::services::{Services, With};
use super::strict::StrictJson;
use super::tags::Tag;
use super::text_header::TextHeader;
use super::views::build::{Build, RerunIn, TriggerIn};
use super::words::Word;
use crate::actors::repositories::TriggerRequest;
use crate::clock;
use crate::domain::status::BuildStatus;
use crate::entities::builds::Model;
use crate::failures;
use crate::ids::{BuildId, RepositoryId};
use crate::store::builds::{self as store, CancelBuild, CancelRefused, CreateBuild, Rerun};
use crate::store::{approvals, reports};
use events::BuildEvent;

failures! {
    StartFails = [NotFound, Conflict, IdempotencyKeyReused, Unprocessable];
    RerunFails = [NotFound, Conflict, IdempotencyKeyReused];
}

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct Filters {
    repo: Option<RepositoryId>,
    status: Option<Word<BuildStatus>>,
    branch: Option<String>,
}

/// Operations on builds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Builds;

#[OpenApi(tag = "Tag::Build")]
impl Builds {
    /// List builds
    ///
    /// The newest first, without their jobs.
    #[oai(path = "/api/builds", method = "get", operation_id = "build_list")]
    async fn list(
        &self,
        _caller: Authorized<BuildRead>,
        services: With<'_>,
        limit: Query<PageLimit>,
        page_token: Query<PageToken>,
        /// Only of this repository.
        repo: Query<Option<RepositoryId>>,
        /// Only in this state.
        status: Query<Option<Word<BuildStatus>>>,
        /// Only of this branch.
        #[oai(validator(max_length = 1024))]
        branch: Query<Option<String>>,
    ) -> Result<Ok200<Page<Build>>, Fail<NoFailures>> {
        let given = Filters { repo: repo.0, status: status.0, branch: branch.0 };
        let paging: Paging<Filters, BuildId> =
            Paging::new("build_list", limit.0, &page_token.0, given)?;
        let filter = store::Filter {
            repository: paging.filters.repo,
            status: paging.filters.status.map(|word| word.0),
            branch: paging.filters.branch.clone(),
        };
        let rows = store::list(&services.reader, &filter, paging.after, paging.rows_wanted());
        let view = |row| Build::new(row, &services.settings.base_url);
        Ok(Ok200(paging.page(rows.await?, |row| row.id, view)))
    }

    /// Show a build
    ///
    /// With its jobs and their steps; a job that has not begun says what it waits for.
    #[oai(path = "/api/builds/:id", method = "get", operation_id = "build_show")]
    async fn show(
        &self,
        _caller: Authorized<BuildRead>,
        services: With<'_>,
        id: Path<BuildId>,
    ) -> Result<Ok200<Build>, Fail<Missing>> {
        let build = find(&services.reader, id.0).await?;
        Ok(Ok200(view(&services, build).await?))
    }

    /// Follow a build
    ///
    /// The state of the build and of each job now, then each change. After the build's end comes
    /// an event `end`, and nothing more. Whoever connects again gets the states of that moment.
    #[oai(path = "/api/builds/:id/events", method = "get", operation_id = "build_events")]
    async fn events(
        &self,
        _caller: Authorized<BuildRead>,
        services: With<'_>,
        id: Path<BuildId>,
    ) -> Result<EventStream<BuildEvent>, Fail<Missing>> {
        let changes = services.bus.listen();
        find(&services.reader, id.0).await?;
        Ok(EventStream::until(services.stop(), events::follow(services.0.clone(), id.0, changes)))
    }

    /// Cancel a build
    ///
    /// Jobs that wait are canceled at once; those that run are ended by their runners.
    #[oai(path = "/api/builds/:id/cancel", method = "post", operation_id = "build_cancel")]
    async fn cancel(
        &self,
        caller: Authorized<BuildRun>,
        services: With<'_>,
        id: Path<BuildId>,
    ) -> Result<Ok200<Build>, Fail<MissingOrConflict>> {
        let build = find(&services.reader, id.0).await?;
        // The same wish again, as after a lost answer, is fulfilled already.
        if build.status.is_final() && build.status != BuildStatus::Canceled {
            return Err(ApiError::from(CancelRefused::Ended(build.status)).into());
        }
        let reason = format!("canceled by {}", caller.principal().name);
        let write = CancelBuild { id: id.0, reason, at: clock::now() };
        let build = services.persistence.run(write).await?.map_err(ApiError::from)?;
        Ok(Ok200(view(&services, build).await?))
    }

    /// Build a branch
    ///
    /// Of the branch's newest commit, if the pipeline file has `on.manual`. A file that is missing
    /// or wrong makes a build too: a failed one that says why.
    #[oai(path = "/api/repositories/:id/trigger", method = "post", operation_id = "build_trigger")]
    async fn trigger(
        &self,
        caller: Authorized<BuildRun>,
        services: With<'_>,
        id: Path<RepositoryId>,
        /// A key of the caller's choice: the same request with the same key finds the first
        /// one's build; another request with it is refused.
        #[oai(name = "Idempotency-Key")]
        key: TextHeader<IdempotencyKey>,
        body: StrictJson<Option<TriggerIn>>,
    ) -> Result<Created<Build>, Fail<StartFails>> {
        repositories::find(&services.reader, id.0).await?;
        let body = body.0.unwrap_or_default();
        let key = key.0.map(|key| key.within(&format!("trigger:{}", id.0), &body));
        let TriggerIn { branch, inputs } = body;
        let request = TriggerRequest {
            repository: id.0,
            branch,
            inputs: inputs.into_iter().collect(),
            triggered_by: caller.principal().name.clone(),
            request: key,
        };
        let build = services.repositories.trigger(request).await.map_err(ApiError::from)?;
        created(&services, build).await
    }

    /// Repeat a build
    ///
    /// The same commit by the same plan, under a new number.
    #[oai(path = "/api/builds/:id/rerun", method = "post", operation_id = "build_rerun")]
    async fn rerun(
        &self,
        caller: Authorized<BuildRun>,
        services: With<'_>,
        id: Path<BuildId>,
        /// A key of the caller's choice: the same request with the same key finds the first
        /// one's build; another request with it is refused.
        #[oai(name = "Idempotency-Key")]
        key: TextHeader<IdempotencyKey>,
        body: StrictJson<Option<RerunIn>>,
    ) -> Result<Created<Build>, Fail<RerunFails>> {
        let build = find(&services.reader, id.0).await?;
        let repository = repositories::find(&services.reader, build.repository_id).await?;
        let jobs = store::jobs_of(&services.reader, id.0).await?;
        let body = body.0.unwrap_or_default();
        let rerun = Rerun {
            triggered_by: caller.principal().name.clone(),
            request: key.0.map(|key| key.within(&format!("rerun:{}", id.0), &body)),
            failed_only: body.failed_only,
            at: clock::now(),
        };
        let build = store::rerun(&repository, &build, &jobs, rerun).map_err(ApiError::from)?;
        let write = CreateBuild { build, handling: None };
        let build = services.persistence.run(write).await?.map_err(ApiError::from)?;
        created(&services, build).await
    }
}

/// The build named in a path.
pub(super) async fn find(db: &DatabaseConnection, id: BuildId) -> Result<Model, ApiError> {
    store::find(db, id).await?.ok_or_else(|| ApiError::not_found("build", &id))
}

/// The view of a build with its jobs.
pub(super) async fn view(services: &Services, build: Model) -> Result<Build, ApiError> {
    let jobs = Some(details::of_build(&services.reader, build.id).await?);
    let reports = reports::of_build(&services.reader, build.id).await?;
    let status_reports = reports.into_iter().map(Into::into).collect();
    let approvals = approvals::of_build(&services.reader, build.id).await?;
    let approvals = approvals.into_iter().map(Into::into).collect();
    Ok(Build { jobs, approvals, status_reports, ..Build::new(build, &services.settings.base_url) })
}

async fn created<S: super::fail::Failures>(
    services: &Services,
    build: Model,
) -> Result<Created<Build>, Fail<S>> {
    let location = format!("/api/builds/{}", build.id);
    Ok(Created { body: view(services, build).await?, location })
}
