//! `oored restore`: a data directory from a backup, or only the word that one could be made.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::ensure;
use clap::Args;

use super::backup::{keys_of, megabytes};
use crate::backup::{
    self, Checked, Finding, Kind, Laid, Objects, POSTGRES, Unpacked, check, lay_out, take_apart,
};
use crate::config::{Config, Sources};

/// How many mistakes are told.
const SHOWN: usize = 20;

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

async fn verify(file: &Path) -> anyhow::Result<ExitCode> {
    let staging = tempfile::Builder::new().prefix("oore-verify-").tempdir()?;
    let unpacked = take_apart(file, staging.path(), Objects::Hashed).await?;
    let checked = check(&unpacked, staging.path(), configured().as_ref()).await?;
    tell_content(&unpacked);
    match tell(&checked) {
        Verdict::Good => {
            println!("the backup is good");
            return Ok(ExitCode::SUCCESS);
        }
        Verdict::Unread => {
            eprintln!("oored: what was not checked decides whether the backup is good");
        }
        Verdict::Incomplete => {
            eprintln!("oored: it can be restored, without what is told above");
        }
        Verdict::Useless => eprintln!("oored: it can't be restored"),
    }
    Ok(ExitCode::FAILURE)
}

async fn restore(file: &Path, data_dir: &Path) -> anyhow::Result<ExitCode> {
    backup::prepare(data_dir)?;
    let staging = backup::stage(data_dir)?;
    let unpacked = take_apart(file, staging.path(), Objects::Written).await?;
    let checked = check(&unpacked, staging.path(), None).await?;
    tell_content(&unpacked);
    let verdict = tell(&checked);
    ensure!(verdict != Verdict::Useless, "nothing was restored, as no server can run on it");
    let (from, to) = (staging.path().to_owned(), data_dir.to_owned());
    let laid = tokio::task::spawn_blocking(move || lay_out(&from, &to, &checked)).await??;
    tell_what_next(&unpacked, data_dir, laid);
    if verdict == Verdict::Incomplete {
        eprintln!("oored: all was restored but what is told above");
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}

/// The configuration of this machine's server, whose keys may be those of the backup.
fn configured() -> Option<Config> {
    let sources = Sources::of_this_process(None).ok()?;
    Config::load(&sources).ok()
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
        keys_of(manifest)
    );
}

/// What the findings come to, from the best to the worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    Good,
    Unread,
    Incomplete,
    Useless,
}

fn tell(checked: &Checked) -> Verdict {
    let (mut verdict, mut wrong) = (Verdict::Good, 0);
    for finding in &checked.findings {
        match finding {
            Finding::Good(text) => println!("ok: {text}"),
            Finding::Unknown(text) => println!("not checked: {text}"),
            Finding::Unread(text) => {
                println!("not checked: {text}");
                verdict = verdict.max(Verdict::Unread);
            }
            Finding::Wrong(text) => {
                wrong += 1;
                if wrong <= SHOWN {
                    eprintln!("oored: {text}");
                }
                verdict = verdict.max(Verdict::Incomplete);
            }
            Finding::Fatal(text) => {
                eprintln!("oored: {text}");
                verdict = verdict.max(Verdict::Useless);
            }
        }
    }
    if wrong > SHOWN {
        eprintln!("oored: and {} more", wrong - SHOWN);
    }
    verdict
}

fn tell_what_next(unpacked: &Unpacked, data_dir: &Path, laid: Laid) {
    let (shown, manifest) = (data_dir.display(), &unpacked.manifest);
    println!("restored into {shown}. What is left to do:");
    println!("- see to it that the old server is stopped: both would build and report");
    for (is_there, file, variable) in [
        (laid.encryption_key, "encryption-key", "OORE_ENCRYPTION_KEY"),
        (laid.webhook_pepper, "webhook-pepper", "OORE_WEBHOOK_PEPPER"),
    ] {
        if !is_there {
            println!(
                "- put {file} of the old server into {shown} (mode 600), or set {variable} if it was \
                 configured"
            );
        }
    }
    if manifest.database == Kind::Postgres {
        println!(
            "- fill an empty database: pg_restore --no-owner --exit-on-error --single-transaction \
             --dbname=postgres://.. {shown}/{POSTGRES}, and set OORE_DATABASE_URL to it"
        );
    }
    if let Some(logs) = &manifest.log_directory {
        println!(
            "- the old server kept its logs in {logs} (OORE_LOG_DIR), and here they are in \
             {shown}/logs: leave OORE_LOG_DIR out of the configuration, or move them to an empty \
             directory and name that. Not the old one: it belongs to the old server"
        );
    }
    println!("- start the server: OORE_DATA_DIR={shown} OORE_LOG_DIR={shown}/logs oored serve");
}
