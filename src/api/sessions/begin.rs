//! How a session begins, once it is known who is there.

use poem_openapi::types::ToJSON;
use prometheus_client::metrics::counter::Counter;
use secrecy::{ExposeSecret, SecretString};
use tracing::info;

use crate::api::error::ApiError;
use crate::api::guard::Visitor;
use crate::api::services::Services;
use crate::api::views::session::Session;
use crate::clock;
use crate::crypto::token::TokenKind;
use crate::domain::audit::{Change, Target};
use crate::domain::session::{SessionLimits, SignInMethod};
use crate::entities::users::PasswordHash;
use crate::entities::{sessions, users};
use crate::ids::{SessionId, UserId};
use crate::store::sessions::{BeginSession, Bounds};

/// How often somebody signed in, and how often somebody was not let in.
#[derive(Debug, Clone, Default)]
pub(in crate::api) struct SignInCounts {
    /// Signed in.
    pub(in crate::api) accepted: Counter,
    /// Not let in.
    pub(in crate::api) refused: Counter,
}

/// A session that has begun.
pub(super) struct Begun {
    pub(super) id: SessionId,
    /// What the browser shows from now on.
    pub(super) cookie: SecretString,
}

/// Begins a session with an id that nobody can know before, whatever the browser had; what it had
/// is over. `password_hash` is what the password was checked with, if one was.
pub(super) async fn begin(
    services: &Services,
    visitor: &Visitor,
    (user, method): (&users::Model, SignInMethod),
    (operation, password_hash): (&'static str, Option<PasswordHash>),
) -> Result<Option<Begun>, ApiError> {
    let cookie = TokenKind::Session.mint();
    let hash = |text: &str| services.pepper.hash(text).as_str().to_owned();
    let now = clock::now();
    let session = sessions::Model {
        id: SessionId::generate(),
        user_id: user.id,
        session_hash: hash(cookie.expose_secret()),
        method,
        address: visitor.address().map(|address| address.to_string()),
        user_agent: visitor.user_agent.clone(),
        created_at: now,
        last_used_at: now,
        expires_at: now + services.sign_in.limits.max,
    };
    let id = session.id;
    let change = change(&session, user).made(Session::new(session.clone(), Some(user)).to_json());
    let write = BeginSession {
        session,
        password_hash,
        instead_of: visitor.session.as_deref().map(hash),
        bounds: bounds(&services.sign_in.limits),
    };
    let caller = visitor.known_as(user);
    let told = move |begun: &Result<_, _>| begun.is_ok().then(|| change.clone());
    let begun = services.record((&caller, operation), write, told).await?;
    if begun.is_err() {
        return Ok(None);
    }
    services.sign_in.counts.accepted.inc();
    info!(user.id = %user.id, session.id = %id, "{} signed in", user.name);
    Ok(Some(Begun { id, cookie }))
}

/// Notes that somebody was not let in. What they gave as a name may be anything, even a password,
/// so only a user's is told.
pub(super) fn note_refusal(services: &Services, visitor: &Visitor, user: Option<UserId>) {
    services.sign_in.counts.refused.inc();
    let address = visitor.address().map(|address| address.to_string()).unwrap_or_default();
    let user = user.map(|id| id.to_string()).unwrap_or_else(|| "unknown".to_owned());
    info!(client.address = address, user.id = user, "refused a sign-in");
}

/// Which sessions are over by now.
pub(super) fn bounds(limits: &SessionLimits) -> Bounds {
    let now = clock::now();
    Bounds { now, used_since: now - limits.idle }
}

/// Something happened to a session.
pub(super) fn change(row: &sessions::Model, user: &users::Model) -> Change {
    Change::of(Target::new("session", &row.id).named(&user.name), None)
}
