//! What a runner is told at its start, and why it may end.

use std::{ffi::OsString, io, path::PathBuf};

use secrecy::SecretString;
use serde::Deserialize;
use url::Url;

use crate::{SandboxOptions, User};

/// How a runner runs.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where its server is.
    pub server: ServerAddress,
    /// A PEM file of authorities that may vouch for the server beside those of the system.
    pub ca_certificate: Option<PathBuf>,
    /// Spool, workspaces and the lock; one runner at a time uses it. Its path must be UTF-8,
    /// because it becomes part of environment variables.
    pub data_dir: PathBuf,
    /// How many jobs it runs at once.
    pub capacity: usize,
    /// What the machine offers; see [`crate::default_labels`].
    pub labels: Vec<String>,
    /// The program, with its first arguments, that enters [`crate::step::main`].
    pub step_program: Vec<OsString>,
    /// Variables of the runner's own environment that steps see, besides `PATH`, `HOME`, `LANG`
    /// and `LC_ALL`.
    pub inherit_env: Vec<String>,
    /// Which steps run in a sandbox.
    pub sandbox: SandboxOptions,
    /// The user that jobs run as; none: the runner's own.
    pub user: Option<User>,
    /// Whether a server started this runner as a process of its own, see [`crate::run`].
    pub local: bool,
}

/// Where a runner finds its server.
#[derive(Debug, Clone)]
pub enum ServerAddress {
    /// Given once.
    Fixed {
        /// The server's base URL, `http` or `https`.
        url: Url,
        /// Sent as a bearer token.
        token: SecretString,
    },
    /// A JSON file `{"url": "..", "token": ".."}` that is read before every attempt to connect,
    /// since the server writes it anew when its address changes.
    File(PathBuf),
}

/// Why there is no address to connect to.
#[derive(Debug, thiserror::Error)]
pub enum AddressError {
    /// The file can't be read; a server that is starting writes it soon.
    #[error("can't read the server's address from {}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file is not what it should be.
    #[error("{} does not hold a server's address: {message}", path.display())]
    Content {
        /// The file.
        path: PathBuf,
        /// What is wrong, without the file's text, which holds a token.
        message: String,
    },
    /// Neither `http` nor `https`.
    #[error("a server's URL begins with http:// or https://, not with {scheme}://")]
    Scheme {
        /// What it begins with.
        scheme: String,
    },
    /// The token can't stand in an HTTP header.
    #[error("the runner's token holds characters that a token can't have")]
    Token,
}

/// Why a runner ended, or did not start.
#[derive(Debug, thiserror::Error)]
pub enum RunnerError {
    /// The data directory can't be used.
    #[error("can't use the runner's data directory {}: {source}", path.display())]
    DataDir {
        /// The directory, or what in it.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Another runner uses the data directory.
    #[error("another runner is at work in {}", path.display())]
    InUse {
        /// The data directory.
        path: PathBuf,
    },
    /// The user that jobs run as could not reach its workspace.
    #[error(
        "jobs can't run as `{user}` in {}: that user can't pass {}; use another --data-dir, such \
         as one in /var/lib, or let others pass with `chmod o+x {}`",
        path.display(), barrier.display(), barrier.display()
    )]
    Barred {
        /// The user.
        user: String,
        /// The data directory.
        path: PathBuf,
        /// The first directory above that is closed.
        barrier: PathBuf,
    },
    /// No step could run.
    #[error("no program was named that supervises steps")]
    NoStepProgram,
    /// The authorities can't be used.
    #[error("can't use the authorities in {} (--ca-certificate): {message}", path.display())]
    Authorities {
        /// Their file.
        path: PathBuf,
        /// What is wrong.
        message: String,
    },
    /// A fixed address that can't be right.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// The server does not know the token.
    #[error("the server refused the runner's token {attempts} times; register the runner again")]
    Unauthorized {
        /// How often in a row.
        attempts: u32,
    },
    /// The server can't work with this runner.
    #[error("the server rejected this runner: {reason}")]
    Rejected {
        /// The server's words.
        reason: String,
    },
}

/// A server's address as it is now.
#[derive(Debug)]
pub(crate) struct Endpoint {
    pub(crate) url: Url,
    pub(crate) token: SecretString,
}

#[derive(Deserialize)]
struct AddressFile {
    url: Url,
    token: SecretText,
}

/// Reads a token without leaving it in a type that prints it.
#[derive(Deserialize)]
#[serde(from = "String")]
struct SecretText(SecretString);

impl From<String> for SecretText {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl ServerAddress {
    /// The URL of the WebSocket, and the token.
    pub(crate) fn endpoint(&self) -> Result<Endpoint, AddressError> {
        let (base, token) = match self {
            Self::Fixed { url, token } => (url.clone(), token.clone()),
            Self::File(path) => {
                let text = std::fs::read(path)
                    .map_err(|source| AddressError::File { path: path.clone(), source })?;
                let AddressFile { url, token } = serde_json::from_slice(&text)
                    .map_err(|error| content_error(path.clone(), &error))?;
                (url, token.0)
            }
        };
        Ok(Endpoint { url: socket_url(&base)?, token })
    }
}

/// The place of the mistake, but not serde's words, which may quote the token.
fn content_error(path: PathBuf, error: &serde_json::Error) -> AddressError {
    let message = format!("line {}, column {}", error.line(), error.column());
    AddressError::Content { path, message }
}

fn socket_url(base: &Url) -> Result<Url, AddressError> {
    let scheme = match base.scheme() {
        "http" => "ws",
        "https" => "wss",
        other => return Err(AddressError::Scheme { scheme: other.to_owned() }),
    };
    let mut url = base.clone();
    let path = format!("{}{}", base.path().trim_end_matches('/'), protocol::PATH);
    url.set_path(&path);
    url.set_query(None);
    url.set_fragment(None);
    // `http` and `ws` are both special schemes, between which a change is always allowed.
    url.set_scheme(scheme).map_err(|()| AddressError::Scheme { scheme: scheme.to_owned() })?;
    Ok(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn socket(base: &str) -> String {
        socket_url(&base.parse().expect("a URL")).map_or_else(|e| e.to_string(), |u| u.to_string())
    }

    #[test]
    fn the_socket_is_below_the_servers_url() {
        assert_eq!(socket("http://ci:8080"), "ws://ci:8080/api/runners/connect");
        assert_eq!(
            socket("https://a.example/oore/?x#y"),
            "wss://a.example/oore/api/runners/connect"
        );
        assert_eq!(
            socket("ftp://a"),
            "a server's URL begins with http:// or https://, not with ftp://"
        );
    }

    #[test]
    fn an_address_file_is_read_anew_each_time_and_never_quoted() {
        let directory = tempfile::tempdir().expect("a directory");
        let path = directory.path().join("address.json");
        let address = ServerAddress::File(path.clone());
        assert!(matches!(address.endpoint(), Err(AddressError::File { .. })));

        for port in [1, 2] {
            let text = format!(r#"{{"url": "http://h:{port}", "token": "t"}}"#);
            std::fs::write(&path, text).expect("written");
            let url = address.endpoint().expect("an address").url;
            assert_eq!(url.port(), Some(port));
        }
        std::fs::write(&path, r#"{"url": "http://h", "token": ["hidden"]}"#).expect("written");
        let error = address.endpoint().expect_err("no address").to_string();
        assert!(error.ends_with("line 1, column 29"), "{error}");
    }
}
