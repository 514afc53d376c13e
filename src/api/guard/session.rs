//! The session that a browser shows, and the proof that a page of this server asks.
//!
//! A browser sends cookies with whatever any page has it send. So a request that changes something
//! must also bear the session's CSRF token, which only pages of this server can read. That it names
//! no other site as its origin is the outermost layer's to see (`middleware/origin.rs`).

use poem::http::{Method, header};
use poem::{Request, RequestBody, Result};
use poem_openapi::registry::{MetaSecurityScheme, Registry};
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};

use super::principal::{Caller, address, caller, verifier};
use super::services;
use crate::api::cookies::Cookie;
use crate::api::error::ApiError;
use crate::api::services::Services;

/// The name of the cookie's security scheme in the document.
pub const COOKIE_SCHEME: &str = "cookieAuth";

/// The name of the security scheme that goes with the cookie.
pub const CSRF_SCHEME: &str = "csrfToken";

/// The header of the CSRF token.
pub(super) const CSRF_HEADER: &str = "X-CSRF-Token";

/// Somebody in a session, and no token's bearer. Only this module makes one.
#[derive(Debug, Clone)]
pub struct InSession {
    caller: Caller,
    csrf_token: String,
}

impl InSession {
    /// Who calls.
    pub const fn caller(&self) -> &Caller {
        &self.caller
    }

    /// What their pages show with requests that change something.
    pub fn csrf_token(&self) -> &str {
        &self.csrf_token
    }
}

impl<'a> ApiExtractor<'a> for InSession {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::SecurityScheme];

    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        register(registry);
    }

    fn security_schemes() -> Vec<&'static str> {
        vec![COOKIE_SCHEME]
    }

    async fn from_request(
        request: &'a Request,
        _: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> Result<Self> {
        let none = "there is no session: sign in with `POST /api/session`";
        let cookie = shown(request)?;
        let cookie = cookie.ok_or(ApiError::Unauthenticated { reason: none, has_token: false })?;
        let caller = enter(request, cookie).await?;
        let csrf_token = services(request)?.pepper.csrf_token(cookie);
        Ok(Self { caller, csrf_token })
    }
}

/// The session's cookie, if the request bears one and no token.
pub(super) fn shown(request: &Request) -> Result<Option<&str>, ApiError> {
    if !Cookie::Session.may_be_in(request) {
        return Ok(None);
    }
    let cookie = Cookie::Session.of(request, &services(request)?.settings)?;
    if cookie.is_some() && request.headers().contains_key(header::AUTHORIZATION) {
        let reason = "a token and a session's cookie were sent; send one of them";
        return Err(ApiError::Unauthenticated { reason, has_token: true });
    }
    Ok(cookie)
}

/// Whoever the session of this cookie is of, if they may do with it what they ask for.
pub(super) async fn enter(request: &Request, cookie: &str) -> Result<Caller, ApiError> {
    let unknown = "the session is over; sign in again";
    let unknown = ApiError::Unauthenticated { reason: unknown, has_token: true };
    let found = verifier(request)?.session(cookie, address(request)).await?;
    let principal = found.ok_or(unknown)?;
    if !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        check_page(request, services(request)?, cookie)?;
    }
    Ok(caller(request, principal))
}

fn check_page(request: &Request, services: &Services, cookie: &str) -> Result<(), ApiError> {
    let given = request.headers().get(CSRF_HEADER).and_then(|value| value.to_str().ok());
    match given {
        Some(given) if services.pepper.is_csrf_token(given, cookie) => Ok(()),
        Some(_) => Err(ApiError::Foreign("the `X-CSRF-Token` is not the session's")),
        None => Err(ApiError::Foreign(
            "a session needs the header `X-CSRF-Token` to change something; \
             `GET /api/session` tells it",
        )),
    }
}

/// Tells the document of both schemes.
pub(super) fn register(registry: &mut Registry) {
    let scheme = |name, key_in, description| MetaSecurityScheme {
        ty: "apiKey",
        description: Some(description),
        name: Some(name),
        key_in: Some(key_in),
        scheme: None,
        bearer_format: None,
        flows: None,
        openid_connect_url: None,
    };
    let cookie = "The session of a browser, which `session_create` begins. Reached without https, \
                  as on the server's own machine, the cookie is called `oore_session`. It allows \
                  everything that its user may do; a request bears it or a token, not both.";
    let csrf = "Goes with the cookie in requests that change something. `session_create` and \
                `session_show` tell it.";
    registry.create_security_scheme(COOKIE_SCHEME, scheme("__Host-oore_session", "cookie", cookie));
    registry.create_security_scheme(CSRF_SCHEME, scheme(CSRF_HEADER, "header", csrf));
}
