//! Builds: what was started, how it went, starting and ending them.

#![expect(clippy::too_many_arguments, reason = "each is a parameter of an operation")]

pub(super) mod details;
mod events;

use poem_openapi::OpenApi;
use poem_openapi::param::Query;
use sea_orm::DbErr;
use serde::{Deserialize, Serialize};

use super::answer::{Created, Ok200};
use super::error::ApiError;
use super::events::EventStream;
use super::fail::{Fail, Missing, MissingOrConflict, NoFailures};
use super::guard::{self, BuildRead, BuildRun, Loaded, Resource, Within};
use super::idempotency::IdempotencyKey;
use super::page::{Page, PageLimit, PageToken, Paging};
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
use crate::entities::repositories::Model as Repository;
use crate::failures;
use crate::ids::{BuildId, RepositoryId};
use crate::metrics::StreamKind;
use crate::store::Reader;
use crate::store::builds::{
    self as store, CancelBuild, CancelRefused, CreateBuild, Rerun, recorded,
};
use crate::store::{approvals, reports, repositories as repository_store};
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
        caller: Within<BuildRead>,
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
        let page = (paging.after, paging.rows_wanted());
        let rows = store::list(&services.reader, &filter, caller.reach(), page).await?;
        let view = |row| Build::new(row, &services.settings.base_url);
        Ok(Ok200(paging.page(rows, |row| row.id, view)))
    }

    /// Show a build
    ///
    /// With its jobs and their steps; a job that has not begun says what it waits for.
    #[oai(path = "/api/builds/:id", method = "get", operation_id = "build_show")]
    async fn show(
        &self,
        #[oai(name = "id")] build: guard::Path<Model, BuildRead>,
        services: With<'_>,
    ) -> Result<Ok200<Build>, Fail<Missing>> {
        Ok(Ok200(view(&services, build.row).await?))
    }

    /// Follow a build
    ///
    /// The state of the build and of each job now, then each change. After the build's end comes
    /// an event `end`, and nothing more. Whoever connects again gets the states of that moment.
    #[oai(path = "/api/builds/:id/events", method = "get", operation_id = "build_events")]
    async fn events(
        &self,
        #[oai(name = "id")] build: guard::Path<Model, BuildRead>,
        services: With<'_>,
    ) -> Result<EventStream<BuildEvent>, Fail<Missing>> {
        let changes = services.bus.listen();
        let states = events::follow(services.0.clone(), build.row.id, changes);
        let open = services.metrics.open(StreamKind::Build);
        Ok(EventStream::until(services.stop(), states).counted(open))
    }

    /// Cancel a build
    ///
    /// Jobs that wait are canceled at once; those that run are ended by their runners.
    #[oai(path = "/api/builds/:id/cancel", method = "post", operation_id = "build_cancel")]
    async fn cancel(
        &self,
        #[oai(name = "id")] build: guard::Path<Model, BuildRun>,
        services: With<'_>,
    ) -> Result<Ok200<Build>, Fail<MissingOrConflict>> {
        let (caller, build) = (build.caller(), &build.row);
        // The same wish again, as after a lost answer, is fulfilled already.
        if build.status == BuildStatus::Canceled {
            return Ok(Ok200(view(&services, build.clone()).await?));
        }
        if build.status.is_final() {
            return Err(ApiError::from(CancelRefused::Ended(build.status)).into());
        }
        let reason = format!("canceled by {}", caller.principal.name);
        let write = CancelBuild { id: build.id, reason, at: clock::now() };
        let canceled = services.record((caller, "build_cancel"), write, |canceled| {
            canceled.as_ref().ok().map(recorded)
        });
        let build = canceled.await?.map_err(ApiError::from)?;
        Ok(Ok200(view(&services, build).await?))
    }

    /// Build a branch
    ///
    /// Of the branch's newest commit, if the pipeline file has `on.manual`. A file that is missing
    /// or wrong makes a build too: a failed one that says why.
    #[oai(path = "/api/repositories/:id/trigger", method = "post", operation_id = "build_trigger")]
    async fn trigger(
        &self,
        #[oai(name = "id")] repository: guard::Path<Repository, BuildRun>,
        services: With<'_>,
        /// A key of the caller's choice: the same request with the same key finds the first
        /// one's build; another request with it is refused.
        #[oai(name = "Idempotency-Key")]
        key: TextHeader<IdempotencyKey>,
        body: StrictJson<Option<TriggerIn>>,
    ) -> Result<Created<Build>, Fail<StartFails>> {
        let id = repository.row.id;
        let body = body.0.unwrap_or_default();
        let key = key.0.map(|key| key.within(&format!("trigger:{id}"), &body));
        let TriggerIn { branch, inputs } = body;
        let request = TriggerRequest {
            repository: id,
            branch,
            inputs: inputs.into_iter().collect(),
            entry: services.entry(repository.caller(), "build_trigger"),
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
        #[oai(name = "id")] build: guard::Path<Model, BuildRun>,
        services: With<'_>,
        /// A key of the caller's choice: the same request with the same key finds the first
        /// one's build; another request with it is refused.
        #[oai(name = "Idempotency-Key")]
        key: TextHeader<IdempotencyKey>,
        body: StrictJson<Option<RerunIn>>,
    ) -> Result<Created<Build>, Fail<RerunFails>> {
        let (caller, build) = (build.caller(), &build.row);
        let gone = || ApiError::not_found("build", &build.id);
        let repository = repository_store::find(&services.reader, build.repository_id).await?;
        let repository = repository.ok_or_else(gone)?;
        let jobs = store::jobs_of(&services.reader, build.id).await?;
        let body = body.0.unwrap_or_default();
        let rerun = Rerun {
            triggered_by: caller.principal.name.clone(),
            request: key.0.map(|key| key.within(&format!("rerun:{}", build.id), &body)),
            failed_only: body.failed_only,
            at: clock::now(),
        };
        let build = store::rerun(&repository, build, &jobs, rerun).map_err(ApiError::from)?;
        let write = CreateBuild { build, handling: None };
        let made = services
            .record((caller, "build_rerun"), write, |made| made.as_ref().ok().map(recorded));
        let build = made.await?.map_err(ApiError::from)?;
        created(&services, build).await
    }
}

impl Resource for Model {
    type Id = BuildId;

    const KIND: &'static str = "build";

    async fn load(db: &Reader, id: &BuildId) -> Result<Loaded<Self>, DbErr> {
        let row = store::find(db, *id).await?;
        Ok(row.map(|row| {
            let repository = row.repository_id;
            (row, Some(repository))
        }))
    }
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
