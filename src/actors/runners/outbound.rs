//! A job on its way out: rows into the protocol's words.

use indexmap::IndexMap;
use protocol::{BuildInfo, Checkout, JobSpec, Shell, StepSpec, Submodules};
use sea_orm::{ConnectionTrait, DbErr};
use serde_json::{Map, Value};

use super::secrets::Wanted;
use crate::actors::access::access;
use crate::domain::context::{self, JobNames};
use crate::domain::event::{GitRef, RefName, ref_to_fetch};
use crate::domain::secrets::is_from_fork;
use crate::domain::status::AttemptStatus;
use crate::domain::{progress, steps};
use crate::entities::{builds, job_attempts, jobs, repositories};
use crate::ids::LeaseId;
use crate::providers::Access;
use crate::store;

/// What of the configuration a job must know.
#[derive(Debug, Clone)]
pub(super) struct JobSettings {
    pub(super) base_url: String,
    pub(super) git_protocols: Vec<String>,
    pub(super) cancel_grace_ms: u64,
    pub(super) log_limit_bytes: u64,
}

/// The rows that a job is made up of.
struct Rows {
    attempt: job_attempts::Model,
    job: jobs::Model,
    siblings: Vec<jobs::Model>,
    build: builds::Model,
    repository: repositories::Model,
}

/// A job for its runner.
pub(super) struct Outbound {
    /// The job, whole.
    pub(super) job: JobSpec,
    /// Why it is being canceled, if it is.
    pub(super) cancel: Option<String>,
    /// Whose code it checks out; none when it checks out nothing.
    pub(super) access: Option<Access>,
    /// The secrets that it names, and what decides whether it gets them.
    pub(super) secrets: Wanted,
    /// Whether the runner has it on its disk.
    pub(super) is_accepted: bool,
}

/// The job of a lease; none when the lease has ended or is gone.
pub(super) async fn load(
    db: &impl ConnectionTrait,
    lease: LeaseId,
    settings: &JobSettings,
) -> Result<Option<Outbound>, DbErr> {
    let Some(rows) = rows(db, lease).await? else { return Ok(None) };
    let job = rows.spec(settings);
    let access = job.checkout.is_some().then(|| access(&rows.repository));
    let secrets = rows.wanted_secrets();
    let is_accepted = rows.attempt.accepted_at.is_some();
    Ok(Some(Outbound { job, cancel: rows.job.cancel_reason, access, secrets, is_accepted }))
}

async fn rows(db: &impl ConnectionTrait, lease: LeaseId) -> Result<Option<Rows>, DbErr> {
    let attempt = store::jobs::find_attempt(db, lease).await?;
    let running = attempt.filter(|attempt| attempt.status == AttemptStatus::Running);
    let Some(attempt) = running else { return Ok(None) };
    let Some(job) = store::jobs::find(db, attempt.job_id).await? else { return Ok(None) };
    let Some(build) = store::builds::find(db, job.build_id).await? else { return Ok(None) };
    let repository = store::repositories::find(db, build.repository_id).await?;
    let Some(repository) = repository else { return Ok(None) };
    let siblings = store::builds::jobs_of(db, build.id).await?;
    Ok(Some(Rows { attempt, job, siblings, build, repository }))
}

