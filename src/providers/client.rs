//! Calling providers in the name of repositories.

use std::sync::Arc;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::address::{api_base, is_code_of};
use super::github::app::{GithubApp, Purpose};
use super::github::tell::{Answered, tell};
use super::http::{Http, NoAnswer};
use super::pace::Pace;
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
    /// Whether the server's GitHub App speaks for it where it has no token.
    pub through_app: bool,
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
    /// The GitHub App is not installed there.
    #[error("{0}")]
    NotInstalled(String),
    /// It may go later.
    #[error("{reason}")]
    Later {
        /// Why not now.
        reason: String,
        /// How long the provider wants to be left alone.
        wait: Option<Duration>,
    },
}

impl From<NoAnswer> for NoAccess {
    fn from(error: NoAnswer) -> Self {
        match error {
            NoAnswer::Forbidden(_) | NoAnswer::Redirect(_) => Self::Refused(error.to_string()),
            NoAnswer::Unreachable(_) => Self::Later { reason: error.to_string(), wait: None },
        }
    }
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
    app: Option<Arc<GithubApp>>,
    pace: Pace,
}

impl ProviderClient {
    /// `github_api_url` is the API of the server's GitHub, and `app` an App there.
    #[must_use]
    pub fn new(
        http: Http,
        sealer: Arc<Sealer>,
        github_api_url: Url,
        app: Option<GithubApp>,
    ) -> Self {
        let (app, pace) = (app.map(Arc::new), Pace::default());
        Self { http, sealer, github_api_url, app, pace }
    }

    /// Has providers deliver the webhooks that they delivered in vain, where they can be asked to:
    /// how many.
    ///
    /// # Errors
    /// When the provider can't be asked now.
    pub async fn redeliver_failed(&self) -> Result<usize, NoAccess> {
        match &self.app {
            Some(app) => app.redeliver().await,
            None => Ok(0),
        }
    }

    /// Whether the provider shows more of a report than its state and one line.
    #[must_use]
    pub fn shows_details(&self, access: &Access) -> bool {
        self.app_for(access).is_some()
    }

    /// Tells a provider the state of a commit. `reference` is the provider's own name for what it
    /// was told of the same build before.
    pub async fn tell(
        &self,
        access: &Access,
        report: &Report,
        reference: Option<&str>,
        now: Timestamp,
    ) -> Told {
        match self.tell_or_not(access, report, reference, now).await {
            Ok(told) => told,
            Err(NoAccess::Refused(reason)) => Told::Failed { reason, wait: None },
            // It is told of the installation, which has what waits told.
            Err(NoAccess::NotInstalled(reason)) => Told::Unwanted { reason },
            Err(NoAccess::Later { reason, wait }) => Told::Failed { reason, wait },
        }
    }

    async fn tell_or_not(
        &self,
        access: &Access,
        report: &Report,
        reference: Option<&str>,
        now: Timestamp,
    ) -> Result<Told, NoAccess> {
        let mut turn = self.pace.turn(&self.owner(access)?).await?;
        let answer = self.tell_in_turn(access, report, reference, now).await;
        let limit = match &answer {
            Ok(answer) => answer.limit,
            Err(NoAccess::Later { wait, .. }) => *wait,
            Err(_) => None,
        };
        if let Some(limit) = limit {
            turn.leave_alone_for(limit);
        }
        Ok(answer?.told)
    }

    async fn tell_in_turn(
        &self,
        access: &Access,
        report: &Report,
        reference: Option<&str>,
        now: Timestamp,
    ) -> Result<Answered, NoAccess> {
        if let Some(app) = self.app_for(access) {
            let purpose = Purpose::Checks;
            let target = self.app_target(app, access, purpose).await?;
            let target = (&target, app.id());
            let answer = tell(&self.http, target, report, reference, now).await;
            if answer.is_token_refused {
                app.forget(&access.full_name, purpose).await;
            }
            return Ok(answer);
        }
        let target = self.target(access)?;
        let call = provider::of(access.provider).status_call(&target, report);
        let call = call.ok_or_else(|| NoAccess::refused("this provider takes no reports"))?;
        Ok(match self.http.send(&call).await {
            Ok(answer) => Answered {
                told: verdict(access.provider, &answer, now),
                is_token_refused: false,
                limit: answer.wait(now).filter(|_| answer.is_limit(now)),
            },
            Err(error) => Answered {
                told: Told::Failed { reason: error.to_string(), wait: None },
                is_token_refused: false,
                limit: None,
            },
        })
    }

