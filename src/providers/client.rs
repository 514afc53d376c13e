//! Calling providers in the name of repositories.

use std::sync::Arc;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::address::api_base;
use super::http::Http;
use super::provider;
use super::report::verdict;
use super::target::Target;
use crate::clock::Timestamp;
use crate::crypto::seal::{Place, Sealer};
use crate::domain::provider::ProviderKind;
use crate::domain::report::{Report, Told};

/// Where a repository's access token is sealed.
#[must_use]
pub fn access_token_place(repository: &str) -> Place<'_> {
    Place { table: "repositories", row: repository, column: "access_token" }
}

/// A repository as far as calling its provider goes: its row, in parts.
#[derive(Debug, Clone)]
pub struct Access {
    /// The repository's id.
    pub id: String,
    /// The kind of provider.
    pub provider: ProviderKind,
    /// Its full name.
    pub full_name: String,
    /// Where it is cloned from.
    pub clone_url: String,
    /// Where its provider's API is, if that was given.
    pub api_url: Option<String>,
    /// The sealed access token, if there is one.
    pub sealed_token: Option<Vec<u8>>,
}

/// What git shows the server that it clones from.
#[derive(Debug, Clone)]
pub struct Credentials {
    /// The user.
    pub username: String,
    /// The token.
    pub password: SecretString,
}

/// Why a provider can't be called in the name of a repository. The texts hold no token.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoAccess {
    /// Somebody has to do something first.
    #[error("{0}")]
    Refused(String),
    /// It may go later.
    #[error("{reason}")]
    Later {
        /// Why not now.
        reason: String,
        /// How long the provider wants to be left alone.
        wait: Option<Duration>,
    },
}

impl NoAccess {
    fn refused(reason: &str) -> Self {
        Self::Refused(reason.to_owned())
    }
}

/// Calls providers in the name of repositories. Cheap to clone.
#[derive(Debug, Clone)]
pub struct ProviderClient {
    http: Http,
    sealer: Arc<Sealer>,
    github_api_url: Url,
}

impl ProviderClient {
    /// `github_api_url` is the API of github.com's repositories.
    #[must_use]
    pub fn new(http: Http, sealer: Arc<Sealer>, github_api_url: Url) -> Self {
        Self { http, sealer, github_api_url }
    }

    /// Tells a provider the state of a commit.
    pub async fn tell(&self, access: &Access, report: &Report, now: Timestamp) -> Told {
        match self.tell_or_not(access, report, now).await {
            Ok(told) => told,
            Err(NoAccess::Refused(reason)) => Told::Failed { reason, wait: None },
            Err(NoAccess::Later { reason, wait }) => Told::Failed { reason, wait },
        }
    }

    async fn tell_or_not(
        &self,
        access: &Access,
        report: &Report,
        now: Timestamp,
    ) -> Result<Told, NoAccess> {
        let target = self.target(access).await?;
        let call = provider::of(access.provider).status_call(&target, report);
        let call = call.ok_or_else(|| NoAccess::refused("this provider takes no reports"))?;
        Ok(match self.http.send(&call).await {
            Ok(answer) => verdict(access.provider, &answer, now),
            Err(error) => Told::Failed { reason: error.to_string(), wait: None },
        })
    }

    /// Whether there is anything that git is to show when it fetches from the clone URL.
    #[must_use]
    pub fn has_credentials(&self, access: &Access) -> bool {
        let is_http = ["https://", "http://"].iter().any(|it| access.clone_url.starts_with(it));
        is_http && access.sealed_token.is_some()
    }

    /// What git is to show when it fetches from the repository's clone URL; none where that needs
    /// nothing that the server knows: another transport than HTTP, or no token.
    ///
    /// # Errors
    /// When there is something, but it can't be had.
    pub async fn credentials(&self, access: &Access) -> Result<Option<Credentials>, NoAccess> {
        if !self.has_credentials(access) {
            return Ok(None);
        }
        let username = provider::of(access.provider).git_user().to_owned();
        let password = self.token(access).await?;
        // `user:password` in one, as some providers' tokens belong to a user.
        Ok(Some(match password.expose_secret().split_once(':') {
            Some((user, rest)) => Credentials { username: user.to_owned(), password: rest.into() },
            None => Credentials { username, password },
        }))
    }

    pub(super) fn http(&self) -> &Http {
        &self.http
    }

    pub(super) async fn target(&self, access: &Access) -> Result<Target, NoAccess> {
        let Access { provider, clone_url, api_url, full_name, .. } = access;
        let base = api_base(*provider, clone_url, api_url.as_deref(), &self.github_api_url);
        let base = base.ok_or_else(|| {
            NoAccess::refused("where the provider's API is does not follow from the clone URL")
        })?;
        let token = self.token(access).await?;
        Ok(Target { base, full_name: full_name.clone(), token })
    }

    async fn token(&self, access: &Access) -> Result<SecretString, NoAccess> {
        let Some(sealed) = &access.sealed_token else {
            return Err(NoAccess::refused("the repository has no access token"));
        };
        let token = self.sealer.open_text(&access_token_place(&access.id), sealed);
        token.map_err(|_| NoAccess::refused("the access token can't be opened; give it again"))
    }
}
