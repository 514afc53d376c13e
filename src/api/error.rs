//! What can go wrong in a request, and the only place where an HTTP status is chosen for it.
//!
//! A handler returns an [`ApiError`] with `?`; errors of the framework are translated to one by
//! the outermost middleware. Both end as a [`Problem`](super::problem::Problem).

mod sources;

use std::borrow::Cow;
use std::time::Duration;

use poem::http::StatusCode;
use poem_openapi::Enum;
use poem_openapi::types::ToJSON;

use super::problem::FieldError;
use crate::domain::access::Denied;
use crate::store::logs::LogError;

/// The stable, machine-readable kind of an error. Codes are added, never renamed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Enum)]
#[oai(rename_all = "snake_case")]
pub enum ErrorCode {
    /// 400: the request is malformed.
    BadRequest,
    /// 400: a path, query or header parameter is missing or malformed.
    InvalidParameter,
    /// 400: the body does not follow its schema; `errors` names each mistake.
    InvalidBody,
    /// 400: the page token is not from this list, or its filters were changed.
    InvalidPageToken,
    /// 401: no token was given, or it is not valid.
    Unauthenticated,
    /// 401: the signature of a webhook is missing or wrong.
    InvalidSignature,
    /// 403: the token lacks the scope, or its user the role, that the operation requires; or a page
    /// of another site asks, or one without the session's CSRF token.
    Forbidden,
    /// 404: the thing named in the path does not exist, or may not be seen.
    NotFound,
    /// 404: the server has nothing at this path.
    UnknownPath,
    /// 405: the path does not take this method; `Allow` lists those that it takes.
    MethodNotAllowed,
    /// 408: the body did not arrive in time.
    BodyTimeout,
    /// 409: the current state does not allow it.
    Conflict,
    /// 409: a thing of this name exists.
    AlreadyExists,
    /// 409: the `Idempotency-Key` was used for another request.
    IdempotencyKeyReused,
    /// 413: the body is larger than the operation takes.
    BodyTooLarge,
    /// 415: the body's content type is not one that the operation takes.
    UnsupportedMediaType,
    /// 422: well-formed, but impossible.
    Unprocessable,
    /// 429: too many attempts; `Retry-After` says when to come back.
    TooManyRequests,
    /// 500: a fault of the server; its log names it by the request id.
    Internal,
    /// 503: not possible now; `Retry-After` says when to come back.
    Unavailable,
}

impl ErrorCode {
    /// Every code, in the order of the document.
    pub const ALL: [Self; 20] = [
        Self::BadRequest,
        Self::InvalidParameter,
        Self::InvalidBody,
        Self::InvalidPageToken,
        Self::Unauthenticated,
        Self::InvalidSignature,
        Self::Forbidden,
        Self::NotFound,
        Self::UnknownPath,
        Self::MethodNotAllowed,
        Self::BodyTimeout,
        Self::Conflict,
        Self::AlreadyExists,
        Self::IdempotencyKeyReused,
        Self::BodyTooLarge,
        Self::UnsupportedMediaType,
        Self::Unprocessable,
        Self::TooManyRequests,
        Self::Internal,
        Self::Unavailable,
    ];

