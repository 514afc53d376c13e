//! Taking in what the providers send: verify the raw bytes, store one durable row, answer 202.
//!
//! An unknown repository, one of another provider and a wrong signature are answered alike, after
//! the same work. Once the signature is good, nothing but an acknowledged row ends well: whatever
//! of the server is away, the answer is 503 with the time to come back.

use std::sync::Arc;
use std::time::Duration;

use poem::http::HeaderMap;
use poem_openapi::OpenApi;
use poem_openapi::param::Path;
use tokio::time::timeout;
use tracing::error;

use super::reading::{self, Body};
use crate::api::answer::Accepted;
use crate::api::error::ApiError;
use crate::api::fail::Fail;
use crate::api::raw::{JsonAlone, RawBody};
use crate::api::repositories::secrets::{Opened, Verification};
use crate::api::services::{Services, With};
use crate::api::tags::Tag;
use crate::api::views::webhook_event::WebhookReceipt;
use crate::api::words::Word;
use crate::clock;
use crate::crypto::seal::SealError;
use crate::domain::provider::ProviderKind;
use crate::domain::status::WebhookEventStatus;
use crate::entities::{Stored, repositories, webhook_events};
use crate::failures;
use crate::ids::{RepositoryId, WebhookEventId};
use crate::providers::{self, Delivery, Refused};
use crate::store::repositories as repository_store;
use crate::store::webhook_events::{self as store, APP, StoreDelivery};

/// How long a delivery waits to be stored. Providers give up after 5 s (Gitea) or 10 s (GitHub,
/// GitLab), and one that was told to come back does so sooner than one that heard nothing. What is
/// stored all the same is known when it comes again.
const STORE_PATIENCE: Duration = Duration::from_secs(3);

/// How long it waits for its repository to be found before.
const LOOK_PATIENCE: Duration = Duration::from_millis(1500);

failures! {
    ReceiveFails = [InvalidSignature, Unavailable];
}

/// The operations that providers call.
#[derive(Debug, Clone, Copy)]
pub(in crate::api) struct Receive;

#[OpenApi(tag = "Tag::Webhook")]
impl Receive {
    /// Receive a webhook of the GitHub App
    ///
    /// Verified by `X-Hub-Signature-256` with the App's secret. The event is about the registered
    /// repository that its payload names; it is recorded also when there is none.
    #[oai(path = "/api/webhooks/github", method = "post", operation_id = "webhook_receive_github")]
    async fn github(
        &self,
        services: With<'_>,
        headers: &HeaderMap,
        body: RawBody,
    ) -> Result<Accepted<WebhookReceipt>, Fail<ReceiveFails>> {
        let provider = ProviderKind::Github;
        providers::admit(provider, headers).map_err(ApiError::from)?;
        let opened = Opened::keys(services.settings.github_secrets.clone());
        let verify = check(&services, provider, opened);
        let (delivery, body) = reading::read(provider, headers, body, verify).await?;
        let repository = named(&services, &delivery).await?;
        let endpoint = Endpoint { provider, name: APP.to_owned(), repository };
        Ok(Accepted(receive(&services, endpoint, delivery, body).await?))
    }

