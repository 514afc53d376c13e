//! A repository at its provider, as calls name it.

use reqwest::header::HeaderValue;
use secrecy::{ExposeSecret, SecretString};
use url::Url;

/// A repository at its provider, and how it is spoken to.
#[derive(Debug, Clone)]
pub(super) struct Target {
    /// The base of its API.
    pub(super) base: Url,
    pub(super) full_name: String,
    pub(super) token: SecretString,
}

impl Target {
    /// An address below the base, each segment escaped.
    pub(super) fn url<'a>(&self, segments: impl IntoIterator<Item = &'a str>) -> Url {
        below(&self.base, segments)
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

/// An address below `base`, each segment escaped.
pub(super) fn below<'a>(base: &Url, segments: impl IntoIterator<Item = &'a str>) -> Url {
    let mut url = base.clone();
    if let Ok(mut path) = url.path_segments_mut() {
        path.pop_if_empty().extend(segments);
    }
    url
}
