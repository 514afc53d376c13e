//! `oored serve`.

use std::process::ExitCode;
use std::time::Duration;

use secrecy::ExposeSecret;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::time::timeout;
use tracing::{error, info, warn};

use crate::app::{self, App, Environment};
use crate::config::{Config, keys};

/// How long stopping may take in all: requests have 3 s of it, actors what is left. Service managers
/// and container runtimes kill after 10 s or later.
const DEADLINE: Duration = Duration::from_secs(9);

/// Serves until SIGTERM or SIGINT, or until an actor has failed too often.
pub(super) async fn serve(config: &Config) -> anyhow::Result<ExitCode> {
    let keys = app::keys(config).await?;
    if keys.admin_token_is_new {
        let path = config.data_dir.join(keys::ADMIN_TOKEN_FILE);
        println!("The admin token, shown this once and kept in {}:", path.display());
        println!("{}", keys.admin_token.expose_secret());
    }
    if !keys.earlier_encryption_keys.is_empty() {
        warn!(
            "the encryption key is being changed: what the previous one sealed still opens with \
             it; stop the server and run `oored rotate-key` to have everything sealed with the \
             new one"
        );
    }
    let environment = Environment { keys, program: std::env::current_exe()? };
    let mut signals = Signals {
        terminate: signal(SignalKind::terminate())?,
        interrupt: signal(SignalKind::interrupt())?,
    };
    let app = App::start(config, environment).await?;
    println!("Oore is listening on {}  (API: {}/docs)", app.base_url(), app.base_url());
    tokio::select! {
        signal = signals.next() => info!("{signal}: stopping; a second signal ends at once"),
        exhausted = app.given_up() => {
            eprintln!("oored: {exhausted}; giving up, so that the service manager starts it anew");
            return Ok(ExitCode::from(70));
        }
    }
    tokio::select! {
        stopped = timeout(DEADLINE, app.stop()) => match stopped {
            Ok(stopped) => stopped.map(|()| ExitCode::SUCCESS),
            Err(_) => {
                error!("not stopped within {DEADLINE:?}: ending as it is, as a crash would");
                Ok(ExitCode::FAILURE)
            }
        },
        signal = signals.next() => {
            warn!("{signal} again: ending as it is, as a crash would");
            Ok(ExitCode::FAILURE)
        }
    }
}

/// The signals that stop the server.
struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    async fn next(&mut self) -> &'static str {
        tokio::select! {
            _ = self.terminate.recv() => "SIGTERM",
            _ = self.interrupt.recv() => "SIGINT",
        }
    }
}
