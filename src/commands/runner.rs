//! `oored runner`.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use ::runner::{
    Options, SandboxMode, SandboxNetwork, SandboxOptions, ServerAddress, User, default_labels,
};
use anyhow::{Context, bail};
use tokio::signal::unix::{SignalKind, signal};
use url::Url;

use super::registration;
use crate::config::variable_name;
use crate::crypto::token::TokenKind;

/// Runs jobs for a server.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  \
    oored runner --server https://ci.example.com --registration-token oore_reg_..\n\n\
    `oore runner add` on the server makes the registration token, which is good once. The runner's \
    own token is kept in its data directory; started again it needs --server alone.")]
pub(super) struct RunnerArguments {
    /// The server's address
    #[arg(long, value_name = "URL", env = "OORE_SERVER", value_parser = server_url)]
    server: Option<Url>,
    /// Exchanged once for the runner's token; better given as OORE_REGISTRATION_TOKEN, which other
    /// users can't see
    #[arg(long, value_name = "TOKEN", env = "OORE_REGISTRATION_TOKEN", hide_env_values = true)]
    registration_token: Option<String>,
    /// The runner's token itself, where it is kept elsewhere than in the data directory; better
    /// given as OORE_TOKEN
    #[arg(long, env = "OORE_TOKEN", hide_env_values = true, conflicts_with = "registration_token")]
    token: Option<String>,
    /// Authorities that may vouch for the server beside those of the system, as a PEM file
    #[arg(long, value_name = "FILE", env = "OORE_CA_CERTIFICATE")]
    ca_certificate: Option<PathBuf>,
    /// Where jobs are spooled and run
    #[arg(long, value_name = "DIR", default_value = "oore-runner")]
    data_dir: PathBuf,
    /// How many jobs run at once [default: the number of cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    capacity: Option<u16>,
    /// A variable of this environment that steps see; may be repeated
    #[arg(long = "inherit-env", value_name = "NAME", value_parser = inherited_variable)]
    inherit_env: Vec<String>,
    /// Which steps run in a sandbox that is made by bubblewrap: `never`, those of strangers'
    /// pull requests (`untrusted`), or `always`
    #[arg(long, value_name = "WHEN", default_value_t, env = "OORE_RUNNER_SANDBOX")]
    sandbox: SandboxMode,
    /// What steps in a sandbox reach: `none`, or what the `host` does
    #[arg(long, value_name = "WHAT", default_value_t, env = "OORE_RUNNER_SANDBOX_NETWORK")]
    sandbox_network: SandboxNetwork,
    /// A directory that steps in a sandbox may read, beside the system's; may be repeated
    #[arg(long, value_name = "PATH")]
    sandbox_read: Vec<PathBuf>,
    /// A directory or file that steps in a sandbox may not see, though it lies in what they do; may
    /// be repeated
    #[arg(long, value_name = "PATH")]
    sandbox_hide: Vec<PathBuf>,
    /// The user that jobs run as, which only root can choose [default: the runner's own]
    #[arg(long, value_name = "NAME", env = "OORE_RUNNER_USER")]
    user: Option<String>,
    /// Started by a server on this machine
    #[arg(long, hide = true)]
    local: bool,
    /// A file with address and token, read before every connection
    #[arg(long, hide = true)]
    address_file: Option<PathBuf>,
}

/// The address of a server. One whose scheme was forgotten is no URL, or one of another kind.
fn server_url(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
    url.ok_or_else(|| "write it like https://ci.example.com or http://127.0.0.1:8080".to_owned())
}

/// Runs until SIGTERM or SIGINT, or until there is a reason to end.
pub(super) async fn run(arguments: RunnerArguments) -> anyhow::Result<ExitCode> {
    if arguments.local {
        // Signals to the server's terminal are not meant for a runner that outlives it. Whoever
        // leads a group already can't lead a session too, and doesn't need to.
        let _ = rustix::process::setsid();
    }
    let options = options(arguments).await?;
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let shutdown = async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    };
    ::runner::run(options, shutdown).await?;
    Ok(ExitCode::SUCCESS)
}

/// The runner's own variables hold its token, which no step may see.
fn inherited_variable(text: &str) -> Result<String, String> {
    variable_name(text).map_err(|told| format!("it {told}"))
}

async fn options(arguments: RunnerArguments) -> anyhow::Result<Options> {
    let program = std::env::current_exe().context("can't find this program")?;
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let ca_certificate = arguments.ca_certificate.filter(|path| !path.as_os_str().is_empty());
    let server = match (arguments.address_file, arguments.server, arguments.token) {
        (Some(file), _, _) => ServerAddress::File(file),
        (None, Some(_), Some(token)) if token.starts_with(TokenKind::Registration.prefix()) => {
            bail!(
                "the token is a registration token, which is exchanged once: give it as \
             --registration-token (or OORE_REGISTRATION_TOKEN) instead of --token (or OORE_TOKEN)"
            )
        }
        (None, Some(url), Some(token)) => ServerAddress::Fixed { url, token: token.into() },
        (None, None, _) => bail!("which server? Give --server URL (or OORE_SERVER)"),
        (None, Some(url), None) => {
            let given = arguments.registration_token.map(Into::into);
            let authorities = ca_certificate.as_deref();
            let token = registration::token(&url, &arguments.data_dir, authorities, given).await?;
            ServerAddress::Fixed { url, token }
        }
    };
    Ok(Options {
        server,
        ca_certificate,
        data_dir: arguments.data_dir,
        capacity: arguments.capacity.map_or(cores, usize::from),
        labels: default_labels(),
        step_program: vec![program.into(), OsString::from("step")],
        inherit_env: arguments.inherit_env,
        sandbox: SandboxOptions {
            mode: arguments.sandbox,
            network: arguments.sandbox_network,
            readable: arguments.sandbox_read,
            private: arguments.sandbox_hide,
        },
        user: arguments.user.as_deref().map(User::named).transpose()?,
        local: arguments.local,
    })
}
