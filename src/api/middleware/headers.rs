//! Headers that every answer carries, unless its handler knows better.

use poem::Response;
use poem::http::{HeaderName, HeaderValue, header};

const DEFAULTS: [(HeaderName, HeaderValue); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"),
    ),
    // Answers hold what a token may see; no cache on the way may keep them.
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
];

/// Adds what `response` does not say itself.
pub(super) fn add(response: &mut Response) {
    for (name, value) in DEFAULTS {
        response.headers_mut().entry(name).or_insert(value);
    }
}
