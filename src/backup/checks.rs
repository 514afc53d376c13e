//! Whether what a backup holds is what a server needs.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::Context;
use sea_orm::DatabaseConnection;
use secrecy::SecretString;
use tokio::process::Command;

use super::layout::{ENCRYPTION_KEY, PEPPER};
use super::manifest::{Content, KeyNotes, Kind, LOGS, Manifest, POSTGRES, Record, SQLITE};
use super::unpack::Unpacked;
use super::{sealing, snapshot};
use crate::archive::Archive;
use crate::config::{Config, DatabaseUrl, EncryptionKey, keys};
use crate::crypto::token::Pepper;
use crate::store::{self, Database};

/// How many rows are read at a time.
const PAGE: u64 = 1000;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Finding {
    /// It is as it should be.
    Good(String),
    /// It can't be told here, and why.
    Unknown(String),
    /// It can't be told here, and without it nobody knows whether the backup is of use.
    Unread(String),
    /// A server would miss something.
    Wrong(String),
    /// There is no server without it.
    Fatal(String),
}

/// What was found in all.
#[derive(Debug, Default)]
pub(crate) struct Checked {
    /// Each for itself.
    pub(crate) findings: Vec<Finding>,
    /// What is not to be laid out, as it is not what it should be: paths of members.
    pub(super) unwanted: Vec<PathBuf>,
}

impl Checked {
    fn good(&mut self, text: String) {
        self.findings.push(Finding::Good(text));
    }

    fn wrong(&mut self, text: String) {
        self.findings.push(Finding::Wrong(text));
    }

    fn bad_log(&mut self, path: &str, reason: &str) {
        self.wrong(format!("{path} is not whole: {reason}"));
        self.unwanted.push(path.into());
    }
}

/// Looks at everything in `directory`; `configured` may have the keys that the backup lacks.
///
/// # Errors
/// When something can't be looked at.
pub(crate) async fn check(
    unpacked: &Unpacked,
    directory: &Path,
    configured: Option<&Config>,
) -> anyhow::Result<Checked> {
    let manifest = &unpacked.manifest;
    let mut checked = Checked::default();
    if !store::backup::knows(&manifest.schema) {
        checked.findings.push(Finding::Fatal(format!(
            "its database has the schema {}, which this version of oored does not know: use oored {} \
             or a newer one",
            manifest.schema, manifest.version
        )));
        return Ok(checked);
    }
    let known = check_keys(manifest, directory, configured, &mut checked)?;
    for bad in &manifest.bad_logs {
        checked.bad_log(&bad.path, &format!("{} (when the backup was made)", bad.reason));
    }
    match manifest.database {
        Kind::Sqlite => check_sqlite(unpacked, directory, &known, &mut checked).await?,
        Kind::Postgres => {
            check_members(unpacked, &mut checked);
            told_of_record(&manifest.record, "when the backup was made", &mut checked);
            checked.findings.push(check_dump(&directory.join(POSTGRES)).await);
        }
    }
    Ok(checked)
}

/// Keys that belong to the backup, from it or from this machine's server.
#[derive(Debug, Default)]
struct Known {
    /// The key, and those that still open what they sealed.
    encryption_keys: Vec<EncryptionKey>,
    pepper: Option<SecretString>,
}

/// Each key for itself: what is in the backup must be what its server used.
fn check_keys(
    manifest: &Manifest,
    directory: &Path,
    configured: Option<&Config>,
    checked: &mut Checked,
) -> anyhow::Result<Known> {
    let (notes, packed) = (&manifest.keys, KeyNotes::kept(directory)?);
    let own = configured.and_then(|config| KeyNotes::used(config).ok()).zip(configured);
    let mut known = Known::default();
    let told = &notes.encryption_key.fingerprint;
    match &packed.encryption_key.fingerprint {
        Some(_) if packed.encryption_key.fingerprint == *told => {
            known.encryption_keys = keys::encryption_keys_in(directory)?;
        }
        Some(_) => another_key(ENCRYPTION_KEY, checked),
        None => {
            if let Some((own, config)) = &own
                && own.encryption_key.fingerprint == *told
            {
                known.encryption_keys = keys::encryption_keys(config)?;
            }
        }
    }
    let told = &notes.webhook_pepper.fingerprint;
    match &packed.webhook_pepper.fingerprint {
        Some(_) if packed.webhook_pepper.fingerprint == *told => {
            known.pepper = keys::pepper_in(directory)?;
        }
        Some(_) => another_key(PEPPER, checked),
        None => {
            if let Some((own, config)) = &own
                && own.webhook_pepper.fingerprint == *told
            {
                known.pepper = keys::pepper(config)?;
            }
        }
    }
    Ok(known)
}

fn another_key(file: &str, checked: &mut Checked) {
    checked.wrong(format!("{file} in it is another key than the one that its server used"));
    checked.unwanted.push(file.into());
}

