//! Reads what waits and hands it on; an event of no registered repository it decides itself.

use std::collections::HashSet;
use std::ops::ControlFlow;
use std::time::Duration;

use ractor::{Actor, ActorProcessingErr, ActorRef};
use sea_orm::DbErr;
use tracing::error;
use url::Url;

use super::handle::Intake;
use crate::actors::persistence::{Persistence, PersistenceError};
use crate::actors::repositories::{Repositories, meaning, told};
use crate::clock;
use crate::domain::change::Change;
use crate::domain::event::Event;
use crate::domain::status::WebhookEventStatus;
use crate::domain::text::{SENTENCE_LIMIT, bounded};
use crate::domain::trigger::{Decision, RepositoryFacts, before_file};
use crate::entities::repositories::Model as Repository;
use crate::entities::webhook_events::Model as WebhookEvent;
use crate::ids::{RepositoryId, WebhookEventId};
use crate::providers::{Parsed, may_be_at_app};
use crate::store::changes::ApplyChange;
use crate::store::webhook_events::{APP, SettleEvent};
use crate::store::{self, Reader};

/// How often it looks although nobody woke it: what a lost hint costs at most.
const SLOW_TICK: Duration = Duration::from_secs(30);

/// How many events are read at a time.
const PAGE: u64 = 200;

/// Hands stored events on.
#[derive(Debug)]
pub struct IntakeActor;

/// What the intake is told.
#[derive(Debug)]
pub enum IntakeMessage {
    /// An event waits.
    Waits {
        /// The event.
        event: WebhookEventId,
        /// Who decides it, if that is known.
        repository: Option<RepositoryId>,
    },
    /// Look, and look again after a while.
    Tick,
    /// An event is decided.
    Settled(WebhookEventId),
    /// What was handed on may have been dropped: hand everything on again.
    StartOver,
}

/// What the intake works with.
#[derive(Debug, Clone)]
pub struct IntakeArguments {
    /// Where it reads.
    pub reader: Reader,
    /// Where it writes.
    pub persistence: Persistence,
    /// Where events go.
    pub repositories: Repositories,
    /// The API of the GitHub whose App it hears of.
    pub github_api_url: Url,
    /// Its own handle.
    pub handle: Intake,
}

/// The events that were handed on.
#[derive(Debug)]
pub struct IntakeState {
    arguments: IntakeArguments,
    handed_on: HashSet<WebhookEventId>,
}

impl Actor for IntakeActor {
    type Msg = IntakeMessage;
    type State = IntakeState;
    type Arguments = IntakeArguments;

    async fn pre_start(
        &self,
        myself: ActorRef<IntakeMessage>,
        arguments: IntakeArguments,
    ) -> Result<IntakeState, ActorProcessingErr> {
        myself.cast(IntakeMessage::Tick)?;
        Ok(IntakeState { arguments, handed_on: HashSet::new() })
    }

    async fn handle(
        &self,
        _: ActorRef<IntakeMessage>,
        message: IntakeMessage,
        state: &mut IntakeState,
    ) -> Result<(), ActorProcessingErr> {
        state.arguments.handle.address.taken();
        match message {
            IntakeMessage::Waits { event, repository } => state.arrived(event, repository).await,
            IntakeMessage::Settled(event) => {
                state.handed_on.remove(&event);
            }
            IntakeMessage::StartOver => {
                state.handed_on.clear();
                state.look().await;
            }
            IntakeMessage::Tick => {
                state.arguments.handle.address.cast_after(SLOW_TICK, IntakeMessage::Tick);
                state.handed_on.clear();
                state.look().await;
            }
        }
        Ok(())
    }
}

