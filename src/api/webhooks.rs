//! What the providers sent: taking it in, showing it, deciding it once more.

#![expect(clippy::too_many_arguments, reason = "each is a parameter of an operation")]

mod group_read;
pub(super) mod known;
mod reading;
mod receive;
mod sealed_away;

use poem_openapi::OpenApi;
use poem_openapi::param::Query;
use sea_orm::DbErr;
use serde::{Deserialize, Serialize};

use super::answer::{Accepted, Ok200};
use super::download::Download;
use super::error::ApiError;
use super::fail::{Fail, Missing, MissingOrConflict, NoFailures};
use super::guard::{self, Loaded, RepoRead, RepoWrite, Resource, Within};
use super::page::{Page, PageLimit, PageToken, Paging};
use super::services::With;
use super::tags::Tag;
use super::views::webhook_event::WebhookEvent;
use super::words::Word;
use crate::domain::audit::{Change, Target};
use crate::domain::provider::ProviderKind;
use crate::domain::status::WebhookEventStatus;
use crate::entities::webhook_events::Model;
use crate::ids::{RepositoryId, WebhookEventId};
use crate::store::Reader;
use crate::store::webhook_events::{self as store, ReplayEvent, ReplayRefused};

pub(super) use receive::Receive;
pub use sealed_away::SealedAway;

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct Filters {
    repo: Option<RepositoryId>,
    provider: Option<Word<ProviderKind>>,
    status: Option<Word<WebhookEventStatus>>,
}

/// Operations on webhook events.
#[derive(Debug, Clone, Copy)]
pub(super) struct Webhooks;

#[OpenApi(tag = "Tag::Webhook")]
impl Webhooks {
    /// List webhook events
    ///
    /// The newest first.
    #[oai(path = "/api/webhooks/events", method = "get", operation_id = "webhook_list")]
    async fn list(
        &self,
        caller: Within<RepoRead>,
        services: With<'_>,
        limit: Query<PageLimit>,
        page_token: Query<PageToken>,
        /// Only of this repository.
        repo: Query<Option<RepositoryId>>,
        /// Only of this provider.
        provider: Query<Option<Word<ProviderKind>>>,
        /// Only in this state.
        status: Query<Option<Word<WebhookEventStatus>>>,
    ) -> Result<Ok200<Page<WebhookEvent>>, Fail<NoFailures>> {
        let given = Filters { repo: repo.0, provider: provider.0, status: status.0 };
        let paging: Paging<Filters, WebhookEventId> =
            Paging::new("webhook_list", limit.0, &page_token.0, given)?;
        let filter = store::Filter {
            repository: paging.filters.repo,
            provider: paging.filters.provider.map(|word| word.0),
            status: paging.filters.status.map(|word| word.0),
        };
        let page = (paging.after, paging.rows_wanted());
        let rows = store::list(&services.reader, &filter, caller.reach(), page).await?;
        Ok(Ok200(paging.page(rows, |row| row.id, WebhookEvent::from)))
    }

    /// Show a webhook event
    ///
    /// With the rules that were looked at to decide it, and the builds that came of it.
    #[oai(path = "/api/webhooks/events/:id", method = "get", operation_id = "webhook_show")]
    async fn show(
        &self,
        #[oai(name = "id")] event: guard::Path<Model, RepoRead>,
        services: With<'_>,
    ) -> Result<Ok200<WebhookEvent>, Fail<Missing>> {
        Ok(Ok200(view(&services.reader, event.row).await?))
    }

    /// Decide a webhook event once more
    ///
    /// By today's settings and rules, as if it had just arrived; the decision's trace begins with
    /// that. The builds that came of it before stay.
    #[oai(
        path = "/api/webhooks/events/:id/replay",
        method = "post",
        operation_id = "webhook_replay"
    )]
    async fn replay(
        &self,
        #[oai(name = "id")] event: guard::Path<Model, RepoWrite>,
        services: With<'_>,
    ) -> Result<Accepted<WebhookEvent>, Fail<MissingOrConflict>> {
        let (caller, event) = (event.caller(), &event.row);
        if event.is_payload_removed() {
            return Err(ApiError::Conflict(removed()).into());
        }
        let write = ReplayEvent {
            id: event.id,
            seen_handling: event.handling,
            asked_by: caller.principal.name.clone(),
        };
        let change = Change::of(Target::new("webhook_event", &event.id), event.repository_id);
        let told = move |replayed: &Result<_, _>| replayed.is_ok().then(|| change.clone());
        let replayed = services.record((caller, "webhook_replay"), write, told).await?;
        replayed.map_err(|refused| {
            ApiError::Conflict(match refused {
                ReplayRefused::StillWaiting => "the event waits to be decided already".to_owned(),
                ReplayRefused::PayloadRemoved => removed(),
            })
        })?;
        let event = store::find(&services.reader, event.id).await?;
        let event = event.ok_or_else(|| ApiError::internal("a webhook event was removed"))?;
        Ok(Accepted(view(&services.reader, event).await?))
    }

    /// Download the payload of a webhook event
    ///
    /// The body byte for byte as it was signed and sent.
    #[oai(
        path = "/api/webhooks/events/:id/payload",
        method = "get",
        operation_id = "webhook_payload"
    )]
    async fn payload(
        &self,
        #[oai(name = "id")] event: guard::Path<Model, RepoRead>,
    ) -> Result<Download, Fail<Missing>> {
        let event = event.row;
        if event.is_payload_removed() {
            return Err(ApiError::Removed(removed()).into());
        }
        let ending = if event.content_type == super::answer::JSON { "json" } else { "bin" };
        let name = format!("webhook-{}.{ending}", event.id);
        let bytes = event.body.unpack().map_err(ApiError::internal)?.into();
        Ok(Download { bytes, name, media_type: event.content_type })
    }
}

impl Resource for Model {
    type Id = WebhookEventId;

    const KIND: &'static str = "webhook event";

    /// Events of repositories that are not registered are seen by those who see all.
    async fn load(db: &Reader, id: &WebhookEventId) -> Result<Loaded<Self>, DbErr> {
        let row = store::find(db, *id).await?;
        Ok(row.map(|row| {
            let repository = row.repository_id;
            (row, repository)
        }))
    }
}

/// Whether the payload went because the event is old.
fn removed() -> String {
    "the payload was removed, as this server keeps no older ones (OORE_KEEP_PAYLOADS_FOR)"
        .to_owned()
}

async fn view(db: &Reader, event: Model) -> Result<WebhookEvent, ApiError> {
    let builds = store::builds_of(db, event.id).await?;
    Ok(WebhookEvent::with_builds(event, &builds))
}
