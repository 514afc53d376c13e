//! Ids that follow from what they are about, so that they are the same before and after a restart.

use std::fmt;

use sha2::{Digest as _, Sha256};

use crate::ids::{BuildId, WebhookEventId};

/// The id of a trace: 16 bytes, as those of an event or of a build are
/// (<https://www.w3.org/TR/trace-context/#trace-id>).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TraceId([u8; 16]);

/// The id of a span in its trace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct SpanId([u8; 8]);

impl TraceId {
    /// The trace of everything that comes of an event.
    #[must_use]
    pub fn of_event(event: WebhookEventId) -> Self {
        Self(event.0.0.to_be_bytes())
    }

    /// The trace of a build: its event's, or its own where somebody asked for it.
    #[must_use]
    pub fn of_build(build: BuildId, event: Option<WebhookEventId>) -> Self {
        event.map_or(Self(build.0.0.to_be_bytes()), Self::of_event)
    }

    /// The id of the span about `key`, which names one thing of the trace.
    pub(super) fn span(self, key: &str) -> SpanId {
        let hash: [u8; 32] =
            Sha256::new().chain_update(self.0).chain_update(key.as_bytes()).finalize().into();
        let mut id = [0; 8];
        id.copy_from_slice(&hash[..8]);
        SpanId(id)
    }
}

impl fmt::Display for TraceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Display for SpanId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_follow_from_the_event_and_differ_by_key() {
        let event: WebhookEventId = "01ARZ3NDEKTSV4RRFFQ69G5FAV".parse().unwrap();
        let trace = TraceId::of_event(event);
        assert_eq!(trace.to_string(), "01563e3ab5d3d6764c61efb99302bd5b");
        assert_eq!(trace.span("receive"), TraceId::of_event(event).span("receive"));
        assert_ne!(trace.span("receive"), trace.span("decide:1"));
        assert_eq!(trace.span("receive").to_string().len(), 16);
        let build = BuildId::generate();
        assert_eq!(TraceId::of_build(build, Some(event)), trace);
        assert_ne!(TraceId::of_build(build, None), trace);
    }
}