    /// Receive a webhook of one GitHub repository
    ///
    /// Verified by `X-Hub-Signature-256` with the repository's own secret.
    #[oai(
        path = "/api/webhooks/github/:repo_id",
        method = "post",
        operation_id = "webhook_receive_github_repo"
    )]
    async fn github_repository(
        &self,
        services: With<'_>,
        repo_id: Path<RepositoryId>,
        headers: &HeaderMap,
        body: RawBody,
    ) -> Result<Accepted<WebhookReceipt>, Fail<ReceiveFails>> {
        let receipt = signed(&services, ProviderKind::Github, repo_id.0, headers, body);
        Ok(Accepted(receipt.await?))
    }

    /// Receive a webhook of one Gitea, Forgejo or Gogs repository
    ///
    /// Verified by `X-Forgejo-Signature`, `X-Gitea-Signature` or `X-Gogs-Signature` with the
    /// repository's own secret.
    #[oai(
        path = "/api/webhooks/gitea/:repo_id",
        method = "post",
        operation_id = "webhook_receive_gitea"
    )]
    async fn gitea(
        &self,
        services: With<'_>,
        repo_id: Path<RepositoryId>,
        headers: &HeaderMap,
        body: RawBody,
    ) -> Result<Accepted<WebhookReceipt>, Fail<ReceiveFails>> {
        let receipt = signed(&services, ProviderKind::Gitea, repo_id.0, headers, body);
        Ok(Accepted(receipt.await?))
    }

    /// Receive a webhook of one Bitbucket repository
    ///
    /// Of Cloud or Data Center, verified by `X-Hub-Signature` with the repository's own secret.
    #[oai(
        path = "/api/webhooks/bitbucket/:repo_id",
        method = "post",
        operation_id = "webhook_receive_bitbucket"
    )]
    async fn bitbucket(
        &self,
        services: With<'_>,
        repo_id: Path<RepositoryId>,
        headers: &HeaderMap,
        body: RawBody<JsonAlone>,
    ) -> Result<Accepted<WebhookReceipt>, Fail<ReceiveFails>> {
        let receipt = signed(&services, ProviderKind::Bitbucket, repo_id.0, headers, body);
        Ok(Accepted(receipt.await?))
    }

    /// Receive a push from the hook of a git repository
    ///
    /// Of a repository without a service around it. Verified by `X-Oore-Signature` with the
    /// repository's own secret: `sha256=` and the hexadecimal HMAC-SHA256 of the body. The header
    /// `X-Oore-Event` is `push`; `X-Oore-Delivery` names the delivery, and a repeat bears the same
    /// name. The body holds `repository` (`owner/name`), `ref`, `before` and `after` (zeros for no
    /// commit), and may hold `pusher` and `message`.
    #[oai(
        path = "/api/webhooks/git/:repo_id",
        method = "post",
        operation_id = "webhook_receive_git"
    )]
    async fn git(
        &self,
        services: With<'_>,
        repo_id: Path<RepositoryId>,
        headers: &HeaderMap,
        body: RawBody<JsonAlone>,
    ) -> Result<Accepted<WebhookReceipt>, Fail<ReceiveFails>> {
        let receipt = signed(&services, ProviderKind::Git, repo_id.0, headers, body);
        Ok(Accepted(receipt.await?))
    }

    /// Receive a webhook of one GitLab project
    ///
    /// Verified by `webhook-signature` where the repository has a signing token, else by
    /// `X-Gitlab-Token`.
    #[oai(
        path = "/api/webhooks/gitlab/:repo_id",
        method = "post",
        operation_id = "webhook_receive_gitlab"
    )]
    async fn gitlab(
        &self,
        services: With<'_>,
        repo_id: Path<RepositoryId>,
        headers: &HeaderMap,
        body: RawBody<JsonAlone>,
    ) -> Result<Accepted<WebhookReceipt>, Fail<ReceiveFails>> {
        let receipt = signed(&services, ProviderKind::Gitlab, repo_id.0, headers, body);
        Ok(Accepted(receipt.await?))
    }
}

/// How the deliveries of a provider are checked against what was opened.
fn check(
    services: &Arc<Services>,
    provider: ProviderKind,
    opened: Opened,
) -> impl FnOnce(&HeaderMap, &[u8]) -> Result<(), Refused> + Send + 'static {
    let services = Arc::clone(services);
    move |headers, body| {
        let secrets = opened.secrets(&services.pepper);
        providers::verify(provider, headers, body, &secrets, clock::now())
    }
}

/// Takes in a delivery that is verified with the repository's own secrets.
async fn signed<A: Send + 'static>(
    services: &Arc<Services>,
    provider: ProviderKind,
    id: RepositoryId,
    headers: &HeaderMap,
    body: RawBody<A>,
) -> Result<WebhookReceipt, ApiError> {
    providers::admit(provider, headers)?;
    let row = registered(services, provider, id).await?;
    let opened = Verification::new(services).opened(row.as_deref(), clock::now());
    let opened = match opened {
        Ok(opened) => opened,
        Err(error) => {
            services.sealed_away.found_one().await;
            sealed_away(id, error)
        }
    };
    let verify = check(services, provider, opened);
    match reading::read(provider, headers, body, verify).await {
        Ok((delivery, body)) => {
            let endpoint = Endpoint::of_repository(provider, id);
            receive(services, endpoint, delivery, body).await
        }
        Err(refused) => Err(services.sealed_away.instead_of(refused, services).await),
    }
}

