//! What a repository's webhooks are verified with: checked when it is given, sealed or hashed
//! before it is stored, opened when a delivery comes.

use secrecy::SecretString;

use crate::api::services::Services;
use crate::crypto::seal::{Place, SealError};
use crate::crypto::token::TokenHash;
use crate::domain::provider::ProviderKind;
use crate::entities::repositories::Model;
use crate::ids::RepositoryId;
use crate::providers::gitlab;

const TABLE: &str = "repositories";
const SECRET: &str = "webhook_secret";
const SIGNING_TOKEN: &str = "webhook_signing_token";

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

impl<'a> Verification<'a> {
    pub(in crate::api) const fn new(services: &'a Services) -> Self {
        Self(services)
    }

    /// Puts the secret into the row as its provider's check needs it; none takes it out.
    pub(super) fn set_secret(&self, row: &mut Model, secret: Option<&str>) {
        if row.provider == ProviderKind::Gitlab {
            row.webhook_token_hash =
                secret.map(|secret| self.0.pepper.hash(secret).as_str().to_owned());
        } else {
            row.webhook_secret = secret.map(|secret| self.seal(row.id, SECRET, secret));
        }
    }

    /// Puts the signing token into the row; none takes it out.
    pub(super) fn set_signing_token(&self, row: &mut Model, token: Option<&str>) {
        row.webhook_signing_token = token.map(|token| self.seal(row.id, SIGNING_TOKEN, token));
    }

    /// The keys of a repository's HMAC; none for a repository that isn't there.
    pub(in crate::api) fn secrets(
        &self,
        row: Option<&Model>,
    ) -> Result<Vec<SecretString>, SealError> {
        self.open(row, SECRET, |row| row.webhook_secret.as_deref())
    }

    /// The signing tokens of a repository; none for a repository that isn't there.
    pub(in crate::api) fn signing_tokens(
        &self,
        row: Option<&Model>,
    ) -> Result<Vec<SecretString>, SealError> {
        self.open(row, SIGNING_TOKEN, |row| row.webhook_signing_token.as_deref())
    }

    /// The hashes of a repository's secret token; none for a repository that isn't there.
    pub(in crate::api) fn token_hashes(&self, row: Option<&Model>) -> Vec<TokenHash> {
        let hash = row.and_then(|row| row.webhook_token_hash.as_deref());
        hash.map(TokenHash::stored).into_iter().collect()
    }

    fn seal(&self, id: RepositoryId, column: &str, secret: &str) -> Vec<u8> {
        let row = id.to_string();
        self.0.sealer.seal(&Place { table: TABLE, row: &row, column }, secret.as_bytes())
    }

    fn open(
        &self,
        row: Option<&Model>,
        column: &str,
        sealed: impl Fn(&Model) -> Option<&[u8]>,
    ) -> Result<Vec<SecretString>, SealError> {
        let Some((id, sealed)) = row.and_then(|row| Some((row.id, sealed(row)?))) else {
            return Ok(Vec::new());
        };
        let place = Place { table: TABLE, row: &id.to_string(), column };
        Ok(vec![self.0.sealer.open_text(&place, sealed)?])
    }
}
