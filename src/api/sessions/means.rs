//! What signing in is done with.

use crate::api::guard::LoginBrake;
use crate::crypto::password::Passwords;
use crate::crypto::token::Pepper;
use crate::domain::session::SessionLimits;
use crate::identity::IdentityProvider;

use super::begin::SignInCounts;
use super::checks::PasswordChecks;

/// How persons sign in.
#[derive(Debug)]
pub struct SignIn {
    /// How long sessions last.
    pub(in crate::api) limits: SessionLimits,
    /// Checks passwords, a few at a time.
    pub(in crate::api) checks: PasswordChecks,
    /// Holds sign-ins back.
    pub(in crate::api) brake: LoginBrake,
    /// How often somebody signed in or was refused.
    pub(in crate::api) counts: SignInCounts,
    /// Vouches for persons, where one is configured.
    pub(in crate::api) identity: Option<IdentityProvider>,
}

impl SignIn {
    /// With sessions of these limits, hashes under this pepper, and this provider.
    #[must_use]
    pub fn new(limits: SessionLimits, pepper: &Pepper, identity: Option<IdentityProvider>) -> Self {
        Self {
            limits,
            checks: PasswordChecks::new(Passwords::new(pepper)),
            brake: LoginBrake::default(),
            counts: SignInCounts::default(),
            identity,
        }
    }
}
