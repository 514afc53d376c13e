//! Users, their roles and their tokens, as callers see and describe them.

use poem_openapi::Object;
use poem_openapi::types::MaybeUndefined;

use crate::api::words::Word;
use crate::clock::Timestamp;
use crate::domain::access::{Role, Scope};
use crate::domain::audit::ActorKind;
use crate::domain::user::UserKind;
use crate::entities::{repository_members, tokens, users};
use crate::ids::{RepositoryId, SessionId, TokenId, UserId};

/// A person or a service account.
#[derive(Debug, Clone, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct User {
    /// Its id.
    pub id: UserId,
    /// What it is called; unique.
    pub name: String,
    /// What it is.
    pub kind: Word<UserKind>,
    /// Where a person is reached.
    pub email: Option<String>,
    /// Its role for the instance, which holds in every repository; absent: it has roles in single
    /// repositories alone.
    pub role: Option<Word<Role>>,
    /// Whether it may do anything at all.
    pub active: bool,
    /// Whether it has a password to sign in with.
    pub has_password: bool,
    /// What the identity provider knows it by.
    pub oidc_subject: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was changed last.
    pub updated_at: Timestamp,
}

/// A user to add.
#[derive(Debug, Clone, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct UserIn {
    /// What it is called: lower-case letters, digits, `.`, `_` and `-`.
    #[oai(validator(min_length = 1, max_length = 64))]
    pub name: String,
    /// What it is; a person when left out.
    pub kind: Option<Word<UserKind>>,
    /// Where a person is reached.
    #[oai(validator(min_length = 3, max_length = 254))]
    pub email: Option<String>,
    /// Its role for the instance; when left out, it gets roles in single repositories.
    pub role: Option<Word<Role>>,
}

/// What to change of a user; what is left out stays.
#[derive(Debug, Clone, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct UserPatch {
    /// Its role for the instance. Null: none.
    #[oai(nullable)]
    pub role: MaybeUndefined<Word<Role>>,
    /// Whether it may do anything at all.
    pub active: Option<bool>,
    /// Where a person is reached. Null: nowhere.
    #[oai(nullable, validator(min_length = 3, max_length = 254))]
    pub email: MaybeUndefined<String>,
    /// What the identity provider knows the person by, its claim `sub`: whoever signs in there as
    /// that is this user here. Null: nothing, so that they can't sign in there.
    #[oai(nullable, validator(min_length = 1, max_length = 255))]
    pub oidc_subject: MaybeUndefined<String>,
}

/// A user's role in a repository.
#[derive(Debug, Clone, PartialEq, Eq, Object)]
pub struct Member {
    /// The user.
    pub user_id: UserId,
    /// The user's name.
    pub name: String,
    /// What the user is.
    pub kind: Word<UserKind>,
    /// The role.
    pub role: Word<Role>,
    /// When a role was given first.
    pub created_at: Timestamp,
}

/// A role to give.
#[derive(Debug, Clone, PartialEq, Eq, Object)]
pub struct MemberIn {
    /// The role.
    pub role: Word<Role>,
}

/// A token that opens the API in a user's name.
#[derive(Debug, Clone, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Token {
    /// Its id.
    pub id: TokenId,
    /// What it is for.
    pub name: String,
    /// Its user.
    pub user_id: UserId,
    /// Its user's name.
    pub user: Option<String>,
    /// What it allows of what its user may do.
    pub scopes: Vec<Word<Scope>>,
    /// The only repositories that it is for; absent: all that its user sees.
    pub repositories: Option<Vec<RepositoryId>>,
    /// From when on it opens nothing.
    pub expires_at: Option<Timestamp>,
    /// When it was shown last, to the minute.
    pub last_used_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
    /// The token itself. Shown once, in the answer that makes it.
    pub token: Option<String>,
}

/// A token to make.
#[derive(Debug, Clone, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct TokenIn {
    /// What it is for.
    #[oai(validator(min_length = 1, max_length = 100))]
    pub name: String,
    /// Its user; the caller when left out. A token for another user is an admin's to make.
    pub user_id: Option<UserId>,
    /// What it allows of what its user may do.
    #[oai(validator(min_items = 1, max_items = 8))]
    pub scopes: Vec<Word<Scope>>,
    /// The only repositories that it is for. It then opens nothing that concerns the server as a
    /// whole.
    #[oai(validator(min_items = 1, max_items = 100))]
    pub repositories: Option<Vec<RepositoryId>>,
    /// In how many days it ends; 90 when left out.
    #[oai(validator(minimum(value = "1"), maximum(value = "3650")))]
    pub expires_in_days: Option<u32>,
}

/// A token's new text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct TokenRotation {
    /// In how many days it ends; 90 when left out.
    #[oai(validator(minimum(value = "1"), maximum(value = "3650")))]
    pub expires_in_days: Option<u32>,
}

/// Who calls, and what they may do.
#[derive(Debug, Clone, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Me {
    /// What the caller is.
    pub kind: Word<ActorKind>,
    /// The caller's name.
    pub name: String,
    /// The user; absent for the administrator's token.
    pub user_id: Option<UserId>,
    /// The token that was shown; absent for the administrator's, and in a session.
    pub token_id: Option<TokenId>,
    /// The session that was shown; absent for a token.
    pub session_id: Option<SessionId>,
    /// What the token allows; a session allows everything.
    pub scopes: Vec<Word<Scope>>,
    /// The role for the instance.
    pub role: Option<Word<Role>>,
    /// The roles in single repositories.
    pub repositories: Vec<OwnRole>,
    /// The only repositories that the token is for.
    pub only: Option<Vec<RepositoryId>>,
}

/// A role in a repository.
#[derive(Debug, Clone, PartialEq, Eq, Object)]
pub struct OwnRole {
    /// The repository.
    pub repository_id: RepositoryId,
    /// The role.
    pub role: Word<Role>,
}

impl From<users::Model> for User {
    fn from(row: users::Model) -> Self {
        let users::Model {
            id,
            name,
            kind,
            email,
            role,
            active,
            password_hash,
            oidc_issuer: _,
            oidc_subject,
            created_at,
            updated_at,
        } = row;
        Self {
            id,
            name,
            kind: Word(kind),
            email,
            role: role.map(Word),
            active,
            has_password: password_hash.is_some(),
            oidc_subject,
            created_at,
            updated_at,
        }
    }
}

impl Member {
    /// The view of a row and its user.
    #[must_use]
    pub fn new(row: &repository_members::Model, user: users::Model) -> Self {
        Self {
            user_id: user.id,
            name: user.name,
            kind: Word(user.kind),
            role: Word(row.role),
            created_at: row.created_at,
        }
    }
}

impl Token {
    /// The view of a row; none if it is not a user's.
    #[must_use]
    pub fn new(row: tokens::Model, user: Option<&users::Model>) -> Option<Self> {
        Some(Self {
            id: row.id,
            name: row.name,
            user_id: row.user_id?,
            user: user.map(|user| user.name.clone()),
            scopes: row.scopes.map(|it| it.0).unwrap_or_default().into_iter().map(Word).collect(),
            repositories: row.repositories.map(|only| only.0),
            expires_at: row.expires_at,
            last_used_at: row.last_used_at,
            created_at: row.created_at,
            token: None,
        })
    }
}
