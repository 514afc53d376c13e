//! Where a provider's API is, and which addresses may be called at all.
//!
//! Whoever may register a repository chooses the host that the server then calls. So that nobody
//! reaches what only this machine or its network should see, addresses are judged after names are
//! resolved, at each connection: names can resolve differently the next time.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use ipnet::IpNet;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

use super::provider;
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

/// Which addresses may be called: public ones, and the networks that the configuration names.
#[derive(Debug, Clone, Default)]
pub struct AllowedAddresses {
    networks: Arc<[IpNet]>,
}

/// An address that may not be called.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{host} is at {address}, which is no public address; OORE_ALLOWED_NETWORKS can allow it")]
pub struct Forbidden {
    host: String,
    address: IpAddr,
}

impl AllowedAddresses {
    /// Public addresses, and those of `networks`.
    #[must_use]
    pub fn new(networks: &[IpNet]) -> Self {
        Self { networks: networks.into() }
    }

    /// Whether `address` may be called.
    #[must_use]
    pub fn allows(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        is_public(address) || self.networks.iter().any(|network| network.contains(&address))
    }

    /// Judges a host that is written as an address, which no resolver is asked for.
    ///
    /// # Errors
    /// When it may not be called.
    pub fn check(&self, url: &Url) -> Result<(), Forbidden> {
        let address = match url.host() {
            Some(Host::Ipv4(address)) => IpAddr::V4(address),
            Some(Host::Ipv6(address)) => IpAddr::V6(address),
            Some(Host::Domain(_)) | None => return Ok(()),
        };
        self.judge(url.host_str().unwrap_or_default(), address)
    }

    fn judge(&self, host: &str, address: IpAddr) -> Result<(), Forbidden> {
        if self.allows(address) {
            return Ok(());
        }
        Err(Forbidden { host: host.to_owned(), address: address.to_canonical() })
    }
}

/// Resolves names as the system does and leaves out what may not be called.
impl Resolve for AllowedAddresses {
    fn resolve(&self, name: Name) -> Resolving {
        let allowed = self.clone();
        Box::pin(async move {
            let host = name.as_str().to_owned();
            let found: Vec<_> = tokio::net::lookup_host((host.as_str(), 0)).await?.collect();
            let judged = |it: &SocketAddr| allowed.judge(&host, it.ip());
            if let Some(Err(forbidden)) = found.iter().map(judged).find(Result::is_err) {
                return Err(forbidden.into());
            }
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

/// Whether an address is that of a host on the internet
/// (<https://www.iana.org/assignments/iana-ipv4-special-registry>, and the same for IPv6).
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [first, second, third, _] = address.octets();
    !(address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_documentation()
        || first == 0
        || first >= 240
        || (first == 100 && (64..128).contains(&second))
        || (first == 192 && second == 0 && third == 0)
        || (first == 198 && (18..20).contains(&second)))
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let segments = address.segments();
    let embedded = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    match segments {
        // Translated (NAT64) and tunnelled (6to4) addresses are as good as those within them.
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] | [0x2002, high, low, ..] => embedded(high, low),
        // Teredo and documentation.
        [0x2001, 0 | 0xdb8, ..] => false,
        // Only global unicast is public.
        [first, ..] => first & 0xe000 == 0x2000,
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

    #[test]
    fn only_public_addresses_are_allowed_unless_a_network_is_named() {
        let public = AllowedAddresses::default();
        for text in [
            "127.0.0.1",
            "0.0.0.0",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "192.0.0.1",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "::ffff:127.0.0.1",
            "::ffff:169.254.169.254",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "fe80::1",
            "fd00::1",
            "ff02::1",
            "2001:db8::1",
            "2001::1",
        ] {
            assert!(!public.allows(text.parse().unwrap()), "{text}");
        }
        for text in ["1.1.1.1", "140.82.121.4", "2606:50c0:8000::153", "64:ff9b::101:101"] {
            assert!(public.allows(text.parse().unwrap()), "{text}");
        }
        let home = AllowedAddresses::new(&["10.0.0.0/8".parse().unwrap()]);
        assert!(home.allows("10.1.2.3".parse().unwrap()));
        assert!(home.allows("::ffff:10.1.2.3".parse().unwrap()));
        assert!(!home.allows("127.0.0.1".parse().unwrap()));
    }

    #[test]
    fn a_host_that_is_an_address_is_judged_however_it_is_spelt() {
        let public = AllowedAddresses::default();
        for url in
            ["http://127.0.0.1/", "http://2130706433/", "http://0x7f.1/", "http://[::ffff:7f00:1]/"]
        {
            let told = public.check(&Url::parse(url).unwrap()).unwrap_err().to_string();
            assert!(told.contains("127.0.0.1"), "{url}: {told}");
        }
        assert_eq!(public.check(&Url::parse("https://api.github.com/x").unwrap()), Ok(()));
    }
}