/// Why a look failed.
#[derive(Debug, thiserror::Error)]
enum LookError {
    #[error(transparent)]
    Database(#[from] DbErr),
    #[error(transparent)]
    Persistence(#[from] PersistenceError),
}

impl IntakeState {
    /// Costs the same however many others wait.
    async fn arrived(&mut self, event: WebhookEventId, repository: Option<RepositoryId>) {
        if self.handed_on.contains(&event) {
            return;
        }
        failpoint::here("webhook.answered");
        if let Some(repository) = repository {
            self.arguments.repositories.handle(repository, event);
            self.handed_on.insert(event);
            return;
        }
        let found = store::webhook_events::find_without_body(&self.arguments.reader, event).await;
        match found {
            Ok(Some(row)) if row.status == WebhookEventStatus::Received => {
                self.hand_on_or_leave(row).await;
            }
            Ok(_) => {}
            Err(error) => error!(webhook_event.id = %event, %error, "an event waits"),
        }
    }

    /// One that can't be handed on waits for the next look; those behind it need not.
    async fn hand_on_or_leave(&mut self, event: WebhookEvent) {
        let id = event.id;
        match self.hand_on(event).await {
            Ok(()) => drop(self.handed_on.insert(id)),
            Err(error) => error!(webhook_event.id = %id, %error, "an event waits"),
        }
    }

    async fn look(&mut self) {
        if let Err(error) = self.hand_on_all().await {
            error!(%error, "webhook events can't be handled at the moment");
        }
    }

    async fn hand_on_all(&mut self) -> Result<(), LookError> {
        let mut after = None;
        loop {
            let page = store::webhook_events::waiting(&self.arguments.reader, after, PAGE).await?;
            let Some(last) = page.last() else { return Ok(()) };
            after = Some(last.id);
            for event in page {
                if !self.handed_on.contains(&event.id) {
                    self.hand_on_or_leave(event).await;
                }
            }
        }
    }

    async fn hand_on(&self, event: WebhookEvent) -> Result<(), LookError> {
        if is_about_repositories(&event)
            && let Some(whole) =
                store::webhook_events::find(&self.arguments.reader, event.id).await?
            && let Ok(Parsed::Change(change)) = meaning(&whole).await
        {
            return self.carry_over(&whole, change).await;
        }
        let repository = match event.repository_id {
            Some(id) => Some(id),
            None => self.registered(&event).await?,
        };
        if let Some(repository) = repository {
            self.arguments.repositories.handle(repository, event.id);
            return Ok(());
        }
        let whole = store::webhook_events::find(&self.arguments.reader, event.id).await?;
        let Some(event) = whole else { return Ok(()) };
        let meaning = meaning(&event).await;
        let (status, decision, error) = decide_unregistered(meaning);
        let write = SettleEvent {
            id: event.id,
            handling: event.handling,
            repository: None,
            status,
            decision: Some(told(&event, decision)),
            error: error.map(|error| bounded(&error, SENTENCE_LIMIT)),
            skipped: None,
            head: None,
            at: clock::now(),
        };
        Ok(self.arguments.persistence.run(write).await?)
    }

    async fn carry_over(&self, event: &WebhookEvent, change: Change) -> Result<(), LookError> {
        let write = ApplyChange {
            event: event.id,
            handling: event.handling,
            provider: event.provider,
            change,
            at: clock::now(),
        };
        Ok(self.arguments.persistence.run(write).await?)
    }

    /// Looked up again for a replay: the repository may have been registered since.
    async fn registered(&self, event: &WebhookEvent) -> Result<Option<RepositoryId>, DbErr> {
        let Some(name) = &event.summary.0.repository else { return Ok(None) };
        let db = &self.arguments.reader;
        let found = store::repositories::find_by_name(db, event.provider, name).await?;
        // An App of one GitHub tells nothing of a repository of the same name on another.
        let github = &self.arguments.github_api_url;
        let is_meant = |row: &Repository| {
            let api_url = row.api_url.as_deref();
            event.endpoint != APP || may_be_at_app(row.provider, &row.clone_url, api_url, github)
        };
        Ok(found.filter(is_meant).map(|repository| repository.id))
    }
}

/// Whether the GitHub App was told something about repositories that is no push and no pull request:
/// it concerns several of them, or one that has another name by now.
fn is_about_repositories(event: &WebhookEvent) -> bool {
    event.endpoint == APP
        && matches!(
            event.event.as_str(),
            "installation" | "installation_repositories" | "repository"
        )
}

fn decide_unregistered(
    meaning: Result<Parsed, String>,
) -> (WebhookEventStatus, Decision, Option<String>) {
    let ignored = |decision| (WebhookEventStatus::Ignored, decision, None);
    let unregistered = || Decision::unsupported("the repository is not registered");
    let decided = |event: &Event| match before_file(event, RepositoryFacts::Unregistered) {
        ControlFlow::Break(decision) => decision,
        ControlFlow::Continue(_) => unregistered(),
    };
    match meaning {
        Ok(Parsed::Ignored(reason)) => ignored(Decision::unsupported(&reason)),
        Ok(Parsed::Change(_) | Parsed::Again { .. }) => {
            ignored(Decision::unsupported("no registered repository is meant"))
        }
        Ok(Parsed::Event(event) | Parsed::Touched { event, .. }) => ignored(decided(&event)),
        Ok(Parsed::Several(events)) => ignored(events.first().map_or_else(unregistered, decided)),
        Err(error) => (WebhookEventStatus::Failed, Decision::unsupported(&error), Some(error)),
    }
}