    /// The HTTP status that goes with the code.
    #[must_use]
    pub const fn status(self) -> StatusCode {
        match self {
            Self::BadRequest
            | Self::InvalidParameter
            | Self::InvalidBody
            | Self::InvalidPageToken => StatusCode::BAD_REQUEST,
            Self::Unauthenticated | Self::InvalidSignature => StatusCode::UNAUTHORIZED,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::NotFound | Self::UnknownPath => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::BodyTimeout => StatusCode::REQUEST_TIMEOUT,
            Self::Conflict | Self::AlreadyExists | Self::IdempotencyKeyReused => {
                StatusCode::CONFLICT
            }
            Self::BodyTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Unprocessable => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooManyRequests => StatusCode::TOO_MANY_REQUESTS,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// The code as it is written in a problem.
    #[must_use]
    pub fn name(self) -> String {
        match self.to_json() {
            Some(serde_json::Value::String(name)) => name,
            other => unreachable!("an enum is written as a string, not {other:?}"),
        }
    }

    /// Whether an operation may answer this without naming it: `finalize()` documents these from
    /// the operation's shape (parameters, body, token).
    #[must_use]
    pub const fn is_implied(self) -> bool {
        match self {
            Self::BadRequest
            | Self::InvalidParameter
            | Self::InvalidBody
            | Self::InvalidPageToken
            | Self::Unauthenticated
            | Self::Forbidden
            | Self::BodyTimeout
            | Self::BodyTooLarge
            | Self::UnsupportedMediaType
            | Self::TooManyRequests
            | Self::Unavailable
            | Self::Internal => true,
            Self::InvalidSignature
            | Self::NotFound
            | Self::UnknownPath
            | Self::MethodNotAllowed
            | Self::Conflict
            | Self::AlreadyExists
            | Self::IdempotencyKeyReused
            | Self::Unprocessable => false,
        }
    }
}

/// An error on its way to the caller. Its text is what the caller reads; a source is only logged.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    /// The request is malformed in a way that no other variant names.
    #[error("{0}")]
    BadRequest(String),
    /// A path, query or header parameter is missing or malformed.
    #[error("parameter `{name}`: {reason}")]
    InvalidParameter {
        /// The parameter's name in the document.
        name: String,
        /// What is wrong with its value.
        reason: String,
    },
    /// The body does not follow its schema.
    #[error("{}", summary(.0))]
    InvalidBody(Vec<FieldError>),
    /// The page token can't be used here.
    #[error("the page token {0}")]
    InvalidPageToken(&'static str),
    /// No valid token was given.
    #[error("{reason}")]
    Unauthenticated {
        /// What is missing or wrong.
        reason: &'static str,
        /// Whether a token was given at all (RFC 6750 answers the two differently).
        has_token: bool,
    },
    /// A webhook's signature is missing or wrong.
    #[error("{0}")]
    InvalidSignature(String),
    /// The token or its user may not do this.
    #[error("{0}")]
    Forbidden(Denied),
    /// The administrator's token comes from another machine, and there are no users yet.
    #[error(
        "until there is a user, this server is managed from its own machine alone: run `oore login` \
         and `oore user add` there"
    )]
    NotFromHere,
    /// A page of another site asks in the name of whoever looks at it.
    #[error(
        "the request comes from a page of `{0}`, which is not this server; if it is, set \
         OORE_PUBLIC_URL to the address that people use"
    )]
    ForeignOrigin(String),
    /// A session's cookie came without the proof that a page of this server sent it.
    #[error("{0}")]
    Foreign(&'static str),
    /// Somebody whom the identity provider vouches for is not let in here.
    #[error("{0}")]
    NotLetIn(String),
    /// The thing does not exist, or may not be seen by this caller.
    #[error("no {kind} `{id}`")]
    NotFound {
        /// What was looked for, in words: `repository`.
        kind: &'static str,
        /// By what it was looked for.
        id: String,
    },
    /// It was there, and was removed because it was old.
    #[error("{0}")]
    Removed(String),
    /// There is nothing at this path.
    #[error("nothing is at `{0}`")]
    UnknownPath(String),
    /// The path does not take the method.
    #[error("`{path}` takes {allow}, not {method}")]
    MethodNotAllowed {
        /// The request's path.
        path: String,
        /// The request's method.
        method: String,
        /// The methods that the path takes, comma separated.
        allow: String,
    },
    /// The body did not arrive in time.
    #[error("the body did not arrive within {0:?}")]
    BodyTimeout(Duration),
    /// The current state does not allow it.
    #[error("{0}")]
    Conflict(String),
    /// A thing of this name exists.
    #[error("{0}")]
    AlreadyExists(String),
    /// The idempotency key stands for another request.
    #[error("{0}")]
    IdempotencyKeyReused(String),
    /// The body is too large.
    #[error("the body is larger than {limit_bytes} bytes")]
    BodyTooLarge {
        /// The most that the operation takes.
        limit_bytes: u64,
    },
    /// The body's content type is not taken.
    #[error("the content type is {given}; this operation takes {wanted}")]
    UnsupportedMediaType {
        /// What the request says.
        given: String,
        /// What the operation takes.
        wanted: &'static str,
    },
    /// The body's content type or encoding is not taken, in words for the one who sent it.
    #[error("{0}")]
    UnsupportedBody(String),
    /// Well-formed, but impossible.
    #[error("{}", summary(.0))]
    Unprocessable(Vec<FieldError>),
    /// Too many attempts.
    #[error("{reason}")]
    TooManyRequests {
        /// Of what.
        reason: Cow<'static, str>,
        /// When to come back.
        retry_after: Duration,
    },
    /// Not possible now.
    #[error("{reason}")]
    Unavailable {
        /// What is missing.
        reason: Cow<'static, str>,
        /// When to come back.
        retry_after: Duration,
    },
    /// What holds a log is damaged or gone.
    #[error(
        "the log can't be read, as what holds it on the server is missing or damaged; the server's log \
         has the cause under this request id"
    )]
    LogUnreadable(#[source] LogError),
    /// A fault of the server.
    #[error("an internal error; the server's log has it under this request id")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl ApiError {
    /// A fault of the server, from whatever caused it.
    pub fn internal(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Internal(source.into())
    }

    /// A thing that was looked for and not found.
    pub fn not_found(kind: &'static str, id: &impl ToString) -> Self {
        Self::NotFound { kind, id: id.to_string() }
    }

    /// One impossible field of an otherwise well-formed body; `field` is a JSON pointer.
    pub fn unprocessable(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Unprocessable(vec![FieldError { field: field.into(), message: message.into() }])
    }

    /// What is wrong with the server, cause by cause, if that is what it is: for the log alone.
    #[must_use]
    pub fn fault(&self) -> Option<String> {
        let first: &(dyn std::error::Error + 'static) = match self {
            Self::Internal(source) => source.as_ref(),
            Self::LogUnreadable(source) => source,
            _ => return None,
        };
        let links = std::iter::successors(Some(first), |error| error.source());
        Some(links.map(ToString::to_string).collect::<Vec<_>>().join(": "))
    }

    /// The error's stable code, which also decides its status.
    #[must_use]
    pub const fn code(&self) -> ErrorCode {
        match self {
            Self::BadRequest(_) => ErrorCode::BadRequest,
            Self::InvalidParameter { .. } => ErrorCode::InvalidParameter,
            Self::InvalidBody(_) => ErrorCode::InvalidBody,
            Self::InvalidPageToken(_) => ErrorCode::InvalidPageToken,
            Self::Unauthenticated { .. } => ErrorCode::Unauthenticated,
            Self::InvalidSignature(_) => ErrorCode::InvalidSignature,
            Self::Forbidden(_)
            | Self::NotFromHere
            | Self::ForeignOrigin(_)
            | Self::Foreign(_)
            | Self::NotLetIn(_) => ErrorCode::Forbidden,
            Self::NotFound { .. } | Self::Removed(_) => ErrorCode::NotFound,
            Self::UnknownPath(_) => ErrorCode::UnknownPath,
            Self::MethodNotAllowed { .. } => ErrorCode::MethodNotAllowed,
            Self::BodyTimeout(_) => ErrorCode::BodyTimeout,
            Self::Conflict(_) => ErrorCode::Conflict,
            Self::AlreadyExists(_) => ErrorCode::AlreadyExists,
            Self::IdempotencyKeyReused(_) => ErrorCode::IdempotencyKeyReused,
            Self::BodyTooLarge { .. } => ErrorCode::BodyTooLarge,
            Self::UnsupportedMediaType { .. } | Self::UnsupportedBody(_) => {
                ErrorCode::UnsupportedMediaType
            }
            Self::Unprocessable(_) => ErrorCode::Unprocessable,
            Self::TooManyRequests { .. } => ErrorCode::TooManyRequests,
            Self::Unavailable { .. } => ErrorCode::Unavailable,
            Self::LogUnreadable(_) | Self::Internal(_) => ErrorCode::Internal,
        }
    }
}

/// Lets an `ApiError` travel as a `poem::Error`; the outermost middleware writes the real answer.
impl poem::error::ResponseError for ApiError {
    fn status(&self) -> StatusCode {
        self.code().status()
    }
}

fn summary(mistakes: &[FieldError]) -> String {
    match mistakes {
        [] => "the body is not valid".to_owned(),
        [one] if one.field.is_empty() => one.message.clone(),
        [one] => format!("{}: {}", one.field, one.message),
        more => format!("the body has {} mistakes", more.len()),
    }
}
