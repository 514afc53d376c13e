//! What a stored event means, and what is said first when it is decided once more.

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::domain::reconcile::Missed;
use crate::domain::trigger::{Decision, again};
use crate::entities::webhook_events::{Model as WebhookEvent, SYNC};
use crate::providers::{self, Parsed, StoredDelivery};

/// What stands in place of a payload where no webhook told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct MissedBody {
    /// What was missed.
    #[serde(flatten)]
    pub(super) missed: Missed,
    /// Since when the ref was known to be where it was seen last; none: it was not seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) seen_at: Option<Timestamp>,
}

/// What a look at the repository found, if the event comes of that.
pub(super) fn missed(row: &WebhookEvent) -> Option<Result<MissedBody, String>> {
    let read = || {
        let body = row.body.unpack().map_err(|error| error.to_string())?;
        serde_json::from_slice(&body).map_err(|error| error.to_string())
    };
    (row.endpoint == SYNC).then(read)
}

/// What a stored event means.
///
/// # Errors
/// Why it can't be used, for people.
pub async fn meaning(row: &WebhookEvent) -> Result<Parsed, String> {
    if let Some(body) = missed(row) {
        return body.map(|body| Parsed::Event(Box::new(body.missed.event)));
    }
    let delivery = StoredDelivery {
        provider: row.provider,
        event: row.event.clone(),
        content_type: row.content_type.clone(),
        body: row
            .body
            .unpack()
            .map_err(|error| format!("the stored payload is damaged: {error}"))?,
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
