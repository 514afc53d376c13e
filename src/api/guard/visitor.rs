//! Somebody who has not signed in yet: what a public operation may know of the request.

use std::net::IpAddr;

use poem::{FromRequest, Request, RequestBody, Result};

use super::principal::{Caller, Principal, caller};
use super::services;
use crate::api::cookies::Cookie;
use crate::domain::access::Access;
use crate::domain::audit::{ActorKind, Attribution};
use crate::domain::text;
use crate::entities::users;

/// The longest name of a browser that is kept, in bytes.
const USER_AGENT_LIMIT: usize = 300;

/// Whoever sends a request.
#[derive(Debug, Clone)]
pub struct Visitor {
    caller: Caller,
    /// What the browser calls itself.
    pub user_agent: Option<String>,
    /// The session that the browser had before.
    pub session: Option<String>,
    /// What binds a sign-in at the identity provider to the browser.
    pub sign_in: Option<String>,
}

impl<'a> FromRequest<'a> for Visitor {
    async fn from_request(request: &'a Request, _: &mut RequestBody) -> Result<Self> {
        let settings = &services(request)?.settings;
        let nobody = Principal {
            kind: ActorKind::Person,
            name: String::new(),
            user: None,
            token: None,
            session: None,
            access: Access::default(),
        };
        // A cookie that can't be read is as good as none: a new one takes its place.
        let cookie =
            |cookie: Cookie| cookie.of(request, settings).ok().flatten().map(str::to_owned);
        let user_agent = request.header(poem::http::header::USER_AGENT);
        Ok(Self {
            caller: caller(request, nobody),
            user_agent: user_agent.map(|name| text::bounded(name, USER_AGENT_LIMIT)),
            session: cookie(Cookie::Session),
            sign_in: cookie(Cookie::SignIn),
        })
    }
}

impl Visitor {
    /// Where they are.
    pub const fn address(&self) -> Option<IpAddr> {
        self.caller.address
    }

    /// The visitor in the words of the record, where no more is known of them than what they are.
    #[must_use]
    pub fn seen_as(&self, kind: ActorKind, name: &str) -> Attribution {
        Attribution { kind, name: name.to_owned(), ..self.caller.attribution() }
    }

    /// The visitor once it is known that they are `user`: for the record, and with no right.
    #[must_use]
    pub fn known_as(&self, user: &users::Model) -> Caller {
        let principal = Principal {
            kind: super::verifier::actor_kind(user.kind),
            name: user.name.clone(),
            user: Some(user.id),
            ..self.caller.principal.clone()
        };
        Caller { principal, ..self.caller.clone() }
    }
}
