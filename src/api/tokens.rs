//! Tokens that open the API in a user's name.
//!
//! A token of the scope `admin` manages all that its user has; any other can revoke itself, and
//! no more: a leaked one neither makes others nor outlives its end.

#![expect(clippy::too_many_arguments, reason = "each is a parameter of an operation")]

use std::collections::BTreeSet;

use chrono::TimeDelta;
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

use super::answer::{Created, NoContent, Ok200};
use super::error::ApiError;
use super::fail::{Fail, Missing, NoFailures};
use super::guard::{AdminScope, Caller, OwnTokens, Requires, SignedIn, Within};
use super::page::{Page, PageLimit, PageToken, Paging};
use super::record::seen;
use super::runners::check_repositories;
use super::services::{Services, With};
use super::strict::StrictJson;
use super::tags::Tag;
use super::views::user::{Token, TokenIn, TokenRotation};
use crate::clock::{self, Timestamp};
use crate::crypto::token::TokenKind;
use crate::domain::access::{Scope, check_gift};
use crate::domain::audit::{Change, Target};
use crate::domain::user::UserKind;
use crate::entities::tokens::Model;
use crate::entities::{Stored, users};
use crate::failures;
use crate::ids::{RepositoryId, TokenId, UserId};
use crate::store;
use crate::store::tokens::{AddToken, RevokeToken, RotateToken};

failures! {
    CreateFails = [Unprocessable];
}

/// How long a token lasts unless told otherwise, in days.
const DAYS: u32 = 90;

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct Filters {
    user: Option<UserId>,
}

/// Operations on tokens.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tokens;

#[OpenApi(tag = "Tag::User")]
impl Tokens {
    /// List tokens
    ///
    /// The caller's own, or those of all users for an admin; the newest first.
    #[oai(path = "/api/tokens", method = "get", operation_id = "token_list")]
    async fn list(
        &self,
        caller: Within<OwnTokens>,
        services: With<'_>,
        limit: Query<PageLimit>,
        page_token: Query<PageToken>,
        /// Only of this user.
        user: Query<Option<UserId>>,
    ) -> Result<Ok200<Page<Token>>, Fail<NoFailures>> {
        let paging: Paging<Filters, TokenId> =
            Paging::new("token_list", limit.0, &page_token.0, Filters { user: user.0 })?;
        let own = caller.caller().principal.user;
        let wanted = match (is_admin(caller.caller()), paging.filters.user) {
            (true, user) => user,
            (false, None) => own,
            (false, user) if user == own => own,
            (false, Some(_)) => return Ok(Ok200(Page { items: Vec::new(), next_page: None })),
        };
        let rows =
            store::tokens::list(&services.reader, wanted, paging.after, paging.rows_wanted());
        let page = paging.page(
            rows.await?,
            |(row, _)| row.id,
            |(row, user)| Token::new(row, user.as_ref()),
        );
        let items = page.items.into_iter().flatten().collect();
        Ok(Ok200(Page { items, next_page: page.next_page }))
    }

    /// Make a token
    ///
    /// The answer shows it, once. It allows no more than the token that makes it, ends no later, and
    /// never allows more than its user may do.
    #[oai(path = "/api/tokens", method = "post", operation_id = "token_create")]
    async fn create(
        &self,
        caller: Within<OwnTokens>,
        services: With<'_>,
        body: StrictJson<TokenIn>,
    ) -> Result<Created<Token>, Fail<CreateFails>> {
        let user = user(&services, caller.caller(), body.0.user_id).await?;
        check_repositories(&services, body.0.repositories.as_deref()).await?;
        let (row, text) = new(&services, caller.caller(), &user, body.0)?;
        let view = Token::new(row.clone(), Some(&user));
        let change = change(&row).made(view.clone().and_then(seen));
        let told = move |added: &Result<_, _>| added.is_ok().then(|| change.clone());
        let write = AddToken { token: row };
        let added = services.record((caller.caller(), "token_create"), write, told).await?;
        added.map_err(|_| ApiError::unprocessable("/user_id", "the user was removed meanwhile"))?;
        let view = view.ok_or_else(|| ApiError::internal("a token without a user"))?;
        let location = format!("/api/tokens/{}", view.id);
        Ok(Created { body: shown(view, &text), location })
    }

    /// Replace a token
    ///
    /// By another text with the same rights, which the answer shows, once. The text before opens
    /// nothing any more.
    #[oai(path = "/api/tokens/:id/rotate", method = "post", operation_id = "token_rotate")]
    async fn rotate(
        &self,
        caller: Within<OwnTokens>,
        services: With<'_>,
        id: Path<TokenId>,
        body: StrictJson<Option<TokenRotation>>,
    ) -> Result<Ok200<Token>, Fail<Missing>> {
        let (row, user) = found(&services, id.0).await?;
        if !may_manage(caller.caller(), &row) {
            return Err(missing(id.0).into());
        }
        let text = kind(&user).mint();
        let days = body.0.unwrap_or_default().expires_in_days;
        let write = RotateToken {
            id: row.id,
            hash: services.pepper.hash(text.expose_secret()).as_str().to_owned(),
            expires_at: Some(end(caller.caller(), days)),
        };
        let (row_change, before) = (change(&row), row.expires_at);
        let told = move |rotated: &Option<Model>| {
            let after = rotated.as_ref()?.expires_at;
            let view = |at: Option<Timestamp>| Some(serde_json::json!({ "expires_at": at }));
            Some(row_change.clone().from_to(view(before), view(after)))
        };
        let rotated = services.record((caller.caller(), "token_rotate"), write, told).await?;
        let view = rotated.and_then(|row| Token::new(row, Some(&user)));
        Ok(Ok200(shown(view.ok_or_else(|| missing(id.0))?, &text)))
    }

