//! Why a request failed, by what can be done about it.

use serde::{Deserialize, Serialize};

use crate::generated::types;

/// Why a request failed.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The server's address is none.
    #[error("`{0}` is not the address of a server, such as https://ci.example.com")]
    InvalidServer(String),
    /// The token holds characters that no token has.
    #[error("the token holds characters that no token has")]
    InvalidToken,
    /// No answer came, or not all of it. Trying again may help.
    #[error("{}", told(.server, .source))]
    Unreachable {
        /// The server's address.
        server: String,
        /// What went wrong on the way.
        source: reqwest::Error,
    },
    /// The server is said to be elsewhere. That is not followed: a token is for one address.
    #[error("{server} sends on to {location} (status {status})")]
    Redirected {
        /// The server's address, as it was given.
        server: String,
        /// The address that it names instead.
        location: String,
        /// The HTTP status.
        status: u16,
    },
    /// The server refused, and says why.
    #[error("{}", .0.detail)]
    Refused(Box<Problem>),
    /// The server answered in a way that the API doesn't know: another program, or a proxy.
    #[error("the answer is not one of an Oore server (status {status}): {detail}")]
    Unexpected {
        /// The HTTP status.
        status: u16,
        /// The answer's beginning, or what is wrong with it.
        detail: String,
    },
    /// The request could not be made from what was given.
    #[error("{0}")]
    InvalidRequest(String),
}

/// What the server says of a refusal (RFC 9457).
///
/// Not the generated type: a newer server may know codes that this client does not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The HTTP status.
    pub status: u16,
    /// The kind of problem for programs; the document lists them.
    pub code: String,
    /// The kind of problem in words.
    pub title: String,
    /// What went wrong this time.
    pub detail: String,
    /// The request's id, which also stands in the server's log.
    pub request_id: String,
    /// Each mistake of the body.
    #[serde(default)]
    pub errors: Vec<FieldError>,
}

/// One mistake in a body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// Where, as a JSON pointer; empty for the whole body.
    pub field: String,
    /// What is wrong there.
    pub message: String,
}

/// How much of an unknown answer is repeated, in characters.
const EXCERPT: usize = 200;

impl Failure {
    /// The HTTP status of the answer, if there was one.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Refused(problem) => Some(problem.status),
            Self::Redirected { status, .. } | Self::Unexpected { status, .. } => Some(*status),
            Self::InvalidServer(_)
            | Self::InvalidToken
            | Self::Unreachable { .. }
            | Self::InvalidRequest(_) => None,
        }
    }

    /// Whether the same request may succeed later without anybody's doing.
    #[must_use]
    pub fn may_pass(&self) -> bool {
        match self {
            Self::Unreachable { .. } => true,
            // A fault that the server tells of itself is there again the next time.
            Self::Refused(problem) => matches!(problem.status, 408 | 429 | 502 | 503 | 504),
            Self::Redirected { .. } | Self::Unexpected { .. } => {
                matches!(self.status(), Some(408 | 429 | 500 | 502 | 503 | 504))
            }
            Self::InvalidServer(_) | Self::InvalidToken | Self::InvalidRequest(_) => false,
        }
    }

    /// What an answer that is no success says.
    pub(crate) fn of_answer(status: u16, body: &str) -> Self {
        match serde_json::from_str::<Problem>(body) {
            Ok(problem) => Self::Refused(Box::new(problem)),
            Err(_) => Self::Unexpected { status, detail: body.chars().take(EXCERPT).collect() },
        }
    }

    pub(crate) fn unreachable(server: &str, source: reqwest::Error) -> Self {
        Self::Unreachable { server: server.to_owned(), source }
    }
}

impl From<types::Problem> for Problem {
    fn from(problem: types::Problem) -> Self {
        let errors = problem
            .errors
            .into_iter()
            .map(|error| FieldError { field: error.field, message: error.message });
        Self {
            status: problem.status,
            code: problem.code.to_string(),
            title: problem.title,
            detail: problem.detail,
            request_id: problem.request_id,
            errors: errors.collect(),
        }
    }
}

/// Errors of the generated methods.
impl From<progenitor_client::Error<types::Problem>> for Failure {
    fn from(error: progenitor_client::Error<types::Problem>) -> Self {
        use progenitor_client::Error;
        match error {
            Error::ErrorResponse(answer) => Self::Refused(Box::new(answer.into_inner().into())),
            Error::CommunicationError(source)
            | Error::ResponseBodyError(source)
            | Error::InvalidUpgrade(source) => {
                let server = source.url().map(|url| url.origin().ascii_serialization());
                Self::Unreachable { server: server.unwrap_or_default(), source }
            }
            Error::InvalidRequest(told) => Self::InvalidRequest(told),
            Error::InvalidResponsePayload(_, source) => {
                Self::Unexpected { status: 200, detail: source.to_string() }
            }
            Error::UnexpectedResponse(answer) => Self::Unexpected {
                status: answer.status().as_u16(),
                detail: "the document doesn't list this status".to_owned(),
            },
            Error::Custom(told) => Self::InvalidRequest(told),
        }
    }
}

/// Whether it was there at all, and what went wrong.
fn told(server: &str, source: &reqwest::Error) -> String {
    let reason = root_cause(source);
    if source.is_body() || source.is_decode() {
        return format!("the connection to {server} was lost before all had come: {reason}");
    }
    format!("{server} can't be reached: {reason}")
}

/// The innermost reason, which is the one that says something: `Connection refused`.
fn root_cause(error: &reqwest::Error) -> String {
    let mut innermost: &dyn std::error::Error = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    if error.is_timeout() { "no answer in time".to_owned() } else { innermost.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_is_told_in_its_own_words_also_with_an_unknown_code() {
        let body = r#"{"type": "urn:oore:problem:new", "title": "New", "status": 409,
            "code": "new", "detail": "something new", "request_id": "01"}"#;
        let failure = Failure::of_answer(409, body);
        assert_eq!(failure.to_string(), "something new");
        assert_eq!(failure.status(), Some(409));
        assert!(!failure.may_pass());
    }

    #[test]
    fn a_fault_that_the_server_tells_of_does_not_pass_and_want_of_a_server_does() {
        let refused = |status| {
            let body = format!(
                r#"{{"title": "T", "status": {status}, "code": "c", "detail": "d",
                "request_id": "01"}}"#
            );
            Failure::of_answer(status, &body).may_pass()
        };
        assert_eq!([500, 503, 504].map(refused), [false, true, true]);
    }

    #[test]
    fn an_answer_of_another_program_is_quoted_in_part() {
        let failure = Failure::of_answer(502, &"<html>".repeat(100));
        assert!(failure.may_pass());
        assert_eq!(failure.to_string().matches("<html>").count(), 33);
    }
}
