//! `oored restore`: a data directory from a backup, or only the word that one could be made.

mod checks;
mod unpack;

use std::fs::{self, DirBuilder, File};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, ensure};
use clap::Args;

use super::backup::manifest::{Kind, POSTGRES, SQLITE};
use super::backup::megabytes;
use crate::config::{Config, Sources, keys};
use checks::Finding;
use unpack::{Unpacked, unpack};

/// What is laid out lies here until all of it was checked.
const STAGING: &str = ".restoring-";

#[derive(Debug, Args)]
pub(super) struct Restore {
    /// The backup
    #[arg(value_name = "FILE")]
    backup: PathBuf,
    /// Only check it, and write nothing
    #[arg(long, conflicts_with = "data_dir", required_unless_present = "data_dir")]
    verify: bool,
    /// The data directory to make; it must be empty, if it is there
    #[arg(long, value_name = "DIR")]
    data_dir: Option<PathBuf>,
}

/// Checks the backup, and lays it out if that is asked for; exit code 1 if something is wrong.
pub(super) async fn run(task: Restore) -> anyhow::Result<ExitCode> {
    match task.data_dir {
        Some(data_dir) => restore(&task.backup, &data_dir).await,
        None => verify(&task.backup).await,
    }
}

async fn verify(backup: &Path) -> anyhow::Result<ExitCode> {
    let staging = tempfile::Builder::new().prefix("oore-verify-").tempdir()?;
    let unpacked = take_apart(backup, staging.path(), Objects::Hashed).await?;
    let findings = checks::check(&unpacked, staging.path(), configured().as_ref()).await?;
    tell_content(&unpacked);
    let is_good = tell(&findings);
    if is_good {
        println!("the backup is good");
        return Ok(ExitCode::SUCCESS);
    }
    Ok(ExitCode::FAILURE)
}

async fn restore(backup: &Path, data_dir: &Path) -> anyhow::Result<ExitCode> {
    prepare(data_dir)?;
    let staging = tempfile::Builder::new().prefix(STAGING).tempdir_in(data_dir)?;
    let unpacked = take_apart(backup, staging.path(), Objects::Written).await?;
    let findings = checks::check(&unpacked, staging.path(), None).await?;
    tell_content(&unpacked);
    let is_good = tell(&findings);
    ensure!(is_good, "nothing was restored, as the backup is not good");
    unpack::sync_directories(staging.path())?;
    move_up(staging.path(), data_dir)?;
    let has_keys = unpacked.manifest.has_keys;
    if !has_keys {
        keys::expect_earlier(data_dir)?;
    }
    File::open(data_dir)?.sync_all()?;
    tell_what_next(&unpacked, data_dir);
    Ok(ExitCode::SUCCESS)
}

/// What becomes of the logs that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Objects {
    Hashed,
    Written,
}

async fn take_apart(backup: &Path, to: &Path, objects: Objects) -> anyhow::Result<Unpacked> {
    let (path, to) = (backup.to_owned(), to.to_owned());
    let taken = tokio::task::spawn_blocking(move || unpack(&path, &to, objects)).await?;
    taken.with_context(|| format!("{} is not a whole backup", backup.display()))
}

/// The configuration of this machine's server, whose keys may be those of the backup.
fn configured() -> Option<Config> {
    let sources = Sources::of_this_process(None).ok()?;
    Config::load(&sources).ok()
}

fn prepare(data_dir: &Path) -> anyhow::Result<()> {
    let shown = data_dir.display();
    let made = DirBuilder::new().recursive(true).mode(0o700).create(data_dir);
    made.with_context(|| format!("can't make {shown}"))?;
    let mut entries = fs::read_dir(data_dir).with_context(|| format!("can't read {shown}"))?;
    ensure!(
        entries.next().is_none(),
        "{shown} is not empty; name a new directory (--data-dir), so that nothing is overwritten"
    );
    Ok(())
}

/// The database comes last: with it the directory is one of a server.
fn move_up(staging: &Path, data_dir: &Path) -> anyhow::Result<()> {
    let entries = fs::read_dir(staging)?.collect::<Result<Vec<_>, _>>()?;
    let mut names: Vec<_> = entries.iter().map(fs::DirEntry::file_name).collect();
    names.sort_by_key(|name| name == SQLITE);
    for name in names {
        fs::rename(staging.join(&name), data_dir.join(&name))?;
    }
    Ok(())
}

fn tell_content(unpacked: &Unpacked) {
    let manifest = &unpacked.manifest;
    println!(
        "made by oored {} at {}: a database of {} MB (schema {}), {} logs of {} MB, {}",
        manifest.version,
        manifest.created_at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
        megabytes(manifest.database_bytes()),
        manifest.schema,
        manifest.logs().count(),
        megabytes(manifest.logs().map(|log| log.size).sum()),
        if manifest.has_keys { "with keys" } else { "without keys" }
    );
}

/// Whether all is well.
fn tell(findings: &[Finding]) -> bool {
    for finding in findings {
        match finding {
            Finding::Good(text) => println!("ok: {text}"),
            Finding::Unknown(text) => println!("not checked: {text}"),
            Finding::Wrong(text) => eprintln!("oored: {text}"),
        }
    }
    !findings.iter().any(|finding| matches!(finding, Finding::Wrong(_)))
}

fn tell_what_next(unpacked: &Unpacked, data_dir: &Path) {
    let shown = data_dir.display();
    println!("restored into {shown}. What is left to do:");
    println!("- see to it that the old server is stopped: both would build and report");
    if !unpacked.manifest.has_keys {
        println!(
            "- put encryption-key and webhook-pepper of the old server into {shown} (mode 600), or \
             set OORE_ENCRYPTION_KEY and OORE_WEBHOOK_PEPPER if they were configured"
        );
    }
    if unpacked.manifest.database == Kind::Postgres {
        println!(
            "- fill an empty database: pg_restore --no-owner --exit-on-error --single-transaction \
             --dbname=postgres://.. {shown}/{POSTGRES}, and set OORE_DATABASE_URL to it"
        );
    }
    println!("- start the server: OORE_DATA_DIR={shown} oored serve");
}
