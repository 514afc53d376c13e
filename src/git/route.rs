//! How git may reach the server that a repository is fetched from: at allowed addresses only,
//! whatever its name means to git, and wherever it redirects to.
//!
//! HTTP goes through a [`Tunnel`], which judges every address at the moment it is called. SSH is
//! told the address that was judged, and `git://` has it in its URL. Where the machine's owner has
//! named a proxy or a jump host, that decides which addresses can be reached.

use std::ffi::OsStr;
use std::process::Stdio;

use tokio::process::Command;
use url::Url;

use super::command::{GitError, INHERITED};
use super::tunnel::Tunnel;
use crate::addresses::{AllowedAddresses, NotCalled};

/// The ports of the protocols that name none.
const HTTP_PORT: u16 = 80;
const HTTPS_PORT: u16 = 443;
const GIT_PORT: u16 = 9418;

/// What is always said to ssh: it asks nobody for anything.
const SSH: &str = "ssh -oBatchMode=yes";

/// The way to a remote.
#[derive(Debug, Clone)]
pub(super) enum Route {
    /// By what git itself does: to a directory, or by the proxy of the machine's owner.
    Plain,
    /// By HTTP, each connection through a tunnel.
    Tunnelled(AllowedAddresses),
    /// By this ssh command.
    Ssh(String),
    /// By another beginning of the URL.
    Rewritten {
        /// As it was registered.
        from: String,
        /// With the address.
        to: String,
    },
}

/// What one git command is told of the way.
#[derive(Debug, Default)]
pub(super) struct Directions {
    /// For git's configuration, as names and values.
    pub(super) configuration: Vec<(String, String)>,
    /// The ssh command.
    pub(super) ssh: Option<String>,
    /// Lives as long as the command.
    pub(super) tunnel: Option<Tunnel>,
}

/// The host that a clone URL names.
#[derive(Debug, PartialEq, Eq)]
enum Remote {
    Directory,
    Http { host: String, port: u16, is_https: bool },
    Ssh { target: String, port: Option<u16> },
    Git { host: String, port: u16, written: String },
}

impl Route {
    /// The way to `url`.
    ///
    /// # Errors
    /// [`GitError::Refused`] when its address may not be called; others when it can't be found.
    pub(super) async fn to(url: &str, allowed: &AllowedAddresses) -> Result<Self, GitError> {
        match remote(url) {
            Some(Remote::Directory) => Ok(Self::Plain),
            Some(Remote::Http { host, port, is_https }) => {
                if is_https && is_proxy(std::env::var_os("HTTPS_PROXY").as_deref()) {
                    let parsed = Url::parse(url).map_err(|_| unusable(url))?;
                    allowed.check(&parsed).map_err(|error| not_called(url, error.into()))?;
                    return Ok(Self::Plain);
                }
                allowed.resolve(&host, port).await.map_err(|error| not_called(url, error))?;
                Ok(Self::Tunnelled(allowed.clone()))
            }
            Some(Remote::Ssh { target, port }) => ssh(url, &target, port, allowed).await,
            Some(Remote::Git { host, port, written }) => {
                let found = allowed.resolve(&host, port).await;
                let found = found.map_err(|error| not_called(url, error))?;
                let address = found.first().ok_or_else(|| unusable(url))?;
                Ok(Self::Rewritten { from: written, to: format!("git://{address}/") })
            }
            None => Err(unusable(url)),
        }
    }

    /// What the next command is told.
    ///
    /// # Errors
    /// When no tunnel can be opened on this machine.
    pub(super) async fn directions(&self) -> std::io::Result<Directions> {
        Ok(match self {
            Self::Plain => Directions::default(),
            Self::Ssh(command) => {
                Directions { ssh: Some(command.clone()), ..Directions::default() }
            }
            Self::Rewritten { from, to } => {
                let rewrite = (format!("url.{to}.insteadOf"), from.clone());
                Directions { configuration: vec![rewrite], ..Directions::default() }
            }
            Self::Tunnelled(allowed) => {
                let tunnel = Tunnel::open(allowed.clone()).await?;
                let proxy = ("http.proxy".to_owned(), tunnel.url());
                Directions { configuration: vec![proxy], ssh: None, tunnel: Some(tunnel) }
            }
        })
    }
}

impl Directions {
    /// The ssh command, whatever the way is.
    pub(super) fn ssh(&self) -> &str {
        self.ssh.as_deref().unwrap_or(SSH)
    }
}

/// Whether git goes by what `HTTPS_PROXY` says. It takes an empty one for no proxy.
fn is_proxy(value: Option<&OsStr>) -> bool {
    value.is_some_and(|value| !value.is_empty())
}

