//! Whether the providers of the registered repositories answer, and what their clocks say.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta};
use futures_util::future::join_all;
use sea_orm::DatabaseConnection;
use url::Url;

use super::PATIENCE;
use super::report::Finding;
use super::rows::Unseen;
use crate::addresses::AllowedAddresses;
use crate::clock;
use crate::config::Config;
use crate::domain::provider::ProviderKind;
use crate::entities::repositories::Model;
use crate::providers::api_base;
use crate::store;

const AREA: &str = "provider";

/// How many servers are asked; each is asked once, however many repositories it has.
const MOST: usize = 20;

const SSH_PORT: u16 = 22;

/// A server that was asked, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reached {
    /// Its host, and what it is asked for.
    pub(super) name: String,
    /// By how much its clock is ahead, where it told the time.
    pub(super) clock: Option<TimeDelta>,
    failure: Option<String>,
}

/// All that were asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Gathered {
    pub(super) reached: Vec<Reached>,
    /// Why nobody knows which servers the repositories are on.
    unseen: Option<Unseen>,
}

/// Where a repository is.
#[derive(Debug, Clone, Copy)]
struct Remote<'a> {
    provider: ProviderKind,
    clone_url: &'a str,
    api_url: Option<&'a str>,
}

impl<'a> From<&'a Model> for Remote<'a> {
    fn from(row: &'a Model) -> Self {
        let (clone_url, api_url) = (row.clone_url.as_str(), row.api_url.as_deref());
        Self { provider: row.provider, clone_url, api_url }
    }
}

/// What is asked of a server.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Target {
    /// To answer anything over HTTP.
    Http(String),
    /// To take a connection.
    Connection(String, u16),
}

/// Asks every server that the repositories name.
pub(super) async fn gather(
    config: &Config,
    reader: Result<&DatabaseConnection, Unseen>,
) -> Gathered {
    let rows = match reader {
        Ok(reader) => store::repositories::all(reader).await.map_err(Unseen::from),
        Err(unseen) => Err(unseen),
    };
    let (rows, unseen) = match rows {
        Ok(rows) => (rows, None),
        Err(unseen) => (Vec::new(), Some(unseen)),
    };
    let github = &config.providers.github_api_url;
    let active = rows.iter().filter(|row| row.active).map(Remote::from);
    let mut targets = targets(active, github);
    if config.providers.github_app.is_some() {
        targets.insert(Target::Http(origin(github)), github.host_str().unwrap_or_default().into());
    }
    let allowed = AllowedAddresses::new(&config.providers.allowed_networks);
    let asked = targets.into_iter().take(MOST).map(|(target, host)| {
        let allowed = allowed.clone();
        async move { ask(target, host, &allowed).await }
    });
    Gathered { reached: join_all(asked).await, unseen }
}

/// The servers of repositories: their APIs, and where their code is fetched from.
fn targets<'a>(rows: impl Iterator<Item = Remote<'a>>, github: &Url) -> BTreeMap<Target, String> {
    let mut all = BTreeMap::new();
    for Remote { provider, clone_url, api_url } in rows {
        let api = api_base(provider, clone_url, api_url, github);
        let api = api.filter(|_| provider.shows_states());
        for url in api.into_iter().chain(Url::parse(clone_url)) {
            if let Some((target, host)) = target(&url) {
                all.insert(target, host);
            }
        }
        // The form `git@host:path` is no URL.
        if !clone_url.contains("://")
            && let Some((host, _)) = clone_url.split_once(':')
        {
            let host = host.rsplit_once('@').map_or(host, |(_, host)| host).to_owned();
            all.insert(Target::Connection(host.clone(), SSH_PORT), host);
        }
    }
    all
}

fn target(url: &Url) -> Option<(Target, String)> {
    let host = url.host_str()?.to_owned();
    let target = match url.scheme() {
        "http" | "https" => Target::Http(origin(url)),
        "ssh" => Target::Connection(host.clone(), url.port().unwrap_or(SSH_PORT)),
        "git" => Target::Connection(host.clone(), url.port().unwrap_or(9418)),
        _ => return None,
    };
    Some((target, host))
}

/// The URL without its path and without a name and a password.
fn origin(url: &Url) -> String {
    url.origin().ascii_serialization()
}

async fn ask(target: Target, host: String, allowed: &AllowedAddresses) -> Reached {
    let (name, answer) = match &target {
        Target::Http(origin) => {
            (origin.clone(), tokio::time::timeout(PATIENCE, over_http(origin, allowed)).await)
        }
        Target::Connection(host, port) => {
            let connected = tokio::time::timeout(PATIENCE, connect(host, *port, allowed)).await;
            (format!("{host}:{port}"), connected.map(|it| it.map(|()| None)))
        }
    };
    match answer.unwrap_or_else(|_| Err(format!("{host} does not answer"))) {
        Ok(clock) => Reached { name, clock, failure: None },
        Err(why) => Reached { name, clock: None, failure: Some(why) },
    }
}

