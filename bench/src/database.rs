//! A database of PostgreSQL for each server, in the place of SQLite, made and asked by PostgreSQL's
//! own programs, `psql` and `pgbench`.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use ulid::Ulid;

/// Tells what is measured, and whether it waits for the disk.
const TOLD: &str = "SELECT format('PostgreSQL %s, fsync=%s, synchronous_commit=%s', \
    split_part(current_setting('server_version'), ' ', 1), current_setting('fsync'), \
    current_setting('synchronous_commit'))";
/// With the two indexes that a table of deliveries can't be without. The bodies are kept as they
/// are: those of the server are packed before they come here.
const TABLE: &str = "CREATE TABLE events (id bigserial PRIMARY KEY, \
    delivery text UNIQUE DEFAULT gen_random_uuid(), body bytea NOT NULL); \
    ALTER TABLE events ALTER body SET STORAGE EXTERNAL";

/// A database that goes when this is dropped.
#[derive(Debug)]
pub(crate) struct Database {
    /// That of the cluster's own database.
    cluster: String,
    name: String,
}

impl Database {
    /// An empty one in the cluster whose database `postgres` has this address.
    pub(crate) fn create(cluster: &str) -> Result<Self> {
        let name = format!("bench_{}", Ulid::generate().to_string().to_lowercase());
        psql(cluster, &format!("CREATE DATABASE {name}"))?;
        Ok(Self { cluster: cluster.to_owned(), name })
    }

    /// Where it is.
    pub(crate) fn url(&self) -> String {
        named(&self.cluster, &self.name)
    }

    /// How many rows of this size it takes in a second, so many in each transaction, one after the
    /// other over one connection.
    pub(crate) fn rows(
        &self,
        directory: &Path,
        (batch, size): (usize, usize),
        duration: Duration,
    ) -> Result<f64> {
        psql(&self.url(), TABLE)?;
        let script = directory.join(format!("rows-{batch}.sql"));
        let insert = format!(
            "INSERT INTO events (body) SELECT decode(repeat('78', {size}), 'hex') \
             FROM generate_series(1, {batch});\n"
        );
        fs::write(&script, insert)?;
        let mut pgbench = Command::new("pgbench");
        let seconds = duration.as_secs().max(1).to_string();
        pgbench.args(["--no-vacuum", "--client=1", "--protocol=prepared", "--time", &seconds]);
        let told = output(pgbench.arg("--file").arg(script).arg(self.url()))?;
        let rate = transactions(&told).with_context(|| format!("pgbench tells no rate: {told}"))?;
        Ok(rate * f64::from(u32::try_from(batch)?))
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let drop = format!("DROP DATABASE {} WITH (FORCE)", self.name);
        if let Err(error) = psql(&self.cluster, &drop) {
            eprintln!("warning: {error:#}");
        }
    }
}

/// What a cluster is, in words.
pub(crate) fn told(cluster: &str) -> Result<String> {
    psql(cluster, TOLD)
}

fn psql(url: &str, sql: &str) -> Result<String> {
    let mut psql = Command::new("psql");
    psql.args(["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--command", sql]);
    output(psql.arg(url))
}

fn output(command: &mut Command) -> Result<String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.stdin(Stdio::null()).output();
    let output = output.with_context(|| format!("`{name}` of PostgreSQL can't be run"))?;
    let words = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{name} failed: {}", words.trim());
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The address of another database of the same cluster.
fn named(url: &str, name: &str) -> String {
    let (url, query) = url.split_once('?').map_or((url, None), |(url, query)| (url, Some(query)));
    let server = url.rsplit_once('/').map_or(url, |(server, _)| server);
    query.map_or_else(|| format!("{server}/{name}"), |query| format!("{server}/{name}?{query}"))
}

/// The number in `tps = 1234.5 (without initial connection time)`.
fn transactions(told: &str) -> Option<f64> {
    let line = told.lines().find_map(|line| line.strip_prefix("tps = "))?;
    line.split(' ').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{named, transactions};

    #[test]
    fn the_address_of_another_database_differs_in_its_name_alone() {
        let of = |url| named(url, "other");
        assert_eq!(of("postgres://a@b/postgres?host=%2Ftmp"), "postgres://a@b/other?host=%2Ftmp");
        assert_eq!(of("postgres://a@b:5432/postgres"), "postgres://a@b:5432/other");
    }

    #[test]
    fn the_rate_is_read_from_what_pgbench_tells() {
        let told = "latency average = 0.3 ms\ntps = 3210.5 (without initial connection time)";
        assert_eq!(transactions(told), Some(3210.5));
        assert_eq!(transactions("pgbench: error"), None);
    }
}
