//! Letting builds and jobs run that wait for somebody's word.

use poem_openapi::OpenApi;
use poem_openapi::param::Path;

use super::answer::Ok200;
use super::builds::{self, details};
use super::error::ApiError;
use super::fail::{Fail, MissingOrConflict};
use super::guard::{Authorized, BuildRun};
use super::jobs;
use super::services::With;
use super::strict::StrictJson;
use super::tags::Tag;
use super::views::approval::DecisionIn;
use super::views::build::Build;
use super::views::job::Job;
use crate::clock;
use crate::domain::approval::ApprovalDecision;
use crate::ids::{ApprovalId, BuildId, JobId};
use crate::store::approvals::{DecideBuild, DecideJob, NewDecision};

/// Operations on what waits for approval.
#[derive(Debug, Clone, Copy)]
pub(super) struct Approvals;

#[OpenApi]
impl Approvals {
    /// Approve a build
    ///
    /// Of a stranger's pull request: its jobs begin. The approval is this commit's; what is pushed
    /// later waits anew. The same wish again changes nothing; a rejection stands.
    #[oai(
        path = "/api/builds/:id/approve",
        method = "post",
        operation_id = "build_approve",
        tag = "Tag::Build"
    )]
    async fn approve_build(
        &self,
        caller: Authorized<BuildRun>,
        services: With<'_>,
        id: Path<BuildId>,
        body: StrictJson<Option<DecisionIn>>,
    ) -> Result<Ok200<Build>, Fail<MissingOrConflict>> {
        let decision = said(ApprovalDecision::Approved, &caller, body.0);
        decide_build(services, id.0, decision).await
    }

    /// Reject a build
    ///
    /// Its jobs are canceled, with the reason. The same wish again changes nothing; an approval
    /// stands, and `build_cancel` ends what was approved.
    #[oai(
        path = "/api/builds/:id/reject",
        method = "post",
        operation_id = "build_reject",
        tag = "Tag::Build"
    )]
    async fn reject_build(
        &self,
        caller: Authorized<BuildRun>,
        services: With<'_>,
        id: Path<BuildId>,
        body: StrictJson<Option<DecisionIn>>,
    ) -> Result<Ok200<Build>, Fail<MissingOrConflict>> {
        let decision = said(ApprovalDecision::Rejected, &caller, body.0);
        decide_build(services, id.0, decision).await
    }

    /// Approve a job
    ///
    /// Of a job with `approval` in the pipeline file: it runs. The same wish again changes nothing;
    /// a rejection stands.
    #[oai(
        path = "/api/jobs/:id/approve",
        method = "post",
        operation_id = "job_approve",
        tag = "Tag::Job"
    )]
    async fn approve_job(
        &self,
        caller: Authorized<BuildRun>,
        services: With<'_>,
        id: Path<JobId>,
        body: StrictJson<Option<DecisionIn>>,
    ) -> Result<Ok200<Job>, Fail<MissingOrConflict>> {
        decide_job(services, id.0, said(ApprovalDecision::Approved, &caller, body.0)).await
    }

    /// Reject a job
    ///
    /// It is canceled, with the reason, and jobs that need it are skipped unless their `if` says
    /// otherwise. The same wish again changes nothing; an approval stands.
    #[oai(
        path = "/api/jobs/:id/reject",
        method = "post",
        operation_id = "job_reject",
        tag = "Tag::Job"
    )]
    async fn reject_job(
        &self,
        caller: Authorized<BuildRun>,
        services: With<'_>,
        id: Path<JobId>,
        body: StrictJson<Option<DecisionIn>>,
    ) -> Result<Ok200<Job>, Fail<MissingOrConflict>> {
        decide_job(services, id.0, said(ApprovalDecision::Rejected, &caller, body.0)).await
    }
}

fn said(
    decision: ApprovalDecision,
    caller: &Authorized<BuildRun>,
    body: Option<DecisionIn>,
) -> NewDecision {
    NewDecision {
        id: ApprovalId::generate(),
        decision,
        by: caller.principal().name.clone(),
        comment: body.and_then(|body| body.comment),
        at: clock::now(),
    }
}

async fn decide_build(
    services: With<'_>,
    id: BuildId,
    decision: NewDecision,
) -> Result<Ok200<Build>, Fail<MissingOrConflict>> {
    builds::find(&services.reader, id).await?;
    let write = DecideBuild { build: id, decision };
    let build = services.persistence.run(write).await?.map_err(ApiError::from)?;
    Ok(Ok200(builds::view(&services, build).await?))
}

async fn decide_job(
    services: With<'_>,
    id: JobId,
    decision: NewDecision,
) -> Result<Ok200<Job>, Fail<MissingOrConflict>> {
    jobs::find(&services.reader, id).await?;
    let write = DecideJob { job: id, decision };
    let job = services.persistence.run(write).await?.map_err(ApiError::from)?;
    let view = details::of_job(&services.reader, job).await?;
    Ok(Ok200(view.ok_or_else(|| ApiError::not_found("job", &id))?))
}
