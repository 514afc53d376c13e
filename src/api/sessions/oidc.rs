//! Signing in at the identity provider.

#![expect(clippy::too_many_arguments, reason = "each is a parameter of an operation")]

use std::time::Duration;

use poem_openapi::OpenApi;
use poem_openapi::param::Query;
use secrecy::ExposeSecret;
use tracing::warn;

use super::answers::SeeOther;
use super::attempt::{PATIENCE, Pending};
use super::begin::{begin, note_refusal};
use crate::api::cookies::Cookie;
use crate::api::error::ApiError;
use crate::api::fail::Fail;
use crate::api::guard::Visitor;
use crate::api::record::seen;
use crate::api::services::{Services, With};
use crate::api::tags::Tag;
use crate::api::views::user::User;
use crate::clock;
use crate::domain::access::Role;
use crate::domain::audit::{Change, Target};
use crate::domain::identity::Person;
use crate::domain::session::{HOME, SignInMethod, local_path};
use crate::domain::user::UserKind;
use crate::entities::users::Model;
use crate::failures;
use crate::identity::{IdentityError, IdentityProvider};
use crate::ids::UserId;
use crate::store::users::{Unwelcome, Welcome, Welcomed, find_by_subject};

failures! {
    StartFails = [Conflict, Forbidden, TooManyRequests, Unavailable];
    CallbackFails = [BadRequest, Conflict, Forbidden, TooManyRequests, Unavailable];
}

/// When to come back to a provider that does not answer.
const RETRY_AFTER: Duration = Duration::from_secs(10);

/// The operation that a sign-in at the provider is recorded as.
const OPERATION: &str = "session_oidc_callback";

/// The operations that browsers follow.
#[derive(Debug, Clone, Copy)]
pub(in crate::api) struct SignIns;

#[OpenApi(tag = "Tag::User")]
impl SignIns {
    /// Sign in at the identity provider
    ///
    /// Sends the browser there, by OpenID Connect. It comes back signed in.
    #[oai(path = "/api/session/oidc", method = "get", operation_id = "session_oidc_start")]
    async fn start(
        &self,
        visitor: Visitor,
        services: With<'_>,
        /// The path of this server to land on in the end.
        next: Query<Option<String>>,
    ) -> Result<SeeOther, Fail<StartFails>> {
        let next = next.0.as_deref().map_or(Ok(HOME), local_path);
        let next = next.map_err(|reason| ApiError::InvalidParameter {
            name: "next".to_owned(),
            reason: reason.to_owned(),
        })?;
        services.sign_in.brake.visit(visitor.address())?;
        let (url, attempt) = provider(&services)?.start().await.map_err(told)?;
        let pending = Pending { attempt, next: next.to_owned(), until: clock::now() + PATIENCE };
        let cookie = pending.seal(&services)?;
        let cookie = Cookie::SignIn.set(&services.settings, &cookie, PATIENCE);
        Ok(SeeOther { location: url.to_string(), cookies: vec![cookie] })
    }

    /// Come back from the identity provider
    ///
    /// With its answer, in the browser that was sent there. Who is known here lands signed in
    /// where they wanted.
    #[oai(
        path = "/api/session/oidc/callback",
        method = "get",
        operation_id = "session_oidc_callback"
    )]
    async fn callback(
        &self,
        visitor: Visitor,
        services: With<'_>,
        /// What the provider gives for the ID token.
        code: Query<Option<String>>,
        /// What this server gave the browser along.
        state: Query<Option<String>>,
        /// Who answers (RFC 9207).
        iss: Query<Option<String>>,
        /// Why there is no code.
        error: Query<Option<String>>,
    ) -> Result<SeeOther, Fail<CallbackFails>> {
        services.sign_in.brake.visit(visitor.address())?;
        let provider = provider(&services)?;
        let shown = (visitor.sign_in.as_deref(), state.0.as_deref());
        let Pending { attempt, next, .. } = Pending::open(&services, shown, clock::now())?;
        let code = answer(provider, (code.0, iss.0, error.0))?;
        let person = provider.finish(&code, attempt).await.map_err(told)?;
        let user = welcome(&services, &visitor, provider, person).await?;
        let begun = begin(&services, &visitor, (&user, SignInMethod::Oidc), (OPERATION, None));
        let begun = begun.await?.ok_or_else(|| refused(Unwelcome::Inactive, "", ""))?;
        let (settings, age) = (&services.settings, services.sign_in.limits.max);
        let session = Cookie::Session.set(settings, begun.cookie.expose_secret(), age);
        Ok(SeeOther { location: next, cookies: vec![session, Cookie::SignIn.clear(settings)] })
    }
}

