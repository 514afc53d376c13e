//! Sessions of browsers: signing in with a password, signing out, listing, revoking.

#![expect(clippy::too_many_arguments, reason = "each is a parameter of an operation")]

mod answers;
mod attempt;
mod begin;
mod checks;
mod means;
mod oidc;
mod password;

use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};

pub use means::SignIn;
pub(super) use oidc::SignIns;
pub(super) use password::Passwords;

use super::answer::{Created, NoContent, Ok200};
use super::cookies::Cookie;
use super::error::ApiError;
use super::fail::{Fail, Missing, NoFailures};
use super::guard::{
    AdminScope, Caller, InSession, OwnTokens, Requires, Visitor, Within, in_session,
};
use super::page::{Page, PageLimit, PageToken, Paging};
use super::record::seen;
use super::services::{Services, With};
use super::strict::StrictJson;
use super::tags::Tag;
use super::users::me;
use super::views::session::{Session, SessionIn, SignedInUser};
use crate::domain::session::SignInMethod;
use crate::domain::user::{UserKind, check_name};
use crate::entities::{sessions, users};
use crate::failures;
use crate::ids::{SessionId, UserId};
use crate::store;
use crate::store::sessions::EndSession;
use answers::{CreatedWithCookie, NoContentAnymore};
use begin::{begin, bounds, change, note_refusal};

failures! {
    /// What somebody is told who is not known yet.
    pub(super) LoginFails = [Unauthenticated, Forbidden, TooManyRequests, Unavailable];
}

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct Filters {
    user: Option<UserId>,
}

/// Operations on sessions.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sessions;

#[OpenApi(tag = "Tag::User")]
impl Sessions {
    /// Sign in
    ///
    /// With a person's name and password, in a browser: the answer sets the session's cookie, and
    /// ends the session that the browser had before. Who is not let in is not told why.
    #[oai(path = "/api/session", method = "post", operation_id = "session_create")]
    async fn create(
        &self,
        visitor: Visitor,
        services: With<'_>,
        body: StrictJson<SessionIn>,
    ) -> Result<CreatedWithCookie<SignedInUser>, Fail<LoginFails>> {
        let SessionIn { name, password } = body.0;
        services.sign_in.brake.check(visitor.address(), &name)?;
        let user = check(&services, &visitor, &name, password).await?;
        let how = (&user, SignInMethod::Password);
        let proof = ("session_create", user.password_hash.clone());
        let begun = begin(&services, &visitor, how, proof).await?.ok_or_else(wrong)?;
        let cookie = begun.cookie.expose_secret();
        let body = SignedInUser {
            id: begun.id,
            csrf_token: services.pepper.csrf_token(cookie),
            me: me(in_session(&services.reader, user, begun.id).await?),
        };
        let age = services.sign_in.limits.max;
        let cookie = Cookie::Session.set(&services.settings, cookie, age);
        let created = Created { body, location: "/api/session".to_owned() };
        Ok(CreatedWithCookie { created, cookie })
    }

    /// Show the own session
    ///
    /// Who is signed in, and the CSRF token that pages need.
    #[oai(path = "/api/session", method = "get", operation_id = "session_show")]
    async fn show(&self, session: InSession) -> Result<Ok200<SignedInUser>, Fail<NoFailures>> {
        let principal = session.caller().principal.clone();
        let id = principal.session.ok_or_else(|| ApiError::internal("a session without an id"))?;
        let csrf_token = session.csrf_token().to_owned();
        Ok(Ok200(SignedInUser { id, csrf_token, me: me(principal) }))
    }

    /// Sign out
    ///
    /// The session is over, and the browser forgets its cookie.
    #[oai(path = "/api/session", method = "delete", operation_id = "session_end")]
    async fn end(
        &self,
        session: InSession,
        services: With<'_>,
    ) -> Result<NoContentAnymore, Fail<NoFailures>> {
        let id = session.caller().principal.session;
        if let Some((row, user)) = found(&services, id).await? {
            end(&services, (session.caller(), "session_end"), (row, user)).await?;
        }
        Ok(NoContentAnymore { cookie: Cookie::Session.clear(&services.settings) })
    }

