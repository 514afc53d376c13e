//! `oored demo`: the whole way from a signed webhook to a finished build, with nothing prepared.
//!
//! Everything is real: a git repository, a server with its actors and database, a runner in a
//! process of its own, the HTTP API. Only the push that GitHub would send is sent by the demo.

mod client;
mod repository;
mod show;

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use secrecy::ExposeSecret;
use serde_json::{Value, json};

use crate::app::{App, Environment};
use crate::config::{Config, Sources, keys};
use client::Client;
use repository::DemoRepository;

/// How the demo is run.
#[derive(Debug, Clone, clap::Args)]
pub struct DemoOptions {
    /// Leave the server running afterwards, and say where to look
    #[arg(long)]
    keep: bool,
}

/// How each job of the demo's pipeline must end.
const EXPECTED: [(&str, &str); 5] = [
    ("lint", "succeeded"),
    ("test[flavor=dev]", "succeeded"),
    ("test[flavor=prod]", "succeeded"),
    ("flaky", "failed"),
    ("report", "succeeded"),
];

/// Runs the demo: success only if the build went as expected.
///
/// # Errors
/// When something of it could not be started or did not answer.
pub async fn demo(options: DemoOptions) -> anyhow::Result<ExitCode> {
    let directory = tempfile::Builder::new().prefix("oore-demo-").tempdir()?;
    show::step("A git repository with an oore.yaml");
    let repository = repository::create(&directory.path().join("app"))?;
    show::detail(&format!("commit {} in {}", &repository.commit[..12], repository.path.display()));

    show::step("A server and a runner");
    let (app, client) = start(directory.path()).await?;
    show::detail(&format!("{} with its data in {}", app.base_url(), directory.path().display()));

    let outcome = build(&client, &repository).await;
    if options.keep {
        keep(&app, &client).await?;
    }
    app.stop().await?;
    let went_as_expected = outcome?;
    Ok(if went_as_expected { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn start(directory: &Path) -> anyhow::Result<(App, Client)> {
    let cores = std::thread::available_parallelism().ok().and_then(|n| n.try_into().ok());
    let settings = [
        ("OORE_DATA_DIR", directory.join("data").into_os_string()),
        ("OORE_LISTEN", "127.0.0.1:0".into()),
        ("OORE_GIT_PROTOCOLS", "file".into()),
    ];
    let sources = Sources {
        file: None,
        environment: settings.map(|(name, value)| (name.into(), value)).into(),
        cores: cores.context("the number of cores is out of range")?,
    };
    let config = Config::load(&sources)?;
    let keys = keys::load_or_create(&config)?;
    let token = keys.admin_token.expose_secret().to_owned();
    let environment = Environment { keys, program: std::env::current_exe()? };
    let app = App::start(&config, environment).await?;
    let client = Client::new(app.base_url(), &token)?;
    Ok((app, client))
}

async fn build(client: &Client, repository: &DemoRepository) -> anyhow::Result<bool> {
    show::step("The repository is registered");
    let body = json!({
        "provider": "github", "owner": "acme", "repo": "app", "default_branch": "main",
        "clone_url": repository.url(),
    });
    let registered = client.post("/api/repositories", &body).await?;
    let (id, secret) = (text(&registered, "id")?, text(&registered, "webhook_secret")?);
    show::detail(&format!("acme/app is {id}"));

    show::step("GitHub says that somebody pushed, and signs it");
    let accepted = client.push(id, secret, &repository.push()).await?;
    let event = text(&accepted, "id")?;
    show::detail(&format!("stored as webhook event {event} before it was answered"));

    show::step("The decision");
    let event = client.decided(event).await?;
    show::decision(&event);
    let Some(build) = event.pointer("/builds/0/id").and_then(Value::as_str) else {
        bail!("no build came of the event");
    };

    show::step("The build, as it runs");
    let build = client.follow(build).await?;
    show::step("The result");
    show::result(&build);
    Ok(verdict(&build, &client.log_of(&build, "lint").await?, repository))
}

/// Compares the build with what the demo's pipeline must come to.
fn verdict(build: &Value, lint_log: &str, repository: &DemoRepository) -> bool {
    let jobs = build["jobs"].as_array().cloned().unwrap_or_default();
    let mut wrong: Vec<String> = EXPECTED
        .iter()
        .filter(|(key, status)| {
            !jobs.iter().any(|job| job["key"] == *key && job["status"] == *status)
        })
        .map(|(key, status)| format!("job `{key}` should have {status}"))
        .collect();
    if build["status"] != "succeeded" {
        wrong.push("the build should have succeeded".to_owned());
    }
    if !lint_log.contains(&repository.marker) {
        wrong.push("the log of `lint` should hold the commit's own words".to_owned());
    }
    show::verdict(&wrong);
    wrong.is_empty()
}

async fn keep(app: &App, client: &Client) -> anyhow::Result<()> {
    show::step("The server stays up until Ctrl-C");
    show::detail(&format!("API and documentation: {}/docs", app.base_url()));
    show::detail(&format!("admin token: {}", client.token()));
    Ok(tokio::signal::ctrl_c().await?)
}

fn text<'a>(value: &'a Value, member: &str) -> anyhow::Result<&'a str> {
    value[member].as_str().with_context(|| format!("the answer has no `{member}`"))
}

#[cfg(test)]
mod tests;