fn provider(services: &Services) -> Result<&IdentityProvider, ApiError> {
    services.sign_in.identity.as_ref().ok_or_else(|| {
        ApiError::Conflict(
            "this server has no identity provider; whoever runs it sets OORE_OIDC_ISSUER and \
             OORE_OIDC_CLIENT_ID"
                .to_owned(),
        )
    })
}

/// The code, if the provider gave one.
fn answer(
    provider: &IdentityProvider,
    (code, issuer, error): (Option<String>, Option<String>, Option<String>),
) -> Result<String, ApiError> {
    if issuer.is_some_and(|issuer| issuer != provider.oidc().issuer.0) {
        let told = "the answer comes from another identity provider than this server's";
        return Err(ApiError::BadRequest(told.to_owned()));
    }
    match (code, error) {
        (Some(code), None) => Ok(code),
        (_, Some(error)) => {
            Err(ApiError::NotLetIn(format!("the identity provider lets nobody in: `{error}`")))
        }
        (None, None) => {
            Err(ApiError::BadRequest("the identity provider's answer holds no code".to_owned()))
        }
    }
}

fn told(error: IdentityError) -> ApiError {
    match error {
        IdentityError::Setup(_) => ApiError::internal(error),
        IdentityError::NoAnswer(_) => {
            warn!("{error}");
            ApiError::Unavailable {
                reason: "the identity provider gives no good answer; the server's log says more"
                    .into(),
                retry_after: RETRY_AFTER,
            }
        }
        IdentityError::CodeRefused(_) => {
            ApiError::BadRequest(format!("{error}; begin again at /api/session/oidc"))
        }
        IdentityError::Untrusted(_) => {
            warn!("{error}");
            ApiError::NotLetIn(error.to_string())
        }
    }
}

/// The user of a person whom the provider vouches for.
async fn welcome(
    services: &Services,
    visitor: &Visitor,
    provider: &IdentityProvider,
    person: Person,
) -> Result<Model, ApiError> {
    let oidc = provider.oidc();
    let role = oidc.roles.decide().then(|| oidc.roles.role_of(&person.groups));
    let made = if oidc.create_users { row(&person, role.flatten()) } else { None };
    let name = made.as_ref().map(|user| user.name.clone()).unwrap_or_default();
    let Person { issuer, subject, .. } = person;
    let at = clock::now();
    let write = Welcome { issuer, subject: subject.clone(), made, role, at };
    // Who it is stands fast before anything is written, but for the id of a user that is made.
    let known = find_by_subject(&services.reader, &write.issuer, &subject).await?;
    let known = known.or_else(|| write.made.clone());
    let Some(known) = known else {
        note_refusal(services, visitor, None);
        return Err(refused(Unwelcome::Unknown, &subject, &name));
    };
    let caller = visitor.known_as(&known);
    let welcomed = services.record((&caller, OPERATION), write, change).await?;
    let Welcomed { after, is_last_admin, .. } = welcomed.map_err(|unwelcome| {
        note_refusal(services, visitor, Some(known.id));
        refused(unwelcome, &subject, &name)
    })?;
    if is_last_admin {
        warn!(
            user.id = %after.id,
            "{} is in no group that makes an admin, and stays the last one of the instance",
            after.name
        );
    }
    Ok(after)
}

/// Only what changes is recorded: the session has an entry of its own.
fn change(welcomed: &Result<Welcomed, Unwelcome>) -> Option<Change> {
    let Welcomed { before, after, .. } = welcomed.as_ref().ok()?;
    let change = Change::of(Target::new("user", &after.id).named(&after.name), None);
    let view = |row: &Model| seen(User::from(row.clone()));
    match before {
        None => Some(change.made(view(after))),
        Some(before) if before.role != after.role => {
            Some(change.from_to(view(before), view(after)))
        }
        Some(_) => None,
    }
}

/// The user to be; none when nothing that is known of the person can be a name here.
fn row(person: &Person, role: Option<Role>) -> Option<Model> {
    let at = clock::now();
    Some(Model {
        id: UserId::generate(),
        name: person.user_name()?,
        kind: UserKind::Person,
        email: person.user_email(),
        role,
        active: true,
        password_hash: None,
        oidc_issuer: Some(person.issuer.clone()),
        oidc_subject: Some(person.subject.clone()),
        created_at: at,
        updated_at: at,
    })
}

fn refused(unwelcome: Unwelcome, subject: &str, name: &str) -> ApiError {
    ApiError::NotLetIn(match unwelcome {
        Unwelcome::Unknown => format!(
            "no user of this server is linked to you; an admin links one: `oore user update <user> \
             --oidc-subject '{subject}'`"
        ),
        Unwelcome::NameTaken => format!(
            "another user of this server is called `{name}`; an admin may link it to you: `oore \
             user update {name} --oidc-subject '{subject}'`"
        ),
        Unwelcome::Inactive => "the user is not active; an admin may change that".to_owned(),
    })
}
