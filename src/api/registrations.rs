//! How a runner gets its token: for a word that is good once and for an hour.
//!
//! The word passes through people's hands, scripts and logs; the token never leaves the runner.

use std::sync::Arc;

use chrono::TimeDelta;
use poem_openapi::OpenApi;
use secrecy::{ExposeSecret, SecretString};
use tracing::{info, warn};

use super::answer::Ok200;
use super::error::ApiError;
use super::fail::{Fail, MissingOrConflict};
use super::guard::{self, RunnerAdmin, Visitor};
use super::runners::change;
use super::services::{Services, With};
use super::strict::StrictJson;
use super::tags::Tag;
use super::views::runner::{RegistrationIn, ReregisterIn, Runner, RunnerToken};
use crate::clock::{self, Timestamp};
use crate::crypto::token::TokenKind;
use crate::domain::audit::ActorKind;
use crate::entities::runner_registrations::Model;
use crate::entities::runners;
use crate::failures;
use crate::ids::{AuditEventId, RunnerId, TokenId};
use crate::store::audit::{Entry, Recorded};
use crate::store::jobs::running;
use crate::store::runners::{PresentToken, Register, RegisterRefused, RenewRegistration, refusal};

failures! {
    RegisterFails = [Unprocessable, TooManyRequests];
}

/// How long a registration token can be exchanged.
const VALID_FOR: TimeDelta = TimeDelta::hours(1);

/// Operations on registrations of runners.
#[derive(Debug, Clone, Copy)]
pub(super) struct Registrations;

#[OpenApi(tag = "Tag::Runner")]
impl Registrations {
    /// Exchange a registration token
    ///
    /// For the runner's own token, which is shown once: `oored runner` does it. A registration
    /// token is good once; the token that the runner had before opens nothing any more.
    #[oai(path = "/api/runners/register", method = "post", operation_id = "runner_register")]
    async fn register(
        &self,
        services: With<'_>,
        visitor: Visitor,
        body: StrictJson<RegistrationIn>,
    ) -> Result<Ok200<RunnerToken>, Fail<RegisterFails>> {
        let given = SecretString::from(body.0.registration_token);
        if TokenKind::of(given.expose_secret()) != Some(TokenKind::Registration) {
            return Err(refused("this is no registration token: it begins with `oore_reg_`").into());
        }
        let registration_hash = services.pepper.hash(given.expose_secret()).as_str().to_owned();
        let wrong = |why| match services.token_brake.failed(visitor.address()) {
            Ok(()) => not_exchanged(why),
            Err(too_many) => too_many,
        };
        // Whoever guesses must not keep the one writer busy.
        let why = refusal(&services.reader, &registration_hash, clock::now()).await?;
        if let Some(why) = why {
            return Err(wrong(why).into());
        }
        let token = TokenKind::Runner.mint();
        let write = Register {
            registration_hash,
            token: TokenId::generate(),
            token_hash: services.pepper.hash(token.expose_secret()).as_str().to_owned(),
            at: clock::now(),
        };
        let entry = Entry {
            id: AuditEventId::generate(),
            by: visitor.seen_as(ActorKind::Runner, "runner"),
            operation: "runner_register",
            at: write.at,
            chain: Arc::clone(&services.chain),
        };
        let told = Arc::new(|row: &Result<runners::Model, _>| row.as_ref().ok().map(change));
        let registered = services.persistence.run(Recorded { write, entry, told }).await?;
        let row = registered.map_err(wrong)?;
        info!(runner.id = %row.id, "a runner has registered");
        let token = token.expose_secret().to_owned();
        Ok(Ok200(RunnerToken { runner_id: row.id, name: row.name, token }))
    }

    /// Register a runner again
    ///
    /// The answer shows a new registration token, once. One that was not used yet opens nothing any
    /// more, nor does the runner's token once the new one is exchanged; `revoke` ends it at once.
    #[oai(
        path = "/api/runners/:id/reregister",
        method = "post",
        operation_id = "runner_reregister"
    )]
    async fn reregister(
        &self,
        #[oai(name = "id")] runner: guard::Path<runners::Model, RunnerAdmin>,
        services: With<'_>,
        body: StrictJson<Option<ReregisterIn>>,
    ) -> Result<Ok200<Runner>, Fail<MissingOrConflict>> {
        let id = runner.row.id;
        if runner.row.is_local {
            let text = "the server gives this runner a new token with each start of its own";
            return Err(ApiError::Conflict(text.to_owned()).into());
        }
        let (shown, registration) = made(&services, id);
        let expires_at = registration.expires_at;
        let present = match body.0.unwrap_or_default().revoke {
            true => PresentToken::Revoked,
            false => PresentToken::Stays,
        };
        let write = RenewRegistration { registration, present };
        let renewed = services.record((runner.caller(), "runner_reregister"), write, |renewed| {
            renewed.as_ref().map(change)
        });
        let row = renewed.await?.ok_or_else(|| ApiError::not_found("runner", &id))?;
        let runner = Runner::new(row, &running(&services.reader).await?);
        Ok(Ok200(showing(runner, &shown, expires_at)))
    }
}

/// A new registration token, and what is kept of it.
pub(super) fn made(services: &Services, runner: RunnerId) -> (SecretString, Model) {
    let token = TokenKind::Registration.mint();
    let now = clock::now();
    let row = Model {
        id: TokenId::generate(),
        runner_id: runner,
        token_hash: services.pepper.hash(token.expose_secret()).as_str().to_owned(),
        created_at: now,
        expires_at: now + VALID_FOR,
        used_at: None,
    };
    (token, row)
}

/// The view of a runner with its registration token.
pub(super) fn showing(runner: Runner, token: &SecretString, expires_at: Timestamp) -> Runner {
    Runner {
        registration_token: Some(token.expose_secret().to_owned()),
        registration_expires_at: Some(expires_at),
        ..runner
    }
}

/// Somebody else may have used it first: that is logged, and the runner is not let in.
fn not_exchanged(why: RegisterRefused) -> ApiError {
    match why {
        RegisterRefused::Unknown => {
            refused("the registration token is not valid; `oore runner add` makes one")
        }
        RegisterRefused::Used { runner, at } => {
            warn!(runner.id = %runner, %at, "a registration token was shown again");
            refused(
                "the registration token was used already; `oore runner reregister` makes another, \
                 and `--revoke` turns out whoever used it",
            )
        }
        RegisterRefused::Expired { runner, at } => {
            warn!(runner.id = %runner, %at, "a registration token was shown too late");
            refused("the registration token has expired; `oore runner reregister` makes another")
        }
    }
}

fn refused(reason: &str) -> ApiError {
    ApiError::unprocessable("/registration_token", reason)
}
