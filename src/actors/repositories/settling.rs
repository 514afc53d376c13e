//! What comes of an event, written down; and when it is tried again where it can't be.

use std::time::Duration;

use sea_orm::DbErr;
use tracing::{error, info, warn};

use super::decide::Decided;
use super::meaning::{MissedBody, told};
use crate::actors::persistence::{Persistence, PersistenceError};
use crate::clock;
use crate::domain::event::Event;
use crate::domain::reconcile::head_name;
use crate::domain::status::WebhookEventStatus;
use crate::domain::text::{SENTENCE_LIMIT, bounded};
use crate::domain::trigger::{Decision, Rule, TraceEntry};
use crate::entities::webhook_events::{Model as WebhookEvent, SYNC};
use crate::ids::RepositoryId;
use crate::store::WriteError;
use crate::store::builds::{CreateBuild, CreateRefused, EventHandling, NewBuild, Told};
use crate::store::heads::SeenHead;
use crate::store::reports::Skipped;
use crate::store::webhook_events::{PostponeEvent, SettleEvent};
use crate::trace::timed;

/// The pauses between tries to handle an event. After the last try the event has failed; a
/// redelivery or a replay begins anew.
const PAUSES: [Duration; 4] = [
    Duration::from_secs(1),
    Duration::from_secs(5),
    Duration::from_secs(30),
    Duration::from_secs(120),
];

/// What is said of an event of which the database takes nothing else.
const NOT_STORED: &str = "the database refused what was decided; the server's log says why";

