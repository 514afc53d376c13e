//! Making a build: number, jobs, their first states and the end of the event's handling, in one
//! transaction.

use pipeline::{Diagnostic, JobPlan};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect,
};
use serde_json::{Map, Value, json};

use super::supersede::supersede;
use super::twice::{self, Told};
use super::{Entity, KeyReused, Model, RequestKey, find, find_by_request, retell, settle};
use crate::clock::Timestamp;
use crate::domain::approval::ApprovalState;
use crate::domain::event::{CommitSha, Event};
use crate::domain::fact::Fact;
use crate::domain::status::{BuildStatus, JobStatus, WebhookEventStatus};
use crate::domain::trigger::Decision;
use crate::domain::twice::Standing;
use crate::entities::{Stored, build_counters, builds, jobs, repositories};
use crate::ids::{BuildId, JobId, RepositoryId, WebhookEventId};
use crate::store::approvals::build_awaits;
use crate::store::heads::SeenHead;
use crate::store::reports::{self, BuildNews, Skipped};
use crate::store::webhook_events::{self, SettleEvent};
use crate::store::{Facts, Write, WriteError, repositories as repository_store};

/// A build as it is to be made.
#[derive(Debug, Clone)]
pub struct NewBuild {
    /// Its id.
    pub id: BuildId,
    /// Its repository.
    pub repository: RepositoryId,
    /// What it builds.
    pub event: Event,
    /// What merging its pull request gives, which is checked out then instead of the event's
    /// commit.
    pub merge_sha: Option<CommitSha>,
    /// Who started it.
    pub triggered_by: String,
    /// The build that it repeats.
    pub rerun_of: Option<BuildId>,
    /// The request that asks for it, if it can be sent again.
    pub request: Option<RequestKey>,
    /// The pipeline's name.
    pub pipeline_name: Option<String>,
    /// The variables of expressions, `build` excepted.
    pub context: Map<String, Value>,
    /// What is wrong with the pipeline file.
    pub diagnostics: Vec<Diagnostic>,
    /// Why there is nothing to run; the build has failed then, and has no jobs.
    pub error: Option<String>,
    /// In the order of the file.
    pub jobs: Vec<NewJob>,
    /// When.
    pub at: Timestamp,
}

/// A job of a new build.
#[derive(Debug, Clone)]
pub struct NewJob {
    /// Its id.
    pub id: JobId,
    /// What the pipeline says about it.
    pub plan: JobPlan,
    /// The succeeded job of an earlier build that stands for it.
    pub reused: Option<jobs::Model>,
}

/// The handling of the event that a build comes of.
#[derive(Debug, Clone)]
pub struct EventHandling {
    /// The event.
    pub event: WebhookEventId,
    /// Which handling.
    pub handling: i32,
    /// What was decided.
    pub decision: Decision,
    /// Where the event's ref stands, if it tells that.
    pub head: Option<SeenHead>,
    /// What makes a build of it one too many.
    pub told: Told,
}

/// Makes a build.
#[derive(Debug, Clone)]
pub struct CreateBuild {
    /// The build.
    pub build: NewBuild,
    /// The event that it comes of, which is handled with it.
    pub handling: Option<EventHandling>,
}

/// Why no build was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CreateRefused {
    /// The repository was removed.
    RepositoryGone,
    /// The event is not waiting any more, and no build came of that handling.
    EventSettled,
    /// The key of the request is another request's.
    KeyReused(KeyReused),
    /// Another build stands for it, with which the event is ended.
    Built(Standing),
}

impl Write for CreateBuild {
    /// The build; an older one when the same handling or the same idempotency key made it.
    type Output = Result<Model, CreateRefused>;

    /// Some 25 statements.
    const IS_LONG: bool = true;

