//! Webhook events as callers see them.

use poem_openapi::Object;

use crate::api::words::Word;
use crate::clock::Timestamp;
use crate::domain::event::Summary;
use crate::domain::provider::ProviderKind;
use crate::domain::status::{BuildStatus, WebhookEventStatus};
use crate::domain::trigger::{Decision, Known, Outcome, Rule, TraceEntry, advice};
use crate::entities::builds;
use crate::entities::webhook_events::Model;
use crate::ids::{BuildId, RepositoryId, WebhookEventId};

/// One delivery of a webhook, and what was decided on it.
#[derive(Debug, Clone, PartialEq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct WebhookEvent {
    /// Its id.
    pub id: WebhookEventId,
    /// Who sent it.
    pub provider: Word<ProviderKind>,
    /// The kind of event in the provider's words: `push`, `Push Hook`. `sync`: no webhook told, it
    /// was found by a look at the repository.
    pub event: String,
    /// What happened to the event's subject, in the provider's words.
    pub action: Option<String>,
    /// The provider's name for the delivery; a redelivery bears the same.
    pub delivery_id: String,
    /// The registered repository, once it is known.
    pub repository_id: Option<RepositoryId>,
    /// How far it got.
    pub status: Word<WebhookEventStatus>,
    /// When it was stored.
    pub received_at: Timestamp,
    /// When it was decided.
    pub handled_at: Option<Timestamp>,
    /// How often it was tried in vain since it was received or replayed: its commit could not be
    /// fetched.
    pub attempts: u32,
    /// How often the provider delivered it again.
    pub redeliveries: u32,
    /// The length of its body.
    pub size_bytes: u64,
    /// What the payload says it is about, also when the repository is not registered.
    pub summary: EventSummary,
    /// What was decided, once it is.
    pub decision: Option<EventDecision>,
    /// Why it could not be decided.
    pub error: Option<String>,
    /// The builds that came of it. Only where one event is shown.
    pub builds: Option<Vec<BuildLink>>,
}

/// What a payload says it is about.
#[derive(Debug, Clone, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct EventSummary {
    /// The repository's full name.
    pub repository: Option<String>,
    /// The ref as it is spelt in the payload.
    #[oai(rename = "ref")]
    pub git_ref: Option<String>,
    /// The commit's whole id.
    pub commit: Option<String>,
    /// The number of the pull or merge request.
    pub pull_request: Option<u64>,
    /// Who did it.
    pub sender: Option<String>,
}

/// What came of an event, and why.
#[derive(Debug, Clone, PartialEq, Object)]
pub struct EventDecision {
    /// What came of it.
    pub outcome: Word<Outcome>,
    /// The same in one sentence.
    pub reason: String,
    /// The rules in the order in which they were looked at; the first that does not match ends it.
    pub trace: Vec<DecisionStep>,
    /// What to change so that it is built, in the order in which it is done; empty when it is built
    /// already.
    #[oai(skip_serializing_if_is_empty, default)]
    pub advice: Vec<String>,
}

/// One rule that was looked at.
#[derive(Debug, Clone, PartialEq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct DecisionStep {
    /// Which rule.
    pub rule: Word<Rule>,
    /// Whether it let the event pass.
    pub matched: bool,
    /// The values that were compared.
    pub detail: String,
    /// Where the rule stands, if in a pipeline file.
    pub source: Option<SourcePlace>,
}

/// A line of a file in the repository.
#[derive(Debug, Clone, PartialEq, Eq, Object)]
pub struct SourcePlace {
    /// The file's path.
    pub path: String,
    /// Counted from 1.
    pub line: u32,
}

/// A build, named.
#[derive(Debug, Clone, PartialEq, Object)]
pub struct BuildLink {
    /// Its id.
    pub id: BuildId,
    /// Its number in its repository.
    pub number: u64,
    /// Its state.
    pub status: Word<BuildStatus>,
}

/// What became of a delivery.
#[derive(Debug, Clone, PartialEq, Object)]
pub struct WebhookReceipt {
    /// The event under which it is stored.
    pub id: WebhookEventId,
    /// How far that event is.
    pub status: Word<WebhookEventStatus>,
    /// Whether this delivery was received before.
    pub duplicate: bool,
}

impl WebhookEvent {
    /// The view of one event together with its builds.
    #[must_use]
    pub fn with_builds(row: Model, builds: &[builds::Model]) -> Self {
        Self { builds: Some(builds.iter().map(BuildLink::from).collect()), ..row.into() }
    }
}

impl From<Model> for WebhookEvent {
    fn from(row: Model) -> Self {
        let Model {
            id,
            provider,
            endpoint: _,
            delivery_id,
            event,
            action,
            repository_id,
            status,
            received_at,
            handled_at,
            handling: _,
            replayed_by: _,
            attempts,
            redeliveries,
            size_bytes,
            content_type: _,
            body: _,
            summary,
            decision,
            error,
        } = row;
        let (own_id, repository) = (id.to_string(), repository_id.map(|id| id.to_string()));
        let known = Known {
            provider,
            named: summary.0.repository.as_deref(),
            repository: repository.as_deref(),
            event: Some(&own_id),
        };
        let decision = decision.map(|decision| EventDecision::new(decision.0, known));
        Self {
            id,
            provider: Word(provider),
            event,
            action,
            delivery_id,
            repository_id,
            status: Word(status),
            received_at,
            handled_at,
            attempts: u32::try_from(attempts).unwrap_or_default(),
            redeliveries: u32::try_from(redeliveries).unwrap_or_default(),
            size_bytes: u64::try_from(size_bytes).unwrap_or_default(),
            summary: summary.0.into(),
            decision,
            error,
            builds: None,
        }
    }
}

impl From<Summary> for EventSummary {
    fn from(summary: Summary) -> Self {
        let Summary { repository, git_ref, commit, pull_request, sender } = summary;
        Self { repository, git_ref, commit, pull_request, sender }
    }
}

impl EventDecision {
    /// The view of a decision; its advice is given with what is `known` beside it.
    #[must_use]
    pub fn new(decision: Decision, known: Known<'_>) -> Self {
        let advice = advice(&decision, known);
        let Decision { outcome, reason, trace } = decision;
        let trace = trace.into_iter().map(DecisionStep::from).collect();
        Self { outcome: Word(outcome), reason, trace, advice }
    }
}

impl From<TraceEntry> for DecisionStep {
    fn from(entry: TraceEntry) -> Self {
        let TraceEntry { rule, matched, detail, source, mismatch: _ } = entry;
        let source = source.map(|place| SourcePlace { path: place.path, line: place.line });
        Self { rule: Word(rule), matched, detail, source }
    }
}

impl From<&builds::Model> for BuildLink {
    fn from(build: &builds::Model) -> Self {
        Self {
            id: build.id,
            number: u64::try_from(build.number).unwrap_or_default(),
            status: Word(build.status),
        }
    }
}
