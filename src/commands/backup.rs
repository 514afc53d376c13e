//! `oored backup`: everything that a server can't make again, in one file, while it runs.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{bail, ensure};
use clap::Args;

use super::{ConfigFile, load};
use crate::backup::{self, KeyNote, Made, Manifest, Record, WithKeys};
use crate::clock;
use crate::config::Config;

/// How many mistakes of a kind are told.
const SHOWN: usize = 10;

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

/// Makes a backup; exit code 1 if something of the server was not whole already.
pub(super) async fn run(task: Backup) -> anyhow::Result<ExitCode> {
    let began = Instant::now();
    let config = load(task.config.config.as_deref())?;
    ensure!(
        config.data_dir.is_dir(),
        "there is no data directory {} (OORE_DATA_DIR); the first start of the server makes it",
        config.data_dir.display()
    );
    let path = target(task.to)?;
    let with_keys = if task.with_keys { WithKeys::Yes } else { WithKeys::No };
    let Made { manifest, bytes } = backup::make(&config, &path, with_keys).await?;
    tell(&path, &manifest, bytes, began);
    tell_keys(&config, &manifest);
    Ok(tell_wrong(&manifest))
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
    if manifest.keys.are_included() {
        println!(
            "it holds the server's keys: whoever reads it can open every secret, so keep it as you \
             keep these"
        );
        return;
    }
    let is_configured = [
        (config.security.encryption_key.is_some(), "encryption-key", "OORE_ENCRYPTION_KEY"),
        (config.webhooks.pepper.is_some(), "webhook-pepper", "OORE_WEBHOOK_PEPPER"),
    ];
    let places = is_configured.map(|(is_configured, file, variable)| match is_configured {
        true => variable.to_owned(),
        false => config.data_dir.join(file).display().to_string(),
    });
    println!(
        "the server's keys are not in it, and it is of little use without them: keep copies of {} \
         elsewhere",
        places.join(" and ")
    );
}

fn tell_wrong(manifest: &Manifest) -> ExitCode {
    let bad = &manifest.bad_logs;
    for log in bad.iter().take(SHOWN) {
        eprintln!("oored: {} is not whole: {}", log.path, log.reason);
    }
    if !bad.is_empty() {
        eprintln!(
            "oored: everything but {} logs is whole in the backup, and can be restored without them; \
             if they are in an earlier backup, restore it elsewhere and copy them from there",
            bad.len()
        );
    }
    let is_broken = match &manifest.record {
        Record::Broken(why) => {
            eprintln!(
                "oored: the record of who did what is not whole (`oored audit verify`): {why}"
            );
            true
        }
        Record::Whole { .. } | Record::Unknown => false,
    };
    if bad.is_empty() && !is_broken { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Which keys are in a backup, in words.
pub(super) fn keys_of(manifest: &Manifest) -> &'static str {
    let is_included = |note: &KeyNote| note.is_included;
    let keys = &manifest.keys;
    match (is_included(&keys.encryption_key), is_included(&keys.webhook_pepper)) {
        (true, true) => "with keys",
        (true, false) => "with the encryption key alone",
        (false, true) => "with the webhook pepper alone",
        (false, false) => "without keys",
    }
}

/// With one digit behind the point.
pub(super) fn megabytes(bytes: u64) -> String {
    let tenths = bytes.div_ceil(100_000);
    format!("{}.{}", tenths / 10, tenths % 10)
}
