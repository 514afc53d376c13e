//! Calling a provider's API: time limits, redirects, rate limits, and which addresses may be
//! called.

use std::time::Duration;

use reqwest::header::{HeaderMap, HeaderName, HeaderValue, LOCATION, USER_AGENT};
use reqwest::{Method, StatusCode};
use serde_json::Value;
use url::Url;

use crate::addresses::{AllowedAddresses, Forbidden};
use crate::clock::Timestamp;
use crate::domain::text::bounded;

/// How long a connection may take to stand.
const CONNECT_PATIENCE: Duration = Duration::from_secs(10);

/// How long a call may take as a whole.
const PATIENCE: Duration = Duration::from_secs(30);

/// How many redirects are followed: a renamed repository has one.
const MOST_REDIRECTS: usize = 3;

/// The most of an answer that is read, in bytes.
const ANSWER_LIMIT: usize = 8 * 1024 * 1024;

/// The least pause after a refusal for too many calls that names no time
/// (<https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api>).
const RATE_LIMIT_PAUSE: Duration = Duration::from_secs(60);

/// The longest that a provider may send us away.
const LONGEST_WAIT: Duration = crate::domain::report::LONGEST_DELAY;

/// How much of a provider's words is shown to people, in bytes.
const WORDS_LIMIT: usize = 300;

/// Calls providers. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Http {
    client: reqwest::Client,
    allowed: AllowedAddresses,
}

/// One call.
#[derive(Debug, Clone)]
pub struct Call {
    /// How.
    pub method: Method,
    /// Where.
    pub url: Url,
    /// With what beside the body's type; values that hold a token are marked as sensitive.
    pub headers: Vec<(HeaderName, HeaderValue)>,
    /// What is said, as JSON.
    pub body: Option<Value>,
}

/// What a provider answered.
#[derive(Debug, Clone)]
pub struct Answer {
    /// How it went.
    pub status: StatusCode,
    /// What came with it.
    pub headers: HeaderMap,
    /// What it said, cut to 8 MiB.
    pub body: String,
}

/// A provider that did not answer. The texts hold no token: those stand in headers alone.
#[derive(Debug, thiserror::Error)]
pub enum NoAnswer {
    /// It may not be called.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// It could not be reached, or not in time.
    #[error("{}", chain(.0))]
    Unreachable(#[from] reqwest::Error),
    /// It sends us elsewhere, again and again or to another host.
    #[error("the API redirects to {0}, where it is not followed")]
    Redirect(String),
}

impl Http {
    /// Calls only what is allowed.
    ///
    /// # Errors
    /// When TLS can't be set up on this machine.
    pub fn new(allowed: AllowedAddresses) -> Result<Self, reqwest::Error> {
        let resolver = std::sync::Arc::new(allowed.clone());
        let client = reqwest::Client::builder()
            .connect_timeout(CONNECT_PATIENCE)
            .timeout(PATIENCE)
            .redirect(reqwest::redirect::Policy::none())
            .dns_resolver(resolver)
            .build()?;
        Ok(Self { client, allowed })
    }

    /// Sends a call and reads the answer, whatever its status. Redirects within the same host are
    /// followed with the same method and body, as providers ask for.
    ///
    /// # Errors
    /// When there is none.
    pub async fn send(&self, call: &Call) -> Result<Answer, NoAnswer> {
        let mut url = call.url.clone();
        for _ in 0..=MOST_REDIRECTS {
            let answer = self.send_to(call, &url).await?;
            let Some(next) = redirected(&answer, &url) else { return Ok(answer) };
            if next.origin() != url.origin() {
                return Err(NoAnswer::Redirect(next.host_str().unwrap_or_default().to_owned()));
            }
            url = next;
        }
        Err(NoAnswer::Redirect(url.path().to_owned()))
    }

