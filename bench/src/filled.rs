//! A database as that of a server that has been used for years: one real build, and 100,000 copies
//! of it with everything that hangs on them, over ten repositories.

use anyhow::{Context as _, Result, ensure};
use rusqlite::Connection;

use crate::builds;
use crate::origin::Origin;
use crate::programs::Programs;
use crate::pushes::{Outcome, Pushes};
use crate::server::{Directory, Registered, Server};
use crate::wire::Wire;

/// How many builds there are beside the first one.
pub(crate) const BUILDS: usize = 100_000;
/// How many repositories they are spread over.
const REPOSITORIES: usize = 10;
/// A repository half of whose builds are of `main`.
pub(crate) const WITH_MAIN: &str = "app0";
/// One that has as many builds, and none of `main`.
pub(crate) const WITHOUT_MAIN: &str = "app9";
const STEPS: &str = "      - run: echo all is well\n";

/// An id of its own for the copy number `n.i` of a row, that sorts as it counts: the time of the
/// original's and digits in the place of chance (<https://github.com/ulid/spec>).
const COPY: &str = "substr(b.@, 1, 10) || printf('%016d', n.i)";

/// A table with the columns whose values are not the original's.
type Table = (&'static str, &'static [(&'static str, &'static str)]);

const TABLES: [Table; 6] = [
    (
        "webhook_events",
        &[
            ("id", COPY),
            ("endpoint", "n.repository_id"),
            ("delivery_id", "'copy-' || n.i"),
            ("repository_id", "n.repository_id"),
            ("body", "CAST('{}' AS BLOB)"),
        ],
    ),
    (
        "builds",
        &[
            ("id", COPY),
            ("repository_id", "n.repository_id"),
            ("number", "n.number"),
            ("status", "CASE n.i % 10 WHEN 3 THEN 'failed' ELSE b.status END"),
            // Of repositories with an even number, every other build is one of `main`.
            ("ref_name", "CASE n.i % 4 WHEN 0 THEN 'main' ELSE 'topic-' || (n.i % 50) END"),
            ("commit_sha", "printf('%040x', n.i)"),
            ("webhook_event_id", COPY),
        ],
    ),
    ("jobs", &[("id", COPY), ("build_id", COPY)]),
    ("job_attempts", &[("id", COPY), ("job_id", COPY)]),
    ("steps", &[("attempt_id", COPY)]),
    ("log_chunks", &[("attempt_id", COPY)]),
];

/// Makes one, with its server stopped.
pub(crate) async fn directory(programs: &Programs) -> Result<Directory> {
    let mut server = Server::start(programs, &[])?;
    let origin = Origin::create(server.root(), STEPS, 1)?;
    let mut repositories = Vec::new();
    for number in 0..REPOSITORIES {
        repositories.push(server.register(&format!("app{number}"), &origin).await?);
    }
    let mut api = server.api();
    builds::runner_is_online(&mut api).await?;
    let pushes = Pushes::new(&origin, &repositories[0], Outcome::Built)?;
    let mut request = Vec::new();
    pushes.write_next(0, &mut request);
    let mut wire = Wire::open(server.address).await?;
    ensure!(wire.send(&request).await? == 202, "a webhook was answered {}", wire.answer());
    let answer: serde_json::Value = serde_json::from_slice(wire.body())?;
    builds::finished(&mut api, builds::text(&answer, "id")?).await?;
    server.stop()?;
    let mut directory = server.into_directory()?;
    // Else the runner of each server that is started would go on behind what is measured.
    directory.set(&[("OORE_LOCAL_RUNNER", "false")]);
    copy(&directory, &repositories).context("the builds can't be copied")?;
    Ok(directory)
}

fn copy(directory: &Directory, repositories: &[Registered]) -> Result<()> {
    let mut database = Connection::open(directory.data().join("oore.db"))?;
    // Nobody relies on it before all is there.
    database.execute_batch("PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;")?;
    let transaction = database.transaction()?;
    transaction.execute_batch(
        "CREATE TEMP TABLE n (i INTEGER PRIMARY KEY, repository_id TEXT, number INTEGER)",
    )?;
    {
        let mut insert = transaction.prepare("INSERT INTO n VALUES (?, ?, ?)")?;
        // The first repository has a build of the number 1 already.
        for i in REPOSITORIES..REPOSITORIES + BUILDS {
            let (turn, number) = (i % REPOSITORIES, i / REPOSITORIES + 1);
            insert.execute((i64::try_from(i)?, &repositories[turn].id, i64::try_from(number)?))?;
        }
    }
    for (table, changes) in TABLES {
        let columns = columns(&transaction, table)?;
        let batch = format!(
            "CREATE TEMP TABLE b AS SELECT * FROM main.{table}; {}; DROP TABLE temp.b;",
            insertion(table, &columns, changes)
        );
        transaction.execute_batch(&batch).with_context(|| format!("of the table {table}"))?;
    }
    transaction.execute_batch(
        "DELETE FROM build_counters;
         INSERT INTO build_counters
            SELECT r.provider, r.name_key, max(b.number)
            FROM builds b JOIN repositories r ON r.id = b.repository_id GROUP BY r.id;",
    )?;
    transaction.commit()?;
    database.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")?;
    Ok(())
}

fn columns(database: &Connection, table: &str) -> Result<Vec<String>> {
    let mut statement = database.prepare("SELECT name FROM pragma_table_info(?)")?;
    let names = statement.query_map([table], |row| row.get(0))?;
    Ok(names.collect::<rusqlite::Result<_>>()?)
}

/// Every row of `b`, once for every row of `n`.
fn insertion(table: &str, columns: &[String], changes: &[(&str, &str)]) -> String {
    let value = |column: &String| {
        let change = changes.iter().find(|(changed, _)| changed == column);
        change.map_or_else(|| format!("b.{column}"), |(_, value)| value.replace('@', column))
    };
    let values: Vec<String> = columns.iter().map(value).collect();
    let columns = columns.join(", ");
    format!("INSERT INTO main.{table} ({columns}) SELECT {} FROM n, temp.b b", values.join(", "))
}

#[cfg(test)]
mod tests {
    use super::insertion;

    #[test]
    fn what_is_not_changed_is_copied() {
        let columns = ["id".to_owned(), "name".to_owned()];
        let sql = insertion("jobs", &columns, &[("id", "substr(b.@, 1)")]);
        assert_eq!(
            sql,
            "INSERT INTO main.jobs (id, name) SELECT substr(b.id, 1), b.name FROM n, temp.b b"
        );
    }
}
