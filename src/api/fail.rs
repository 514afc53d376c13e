//! `Fail<S>`: the error side of an operation's answer, which documents the codes of the set `S`.
//!
//! Declare a set with [`failures!`](crate::failures) and return `Result<Ok200<T>, Fail<Set>>`.
//! What every operation of its shape can answer (see [`ErrorCode::is_implied`]) is not declared.

use std::marker::PhantomData;

use poem::http::StatusCode;
use poem_openapi::ApiResponse;
use poem_openapi::registry::{MetaHeader, MetaMediaType, MetaResponse, MetaResponses, Registry};
use poem_openapi::types::Type;

use super::error::{ApiError, ErrorCode};
use super::problem::{PROBLEM_JSON, Problem};

/// A set of error codes that an operation documents. Made by [`failures!`](crate::failures).
pub trait Failures: Send + Sync + 'static {
    /// The codes, beside those that follow from the operation's shape.
    const CODES: &'static [ErrorCode];
}

/// Declares sets of error codes: `failures! { pub AddFails = [AlreadyExists, Unprocessable]; }`.
#[macro_export]
macro_rules! failures {
    ($($(#[$attribute:meta])* $visibility:vis $name:ident = [$($code:ident),* $(,)?];)*) => {$(
        $(#[$attribute])*
        #[derive(Debug, Clone, Copy)]
        $visibility struct $name;

        impl $crate::api::fail::Failures for $name {
            const CODES: &'static [$crate::api::error::ErrorCode] =
                &[$($crate::api::error::ErrorCode::$code),*];
        }
    )*};
}

failures! {
    /// Nothing beyond what follows from the operation's shape.
    pub NoFailures = [];
    /// The thing named in the path may not exist.
    pub Missing = [NotFound];
    /// The thing may not exist, or its state may not allow what is asked.
    pub MissingOrConflict = [NotFound, Conflict];
}

/// An error whose status is documented by the set `S`.
pub struct Fail<S>(ApiError, PhantomData<S>);

impl<S> Fail<S> {
    /// The error inside.
    pub const fn error(&self) -> &ApiError {
        &self.0
    }
}

impl<S> std::fmt::Debug for Fail<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl<S: Failures, E: Into<ApiError>> From<E> for Fail<S> {
    fn from(error: E) -> Self {
        let error = error.into();
        let code = error.code();
        debug_assert!(
            code.is_implied() || S::CODES.contains(&code),
            "{code:?} is not in the set of failures {}",
            std::any::type_name::<S>()
        );
        Self(error, PhantomData)
    }
}

impl<S> From<Fail<S>> for poem::Error {
    fn from(fail: Fail<S>) -> Self {
        fail.0.into()
    }
}

impl<S: Failures> ApiResponse for Fail<S> {
    fn meta() -> MetaResponses {
        let mut statuses: Vec<_> = S::CODES.iter().map(|code| code.status()).collect();
        statuses.sort_unstable();
        statuses.dedup();
        let responses = statuses.into_iter().map(|status| documented(status, S::CODES)).collect();
        MetaResponses { responses }
    }

    fn register(registry: &mut Registry) {
        Problem::register(registry);
    }
}

/// What `finalize()` makes the answer's description and its `x-codes` from: the framework leaves no
/// other room for texts that are not constants than the names of headers.
pub(super) const CODE_HEADER: &str = "code ";

fn documented(status: StatusCode, codes: &[ErrorCode]) -> MetaResponse {
    let of_status = codes.iter().filter(|code| code.status() == status);
    MetaResponse {
        description: "",
        status: Some(status.as_u16()),
        status_range: None,
        content: vec![MetaMediaType { content_type: PROBLEM_JSON, schema: Problem::schema_ref() }],
        headers: of_status.map(|code| code_header(*code)).collect(),
    }
}

fn code_header(code: ErrorCode) -> MetaHeader {
    MetaHeader {
        name: format!("{CODE_HEADER}{}", code.name()),
        description: None,
        required: false,
        deprecated: false,
        schema: String::schema_ref(),
    }
}
