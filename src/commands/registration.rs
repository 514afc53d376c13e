//! A runner's token: exchanged once for its registration token, and kept in its data directory.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, bail};
use reqwest::redirect::Policy;
use reqwest::{Certificate, Client};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use url::Url;

/// The file in the runner's data directory.
const FILE: &str = "registration.json";

/// How long the server may take to answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// What is kept.
#[derive(Serialize, Deserialize)]
struct Kept {
    /// The runner's token.
    token: String,
    /// SHA-256 of the registration token that it was got for: the same command, run again, goes on
    /// with what it got.
    registered_with: String,
}

/// The token of the runner whose data directory this is: the one that is kept there, unless a
/// registration token is given that was not exchanged from here.
pub(super) async fn token(
    server: &Url,
    data_dir: &Path,
    authorities: Option<&Path>,
    registration: Option<SecretString>,
) -> anyhow::Result<SecretString> {
    let path = data_dir.join(FILE);
    let kept = read(&path)?;
    match (kept, registration) {
        (Some(kept), None) => Ok(kept.token.into()),
        (Some(kept), Some(given)) if kept.registered_with == digest(&given) => {
            Ok(kept.token.into())
        }
        (_, Some(given)) => exchange(&client(authorities)?, server, &path, &given).await,
        (None, None) => bail!(
            "the runner is not registered: give --registration-token or \
             OORE_REGISTRATION_TOKEN; `oore runner add` makes one"
        ),
    }
}

/// Whether there is somewhere to keep the token is found out first: it is given once.
async fn exchange(
    client: &Client,
    server: &Url,
    path: &Path,
    registration: &SecretString,
) -> anyhow::Result<SecretString> {
    let (mut file, new) = prepare(path)?;
    let token = ask(client, server, registration).await?;
    let registered_with = digest(registration);
    let kept = Kept { token: token.expose_secret().to_owned(), registered_with };
    file.write_all(serde_json::to_string(&kept)?.as_bytes())?;
    file.sync_all()?;
    std::fs::rename(&new, path).with_context(|| {
        format!("can't keep the runner's token in {}; register it again", path.display())
    })?;
    Ok(token)
}

/// Trusts the authorities in a file beside those of the system, as the runner itself does.
fn client(authorities: Option<&Path>) -> anyhow::Result<Client> {
    let builder = Client::builder().redirect(Policy::none()).timeout(PATIENCE);
    let Some(file) = authorities else { return Ok(builder.build()?) };
    let unusable = || format!("can't use the authorities in {} (--ca-certificate)", file.display());
    let pem = std::fs::read(file).with_context(unusable)?;
    let given = Certificate::from_pem_bundle(&pem).with_context(unusable)?;
    builder.tls_certs_merge(given).build().with_context(unusable)
}

async fn ask(
    client: &Client,
    server: &Url,
    registration: &SecretString,
) -> anyhow::Result<SecretString> {
    let base = server.as_str().trim_end_matches('/');
    let body = json!({ "registration_token": registration.expose_secret() });
    let request = client.post(format!("{base}/api/runners/register")).json(&body);
    let answer = request.send().await.context("can't reach the server to register")?;
    let status = answer.status();
    let answer: Value = answer.json().await.unwrap_or_default();
    match answer["token"].as_str() {
        Some(token) if status.is_success() => Ok(token.to_owned().into()),
        _ => {
            let told = answer.pointer("/errors/0/message").or_else(|| answer.get("detail"));
            let why = told.and_then(Value::as_str).unwrap_or("it gave no reason");
            bail!("the server did not register this runner ({status}): {why}")
        }
    }
}

fn read(path: &Path) -> anyhow::Result<Option<Kept>> {
    match std::fs::read(path) {
        // Serde's own words may quote the token.
        Ok(bytes) => serde_json::from_slice(&bytes).map(Some).map_err(|_| {
            anyhow::anyhow!("{} is damaged; remove it and register again", path.display())
        }),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("can't read {}", path.display())),
    }
}

fn prepare(path: &Path) -> anyhow::Result<(File, PathBuf)> {
    let new = path.with_extension("json.new");
    let can_not = || format!("can't write {}", new.display());
    if let Some(directory) = path.parent() {
        DirBuilder::new().recursive(true).mode(0o700).create(directory).with_context(can_not)?;
    }
    // One that a crash left behind may have other rights.
    match std::fs::remove_file(&new) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            return Err(error).with_context(can_not);
        }
        Ok(()) | Err(_) => {}
    }
    let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&new);
    Ok((file.with_context(can_not)?, new))
}

fn digest(token: &SecretString) -> String {
    Sha256::digest(token.expose_secret()).iter().map(|byte| format!("{byte:02x}")).collect()
}
