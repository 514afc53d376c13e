//! Whose a token or a session is: the administrator's, or a user's.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use chrono::TimeDelta;
use sea_orm::DbErr;
use secrecy::{ExposeSecret, SecretString};
use tracing::warn;

use super::principal::{Principal, Verify};
use crate::api::error::ApiError;
use crate::api::services::Services;
use crate::clock::{self, Timestamp};
use crate::crypto::token::{TokenHash, TokenKind};
use crate::domain::access::{Access, Scope};
use crate::domain::audit::ActorKind;
use crate::domain::session::is_open;
use crate::domain::user::UserKind;
use crate::entities::{sessions, tokens, users};
use crate::ids::SessionId;
use crate::store::Reader;
use crate::store::tokens::NoteUse;
use crate::store::{self, Write};

/// How exactly it is noted when a token was used: each note is a write.
const USE_NOTED_EVERY: TimeDelta = TimeDelta::minutes(1);

/// Knows the administrator's token and those of users by their hashes. A runner's token opens
/// nothing here.
pub(in crate::api) struct Tokens {
    services: Arc<Services>,
    admin: TokenHash,
    /// Whether there has been a user. Until then the server is managed from its own machine alone.
    has_users: AtomicBool,
}

impl Tokens {
    pub(in crate::api) fn new(services: Arc<Services>, admin: &SecretString) -> Self {
        let admin = services.pepper.hash(admin.expose_secret());
        Self { services, admin, has_users: AtomicBool::new(false) }
    }

    async fn admin(&self, address: Option<IpAddr>) -> Result<Principal, ApiError> {
        let is_here = address.is_none_or(|address| address.is_loopback());
        if !is_here && !self.has_users().await? {
            return Err(ApiError::NotFromHere);
        }
        Ok(Principal {
            kind: ActorKind::AdminToken,
            name: "admin".to_owned(),
            user: None,
            token: None,
            session: None,
            access: Access::everything(),
        })
    }

    async fn has_users(&self) -> Result<bool, ApiError> {
        if !self.has_users.load(Ordering::Relaxed)
            && store::users::any(&self.services.reader).await?
        {
            self.has_users.store(true, Ordering::Relaxed);
        }
        Ok(self.has_users.load(Ordering::Relaxed))
    }

    async fn user(&self, token: &str) -> Result<Option<Principal>, ApiError> {
        let kind = TokenKind::of(token);
        if !matches!(kind, Some(TokenKind::Personal | TokenKind::Service)) {
            return Ok(None);
        }
        let hash = self.services.pepper.hash(token);
        let found = store::tokens::find_by_hash(&self.services.reader, hash.as_str()).await?;
        let now = clock::now();
        let Some((token, user)) = found.filter(|(token, user)| is_valid(token, user, now)) else {
            return Ok(None);
        };
        self.note_use(&token, now);
        let repositories = store::members::roles_of(&self.services.reader, user.id).await?;
        Ok(Some(Principal {
            kind: actor_kind(user.kind),
            user: Some(user.id),
            token: Some(token.id),
            session: None,
            access: Access {
                scopes: token
                    .scopes
                    .map(|scopes| scopes.0.into_iter().collect())
                    .unwrap_or_default(),
                instance: user.role,
                repositories,
                ends_at_s: token.expires_at.map(|end| end.timestamp()),
                only: token.repositories.map(|only| only.0.into_iter().collect()),
            },
            name: user.name,
        }))
    }

    /// A session allows everything that its user may do.
    async fn in_session(&self, shown: &str) -> Result<Option<Principal>, ApiError> {
        if TokenKind::of(shown) != Some(TokenKind::Session) {
            return Ok(None);
        }
        let Services { reader, pepper, sign_in, .. } = &*self.services;
        let found = store::sessions::find_by_hash(reader, pepper.hash(shown).as_str()).await?;
        let now = clock::now();
        let is_valid = |(session, user): &(sessions::Model, users::Model)| {
            let times = (session.last_used_at, session.expires_at);
            user.active && is_open(&sign_in.limits, times, now)
        };
        let Some((session, user)) = found.filter(is_valid) else { return Ok(None) };
        if now - session.last_used_at >= USE_NOTED_EVERY {
            self.note(store::sessions::NoteUse { id: session.id, at: now });
        }
        Ok(Some(in_session(reader, user, session.id).await?))
    }

    fn note_use(&self, token: &tokens::Model, now: Timestamp) {
        if token.last_used_at.is_none_or(|last| now - last >= USE_NOTED_EVERY) {
            self.note(NoteUse { id: token.id, at: now });
        }
    }

    /// Written behind the caller's back: nobody waits for it.
    fn note<W: Write>(&self, note: W) {
        let persistence = self.services.persistence.clone();
        tokio::spawn(async move {
            if let Err(error) = persistence.run(note).await {
                warn!(%error, "the use of a token or session was not noted");
            }
        });
    }
}

/// A user in a session of theirs.
pub(in crate::api) async fn in_session(
    reader: &Reader,
    user: users::Model,
    session: SessionId,
) -> Result<Principal, DbErr> {
    Ok(Principal {
        kind: actor_kind(user.kind),
        user: Some(user.id),
        token: None,
        session: Some(session),
        access: Access {
            scopes: [Scope::Admin].into(),
            instance: user.role,
            repositories: store::members::roles_of(reader, user.id).await?,
            only: None,
            ends_at_s: None,
        },
        name: user.name,
    })
}

/// What a user is in the words of the record.
pub(super) fn actor_kind(kind: UserKind) -> ActorKind {
    match kind {
        UserKind::Person => ActorKind::Person,
        UserKind::Service => ActorKind::Service,
    }
}

fn is_valid(token: &tokens::Model, user: &users::Model, now: Timestamp) -> bool {
    user.active && token.expires_at.is_none_or(|end| now < end)
}

#[async_trait]
impl Verify for Tokens {
    async fn check(
        &self,
        token: &str,
        address: Option<IpAddr>,
    ) -> Result<Option<Principal>, ApiError> {
        // Hashes are compared in constant time, and their length tells nothing of the token's.
        if self.services.pepper.matches(token, &self.admin) {
            return self.admin(address).await.map(Some);
        }
        let found = self.user(token).await?;
        if found.is_none() {
            self.services.token_brake.failed(address)?;
        }
        Ok(found)
    }

    async fn session(
        &self,
        shown: &str,
        address: Option<IpAddr>,
    ) -> Result<Option<Principal>, ApiError> {
        let found = self.in_session(shown).await?;
        if found.is_none() {
            self.services.token_brake.failed(address)?;
        }
        Ok(found)
    }
}
