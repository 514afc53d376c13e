//! Letting builds and jobs run that wait for somebody's word.

use poem_openapi::OpenApi;
use serde_json::json;

use super::answer::Ok200;
use super::builds::{details, view};
use super::error::ApiError;
use super::fail::{Fail, MissingOrConflict};
use super::guard::{self, Approve, Caller};
use super::services::With;
use super::strict::StrictJson;
use super::tags::Tag;
use super::views::approval::DecisionIn;
use super::views::build::Build;
use super::views::job::Job;
use crate::clock;
use crate::domain::approval::ApprovalDecision;
use crate::domain::audit::{Change, Target};
use crate::entities::{builds, jobs};
use crate::ids::ApprovalId;
use crate::store;
use crate::store::approvals::{DecideBuild, DecideJob, Decided, NewDecision};
use crate::store::builds::recorded;

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
        #[oai(name = "id")] build: guard::Path<builds::Model, Approve>,
        services: With<'_>,
        body: StrictJson<Option<DecisionIn>>,
    ) -> Result<Ok200<Build>, Fail<MissingOrConflict>> {
        let decision = said(ApprovalDecision::Approved, build.caller(), body.0);
        decide_build(services, (&build, "build_approve"), decision).await
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
        #[oai(name = "id")] build: guard::Path<builds::Model, Approve>,
        services: With<'_>,
        body: StrictJson<Option<DecisionIn>>,
    ) -> Result<Ok200<Build>, Fail<MissingOrConflict>> {
        let decision = said(ApprovalDecision::Rejected, build.caller(), body.0);
        decide_build(services, (&build, "build_reject"), decision).await
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
        #[oai(name = "id")] job: guard::Path<jobs::Model, Approve>,
        services: With<'_>,
        body: StrictJson<Option<DecisionIn>>,
    ) -> Result<Ok200<Job>, Fail<MissingOrConflict>> {
        let decision = said(ApprovalDecision::Approved, job.caller(), body.0);
        decide_job(services, (&job, "job_approve"), decision).await
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
        #[oai(name = "id")] job: guard::Path<jobs::Model, Approve>,
        services: With<'_>,
        body: StrictJson<Option<DecisionIn>>,
    ) -> Result<Ok200<Job>, Fail<MissingOrConflict>> {
        let decision = said(ApprovalDecision::Rejected, job.caller(), body.0);
        decide_job(services, (&job, "job_reject"), decision).await
    }
}

fn said(decision: ApprovalDecision, caller: &Caller, body: Option<DecisionIn>) -> NewDecision {
    NewDecision {
        id: ApprovalId::generate(),
        decision,
        by: caller.principal.name.clone(),
        comment: body.and_then(|body| body.comment),
        at: clock::now(),
    }
}

async fn decide_build(
    services: With<'_>,
    (build, operation): (&guard::Path<builds::Model, Approve>, &'static str),
    decision: NewDecision,
) -> Result<Ok200<Build>, Fail<MissingOrConflict>> {
    let comment = json!({ "comment": decision.comment, "commit": build.row.commit_sha });
    let told = move |decided: &Result<Decided<builds::Model>, _>| {
        let decided = decided.as_ref().ok().filter(|decided| decided.is_new)?;
        Some(recorded(&decided.row).made(Some(comment.clone())))
    };
    let write = DecideBuild { build: build.row.id, decision };
    let decided = services.record((build.caller(), operation), write, told).await?;
    let build = decided.map_err(ApiError::from)?.row;
    Ok(Ok200(view(&services, build).await?))
}

async fn decide_job(
    services: With<'_>,
    (job, operation): (&guard::Path<jobs::Model, Approve>, &'static str),
    decision: NewDecision,
) -> Result<Ok200<Job>, Fail<MissingOrConflict>> {
    let id = job.row.id;
    let build = store::builds::find(&services.reader, job.row.build_id).await?;
    let build = build.ok_or_else(|| ApiError::not_found("job", &id))?;
    let target = Target::new("job", &id).named(&job.row.key);
    let environment = job.row.plan.0.approval.as_ref().map(|gate| gate.environment.clone());
    let change = Change::of(target, Some(build.repository_id))
        .made(Some(json!({ "comment": decision.comment, "environment": environment })));
    let told = move |decided: &Result<Decided<jobs::Model>, _>| {
        decided.as_ref().is_ok_and(|decided| decided.is_new).then(|| change.clone())
    };
    let write = DecideJob { job: id, decision };
    let decided = services.record((job.caller(), operation), write, told).await?;
    let job = decided.map_err(ApiError::from)?.row;
    let view = details::of_job(&services.reader, job).await?;
    Ok(Ok200(view.ok_or_else(|| ApiError::not_found("job", &id))?))
}
