//! The id that joins an answer, its problem and the log lines of a request.

use poem::Request;
use poem::http::{HeaderName, HeaderValue};
use ulid::Ulid;

/// The header that carries the id, in requests and in every answer.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The longest id that is taken from a caller, in bytes.
const LONGEST: usize = 64;

/// The id of one request: the caller's where it is harmless, else a new ULID.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId(String);

impl RequestId {
    /// The id of `request`.
    #[must_use]
    pub fn of(request: &Request) -> Self {
        match request.header(REQUEST_ID) {
            Some(given) if is_harmless(given) => Self(given.to_owned()),
            _ => Self(Ulid::generate().to_string()),
        }
    }

    /// The id as a header's value.
    #[must_use]
    pub fn to_header(&self) -> HeaderValue {
        HeaderValue::from_str(&self.0).expect("an id is made of letters, digits, '.', '_' and '-'")
    }
}

impl std::fmt::Display for RequestId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Ids go into logs and headers as they are, so only what can't break a line or a quote.
fn is_harmless(id: &str) -> bool {
    (1..=LONGEST).contains(&id.len())
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_harmless_ids_are_taken_from_the_caller() {
        for (id, taken) in [
            ("abc-123_X.y", true),
            ("", false),
            ("a b", false),
            ("a\"b", false),
            (&"a".repeat(64), true),
            (&"a".repeat(65), false),
        ] {
            let request = Request::builder().header(REQUEST_ID, id).finish();
            assert_eq!(RequestId::of(&request).to_string() == id, taken, "{id:?}");
        }
    }
}
