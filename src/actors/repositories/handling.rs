//! One event: from its row to what is written of it.

use std::collections::HashMap;
use std::future::poll_fn;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

use futures_util::FutureExt;
use tracing::warn;

use super::again::decide_again;
use super::delivered::{Delivered, Undecided};
use super::heads;
use super::meaning::{meaning, missed};
use super::merge::Patience;
use super::repository::{MOST_BYTES, RepositoryContext};
use super::settling::{Ending, Next, Settling, Trouble};
use super::sources::Awaited;
use crate::clock;
use crate::domain::event::{CommitSha, Event};
use crate::domain::status::WebhookEventStatus;
use crate::domain::trigger::{Decision, Rule, TraceEntry};
use crate::entities::repositories::Model as Repository;
use crate::entities::webhook_events::Model as WebhookEvent;
use crate::git::GitError;
use crate::ids::{RepositoryId, WebhookEventId};
use crate::providers::Parsed;
use crate::store;
use crate::store::heads::SeenHead;
use crate::store::repositories::NoteProviderId;
use crate::trace::TraceId;

/// What is said of an event whose handling panicked; the panic itself is in the server's log.
const PANICKED: &str = "the server failed while it decided this event; its log says where";

/// How far an event got.
pub(super) enum Step {
    /// It is written, or to be tried again.
    Done(Next),
    /// Its write is on its way, behind those of the events before it.
    Writing(Write),
    /// It can't be decided before the events before it are written.
    Wait,
}

/// A write that was sent.
pub(super) type Write = Pin<Box<dyn Future<Output = Result<Next, Trouble>> + Send>>;

/// What the events before one have told, and may not be written yet.
#[derive(Debug, Default)]
pub(super) struct Ahead {
    /// Whether there are such events.
    pub(super) is_under_way: bool,
    /// Refs by their full names, with the commits where they stand; none: they are gone.
    pub(super) heads: HashMap<String, Option<String>>,
    /// The same of the refs that the remote was asked for.
    pub(super) remote: HashMap<String, Option<String>>,
    /// The provider's number for the repository, if it was noted.
    number: Option<i64>,
}

/// Handles events of one repository.
pub(super) struct Handling {
    context: RepositoryContext,
    id: RepositoryId,
    /// None: it is not registered any more.
    repository: Option<Repository>,
}

impl Handling {
    /// Reads the repository, and the first of the events.
    pub(super) async fn load(
        mut context: RepositoryContext,
        id: RepositoryId,
        events: &[WebhookEventId],
    ) -> Result<(Self, HashMap<WebhookEventId, WebhookEvent>), Trouble> {
        let db = &context.reader;
        let rows = store::webhook_events::find_first(db, events, MOST_BYTES).await?;
        let repository = store::repositories::find(db, id).await?;
        context.sources.awaited = Awaited::of(rows.values().filter_map(named_commit));
        Ok((Self { context, id, repository }, rows))
    }

    /// Decides an event, and sends what is to be written of it.
    #[tracing::instrument(skip_all, fields(webhook_event.id = %id, trace.id = %TraceId::of_event(id)))]
    pub(super) async fn begin(
        &self,
        id: WebhookEventId,
        event: Option<WebhookEvent>,
        ahead: &mut Ahead,
    ) -> Result<Step, Trouble> {
        let waiting = event.filter(|event| event.status == WebhookEventStatus::Received);
        let Some(row) = waiting else { return Ok(Step::Done(Next::Settled)) };
        let missed = missed(&row).and_then(Result::ok);
        let (persistence, repository) = (self.context.persistence.clone(), self.id);
        let settling = Settling { persistence, repository, row, missed };
        match Box::pin(self.judge(&settling, ahead)).await? {
            // It keeps its place: what is behind it is not decided before it.
            Some(ending @ Ending::Postponed(..)) => {
                Ok(Step::Done(Box::pin(settling.conclude(ending)).await?))
            }
            Some(ending) => sent(Box::pin(settling.conclude(ending))).await,
            None => Ok(Step::Wait),
        }
    }

    /// Decides an event, and writes what comes of it.
    pub(super) async fn finish(
        &self,
        id: WebhookEventId,
        event: Option<WebhookEvent>,
    ) -> Result<Next, Trouble> {
        match self.begin(id, event, &mut Ahead::default()).await? {
            Step::Done(next) => Ok(next),
            Step::Writing(write) => write.await,
            // Nothing is under way.
            Step::Wait => Ok(Next::TryAgainIn(Duration::ZERO)),
        }
    }

