//! What a repository's webhooks are verified with: checked when it is given, sealed or hashed
//! before it is stored, opened when a delivery comes. What is replaced stays valid for a while.

use chrono::TimeDelta;
use poem_openapi::types::MaybeUndefined;
use secrecy::{ExposeSecret, SecretString};

use crate::api::services::Services;
use crate::clock::Timestamp;
use crate::crypto::seal::{Place, SealError};
use crate::crypto::token::{Pepper, TokenHash};
use crate::domain::provider::ProviderKind;
use crate::entities::repositories::Model;
use crate::ids::RepositoryId;
use crate::providers::{Secrets, gitlab};

const TABLE: &str = "repositories";
const SECRET: &str = "webhook_secret";
const SECRET_PREVIOUS: &str = "webhook_secret_previous";
const SIGNING_TOKEN: &str = "webhook_signing_token";
const SIGNING_TOKEN_PREVIOUS: &str = "webhook_signing_token_previous";

/// How long a secret that was replaced is valid beside the new one: time enough to enter the new
/// one at the provider, and for what was signed with the old one to be delivered again.
const ROTATION: TimeDelta = TimeDelta::hours(24);

/// Whether `secret` can arrive as it is given.
///
/// # Errors
/// What is wrong with it, without telling it.
pub(super) fn check_secret(provider: ProviderKind, secret: &str) -> Result<(), String> {
    // GitLab sends its secret token as a header's value, GitHub signs with any bytes.
    let is_good = match provider {
        ProviderKind::Gitlab => secret.bytes().all(|byte| byte.is_ascii_graphic()),
        ProviderKind::Github
        | ProviderKind::Gitea
        | ProviderKind::Bitbucket
        | ProviderKind::Git => !secret.chars().any(char::is_control),
    };
    match (is_good, provider) {
        (true, _) => Ok(()),
        (false, ProviderKind::Gitlab) => {
            Err("must hold visible ASCII characters alone, as GitLab sends it in a header".into())
        }
        (false, _) => Err("must not hold control characters".into()),
    }
}

/// Whether `token` is a signing token, and of use.
///
/// # Errors
/// What is wrong with it, without telling it.
pub(super) fn check_signing_token(provider: ProviderKind, token: &str) -> Result<(), String> {
    if provider != ProviderKind::Gitlab {
        return Err(format!("{provider} has no signing tokens; GitLab alone has"));
    }
    match gitlab::signing_key(&SecretString::from(token)) {
        Some(_) => Ok(()),
        None => Err("must be `whsec_` and a key in base64, as GitLab shows it".to_owned()),
    }
}

/// Stores and reads what verifies a repository's deliveries.
pub(in crate::api) struct Verification<'a>(&'a Services);

/// What verifies the deliveries of one repository, ready for use; nothing for one that isn't there.
#[derive(Debug, Default)]
pub(in crate::api) struct Opened {
    pub(super) keys: Vec<SecretString>,
    pub(super) token_hashes: Vec<TokenHash>,
    pub(super) signing_tokens: Vec<SecretString>,
}

impl Opened {
    /// Keys alone, as the GitHub App has.
    pub(in crate::api) fn keys(keys: Vec<SecretString>) -> Self {
        Self { keys, ..Self::default() }
    }

    /// As a check takes it.
    pub(in crate::api) fn secrets<'a>(&'a self, pepper: &'a Pepper) -> Secrets<'a> {
        let Self { keys, token_hashes, signing_tokens } = self;
        Secrets { keys, token_hashes, signing_tokens, pepper }
    }
}

impl<'a> Verification<'a> {
    pub(in crate::api) const fn new(services: &'a Services) -> Self {
        Self(services)
    }

    /// Puts the secret into the row as its provider's check needs it; none takes it out. The one
    /// that it replaces is valid for [`ROTATION`] more.
    pub(super) fn set_secret(&self, row: &mut Model, secret: Option<&str>, now: Timestamp) {
        if row.provider == ProviderKind::Gitlab {
            let hash = secret.map(|secret| self.0.pepper.hash(secret).as_str().to_owned());
            if hash != row.webhook_token_hash || hash.is_none() {
                let replaced = row.webhook_token_hash.take().filter(|_| hash.is_some());
                keep_until(row, replaced.is_some(), now);
                row.webhook_token_hash_previous = replaced;
                row.webhook_token_hash = hash;
            }
            return;
        }
        let present = self.open(row.id, SECRET, row.webhook_secret.as_deref());
        if let Some(replaced) = replaced(present, secret) {
            keep_until(row, replaced.is_some(), now);
            row.webhook_secret_previous = self.seal(row.id, SECRET_PREVIOUS, replaced.as_deref());
            row.webhook_secret = self.seal(row.id, SECRET, secret);
        }
    }