    /// Forgets the App's token for a repository's code, which its server has refused; whether there
    /// was anything to forget, so that another try is worth while.
    pub async fn forget_credentials(&self, access: &Access) -> bool {
        match self.app_for(access) {
            Some(app) => app.forget(&access.full_name, Purpose::Code).await,
            None => false,
        }
    }

    /// Whether there is anything that git is to show when it fetches from the clone URL.
    #[must_use]
    pub fn has_credentials(&self, access: &Access) -> bool {
        let is_http = ["https://", "http://"].iter().any(|it| access.clone_url.starts_with(it));
        let is_apps =
            self.app_for(access).is_some_and(|app| is_code_of(&access.clone_url, app.base()));
        is_http && (access.sealed_token.is_some() || is_apps)
    }

    /// What git is to show when it fetches from the repository's clone URL; none where that needs
    /// nothing that the server knows: another transport than HTTP, no token, or an App that is not
    /// installed there, as for public repositories.
    ///
    /// # Errors
    /// When there is something, but it can't be had.
    pub async fn credentials(&self, access: &Access) -> Result<Option<Credentials>, NoAccess> {
        if !self.has_credentials(access) {
            return Ok(None);
        }
        let username = provider::of(access.provider).git_user().to_owned();
        let password = match self.app_for(access) {
            None => self.token(access)?,
            Some(app) => match app.token(&access.full_name, Purpose::Code).await {
                Err(NoAccess::NotInstalled(_)) => return Ok(None),
                token => token?,
            },
        };
        // `user:password` in one, as some providers' tokens belong to a user.
        Ok(Some(match password.expose_secret().split_once(':') {
            Some((user, rest)) => Credentials { username: user.to_owned(), password: rest.into() },
            None => Credentials { username, password },
        }))
    }

    /// A repository as it is called to read its pull requests.
    pub(super) async fn reading_target(&self, access: &Access) -> Result<Target, NoAccess> {
        match self.app_for(access) {
            Some(app) => self.app_target(app, access, Purpose::PullRequests).await,
            None => self.target(access),
        }
    }

    /// Forgets the App's token for that, which was refused.
    pub(super) async fn forget_reading(&self, access: &Access) {
        if let Some(app) = self.app_for(access) {
            app.forget(&access.full_name, Purpose::PullRequests).await;
        }
    }

    pub(super) fn http(&self) -> &Http {
        &self.http
    }

    /// The App that speaks for a repository; none where it has an access token of its own.
    fn app_for(&self, access: &Access) -> Option<&GithubApp> {
        self.app.as_deref().filter(|_| access.through_app && access.sealed_token.is_none())
    }

    async fn app_target(
        &self,
        app: &GithubApp,
        access: &Access,
        purpose: Purpose,
    ) -> Result<Target, NoAccess> {
        let token = app.token(&access.full_name, purpose).await?;
        Ok(Target { base: app.base().clone(), full_name: access.full_name.clone(), token })
    }

    fn target(&self, access: &Access) -> Result<Target, NoAccess> {
        let (base, token) = (self.base(access)?, self.token(access)?);
        Ok(Target { base, full_name: access.full_name.clone(), token })
    }

    fn base(&self, access: &Access) -> Result<Url, NoAccess> {
        let Access { provider, clone_url, api_url, .. } = access;
        let base = api_base(*provider, clone_url, api_url.as_deref(), &self.github_api_url);
        base.ok_or_else(|| {
            NoAccess::refused("where the provider's API is does not follow from the clone URL")
        })
    }

    /// Whose limits a call counts against.
    fn owner(&self, access: &Access) -> Result<String, NoAccess> {
        let owner = access.full_name.split('/').next().unwrap_or_default().to_lowercase();
        Ok(match self.app_for(access) {
            Some(app) => format!("{}/{owner}", app.base()),
            None => format!("{}/{owner}", self.base(access)?),
        })
    }

    fn token(&self, access: &Access) -> Result<SecretString, NoAccess> {
        let Some(sealed) = &access.sealed_token else {
            return Err(NoAccess::refused("the repository has no access token"));
        };
        let token = self.sealer.open_text(&access_token_place(&access.id), sealed);
        token.map_err(|_| NoAccess::refused("the access token can't be opened; give it again"))
    }
}
