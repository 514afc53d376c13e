//! A GitHub App: who it is, where it is installed, and the short-lived tokens it is given
//! (<https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app>).
//!
//! A token is asked for what one call or one checkout needs, and kept until shortly before its end.
//! Tokens are opaque: their form has changed before.

use std::collections::HashMap;
use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use reqwest::Method;
use reqwest::header::{ACCEPT, AUTHORIZATION, HeaderName, HeaderValue};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::Mutex;
use url::Url;

use crate::clock::{self, Timestamp};
use crate::providers::NoAccess;
use crate::providers::http::{Answer, Call, Http};
use crate::providers::target::below;

/// GitHub's clock may be behind ours.
const ISSUED_EARLIER: TimeDelta = TimeDelta::seconds(60);

/// GitHub takes ten minutes at most; its clock may be before ours.
const VALID_FOR: TimeDelta = TimeDelta::minutes(9);

/// How long before its end a token is not used any more.
const RESERVE: TimeDelta = TimeDelta::minutes(5);

/// The same for code: a large repository takes its time, with what lies in LFS.
const RESERVE_FOR_CODE: TimeDelta = TimeDelta::minutes(30);

/// What a token is for: no token may do more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::providers) enum Purpose {
    /// Fetching the repository's code.
    Code,
    /// Reporting check runs.
    Checks,
    /// Reading pull requests.
    PullRequests,
}

impl Purpose {
    fn reserve(self) -> TimeDelta {
        match self {
            Self::Code => RESERVE_FOR_CODE,
            Self::Checks | Self::PullRequests => RESERVE,
        }
    }

    fn permissions(self) -> Value {
        match self {
            Self::Code => json!({ "contents": "read" }),
            Self::Checks => json!({ "checks": "write" }),
            Self::PullRequests => json!({ "pull_requests": "read" }),
        }
    }
}

/// An App, and the tokens that it has.
pub struct GithubApp {
    id: String,
    key: EncodingKey,
    base: Url,
    http: Http,
    tokens: Mutex<HashMap<(String, Purpose), Token>>,
    /// Held while GitHub is asked for a token.
    minting: Mutex<()>,
}

#[derive(Clone)]
struct Token {
    text: SecretString,
    ends_at: DateTime<Utc>,
}

