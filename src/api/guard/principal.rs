//! Who calls: the user behind a token, and where the call comes from.

use std::net::IpAddr;
use std::sync::Arc;

use async_trait::async_trait;
use poem::Request;

use super::{bearer_token, session};
use crate::api::client_address::ClientAddress;
use crate::api::error::ApiError;
use crate::api::request_id::RequestId;
use crate::domain::access::Access;
use crate::domain::audit::{ActorKind, Attribution};
use crate::ids::{SessionId, TokenId, UserId};

/// Somebody who was let in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Principal {
    /// What they are.
    pub kind: ActorKind,
    /// A name for logs and records.
    pub name: String,
    /// The user; none: the administrator's token.
    pub user: Option<UserId>,
    /// The token that was shown.
    pub token: Option<TokenId>,
    /// The session that was shown.
    pub session: Option<SessionId>,
    /// What they may do.
    pub access: Access,
}

/// A principal, and the request that they make.
#[derive(Debug, Clone)]
pub struct Caller {
    /// Who.
    pub principal: Principal,
    /// From where.
    pub address: Option<IpAddr>,
    /// The request's id.
    pub request: String,
}

impl Caller {
    /// The same in the words of the record.
    #[must_use]
    pub fn attribution(&self) -> Attribution {
        let Principal { kind, name, user, token, session: _, access: _ } = &self.principal;
        Attribution {
            kind: *kind,
            id: user.map(|id| id.to_string()),
            name: name.clone(),
            token: *token,
            address: self.address.map(|address| address.to_string()),
            request: Some(self.request.clone()),
        }
    }
}

/// Tells whose a token is.
#[async_trait]
pub trait Verify: Send + Sync {
    /// The principal behind `token`, shown from `address`; `None` if the token is not valid.
    ///
    /// # Errors
    /// When it can't be told now, or the token is not taken from there.
    async fn check(
        &self,
        token: &str,
        address: Option<IpAddr>,
    ) -> Result<Option<Principal>, ApiError>;

    /// The principal in the session whose cookie is `shown`, from `address`; `None` if there is no
    /// such session, or it is over.
    ///
    /// # Errors
    /// When it can't be told now.
    async fn session(
        &self,
        shown: &str,
        address: Option<IpAddr>,
    ) -> Result<Option<Principal>, ApiError>;
}

/// The [`Verify`] of this server, as data of each request.
pub type Verifier = Arc<dyn Verify>;

pub(super) async fn authenticate(request: &Request) -> Result<Caller, ApiError> {
    if let Some(cookie) = session::shown(request)? {
        return session::enter(request, cookie).await;
    }
    let token = bearer_token(request)?;
    let unknown = ApiError::Unauthenticated { reason: "the token is not valid", has_token: true };
    let found = verifier(request)?.check(token, address(request)).await?;
    Ok(caller(request, found.ok_or(unknown)?))
}

pub(super) fn verifier(request: &Request) -> Result<&Verifier, ApiError> {
    request
        .data()
        .ok_or_else(|| ApiError::internal("no verifier of tokens was given to the endpoint"))
}

/// `principal` as the one who makes `request`.
pub(super) fn caller(request: &Request, principal: Principal) -> Caller {
    let id = request.extensions().get::<RequestId>();
    let request_id = id.map(ToString::to_string).unwrap_or_default();
    Caller { principal, address: address(request), request: request_id }
}

/// Where the request comes from.
pub(super) fn address(request: &Request) -> Option<IpAddr> {
    ClientAddress::of(request).map(|client| client.0)
}