    /// What becomes of an event; none when the events before it must be written first.
    async fn judge(
        &self,
        settling: &Settling,
        ahead: &mut Ahead,
    ) -> Result<Option<Ending>, Trouble> {
        let Some(repository) = &self.repository else {
            return Ok(Some(Ending::Ignored(removed(&settling.row))));
        };
        Ok(Some(match meaning(&settling.row).await {
            Ok(Parsed::Change(_)) => {
                let why = "what happens to repositories is believed from the GitHub App alone; \
                           `oore repo update` changes a repository";
                Ending::Ignored(Decision::unsupported(why))
            }
            Ok(parsed) if ahead.is_under_way && !stands_alone(settling, &parsed) => {
                return Ok(None);
            }
            Ok(Parsed::Again { again, sender }) => {
                let (row, sender) = (&settling.row, sender.as_deref());
                let decided = decide_again(&self.context, repository, row, &again, sender).await?;
                Ending::Decided(Box::new(decided), None)
            }
            Ok(parsed) => self.decide(repository, settling, parsed, ahead).await?,
            Err(error) => Ending::Unusable(error),
        }))
    }

    async fn decide(
        &self,
        repository: &Repository,
        settling: &Settling,
        mut parsed: Parsed,
        ahead: &mut Ahead,
    ) -> Result<Ending, Trouble> {
        let (context, row) = (&self.context, &settling.row);
        if let (Some(_), Parsed::Event(event)) = (&settling.missed, &mut parsed) {
            // What a look found is this repository's, whatever it was called then.
            event.repository.full_name = repository.full_name();
        }
        if let Parsed::Event(event) = &parsed {
            self.note_number(repository, event, ahead).await;
        }
        let patience = Patience::after(row.attempts);
        let delivered = Delivered { context, repository, event: row.id, patience };
        let deciding = Box::pin(delivered.decide(parsed, clock::now()));
        Ok(match AssertUnwindSafe(deciding).catch_unwind().await {
            Ok(Ok((decided, about))) => {
                let head = self.head(repository, settling, about, ahead).await;
                Ending::Decided(Box::new(decided), head)
            }
            Ok(Err(Undecided::Git(GitError::Refused(error)))) => {
                match context.sources.has_another_login(repository).await {
                    true => Ending::Postponed(Rule::Commit, error),
                    false => Ending::GivenUp(Rule::Commit, error),
                }
            }
            Ok(Err(Undecided::Git(GitError::NotFound(error)))) => {
                Ending::GivenUp(Rule::Commit, error)
            }
            Ok(Err(Undecided::Git(error))) => Ending::Postponed(Rule::Commit, error.to_string()),
            Ok(Err(Undecided::Database(error))) => return Err(error.into()),
            Err(_) => Ending::GivenUp(Rule::PipelineFile, PANICKED.to_owned()),
        })
    }

    /// Where the event's ref stands. A look at the repository noted the head with the event itself.
    async fn head(
        &self,
        repository: &Repository,
        settling: &Settling,
        about: Option<Event>,
        ahead: &mut Ahead,
    ) -> Option<SeenHead> {
        let event = about.filter(|_| settling.missed.is_none())?;
        let is_first = settling.row.handling == 1;
        heads::seen(&self.context, repository, &event, is_first, ahead).await
    }

    /// By it the repository is known when it has another name.
    async fn note_number(&self, repository: &Repository, event: &Event, ahead: &mut Ahead) {
        let Some(provider_id) = new_number(repository, event) else { return };
        if ahead.number.replace(provider_id) == Some(provider_id) {
            return;
        }
        let write = NoteProviderId { id: repository.id, provider_id };
        if let Err(error) = self.context.persistence.run(write).await {
            // The next event brings it again.
            warn!(repository.id = %repository.id, %error, "the provider's number is not noted");
        }
    }
}

/// The commit that an undecided event names.
fn named_commit(row: &WebhookEvent) -> Option<CommitSha> {
    let is_undecided = row.status == WebhookEventStatus::Received;
    let named = row.summary.0.commit.clone().filter(|_| is_undecided)?;
    // That of a ref that is gone is none.
    CommitSha::new(named).ok().filter(|commit| *commit != CommitSha::null())
}

/// Sends a write by beginning to wait for it.
async fn sent(mut write: Write) -> Result<Step, Trouble> {
    match poll_fn(|context| Poll::Ready(write.as_mut().poll(context))).await {
        Poll::Ready(next) => Ok(Step::Done(next?)),
        Poll::Pending => Ok(Step::Writing(write)),
    }
}

/// Whether no row tells how the event is decided but its own: others may hold what the events
/// before it are about to write.
fn stands_alone(settling: &Settling, parsed: &Parsed) -> bool {
    settling.missed.is_none() && matches!(parsed, Parsed::Event(_) | Parsed::Ignored(_))
}

/// The provider's number for the repository that its event names, if that is not noted yet.
fn new_number(repository: &Repository, event: &Event) -> Option<i64> {
    let named = &event.repository.full_name;
    let number = i64::try_from(event.repository.provider_id?).ok()?;
    let is_same = named.eq_ignore_ascii_case(&repository.full_name());
    (is_same && repository.provider_id != Some(number)).then_some(number)
}

fn removed(row: &WebhookEvent) -> Decision {
    let name = row.summary.0.repository.as_deref().unwrap_or("the repository");
    let detail = format!("`{name}` was removed before its event was handled");
    Decision::ignored(Vec::new(), TraceEntry::unmatched(Rule::RepositoryRegistered, detail))
}