/// Where a delivery came in.
struct Endpoint {
    provider: ProviderKind,
    name: String,
    repository: Option<RepositoryId>,
}

impl Endpoint {
    fn of_repository(provider: ProviderKind, id: RepositoryId) -> Self {
        Self { provider, name: id.to_string(), repository: Some(id) }
    }
}

/// The repository, if there is one and it is of this provider.
async fn registered(
    services: &Services,
    provider: ProviderKind,
    id: RepositoryId,
) -> Result<Option<Arc<repositories::Model>>, ApiError> {
    let row = timeout(LOOK_PATIENCE, services.known.find(&services.reader, id)).await;
    let row = row.map_err(away)?.map_err(away)?;
    Ok(row.filter(|row| row.provider == provider))
}

/// The registered repository that the payload names.
async fn named(services: &Services, delivery: &Delivery) -> Result<Option<RepositoryId>, ApiError> {
    let Some(name) = &delivery.summary.repository else { return Ok(None) };
    let db = &services.reader;
    let found = repository_store::find_by_name(db, ProviderKind::Github, name);
    let row = timeout(LOOK_PATIENCE, found).await.map_err(away)?;
    // An App of one GitHub tells nothing of a repository of the same name on another.
    let is_there = |row: &repositories::Model| {
        let github = &services.settings.github_api_url;
        providers::may_be_at_app(row.provider, &row.clone_url, row.api_url.as_deref(), github)
    };
    Ok(row.map_err(away)?.filter(is_there).map(|row| row.id))
}

/// No secrets, as if the repository were not registered: the sender must not see the difference
/// (see [`SealedAway`](super::SealedAway)), the operator must. A token alone doesn't do where a
/// signing token is kept that does not open.
fn sealed_away(id: RepositoryId, error: SealError) -> Opened {
    error!(
        repository.id = %id,
        %error,
        "a delivery is refused, as the repository's webhook secret can't be opened; if the \
         encryption key was changed, set the earlier one again or give the repository a new secret"
    );
    Opened::default()
}

async fn receive(
    services: &Services,
    endpoint: Endpoint,
    delivery: Delivery,
    body: Body,
) -> Result<WebhookReceipt, ApiError> {
    let event = row(endpoint, delivery, &body);
    let persistence = services.persistence.clone();
    // On a task of its own, which keeps the room for as long as the writer may hold the body.
    let storing = tokio::spawn(async move {
        let stored = persistence.run(StoreDelivery { event }).await;
        failpoint::here("webhook.stored");
        drop(body);
        stored
    });
    let stored = timeout(STORE_PATIENCE, storing).await.map_err(away)?;
    let outcome = stored.map_err(away)?.map_err(away)?;
    let status = if outcome.is_new {
        WebhookEventStatus::Received
    } else {
        let known = store::find_without_body(&services.reader, outcome.id);
        let known = timeout(LOOK_PATIENCE, known).await.map_err(away)?.map_err(away)?;
        known.map_or(WebhookEventStatus::Received, |known| known.status)
    };
    Ok(WebhookReceipt { id: outcome.id, status: Word(status), duplicate: !outcome.is_new })
}

fn row(endpoint: Endpoint, delivery: Delivery, body: &Body) -> webhook_events::Model {
    let Delivery { event, action, id, content_type, summary } = delivery;
    webhook_events::Model {
        id: WebhookEventId::generate(),
        provider: endpoint.provider,
        endpoint: endpoint.name,
        delivery_id: id,
        event,
        action,
        repository_id: endpoint.repository,
        status: WebhookEventStatus::Received,
        received_at: clock::now(),
        handled_at: None,
        handling: 1,
        replayed_by: None,
        attempts: 0,
        redeliveries: 0,
        size_bytes: body.size_bytes,
        content_type,
        body: body.bytes.clone(),
        summary: Stored(summary),
        decision: None,
        error: None,
    }
}

/// Whatever of the server fails here, the provider is to come back: its delivery is not stored.
fn away(error: impl std::fmt::Display) -> ApiError {
    error!(%error, "a delivery could not be taken in");
    ApiError::unavailable("the delivery can't be stored at the moment")
}