fn unusable(url: &str) -> GitError {
    GitError::Refused(format!("`{url}` names no host that git could fetch from"))
}

fn not_called(url: &str, error: NotCalled) -> GitError {
    match error {
        NotCalled::Forbidden(forbidden) => {
            GitError::Refused(format!("`{url}` is not fetched from: {forbidden}"))
        }
        NotCalled::Unresolved(error) => GitError::Failed {
            command: "fetch".to_owned(),
            message: format!("the host of `{url}` can't be found: {error}"),
        },
    }
}

fn remote(url: &str) -> Option<Remote> {
    if !url.contains("://") {
        // `git@host:path`
        let (target, _) = url.split_once(':')?;
        return Some(Remote::Ssh { target: target.to_owned(), port: None });
    }
    let parsed = Url::parse(url).ok()?;
    let named = |host: &str| host.trim_start_matches('[').trim_end_matches(']').to_owned();
    let host = parsed.host_str().filter(|host| !host.is_empty());
    match parsed.scheme() {
        "file" => Some(Remote::Directory),
        scheme @ ("http" | "https") => {
            let is_https = scheme == "https";
            let port = parsed.port().unwrap_or(if is_https { HTTPS_PORT } else { HTTP_PORT });
            Some(Remote::Http { host: named(host?), port, is_https })
        }
        "ssh" => {
            let user = Some(parsed.username()).filter(|user| !user.is_empty());
            let user = user.map(|user| format!("{user}@")).unwrap_or_default();
            let target = format!("{user}{}", named(host?));
            Some(Remote::Ssh { target, port: parsed.port() })
        }
        "git" => {
            let authority = url.split('/').nth(2)?;
            let port = parsed.port().unwrap_or(GIT_PORT);
            Some(Remote::Git { host: named(host?), port, written: format!("git://{authority}/") })
        }
        _ => None,
    }
}

/// Asks ssh what its configuration makes of the host, since names may be aliases there.
async fn ssh(
    url: &str,
    target: &str,
    port: Option<u16>,
    allowed: &AllowedAddresses,
) -> Result<Route, GitError> {
    let mut command = Command::new("ssh");
    command.env_clear();
    command.envs(INHERITED.iter().filter_map(|name| Some((name, std::env::var_os(name)?))));
    command.arg("-G").args(port.map(|port| format!("-p{port}")));
    command.args(["--", target]).stdin(Stdio::null()).kill_on_drop(true);
    let output = command.output().await.map_err(|error| GitError::NotRun(error.to_string()))?;
    if !output.status.success() {
        let message = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        return Err(GitError::Failed { command: "fetch".to_owned(), message });
    }
    let Some(meant) = Meant::read(&String::from_utf8_lossy(&output.stdout)) else {
        return Err(unusable(url));
    };
    if meant.is_led {
        return Ok(Route::Plain);
    }
    let found = allowed.resolve(&meant.host, meant.port).await;
    let found = found.map_err(|error| not_called(url, error))?;
    let address = found.first().ok_or_else(|| unusable(url))?.ip();
    meant.command(&address.to_string()).map(Route::Ssh).ok_or_else(|| unusable(url))
}

/// What ssh's configuration makes of a host (`ssh -G`).
#[derive(Debug, PartialEq, Eq)]
struct Meant {
    host: String,
    port: u16,
    alias: Option<String>,
    /// Whether it is reached by a program or another host.
    is_led: bool,
}

impl Meant {
    fn read(printed: &str) -> Option<Self> {
        let value = |name: &str| {
            let mut lines = printed.lines().filter_map(|line| line.split_once(' '));
            lines.find(|(key, _)| *key == name).map(|(_, value)| value.trim().to_owned())
        };
        let led = ["proxycommand", "proxyjump"].map(value);
        Some(Self {
            host: value("hostname")?,
            port: value("port")?.parse().ok()?,
            alias: value("hostkeyalias").filter(|alias| alias != "none"),
            is_led: led.into_iter().flatten().any(|way| way != "none"),
        })
    }

