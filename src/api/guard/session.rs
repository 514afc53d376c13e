//! The session that a browser shows, and the proof that a page of this server asks.
//!
//! A browser sends cookies with whatever any page has it send. So a request that changes something
//! must also bear the session's CSRF token, which only pages of this server can read, and must not
//! name another site as its origin.

use poem::http::{Method, header};
use poem::{Request, RequestBody, Result};
use poem_openapi::registry::{MetaSecurityScheme, Registry};
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};
use url::{Origin, Url};

use super::principal::{Caller, address, caller, verifier};
use super::services;
use crate::api::cookies::Cookie;
use crate::api::error::ApiError;
use crate::api::services::{Services, Settings};

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
    check_origin(request, &services.settings)?;
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

/// Refuses what another site has a browser send. Programs name no origin, and pass.
pub(super) fn check_origin(request: &Request, settings: &Settings) -> Result<(), ApiError> {
    let header = |name| request.headers().get(name).map(|value| value.to_str().unwrap_or("null"));
    let Some(origin) = header(header::ORIGIN) else { return Ok(()) };
    let host = header(header::HOST).or_else(|| request.uri().authority().map(|it| it.as_str()));
    if is_own(origin, &settings.base_url, host) {
        return Ok(());
    }
    Err(ApiError::Foreign("the request comes from a page of another site"))
}

/// Whether `origin` is where the server is said to be, or the host that the request was sent to,
/// which no page can choose. That host must not be the public one without its encryption.
fn is_own(origin: &str, base_url: &str, host: Option<&str>) -> bool {
    let parse = |text: &str| Url::parse(text).ok();
    let (Some(origin), Some(base)) = (parse(origin), parse(base_url)) else { return false };
    let Origin::Tuple(scheme, ..) = origin.origin() else { return false };
    if origin.origin() == base.origin() {
        return true;
    }
    let is_downgrade = scheme == "http" && base.scheme() == "https" && base.host() == origin.host();
    let host = host.and_then(|host| parse(&format!("{scheme}://{host}")));
    !is_downgrade && host.is_some_and(|host| host.origin() == origin.origin())
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

#[cfg(test)]
mod tests {
    use super::is_own;

    #[test]
    fn only_pages_of_this_server_are_its_own() {
        const BASE: &str = "https://ci.example.com";
        for (origin, host, expected) in [
            (BASE, "ci.example.com", true),
            // Behind a proxy that gives the server another name.
            (BASE, "10.0.0.7:8080", true),
            ("http://localhost:8080", "localhost:8080", true),
            ("http://oore.lan", "OORE.lan:80", true),
            ("https://evil.example", "ci.example.com", false),
            ("https://ci.example.com.evil.example", "ci.example.com", false),
            ("https://sub.ci.example.com", "ci.example.com", false),
            ("https://ci.example.com:8443", "ci.example.com", false),
            ("http://ci.example.com", "ci.example.com", false),
            ("http://localhost:3000", "localhost:8080", false),
            ("null", "ci.example.com", false),
            ("", "ci.example.com", false),
        ] {
            assert_eq!(is_own(origin, BASE, Some(host)), expected, "{origin} to {host}");
        }
        assert!(!is_own("http://localhost", BASE, None));
    }
}
