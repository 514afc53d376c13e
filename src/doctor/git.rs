//! Whether git is there, and what it needs for the protocols that clone URLs may use.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use tokio::process::Command;

use super::PATIENCE;
use super::report::Finding;
use crate::config::{Config, GitProtocol};

const AREA: &str = "git";

/// `git init` takes its object format, and fetches take filters, from here on
/// (<https://github.com/git/git/blob/master/Documentation/RelNotes/2.29.0.txt>).
const OLDEST: (u32, u32) = (2, 29);

/// What is known of git.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Facts {
    /// What `git --version` said, or why it said nothing.
    version: Result<String, String>,
    protocols: Vec<(GitProtocol, bool)>,
}

/// Looks for git.
pub(super) async fn examine(config: &Config) -> Vec<Finding> {
    let version = ask(&["--version"]).await;
    let helpers = ask(&["--exec-path"]).await.map(|path| PathBuf::from(path.trim()));
    let mut protocols = Vec::new();
    for protocol in &config.git.protocols {
        let is_usable = match protocol {
            GitProtocol::Https | GitProtocol::Http => {
                helpers.as_ref().is_ok_and(|path| path.join("git-remote-https").exists())
            }
            GitProtocol::Ssh => is_in_path("ssh", std::env::var_os("PATH").as_deref()),
            GitProtocol::File | GitProtocol::Git => true,
        };
        protocols.push((*protocol, is_usable));
    }
    judge(&Facts { version, protocols })
}

async fn ask(arguments: &[&str]) -> Result<String, String> {
    let asked = Command::new("git").args(arguments).kill_on_drop(true).output();
    match tokio::time::timeout(PATIENCE, asked).await {
        Ok(Ok(output)) if output.status.success() => {
            Ok(String::from_utf8_lossy(&output.stdout).into_owned())
        }
        Ok(Ok(output)) => Err(String::from_utf8_lossy(&output.stderr).trim().to_owned()),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err("it does not answer".to_owned()),
    }
}

fn is_in_path(program: &str, path: Option<&OsStr>) -> bool {
    let directories = path.map(std::env::split_paths).into_iter().flatten();
    directories.map(|directory| directory.join(program)).any(|path| Path::is_file(&path))
}

fn judge(facts: &Facts) -> Vec<Finding> {
    let mut findings = vec![judge_version(&facts.version)];
    for (protocol, is_usable) in &facts.protocols {
        let name = protocol.name();
        findings.push(if *is_usable {
            Finding::ok(AREA, format!("repositories can be fetched by {name}"))
        } else {
            let needed = if *protocol == GitProtocol::Ssh { "an ssh client" } else { "git's curl" };
            Finding::failure(
                AREA,
                format!("{needed} is missing, which fetching by {name} needs"),
                format!(
                    "install it (openssh-client, git with curl), or take {name} out of \
                     OORE_GIT_PROTOCOLS"
                ),
            )
        });
    }
    findings
}

fn judge_version(version: &Result<String, String>) -> Finding {
    let install = "install git, such as by `apt-get install git`, where the server's PATH finds it";
    let said = match version {
        Ok(said) => said.trim(),
        Err(why) => return Finding::failure(AREA, format!("git can't be run: {why}"), install),
    };
    match number(said) {
        Some(number) if number >= OLDEST => Finding::ok(AREA, said),
        Some(_) => {
            let (major, minor) = OLDEST;
            let told = format!("{said} is too old");
            Finding::failure(AREA, told, format!("install git {major}.{minor} or newer"))
        }
        None => {
            Finding::warning(AREA, format!("git says `{said}`, which tells no version"), install)
        }
    }
}

fn number(said: &str) -> Option<(u32, u32)> {
    let mut parts = said.strip_prefix("git version ")?.split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::super::report::Level;
    use super::*;

    #[test]
    fn versions_are_compared_as_numbers() {
        let level = |said: &str| judge_version(&Ok(said.to_owned())).level;
        assert_eq!(level("git version 2.47.3\n"), Level::Ok);
        assert_eq!(level("git version 2.39.5 (Apple Git-154)"), Level::Ok);
        assert_eq!(level("git version 2.9.0"), Level::Failure);
        assert_eq!(level("hub"), Level::Warning);
        assert_eq!(judge_version(&Err("no such file".to_owned())).level, Level::Failure);
    }

    #[test]
    fn a_protocol_that_lacks_its_program_is_a_failure() {
        let version = Ok("git version 2.47.3".to_owned());
        let protocols = vec![(GitProtocol::Https, true), (GitProtocol::Ssh, false)];
        let levels: Vec<_> =
            judge(&Facts { version, protocols }).iter().map(|finding| finding.level).collect();
        assert_eq!(levels, [Level::Ok, Level::Ok, Level::Failure]);
    }
}
