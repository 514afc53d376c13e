//! Running git, so that nothing from outside becomes an option, a hook or a prompt.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::LazyLock;
use std::time::Duration;

use protocol::Login;
use rustix::process::{Pid, Signal, kill_process_group};
use tokio::io::AsyncReadExt;
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::task::JoinHandle;

use super::cache::{Mirror, Origin};
use super::route::Directions;
use super::tunnel::Tunnel;

/// The longest that one git command may take.
pub(super) const PATIENCE: Duration = Duration::from_secs(120);

/// The most of git's own words that is kept for people, in bytes.
const ERROR_LIMIT: usize = 2000;

/// The most of git's own words that is read, in bytes.
const ERROR_LIMIT_READ: u64 = 64 * 1024;

/// The server's environment that git may see: where programs, keys and certificates are. Not
/// `NO_PROXY`: nobody would judge the addresses of the hosts that git goes to past the proxy.
pub(super) const INHERITED: [&str; 7] = [
    "PATH",
    "HOME",
    "SSH_AUTH_SOCK",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "GIT_SSL_CAINFO",
    "HTTPS_PROXY",
];

/// Git's own path. A program named by its path is started without a copy of this process, which
/// takes longer than all else of its start (`posix_spawn(3)`). Where there is none, starting `git`
/// says so.
static GIT: LazyLock<PathBuf> = LazyLock::new(|| {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut places = std::env::split_paths(&path).map(|directory| directory.join("git"));
    places.find(|file| file.is_file()).unwrap_or_else(|| PathBuf::from("git"))
});

/// Git did not do it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GitError {
    /// The program is not there, or can't be started.
    #[error("git can't be run: {0}")]
    NotRun(String),
    /// It took longer than it may.
    #[error("git {command} took longer than {} s", PATIENCE.as_secs())]
    TimedOut {
        /// The git command.
        command: String,
    },
    /// It failed.
    #[error("git {command} failed: {message}")]
    Failed {
        /// The git command.
        command: String,
        /// What git said.
        message: String,
    },
    /// The remote lets nobody in, or not with what it was shown: for people, with what to do.
    #[error("{0}")]
    Refused(String),
    /// What the remote is to be shown can't be had now.
    #[error("{0}")]
    Unavailable(String),
    /// The remote does not have it.
    #[error("{0}")]
    NotFound(String),
    /// It printed more than can be taken.
    #[error("git {command} printed more than {limit} bytes")]
    TooMuch {
        /// The git command.
        command: String,
        /// How many bytes are taken.
        limit: u64,
    },
    /// The cache's directory can't be used.
    #[error("the git cache can't be used: {0}")]
    Cache(String),
}

/// Runs `git` in a bare repository and returns what it prints, up to `limit` bytes.
pub(super) async fn git(
    mirror: &Mirror,
    limit: u64,
    arguments: impl IntoIterator<Item = impl AsRef<OsStr>>,
) -> Result<Vec<u8>, GitError> {
    let mut git = Running::start(mirror, arguments, Stdio::null()).await?;
    let printed = tokio::time::timeout(PATIENCE, git.printed(limit)).await;
    printed.map_err(|_| GitError::TimedOut { command: git.name.clone() })?
}

/// A git that runs. Dropped, it is ended, and its helpers (ssh, git-remote-https) with it.
pub(super) struct Running<'a> {
    mirror: &'a Mirror,
    directions: Directions,
    name: String,
    child: Child,
    group: Group,
    said: JoinHandle<Vec<u8>>,
}

impl<'a> Running<'a> {
    pub(super) async fn start(
        mirror: &'a Mirror,
        arguments: impl IntoIterator<Item = impl AsRef<OsStr>>,
        input: Stdio,
    ) -> Result<Self, GitError> {
        let directions = mirror.route.directions().await.map_err(not_run)?;
        let mut command = command(mirror, &directions);
        command.args(arguments).stdin(input);
        let mut child = command.process_group(0).spawn().map_err(not_run)?;
        let group = Group::of(&child);
        let words = child.stderr.take();
        let said = tokio::spawn(async move {
            let mut said = Vec::new();
            if let Some(words) = words {
                // What was read of them until it could not be read is told.
                let _ = words.take(ERROR_LIMIT_READ).read_to_end(&mut said).await;
            }
            said
        });
        Ok(Self { mirror, directions, name: name_of(&command), child, group, said })
    }

    /// The one end of the pipe that it reads.
    pub(super) fn input(&mut self) -> Result<ChildStdin, GitError> {
        self.child.stdin.take().ok_or_else(|| not_run("it takes no input"))
    }

    /// The one end of the pipe that it prints to.
    pub(super) fn output(&mut self) -> Result<ChildStdout, GitError> {
        self.child.stdout.take().ok_or_else(|| not_run("it has no output"))
    }

