//! How a repository's provider is called: where its API is, and with which token.

use url::Url;

use super::settings::Mistakes;
use crate::api::services::Services;
use crate::domain::provider::ProviderKind;
use crate::entities::repositories::Model;
use crate::providers::{access_token_place, api_base, is_at_app};

/// Checks what was given, and that a token has a place to be sent to.
pub(super) fn check(
    row: &Model,
    token: Option<&str>,
    services: &Services,
    mistakes: &mut Mistakes,
) {
    if let Some(url) = &row.api_url {
        mistakes.note("/api_url", check_url(row.provider, url));
    }
    if let Some(token) = token {
        mistakes.note("/access_token", check_token(token));
    }
    let has_token = token.is_some() || row.access_token.is_some();
    if has_token
        && row.provider.shows_states()
        && row.api_url.is_none()
        && base(row, services).is_none()
    {
        let told = "must be given, as it doesn't follow from the clone URL";
        mistakes.note("/api_url", Err(told.to_owned()));
    }
}

/// A stored token is not sent to another place than it was given for, neither to the API nor to the
/// host that is cloned from: whoever may change a repository could have it sent to a host of theirs.
pub(super) fn check_kept_token(
    before: &Model,
    after: &Model,
    services: &Services,
    mistakes: &mut Mistakes,
) {
    let api = |row| base(row, services).map(|url| url.origin());
    let is_elsewhere = api(before) != api(after) || clone_host(before) != clone_host(after);
    if before.access_token.is_some() && is_elsewhere {
        let told = "must be given again, as the provider is at another place now";
        mistakes.note("/access_token", Err(told.to_owned()));
    }
}

/// Which server git asks; none where it asks by ssh, which is shown no token.
fn clone_host(row: &Model) -> Option<(String, Option<String>, Option<u16>)> {
    let url = Url::parse(&row.clone_url).ok()?;
    let host = url.host_str().map(str::to_owned);
    Some((url.scheme().to_owned(), host, url.port_or_known_default()))
}

/// Puts the token into the row; none takes it out.
pub(super) fn set_token(row: &mut Model, token: Option<&str>, services: &Services) {
    let id = row.id.to_string();
    row.access_token =
        token.map(|token| services.sealer.seal(&access_token_place(&id), token.as_bytes()));
}

/// Tells the row whether the server's GitHub App speaks for it.
pub(super) fn set_through_app(row: &mut Model, services: &Services) {
    let settings = &services.settings;
    row.through_app = settings.has_github_app
        && is_at_app(
            row.provider,
            &row.clone_url,
            row.api_url.as_deref(),
            &settings.github_api_url,
        );
    if row.access_token.is_some() || !row.through_app {
        row.inaccessible = None;
    }
}

fn base(row: &Model, services: &Services) -> Option<Url> {
    let github = &services.settings.github_api_url;
    api_base(row.provider, &row.clone_url, row.api_url.as_deref(), github)
}

fn check_url(provider: ProviderKind, text: &str) -> Result<(), String> {
    if !provider.shows_states() {
        return Err(format!("must be left out: a repository of {provider} has no API"));
    }
    let url = Url::parse(text).map_err(|error| format!("is no URL: {error}"))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err("must begin with https://, or http:// within a network of yours".to_owned());
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("must not hold a user or a password, as it is shown to everybody".to_owned());
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err("must not have a query or a fragment".to_owned());
    }
    Ok(())
}

fn check_token(token: &str) -> Result<(), String> {
    if token.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Ok(());
    }
    Err("must hold visible ASCII characters alone, as it is sent in a header".to_owned())
}
