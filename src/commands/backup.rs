//! `oored backup`: everything that a server can't make again, in one file, while it runs.
//!
//! The order makes it whole: from before the database is copied until the last log is read no
//! object is removed, by any server, so every object that the copy names is in the backup.

pub(super) mod manifest;
mod pack;
mod snapshot;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, bail, ensure};
use clap::Args;

use super::{ConfigFile, load};
use crate::archive::Archive;
use crate::clock;
use crate::config::{Config, keys};
use manifest::{Manifest, fingerprint};
use pack::Pack;

#[derive(Debug, Args)]
pub(super) struct Backup {
    #[command(flatten)]
    config: ConfigFile,
    /// A new file, or the directory to make one in [default: the working directory]
    #[arg(long, value_name = "DIR|FILE")]
    to: Option<PathBuf>,
    /// Put the server's keys into it: whoever reads the file can open every secret then
    #[arg(long)]
    with_keys: bool,
}

/// Makes a backup; exit code 1 if logs were missing already.
pub(super) async fn run(task: Backup) -> anyhow::Result<ExitCode> {
    let began = Instant::now();
    let config = load(task.config.config.as_deref())?;
    let data_dir = config.data_dir.display();
    ensure!(
        config.data_dir.is_dir(),
        "there is no data directory {data_dir} (OORE_DATA_DIR); the first start of the server \
         makes it"
    );
    let path = target(task.to)?;
    let directory = match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        Some(_) | None => Path::new("."),
    };
    let archive = Archive::new(&config.logs.directory);
    let kept = archive.keep();
    let kept = kept.with_context(|| format!("can't lock {}", archive.directory().display()))?;
    let snapshot = snapshot::take(&config, directory).await?;
    let mut manifest = Manifest::new(config.database.url.kind(), snapshot.schema, clock::now());
    manifest.encryption_key = keys::encryption_key(&config)?.map(|key| fingerprint(&key));
    let key_files = if task.with_keys { keys::files(&config.data_dir) } else { Vec::new() };
    ensure!(
        !task.with_keys || !key_files.is_empty(),
        "there are no keys in {data_dir}: they are configured, and belong where the configuration \
         is kept; leave --with-keys out"
    );
    manifest.has_keys = task.with_keys;
    let (to, file, objects) = (path.clone(), snapshot.file, snapshot.objects);
    let packed = tokio::task::spawn_blocking(move || -> anyhow::Result<_> {
        let mut pack = Pack::begin(&to, manifest)?;
        pack.add_database(file.path())?;
        pack.add_keys(&key_files)?;
        pack.add_objects(&archive, &objects)?;
        pack.finish()
    });
    let (manifest, bytes) = packed.await??;
    drop(kept);
    tell(&path, &manifest, bytes, began);
    tell_keys(&config, &manifest);
    Ok(tell_missing(&manifest))
}

/// What is asked for, if it is not there already.
fn target(to: Option<PathBuf>) -> anyhow::Result<PathBuf> {
    let name = || format!("oore-backup-{}.tar.zst", clock::now().format("%Y%m%dT%H%M%SZ"));
    let path = match to {
        None => PathBuf::from(name()),
        Some(path) if path.is_dir() => path.join(name()),
        Some(path) => path,
    };
    if path.exists() {
        bail!("{} is there already; name a new file (--to)", path.display());
    }
    Ok(path)
}

fn tell(path: &Path, manifest: &Manifest, bytes: u64, began: Instant) {
    let logs = manifest.logs();
    println!(
        "{}: {} MB, of a database of {} MB and {} logs of {} MB, in {:.1} s",
        path.display(),
        megabytes(bytes),
        megabytes(manifest.database_bytes()),
        logs.count(),
        megabytes(manifest.logs().map(|log| log.size).sum()),
        began.elapsed().as_secs_f64()
    );
    println!("check it: oored restore --verify {}", path.display());
}

fn tell_keys(config: &Config, manifest: &Manifest) {
    if manifest.has_keys {
        println!(
            "it holds the server's keys: whoever reads it can open every secret, so keep it as you \
             keep these"
        );
    } else {
        println!(
            "the server's keys are not in it, and it is of little use without them: keep a copy of \
             encryption-key and webhook-pepper of {} elsewhere (or of OORE_ENCRYPTION_KEY and \
             OORE_WEBHOOK_PEPPER, if they are configured)",
            config.data_dir.display()
        );
    }
}

fn tell_missing(manifest: &Manifest) -> ExitCode {
    if manifest.missing.is_empty() {
        return ExitCode::SUCCESS;
    }
    for name in &manifest.missing {
        eprintln!("oored: {name} is not in the backup, as it can't be read");
    }
    eprintln!(
        "oored: everything else is; if these logs are in an earlier backup, restore it elsewhere \
         and copy them from there"
    );
    ExitCode::FAILURE
}

/// With one digit behind the point.
pub(super) fn megabytes(bytes: u64) -> String {
    let tenths = bytes.div_ceil(100_000);
    format!("{}.{}", tenths / 10, tenths % 10)
}
