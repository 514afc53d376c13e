//! Whether what a backup holds is what a server needs.

use std::path::Path;
use std::process::Stdio;

use anyhow::Context;
use sea_orm::DatabaseConnection;
use secrecy::SecretString;
use tokio::process::Command;

use super::unpack::Unpacked;
use crate::archive::Archive;
use crate::commands::backup::manifest::{Kind, LOGS, POSTGRES, SQLITE, fingerprint};
use crate::config::{Config, DatabaseUrl, keys};
use crate::crypto::token::Pepper;
use crate::store::audit::Verified;
use crate::store::{self, Database};

/// How many rows are read at a time.
const PAGE: u64 = 1000;

/// How many mistakes of a kind are told.
const SHOWN: usize = 10;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Finding {
    /// It is as it should be.
    Good(String),
    /// It can't be told here, and why.
    Unknown(String),
    /// A server would miss something.
    Wrong(String),
}

/// Looks at everything in `directory`; `configured` may have the keys that the backup lacks.
pub(super) async fn check(
    unpacked: &Unpacked,
    directory: &Path,
    configured: Option<&Config>,
) -> anyhow::Result<Vec<Finding>> {
    let manifest = &unpacked.manifest;
    let mut findings = vec![Finding::Good(format!(
        "{} files are what was put into the backup",
        manifest.members.len()
    ))];
    if !store::backup::knows(&manifest.schema) {
        findings.push(Finding::Wrong(format!(
            "its database has the schema {}, which this version of oored does not know: use oored {} \
             or a newer one",
            manifest.schema, manifest.version
        )));
        return Ok(findings);
    }
    findings.extend(
        manifest
            .missing
            .iter()
            .take(SHOWN)
            .map(|name| Finding::Wrong(format!("{name} was missing when the backup was made"))),
    );
    match manifest.database {
        Kind::Sqlite => check_sqlite(unpacked, directory, configured, &mut findings).await?,
        Kind::Postgres => findings.push(check_dump(&directory.join(POSTGRES)).await),
    }
    Ok(findings)
}

async fn check_sqlite(
    unpacked: &Unpacked,
    directory: &Path,
    configured: Option<&Config>,
    findings: &mut Vec<Finding>,
) -> anyhow::Result<()> {
    let url = DatabaseUrl::sqlite_at(&directory.join(SQLITE));
    let database = Database::connect(&SecretString::from(url.expose())).await;
    let database = database.context("the backup's database can't be opened")?;
    let db = database.reader();
    let damage = store::backup::damage(db).await?;
    if damage.is_empty() {
        findings.push(Finding::Good("the database is whole".to_owned()));
    }
    findings.extend(
        damage
            .into_iter()
            .take(SHOWN)
            .map(|line| Finding::Wrong(format!("the database is damaged: {line}"))),
    );
    check_objects(unpacked, db, findings).await?;
    findings.push(check_record(unpacked, db, (directory, configured)).await?);
    database.close().await?;
    Ok(())
}

async fn check_objects(
    unpacked: &Unpacked,
    db: &DatabaseConnection,
    findings: &mut Vec<Finding>,
) -> anyhow::Result<()> {
    let (mut after, mut good, mut wrong) = (None, 0, Vec::new());
    loop {
        let page = store::logs::objects(db, after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = Some(last.attempt_id);
        for row in page {
            let name = format!("{LOGS}{}", Archive::name(row.attempt_id));
            match unpacked.objects.get(&row.attempt_id) {
                Some(found)
                    if found.sha256 == row.sha256
                        && i64::try_from(found.length) == Ok(row.length) =>
                {
                    good += 1;
                }
                Some(_) => wrong.push(format!("{name} holds another log than the database says")),
                // Told already.
                None if unpacked.manifest.missing.contains(&name) => {}
                None => wrong.push(format!("{name} is not in the backup")),
            }
        }
    }
    if wrong.is_empty() {
        findings.push(Finding::Good(format!("{good} logs are as the database says")));
    }
    findings.extend(wrong.into_iter().take(SHOWN).map(Finding::Wrong));
    Ok(())
}

/// The record of who did what can be checked with the pepper alone.
async fn check_record(
    unpacked: &Unpacked,
    db: &DatabaseConnection,
    (directory, configured): (&Path, Option<&Config>),
) -> anyhow::Result<Finding> {
    let Some(pepper) = pepper(unpacked, directory, configured)? else {
        return Ok(Finding::Unknown(
            "whether the record of who did what is whole: the keys are not here".to_owned(),
        ));
    };
    let chain = Pepper::new(&pepper).chain_key();
    Ok(match store::audit::verify(db, &chain, None).await? {
        Ok(Verified { entries, .. }) => {
            Finding::Good(format!("the record of who did what is whole: {entries} entries"))
        }
        Err(broken) => Finding::Wrong(format!("the record of who did what: {broken}")),
    })
}

/// That of the backup, or the configured one if it belongs to the same server.
fn pepper(
    unpacked: &Unpacked,
    directory: &Path,
    configured: Option<&Config>,
) -> anyhow::Result<Option<SecretString>> {
    if let Some(pepper) = keys::pepper_in(directory)? {
        return Ok(Some(pepper));
    }
    let Some(config) = configured else { return Ok(None) };
    let own = keys::encryption_key(config).ok().flatten().map(|key| fingerprint(&key));
    let is_same = own.is_some() && own == unpacked.manifest.encryption_key;
    Ok(if is_same { keys::pepper(config)? } else { None })
}

/// A dump is only read for good by a database: its list of contents tells whether it can be.
async fn check_dump(dump: &Path) -> Finding {
    let listed =
        Command::new("pg_restore").arg("--list").arg(dump).stdin(Stdio::null()).output().await;
    match listed {
        Ok(output) if output.status.success() => {
            Finding::Good("pg_restore reads the contents of the database's dump".to_owned())
        }
        Ok(output) => Finding::Wrong(format!(
            "pg_restore can't read the database's dump: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        )),
        Err(error) => Finding::Unknown(format!(
            "whether the database's dump can be read: pg_restore can't be started ({error})"
        )),
    }
}
