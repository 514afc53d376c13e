//! Setting passwords.

use poem_openapi::OpenApi;
use poem_openapi::param::Path;

use crate::api::answer::NoContent;
use crate::api::error::ApiError;
use crate::api::fail::Fail;
use crate::api::guard::{AdminScope, Caller, OwnTokens, Requires, Within};
use crate::api::services::{Services, With};
use crate::api::strict::StrictJson;
use crate::api::tags::Tag;
use crate::api::views::session::PasswordIn;
use crate::clock;
use crate::domain::audit::{Change, Target};
use crate::domain::password::check_password;
use crate::domain::user::UserKind;
use crate::entities::users::{Model, PasswordHash};
use crate::failures;
use crate::ids::UserId;
use crate::store::users::{PasswordRefused, SetPassword, find};

failures! {
    PasswordFails = [NotFound, Conflict, Unprocessable];
}

/// Operations on passwords.
#[derive(Debug, Clone, Copy)]
pub(in crate::api) struct Passwords;

#[OpenApi(tag = "Tag::User")]
impl Passwords {
    /// Set a password
    ///
    /// A person sets their own, and shows the old one; an admin sets that of others. The user's
    /// sessions end, all of them; its tokens stay.
    #[oai(path = "/api/users/:id/password", method = "put", operation_id = "user_set_password")]
    async fn set(
        &self,
        caller: Within<OwnTokens>,
        services: With<'_>,
        id: Path<UserId>,
        body: StrictJson<PasswordIn>,
    ) -> Result<NoContent, Fail<PasswordFails>> {
        let PasswordIn { password, old_password } = body.0;
        let user = user(&services, caller.caller(), id.0).await?;
        let told = check_password(&password, &user.name, user.email.as_deref());
        told.map_err(|told| ApiError::unprocessable("/password", told))?;
        let before = check_old(&services, caller.caller(), &user, old_password).await?;
        let hash = services.sign_in.checks.hash(password).await?;
        let write = SetPassword { id: user.id, before, hash, at: clock::now() };
        let change = Change::of(Target::new("user", &user.id).named(&user.name), None);
        let told = move |set: &Result<(), _>| set.is_ok().then(|| change.clone());
        let set = services.record((caller.caller(), "user_set_password"), write, told).await?;
        set.map_err(|refused| match refused {
            PasswordRefused::Gone => ApiError::not_found("user", &user.id),
            PasswordRefused::Changed => {
                ApiError::Conflict("the password was changed meanwhile; try again".to_owned())
            }
        })?;
        Ok(NoContent)
    }
}

/// The user whose password the caller may set. Who is no admin knows of no other user.
async fn user(services: &Services, caller: &Caller, id: UserId) -> Result<Model, ApiError> {
    let missing = || ApiError::not_found("user", &id);
    let access = &caller.principal.access;
    let is_own = caller.principal.user == Some(id) && access.only.is_none();
    if !is_own && access.check(AdminScope::RIGHT).is_err() {
        return Err(missing());
    }
    let user = find(&services.reader, id).await?.ok_or_else(missing)?;
    if user.kind != UserKind::Person {
        let told = "can't be set: a service account has tokens alone";
        return Err(ApiError::unprocessable("/password", told));
    }
    Ok(user)
}

/// Whoever sets their own password shows the old one, so that a session that was left open or
/// stolen is not enough. Guesses are counted like sign-ins.
async fn check_old(
    services: &Services,
    caller: &Caller,
    user: &Model,
    old: Option<String>,
) -> Result<Option<PasswordHash>, ApiError> {
    if caller.principal.user != Some(user.id) {
        return Ok(None);
    }
    let wrong = |told: &str| Err(ApiError::unprocessable("/old_password", told));
    match (&user.password_hash, old) {
        (None, _) if caller.principal.access.check(AdminScope::RIGHT).is_ok() => Ok(None),
        (None, _) => wrong("can't be right: you have no password yet, and an admin sets the first"),
        (Some(_), None) => wrong("must be given to set one's own password"),
        (Some(hash), Some(old)) => {
            services.sign_in.brake.check(caller.address, &user.name)?;
            if services.sign_in.checks.matches(old, Some(hash.clone())).await? {
                Ok(Some(hash.clone()))
            } else {
                wrong("is wrong")
            }
        }
    }
}