/// By how much its clock is ahead. Any answer will do: what it is asked for needs a token.
async fn over_http(origin: &str, allowed: &AllowedAddresses) -> Result<Option<TimeDelta>, String> {
    let url = Url::parse(origin).map_err(|error| error.to_string())?;
    allowed.check(&url).map_err(|error| error.to_string())?;
    let resolver = std::sync::Arc::new(allowed.clone());
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .dns_resolver(resolver)
        .user_agent("oored-doctor")
        .build()
        .map_err(|error| chain(&error))?;
    let answer = client.head(url).send().await.map_err(|error| chain(&error))?;
    let date = answer.headers().get(reqwest::header::DATE).and_then(|date| date.to_str().ok());
    let date = date.and_then(|date| DateTime::parse_from_rfc2822(date).ok());
    Ok(date.map(|date| date.to_utc() - clock::now()))
}

async fn connect(host: &str, port: u16, allowed: &AllowedAddresses) -> Result<(), String> {
    let addresses = allowed.resolve(host, port).await.map_err(|error| error.to_string())?;
    let connected = tokio::net::TcpStream::connect(addresses.as_slice()).await;
    connected.map(drop).map_err(|error| error.to_string())
}

fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let links = std::iter::successors(Some(error), |error| error.source());
    links.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

/// What the answers mean.
pub(super) fn judge(Gathered { reached, unseen }: &Gathered) -> Vec<Finding> {
    let unseen = unseen.as_ref().map(|it| it.finding(AREA, "the servers of the repositories"));
    if reached.is_empty() && unseen.is_none() {
        return vec![Finding::ok(AREA, "no repository is registered that is elsewhere")];
    }
    let mut findings: Vec<_> = reached.iter().map(judge_one).chain(unseen).collect();
    if reached.len() == MOST {
        let told = format!("{MOST} servers were asked, and no more than that ever are");
        findings.push(Finding::ok(AREA, told));
    }
    findings
}

fn judge_one(Reached { name, failure, .. }: &Reached) -> Finding {
    match failure {
        None => Finding::ok(AREA, format!("{name} answers")),
        Some(why) => Finding::failure(
            AREA,
            format!("{name} can't be reached: {why}"),
            "check the name, the network and the firewall of this machine; an address that is not \
             public needs OORE_ALLOWED_NETWORKS; a repository that has moved needs another clone \
             URL (`oore repo update`)",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::super::report::Level;
    use super::*;

    #[test]
    fn each_server_is_asked_once_for_its_api_and_its_code() {
        let github = Url::parse("https://api.github.com").unwrap();
        let row = |provider, clone_url| Remote { provider, clone_url, api_url: None };
        let rows = [
            row(ProviderKind::Github, "https://github.com/acme/app.git"),
            row(ProviderKind::Github, "https://github.com/acme/other.git"),
            row(ProviderKind::Gitlab, "git@gitlab.example.com:acme/app.git"),
            row(ProviderKind::Git, "ssh://git@git.example.com:2222/app.git"),
            row(ProviderKind::Git, "file:///srv/git/app.git"),
        ];
        let all: Vec<_> = targets(rows.into_iter(), &github).into_keys().collect();
        assert_eq!(
            all,
            [
                Target::Http("https://api.github.com".to_owned()),
                Target::Http("https://github.com".to_owned()),
                Target::Http("https://gitlab.example.com".to_owned()),
                Target::Connection("git.example.com".to_owned(), 2222),
                Target::Connection("gitlab.example.com".to_owned(), 22),
            ]
        );
    }

    #[test]
    fn who_does_not_answer_is_a_failure_with_the_reason() {
        let failure = Some("connection refused".to_owned());
        let reached = vec![Reached { name: "https://x".to_owned(), clock: None, failure }];
        let told = judge(&Gathered { reached, unseen: None });
        assert_eq!(told[0].level, Level::Failure);
        assert!(told[0].told.contains("connection refused"));
        let nobody = Gathered { reached: Vec::new(), unseen: None };
        assert_eq!(judge(&nobody)[0].level, Level::Ok);
    }

    #[test]
    fn repositories_that_cannot_be_looked_up_are_not_called_none() {
        let failed = Unseen::Failed("the disk is gone".to_owned());
        let told = judge(&Gathered { reached: Vec::new(), unseen: Some(failed) });
        assert_eq!((told.len(), told[0].level), (1, Level::Warning));
        assert!(told[0].told.contains("the disk is gone"), "{}", told[0].told);
        let absent = Gathered { reached: Vec::new(), unseen: Some(Unseen::Absent) };
        assert_eq!(judge(&absent)[0].level, Level::Ok);
    }
}
