//! A copy of the database as it was at one moment, and the objects that it names.

use std::path::Path;
use std::process::Stdio;

use anyhow::{Context, bail};
use sea_orm::{AccessMode, ConnectionTrait, IsolationLevel, TransactionTrait};
use secrecy::SecretString;
use tempfile::NamedTempFile;
use tokio::process::Command;
use url::Url;

use crate::config::{Config, DatabaseKind, DatabaseUrl};
use crate::ids::LeaseId;
use crate::store::{self, Database};

/// How many rows are read at a time.
const PAGE: u64 = 1000;

/// A copy.
#[derive(Debug)]
pub(super) struct Snapshot {
    /// The database, or its dump.
    pub(super) file: NamedTempFile,
    /// The logs that it keeps as objects.
    pub(super) objects: Vec<LeaseId>,
    /// The last step of its schema.
    pub(super) schema: String,
}

/// Copies the database into `directory`, beside the server that writes it.
pub(super) async fn take(config: &Config, directory: &Path) -> anyhow::Result<Snapshot> {
    let file = tempfile::Builder::new().prefix(".oore-snapshot-").tempfile_in(directory);
    let file = file.with_context(|| format!("can't write in {}", directory.display()))?;
    let url = SecretString::from(config.database.url.expose());
    let database = Database::connect(&url).await.context(
        "can't open the database (OORE_DATABASE_URL), which the first start of the server makes",
    )?;
    let snapshot = match config.database.url.kind() {
        DatabaseKind::Sqlite => of_sqlite(&database, file).await,
        DatabaseKind::Postgres => of_postgres(&database, &config.database.url, file).await,
    };
    database.close().await?;
    snapshot
}

/// `VACUUM INTO` reads one moment of the database and keeps nobody from writing
/// (<https://www.sqlite.org/lang_vacuum.html#vacuuminto>); the copy is compact.
async fn of_sqlite(database: &Database, file: NamedTempFile) -> anyhow::Result<Snapshot> {
    let path = file.path().to_str().context("the path of the backup is not UTF-8")?;
    let statement = format!("VACUUM INTO '{}'", path.replace('\'', "''"));
    let copied = database.reader().execute_unprepared(&statement).await;
    copied.context("can't copy the database; is there room on the disk?")?;
    let copy = DatabaseUrl::sqlite_at(file.path());
    let copy = Database::connect(&SecretString::from(copy.expose())).await?;
    let named = named_by(copy.reader()).await;
    copy.close().await?;
    let (objects, schema) = named?;
    Ok(Snapshot { file, objects, schema })
}

/// `pg_dump` reads the moment that this transaction sees, which names the objects.
async fn of_postgres(
    database: &Database,
    url: &DatabaseUrl,
    file: NamedTempFile,
) -> anyhow::Result<Snapshot> {
    let (isolation, access) = (IsolationLevel::RepeatableRead, AccessMode::ReadOnly);
    let tx = database.reader().begin_with_config(Some(isolation), Some(access)).await?;
    let moment = store::backup::export_snapshot(&tx).await?;
    let (objects, schema) = named_by(&tx).await?;
    dump(url, &moment, file.path()).await?;
    tx.commit().await?;
    Ok(Snapshot { file, objects, schema })
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

async fn named_by(db: &impl ConnectionTrait) -> anyhow::Result<(Vec<LeaseId>, String)> {
    let schema = store::backup::schema(db).await?;
    let schema = schema.context("the database has no schema; the server's first start makes it")?;
    let mut objects = Vec::new();
    loop {
        let page = store::logs::objects(db, objects.last().copied(), PAGE).await?;
        let is_last = (page.len() as u64) < PAGE;
        objects.extend(page.iter().map(|object| object.attempt_id));
        if is_last {
            return Ok((objects, schema));
        }
    }
}
