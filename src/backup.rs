//! Backups: everything that a server can't make again in one file, and the way back to a data
//! directory. It owns the form of the file and what is checked of it; the commands own the words.
//!
//! The order makes a backup whole: from before the database is copied until the last log is read
//! no object is removed, by any server, so every object that the copy names is in the backup.

mod checks;
mod layout;
mod manifest;
mod pack;
mod sealing;
mod snapshot;
mod unpack;

use std::path::Path;

use anyhow::{Context, ensure};

pub(crate) use checks::{Checked, Finding, check};
pub(crate) use layout::{Laid, lay_out, prepare, stage};
pub(crate) use manifest::{KeyNote, KeyNotes, Kind, Manifest, POSTGRES, Record};
pub(crate) use unpack::{Objects, Unpacked, take_apart};

use crate::archive::Archive;
use crate::config::{Config, keys};
use pack::Pack;

/// A backup that was made.
#[derive(Debug)]
pub(crate) struct Made {
    /// What is in it.
    pub(crate) manifest: Manifest,
    /// How many bytes it has.
    pub(crate) bytes: u64,
}

/// Whether the keys are put into a backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WithKeys {
    /// They are.
    Yes,
    /// They are not.
    No,
}

/// Makes the backup `path`, beside the server at work.
///
/// # Errors
/// When the database can't be copied, the file not be written, or the keys were asked for and are
/// not what the directory holds. A log that can't be read is noted in the manifest.
pub(crate) async fn make(
    config: &Config,
    path: &Path,
    with_keys: WithKeys,
) -> anyhow::Result<Made> {
    let key_notes = key_notes(config, with_keys)?;
    let archive = Archive::new(&config.logs.directory);
    let (locked, shown) = (archive.clone(), archive.directory().display().to_string());
    let kept = tokio::task::spawn_blocking(move || locked.keep()).await?;
    let kept = kept.with_context(|| format!("can't lock {shown}"))?;
    let snapshot = snapshot::take(config, directory_of(path)).await?;
    let manifest = Manifest::new(config, &snapshot, key_notes);
    let key_files = match with_keys {
        WithKeys::Yes => keys::files(&config.data_dir),
        WithKeys::No => Vec::new(),
    };
    let (to, file, objects) = (path.to_owned(), snapshot.file, snapshot.objects);
    let packed = tokio::task::spawn_blocking(move || -> anyhow::Result<_> {
        let mut pack = Pack::begin(&to, manifest)?;
        pack.add_database(file.path())?;
        pack.add_keys(&key_files)?;
        pack.add_objects(&archive, &objects)?;
        pack.finish()
    });
    let (manifest, bytes) = packed.await??;
    drop(kept);
    Ok(Made { manifest, bytes })
}

/// Which keys the server uses; those that are asked for must be what the directory holds.
fn key_notes(config: &Config, with_keys: WithKeys) -> anyhow::Result<KeyNotes> {
    let used = KeyNotes::used(config)?;
    if with_keys == WithKeys::No {
        return Ok(used);
    }
    let (shown, kept) = (config.data_dir.display(), KeyNotes::kept(&config.data_dir)?);
    let all = [
        (&used.encryption_key, &kept.encryption_key, "encryption-key", "OORE_ENCRYPTION_KEY"),
        (&used.webhook_pepper, &kept.webhook_pepper, "webhook-pepper", "OORE_WEBHOOK_PEPPER"),
    ];
    for (used, kept, file, variable) in all {
        ensure!(
            kept.fingerprint.is_some() && used.fingerprint == kept.fingerprint,
            "{shown} does not hold the key that the server uses in {file}: it is configured \
             ({variable}), and belongs where the configuration is kept; leave --with-keys out, and \
             keep copies of encryption-key and webhook-pepper, or of what is configured, elsewhere"
        );
    }
    Ok(kept)
}

/// Where a file is made.
fn directory_of(path: &Path) -> &Path {
    path.parent().filter(|it| *it != Path::new("")).unwrap_or(Path::new("."))
}
