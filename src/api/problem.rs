//! The one shape of every error: problem details as in RFC 9457.

use poem::http::{HeaderName, HeaderValue, header};
use poem::{IntoResponse, Response};
use poem_openapi::Object;
use poem_openapi::types::ToJSON;

use super::error::{ApiError, ErrorCode};
use super::request_id::RequestId;
use crate::domain::access::Denied;

/// The media type of a problem.
pub const PROBLEM_JSON: &str = "application/problem+json";

/// What went wrong, in the form of RFC 9457.
#[derive(Debug, Clone, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Problem {
    /// The kind of problem as a URI: `urn:oore:problem:` and the code.
    #[oai(rename = "type")]
    pub kind: String,
    /// The kind of problem in words, the same for every occurrence.
    pub title: String,
    /// The HTTP status of the answer.
    pub status: u16,
    /// The kind of problem for programs.
    pub code: ErrorCode,
    /// What went wrong this time.
    pub detail: String,
    /// The request's id, which also stands in the server's log.
    pub request_id: String,
    /// Each mistake of the body, where there is a body.
    #[oai(skip_serializing_if_is_empty, default)]
    pub errors: Vec<FieldError>,
}

/// One mistake in a body.
#[derive(Debug, Clone, PartialEq, Eq, Object)]
pub struct FieldError {
    /// Where, as a JSON pointer (RFC 6901); empty for the whole body.
    pub field: String,
    /// What is wrong there.
    pub message: String,
}

impl Problem {
    /// The problem that tells of `error` in the answer to the request `request_id`.
    #[must_use]
    pub fn new(error: &ApiError, request_id: &RequestId) -> Self {
        let code = error.code();
        let errors = match error {
            ApiError::InvalidBody(errors) | ApiError::Unprocessable(errors) => errors.clone(),
            _ => Vec::new(),
        };
        Self {
            kind: format!("urn:oore:problem:{}", code.name()),
            title: title(code).to_owned(),
            status: code.status().as_u16(),
            code,
            detail: error.to_string(),
            request_id: request_id.to_string(),
            errors,
        }
    }
}

/// The whole answer to a request that failed: status, problem, and the headers that the status
/// asks for.
#[must_use]
pub fn respond(error: &ApiError, request_id: &RequestId) -> Response {
    let problem = Problem::new(error, request_id);
    let mut response = Response::builder()
        .status(error.code().status())
        .content_type(PROBLEM_JSON)
        .body(problem.to_json_string())
        .into_response();
    if let Some((name, value)) = required_header(error) {
        // The values are made of names and numbers of this program, or of a request's own method.
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

fn required_header(error: &ApiError) -> Option<(HeaderName, String)> {
    match error {
        ApiError::Unauthenticated { has_token: true, .. } => {
            Some((header::WWW_AUTHENTICATE, r#"Bearer realm="oore", error="invalid_token""#.into()))
        }
        ApiError::Unauthenticated { has_token: false, .. } => {
            Some((header::WWW_AUTHENTICATE, r#"Bearer realm="oore""#.into()))
        }
        ApiError::InvalidSignature(_) => {
            Some((header::WWW_AUTHENTICATE, r#"Signature realm="oore webhooks""#.into()))
        }
        ApiError::Forbidden(Denied::Scope(scope)) => Some((
            header::WWW_AUTHENTICATE,
            format!(r#"Bearer realm="oore", error="insufficient_scope", scope="{scope}""#),
        )),
        ApiError::MethodNotAllowed { allow, .. } => Some((header::ALLOW, allow.clone())),
        ApiError::Unavailable { retry_after, .. }
        | ApiError::TooManyRequests { retry_after, .. } => {
            // Rounded up and never 0, which some clients take for "at once".
            let seconds = retry_after.as_millis().div_ceil(1000).max(1);
            Some((header::RETRY_AFTER, seconds.to_string()))
        }
        _ => None,
    }
}

/// A code in words.
pub(super) const fn title(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::BadRequest => "Malformed request",
        ErrorCode::InvalidParameter => "Invalid parameter",
        ErrorCode::InvalidBody => "Invalid body",
        ErrorCode::InvalidPageToken => "Invalid page token",
        ErrorCode::Unauthenticated => "Token missing or not valid",
        ErrorCode::InvalidSignature => "Signature missing or wrong",
        ErrorCode::Forbidden => "Not allowed",
        ErrorCode::NotFound => "Not found",
        ErrorCode::UnknownPath => "Unknown path",
        ErrorCode::MethodNotAllowed => "Method not allowed",
        ErrorCode::BodyTimeout => "Body too slow",
        ErrorCode::Conflict => "Conflict with the current state",
        ErrorCode::AlreadyExists => "Already exists",
        ErrorCode::IdempotencyKeyReused => "Idempotency key of another request",
        ErrorCode::BodyTooLarge => "Body too large",
        ErrorCode::UnsupportedMediaType => "Unsupported content type",
        ErrorCode::Unprocessable => "Not possible",
        ErrorCode::TooManyRequests => "Too many attempts",
        ErrorCode::Internal => "Internal error",
        ErrorCode::Unavailable => "Not available now",
    }
}

/// A reason of the framework's parsers without its frame of type names: `failed to parse "X": why
/// (occurred while parsing "Y")` is `why` to somebody who can't see the types.
pub(super) fn plain_reason(reason: &str) -> String {
    let mut plain = reason;
    while let Some((_, rest)) =
        plain.strip_prefix("failed to parse \"").and_then(|rest| rest.split_once("\": "))
    {
        plain = rest;
    }
    if let Some((why, _)) = plain.split_once(" (occurred while parsing ") {
        plain = why;
    }
    if plain.starts_with("Type ") && plain.ends_with("expects an input value.") {
        plain = "is required";
    }
    plain.to_owned()
}

#[cfg(test)]
mod tests {
    use super::plain_reason;

    #[test]
    fn reasons_lose_the_frame_of_type_names() {
        for (reason, plain) in [
            (r#"failed to parse "Id": not one"#, "not one"),
            (r#"failed to parse "A": failed to parse "B": x"#, "x"),
            (r#"failed to parse "A": x (occurred while parsing "B")"#, "x"),
            (r#"Type "integer(uint16)" expects an input value."#, "is required"),
            ("anything else", "anything else"),
        ] {
            assert_eq!(plain_reason(reason), plain);
        }
    }
}
