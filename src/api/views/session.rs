//! Sessions of browsers, and what begins them, as callers see and send them.

use std::fmt;

use poem_openapi::Object;

use super::user::Me;
use crate::api::words::Word;
use crate::clock::Timestamp;
use crate::domain::session::SignInMethod;
use crate::entities::{sessions, users};
use crate::ids::{SessionId, UserId};

/// A session of a browser. What opens it is the browser's cookie, and is not shown.
#[derive(Debug, Clone, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Session {
    /// Its id, which opens nothing.
    pub id: SessionId,
    /// Who signed in.
    pub user_id: UserId,
    /// Their name.
    pub user: Option<String>,
    /// How they signed in.
    pub method: Word<SignInMethod>,
    /// The address that they signed in from.
    pub address: Option<String>,
    /// What the browser calls itself.
    pub user_agent: Option<String>,
    /// When they signed in.
    pub created_at: Timestamp,
    /// When it was used last, to the minute. It is over when it rests too long.
    pub last_used_at: Timestamp,
    /// When it is over at the latest.
    pub expires_at: Timestamp,
}

/// Who is to be signed in, and the proof.
#[derive(Clone, PartialEq, Eq, Object)]
pub struct SessionIn {
    /// The user's name.
    #[oai(validator(min_length = 1, max_length = 64))]
    pub name: String,
    /// The user's password.
    #[oai(write_only, validator(min_length = 1, max_length = 1024))]
    pub password: String,
}

/// Who is signed in, and what a page needs to act in their name.
#[derive(Debug, Clone, PartialEq, Eq, Object)]
pub struct SignedInUser {
    /// The session's id.
    pub id: SessionId,
    /// Goes into the header `X-CSRF-Token` of every request that changes something.
    pub csrf_token: String,
    /// Who it is, and what they may do.
    pub me: Me,
}

/// A password to set.
#[derive(Clone, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PasswordIn {
    /// The new password: neither the user's name nor their email.
    #[oai(write_only, validator(min_length = 12, max_length = 1024))]
    pub password: String,
    /// The present one, for those who set their own.
    #[oai(write_only, validator(min_length = 1, max_length = 1024))]
    pub old_password: Option<String>,
}

impl fmt::Debug for SessionIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SessionIn").field("name", &self.name).finish_non_exhaustive()
    }
}

impl fmt::Debug for PasswordIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordIn(..)")
    }
}

impl Session {
    /// The view of a row.
    #[must_use]
    pub fn new(row: sessions::Model, user: Option<&users::Model>) -> Self {
        let sessions::Model {
            id,
            user_id,
            session_hash: _,
            method,
            address,
            user_agent,
            created_at,
            last_used_at,
            expires_at,
        } = row;
        Self {
            id,
            user_id,
            user: user.map(|user| user.name.clone()),
            method: Word(method),
            address,
            user_agent,
            created_at,
            last_used_at,
            expires_at,
        }
    }
}
