//! Who calls, and may they? An operation names what it asks for in its signature:
//!
//! * `Authorized<RunnerAdmin>` asks for a right in the instance as a whole;
//! * `guard::Path<builds::Model, BuildRead>` loads what the path names, and asks for a right in the
//!   repository that it belongs to. Who may not see it is told that it does not exist;
//! * `Within<RepoRead>` is for lists: it tells the repositories in which the right is given;
//! * `SignedIn` asks for any valid token or session;
//! * `InSession` asks for a session.
//!
//! The marker is the one source of the right: it is what the extractor checks, and what
//! `finalize()` writes into the document. Put the extractor first, so that a caller without a token
//! learns nothing about parameters and bodies.

mod bearer;
mod brake;
mod path;
mod principal;
mod scope;
mod session;
mod verifier;
mod visitor;

use std::marker::PhantomData;
use std::sync::Arc;

use poem::{Request, RequestBody, Result};
use poem_openapi::registry::Registry;
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};

pub(super) use bearer::bearer_token;
pub use brake::{Brake, LoginBrake};
pub use path::{Loaded, Path, Resource};
pub use principal::{Caller, Principal, Verifier, Verify};
pub use scope::{
    AdminScope, Approve, AuditRead, BuildRead, BuildRun, MembersAdmin, OwnTokens, RepoRead,
    RepoWrite, Requires, RunnerAdmin, SecretWrite,
};
pub use session::{COOKIE_SCHEME, CSRF_SCHEME, InSession};
pub(super) use verifier::{Tokens, in_session};
pub use visitor::Visitor;

use super::error::ApiError;
use super::services::Services;
use crate::domain::access::Reach;

/// The name of the security scheme in the document.
pub const SCHEME: &str = "bearer";

/// Proof that the caller has the right `S` in the instance as a whole. Only this module makes one.
#[derive(Debug, Clone)]
pub struct Authorized<S> {
    caller: Caller,
    right: PhantomData<S>,
}

/// Where the caller has the right `S`: what a list may show. Only this module makes one.
#[derive(Debug, Clone)]
pub struct Within<S> {
    caller: Caller,
    reach: Reach,
    right: PhantomData<S>,
}

/// Somebody with a valid token or session, whatever it allows. Only this module makes one.
#[derive(Debug, Clone)]
pub struct SignedIn {
    caller: Caller,
}

impl<S> Authorized<S> {
    /// Who calls.
    pub const fn caller(&self) -> &Caller {
        &self.caller
    }
}

impl<S> Within<S> {
    /// Who calls.
    pub const fn caller(&self) -> &Caller {
        &self.caller
    }

    /// What the list may show.
    pub const fn reach(&self) -> &Reach {
        &self.reach
    }
}

impl SignedIn {
    /// Who calls.
    pub const fn caller(&self) -> &Caller {
        &self.caller
    }
}

/// An extractor that stands for the security of an operation, and for nothing else of it.
macro_rules! security_extractor {
    ($type:ty $(, $parameter:ident)?; $requirement:expr, $request:ident => $made:expr) => {
        impl<'a $(, $parameter: Requires)?> ApiExtractor<'a> for $type {
            const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::SecurityScheme];

            type ParamType = ();
            type ParamRawType = ();

            fn register(registry: &mut Registry) {
                register(registry);
            }

            fn security_schemes() -> Vec<&'static str> {
                vec![$requirement]
            }

            async fn from_request(
                $request: &'a Request,
                _: &mut RequestBody,
                _: ExtractParamOptions<()>,
            ) -> Result<Self> {
                Ok($made)
            }
        }
    };
}

security_extractor!(Authorized<S>, S; S::REQUIREMENT, request => {
    let caller = principal::authenticate(request).await?;
    caller.principal.access.check(S::RIGHT).map_err(ApiError::from)?;
    Self { caller, right: PhantomData }
});

security_extractor!(Within<S>, S; S::REQUIREMENT, request => {
    let caller = principal::authenticate(request).await?;
    caller.principal.access.check_scope(S::RIGHT.scope).map_err(ApiError::from)?;
    let reach = caller.principal.access.reach(S::RIGHT.role);
    Self { caller, reach, right: PhantomData }
});

security_extractor!(SignedIn; SCHEME, request => {
    Self { caller: principal::authenticate(request).await? }
});

/// Tells the document how callers show who they are.
fn register(registry: &mut Registry) {
    registry.create_security_scheme(SCHEME, bearer::scheme());
    session::register(registry);
}

/// The services of a request.
fn services(request: &Request) -> Result<&Arc<Services>, ApiError> {
    request.data().ok_or_else(|| ApiError::internal("no services were given to the endpoint"))
}