impl Rows {
    fn spec(&self, settings: &JobSettings) -> JobSpec {
        let Self { attempt, job, build, .. } = self;
        let plan = &job.plan.0;
        let url = format!("{}/api/builds/{}", settings.base_url, build.id);
        let number = u32::try_from(attempt.attempt).unwrap_or(1);
        let request = build.pull_request.as_ref().map(|stored| &stored.0);
        let provider = self.repository.provider;
        let full_ref = git_ref(build).and_then(|it| match &build.merge_sha {
            Some(_) => it.merge_name(provider),
            None => ref_to_fetch(&it, request, provider),
        });
        let names = JobNames {
            key: &job.key,
            attempt: number,
            build_url: &url,
            full_ref: full_ref.as_deref(),
            merge_commit: build.merge_sha.as_deref(),
        };
        let context = self.context(number);
        JobSpec {
            lease: attempt.id.0,
            job: job.id.0,
            key: job.key.clone(),
            attempt: number,
            checkout: plan.checkout.map(|wanted| self.checkout(wanted, names, settings)),
            base_env: context::environment(&context, names),
            env: plan.env.clone(),
            steps: (steps::first_written(plan)..).zip(&plan.steps).map(step).collect(),
            outputs: plan.outputs.clone(),
            context: Value::Object(context),
            timeout_ms: plan.timeout_ms,
            cancel_grace_ms: settings.cancel_grace_ms,
            secrets: IndexMap::new(),
            is_untrusted: is_from_fork(build.ref_kind, request),
            log_limit_bytes: settings.log_limit_bytes,
            build: BuildInfo {
                id: build.id.0,
                number: u64::try_from(build.number).unwrap_or_default(),
                url,
            },
        }
    }

    fn wanted_secrets(&self) -> Wanted {
        let Self { job, build, repository, .. } = self;
        let pull_request = build.pull_request.as_ref().map(|stored| &stored.0);
        Wanted {
            names: job.plan.0.secrets.clone(),
            repository: repository.id,
            full_name: repository.full_name(),
            ref_kind: build.ref_kind,
            ref_name: build.ref_name.clone(),
            is_from_fork: is_from_fork(build.ref_kind, pull_request),
            environment: job.plan.0.approval.as_ref().map(|gate| gate.environment.clone()),
        }
    }

    fn checkout(
        &self,
        wanted: pipeline::Checkout,
        names: JobNames<'_>,
        settings: &JobSettings,
    ) -> Checkout {
        Checkout {
            url: self.repository.clone_url.clone(),
            commit: self.build.merge_sha.clone().unwrap_or_else(|| self.build.commit_sha.clone()),
            reference: names.full_ref.unwrap_or("HEAD").to_owned(),
            depth: wanted.depth,
            submodules: match wanted.submodules {
                pipeline::Submodules::None => Submodules::None,
                pipeline::Submodules::Direct => Submodules::Direct,
                pipeline::Submodules::Recursive => Submodules::Recursive,
            },
            lfs: wanted.lfs,
            login: None,
            protocols: settings.git_protocols.clone(),
        }
    }

    /// The build's variables, with the row of the matrix, the needs and the attempt.
    fn context(&self, attempt: u32) -> Map<String, Value> {
        let states: Vec<_> = self.siblings.iter().map(store::builds::job_state).collect();
        let mut context = self.build.context.0.clone();
        if let Some(state) = states.iter().find(|state| state.id == self.job.id) {
            context.insert("matrix".to_owned(), state.matrix.clone());
            context.insert("needs".to_owned(), progress::needs_context(state, &states));
        }
        if let Some(Value::Object(build)) = context.get_mut("build") {
            build.insert("attempt".to_owned(), attempt.into());
        }
        context
    }
}

fn git_ref(build: &builds::Model) -> Option<GitRef> {
    let name = RefName::new(&build.ref_name).ok()?;
    Some(GitRef { kind: build.ref_kind, name })
}

fn step((index, step): (u32, &pipeline::Step)) -> StepSpec {
    StepSpec {
        index,
        id: step.id.as_ref().map(|id| id.value.clone()),
        name: steps::name(step),
        run: step.run.value.clone(),
        shell: match step.shell {
            pipeline::Shell::Bash => Shell::Bash,
            pipeline::Shell::Sh => Shell::Sh,
            pipeline::Shell::Pwsh => Shell::Pwsh,
            pipeline::Shell::Python => Shell::Python,
        },
        working_directory: step.working_directory.clone(),
        env: step
            .env
            .iter()
            .map(|(name, value)| (name.clone(), value.value.clone()))
            .collect::<IndexMap<_, _>>(),
        condition: step.condition.as_ref().map(|condition| condition.value.clone()),
        timeout_ms: step.timeout_ms,
        continue_on_error: step.continue_on_error,
    }
}
