//! Server-sent events: answers that go on while something happens.

use std::time::Duration;

use futures_util::stream::{BoxStream, Stream, StreamExt};
use poem::http::StatusCode;
use poem::web::sse::{Event, SSE};
use poem::{IntoResponse, Response};
use poem_openapi::ApiResponse;
use poem_openapi::registry::{MetaResponses, MetaSchema, MetaSchemaRef, Registry};
use poem_openapi::types::ToJSON;

use super::answer::documented;
use crate::metrics::Raised;

/// How often an idle stream says that it lives: below the minute after which proxies hang up.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// What one event of a stream carries beside its data.
pub trait StreamEvent: ToJSON + 'static {
    /// What a client sends back as `Last-Event-ID` to go on after this event.
    fn id(&self) -> Option<String> {
        None
    }

    /// The event's type, `message` where it has none.
    fn kind(&self) -> Option<&'static str> {
        None
    }
}

/// 200 with a stream of events, each one JSON value of type `T`.
pub struct EventStream<T>(BoxStream<'static, T>);

impl<T: StreamEvent> EventStream<T> {
    /// The answer that sends what `events` yields and ends with it.
    pub fn new(events: impl Stream<Item = T> + Send + 'static) -> Self {
        Self(events.boxed())
    }

    /// The same, but ended too when `stop` comes: a server that stops must not wait for readers,
    /// who connect again to the next one.
    pub fn until(
        stop: impl Future<Output = ()> + Send + 'static,
        events: impl Stream<Item = T> + Send + 'static,
    ) -> Self {
        Self(events.take_until(stop).boxed())
    }
}

impl<T: Send + 'static> EventStream<T> {
    /// The same, counted as open for as long as somebody reads it.
    pub fn counted(self, open: Raised) -> Self {
        Self(
            self.0
                .map(move |event| {
                    let _open = &open;
                    event
                })
                .boxed(),
        )
    }
}

impl<T> std::fmt::Debug for EventStream<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("EventStream")
    }
}

impl<T: StreamEvent> IntoResponse for EventStream<T> {
    fn into_response(self) -> Response {
        let stream = SSE::new(self.0.map(|event| to_event(&event))).keep_alive(KEEP_ALIVE);
        // Proxies that collect answers before they pass them on take this one as it comes.
        stream.with_header("x-accel-buffering", "no").into_response()
    }
}

fn to_event(event: &impl StreamEvent) -> Event {
    let mut sent = Event::message(event.to_json_string());
    if let Some(id) = event.id() {
        sent = sent.id(id);
    }
    match event.kind() {
        Some(kind) => sent.event_type(kind),
        None => sent,
    }
}

impl<T: StreamEvent> ApiResponse for EventStream<T> {
    fn meta() -> MetaResponses {
        // `finalize()` makes it a string with `x-event`; the items keep T's schema in use.
        let schema = MetaSchemaRef::Inline(Box::new(MetaSchema {
            items: Some(Box::new(T::schema_ref())),
            ..MetaSchema::new_with_format("array", "event-stream")
        }));
        documented(
            StatusCode::OK,
            "The events, as they happen",
            Some(("text/event-stream", schema)),
        )
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }
}
