//! Which addresses the server may call.
//!
//! Whoever may register a repository chooses the hosts that the server then calls and fetches from.
//! So that nobody reaches what only this machine or its network should see, addresses are judged
//! after names are resolved, at each connection: names can resolve differently the next time.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use ipnet::IpNet;
use url::{Host, Url};

/// Which addresses may be called: public ones, and the networks that the configuration names. Cheap to
/// clone.
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

/// A host that is not called.
#[derive(Debug, thiserror::Error)]
pub enum NotCalled {
    /// It may not be.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// It can't be found.
    #[error(transparent)]
    Unresolved(#[from] std::io::Error),
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

    /// Resolves `host` as the system does.
    ///
    /// # Errors
    /// When it can't be resolved, or one of its addresses may not be called: a name that leads to
    /// both kinds means the forbidden one.
    pub async fn resolve(&self, host: &str, port: u16) -> Result<Vec<SocketAddr>, NotCalled> {
        // Not every resolver knows that the dot at the end changes nothing (RFC 6761, 6.3).
        let bare = host.trim_end_matches('.');
        let asked = if bare.eq_ignore_ascii_case("localhost") { bare } else { host };
        let found: Vec<_> = tokio::net::lookup_host((asked, port)).await?.collect();
        for address in &found {
            self.judge(host, address.ip())?;
        }
        Ok(found)
    }

    fn judge(&self, host: &str, address: IpAddr) -> Result<(), Forbidden> {
        if self.allows(address) {
            return Ok(());
        }
        Err(Forbidden { host: host.to_owned(), address: address.to_canonical() })
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
