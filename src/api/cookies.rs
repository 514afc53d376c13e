//! The cookies of this server: which there are, and how browsers are told to keep them.
//!
//! All are `HttpOnly`, so that no script reads them, and `SameSite=Lax`: `Strict` would leave a
//! person signed out who comes back from the identity provider, or follows a link in a mail.
//! Reached by https, the server asks for the prefix `__Host-` (RFC 6265bis, 4.1.3.2): no other
//! host, and no page without encryption, can put such a cookie in its place.

use std::time::Duration;

use poem::Request;
use poem::http::{HeaderValue, header};

use super::error::ApiError;
use super::services::Settings;

/// A cookie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cookie {
    /// Keeps a person signed in.
    Session,
    /// Binds a sign-in at the identity provider to the browser that began it.
    SignIn,
}

impl Cookie {
    const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Session => ("__Host-oore_session", "oore_session"),
            Self::SignIn => ("__Host-oore_sign_in", "oore_sign_in"),
        }
    }

    /// What it is called at a server that is reached as `settings` say.
    pub(super) fn name(self, settings: &Settings) -> &'static str {
        let (secure, plain) = self.names();
        if is_secure(settings) { secure } else { plain }
    }

    /// Whether `request` may bear it, whatever it is called here. Settles for most requests that
    /// there is nothing to look for.
    pub(super) fn may_be_in(self, request: &Request) -> bool {
        let (_, plain) = self.names();
        pairs(request).any(|(name, _)| name.ends_with(plain))
    }

    /// What `request` bears.
    ///
    /// # Errors
    /// `Unauthenticated` when it is there twice: one of them was put there by somebody else.
    pub(super) fn of<'r>(
        self,
        request: &'r Request,
        settings: &Settings,
    ) -> Result<Option<&'r str>, ApiError> {
        let name = self.name(settings);
        let mut values = pairs(request).filter(|(found, _)| *found == name).map(|(_, value)| value);
        let value = values.next();
        if values.next().is_some() {
            let reason = "a cookie of this server was sent twice; remove its cookies and sign in";
            return Err(ApiError::Unauthenticated { reason, has_token: true });
        }
        Ok(value.filter(|value| !value.is_empty()))
    }

    /// The header that has a browser keep `value` for `age`.
    pub(super) fn set(self, settings: &Settings, value: &str, age: Duration) -> HeaderValue {
        let secure = if is_secure(settings) { "; Secure" } else { "" };
        let (name, age) = (self.name(settings), age.as_secs());
        let text = format!("{name}={value}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax{secure}");
        // Values are made of letters and digits by this program.
        HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static(""))
    }

    /// The header that has a browser forget it.
    pub(super) fn clear(self, settings: &Settings) -> HeaderValue {
        self.set(settings, "", Duration::ZERO)
    }
}

fn is_secure(settings: &Settings) -> bool {
    settings.base_url.starts_with("https://")
}

fn pairs(request: &Request) -> impl Iterator<Item = (&str, &str)> {
    let lines = request.headers().get_all(header::COOKIE).into_iter();
    lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
}
