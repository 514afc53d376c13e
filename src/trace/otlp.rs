//! Spans in the form that collectors take: OTLP's JSON
//! (<https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding>).

use serde_json::{Value, json};

use super::span::Span;
use crate::clock::Timestamp;

/// `SPAN_KIND_INTERNAL`, and `STATUS_CODE_ERROR`
/// (<https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto>).
const INTERNAL: u8 = 1;
const ERROR: u8 = 2;

/// The body of a request with these spans.
pub(super) fn request(spans: &[Span]) -> Value {
    let version = env!("CARGO_PKG_VERSION");
    let resource = [attribute("service.name", "oored"), attribute("service.version", version)];
    json!({ "resourceSpans": [{
        "resource": { "attributes": resource },
        "scopeSpans": [{
            "scope": { "name": "oored", "version": version },
            "spans": spans.iter().map(span).collect::<Vec<_>>(),
        }],
    }]})
}

fn span(span: &Span) -> Value {
    let attributes: Vec<_> =
        span.attributes.iter().map(|(name, value)| attribute(name, value)).collect();
    let mut told = json!({
        "traceId": span.trace.to_string(),
        "spanId": span.id.to_string(),
        "name": span.name,
        "kind": INTERNAL,
        "startTimeUnixNano": nanoseconds(span.began),
        "endTimeUnixNano": nanoseconds(span.ended),
        "attributes": attributes,
    });
    if let Some(parent) = span.parent {
        told["parentSpanId"] = parent.to_string().into();
    }
    if let Some(why) = &span.failure {
        told["status"] = json!({ "code": ERROR, "message": why });
    }
    told
}

fn attribute(name: &str, value: &str) -> Value {
    json!({ "key": name, "value": { "stringValue": value } })
}

/// As text, as 64 bits don't fit into a number of JSON.
fn nanoseconds(at: Timestamp) -> String {
    at.timestamp_nanos_opt().unwrap_or_default().to_string()
}