    async fn apply(
        &self,
        tx: &DatabaseTransaction,
        facts: &mut Facts,
    ) -> Result<Self::Output, WriteError> {
        let existing = match self.existing(tx).await? {
            Ok(existing) => existing,
            Err(reused) => return Ok(Err(CreateRefused::KeyReused(reused))),
        };
        if let Some(existing) = existing {
            retell(tx, existing.id, facts).await?;
            if let Some(handling) = &self.handling {
                facts.push(Fact::EventSettled {
                    event: handling.event,
                    status: WebhookEventStatus::Handled,
                    handling: handling.handling,
                });
            }
            return Ok(Ok(existing));
        }
        if !self.is_event_waiting(tx).await? {
            return Ok(Err(CreateRefused::EventSettled));
        }
        let Some(repository) = repository_store::find(tx, self.build.repository).await? else {
            return Ok(Err(CreateRefused::RepositoryGone));
        };
        if let Some(standing) = twice::standing(tx, self, &repository).await? {
            if let Some(handling) = &self.handling {
                webhook_events::settle(tx, &[&self.stood_for(handling, &standing)], facts).await?;
            }
            return Ok(Err(CreateRefused::Built(standing)));
        }
        let number = next_number(tx, &repository).await?;
        let start = self.start(tx, &repository).await?;
        let build = insert_build(tx, self, number, start).await?;
        insert_jobs(tx, &self.build, start).await?;
        facts.push(Fact::BuildChanged { build: build.id, status: build.status });
        let news = BuildNews { build: &build, status: build.status, asks: start == Start::Held };
        reports::note_build(tx, news, self.build.at, facts).await?;
        supersede(tx, self, &build, facts).await?;
        settle(tx, self.build.id, self.build.at, facts).await?;
        if let Some(handling) = &self.handling {
            webhook_events::settle(tx, &[&self.event_end(handling)], facts).await?;
        }
        let build = find(tx, self.build.id).await?;
        Ok(Ok(build.ok_or_else(|| DbErr::RecordNotFound(self.build.id.to_string()))?))
    }
}

impl CreateBuild {
    /// Whatever led to the build: an event, a repeat of it, a button or a person's request.
    async fn start(
        &self,
        tx: &DatabaseTransaction,
        repository: &repositories::Model,
    ) -> Result<Start, DbErr> {
        let NewBuild { event, error, jobs, .. } = &self.build;
        let has_something_to_run = error.is_none() && !jobs.is_empty();
        let awaits = has_something_to_run && build_awaits(tx, repository, event).await?;
        Ok(if awaits { Start::Held } else { Start::AtOnce })
    }

    async fn existing(
        &self,
        tx: &DatabaseTransaction,
    ) -> Result<Result<Option<Model>, KeyReused>, DbErr> {
        if let Some(build) = find(tx, self.build.id).await? {
            return Ok(Ok(Some(build)));
        }
        if let Some(request) = &self.build.request {
            match find_by_request(tx, request).await? {
                Ok(None) => {}
                known => return Ok(known),
            }
        }
        let Some(handling) = &self.handling else { return Ok(Ok(None)) };
        let of_handling = Entity::find()
            .filter(builds::Column::WebhookEventId.eq(handling.event))
            .filter(builds::Column::EventHandling.eq(handling.handling));
        Ok(Ok(of_handling.one(tx).await?))
    }

    async fn is_event_waiting(&self, tx: &DatabaseTransaction) -> Result<bool, DbErr> {
        let Some(handling) = &self.handling else { return Ok(true) };
        let event = webhook_events::find_without_body(tx, handling.event).await?;
        Ok(event.is_some_and(|event| {
            event.status == WebhookEventStatus::Received && event.handling == handling.handling
        }))
    }

    fn event_end(&self, handling: &EventHandling) -> SettleEvent {
        SettleEvent {
            id: handling.event,
            handling: handling.handling,
            repository: Some(self.build.repository),
            status: WebhookEventStatus::Handled,
            decision: Some(handling.decision.clone()),
            error: None,
            skipped: None,
            head: handling.head.clone(),
            at: self.build.at,
        }
    }

    /// The end of an event whose commit is built already: who waits for the commit's state is told
    /// that of the build.
    fn stood_for(&self, handling: &EventHandling, standing: &Standing) -> SettleEvent {
        let trace = handling.decision.trace.clone();
        let decision = Decision::ignored(trace, standing.entry.clone());
        let event = &self.build.event;
        SettleEvent {
            status: WebhookEventStatus::Ignored,
            skipped: Some(Skipped {
                commit: event.commit.sha.to_string(),
                event: event.kind,
                reason: decision.reason.clone(),
                stands: Some(standing.build),
            }),
            decision: Some(decision),
            ..self.event_end(handling)
        }
    }
}

/// How the jobs of a new build begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    /// As their needs and conditions say.
    AtOnce,
    /// Not before the build is approved.
    Held,
}

/// One more than the greatest number that the repository's name or, under an earlier name, the
/// repository itself was given.
async fn next_number(
    tx: &DatabaseTransaction,
    repository: &repositories::Model,
) -> Result<i64, DbErr> {
    use build_counters::{ActiveModel, Column, Entity};
    let own = greatest_number(tx, repository.id).await?;
    let first = build_counters::Model {
        provider: repository.provider,
        name_key: repository.name_key.clone(),
        last_number: own + 1,
    };
    let counted = || Expr::col((Entity, Column::LastNumber));
    let next = Expr::case(counted().lt(own), own + 1).finally(counted().add(1));
    let conflict = OnConflict::columns([Column::Provider, Column::NameKey])
        .value(Column::LastNumber, next)
        .to_owned();
    let counter = Entity::insert::<ActiveModel>(first.into_active_model())
        .on_conflict(conflict)
        .exec_with_returning(tx)
        .await?;
    Ok(counter.last_number)
}

