//! Whether the database opens, is whole, is of this version, and how large it is.

use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::TimeDelta;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr};
use secrecy::SecretString;

use super::PATIENCE;
use super::report::{Finding, size};
use crate::clock::{self, Timestamp};
use crate::config::{Config, DatabaseKind};
use crate::store::Database;

const AREA: &str = "database";

/// How long SQLite may take to look through its file; a large one on a slow disk takes minutes.
const CHECK_PATIENCE: Duration = Duration::from_secs(30);

/// A log of this size is no longer folded into the database as it should be.
const LARGE_LOG: u64 = 256 << 20;

/// What was gathered, and the way to the rows for the other areas.
pub(super) struct Gathered {
    pub(super) facts: Facts,
    pub(super) reader: Option<DatabaseConnection>,
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
        schema: Schema,
        check: Check,
        bytes: u64,
        log_bytes: Option<u64>,
    },
}

/// The steps of the schema that the database has, against those that this program knows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Schema {
    missing: usize,
    /// Steps that this program does not know.
    unknown: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Check {
    Whole,
    Broken(String),
    Unfinished,
    /// PostgreSQL checks itself.
    None,
}

/// Looks at the database.
pub(super) async fn gather(config: &Config) -> Gathered {
    let kind = config.database.url.kind();
    let url = SecretString::from(config.database.url.expose());
    let without = |state| Gathered { facts: Facts { kind, state }, reader: None, clock: None };
    if let Some(file) = file_of(config.database.url.expose()).filter(|file| !file.exists()) {
        return without(State::Absent(file));
    }
    let reader = match tokio::time::timeout(PATIENCE, Database::observe(&url)).await {
        Ok(Ok(reader)) => reader,
        Ok(Err(error)) => return without(State::Unreachable(error.to_string())),
        Err(_) => return without(State::Unreachable("it does not answer".to_owned())),
    };
    match open(kind, config, &reader).await {
        Ok((state, clock)) => {
            Gathered { facts: Facts { kind, state }, reader: Some(reader), clock }
        }
        Err(error) => without(State::Unreachable(error.to_string())),
    }
}

async fn open(
    kind: DatabaseKind,
    config: &Config,
    db: &DatabaseConnection,
) -> Result<(State, Option<TimeDelta>), DbErr> {
    let schema = schema(db).await?;
    Ok(match kind {
        DatabaseKind::Sqlite => {
            let file = file_of(config.database.url.expose()).unwrap_or_default();
            let length = |path: &Path| path.metadata().map_or(0, |file| file.len());
            let mut log = file.clone().into_os_string();
            log.push("-wal");
            let (bytes, log_bytes) = (length(&file), Some(length(Path::new(&log))));
            (State::Open { schema, check: check(db).await?, bytes, log_bytes }, None)
        }
        DatabaseKind::Postgres => {
            let (bytes, clock) = postgres(db).await?;
            (State::Open { schema, check: Check::None, bytes, log_bytes: None }, Some(clock))
        }
    })
}

/// The path in a URL of SQLite.
fn file_of(url: &str) -> Option<PathBuf> {
    let path = url.strip_prefix("sqlite:")?;
    let path = path.strip_prefix("//").unwrap_or(path);
    Some(PathBuf::from(path.split('?').next().unwrap_or(path)))
}

async fn schema(db: &DatabaseConnection) -> Result<Schema, DbErr> {
    let rows = db.query_all_raw(sea_orm::Statement::from_string(
        db.get_database_backend(),
        "SELECT version FROM seaql_migrations",
    ));
    let rows = rows.await?;
    let has: Result<Vec<String>, _> = rows.iter().map(|row| row.try_get("", "version")).collect();
    Ok(compare(&has?, &migration::names()))
}

fn compare(has: &[String], known: &[String]) -> Schema {
    Schema {
        missing: known.iter().filter(|step| !has.contains(step)).count(),
        unknown: has.iter().filter(|step| !known.contains(step)).cloned().collect(),
    }
}

/// <https://www.sqlite.org/pragma.html#pragma_quick_check>
async fn check(db: &DatabaseConnection) -> Result<Check, DbErr> {
    let asked = db.query_one_raw(sea_orm::Statement::from_string(
        db.get_database_backend(),
        "PRAGMA quick_check(1)",
    ));
    let Ok(answer) = tokio::time::timeout(CHECK_PATIENCE, asked).await else {
        return Ok(Check::Unfinished);
    };
    let said: Option<String> = answer?.map(|row| row.try_get_by_index(0)).transpose()?;
    Ok(match said {
        Some(said) if said == "ok" => Check::Whole,
        other => Check::Broken(other.unwrap_or_default()),
    })
}

/// Its size, and by how much its clock is ahead.
async fn postgres(db: &DatabaseConnection) -> Result<(u64, TimeDelta), DbErr> {
    let row = db
        .query_one_raw(sea_orm::Statement::from_string(
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

fn judge_schema(Schema { missing, unknown }: &Schema) -> Finding {
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
        Check::Unfinished => Some(Finding::warning(
            AREA,
            format!("the quick check did not end within {} s", CHECK_PATIENCE.as_secs()),
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
    use super::super::report::Level;
    use super::*;

    fn levels(state: State) -> Vec<Level> {
        let facts = Facts { kind: DatabaseKind::Sqlite, state };
        judge(&facts).iter().map(|finding| finding.level).collect()
    }

    fn open(schema: Schema, check: Check, log_bytes: u64) -> State {
        State::Open { schema, check, bytes: 4096, log_bytes: Some(log_bytes) }
    }

    #[test]
    fn a_database_is_judged_by_its_schema_its_file_and_its_log() {
        use Level::{Failure, Ok, Warning};
        let newer = Schema { unknown: vec!["m2030".to_owned()], ..Schema::default() };
        let older = Schema { missing: 2, ..Schema::default() };
        let good = Schema::default;
        assert_eq!(levels(open(good(), Check::Whole, 0)), [Ok; 4]);
        assert_eq!(levels(open(newer, Check::Whole, 0)), [Ok, Failure, Ok, Ok]);
        let broken = Check::Broken("row 3 missing".to_owned());
        assert_eq!(levels(open(older, broken, LARGE_LOG)), [Ok, Warning, Failure, Warning]);
        assert_eq!(levels(open(good(), Check::Unfinished, 0)), [Ok, Ok, Warning, Ok]);
        assert_eq!(levels(State::Absent("/x".into())), [Warning]);
        assert_eq!(levels(State::Unreachable("no".to_owned())), [Failure]);
    }

    #[test]
    fn steps_are_compared_by_name() {
        let steps = |names: &[&str]| names.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
        let compared = compare(&steps(&["a", "z"]), &steps(&["a", "b"]));
        assert_eq!(compared, Schema { missing: 1, unknown: steps(&["z"]) });
    }

    #[test]
    fn the_file_is_found_in_its_url() {
        let file = |url| file_of(url).map(|path| path.display().to_string());
        assert_eq!(file("sqlite:///var/oore.db?mode=rwc").as_deref(), Some("/var/oore.db"));
        assert_eq!(file("sqlite:oore.db").as_deref(), Some("oore.db"));
        assert_eq!(file("postgres://host/oore"), None);
    }
}
