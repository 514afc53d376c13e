//! Spans from rows. Pure: what is told, and below what, is decided here.

use std::fmt::Display;

use super::Told;
use super::ids::{SpanId, TraceId};
use super::parts::Part;
use crate::clock::Timestamp;
use crate::domain::status::{
    AttemptStatus, BuildStatus, JobStatus, StepStatus, WebhookEventStatus,
};
use crate::domain::steps::names_without_scripts;
use crate::domain::text::bounded;
use crate::entities::{approvals, builds, job_attempts, jobs, steps, webhook_events};

/// How much of a name or a reason goes into an attribute, in bytes.
const TEXT_LIMIT: usize = 200;

/// Something that took its time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) trace: TraceId,
    pub(super) id: SpanId,
    pub(super) parent: Option<SpanId>,
    pub(super) name: &'static str,
    pub(super) began: Timestamp,
    pub(super) ended: Timestamp,
    /// Ids, names and states; never what a repository or a job keeps secret.
    pub(super) attributes: Vec<(&'static str, String)>,
    /// Why it failed.
    pub(super) failure: Option<String>,
}

/// How a decision went.
#[derive(Debug)]
pub(super) struct Deciding<'a> {
    pub(super) event: &'a webhook_events::Model,
    /// When the event was on the disk, if that was heard.
    pub(super) stored: Option<Timestamp>,
    pub(super) began: Timestamp,
    pub(super) ended: Timestamp,
    pub(super) parts: &'a [Part],
}

/// A key with which a span is found by those below it.
fn decide_key(handling: i32) -> String {
    format!("decide:{handling}")
}

impl Span {
    fn new(
        trace: TraceId,
        (name, key): (&'static str, &str),
        parent: Option<SpanId>,
        (began, ended): (Timestamp, Timestamp),
    ) -> Self {
        let (attributes, failure) = (Vec::new(), None);
        // A clock that was set back ends nothing before it began.
        let ended = ended.max(began);
        Self { trace, id: trace.span(key), parent, name, began, ended, attributes, failure }
    }

    fn with(mut self, name: &'static str, value: &dyn Display) -> Self {
        self.attributes.push((name, bounded(&value.to_string(), TEXT_LIMIT)));
        self
    }

    fn failed_if(mut self, has_failed: bool, why: &dyn Display) -> Self {
        self.failure = has_failed.then(|| bounded(&why.to_string(), TEXT_LIMIT));
        self
    }
}

/// From the receipt of an event to what was decided. Of a replay, the receipt was told long ago.
pub(super) fn of_decision(deciding: &Deciding<'_>) -> Vec<Span> {
    let Deciding { event, stored, began, ended, parts } = deciding;
    let trace = TraceId::of_event(event.id);
    let receive = trace.span("receive");
    let mut spans = Vec::new();
    if event.handling == 1 {
        let stored = stored.unwrap_or(event.received_at);
        let times = (event.received_at, stored);
        spans.push(
            Span::new(trace, ("receive", "receive"), None, times)
                .with("oore.webhook_event.id", &event.id)
                .with("oore.provider", &event.provider)
                .with("oore.webhook_event.kind", &event.event),
        );
        let times = (stored, *began);
        spans.push(Span::new(trace, ("intake", "intake"), Some(receive), times));
    }
    let key = decide_key(event.handling);
    let repository = event.repository_id.map(|id| id.to_string()).unwrap_or_default();
    spans.push(
        Span::new(trace, ("decide", &key), Some(receive), (*began, *ended))
            .with("oore.repository.id", &repository)
            .with("oore.outcome", &event.status)
            .failed_if(
                event.status == WebhookEventStatus::Failed,
                &event.error.as_deref().unwrap_or_default(),
            ),
    );
    for (number, part) in parts.iter().enumerate() {
        let own = format!("{key}/{number}");
        let times = (part.began, part.ended);
        spans.push(Span::new(trace, (part.name, &own), Some(trace.span(&key)), times));
    }
    spans
}

fn trace_of(build: &builds::Model) -> TraceId {
    TraceId::of_build(build.id, build.webhook_event_id)
}

fn build_span_id(build: &builds::Model) -> SpanId {
    trace_of(build).span(&format!("build:{}", build.id))
}

/// A build, from its making to its end.
pub(super) fn of_build(build: &builds::Model, now: Timestamp) -> Span {
    let trace = trace_of(build);
    let parent = build.webhook_event_id.map(|_| match build.event_handling {
        Some(handling) => trace.span(&decide_key(handling)),
        None => trace.span("receive"),
    });
    let times = (build.created_at, build.finished_at.unwrap_or(now));
    Span::new(trace, ("build", &format!("build:{}", build.id)), parent, times)
        .with("oore.build.id", &build.id)
        .with("oore.build.number", &build.number)
        .with("oore.repository.id", &build.repository_id)
        .with("vcs.ref.head.name", &build.ref_name)
        .with("vcs.ref.head.revision", &build.commit_sha)
        .with("oore.status", &build.status)
        .failed_if(
            matches!(build.status, BuildStatus::Failed | BuildStatus::TimedOut),
            &build.error.as_deref().unwrap_or("a job failed"),
        )
}

/// From when on a job waits for a runner: when the last of the jobs that it needs had ended, and
/// whoever had to approve it or its build had.
pub(super) fn queued_at(
    job: &jobs::Model,
    others: &[jobs::Model],
    words: &[approvals::Model],
) -> Timestamp {
    let needed = others.iter().filter(|other| job.plan.0.needs.contains(&other.key));
    let ends = needed.filter_map(|other| other.finished_at);
    let about = |word: &&approvals::Model| word.job_id.is_none_or(|id| id == job.id);
    let words = words.iter().filter(about).map(|word| word.decided_at);
    ends.chain(words).fold(job.created_at, Timestamp::max)
}

/// A job with its attempts and their steps.
pub(super) fn of_job(
    build: &builds::Model,
    (job, queued_at): (&jobs::Model, Timestamp),
    (attempts, steps): (&[job_attempts::Model], &[steps::Model]),
    now: Timestamp,
) -> Vec<Span> {
    let trace = trace_of(build);
    let key = format!("job:{}", job.id);
    let times = (job.created_at, job.finished_at.unwrap_or(now));
    let has_failed =
        matches!(job.status, JobStatus::Failed | JobStatus::TimedOut | JobStatus::Lost);
    let mut spans = vec![
        Span::new(trace, ("job", &key), Some(build_span_id(build)), times)
            .with("oore.job.id", &job.id)
            .with("oore.job.key", &job.key)
            .with("oore.status", &job.status)
            .failed_if(has_failed, &job.detail.as_deref().unwrap_or_default()),
    ];
    let names = names_without_scripts(&job.plan.0);
    let mut waits_since = queued_at;
    for attempt in attempts {
        let own = steps.iter().filter(|step| step.attempt_id == attempt.id);
        let own = own.map(|step| (step, name_of(step, &names)));
        let times = (waits_since, now);
        spans.extend(of_attempt((trace, trace.span(&key)), attempt, own, times));
        waits_since = attempt.finished_at.unwrap_or(now);
    }
    spans
}

/// The row's own name may be a part of its script.
fn name_of<'a>(step: &steps::Model, names: &'a [String]) -> &'a str {
    let name = usize::try_from(step.position).ok().and_then(|position| names.get(position));
    name.map(String::as_str).unwrap_or_default()
}