    /// The ssh command that calls `address` and expects the host's own key; none where a name holds
    /// what a shell could misread.
    fn command(&self, address: &str) -> Option<String> {
        // Keys are known under the host's name, with the port if it is not the usual one.
        let alias = match (&self.alias, self.port) {
            (Some(alias), _) => alias.clone(),
            (None, 22) => self.host.clone(),
            (None, port) => format!("[{}]:{port}", self.host),
        };
        let is_plain = |c: char| c.is_ascii_alphanumeric() || ".-_:[]".contains(c);
        alias
            .chars()
            .all(is_plain)
            .then(|| format!("{SSH} '-oHostName={address}' '-oHostKeyAlias={alias}'"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_of_each_form_is_found() {
        let https = |host: &str, port| Remote::Http { host: host.into(), port, is_https: true };
        let ssh = |target: &str, port| Remote::Ssh { target: target.into(), port };
        let cases = [
            ("https://github.com/a/b.git", https("github.com", 443)),
            ("https://[::1]:8443/a", https("::1", 8443)),
            ("https://2130706433/a", https("127.0.0.1", 443)),
            ("https://0177.0.0.1/a", https("127.0.0.1", 443)),
            ("ssh://git@host:2222/a", ssh("git@host", Some(2222))),
            ("ssh://[fd00::1]/a", ssh("fd00::1", None)),
            ("git@host:a/b", ssh("git@host", None)),
            ("file:///srv/a", Remote::Directory),
        ];
        for (url, expected) in cases {
            assert_eq!(remote(url), Some(expected), "{url}");
        }
        let git = remote("git://host:9000/a");
        let (host, written) = ("host".to_owned(), "git://host:9000/".to_owned());
        assert_eq!(git, Some(Remote::Git { host, port: 9000, written }));
        for unusable in ["ext::sh", "ftp://host/a", "no url"] {
            assert!(!matches!(remote(unusable), Some(Remote::Http { .. } | Remote::Git { .. })));
        }
    }

    #[test]
    fn ssh_is_told_the_judged_address_and_the_name_of_the_key() {
        let usual = Meant::read("user git\nhostname github.com\nport 22\nproxyjump none\n");
        let command = usual.unwrap().command("140.82.121.4").unwrap();
        insta::assert_snapshot!(command, @"ssh -oBatchMode=yes '-oHostName=140.82.121.4' '-oHostKeyAlias=github.com'");
        let other = Meant::read("hostname git.example.com\nport 2222\n").unwrap();
        insta::assert_snapshot!(other.command("::1").unwrap(), @"ssh -oBatchMode=yes '-oHostName=::1' '-oHostKeyAlias=[git.example.com]:2222'");
        let aliased = Meant { alias: Some("forge".into()), ..other };
        assert!(aliased.command("::1").unwrap().ends_with("'-oHostKeyAlias=forge'"));
        let hostile = Meant { alias: Some("x' id '".into()), ..aliased };
        assert_eq!(hostile.command("::1"), None);
    }

    #[test]
    fn a_jump_host_of_the_machines_owner_leads() {
        let led =
            |line: &str| Meant::read(&format!("hostname h\nport 22\n{line}\n")).unwrap().is_led;
        assert!(led("proxyjump bastion") && led("proxycommand nc %h %p"));
        assert!(!led("proxycommand none"));
    }

    #[test]
    fn nothing_leads_git_past_the_proxy() {
        assert!(is_proxy(Some(OsStr::new("http://proxy:3128"))));
        assert!(!is_proxy(Some(OsStr::new(""))) && !is_proxy(None));
        let names = INHERITED.map(str::to_lowercase);
        assert!(!names.contains(&"no_proxy".to_owned()), "{names:?}");
    }

    #[tokio::test]
    async fn ssh_calls_the_address_that_was_judged() {
        let allowed = AllowedAddresses::new(&["127.0.0.1/32".parse().unwrap()]);
        for (url, alias) in [
            ("ssh://git@127.0.0.1:2222/acme/app.git", "[127.0.0.1]:2222"),
            ("git@2130706433:acme/app.git", "127.0.0.1"),
        ] {
            let Route::Ssh(command) = Route::to(url, &allowed).await.unwrap() else {
                panic!("{url} is reached by ssh");
            };
            let expected = format!("'-oHostName=127.0.0.1' '-oHostKeyAlias={alias}'");
            assert!(command.ends_with(&expected), "{url}: {command}");
            let refused = Route::to(url, &AllowedAddresses::default()).await.unwrap_err();
            assert!(matches!(refused, GitError::Refused(_)), "{url}: {refused}");
        }
    }

    #[tokio::test]
    async fn a_host_that_may_not_be_called_is_refused_before_git_runs() {
        let public = AllowedAddresses::default();
        for url in [
            "https://127.0.0.1/a",
            "https://2130706433/a",
            "https://0x7f.1/a",
            "https://[::ffff:127.0.0.1]/a",
            "https://localhost/a",
            "https://localhost./a",
            "http://169.254.169.254/latest",
            "git://127.1/a",
            "git://017700000001/a",
        ] {
            let refused = Route::to(url, &public).await.unwrap_err();
            assert!(
                matches!(&refused, GitError::Refused(why) if why.contains("no public address")),
                "{url}: {refused}"
            );
        }
    }
}