    /// Puts the signing token into the row; none takes it out. The one that it replaces is valid
    /// for [`ROTATION`] more.
    pub(super) fn set_signing_token(&self, row: &mut Model, token: Option<&str>, now: Timestamp) {
        let present = self.open(row.id, SIGNING_TOKEN, row.webhook_signing_token.as_deref());
        if let Some(replaced) = replaced(present, token) {
            keep_until(row, replaced.is_some(), now);
            let previous = self.seal(row.id, SIGNING_TOKEN_PREVIOUS, replaced.as_deref());
            row.webhook_signing_token_previous = previous;
            row.webhook_signing_token = self.seal(row.id, SIGNING_TOKEN, token);
        }
    }

    /// The same for a row that is being changed; what is left out stays.
    pub(super) fn change(
        &self,
        row: &mut Model,
        secret: &MaybeUndefined<String>,
        token: &MaybeUndefined<String>,
    ) {
        let now = row.updated_at;
        if !secret.is_undefined() {
            self.set_secret(row, secret.value().map(String::as_str), now);
        }
        if !token.is_undefined() {
            self.set_signing_token(row, token.value().map(String::as_str), now);
        }
    }

    /// What verifies a repository's deliveries at `now`.
    pub(in crate::api) fn opened(
        &self,
        row: Option<&Model>,
        now: Timestamp,
    ) -> Result<Opened, SealError> {
        let Some(row) = row else { return Ok(Opened::default()) };
        let keeps = row.previous_secrets_until.is_some_and(|until| now < until);
        let open = |column, sealed: &Option<Vec<u8>>, valid: bool| {
            self.open(row.id, column, sealed.as_deref().filter(|_| valid))
        };
        let keys = [
            open(SECRET, &row.webhook_secret, true)?,
            open(SECRET_PREVIOUS, &row.webhook_secret_previous, keeps)?,
        ];
        let signing_tokens = [
            open(SIGNING_TOKEN, &row.webhook_signing_token, true)?,
            open(SIGNING_TOKEN_PREVIOUS, &row.webhook_signing_token_previous, keeps)?,
        ];
        let previous = row.webhook_token_hash_previous.as_ref().filter(|_| keeps);
        let hashes = row.webhook_token_hash.iter().chain(previous);
        Ok(Opened {
            keys: keys.into_iter().flatten().collect(),
            token_hashes: hashes.map(TokenHash::stored).collect(),
            signing_tokens: signing_tokens.into_iter().flatten().collect(),
        })
    }

    fn seal(&self, id: RepositoryId, column: &str, secret: Option<&str>) -> Option<Vec<u8>> {
        let place = Place { table: TABLE, row: &id.to_string(), column };
        secret.map(|secret| self.0.sealer.seal(&place, secret.as_bytes()))
    }

    fn open(
        &self,
        id: RepositoryId,
        column: &str,
        sealed: Option<&[u8]>,
    ) -> Result<Option<SecretString>, SealError> {
        let place = Place { table: TABLE, row: &id.to_string(), column };
        sealed.map(|sealed| self.0.sealer.open_text(&place, sealed)).transpose()
    }
}

/// What of the present secret is kept when `new` takes its place: nothing when there is none or it
/// can't be opened, nor when there is no new one. None when the two are the same, so that nothing
/// is replaced.
fn replaced(
    present: Result<Option<SecretString>, SealError>,
    new: Option<&str>,
) -> Option<Option<String>> {
    let present = present.ok().flatten().map(|secret| secret.expose_secret().to_owned());
    match (present, new) {
        (Some(present), Some(new)) if present == new => None,
        (present, new) => Some(present.filter(|_| new.is_some())),
    }
}

/// What was replaced earlier is no longer valid, what is replaced now is for a while.
fn keep_until(row: &mut Model, keeps: bool, now: Timestamp) {
    revoke_previous(row);
    row.previous_secrets_until = keeps.then(|| now + ROTATION);
}

/// Makes what was replaced invalid at once.
pub(super) fn revoke_previous(row: &mut Model) {
    row.webhook_secret_previous = None;
    row.webhook_token_hash_previous = None;
    row.webhook_signing_token_previous = None;
    row.previous_secrets_until = None;
}