    /// Revoke a token
    ///
    /// It opens nothing any more. A token may revoke itself.
    #[oai(path = "/api/tokens/:id", method = "delete", operation_id = "token_revoke")]
    async fn revoke(
        &self,
        caller: SignedIn,
        services: With<'_>,
        id: Path<TokenId>,
    ) -> Result<NoContent, Fail<Missing>> {
        let (row, user) = found(&services, id.0).await?;
        let is_itself = caller.caller().principal.token == Some(id.0);
        if !is_itself && !may_manage(caller.caller(), &row) {
            return Err(missing(id.0).into());
        }
        let change = change(&row).removed(Token::new(row, Some(&user)).and_then(seen));
        let told = move |(): &()| Some(change.clone());
        let write = RevokeToken { id: id.0 };
        services.record((caller.caller(), "token_revoke"), write, told).await?;
        Ok(NoContent)
    }
}

/// A token and its user.
async fn found(services: &Services, id: TokenId) -> Result<(Model, users::Model), ApiError> {
    let row = store::tokens::find(&services.reader, id).await?.ok_or_else(|| missing(id))?;
    let user = match row.user_id {
        Some(user) => store::users::find(&services.reader, user).await?,
        None => None,
    };
    Ok((row, user.ok_or_else(|| missing(id))?))
}

/// Whether a token is the caller's to replace and revoke: their own with a token that covers all
/// that they may do, and everybody's for an admin.
fn may_manage(caller: &Caller, row: &Model) -> bool {
    let access = &caller.principal.access;
    let is_own = caller.principal.user.is_some() && caller.principal.user == row.user_id;
    let covers_all = access.has_scope(Scope::Admin) && access.only.is_none();
    (is_own && covers_all) || is_admin(caller)
}

/// Whose token is to be made.
async fn user(
    services: &Services,
    caller: &Caller,
    wanted: Option<UserId>,
) -> Result<users::Model, ApiError> {
    let own = caller.principal.user;
    let id = match wanted.or(own) {
        None => {
            let told = "must be given: the administrator's token is no user's. `oore user add` \
                        makes one";
            return Err(ApiError::unprocessable("/user_id", told));
        }
        Some(id) if Some(id) != own && !is_admin(caller) => {
            let told = "must be left out: tokens for others are an admin's to make";
            return Err(ApiError::unprocessable("/user_id", told));
        }
        Some(id) => id,
    };
    let user = store::users::find(&services.reader, id).await?;
    user.ok_or_else(|| ApiError::unprocessable("/user_id", format!("there is no user `{id}`")))
}

fn new(
    services: &Services,
    caller: &Caller,
    user: &users::Model,
    given: TokenIn,
) -> Result<(Model, SecretString), ApiError> {
    let scopes: BTreeSet<Scope> = given.scopes.into_iter().map(|word| word.0).collect();
    let only: Option<BTreeSet<RepositoryId>> =
        given.repositories.map(|only| only.into_iter().collect());
    check_gift(&caller.principal.access, &scopes, only.as_ref())?;
    let text = kind(user).mint();
    let row = Model {
        id: TokenId::generate(),
        name: given.name,
        kind: user.kind.to_string(),
        token_hash: services.pepper.hash(text.expose_secret()).as_str().to_owned(),
        runner_id: None,
        created_at: clock::now(),
        user_id: Some(user.id),
        scopes: Some(Stored(scopes.into_iter().collect())),
        repositories: only.map(|only| Stored(only.into_iter().collect())),
        expires_at: Some(end(caller, given.expires_in_days)),
        last_used_at: None,
    };
    Ok((row, text))
}

fn kind(user: &users::Model) -> TokenKind {
    match user.kind {
        UserKind::Person => TokenKind::Personal,
        UserKind::Service => TokenKind::Service,
    }
}

/// When a token ends: no later than the one that makes or replaces it.
fn end(caller: &Caller, days: Option<u32>) -> Timestamp {
    let wanted = clock::now() + TimeDelta::days(i64::from(days.unwrap_or(DAYS)));
    let own = caller.principal.access.ends_at_s.map(|end| clock::from_unix_ms(end * 1000));
    own.map_or(wanted, |own| own.min(wanted))
}

fn is_admin(caller: &Caller) -> bool {
    caller.principal.access.check(AdminScope::RIGHT).is_ok()
}

fn shown(view: Token, text: &SecretString) -> Token {
    Token { token: Some(text.expose_secret().to_owned()), ..view }
}

fn missing(id: TokenId) -> ApiError {
    ApiError::not_found("token", &id)
}

fn change(row: &Model) -> Change {
    Change::of(Target::new("token", &row.id).named(&row.name), None)
}
