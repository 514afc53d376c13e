//! Where a provider's API is, and how its host is found.

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::Url;

use super::provider;
use crate::addresses::AllowedAddresses;
use crate::domain::provider::ProviderKind;

/// The base of the API that serves a repository, without a slash at its end; none where it does
/// not follow from anything. `github` is the base for repositories of github.com.
#[must_use]
pub fn api_base(
    provider: ProviderKind,
    clone_url: &str,
    api_url: Option<&str>,
    github: &Url,
) -> Option<Url> {
    if let Some(given) = api_url {
        return Url::parse(given).ok();
    }
    let host = host_of(clone_url)?;
    match provider {
        ProviderKind::Github if is_code_of(clone_url, github) => Some(github.clone()),
        other => provider::of(other).api_base(&host),
    }
}

/// Whether the server's GitHub App, whose GitHub has its API at `github`, can speak for a repository.
#[must_use]
pub fn is_at_app(
    provider: ProviderKind,
    clone_url: &str,
    api_url: Option<&str>,
    github: &Url,
) -> bool {
    provider == ProviderKind::Github
        && api_base(provider, clone_url, api_url, github).as_ref() == Some(github)
}

/// Whether a repository can be the one that the App's GitHub tells of: not one of the same name on
/// another server.
#[must_use]
pub fn may_be_at_app(
    provider: ProviderKind,
    clone_url: &str,
    api_url: Option<&str>,
    github: &Url,
) -> bool {
    let base = api_base(provider, clone_url, api_url, github);
    provider == ProviderKind::Github && base.is_none_or(|base| base == *github)
}

/// Whether code at `clone_url` is at the GitHub whose API is at `github`: the App's tokens are shown
/// to no other host, whoever registered the repository.
#[must_use]
pub(super) fn is_code_of(clone_url: &str, github: &Url) -> bool {
    let code = host_of(clone_url);
    // Nobody on the way may ask for a token in the forge's name.
    if clone_url.starts_with("http://") && github.scheme() != "http" {
        return false;
    }
    match github.host_str() {
        Some("api.github.com") => code.as_deref() == Some("github.com"),
        api => code.as_deref() == api,
    }
}

/// The host of a clone URL, the form `git@host:path` included. A port belongs to the transport.
fn host_of(clone_url: &str) -> Option<String> {
    if clone_url.contains("://") {
        let url = Url::parse(clone_url).ok()?;
        return url.host_str().map(str::to_owned).filter(|host| !host.is_empty());
    }
    let (host, _) = clone_url.split_once(':')?;
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    (!host.is_empty()).then(|| host.to_ascii_lowercase())
}

/// Resolves names for calls of APIs.
impl Resolve for AllowedAddresses {
    fn resolve(&self, name: Name) -> Resolving {
        let allowed = self.clone();
        Box::pin(async move {
            let found = Self::resolve(&allowed, name.as_str(), 0).await?;
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base(provider: ProviderKind, clone_url: &str) -> Option<String> {
        let github = Url::parse("https://api.github.com").unwrap();
        api_base(provider, clone_url, None, &github).map(|url| url.to_string())
    }

    #[test]
    fn the_api_follows_from_the_clone_url_where_it_can() {
        let github = |url| base(ProviderKind::Github, url);
        assert_eq!(
            github("https://github.com/acme/app.git").as_deref(),
            Some("https://api.github.com/")
        );
        assert_eq!(github("git@github.com:acme/app.git"), github("https://github.com/a/b"));
        let enterprise = github("ssh://git@ghe.example.com:2222/acme/app.git");
        assert_eq!(enterprise.as_deref(), Some("https://ghe.example.com/api/v3"));
        let gitlab = base(ProviderKind::Gitlab, "https://gitlab.example.com/a/b/c.git");
        assert_eq!(gitlab.as_deref(), Some("https://gitlab.example.com/api/v4"));
        assert_eq!(github("file:///srv/git/app.git"), None);
        assert_eq!(base(ProviderKind::Git, "https://git.example.com/app.git"), None);
    }
}
