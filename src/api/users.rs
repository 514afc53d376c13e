//! Users: persons and service accounts.

#![expect(clippy::too_many_arguments, reason = "each is a parameter of an operation")]

use poem_openapi::OpenApi;
use poem_openapi::param::Query;
use poem_openapi::types::MaybeUndefined;
use sea_orm::DbErr;
use serde::{Deserialize, Serialize};

use super::answer::{Created, NoContent, Ok200};
use super::error::ApiError;
use super::fail::{Fail, Missing, MissingOrConflict, NoFailures};
use super::guard::{self, AdminScope, Authorized, Loaded, Principal, Resource, SignedIn};
use super::page::{Page, PageLimit, PageToken, Paging};
use super::record::seen;
use super::services::{Services, With};
use super::strict::StrictJson;
use super::tags::Tag;
use super::views::user::{Me, OwnRole, User, UserIn, UserPatch};
use super::words::Word;
use crate::clock;
use crate::domain::audit::{Change, Target};
use crate::domain::user::{UserKind, check_name};
use crate::entities::users::Model;
use crate::failures;
use crate::ids::UserId;
use crate::store::Reader;
use crate::store::users::{self as store, AddUser, ChangeRefused, ChangeUser, RemoveUser};

failures! {
    AddFails = [AlreadyExists, Unprocessable];
    ChangeFails = [NotFound, Conflict, Unprocessable];
}

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct Filters {
    q: Option<String>,
}

/// Operations on users.
#[derive(Debug, Clone, Copy)]
pub(super) struct Users;

#[OpenApi(tag = "Tag::User")]
impl Users {
    /// Show who calls
    ///
    /// The user behind the token or the session, and what they may do.
    #[oai(path = "/api/me", method = "get", operation_id = "me_show")]
    async fn me(&self, caller: SignedIn) -> Result<Ok200<Me>, Fail<NoFailures>> {
        Ok(Ok200(me(caller.caller().principal.clone())))
    }

    /// List users
    ///
    /// The newest first.
    #[oai(path = "/api/users", method = "get", operation_id = "user_list")]
    async fn list(
        &self,
        _caller: Authorized<AdminScope>,
        services: With<'_>,
        limit: Query<PageLimit>,
        page_token: Query<PageToken>,
        /// Only with this text in the name.
        #[oai(validator(max_length = 64))]
        q: Query<Option<String>>,
    ) -> Result<Ok200<Page<User>>, Fail<NoFailures>> {
        let paging: Paging<Filters, UserId> =
            Paging::new("user_list", limit.0, &page_token.0, Filters { q: q.0 })?;
        let (text, page) = (paging.filters.q.as_deref(), (paging.after, paging.rows_wanted()));
        let rows = store::list(&services.reader, text, page).await?;
        Ok(Ok200(paging.page(rows, |row| row.id, User::from)))
    }

    /// Add a user
    ///
    /// A person or a service account. What it may do follows from its role for the instance, and
    /// from its roles in single repositories, which `member_set` gives.
    #[oai(path = "/api/users", method = "post", operation_id = "user_add")]
    async fn add(
        &self,
        caller: Authorized<AdminScope>,
        services: With<'_>,
        body: StrictJson<UserIn>,
    ) -> Result<Created<User>, Fail<AddFails>> {
        let write = AddUser { user: row(body.0)? };
        let added = services.record((caller.caller(), "user_add"), write, |added| {
            let row = added.as_ref().ok()?;
            Some(change(row).made(seen(User::from(row.clone()))))
        });
        let row = added.await?.map_err(|taken| {
            ApiError::AlreadyExists(format!("a user of this name is {}", taken.by))
        })?;
        let location = format!("/api/users/{}", row.id);
        Ok(Created { body: row.into(), location })
    }

    /// Show a user
    ///
    /// With its role for the instance.
    #[oai(path = "/api/users/:id", method = "get", operation_id = "user_show")]
    async fn show(
        &self,
        #[oai(name = "id")] user: guard::Path<Model, AdminScope>,
    ) -> Result<Ok200<User>, Fail<Missing>> {
        Ok(Ok200(user.row.into()))
    }

    /// Change a user
    ///
    /// Fields that are left out stay as they are. One who is made inactive is let in no more, with
    /// whatever token, and their sessions end. The last admin of the instance stays one.
    #[oai(path = "/api/users/:id", method = "put", operation_id = "user_update")]
    async fn update(
        &self,
        #[oai(name = "id")] user: guard::Path<Model, AdminScope>,
        services: With<'_>,
        body: StrictJson<UserPatch>,
    ) -> Result<Ok200<User>, Fail<ChangeFails>> {
        let UserPatch { role, active, email, oidc_subject } = body.0;
        if let MaybeUndefined::Value(email) = &email {
            check_email(email)?;
        }
        let write = ChangeUser {
            id: user.row.id,
            role: given(role).map(|role| role.map(|word| word.0)),
            active,
            email: given(email),
            identity: identity(&services, &user.row, given(oidc_subject))?,
            at: clock::now(),
        };
        let changed = services.record((user.caller(), "user_update"), write, |changed| {
            let (before, after) = changed.as_ref().ok()?;
            let view = |row: &Model| seen(User::from(row.clone()));
            Some(change(after).from_to(view(before), view(after)))
        });
        let (_, after) = changed.await?.map_err(|refused| refusal(refused, user.row.id))?;
        Ok(Ok200(after.into()))
    }