/// The number that [`next_number`] would give now.
pub(super) async fn upcoming_number(
    db: &impl ConnectionTrait,
    repository: &repositories::Model,
) -> Result<i64, DbErr> {
    let key = (repository.provider, repository.name_key.clone());
    let counted = build_counters::Entity::find_by_id(key).one(db).await?;
    let own = greatest_number(db, repository.id).await?;
    Ok(counted.map_or(own, |counter| Ord::max(counter.last_number, own)) + 1)
}

async fn greatest_number(tx: &impl ConnectionTrait, id: RepositoryId) -> Result<i64, DbErr> {
    let newest = Entity::find()
        .select_only()
        .column(builds::Column::Number)
        .filter(builds::Column::RepositoryId.eq(id))
        .order_by_desc(builds::Column::Number)
        .limit(1)
        .into_tuple::<i64>()
        .one(tx)
        .await?;
    Ok(newest.unwrap_or_default())
}

async fn insert_build(
    tx: &DatabaseTransaction,
    new: &CreateBuild,
    number: i64,
    start: Start,
) -> Result<Model, DbErr> {
    let NewBuild { id, event, error, at, .. } = &new.build;
    let status = if error.is_some() { BuildStatus::Failed } else { BuildStatus::Queued };
    let mut context = new.build.context.clone();
    context.insert("build".to_owned(), build_context(*id, number));
    let request = new.build.request.as_ref();
    let row = Model {
        id: *id,
        repository_id: new.build.repository,
        number,
        status,
        event: event.kind,
        ref_kind: event.git_ref.kind,
        ref_name: event.git_ref.name.to_string(),
        commit_sha: event.commit.sha.to_string(),
        merge_sha: new.build.merge_sha.as_ref().map(ToString::to_string),
        commit_message: event.commit.message.clone(),
        commit_author: event.commit.author.clone(),
        pull_request: event.pull_request.clone().map(Stored),
        triggered_by: new.build.triggered_by.clone(),
        webhook_event_id: new.handling.as_ref().map(|handling| handling.event),
        event_handling: new.handling.as_ref().map(|handling| handling.handling),
        rerun_of: new.build.rerun_of,
        idempotency_key: request.map(|request| request.key.clone()),
        idempotency_digest: request.map(|request| request.digest.clone()),
        pipeline_name: new.build.pipeline_name.clone(),
        context: Stored(context),
        diagnostics: Stored(new.build.diagnostics.clone()),
        error: error.clone(),
        approval: (start == Start::Held).then_some(ApprovalState::Awaiting),
        cancel_reason: None,
        created_at: *at,
        started_at: None,
        finished_at: error.is_some().then_some(*at),
    };
    Entity::insert(row.clone().into_active_model()).exec_without_returning(tx).await?;
    Ok(row)
}

/// What conditions of jobs know of the build. They are decided before its jobs' first attempt; a
/// later one gets its own number.
pub(super) fn build_context(id: BuildId, number: i64) -> Value {
    json!({ "id": id, "number": number, "attempt": 1 })
}

async fn insert_jobs(
    tx: &DatabaseTransaction,
    build: &NewBuild,
    start: Start,
) -> Result<(), DbErr> {
    if build.jobs.is_empty() {
        return Ok(());
    }
    let rows = (0..).zip(&build.jobs).map(|(position, job)| job_row(build, (position, start), job));
    jobs::Entity::insert_many(rows.map(IntoActiveModel::into_active_model))
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

pub(super) fn job_row(
    build: &NewBuild,
    (position, start): (i32, Start),
    job: &NewJob,
) -> jobs::Model {
    let reused = job.reused.as_ref();
    let first = match start {
        Start::AtOnce => JobStatus::Blocked,
        Start::Held => JobStatus::AwaitingApproval,
    };
    jobs::Model {
        id: job.id,
        build_id: build.id,
        position,
        key: job.plan.key.clone(),
        base_key: job.plan.base_key.clone(),
        name: job.plan.name.clone(),
        status: reused.map_or(first, |job| job.status),
        attempt: 0,
        plan: Stored(job.plan.clone()),
        outputs: reused.map(|job| job.outputs.clone()).unwrap_or_default(),
        detail: reused.map(|job| format!("the success of job {} stands", job.id)),
        cancel_reason: None,
        runner_id: None,
        reused_from: reused.map(|job| job.reused_from.unwrap_or(job.id)),
        created_at: build.at,
        started_at: reused.and_then(|job| job.started_at),
        finished_at: reused.and_then(|job| job.finished_at),
    }
}
