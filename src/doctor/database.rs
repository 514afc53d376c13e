//! Whether the database opens, is whole, is of this version, and how large it is.

use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::TimeDelta;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, Statement};
use secrecy::SecretString;

use super::PATIENCE;
use super::report::{Finding, size};
use super::rows::Unseen;
use crate::clock::{self, Timestamp};
use crate::config::{Config, DatabaseKind, DatabaseUrl};
use crate::store::Database;
use crate::store::schema::{self, Difference};

const AREA: &str = "database";

/// How long SQLite may take to look through its file; a large one on a slow disk takes minutes.
const CHECK_PATIENCE: Duration = Duration::from_secs(30);

/// A log of this size is no longer folded into the database as it should be.
const LARGE_LOG: u64 = 256 << 20;

/// What was gathered, and the way to the rows for the other areas.
pub(super) struct Gathered {
    pub(super) facts: Facts,
    pub(super) reader: Result<DatabaseConnection, Unseen>,
    /// By how much the database's clock is ahead of this machine's, where it has one of its own.
    pub(super) clock: Option<TimeDelta>,
}

/// What is known of the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Facts {
    kind: DatabaseKind,
    state: State,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum State {
    /// There is no file yet.
    Absent(PathBuf),
    Unreachable(String),
    Open {
        schema: Difference,
        check: Check,
        bytes: u64,
        log_bytes: Option<u64>,
    },
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Check {
    Whole,
    Broken(String),
    Failed(String),
    /// It did not end within this time.
    Unfinished(Duration),
    /// PostgreSQL checks itself.
    None,
}

/// Looks at the database.
pub(super) async fn gather(config: &Config) -> Gathered {
    gather_within(&config.database.url, CHECK_PATIENCE).await
}

async fn gather_within(of: &DatabaseUrl, check_patience: Duration) -> Gathered {
    let (kind, url) = (of.kind(), SecretString::from(of.expose()));
    let without = |state, reader| Gathered { facts: Facts { kind, state }, reader, clock: None };
    let unreachable = |why| without(State::Unreachable(why), Err(Unseen::Closed));
    if let Some(file) = file_of(of.expose()).filter(|file| !file.exists()) {
        return without(State::Absent(file), Err(Unseen::Absent));
    }
    let opened = async {
        let reader = Database::observe(&url).await?;
        let (state, clock) = open(of, &reader).await?;
        Ok::<_, DbErr>((reader, state, clock))
    };
    let (reader, mut state, clock) = match tokio::time::timeout(PATIENCE, opened).await {
        Ok(Ok(opened)) => opened,
        Ok(Err(error)) => return unreachable(error.to_string()),
        Err(_) => return unreachable("it does not answer".to_owned()),
    };
    if let (DatabaseKind::Sqlite, State::Open { check, .. }) = (kind, &mut state) {
        *check = self::check(&url, check_patience).await;
    }
    Gathered { facts: Facts { kind, state }, reader: Ok(reader), clock }
}

async fn open(
    of: &DatabaseUrl,
    db: &DatabaseConnection,
) -> Result<(State, Option<TimeDelta>), DbErr> {
    let schema = schema::compare(&schema::taken(db).await?);
    let check = Check::None;
    Ok(match of.kind() {
        DatabaseKind::Sqlite => {
            let file = file_of(of.expose()).unwrap_or_default();
            let length = |path: &Path| path.metadata().map_or(0, |file| file.len());
            let mut log = file.clone().into_os_string();
            log.push("-wal");
            let (bytes, log_bytes) = (length(&file), Some(length(Path::new(&log))));
            (State::Open { schema, check, bytes, log_bytes }, None)
        }
        DatabaseKind::Postgres => {
            let (bytes, clock) = postgres(db).await?;
            (State::Open { schema, check, bytes, log_bytes: None }, Some(clock))
        }
    })
}

/// The path in a URL of SQLite.
pub(super) fn file_of(url: &str) -> Option<PathBuf> {
    let path = url.strip_prefix("sqlite:")?;
    let path = path.strip_prefix("//").unwrap_or(path);
    Some(PathBuf::from(path.split('?').next().unwrap_or(path)))
}

/// Asks on a connection of its own: it is busy with the answer for as long as that takes, waited
/// for or not (<https://www.sqlite.org/pragma.html#pragma_quick_check>).
async fn check(url: &SecretString, patience: Duration) -> Check {
    let asked = async {
        let db = Database::observe(url).await?;
        let sql = "PRAGMA quick_check(1)";
        let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
        row.map(|row| row.try_get_by_index::<String>(0)).transpose()
    };
    match tokio::time::timeout(patience, asked).await {
        Err(_) => Check::Unfinished(patience),
        Ok(Ok(Some(said))) if said == "ok" => Check::Whole,
        Ok(Ok(said)) => Check::Broken(said.unwrap_or_default()),
        Ok(Err(error)) => Check::Failed(error.to_string()),
    }
}

/// Its size, and by how much its clock is ahead.
async fn postgres(db: &DatabaseConnection) -> Result<(u64, TimeDelta), DbErr> {
    let row = db
        .query_one_raw(Statement::from_string(
            db.get_database_backend(),
            "SELECT pg_database_size(current_database()) AS size, clock_timestamp() AS now",
        ))
        .await?
        .ok_or_else(|| DbErr::RecordNotFound("the size of the database".to_owned()))?;
    let (size, now): (i64, Timestamp) = (row.try_get("", "size")?, row.try_get("", "now")?);
    Ok((u64::try_from(size).unwrap_or_default(), now - clock::now()))
}

/// What the facts mean.
pub(super) fn judge(facts: &Facts) -> Vec<Finding> {
    let Facts { kind, state } = facts;
    let name = match kind {
        DatabaseKind::Sqlite => "SQLite",
        DatabaseKind::Postgres => "PostgreSQL",
    };
    match state {
        State::Absent(file) => vec![Finding::warning(
            AREA,
            format!("there is no database {} yet", file.display()),
            "start the server once, which makes it; if it had data, OORE_DATA_DIR or \
             OORE_DATABASE_URL leads to the wrong place, or put a backup back",
        )],
        State::Unreachable(why) => vec![Finding::failure(
            AREA,
            format!("{name} can't be read: {why}"),
            "check OORE_DATABASE_URL, that the database runs, and that this user may read it \
             (run the doctor as the server's user)",
        )],
        State::Open { schema, check, bytes, log_bytes } => {
            let mut findings = vec![
                Finding::ok(AREA, format!("{name} answers, {}", size(*bytes))),
                judge_schema(schema),
            ];
            findings.extend(judge_check(check));
            findings.extend(log_bytes.map(judge_log));
            findings
        }
    }
}

fn judge_schema(Difference { missing, unknown }: &Difference) -> Finding {
    match (missing, unknown.last()) {
        (_, Some(step)) => Finding::failure(
            AREA,
            format!("the schema is newer than this program: it has the step {step}"),
            "install the version of oored that wrote to the database last, or put a backup back \
             that was made before",
        ),
        (0, None) => Finding::ok(AREA, "the schema is up to date"),
        (missing, None) => Finding::warning(
            AREA,
            format!("the schema lacks {missing} steps of this version"),
            "make a backup, then start this version of the server, which brings it up to date",
        ),
    }
}

fn judge_check(check: &Check) -> Option<Finding> {
    match check {
        Check::Whole => Some(Finding::ok(AREA, "the file is whole (quick check)")),
        Check::Broken(said) => Some(Finding::failure(
            AREA,
            format!("the file is damaged: {said}"),
            "stop the server, keep a copy of the data directory, put a backup back, and have the \
             disk checked",
        )),
        Check::Failed(why) => Some(Finding::failure(
            AREA,
            format!("the quick check failed: {why}"),
            "if it is about the file, put a backup back and have the disk checked; if the file is \
             locked, see which program keeps it so",
        )),
        Check::Unfinished(patience) => Some(Finding::warning(
            AREA,
            format!("the quick check did not end within {} s", patience.as_secs()),
            "run `PRAGMA quick_check` with the program sqlite3 when there is time",
        )),
        Check::None => None,
    }
}

fn judge_log(bytes: u64) -> Finding {
    if bytes < LARGE_LOG {
        return Finding::ok(AREA, format!("the write-ahead log has {}", size(bytes)));
    }
    Finding::warning(
        AREA,
        format!("the write-ahead log has {}", size(bytes)),
        "another program keeps the database open for reading and so keeps the log from being \
         folded in: end it (a backup, a shell), or restart the server",
    )
}

#[cfg(test)]
mod tests {
    use sea_orm::TransactionTrait as _;

    use super::super::report::Level;
    use super::*;

    fn levels(state: State) -> Vec<Level> {
        let facts = Facts { kind: DatabaseKind::Sqlite, state };
        judge(&facts).iter().map(|finding| finding.level).collect()
    }

    fn open(schema: Difference, check: Check, log_bytes: u64) -> State {
        State::Open { schema, check, bytes: 4096, log_bytes: Some(log_bytes) }
    }

    #[test]
    fn a_database_is_judged_by_its_schema_its_file_and_its_log() {
        use Level::{Failure, Ok, Warning};
        let newer = Difference { unknown: vec!["m2030".to_owned()], ..Difference::default() };
        let older = Difference { missing: 2, ..Difference::default() };
        let good = Difference::default;
        assert_eq!(levels(open(good(), Check::Whole, 0)), [Ok; 4]);
        assert_eq!(levels(open(newer, Check::Whole, 0)), [Ok, Failure, Ok, Ok]);
        let broken = Check::Broken("row 3 missing".to_owned());
        assert_eq!(levels(open(older, broken, LARGE_LOG)), [Ok, Warning, Failure, Warning]);
        assert_eq!(
            levels(open(good(), Check::Unfinished(CHECK_PATIENCE), 0)),
            [Ok, Ok, Warning, Ok]
        );
        assert_eq!(levels(State::Absent("/x".into())), [Warning]);
        assert_eq!(levels(State::Unreachable("no".to_owned())), [Failure]);
    }

    #[tokio::test]
    async fn the_check_and_the_rows_have_a_connection_each() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("oore.db");
        std::fs::File::create(&file).unwrap();
        let url = DatabaseUrl::sqlite_at(&file);
        let writer = sea_orm::Database::connect(url.expose()).await.unwrap();
        let table = "CREATE TABLE seaql_migrations (version TEXT)";
        writer.execute_unprepared(table).await.unwrap();
        writer.close().await.unwrap();
        let found = gather_within(&url, Duration::ZERO).await;
        let State::Open { check, .. } = &found.facts.state else { panic!("{:?}", found.facts) };
        assert_eq!(*check, Check::Unfinished(Duration::ZERO));
        // There is one connection to the rows, and it is busy from here on.
        let rows = found.reader.unwrap().begin().await.unwrap();
        assert_eq!(super::check(&SecretString::from(url.expose()), PATIENCE).await, Check::Whole);
        schema::taken(&rows).await.expect("the rows are there to be read");
    }

    #[test]
    fn the_file_is_found_in_its_url() {
        let file = |url| file_of(url).map(|path| path.display().to_string());
        assert_eq!(file("sqlite:///var/oore.db?mode=rwc").as_deref(), Some("/var/oore.db"));
        assert_eq!(file("sqlite:oore.db").as_deref(), Some("oore.db"));
        assert_eq!(file("postgres://host/oore"), None);
    }
}
