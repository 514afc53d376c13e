//! Who calls: the user behind a token, and where the call comes from.

use std::net::IpAddr;
use std::sync::Arc;

use async_trait::async_trait;
use poem::Request;

use super::bearer_token;
use crate::api::client_address::ClientAddress;
use crate::api::error::ApiError;
use crate::api::request_id::RequestId;
use crate::domain::access::Access;
use crate::domain::audit::{ActorKind, Attribution};
use crate::ids::{TokenId, UserId};

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
        let Principal { kind, name, user, token, access: _ } = &self.principal;
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
}

/// The [`Verify`] of this server, as data of each request.
pub type Verifier = Arc<dyn Verify>;

pub(super) async fn authenticate(request: &Request) -> Result<Caller, ApiError> {
    let token = bearer_token(request)?;
    let verifier: &Verifier = request
        .data()
        .ok_or_else(|| ApiError::internal("no verifier of tokens was given to the endpoint"))?;
    let address = ClientAddress::of(request).map(|client| client.0);
    let unknown = ApiError::Unauthenticated { reason: "the token is not valid", has_token: true };
    let principal = verifier.check(token, address).await?.ok_or(unknown)?;
    let id = request.extensions().get::<RequestId>();
    Ok(Caller { principal, address, request: id.map(ToString::to_string).unwrap_or_default() })
}
