//! How the server is reached: addresses, TLS, proxies, and the limits of connections.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::time::Duration;

use ipnet::IpNet;
use url::Url;

use super::reader::{Reader, Reported};
use super::settings as s;
use super::values;

/// How the server is reached.
#[derive(Debug, Clone)]
pub struct Server {
    /// The address to listen on; port 0 takes a free one.
    pub listen: SocketAddr,
    /// The address that others reach the server at, without a trailing slash; see
    /// [`Server::base_url`].
    pub public_url: Option<Url>,
    /// What TLS is spoken with; none: HTTP is spoken in the clear.
    pub tls: Option<TlsFiles>,
    /// The proxies that are believed about who calls.
    pub trusted_proxies: Vec<IpNet>,
    /// How many connections there may be.
    pub connections: ConnectionLimits,
    /// How long callers may take.
    pub times: TimeLimits,
}

/// The files that TLS is spoken with, both PEM.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsFiles {
    /// The certificate, and behind it those of its issuers.
    pub certificate: PathBuf,
    /// The certificate's private key.
    pub key: PathBuf,
}

/// How many connections there may be at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConnectionLimits {
    /// In all; more wait until one ends.
    pub all: NonZeroU32,
    /// From one address that is no trusted proxy's; more are closed.
    pub per_address: NonZeroU32,
}

/// How long callers may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeLimits {
    /// From a connection, or from the first byte of a later request, to the end of its head.
    pub head: Duration,
    /// For the whole body of a request.
    pub body: Duration,
    /// From the end of a request's head to the head of its answer.
    pub request: Duration,
    /// For a connection without a request, and for a reader that takes nothing of an answer.
    pub idle: Duration,
}

impl Server {
    pub(super) fn read(reader: &mut Reader) -> Result<Self, Reported> {
        let listen = reader.required(&s::LISTEN, values::address);
        let public_url = reader.optional(&s::PUBLIC_URL, values::public_url);
        let tls = TlsFiles::read(reader);
        let trusted_proxies = reader.list(&s::TRUSTED_PROXIES, values::network);
        let all = reader.required(&s::MAX_CONNECTIONS, values::connections);
        let per_address = reader.required(&s::MAX_CONNECTIONS_PER_ADDRESS, values::connections);
        let times = TimeLimits::read(reader);
        Ok(Self {
            listen: listen?,
            public_url: public_url?,
            tls: tls?,
            trusted_proxies: trusted_proxies?,
            connections: ConnectionLimits { all: all?, per_address: per_address? },
            times: times?,
        })
    }

    /// The address that others reach the server at, without a trailing slash: the configured
    /// one, else that of the bound socket, where "all interfaces" is written as loopback.
    #[must_use]
    pub fn base_url(&self, bound: SocketAddr) -> String {
        if let Some(url) = &self.public_url {
            return url.as_str().trim_end_matches('/').to_owned();
        }
        let host = match bound.ip() {
            IpAddr::V4(Ipv4Addr::UNSPECIFIED) => Ipv4Addr::LOCALHOST.into(),
            IpAddr::V6(Ipv6Addr::UNSPECIFIED) => Ipv6Addr::LOCALHOST.into(),
            other => other,
        };
        let scheme = if self.tls.is_some() { "https" } else { "http" };
        format!("{scheme}://{}", SocketAddr::new(host, bound.port()))
    }
}

impl TlsFiles {
    /// Both of its settings, or none.
    fn read(reader: &mut Reader) -> Result<Option<Self>, Reported> {
        let certificate = reader.optional(&s::TLS_CERTIFICATE, values::file);
        let key = reader.optional(&s::TLS_KEY, values::file);
        let (given, missing) = match (certificate?, key?) {
            (None, None) => return Ok(None),
            (Some(certificate), Some(key)) => return Ok(Some(Self { certificate, key })),
            (Some(_), None) => (&s::TLS_CERTIFICATE, &s::TLS_KEY),
            (None, Some(_)) => (&s::TLS_KEY, &s::TLS_CERTIFICATE),
        };
        reader.report(given, format!("is of use only beside {}; set both", missing.variable));
        Ok(None)
    }
}

impl TimeLimits {
    fn read(reader: &mut Reader) -> Result<Self, Reported> {
        let head = reader.required(&s::HEAD_TIMEOUT, values::time_limit);
        let body = reader.required(&s::BODY_TIMEOUT, values::time_limit);
        let request = reader.required(&s::REQUEST_TIMEOUT, values::time_limit);
        let idle = reader.required(&s::IDLE_TIMEOUT, values::time_limit);
        Ok(Self { head: head?, body: body?, request: request?, idle: idle? })
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::super::tests::load;
    use super::*;

    #[test]
    fn the_base_url_is_the_public_one_or_that_of_the_socket() {
        let public = load(&[("OORE_PUBLIC_URL", "https://ci.example.com/oore/")]).unwrap().server;
        assert_eq!(public.base_url("127.0.0.1:9".parse().unwrap()), "https://ci.example.com/oore");
        let bound = load(&[]).unwrap().server;
        assert_eq!(bound.base_url("0.0.0.0:9".parse().unwrap()), "http://127.0.0.1:9");
        assert_eq!(bound.base_url("[::]:9".parse().unwrap()), "http://[::1]:9");
        let tls = [("OORE_TLS_CERTIFICATE", "/c.pem"), ("OORE_TLS_KEY", "/k.pem")];
        let tls = load(&tls).unwrap().server;
        assert_eq!(tls.base_url("10.0.0.1:443".parse().unwrap()), "https://10.0.0.1:443");
    }

    #[test]
    fn the_defaults_are_those_that_are_documented() {
        let Server { tls, trusted_proxies, connections, times, .. } = load(&[]).unwrap().server;
        assert_eq!((tls, trusted_proxies.len()), (None, 0), "nobody is believed unasked");
        assert_eq!((connections.all.get(), connections.per_address.get()), (512, 128));
        let seconds = [times.head, times.body, times.request, times.idle].map(|it| it.as_secs());
        assert_eq!(seconds, [10, 30, 300, 75]);
    }

    #[test]
    fn half_a_pair_and_impossible_limits_are_refused() {
        let errors = load(&[
            ("OORE_TLS_KEY", "/etc/oore/key.pem"),
            ("OORE_TRUSTED_PROXIES", "10.0.0.0/8,proxy"),
            ("OORE_MAX_CONNECTIONS", "0"),
            ("OORE_MAX_CONNECTIONS_PER_ADDRESS", "many"),
            ("OORE_HEAD_TIMEOUT", "0s"),
            ("OORE_IDLE_TIMEOUT", "2h"),
        ])
        .unwrap_err();
        assert_snapshot!(errors, @r"
        the configuration has 6 problems:
          OORE_TLS_KEY (environment) is of use only beside OORE_TLS_CERTIFICATE; set both
          OORE_TRUSTED_PROXIES (environment) names `proxy`, not a network such as 10.0.0.0/8 or an address
          OORE_MAX_CONNECTIONS (environment) is `0`, not a number of connections from 1 to 65536
          OORE_MAX_CONNECTIONS_PER_ADDRESS (environment) is `many`, not a number of connections from 1 to 65536
          OORE_HEAD_TIMEOUT (environment) is 0s, and 100ms to 1h is allowed
          OORE_IDLE_TIMEOUT (environment) is 2h, and 100ms to 1h is allowed
        ");
    }
}