/// The database does not answer now; the event waits.
#[derive(Debug, thiserror::Error)]
pub(super) enum Trouble {
    #[error(transparent)]
    Read(#[from] DbErr),
    #[error(transparent)]
    Write(#[from] PersistenceError),
}

/// Whether the next event's turn has come.
pub(super) enum Next {
    Settled,
    TryAgainIn(Duration),
}

/// One event on its way to its end.
pub(super) struct Settling {
    pub(super) persistence: Persistence,
    pub(super) repository: RepositoryId,
    pub(super) row: WebhookEvent,
    /// What a look at the repository found, where no webhook told.
    pub(super) missed: Option<MissedBody>,
}

/// How an event ends without a build.
struct End {
    status: WebhookEventStatus,
    decision: Decision,
    error: Option<String>,
    skipped: Option<Skipped>,
    head: Option<SeenHead>,
}

impl End {
    fn ignored(decision: Decision) -> Self {
        let status = WebhookEventStatus::Ignored;
        Self { status, decision, error: None, skipped: None, head: None }
    }

    fn failed(decision: Decision, error: &str) -> Self {
        let error = Some(bounded(error, SENTENCE_LIMIT));
        let status = WebhookEventStatus::Failed;
        Self { status, decision, error, skipped: None, head: None }
    }

    fn not_stored() -> Self {
        let last = TraceEntry::unmatched(Rule::Storage, NOT_STORED);
        Self::failed(Decision::failed(Vec::new(), last), NOT_STORED)
    }
}

fn forgotten(event: &Event) -> Option<SeenHead> {
    Some(SeenHead { full_ref: head_name(&event.git_ref)?, state: None })
}

/// What becomes of an event.
pub(super) enum Ending {
    /// It was decided, and tells where its ref stands.
    Decided(Box<Decided>, Option<SeenHead>),
    /// Nothing is built.
    Ignored(Decision),
    /// Its payload can't be used.
    Unusable(String),
    /// It has failed; a redelivery or a replay begins anew.
    GivenUp(Rule, String),
    /// It is tried again after a pause, a few times.
    Postponed(Rule, String),
}

impl Settling {
    /// Stores what becomes of the event.
    pub(super) async fn conclude(self, ending: Ending) -> Result<Next, Trouble> {
        match ending {
            Ending::Decided(decided, head) => self.decided(*decided, head).await,
            Ending::Ignored(decision) => self.end(End::ignored(decision)).await,
            Ending::Unusable(error) => {
                self.end(End::failed(Decision::unsupported(&error), &error)).await
            }
            Ending::GivenUp(rule, error) => self.fail(rule, error).await,
            Ending::Postponed(rule, error) => self.later_or_never(rule, error).await,
        }
    }

    async fn decided(&self, decided: Decided, head: Option<SeenHead>) -> Result<Next, Trouble> {
        failpoint::here("event.decided");
        let Decided { decision, build, skipped } = decided;
        match build {
            Some(build) => self.build(decision, *build, head).await,
            None => self.end(End { skipped, head, ..End::ignored(decision) }).await,
        }
    }

    async fn fail(&self, rule: Rule, error: String) -> Result<Next, Trouble> {
        let last = TraceEntry::unmatched(rule, error.clone());
        self.end(End::failed(Decision::failed(Vec::new(), last), &error)).await
    }

    async fn later_or_never(&self, rule: Rule, error: String) -> Result<Next, Trouble> {
        match self.next_pause() {
            Some(pause) => self.try_later(pause, &error).await,
            None => self.fail(rule, error).await,
        }
    }

    async fn build(
        &self,
        decision: Decision,
        mut build: NewBuild,
        head: Option<SeenHead>,
    ) -> Result<Next, Trouble> {
        if self.missed.is_some() && build.event.sender.is_none() {
            SYNC.clone_into(&mut build.triggered_by);
        }
        let handling = Some(EventHandling {
            event: self.row.id,
            handling: self.row.handling,
            decision: self.explained(decision),
            head,
            told: self
                .missed
                .as_ref()
                .map_or(Told::ByWebhook, |missed| Told::BySync(missed.seen_at)),
        });
        let made = timed("create build", self.persistence.run(CreateBuild { build, handling }));
        match made.await {
            Ok(Ok(build)) => {
                failpoint::here("build.created");
                info!(build.id = %build.id, "build {} is made", build.number);
            }
            Ok(Err(CreateRefused::Built(standing))) => {
                info!(build.id = %standing.build, "another build stands for an event");
            }
            Ok(Err(refused)) => warn!(?refused, "no build is made"),
            Err(PersistenceError::Write(error)) => {
                return self.later_or_never(Rule::Storage, error.to_string()).await;
            }
            Err(error) => return Err(error.into()),
        }
        Ok(Next::Settled)
    }

    async fn end(&self, end: End) -> Result<Next, Trouble> {
        match self.write(end).await {
            Ok(()) => Ok(Next::Settled),
            // One event that can't be stored must not hold up those behind it for ever.
            Err(PersistenceError::Write(error)) => self.refused(&error).await,
            Err(error) => Err(error.into()),
        }
    }

    /// The database would not take what came of the event: a few tries, and then the plainest end.
    async fn refused(&self, error: &WriteError) -> Result<Next, Trouble> {
        if let Some(pause) = self.next_pause() {
            return self.try_later(pause, &error.to_string()).await;
        }
        error!(webhook_event.id = %self.row.id, %error, "what came of an event can't be stored");
        self.write(End::not_stored()).await?;
        Ok(Next::Settled)
    }

    /// The decision, beginning with why there is an event at all.
    fn explained(&self, mut decision: Decision) -> Decision {
        if let Some(body) = &self.missed {
            decision.trace.insert(0, body.missed.entry());
        }
        told(&self.row, decision)
    }

    async fn write(&self, end: End) -> Result<(), PersistenceError> {
        let End { status, decision, error, skipped, head } = end;
        let head = match (status, &self.missed) {
            // Its head was noted with the event: forgotten, it is found again by the next look.
            (WebhookEventStatus::Failed, Some(body)) => forgotten(&body.missed.event),
            _ => head,
        };
        let write = SettleEvent {
            id: self.row.id,
            handling: self.row.handling,
            repository: Some(self.repository),
            status,
            decision: Some(self.explained(decision)),
            error,
            skipped,
            head,
            at: clock::now(),
        };
        self.persistence.run(write).await
    }

    async fn try_later(&self, pause: Duration, error: &str) -> Result<Next, Trouble> {
        let (id, attempts) = (self.row.id, self.row.attempts + 1);
        warn!(error, webhook_event.attempts = attempts, "an event can't be handled");
        let error = bounded(error, SENTENCE_LIMIT);
        self.persistence.run(PostponeEvent { id, attempts, error }).await?;
        Ok(Next::TryAgainIn(pause))
    }

    /// The pause before the next try; none after the last one.
    fn next_pause(&self) -> Option<Duration> {
        usize::try_from(self.row.attempts).ok().and_then(|tried| PAUSES.get(tried)).copied()
    }
}
