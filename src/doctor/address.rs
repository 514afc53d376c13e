//! Whether the address to listen on and the one that others use agree.

use std::net::SocketAddr;

use url::{Host, Url};

use super::locks::Holder;
use super::report::Finding;
use super::{PATIENCE, is_running};
use crate::config::Config;

const AREA: &str = "address";

/// What is known of the addresses.
#[derive(Debug, Clone)]
struct Facts {
    listen: SocketAddr,
    public_url: Option<Url>,
    has_tls: bool,
    has_proxies: bool,
    /// What came of asking the running server at its public address.
    answer: Option<Result<(), String>>,
}

/// Looks at the settings, and asks the server at its public address when it runs.
pub(super) async fn examine(config: &Config, server: Holder) -> Vec<Finding> {
    let public_url = config.server.public_url.clone();
    let answer = match &public_url {
        Some(url) if is_running(server) => Some(ask(url).await),
        _ => None,
    };
    judge(&Facts {
        listen: config.server.listen,
        public_url,
        has_tls: config.server.tls.is_some(),
        has_proxies: !config.server.trusted_proxies.is_empty(),
        answer,
    })
}

async fn ask(public_url: &Url) -> Result<(), String> {
    let url = format!("{}/api/health/live", public_url.as_str().trim_end_matches('/'));
    let client = reqwest::Client::builder().timeout(PATIENCE).build();
    let client = client.map_err(|error| error.to_string())?;
    let answer = client.get(url).send().await.map_err(|error| {
        let links = std::iter::successors(Some(&error as &dyn std::error::Error), |it| it.source());
        links.map(ToString::to_string).collect::<Vec<_>>().join(": ")
    })?;
    let status = answer.status();
    if status.is_success() { Ok(()) } else { Err(format!("it answers {status}")) }
}

fn judge(facts: &Facts) -> Vec<Finding> {
    let mut findings = vec![match &facts.public_url {
        None => judge_without(facts),
        Some(url) => judge_public(facts, url),
    }];
    if let (Some(answer), Some(url)) = (&facts.answer, &facts.public_url) {
        findings.push(match answer {
            Ok(()) => Finding::ok(AREA, format!("the server answers at {url}")),
            Err(why) => Finding::warning(
                AREA,
                format!("the server runs, but does not answer this machine at {url}: {why}"),
                "try it from another machine too; check the name, the proxy and the firewall: \
                 webhooks and runners come this way",
            ),
        });
    }
    findings
}

fn judge_without(facts: &Facts) -> Finding {
    let told = format!("the server listens on {}, and OORE_PUBLIC_URL is not set", facts.listen);
    if facts.listen.ip().is_loopback() {
        return Finding::warning(
            AREA,
            format!("{told}: only this machine reaches it, and no provider's webhook"),
            "put a proxy before it and set OORE_PUBLIC_URL to the address that others use \
             (docs/network.md); on a machine for trying out nothing is to be done",
        );
    }
    Finding::warning(
        AREA,
        format!("{told}: links in statuses lead to nowhere for others"),
        "set OORE_PUBLIC_URL to the address that others reach the server at",
    )
}

fn judge_public(facts: &Facts, url: &Url) -> Finding {
    let is_https = url.scheme() == "https";
    match (is_https, facts.has_tls) {
        (false, true) => Finding::failure(
            AREA,
            format!("the server speaks TLS, and its public address is {url}"),
            "write https:// in OORE_PUBLIC_URL",
        ),
        (true, false) if !facts.has_proxies => Finding::warning(
            AREA,
            format!("TLS of {url} must be a proxy's, and no proxy is trusted"),
            "name the proxy's address in OORE_TRUSTED_PROXIES, so that limits count callers and \
             not the proxy",
        ),
        (false, false) if !is_local(url) => Finding::warning(
            AREA,
            format!("{url} is not encrypted: tokens and secrets can be read on the way"),
            "set OORE_TLS_CERTIFICATE and OORE_TLS_KEY, or put a proxy with TLS before the server",
        ),
        _ => Finding::ok(AREA, format!("the server listens on {} for {url}", facts.listen)),
    }
}

fn is_local(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::report::Level;
    use super::*;

    fn facts(public_url: &str, (has_tls, has_proxies): (bool, bool)) -> Facts {
        let public_url = (!public_url.is_empty()).then(|| Url::parse(public_url).unwrap());
        let listen = "0.0.0.0:8080".parse().unwrap();
        Facts { listen, public_url, has_tls, has_proxies, answer: None }
    }

    #[test]
    fn the_public_address_agrees_with_how_the_server_listens() {
        for (url, has_tls, has_proxies, level) in [
            ("https://ci.example.com", true, false, Level::Ok),
            ("https://ci.example.com", false, true, Level::Ok),
            ("https://ci.example.com", false, false, Level::Warning),
            ("http://ci.example.com", true, false, Level::Failure),
            ("http://ci.example.com", false, false, Level::Warning),
            ("http://localhost:8080", false, false, Level::Ok),
            ("", false, false, Level::Warning),
        ] {
            let told = judge(&facts(url, (has_tls, has_proxies)));
            assert_eq!(told[0].level, level, "{url} {has_tls} {has_proxies}");
        }
    }

    #[test]
    fn a_server_that_does_not_answer_at_its_address_is_told() {
        let mut facts = facts("https://ci.example.com", (true, false));
        facts.answer = Some(Err("connection refused".to_owned()));
        assert_eq!(judge(&facts)[1].level, Level::Warning);
        facts.answer = Some(Ok(()));
        assert_eq!(judge(&facts)[1].level, Level::Ok);
    }
}
