//! Clone URLs: what git may be told to fetch from.
//!
//! Git gives URLs meanings of their own (`ext::sh -c ..` runs a program, a leading dash is an
//! option, a host that begins with one reaches ssh as an option), so a URL is taken only in forms
//! that are known to be harmless.

use url::Url;

use crate::config::GitProtocol;
use crate::domain::provider::ProviderKind;
use crate::providers;

/// Where a repository is fetched from when nobody says so; none where there is no usual server.
pub(super) fn default(
    provider: ProviderKind,
    owner: &str,
    name: &str,
    github: &Url,
) -> Option<String> {
    let host = providers::usual_host(provider, github)?;
    Some(format!("https://{host}/{owner}/{name}.git"))
}

/// Whether git may fetch from `text`.
///
/// # Errors
/// What is wrong with it. Nothing of it is repeated, as it may hold a password.
pub(super) fn check(text: &str, allowed: &[GitProtocol]) -> Result<(), String> {
    if text.starts_with('-') {
        return Err("must not begin with `-`".to_owned());
    }
    if text.chars().any(|c| c.is_control() || c.is_whitespace() || c == '\\') {
        return Err("must not hold blanks, backslashes or control characters".to_owned());
    }
    if text.contains("://") {
        return check_url(text, allowed);
    }
    if text.starts_with('/') && allowed.contains(&GitProtocol::File) {
        return Err(format!("must be a URL: for this path file://{text}"));
    }
    match text.split_once(':') {
        Some((host, path)) if !host.contains('/') => check_scp(host, path, allowed),
        _ => Err("must be a URL, such as https://host/owner/name.git".to_owned()),
    }
}

fn check_url(text: &str, allowed: &[GitProtocol]) -> Result<(), String> {
    let url = Url::parse(text).map_err(|error| format!("is no URL: {error}"))?;
    let protocol = allowed.iter().copied().find(|protocol| protocol.name() == url.scheme());
    let Some(protocol) = protocol else { return Err(not_allowed(url.scheme(), allowed)) };
    if url.password().is_some() || (!url.username().is_empty() && protocol != GitProtocol::Ssh) {
        return Err("must not hold a user or a password, as it is shown to everybody".to_owned());
    }
    if url.username().starts_with('-') {
        return Err("must not have a user that begins with `-`".to_owned());
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err("must not have a query or a fragment".to_owned());
    }
    match (protocol, url.host_str().unwrap_or_default()) {
        (GitProtocol::File, "") if url.path() != "/" => Ok(()),
        (GitProtocol::File, _) => Err("must be file:// and the path of a directory".to_owned()),
        // `https:///x` has the host `x` to browsers, and none to git.
        (_, host) if !is_host(host) || text.contains(":///") => {
            Err("has no host that git could use".to_owned())
        }
        (_, _) if url.path().trim_matches('/').is_empty() => Err("has no path".to_owned()),
        (_, _) => Ok(()),
    }
}

/// `git@host:path`, which git reaches by ssh.
fn check_scp(host: &str, path: &str, allowed: &[GitProtocol]) -> Result<(), String> {
    if !allowed.contains(&GitProtocol::Ssh) {
        return Err(not_allowed("ssh", allowed));
    }
    let (user, host) = host.split_once('@').unwrap_or(("", host));
    let is_user = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    if !is_host(host) || user.starts_with('-') || !user.bytes().all(is_user) {
        return Err("must be a URL or of the form git@host:owner/name.git".to_owned());
    }
    if path.is_empty() || path.starts_with(['-', ':']) {
        return Err("has no path that git could use".to_owned());
    }
    Ok(())
}

/// A name or an address; no escapes, which git would undo, and nothing that reads as an option.
fn is_host(host: &str) -> bool {
    let is_known = |byte: u8| byte.is_ascii_alphanumeric() || b".-_:[]".contains(&byte);
    !host.is_empty() && !host.starts_with(['-', '.']) && host.bytes().all(is_known)
}

fn not_allowed(scheme: &str, allowed: &[GitProtocol]) -> String {
    let names: Vec<_> = allowed.iter().map(|protocol| protocol.name()).collect();
    format!("must not use `{scheme}`; this server allows {} (OORE_GIT_PROTOCOLS)", names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    const USUAL: [GitProtocol; 2] = [GitProtocol::Https, GitProtocol::Ssh];

    #[test]
    fn harmless_urls_of_allowed_protocols_are_taken() {
        for url in [
            "https://github.com/acme/app.git",
            "https://git.example.com:8443/acme/app",
            "ssh://git@git.example.com:2222/acme/app.git",
            "git@github.com:acme/app.git",
            "git.example.com:acme/app.git",
        ] {
            assert_eq!(check(url, &USUAL), Ok(()), "{url}");
        }
        assert_eq!(check("file:///srv/git/app.git", &[GitProtocol::File]), Ok(()));
    }

    #[test]
    fn a_path_is_told_as_the_url_that_is_meant_where_files_may_be_read() {
        let told = check("/srv/git/app.git", &[GitProtocol::File]).unwrap_err();
        assert!(told.ends_with("file:///srv/git/app.git"), "{told}");
    }

    #[test]
    fn everything_else_is_refused_with_its_reason() {
        let refused = [
            "ext::sh -c id",
            "ext::id",
            "--upload-pack=id",
            "https://user:secret@github.com/acme/app.git",
            "https://token@github.com/acme/app.git",
            "http://github.com/acme/app.git",
            "file:///etc",
            "git://github.com/acme/app.git",
            "https://github.com",
            "https:///acme/app.git",
            "ssh://-oProxyCommand=id/acme",
            "ssh://%2doProxyCommand=id/acme",
            "ssh://-oProxyCommand=id@host/acme",
            "-oProxyCommand=id:acme",
            "git@-oProxyCommand:acme",
            "git@github.com:-acme",
            "git@github.com::acme",
            "/srv/git/app.git",
            "./app:git",
            "https://github.com/acme/app.git?x=1",
            "https://github.com/a\nb",
            "C:\\app",
        ];
        let told: Vec<_> = refused
            .iter()
            .map(|url| format!("{url:?}: {}", check(url, &USUAL).unwrap_err()))
            .collect();
        insta::assert_snapshot!(told.join("\n"));
    }
}
