//! Where a request comes from: its peer, or what proxies say that were named as trusted.
//!
//! `X-Forwarded-For` is anybody's to write. Each proxy adds the address of whom it was called by at
//! the right, so the header is read from there, and only as far as those who wrote are trusted.
//! What else is forwarded (`Forwarded`, `X-Forwarded-Host`, `X-Forwarded-Proto`) is never read.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use ipnet::IpNet;
use poem::{FromRequest, Request, RequestBody, Result};

use super::error::ApiError;

const FORWARDED_FOR: &str = "x-forwarded-for";

/// The address that a request comes from. A handler takes it as an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ClientAddress(pub IpAddr);

/// The proxies that are believed.
#[derive(Debug, Clone, Default)]
pub struct TrustedProxies(Arc<[IpNet]>);

impl TrustedProxies {
    /// Those of `networks`; none: nobody.
    #[must_use]
    pub fn new(networks: &[IpNet]) -> Self {
        Self(networks.into())
    }

    /// Where `request` comes from; none when it has no peer, as in tests.
    #[must_use]
    pub fn client_of(&self, request: &Request) -> Option<ClientAddress> {
        let peer = request.remote_addr().as_socket_addr()?.ip();
        let lines = request.headers().get_all(FORWARDED_FOR);
        // What is no text is no address either.
        let lines: Vec<_> = lines.iter().map(|line| line.to_str().unwrap_or("?")).collect();
        Some(ClientAddress(self.decide(peer, &lines)))
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }

    /// The first address from the right that is no trusted proxy's. One that can't be read before
    /// that makes the whole header worthless.
    fn decide(&self, peer: IpAddr, lines: &[&str]) -> IpAddr {
        let peer = peer.to_canonical();
        let mut client = peer;
        for hop in lines.iter().rev().flat_map(|line| line.rsplit(',')) {
            if !self.trusts(client) {
                return client;
            }
            let Some(address) = address(hop.trim()) else { return peer };
            client = address;
        }
        client
    }
}

/// An address as proxies write it: some add the port.
fn address(text: &str) -> Option<IpAddr> {
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    let address = bare.parse().or_else(|_| text.parse().map(|it: SocketAddr| it.ip()));
    address.ok().map(|address| address.to_canonical())
}

impl ClientAddress {
    /// Where `request` comes from, as the outermost layer found; none when it has no peer.
    #[must_use]
    pub fn of(request: &Request) -> Option<Self> {
        let found = request.extensions().get::<Self>().copied();
        found.or_else(|| TrustedProxies::default().client_of(request))
    }
}

impl fmt::Display for ClientAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<'a> FromRequest<'a> for ClientAddress {
    async fn from_request(request: &'a Request, _: &mut RequestBody) -> Result<Self> {
        let found = Self::of(request);
        Ok(found.ok_or_else(|| ApiError::internal("the request has no peer"))?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proxies() -> TrustedProxies {
        TrustedProxies::new(&["10.0.0.0/8".parse().unwrap(), "fd00::/16".parse().unwrap()])
    }

    fn client(peer: &str, lines: &[&str]) -> String {
        proxies().decide(peer.parse().unwrap(), lines).to_string()
    }

    #[test]
    fn the_header_is_read_from_the_right_as_far_as_proxies_are_trusted() {
        for (peer, lines, expected) in [
            // Nobody is believed unasked.
            ("192.0.2.1", &["198.51.100.7"][..], "192.0.2.1"),
            ("10.0.0.5", &[], "10.0.0.5"),
            ("10.0.0.5", &["198.51.100.7"], "198.51.100.7"),
            // What the caller wrote itself stands at the left.
            ("10.0.0.5", &["127.0.0.1, 198.51.100.7"], "198.51.100.7"),
            ("10.0.0.5", &["127.0.0.1", "198.51.100.7, 10.0.0.6"], "198.51.100.7"),
            ("10.0.0.5", &["10.1.1.1, 10.0.0.6"], "10.1.1.1"),
            ("fd00::1", &["2001:db8::7"], "2001:db8::7"),
            ("10.0.0.5", &["[2001:db8::7]:4711"], "2001:db8::7"),
            ("10.0.0.5", &["198.51.100.7:4711"], "198.51.100.7"),
            ("::ffff:10.0.0.5", &["::ffff:198.51.100.7"], "198.51.100.7"),
        ] {
            assert_eq!(client(peer, lines), expected, "{peer} {lines:?}");
        }
    }

    #[test]
    fn what_can_not_be_read_is_not_guessed_at() {
        for line in ["", "unknown", "198.51.100.7,", "localhost", "198.51.100.7 10.0.0.6", "?"] {
            assert_eq!(client("10.0.0.5", &[line]), "10.0.0.5", "{line}");
        }
        assert_eq!(client("10.0.0.5", &["nonsense, 198.51.100.7"]), "198.51.100.7");
    }
}
