//! A copy of the database as it was at one moment, the objects that it names, and whether its record
//! was whole.

use std::path::Path;
use std::process::Stdio;

use anyhow::{Context, bail};
use sea_orm::{AccessMode, ConnectionTrait, IsolationLevel, TransactionTrait};
use secrecy::SecretString;
use tempfile::NamedTempFile;
use tokio::process::Command;
use url::Url;

use super::manifest::Record;
use crate::config::{Config, DatabaseKind, DatabaseUrl, keys};
use crate::crypto::token::{ChainKey, Pepper};
use crate::entities::log_objects;
use crate::store::audit::Verified;
use crate::store::{self, Database};

/// How many rows are read at a time.
const PAGE: u64 = 1000;

/// A copy.
#[derive(Debug)]
pub(super) struct Snapshot {
    /// The database, or its dump.
    pub(super) file: NamedTempFile,
    /// The logs that it keeps as objects.
    pub(super) objects: Vec<log_objects::Model>,
    /// The record of who did what.
    pub(super) record: Record,
    /// The last step of its schema.
    pub(super) schema: String,
}

/// Copies the database into `directory`, beside the server that writes it.
pub(super) async fn take(config: &Config, directory: &Path) -> anyhow::Result<Snapshot> {
    let file = tempfile::Builder::new().prefix(".oore-snapshot-").tempfile_in(directory);
    let file = file.with_context(|| format!("can't write in {}", directory.display()))?;
    let url = SecretString::from(config.database.url.expose());
    let chain = keys::pepper(config)?.map(|pepper| Pepper::new(&pepper).chain_key());
    let database = Database::connect(&url).await.context(
        "can't open the database (OORE_DATABASE_URL), which the first start of the server makes",
    )?;
    let snapshot = match config.database.url.kind() {
        DatabaseKind::Sqlite => of_sqlite(&database, file, chain.as_ref()).await,
        DatabaseKind::Postgres => {
            of_postgres(&database, &config.database.url, file, chain.as_ref()).await
        }
    };
    database.close().await?;
    snapshot
}

/// `VACUUM INTO` reads one moment of the database and keeps nobody from writing
/// (<https://www.sqlite.org/lang_vacuum.html#vacuuminto>); the copy is compact.
async fn of_sqlite(
    database: &Database,
    file: NamedTempFile,
    chain: Option<&ChainKey>,
) -> anyhow::Result<Snapshot> {
    let path = file.path().to_str().context("the path of the backup is not UTF-8")?;
    let statement = format!("VACUUM INTO '{}'", path.replace('\'', "''"));
    let copied = database.reader().execute_unprepared(&statement).await;
    copied.context("can't copy the database; is there room on the disk?")?;
    let copy = DatabaseUrl::sqlite_at(file.path());
    let copy = Database::connect(&SecretString::from(copy.expose())).await?;
    let content = content(&copy.reader(), chain).await;
    copy.close().await?;
    Ok(content?.of(file))
}

/// `pg_dump` reads the moment that this transaction sees, which names the objects.
async fn of_postgres(
    database: &Database,
    url: &DatabaseUrl,
    file: NamedTempFile,
    chain: Option<&ChainKey>,
) -> anyhow::Result<Snapshot> {
    let (isolation, access) = (IsolationLevel::RepeatableRead, AccessMode::ReadOnly);
    let tx = database.reader().begin_with_config(Some(isolation), Some(access)).await?;
    let moment = store::backup::export_snapshot(&tx).await?;
    let content = content(&tx, chain).await?;
    dump(url, &moment, file.path()).await?;
    tx.commit().await?;
    Ok(content.of(file))
}

async fn dump(url: &DatabaseUrl, moment: &str, file: &Path) -> anyhow::Result<()> {
    let mut url: Url = url.expose().parse()?;
    let mut command = Command::new("pg_dump");
    if let Some(password) = url.password().map(str::to_owned) {
        // Arguments are seen by everybody on the machine.
        let decoded = percent_decoded(&password)?;
        command.env("PGPASSWORD", decoded);
        url.set_password(None).unwrap_or(());
    }
    command
        .args(["--format=custom", "--no-owner", "--no-privileges", "--compress=0"])
        .arg(format!("--snapshot={moment}"))
        .arg("--file")
        .arg(file)
        .arg(format!("--dbname={url}"))
        .stdin(Stdio::null());
    let ended = match command.output().await {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => bail!(
            "there is no pg_dump in PATH: install PostgreSQL's client programs, of the server's \
             version or a newer one"
        ),
        ended => ended.context("pg_dump can't be started")?,
    };
    let said = String::from_utf8_lossy(&ended.stderr);
    anyhow::ensure!(ended.status.success(), "pg_dump failed: {}", said.trim());
    Ok(())
}

fn percent_decoded(text: &str) -> anyhow::Result<String> {
    let pair = format!("p={}", text.replace('+', "%2B"));
    let decoded = url::form_urlencoded::parse(pair.as_bytes()).next();
    decoded.map(|(_, value)| value.into_owned()).context("the database's password is unreadable")
}

/// What is asked of the copied moment.
struct Content {
    objects: Vec<log_objects::Model>,
    record: Record,
    schema: String,
}

impl Content {
    fn of(self, file: NamedTempFile) -> Snapshot {
        let Self { objects, record, schema } = self;
        Snapshot { file, objects, record, schema }
    }
}

async fn content(db: &impl ConnectionTrait, chain: Option<&ChainKey>) -> anyhow::Result<Content> {
    let schema = store::backup::schema(db).await?;
    let schema = schema.context("the database has no schema; the server's first start makes it")?;
    let record = match chain {
        Some(chain) => record(db, chain).await?,
        None => Record::Unknown,
    };
    let mut objects: Vec<log_objects::Model> = Vec::new();
    loop {
        let after = objects.last().map(|last| last.attempt_id);
        let page = store::logs::objects(db, after, PAGE).await?;
        let is_last = (page.len() as u64) < PAGE;
        objects.extend(page);
        if is_last {
            return Ok(Content { objects, record, schema });
        }
    }
}

/// Follows the record of who did what to its end.
pub(super) async fn record(db: &impl ConnectionTrait, chain: &ChainKey) -> anyhow::Result<Record> {
    Ok(match store::audit::verify(db, chain, None).await? {
        Ok(Verified { entries, .. }) => Record::Whole { entries },
        Err(broken) => Record::Broken(broken.to_string()),
    })
}
