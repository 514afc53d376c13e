//! What the machine allows: the same things done without a server around them.

use std::fs::File;
use std::hint::black_box;
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use rusqlite::Connection;

use crate::database::Database;
use crate::figure::{Figure, Unit};
use crate::programs::Programs;
use crate::pushes::sign;
use crate::statistics::{median, per_second};

/// How often each limit is measured; the median counts.
const ROUNDS: usize = 3;
/// How long each time.
const ROUND: Duration = Duration::from_millis(700);
/// A page of SQLite's.
const PAGE: [u8; 4096] = [7; 4096];

/// How many commits of a page the disk takes in a second, one after another.
pub(crate) fn fdatasync(group: &'static str, directory: &Path) -> Result<Figure> {
    let mut file = File::create(directory.join("fdatasync"))?;
    let rate = rate(|| {
        file.write_all(&PAGE)?;
        file.sync_data()?;
        Ok(1)
    })?;
    Ok(Figure::new(group, "limit: `fdatasync` of 4 KiB", rate, Unit::PerSecond))
}

/// How many bodies of this size are signed in a second, on one core.
pub(crate) fn hmac(group: &'static str, size: usize) -> Result<Figure> {
    let body = vec![b'x'; size];
    let rate = rate(|| {
        black_box(sign(b"a secret of thirty-two characters", black_box(&body)));
        Ok(1)
    })?;
    let name = format!("limit: HMAC-SHA256 of {size} bytes");
    Ok(Figure::new(group, name, rate, Unit::PerSecond))
}

/// How many rows of this size the database takes in a second that the servers are given, so many
/// in each transaction.
pub(crate) fn rows(
    programs: &Programs,
    group: &'static str,
    directory: &Path,
    (batch, size): (usize, usize),
) -> Result<Figure> {
    let (database, rate) = match &programs.postgres {
        None => ("SQLite", sqlite(directory, (batch, size))?),
        Some(cluster) => {
            let database = Database::create(cluster)?;
            let duration = ROUND * u32::try_from(ROUNDS)?;
            ("PostgreSQL", database.rows(directory, (batch, size), duration)?)
        }
    };
    let name = format!("limit: {database} rows, {batch} in a commit");
    Ok(Figure::new(group, name, rate, Unit::PerSecond))
}

/// With a write-ahead log and `synchronous=FULL` as the server has it.
fn sqlite(directory: &Path, (batch, size): (usize, usize)) -> Result<f64> {
    let path = directory.join(format!("limit-{batch}.db"));
    let database = open(&path).with_context(|| format!("cannot open {}", path.display()))?;
    let body = vec![b'x'; size];
    let mut insert = database.prepare("INSERT INTO events VALUES (?, ?, ?)")?;
    let mut next = 0_u64;
    rate(|| {
        database.execute_batch("BEGIN IMMEDIATE")?;
        for _ in 0..batch {
            next += 1;
            insert.execute((format!("{next:026}"), format!("delivery-{next}"), &body))?;
        }
        database.execute_batch("COMMIT")?;
        Ok(batch.try_into().unwrap_or(u64::MAX))
    })
}

/// With the two indexes that a table of deliveries can't be without.
fn open(path: &Path) -> rusqlite::Result<Connection> {
    let database = Connection::open(path)?;
    database.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -8192;
         CREATE TABLE events (id TEXT PRIMARY KEY, delivery TEXT UNIQUE, body BLOB NOT NULL);",
    )?;
    Ok(database)
}

/// The median of several rounds of `work`, which tells how much it did.
fn rate(mut work: impl FnMut() -> Result<u64>) -> Result<f64> {
    let mut rates = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let (start, mut done) = (Instant::now(), 0);
        while start.elapsed() < ROUND {
            done += work()?;
        }
        rates.push(per_second(done, start.elapsed()));
    }
    median(&rates).context("there is a round")
}
