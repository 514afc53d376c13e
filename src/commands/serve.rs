//! `oored serve`.

use std::process::ExitCode;

use secrecy::ExposeSecret;
use tokio::signal::unix::{SignalKind, signal};
use tracing::{info, warn};

use crate::app::{App, Environment};
use crate::config::{Config, keys};

/// Serves until SIGTERM or SIGINT, or until an actor has failed too often.
pub(super) async fn serve(config: &Config) -> anyhow::Result<ExitCode> {
    let keys = keys::load_or_create(config)?;
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
    let (mut terminate, mut interrupt) =
        (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let app = App::start(config, environment).await?;
    println!("Oore is listening on {}  (API: {}/docs)", app.base_url(), app.base_url());
    tokio::select! {
        _ = terminate.recv() => info!("SIGTERM: stopping"),
        _ = interrupt.recv() => info!("SIGINT: stopping"),
        exhausted = app.given_up() => {
            eprintln!("oored: {exhausted}; giving up, so that the service manager starts it anew");
            return Ok(ExitCode::from(70));
        }
    }
    app.stop().await?;
    Ok(ExitCode::SUCCESS)
}