async fn check_sqlite(
    unpacked: &Unpacked,
    directory: &Path,
    known: &Known,
    checked: &mut Checked,
) -> anyhow::Result<()> {
    let url = DatabaseUrl::sqlite_at(&directory.join(SQLITE));
    let database = Database::connect(&SecretString::from(url.expose())).await;
    let database = database.context("the backup's database can't be opened")?;
    let db = &database.reader();
    let damage = store::backup::damage(db).await?;
    if damage.is_empty() {
        checked.good("the database is whole".to_owned());
    }
    let fatal = |line| Finding::Fatal(format!("the database is damaged: {line}"));
    checked.findings.extend(damage.into_iter().take(10).map(fatal));
    check_objects(unpacked, db, checked).await?;
    check_sealed(db, known, checked).await?;
    match &known.pepper {
        Some(pepper) => {
            let record = snapshot::record(db, &Pepper::new(pepper).chain_key()).await?;
            told_of_record(&record, "in the database", checked);
        }
        None => told_of_record(&unpacked.manifest.record, "when the backup was made", checked),
    }
    database.close().await?;
    Ok(())
}

/// Each log against the row of the database that names it.
async fn check_objects(
    unpacked: &Unpacked,
    db: &DatabaseConnection,
    checked: &mut Checked,
) -> anyhow::Result<()> {
    let (mut after, mut good) = (None, 0);
    loop {
        let page = store::logs::objects(db, after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = Some(last.attempt_id);
        for row in &page {
            let path = format!("{LOGS}{}", Archive::name(row.attempt_id));
            good += usize::from(is_whole(unpacked, &path, &row.into(), checked));
        }
    }
    checked.good(format!("{good} logs are as the database says"));
    Ok(())
}

/// Each log against what the database said of it when the backup was made.
fn check_members(unpacked: &Unpacked, checked: &mut Checked) {
    let logs = unpacked.manifest.logs();
    let logs = logs.filter_map(|member| member.log.as_ref().map(|log| (&member.path, log)));
    let good = logs.filter(|(path, log)| is_whole(unpacked, path, log, checked)).count();
    checked.good(format!("{good} logs are as the database said when the backup was made"));
}

fn is_whole(unpacked: &Unpacked, path: &str, log: &Content, checked: &mut Checked) -> bool {
    // Told already.
    if unpacked.manifest.bad_logs.iter().any(|bad| bad.path == path) {
        return false;
    }
    let lease = path.strip_prefix(LOGS).and_then(Archive::named);
    let wrong = match lease.and_then(|lease| unpacked.objects.get(&lease)) {
        Some(Ok(found))
            if found.sha256 == log.sha256 && i64::try_from(found.length) == Ok(log.length) =>
        {
            return true;
        }
        Some(Ok(_)) => "it holds another log than the database says",
        Some(Err(reason)) => reason,
        None => "it is not in the backup",
    };
    checked.bad_log(path, wrong);
    false
}

/// Secrets are of use with the key alone that sealed them.
async fn check_sealed(
    db: &DatabaseConnection,
    known: &Known,
    checked: &mut Checked,
) -> anyhow::Result<()> {
    if known.encryption_keys.is_empty() {
        let text = "whether its secrets can be opened: the encryption key is not here";
        checked.findings.push(Finding::Unknown(text.to_owned()));
        return Ok(());
    }
    let tried = sealing::try_all(db, &known.encryption_keys).await?;
    let all = tried.open + tried.shut;
    match tried.shut {
        0 => checked.good(format!("all {all} sealed values open with its key")),
        shut => checked.wrong(format!("{shut} of {all} sealed values don't open with its key")),
    }
    Ok(())
}

fn told_of_record(record: &Record, since: &str, checked: &mut Checked) {
    match record {
        Record::Whole { entries } => {
            checked.good(format!("the record of who did what is whole {since}: {entries} entries"));
        }
        Record::Broken(why) => checked.wrong(format!("the record of who did what, {since}: {why}")),
        Record::Unknown => checked.findings.push(Finding::Unknown(
            "whether the record of who did what is whole: the keys are not here".to_owned(),
        )),
    }
}

/// Only a database can tell whether a dump can be loaded; that it can be read is a must.
async fn check_dump(dump: &Path) -> Finding {
    let read = Command::new("pg_restore")
        .args(["--file=/dev/null"])
        .arg(dump)
        .stdin(Stdio::null())
        .output()
        .await;
    match read {
        Ok(output) if output.status.success() => {
            Finding::Good("pg_restore reads the database's dump to its end".to_owned())
        }
        Ok(output) => Finding::Fatal(format!(
            "pg_restore can't read the database's dump: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        )),
        Err(error) => Finding::Unread(format!(
            "whether the database's dump can be read: pg_restore can't be started ({error}); install \
             PostgreSQL's client programs"
        )),
    }
}
