//! Headers that every answer carries, unless its handler knows better.

use poem::Response;
use poem::http::{HeaderName, HeaderValue, header};

const DEFAULTS: [(HeaderName, HeaderValue); 8] = [
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        ),
    ),
    // No page of this server needs the machine that it is shown on.
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static(
            "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
        ),
    ),
    // No page of another site may hold a window of this one, or take its answers into itself.
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    // Answers hold what a token may see; no cache on the way may keep them.
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
];

/// A year, for this name alone (RFC 6797): other servers of the domain may not be ready for it.
const ENCRYPTED_ALWAYS: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// Adds what `response` does not say itself. Where the server is reached by TLS, browsers are told
/// to reach it in no other way.
pub(super) fn add(response: &mut Response, is_reached_by_tls: bool) {
    for (name, value) in DEFAULTS {
        response.headers_mut().entry(name).or_insert(value);
    }
    if is_reached_by_tls {
        response.headers_mut().insert(header::STRICT_TRANSPORT_SECURITY, ENCRYPTED_ALWAYS);
    }
}