/// The key of an App that can't be used.
#[derive(Debug, thiserror::Error)]
#[error(
    "the private key of the GitHub App (OORE_GITHUB_PRIVATE_KEY) signs nothing: it must be the RSA key \
     that GitHub generates for the App, in PEM form and without a passphrase"
)]
pub struct UnusableKey(#[source] jsonwebtoken::errors::Error);

#[derive(Deserialize)]
struct Installation {
    id: u64,
    #[serde(default)]
    suspended_at: Option<String>,
}

#[derive(Deserialize)]
struct Minted {
    token: String,
    expires_at: DateTime<Utc>,
}

impl GithubApp {
    /// An App of the GitHub whose API is at `base`.
    ///
    /// # Errors
    /// When `key` is not the PEM text of an RSA key.
    pub fn new(id: String, key: &SecretString, base: Url, http: Http) -> Result<Self, UnusableKey> {
        let key = EncodingKey::from_rsa_pem(key.expose_secret().as_bytes()).map_err(UnusableKey)?;
        // A public key is read as well, and signs nothing.
        let header = Header::new(Algorithm::RS256);
        jsonwebtoken::encode(&header, &json!({}), &key).map_err(UnusableKey)?;
        Ok(Self { id, key, base, http, tokens: Mutex::default(), minting: Mutex::default() })
    }

    /// Its id, or its client id.
    pub(in crate::providers) fn id(&self) -> &str {
        &self.id
    }

    /// Where the API is that knows it.
    pub(in crate::providers) fn base(&self) -> &Url {
        &self.base
    }

    /// A token for one repository, fresh or kept. Asked for one at a time, as GitHub wants it
    /// (<https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api>).
    ///
    /// # Errors
    /// [`NoAccess::NotInstalled`]; [`NoAccess::Refused`] when the App is suspended there or lacks a
    /// permission; [`NoAccess::Later`] when GitHub does not answer or wants to be left alone.
    pub(in crate::providers) async fn token(
        &self,
        full_name: &str,
        purpose: Purpose,
    ) -> Result<SecretString, NoAccess> {
        let key = (full_name.to_lowercase(), purpose);
        if let Some(token) = self.kept(&key).await {
            return Ok(token);
        }
        let _turn = self.minting.lock().await;
        // Another may have been given it while this one waited, perhaps for long.
        if let Some(token) = self.kept(&key).await {
            return Ok(token);
        }
        let now = clock::now();
        let installation = self.installation(full_name, now).await?;
        let token = self.mint(installation, full_name, purpose, now).await?;
        let text = token.text.clone();
        self.tokens.lock().await.insert(key, token);
        Ok(text)
    }

    async fn kept(&self, key: &(String, Purpose)) -> Option<SecretString> {
        let now = clock::now();
        let mut tokens = self.tokens.lock().await;
        tokens.retain(|(_, purpose), token| now < token.ends_at - purpose.reserve());
        tokens.get(key).map(|token| token.text.clone())
    }

    /// Forgets a token that GitHub refused, as it may have been revoked; whether there was one.
    pub(in crate::providers) async fn forget(&self, full_name: &str, purpose: Purpose) -> bool {
        self.tokens.lock().await.remove(&(full_name.to_lowercase(), purpose)).is_some()
    }

    async fn installation(&self, full_name: &str, now: Timestamp) -> Result<u64, NoAccess> {
        let (owner, name) = full_name.split_once('/').unwrap_or(("", full_name));
        let url = below(&self.base, ["repos", owner, name, "installation"]);
        let answer = self.ask(Method::GET, url, None, now).await?;
        if answer.status.as_u16() == 404 {
            return Err(NoAccess::NotInstalled(format!(
                "the GitHub App {} is not installed in `{full_name}`: install it there, or give the \
                 repository an access token",
                self.id
            )));
        }
        let found: Installation = read(&answer, "the installation", now)?;
        match found.suspended_at {
            None => Ok(found.id),
            Some(_) => Err(NoAccess::Refused(format!(
                "the installation of the GitHub App in `{full_name}` is suspended"
            ))),
        }
    }

    async fn mint(
        &self,
        installation: u64,
        full_name: &str,
        purpose: Purpose,
        now: Timestamp,
    ) -> Result<Token, NoAccess> {
        let number = installation.to_string();
        let url = below(&self.base, ["app", "installations", &number, "access_tokens"]);
        let name = full_name.rsplit('/').next().unwrap_or(full_name);
        let wanted = json!({ "permissions": purpose.permissions(), "repositories": [name] });
        let answer = self.ask(Method::POST, url, Some(wanted), now).await?;
        if answer.status.as_u16() == 422 {
            return Err(NoAccess::Refused(format!(
                "GitHub gives no token for `{full_name}`: the App needs the permissions {} there \
                 (GitHub said: {})",
                purpose.permissions(),
                answer.words()
            )));
        }
        let minted: Minted = read(&answer, "a token", now)?;
        Ok(Token { text: minted.token.into(), ends_at: minted.expires_at })
    }

    /// A call in the App's own name.
    pub(in crate::providers) async fn ask(
        &self,
        method: Method,
        url: Url,
        body: Option<Value>,
        now: Timestamp,
    ) -> Result<Answer, NoAccess> {
        let mut authorization = HeaderValue::from_str(&format!("Bearer {}", self.signed(now)?))
            .map_err(|error| NoAccess::Refused(error.to_string()))?;
        authorization.set_sensitive(true);
        let headers = headers(authorization);
        let call = Call { method, url, headers, body };
        self.http.send(&call).await.map_err(NoAccess::from)
    }

    /// Proves who it is, for some minutes.
    fn signed(&self, now: Timestamp) -> Result<String, NoAccess> {
        let claims = json!({
            "iat": (now - ISSUED_EARLIER).timestamp(),
            "exp": (now + VALID_FOR).timestamp(),
            "iss": self.id,
        });
        jsonwebtoken::encode(&Header::new(Algorithm::RS256), &claims, &self.key)
            .map_err(|error| NoAccess::Refused(format!("the App's key signs nothing: {error}")))
    }
}

/// What a call of GitHub's API bears.
pub(super) fn headers(authorization: HeaderValue) -> Vec<(HeaderName, HeaderValue)> {
    vec![
        (AUTHORIZATION, authorization),
        (ACCEPT, HeaderValue::from_static("application/vnd.github+json")),
        (HeaderName::from_static("x-github-api-version"), HeaderValue::from_static("2022-11-28")),
    ]
}

/// What GitHub answered, or why that can't be used.
pub(super) fn read<T: for<'a> Deserialize<'a>>(
    answer: &Answer,
    what: &str,
    now: Timestamp,
) -> Result<T, NoAccess> {
    good(answer, what, now)?;
    serde_json::from_str(&answer.body).map_err(|error| NoAccess::Later {
        reason: format!("GitHub's answer to the App asking for {what} can't be read: {error}"),
        wait: None,
    })
}

/// Whether GitHub did what it was asked for.
pub(super) fn good(answer: &Answer, what: &str, now: Timestamp) -> Result<(), NoAccess> {
    let status = answer.status.as_u16();
    let wait = answer.wait(now);
    let said =
        || format!("GitHub answered {status} to the App asking for {what}: {}", answer.words());
    match status {
        200..=299 => Ok(()),
        401 => Err(NoAccess::Refused(format!(
            "GitHub does not take the App's key: see that OORE_GITHUB_APP_ID and \
             OORE_GITHUB_PRIVATE_KEY belong together, and that this machine's clock is right ({})",
            answer.words()
        ))),
        403 | 404 | 422 if wait.is_none() => Err(NoAccess::Refused(said())),
        _ => Err(NoAccess::Later { reason: said(), wait }),
    }
}

impl fmt::Debug for GithubApp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GithubApp").field("id", &self.id).finish_non_exhaustive()
    }
}
