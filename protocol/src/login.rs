//! What git shows the server that it fetches from, and how git gets it.
//!
//! A credential helper answers git's question (`git help credentials`), from the environment of that
//! git alone: never from an argument, a URL or a file. It is asked for the one host only, so that a
//! submodule elsewhere is not shown it.

use std::fmt;

use serde::{Deserialize, Serialize};

const USERNAME: &str = "OORE_GIT_USERNAME";
const PASSWORD: &str = "OORE_GIT_PASSWORD";
const REFUSED: &str = "OORE_GIT_REFUSED";

/// Answers `get`; git says `erase` of what a server has refused.
const HELPER: &str = concat!(
    "!f() { case \"$1\" in ",
    "get) printf 'username=%s\\npassword=%s\\n' \"$OORE_GIT_USERNAME\" \"$OORE_GIT_PASSWORD\";; ",
    "erase) test -z \"$OORE_GIT_REFUSED\" || : > \"$OORE_GIT_REFUSED\";; ",
    "esac; }; f"
);

/// A user and a password, for one host.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Login {
    /// The user.
    pub username: String,
    /// The password or token.
    pub password: Hidden,
}

/// A text that is not shown with the rest.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Hidden(pub String);

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[hidden]")
    }
}

impl Login {
    /// The variables of [`Self::environment`]: without them the helper has no answer.
    pub const VARIABLES: [&str; 3] = [USERNAME, PASSWORD, REFUSED];

    /// Configuration, as names and values, that has git ask the helper when it fetches from the host
    /// of `url`, and nobody else; none where `url` is not HTTP.
    #[must_use]
    pub fn configuration(url: &str) -> Vec<(String, String)> {
        let Some(origin) = http_origin(url) else { return Vec::new() };
        let name = format!("credential.{origin}.helper");
        // An empty one takes back those that were named before.
        vec![(name.clone(), String::new()), (name, HELPER.to_owned())]
    }

    /// The variables that the helper reads. It makes the file `refused` when the host refuses them.
    #[must_use]
    pub fn environment(&self, refused: &str) -> [(&'static str, String); 3] {
        [
            (USERNAME, self.username.clone()),
            (PASSWORD, self.password.0.clone()),
            (REFUSED, refused.to_owned()),
        ]
    }
}

/// Scheme, host and port.
fn http_origin(url: &str) -> Option<&str> {
    let scheme = ["https://", "http://"].into_iter().find(|scheme| url.starts_with(scheme))?;
    let rest = &url[scheme.len()..];
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let host = &rest[..end];
    (!host.is_empty() && !host.contains('@')).then(|| &url[..scheme.len() + end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_helper_is_asked_for_the_host_of_the_url_alone() {
        let configuration = Login::configuration("https://git.example.com:8443/acme/app.git");
        let names: Vec<_> = configuration.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["credential.https://git.example.com:8443.helper"; 2]);
        for other in
            ["ssh://git@host/x", "git@host:x", "file:///srv/x", "https://", "https://a@b/x"]
        {
            assert_eq!(Login::configuration(other), [], "{other}");
        }
    }

    #[test]
    fn a_password_is_not_shown_with_the_rest() {
        let login = Login { username: "u".to_owned(), password: Hidden("hunter22".to_owned()) };
        assert!(!format!("{login:?}").contains("hunter22"));
        let sent = serde_json::to_string(&login).unwrap();
        assert_eq!(serde_json::from_str::<Login>(&sent).unwrap(), login);
    }
}