    async fn send_to(&self, call: &Call, url: &Url) -> Result<Answer, NoAnswer> {
        self.allowed.check(url)?;
        let mut request = self
            .client
            .request(call.method.clone(), url.clone())
            .header(USER_AGENT, concat!("oore/", env!("CARGO_PKG_VERSION")));
        if let Some(body) = &call.body {
            request = request.json(body);
        }
        for (name, value) in &call.headers {
            request = request.header(name, value);
        }
        let mut response = request.send().await.map_err(reqwest::Error::without_url)?;
        let (status, headers) = (response.status(), response.headers().clone());
        let mut body = Vec::new();
        while body.len() < ANSWER_LIMIT
            && let Some(piece) = response.chunk().await.map_err(reqwest::Error::without_url)?
        {
            body.extend_from_slice(&piece);
        }
        body.truncate(ANSWER_LIMIT);
        Ok(Answer { status, headers, body: String::from_utf8_lossy(&body).into_owned() })
    }
}

fn redirected(answer: &Answer, from: &Url) -> Option<Url> {
    match answer.status.as_u16() {
        301 | 302 | 307 | 308 => from.join(answer.headers.get(LOCATION)?.to_str().ok()?).ok(),
        _ => None,
    }
}

impl Answer {
    /// How long the provider wants to be left alone, if it says so: `Retry-After`, else the time at
    /// which its limit is reset, else a minute when it refused for too many calls.
    #[must_use]
    pub fn wait(&self, now: Timestamp) -> Option<Duration> {
        let is_limited = matches!(self.status.as_u16(), 403 | 429 | 503);
        let wait = self.retry_after(now).or_else(|| {
            let is_spent = self.header("x-ratelimit-remaining") == Some("0");
            let reset = self.header("x-ratelimit-reset").filter(|_| is_spent && is_limited)?;
            seconds_until(reset.parse().ok()?, now)
        });
        // GitHub's secondary limits name no time, but say what they are.
        let is_told = is_limited && self.body.to_ascii_lowercase().contains("rate limit");
        let is_limit = is_told || self.status == StatusCode::TOO_MANY_REQUESTS;
        let least = is_limit.then_some(RATE_LIMIT_PAUSE);
        wait.or(least).map(|wait| wait.min(LONGEST_WAIT))
    }

    /// What the provider said, short: the message of its JSON, else its beginning.
    #[must_use]
    pub fn words(&self) -> String {
        let json: Option<Value> = serde_json::from_str(&self.body).ok();
        let message = json.as_ref().and_then(|json| {
            ["message", "error"].iter().find_map(|name| Some(json.get(*name)?.to_string()))
        });
        bounded(message.as_deref().unwrap_or(&self.body).trim(), WORDS_LIMIT)
    }

    /// Whether it refuses because too many calls were made.
    #[must_use]
    pub fn is_limit(&self, now: Timestamp) -> bool {
        match self.status.as_u16() {
            429 => true,
            403 => self.wait(now).is_some(),
            _ => false,
        }
    }

    fn retry_after(&self, now: Timestamp) -> Option<Duration> {
        let text = self.header("retry-after")?;
        if let Ok(seconds) = text.parse() {
            return Some(Duration::from_secs(seconds));
        }
        let at = chrono::DateTime::parse_from_rfc2822(text).ok()?;
        seconds_until(at.timestamp(), now)
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

fn seconds_until(unix: i64, now: Timestamp) -> Option<Duration> {
    u64::try_from(unix - now.timestamp()).ok().map(Duration::from_secs)
}

/// An error with its causes: the innermost one says what happened.
fn chain(error: &reqwest::Error) -> String {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock;

    fn answer(status: u16, headers: &[(&'static str, &str)]) -> Answer {
        let headers = headers
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), value.parse().unwrap()))
            .collect();
        Answer { status: StatusCode::from_u16(status).unwrap(), headers, body: String::new() }
    }

    #[test]
    fn a_provider_is_left_alone_as_long_as_it_says() {
        let now = clock::from_unix_ms(1_000_000_000_000);
        let wait = |status, headers: &[(&'static str, &str)]| {
            answer(status, headers).wait(now).map(|wait| wait.as_secs())
        };
        assert_eq!(wait(429, &[("retry-after", "7")]), Some(7));
        assert_eq!(wait(503, &[("retry-after", "Sun, 09 Sep 2001 01:46:50 GMT")]), Some(10));
        let spent = ("x-ratelimit-remaining", "0");
        assert_eq!(wait(403, &[spent, ("x-ratelimit-reset", "1000000090")]), Some(90));
        assert_eq!(wait(403, &[("x-ratelimit-reset", "1000000090")]), None);
        assert_eq!(wait(429, &[]), Some(60));
        assert_eq!(wait(500, &[]), None);
        assert_eq!(wait(429, &[("retry-after", "999999999")]), Some(7200));
    }
}
