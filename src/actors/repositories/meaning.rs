//! What a stored event means, and what is said first when it is decided once more.

use crate::domain::trigger::{Decision, again};
use crate::entities::webhook_events::Model as WebhookEvent;
use crate::providers::{self, Parsed, StoredDelivery};

/// What a stored event means.
///
/// # Errors
/// Why it can't be used, for people.
pub async fn meaning(row: &WebhookEvent) -> Result<Parsed, String> {
    let delivery = StoredDelivery {
        provider: row.provider,
        event: row.event.clone(),
        content_type: row.content_type.clone(),
        body: row.body.clone(),
    };
    providers::interpret(delivery).await
}

/// The decision as it is stored: when it is not the event's first, its trace begins with that.
#[must_use]
pub fn told(row: &WebhookEvent, decision: Decision) -> Decision {
    let received = row.received_at.format("%Y-%m-%d %H:%M:%S UTC").to_string();
    match again(row.handling, &received, row.replayed_by.as_deref()) {
        Some(first) => decision.begun_by(first),
        None => decision,
    }
}
