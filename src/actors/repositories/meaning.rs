//! What a stored event means.

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