    /// What it prints until it ends. One byte more than the limit is read, which tells that there
    /// was more; the program ends by the closed pipe then.
    async fn printed(&mut self, limit: u64) -> Result<Vec<u8>, GitError> {
        let mut printed = Vec::new();
        let read = self.output()?.take(limit + 1).read_to_end(&mut printed).await;
        read.map_err(not_run)?;
        let status = self.child.wait().await.map_err(not_run)?;
        self.group.has_ended();
        if u64::try_from(printed.len()).unwrap_or(u64::MAX) > limit {
            return Err(GitError::TooMuch { command: self.name.clone(), limit });
        }
        if status.success() { Ok(printed) } else { Err(self.failure().await) }
    }

    /// Why it has ended, by its own words.
    pub(super) async fn failure(&mut self) -> GitError {
        let said = (&mut self.said).await.unwrap_or_default();
        let (said, origin) = (words(&said), &self.mirror.origin);
        let message = match &origin.login {
            Some(login) => said.replace(&login.password.0, "***"),
            None => said,
        };
        if let Some(forbidden) = self.directions.tunnel.as_ref().and_then(Tunnel::refused) {
            return GitError::Refused(format!("`{}` leads elsewhere: {forbidden}", origin.url));
        }
        match refusal(&message, origin) {
            Some(refused) => GitError::Refused(refused),
            None => GitError::Failed { command: self.name.clone(), message },
        }
    }
}

#[expect(clippy::needless_pass_by_value, reason = "fits `map_err`")]
fn not_run(error: impl ToString) -> GitError {
    GitError::NotRun(error.to_string())
}

/// What git's words mean when the remote lets nobody in, or not with what it was shown.
fn refusal(said: &str, origin: &Origin) -> Option<String> {
    let says = |parts: &[&str]| parts.iter().any(|part| said.contains(part));
    let url = &origin.url;
    let is_http = url.starts_with("http");
    let why = if says(&["Authentication failed", "returned error: 401", "returned error: 403"])
        || (is_http && origin.login.is_some() && says(&["Repository not found"]))
    {
        match origin.login {
            Some(_) => "refuses the repository's access token; give it one that may read the code",
            None => "wants a login; give the repository an access token that may read the code",
        }
    } else if says(&["could not read Username", "Repository not found"]) && is_http {
        "shows the repository to nobody without a login; give it an access token that may read the \
         code"
    } else if says(&["Permission denied (", "Host key verification failed"]) {
        "refuses the server's SSH key, or is not known to it; see that `git ls-remote` works for \
         the user that the server runs as"
    } else {
        return None;
    };
    Some(format!("`{url}` {why} (git said: {said})"))
}

fn command(mirror: &Mirror, directions: &Directions) -> Command {
    let (login, mut configuration) = match &mirror.origin.login {
        Some(login) => (Some(login.environment("")), Login::configuration(&mirror.origin.url)),
        None => (None, Vec::new()),
    };
    configuration.extend(directions.configuration.iter().cloned());
    let mut command = Command::new(&*GIT);
    command
        .env_clear()
        .envs(login.into_iter().flatten())
        .envs(INHERITED.iter().filter_map(|name| Some((name, std::env::var_os(name)?))))
        .env("GIT_DIR", &mirror.directory)
        .env("GIT_ALLOW_PROTOCOL", &mirror.protocols)
        .env("GIT_CONFIG_COUNT", configuration.len().to_string())
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_SSH_COMMAND", directions.ssh())
        .env("LC_ALL", "C")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    if directions.tunnel.is_some() {
        // Nothing goes past the tunnel.
        command.env_remove("HTTPS_PROXY");
    }
    for (index, (name, value)) in configuration.into_iter().enumerate() {
        command.env(format!("GIT_CONFIG_KEY_{index}"), name);
        command.env(format!("GIT_CONFIG_VALUE_{index}"), value);
    }
    command
}

/// Git and its helpers (ssh, git-remote-https), all ended when the wait for them is given up.
struct Group(Option<Pid>);

impl Group {
    fn of(child: &Child) -> Self {
        Self(child.id().and_then(|id| id.try_into().ok()).and_then(Pid::from_raw))
    }

    /// Its number may be another's from now on.
    fn has_ended(&mut self) {
        self.0 = None;
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        if let Some(group) = self.0 {
            // They may have ended by themselves.
            let _ = kill_process_group(group, Signal::KILL);
        }
    }
}

fn name_of(command: &Command) -> String {
    let first = command.as_std().get_args().next();
    first.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Git's own words without hints, on one line.
fn words(stderr: &[u8]) -> String {
    let text = String::from_utf8_lossy(stderr);
    let lines = text.lines().map(str::trim);
    let telling = lines.filter(|line| !line.is_empty() && !line.starts_with("hint:"));
    let mut words = telling.collect::<Vec<_>>().join("; ");
    if words.len() > ERROR_LIMIT {
        words.truncate(words.floor_char_boundary(ERROR_LIMIT));
    }
    words
}
