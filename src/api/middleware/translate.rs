//! The framework's errors in the words of this API.

use poem::error::{MethodNotAllowedError, NotFoundError, ReadBodyError};
use poem::http::StatusCode;
use poem_openapi::error::{ParseParamError, ParsePathError, ParseRequestPayloadError};

use super::Call;
use crate::api::error::ApiError;
use crate::api::problem::{FieldError, plain_reason};
use crate::api::spec::Template;

/// What a path outside the document takes: only pages and sockets are there.
const ALLOW_OUTSIDE: &str = "GET, HEAD";

/// What `error` means to the caller.
pub(super) fn translate(error: poem::Error, call: &Call, template: Option<&Template>) -> ApiError {
    let error = match error.downcast::<ApiError>() {
        Ok(own) => return own,
        Err(foreign) => foreign,
    };
    if let Some(ParsePathError { name, reason }) = error.downcast_ref() {
        return ApiError::InvalidParameter {
            name: real_name(name, template),
            reason: plain_reason(reason),
        };
    }
    if let Some(ParseParamError { name, reason }) = error.downcast_ref() {
        return ApiError::InvalidParameter {
            name: (*name).to_owned(),
            reason: plain_reason(reason),
        };
    }
    if let Some(ParseRequestPayloadError { reason }) = error.downcast_ref() {
        let mistake = FieldError { field: String::new(), message: plain_reason(reason) };
        return ApiError::InvalidBody(vec![mistake]);
    }
    if error.is::<NotFoundError>() {
        return ApiError::UnknownPath(call.path.clone());
    }
    if error.is::<MethodNotAllowedError>() {
        return not_allowed(call, template);
    }
    if let Some(ReadBodyError::Io(source)) = error.downcast_ref() {
        return ApiError::BadRequest(format!("the body ended early: {source}"));
    }
    by_status(error, call, template)
}

/// The framework calls path parameters `param0`, `param1`; the document knows their names.
fn real_name(name: &str, template: Option<&Template>) -> String {
    let index = name.strip_prefix("param").and_then(|index| index.parse::<usize>().ok());
    let real = index.and_then(|index| template?.parameters.get(index));
    real.cloned().unwrap_or_else(|| name.to_owned())
}

fn not_allowed(call: &Call, template: Option<&Template>) -> ApiError {
    ApiError::MethodNotAllowed {
        path: call.path.clone(),
        method: call.method.to_string(),
        allow: template.map_or(ALLOW_OUTSIDE, |template| &template.allow).to_owned(),
    }
}

/// Errors that only their status tells apart. One that this API does not use is its class's most
/// general one.
fn by_status(error: poem::Error, call: &Call, template: Option<&Template>) -> ApiError {
    match error.status() {
        StatusCode::UNAUTHORIZED => ApiError::Unauthenticated {
            reason: "this needs `Authorization: Bearer <token>`",
            has_token: false,
        },
        StatusCode::NOT_FOUND => ApiError::UnknownPath(call.path.clone()),
        StatusCode::METHOD_NOT_ALLOWED => not_allowed(call, template),
        status if status.is_client_error() => ApiError::BadRequest(error.to_string()),
        _ => ApiError::internal(error),
    }
}