    /// Remove a user
    ///
    /// Its tokens open nothing any more, and its sessions end. What it did stays in the record. The last admin of the
    /// instance can't be removed.
    #[oai(path = "/api/users/:id", method = "delete", operation_id = "user_remove")]
    async fn remove(
        &self,
        #[oai(name = "id")] user: guard::Path<Model, AdminScope>,
        services: With<'_>,
    ) -> Result<NoContent, Fail<MissingOrConflict>> {
        let row = user.row.clone();
        let told = move |removed: &Result<(), ChangeRefused>| {
            removed.is_ok().then(|| change(&row).removed(seen(User::from(row.clone()))))
        };
        let write = RemoveUser { id: user.row.id };
        let removed = services.record((user.caller(), "user_remove"), write, told).await?;
        removed.map_err(|refused| refusal(refused, user.row.id))?;
        Ok(NoContent)
    }
}

/// A principal as callers see themselves.
pub(super) fn me(principal: Principal) -> Me {
    let role_of = |(id, role)| OwnRole { repository_id: id, role: Word(role) };
    let Principal { kind, name, user, token, session, access } = principal;
    Me {
        kind: Word(kind),
        name,
        user_id: user,
        token_id: token,
        session_id: session,
        scopes: access.scopes.into_iter().map(Word).collect(),
        role: access.instance.map(Word),
        repositories: access.repositories.into_iter().map(role_of).collect(),
        only: access.only.map(|only| only.into_iter().collect()),
    }
}

impl Resource for Model {
    type Id = UserId;

    const KIND: &'static str = "user";
    const OF_INSTANCE: bool = true;

    /// A user belongs to no repository.
    async fn load(db: &Reader, id: &UserId) -> Result<Loaded<Self>, DbErr> {
        Ok(store::find(db, *id).await?.map(|row| (row, None)))
    }
}

fn change(row: &Model) -> Change {
    Change::of(Target::new("user", &row.id).named(&row.name), None)
}

fn refusal(refused: ChangeRefused, id: UserId) -> ApiError {
    match refused {
        ChangeRefused::Gone => ApiError::not_found("user", &id),
        ChangeRefused::LastAdmin => ApiError::Conflict(
            "this is the last active admin of the instance; make another user an admin first"
                .to_owned(),
        ),
        ChangeRefused::IdentityTaken(other) => ApiError::Conflict(format!(
            "the user {other} has this subject; take it from there first"
        )),
    }
}

/// What the identity provider is to know a person by: at the issuer that is configured now.
#[expect(clippy::option_option, reason = "nothing, none and a value are three things here")]
fn identity(
    services: &Services,
    user: &Model,
    subject: Option<Option<String>>,
) -> Result<Option<Option<(String, String)>>, ApiError> {
    let Some(Some(subject)) = subject else { return Ok(subject.map(|_| None)) };
    let wrong = |told: &str| Err(ApiError::unprocessable("/oidc_subject", told));
    if user.kind != UserKind::Person {
        return wrong("is for persons; a service account has tokens alone");
    }
    if subject.contains(char::is_control) {
        return wrong("must not hold control characters");
    }
    match &services.sign_in.identity {
        Some(provider) => Ok(Some(Some((provider.oidc().issuer.0.clone(), subject)))),
        None => wrong("needs an identity provider: set OORE_OIDC_ISSUER and restart the server"),
    }
}

fn row(given: UserIn) -> Result<Model, ApiError> {
    let UserIn { name, kind, email, role } = given;
    check_name(&name).map_err(|told| ApiError::unprocessable("/name", told))?;
    if let Some(email) = &email {
        check_email(email)?;
    }
    let at = clock::now();
    Ok(Model {
        id: UserId::generate(),
        name,
        kind: kind.map_or(UserKind::Person, |kind| kind.0),
        email,
        role: role.map(|role| role.0),
        active: true,
        password_hash: None,
        oidc_issuer: None,
        oidc_subject: None,
        created_at: at,
        updated_at: at,
    })
}

/// Something before and after one `@`: whether it is an address, only a mail to it would show.
fn check_email(text: &str) -> Result<(), ApiError> {
    let is_plain =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_graphic());
    match text.split_once('@') {
        Some((user, host)) if is_plain(user) && is_plain(host) && !host.contains('@') => Ok(()),
        _ => Err(ApiError::unprocessable("/email", "must be an address like ann@example.com")),
    }
}

/// What a field that null clears says: nothing, none, or a value.
fn given<T>(field: MaybeUndefined<T>) -> Option<Option<T>> {
    match field {
        MaybeUndefined::Undefined => None,
        MaybeUndefined::Null => Some(None),
        MaybeUndefined::Value(value) => Some(Some(value)),
    }
}
