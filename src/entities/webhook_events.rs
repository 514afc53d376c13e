//! Webhook events as they came, and what was decided. They belong to nobody, as most of them name
//! a repository only in their payload.

use sea_orm::entity::prelude::*;

use super::{Packed, Stored};
use crate::clock::Timestamp;
use crate::domain::event::Summary;
use crate::domain::provider::ProviderKind;
use crate::domain::status::WebhookEventStatus;
use crate::domain::trigger::Decision;
use crate::ids::{RepositoryId, WebhookEventId};

/// The endpoint of events that a look at the repository found. No webhook URL has this name, so
/// that nobody can send such an event.
pub const SYNC: &str = "sync";

/// One delivery of a webhook, or what was missed of one.
#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "webhook_events")]
pub struct Model {
    /// Its id; later ones are greater.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: WebhookEventId,
    /// Who sent it.
    pub provider: ProviderKind,
    /// Where it came in: a repository's id, or `app`; [`SYNC`] for what no delivery told. They are unique within it, so that
    /// nobody can occupy another's delivery ids.
    pub endpoint: String,
    /// The provider's name for the delivery.
    pub delivery_id: String,
    /// The provider's name for the kind of event.
    pub event: String,
    /// The provider's name for what happened.
    pub action: Option<String>,
    /// The registered repository, when it is known.
    pub repository_id: Option<RepositoryId>,
    /// How far it got.
    pub status: WebhookEventStatus,
    /// When it was stored.
    pub received_at: Timestamp,
    /// When it was decided.
    pub handled_at: Option<Timestamp>,
    /// Which handling is meant, counted from 1; a replay or a retried redelivery begins another.
    pub handling: i32,
    /// Who asked for this handling, for people; none when the provider brought it about.
    pub replayed_by: Option<String>,
    /// How often this handling was tried in vain.
    pub attempts: i32,
    /// How often it was delivered again.
    pub redeliveries: i32,
    /// The body's length.
    pub size_bytes: i64,
    /// The body's media type.
    pub content_type: String,
    /// The body as it came.
    pub body: Packed,
    /// What the payload says about itself.
    pub summary: Stored<Summary>,
    /// What was decided, and why.
    pub decision: Option<Stored<Decision>>,
    /// Why it could not be decided.
    pub error: Option<String>,
}

impl Model {
    /// Whether the body is not kept any more, as the operator wants it.
    #[must_use]
    pub fn is_payload_removed(&self) -> bool {
        self.body.is_empty() && self.size_bytes > 0
    }
}

/// None: see the module's doc.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
