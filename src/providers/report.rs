//! Telling a provider the state of a commit.

use std::sync::Arc;

use reqwest::header::HeaderValue;
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::address::api_base;
use super::http::{Answer, Call, Http};
use super::{gitea, github, gitlab};
use crate::clock::Timestamp;
use crate::crypto::seal::{Place, Sealer};
use crate::domain::provider::ProviderKind;
use crate::domain::report::{Report, Told};

/// Where a repository's access token is sealed.
#[must_use]
pub fn access_token_place(repository: &str) -> Place<'_> {
    Place { table: "repositories", row: repository, column: "access_token" }
}

/// A repository at its provider, and how it is spoken to.
#[derive(Debug, Clone)]
pub(super) struct Target {
    pub(super) provider: ProviderKind,
    /// The base of its API.
    pub(super) base: Url,
    pub(super) full_name: String,
    pub(super) token: SecretString,
}

impl Target {
    /// An address below the base, each segment escaped.
    pub(super) fn url<'a>(&self, segments: impl IntoIterator<Item = &'a str>) -> Url {
        let mut url = self.base.clone();
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty().extend(segments);
        }
        url
    }

    /// A header's value that holds the token, and is never shown; empty for a token that can't be
    /// sent, which the provider then refuses.
    pub(super) fn token_header(&self, prefix: &str) -> HeaderValue {
        let text = format!("{prefix}{}", self.token.expose_secret());
        let mut value =
            HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static(""));
        value.set_sensitive(true);
        value
    }
}

/// A repository as far as calling its provider goes: its row, in parts.
#[derive(Debug, Clone, Copy)]
pub struct Access<'a> {
    /// The repository's id.
    pub id: &'a str,
    /// The kind of provider.
    pub provider: ProviderKind,
    /// Its full name.
    pub full_name: &'a str,
    /// Where it is cloned from.
    pub clone_url: &'a str,
    /// Where its provider's API is, if that was given.
    pub api_url: Option<&'a str>,
    /// The sealed access token.
    pub sealed_token: &'a [u8],
}

/// Calls providers in the name of repositories. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Reporting {
    http: Http,
    sealer: Arc<Sealer>,
    github_api_url: Url,
}

impl Reporting {
    /// `github_api_url` is the API of github.com's repositories.
    #[must_use]
    pub fn new(http: Http, sealer: Arc<Sealer>, github_api_url: Url) -> Self {
        Self { http, sealer, github_api_url }
    }

    /// Tells a provider the state of a commit.
    pub async fn tell(&self, access: Access<'_>, report: &Report, now: Timestamp) -> Told {
        let call = self
            .target(access)
            .and_then(|target| call(&target, report).ok_or("this version can't report there"));
        let answer = match call {
            Ok(call) => self.http.send(&call).await.map_err(|error| error.to_string()),
            Err(reason) => Err(reason.to_owned()),
        };
        match answer {
            Ok(answer) => verdict(access.provider, &answer, now),
            Err(reason) => Told::Failed { reason, wait: None },
        }
    }

    fn target(&self, access: Access<'_>) -> Result<Target, &'static str> {
        let Access { id, provider, full_name, clone_url, api_url, sealed_token } = access;
        let base = api_base(provider, clone_url, api_url, &self.github_api_url);
        let base = base.ok_or("where the provider's API is does not follow from the clone URL")?;
        let token = self.sealer.open_text(&access_token_place(id), sealed_token);
        let token = token.map_err(|_| "the access token can't be opened; give it again")?;
        Ok(Target { provider, base, full_name: full_name.to_owned(), token })
    }
}

fn call(target: &Target, report: &Report) -> Option<Call> {
    match target.provider {
        ProviderKind::Github => Some(github::status_call(target, report)),
        ProviderKind::Gitlab => Some(gitlab::status_call(target, report)),
        ProviderKind::Gitea => Some(gitea::status_call(target, report)),
        ProviderKind::Bitbucket | ProviderKind::Git => None,
    }
}

fn verdict(provider: ProviderKind, answer: &Answer, now: Timestamp) -> Told {
    let is_taken = answer.status.is_success()
        || (provider == ProviderKind::Gitlab && gitlab::has_the_state_already(answer));
    if is_taken {
        return Told::Taken;
    }
    let reason = match answer.status.as_u16() {
        401 => "the provider refuses the access token (401)".to_owned(),
        403 => "the access token may not report statuses, or too many calls were made (403)".to_owned(),
        404 => "the provider knows no such repository or commit, or hides it from the access token (404)".to_owned(),
        status => format!("the provider answered {status}: {}", first_words(&answer.body)),
    };
    Told::Failed { reason, wait: answer.wait(now) }
}

/// What a provider said, short: the message of its JSON, else its beginning.
fn first_words(body: &str) -> String {
    let json: Option<serde_json::Value> = serde_json::from_str(body).ok();
    let message = json.as_ref().and_then(|json| {
        ["message", "error"].iter().find_map(|name| Some(json.get(*name)?.to_string()))
    });
    crate::domain::text::bounded(message.as_deref().unwrap_or(body).trim(), 300)
}

#[cfg(test)]
mod tests;
