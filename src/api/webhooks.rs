//! What the providers sent: taking it in, showing it, deciding it once more.

#![expect(clippy::too_many_arguments, reason = "each is a parameter of an operation")]

mod reading;
mod receive;

use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};
use sea_orm::DatabaseConnection;
use serde::{Deserialize, Serialize};

use super::answer::{Accepted, Ok200};
use super::download::Download;
use super::error::ApiError;
use super::fail::{Fail, Missing, MissingOrConflict, NoFailures};
use super::guard::{Authorized, RepoRead, RepoWrite};
use super::page::{Page, PageLimit, PageToken, Paging};
use super::services::With;
use super::tags::Tag;
use super::views::webhook_event::WebhookEvent;
use super::words::Word;
use crate::domain::provider::ProviderKind;
use crate::domain::status::WebhookEventStatus;
use crate::entities::webhook_events::Model;
use crate::ids::{RepositoryId, WebhookEventId};
use crate::store::webhook_events::{self as store, ReplayEvent};

pub(super) use receive::Receive;

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
        _caller: Authorized<RepoRead>,
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
        let rows = store::list(&services.reader, &filter, paging.after, paging.rows_wanted());
        Ok(Ok200(paging.page(rows.await?, |row| row.id, WebhookEvent::from)))
    }

    /// Show a webhook event
    ///
    /// With the rules that were looked at to decide it, and the builds that came of it.
    #[oai(path = "/api/webhooks/events/:id", method = "get", operation_id = "webhook_show")]
    async fn show(
        &self,
        _caller: Authorized<RepoRead>,
        services: With<'_>,
        id: Path<WebhookEventId>,
    ) -> Result<Ok200<WebhookEvent>, Fail<Missing>> {
        Ok(Ok200(view(&services.reader, id.0).await?))
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
        caller: Authorized<RepoWrite>,
        services: With<'_>,
        id: Path<WebhookEventId>,
    ) -> Result<Accepted<WebhookEvent>, Fail<MissingOrConflict>> {
        let event = find(&services.reader, id.0).await?;
        let write = ReplayEvent {
            id: id.0,
            seen_handling: event.handling,
            asked_by: caller.principal().name.clone(),
        };
        services
            .persistence
            .run(write)
            .await?
            .map_err(|_| ApiError::Conflict("the event waits to be decided already".to_owned()))?;
        Ok(Accepted(view(&services.reader, id.0).await?))
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
        _caller: Authorized<RepoRead>,
        services: With<'_>,
        id: Path<WebhookEventId>,
    ) -> Result<Download, Fail<Missing>> {
        let event = find(&services.reader, id.0).await?;
        let ending = if event.content_type == super::answer::JSON { "json" } else { "bin" };
        let name = format!("webhook-{}.{ending}", event.id);
        Ok(Download { bytes: event.body.into(), name, media_type: event.content_type })
    }
}

async fn find(db: &DatabaseConnection, id: WebhookEventId) -> Result<Model, ApiError> {
    store::find(db, id).await?.ok_or_else(|| ApiError::not_found("webhook event", &id))
}

async fn view(db: &DatabaseConnection, id: WebhookEventId) -> Result<WebhookEvent, ApiError> {
    let event = find(db, id).await?;
    let builds = store::builds_of(db, id).await?;
    Ok(WebhookEvent::with_builds(event, &builds))
}
