//! Who calls, and may they? An operation names its scope in its signature: `Authorized<RepoRead>`.
//!
//! The marker is the one source of the scope: it is what the extractor checks, and what
//! `finalize()` writes into the document. Put the extractor first, so that a caller without a token
//! learns nothing about parameters and bodies.

mod scope;

use std::marker::PhantomData;
use std::sync::Arc;

use async_trait::async_trait;
use poem::http::header;
use poem::{Request, RequestBody, Result};
use poem_openapi::registry::{MetaSecurityScheme, Registry};
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};
pub use scope::{
    AdminScope, AuditRead, BuildRead, BuildRun, RepoRead, RepoWrite, Requires, RunnerAdmin, Scope,
    SecretWrite,
};

use super::error::ApiError;

/// The name of the security scheme in the document.
pub const SCHEME: &str = "bearer";

/// The caller of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Principal {
    /// A name for logs and records.
    pub name: String,
    /// What the caller may do.
    pub scopes: Vec<Scope>,
}

impl Principal {
    /// Whether the caller may do what `scope` covers. `admin` covers everything.
    #[must_use]
    pub fn may(&self, scope: Scope) -> bool {
        self.scopes.iter().any(|held| matches!(held, Scope::Admin) || *held == scope)
    }
}

/// Tells whose a token is.
#[async_trait]
pub trait Verify: Send + Sync {
    /// The principal behind `token`; `None` if the token is not valid.
    ///
    /// # Errors
    /// When it can't be told now.
    async fn check(&self, token: &str) -> Result<Option<Principal>, ApiError>;
}

/// The [`Verify`] of this server, as data of each request.
pub type Verifier = Arc<dyn Verify>;

/// Proof that the caller has the scope `S`. Only this module makes one.
#[derive(Debug, Clone)]
pub struct Authorized<S> {
    principal: Principal,
    scope: PhantomData<S>,
}

impl<S> Authorized<S> {
    /// The caller.
    pub const fn principal(&self) -> &Principal {
        &self.principal
    }
}

impl<'a, S: Requires> ApiExtractor<'a> for Authorized<S> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::SecurityScheme];

    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        registry.create_security_scheme(SCHEME, bearer());
    }

    fn security_schemes() -> Vec<&'static str> {
        vec![S::REQUIREMENT]
    }

    async fn from_request(
        request: &'a Request,
        _: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> Result<Self> {
        let principal = authenticate(request).await?;
        if !principal.may(S::SCOPE) {
            return Err(ApiError::Forbidden(S::SCOPE).into());
        }
        Ok(Self { principal, scope: PhantomData })
    }
}

async fn authenticate(request: &Request) -> Result<Principal, ApiError> {
    let token = bearer_token(request)?;
    let verifier: &Verifier = request
        .data()
        .ok_or_else(|| ApiError::internal("no verifier of tokens was given to the endpoint"))?;
    let unknown = ApiError::Unauthenticated { reason: "the token is not valid", has_token: true };
    verifier.check(token).await?.ok_or(unknown)
}

/// The token that a request shows.
///
/// # Errors
/// `Unauthenticated` when there is none, or more than one.
pub(super) fn bearer_token(request: &Request) -> Result<&str, ApiError> {
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

const fn bearer() -> MetaSecurityScheme {
    MetaSecurityScheme {
        ty: "http",
        description: Some("A token of this server. Each operation names the scope it requires."),
        name: None,
        key_in: None,
        scheme: Some("bearer"),
        bearer_format: None,
        flows: None,
        openid_connect_url: None,
    }
}