    /// List sessions
    ///
    /// The caller's own that are open, or those of all users for an admin; the newest first.
    #[oai(path = "/api/sessions", method = "get", operation_id = "session_list")]
    async fn list(
        &self,
        caller: Within<OwnTokens>,
        services: With<'_>,
        limit: Query<PageLimit>,
        page_token: Query<PageToken>,
        /// Only of this user.
        user: Query<Option<UserId>>,
    ) -> Result<Ok200<Page<Session>>, Fail<NoFailures>> {
        let paging: Paging<Filters, SessionId> =
            Paging::new("session_list", limit.0, &page_token.0, Filters { user: user.0 })?;
        let own = caller.caller().principal.user;
        let wanted = match (is_admin(caller.caller()), paging.filters.user) {
            (true, user) => user,
            (false, None) => own,
            (false, user) if user == own => own,
            (false, Some(_)) => return Ok(Ok200(Page { items: Vec::new(), next_page: None })),
        };
        let place = (paging.after, paging.rows_wanted());
        let bounds = bounds(&services.sign_in.limits);
        let rows = store::sessions::list(&services.reader, wanted, bounds, place).await?;
        let view = |(row, user): (_, Option<users::Model>)| Session::new(row, user.as_ref());
        Ok(Ok200(paging.page(rows, |(row, _)| row.id, view)))
    }

    /// Revoke a session
    ///
    /// One's own, or anybody's for an admin: it is over at once.
    #[oai(path = "/api/sessions/:id", method = "delete", operation_id = "session_revoke")]
    async fn revoke(
        &self,
        caller: Within<OwnTokens>,
        services: With<'_>,
        id: Path<SessionId>,
    ) -> Result<NoContent, Fail<Missing>> {
        let missing = || ApiError::not_found("session", &id.0);
        let (row, user) = found(&services, Some(id.0)).await?.ok_or_else(missing)?;
        let Caller { principal, .. } = caller.caller();
        let is_own = principal.user == Some(row.user_id) && principal.access.only.is_none();
        if !is_own && !is_admin(caller.caller()) {
            return Err(missing().into());
        }
        end(&services, (caller.caller(), "session_revoke"), (row, user)).await?;
        Ok(NoContent)
    }
}

/// The person of this name, if that is their password. All others are answered alike, and after
/// the same time.
async fn check(
    services: &Services,
    visitor: &Visitor,
    name: &str,
    password: String,
) -> Result<users::Model, ApiError> {
    let user = match check_name(name) {
        Ok(()) => store::users::find_by_name(&services.reader, name).await?,
        Err(_) => None,
    };
    let id = user.as_ref().map(|user| user.id);
    let user = user.filter(|user| user.active && user.kind == UserKind::Person);
    let hash = user.as_ref().and_then(|user| user.password_hash.clone());
    let matches = services.sign_in.checks.matches(password, hash).await?;
    match user.filter(|_| matches) {
        Some(user) => Ok(user),
        None => {
            note_refusal(services, visitor, id);
            Err(wrong())
        }
    }
}

fn wrong() -> ApiError {
    let reason = "the name or the password is wrong, or the user may not sign in";
    ApiError::Unauthenticated { reason, has_token: false }
}

/// A session and its user.
async fn found(
    services: &Services,
    id: Option<SessionId>,
) -> Result<Option<(sessions::Model, users::Model)>, ApiError> {
    let Some(id) = id else { return Ok(None) };
    let Some(row) = store::sessions::find(&services.reader, id).await? else { return Ok(None) };
    let user = store::users::find(&services.reader, row.user_id).await?;
    Ok(user.map(|user| (row, user)))
}

async fn end(
    services: &Services,
    by: (&Caller, &'static str),
    (row, user): (sessions::Model, users::Model),
) -> Result<(), ApiError> {
    let write = EndSession { id: row.id };
    let change = change(&row, &user).removed(seen(Session::new(row, Some(&user))));
    services.record(by, write, move |()| Some(change.clone())).await?;
    Ok(())
}

fn is_admin(caller: &Caller) -> bool {
    caller.principal.access.check(AdminScope::RIGHT).is_ok()
}