/// From the queue to the result: each attempt waits, is leased, is taken by its runner, runs its
/// steps, and its result is stored.
fn of_attempt<'a>(
    (trace, job): (TraceId, SpanId),
    attempt: &job_attempts::Model,
    steps: impl Iterator<Item = (&'a steps::Model, &'a str)>,
    (waits_since, now): (Timestamp, Timestamp),
) -> Vec<Span> {
    let named = |name: &str| format!("{name}:{}", attempt.id);
    let key = named("lease");
    let lease = Some(trace.span(&key));
    let ended = attempt.finished_at.unwrap_or(now);
    let has_failed = matches!(
        attempt.status,
        AttemptStatus::Failed
            | AttemptStatus::TimedOut
            | AttemptStatus::Lost
            | AttemptStatus::Refused
    );
    let leased = attempt.leased_at;
    let mut spans = vec![
        Span::new(trace, ("queue", &named("queue")), Some(job), (waits_since, leased)),
        Span::new(trace, ("lease", &key), Some(job), (leased, ended))
            .with("oore.lease.id", &attempt.id)
            .with("oore.runner.id", &attempt.runner_id)
            .with("oore.status", &attempt.status)
            .failed_if(has_failed, &attempt.detail.as_deref().unwrap_or_default()),
    ];
    if let Some(accepted) = attempt.accepted_at {
        spans.push(Span::new(trace, ("send", &named("send")), lease, (leased, accepted)));
    }
    for step in steps {
        spans.extend(of_step((trace, lease), attempt, step));
    }
    if attempt.status != AttemptStatus::Lost && attempt.finished_at.is_some() {
        spans.push(Span::new(trace, ("result", &named("result")), lease, (ended, now)));
    }
    spans
}

/// A step that began, by its runner's clock.
fn of_step(
    (trace, lease): (TraceId, Option<SpanId>),
    attempt: &job_attempts::Model,
    (step, name): (&steps::Model, &str),
) -> Option<Span> {
    let (began, ended) = step.started_at.zip(step.finished_at)?;
    let key = format!("step:{}:{}", attempt.id, step.position);
    let has_failed = matches!(step.status, StepStatus::Failed | StepStatus::TimedOut);
    let exit_code = step.exit_code.map(|code| format!("exit code {code}")).unwrap_or_default();
    Some(
        Span::new(trace, ("step", &key), lease, (began, ended))
            .with("oore.step.name", &name)
            .with("oore.status", &step.status)
            .failed_if(has_failed, &exit_code),
    )
}

/// Telling a provider the state of a build.
pub(super) fn of_telling(build: &builds::Model, told: &Told) -> Span {
    let trace = trace_of(build);
    let key = format!("tell:{}:{}:{}", told.report, told.version, told.began.timestamp_micros());
    Span::new(trace, ("tell", &key), Some(build_span_id(build)), (told.began, told.ended))
        .with("oore.status_report.id", &told.report)
        .failed_if(told.failure.is_some(), &told.failure.as_deref().unwrap_or_default())
}
