//! The token that a request shows, and how the document tells of it.

use poem::Request;
use poem::http::header;
use poem_openapi::registry::MetaSecurityScheme;

use crate::api::error::ApiError;

/// The token that a request shows.
///
/// # Errors
/// `Unauthenticated` when there is none, or more than one.
pub(in crate::api) fn bearer_token(request: &Request) -> Result<&str, ApiError> {
    let refuse = |reason| ApiError::Unauthenticated { reason, has_token: false };
    let mut values = request.headers().get_all(header::AUTHORIZATION).iter();
    let value =
        values.next().ok_or(refuse("this operation needs `Authorization: Bearer <token>`"))?;
    if values.next().is_some() {
        return Err(refuse("more than one `Authorization` header was sent"));
    }
    let (scheme, token) = value
        .to_str()
        .ok()
        .and_then(|text| text.split_once(' '))
        .ok_or(refuse("the `Authorization` header is not `Bearer <token>`"))?;
    if scheme.eq_ignore_ascii_case("bearer") {
        Ok(token.trim())
    } else {
        Err(refuse("the `Authorization` header is not `Bearer <token>`"))
    }
}

pub(super) const fn scheme() -> MetaSecurityScheme {
    MetaSecurityScheme {
        ty: "http",
        description: Some(
            "A token of this server. Each operation names the scope that the token must have, and \
             the role that its user must have.",
        ),
        name: None,
        key_in: None,
        scheme: Some("bearer"),
        bearer_format: None,
        flows: None,
        openid_connect_url: None,
    }
}
