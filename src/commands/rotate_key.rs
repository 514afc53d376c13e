//! `oored rotate-key`.

use std::process::ExitCode;

use anyhow::Context;

use crate::app::{open, refuse_lost_keys, sealer, take_data_dir};
use crate::config::keys::rotation;
use crate::config::{Config, EncryptionKey};
use crate::store::sealed::{Rotated, Rotation, SEALED};

/// Seals everything anew. The server must not run: it would go on with the old key.
pub(super) async fn rotate(config: &Config) -> anyhow::Result<ExitCode> {
    // Before anything is looked at, so that nothing is made where a server is at work.
    anyhow::ensure!(
        config.data_dir.is_dir(),
        "there is no data directory {} (OORE_DATA_DIR); the first start of the server makes it",
        config.data_dir.display()
    );
    let _lock = take_data_dir(&config.data_dir)?;
    refuse_lost_keys(config).await?;
    let keys = rotation::begin(config)?;
    let database = open(config).await?;
    let done = Rotation::new(&database, &sealer(&keys)).finish().await.context(
        "the rotation was cut off; both keys are kept, run `oored rotate-key` again to go on",
    );
    database.close().await?;
    let done = done?;
    println!(
        "{} values in {} columns were sealed with the new key, {} were already",
        done.resealed,
        SEALED.len(),
        done.current
    );
    if !done.unopened.is_empty() {
        return Ok(tell_unopened(&done));
    }
    rotation::finish(config)?;
    println!("{}", next(config.security.encryption_key_previous.as_ref()));
    Ok(ExitCode::SUCCESS)
}

fn tell_unopened(done: &Rotated) -> ExitCode {
    for unopened in &done.unopened {
        let (column, row) = (unopened.column, &unopened.row);
        eprintln!("oored: {}.{} of {row}: {}", column.table, column.column, unopened.reason);
    }
    eprintln!(
        "oored: these {} values can't be opened with any key that there is, and stay as they are; \
         set them again (or remove what they belong to), then run `oored rotate-key` again: it ends \
         what it began",
        done.unopened.len()
    );
    ExitCode::FAILURE
}

fn next(configured: Option<&EncryptionKey>) -> &'static str {
    match configured {
        Some(_) => {
            "nothing needs the previous key any more: take OORE_ENCRYPTION_KEY_PREVIOUS away, and \
             start the server"
        }
        None => {
            "the previous key is gone; start the server, and keep a copy of the new key: backups \
             of the database made before need the previous one"
        }
    }
}
