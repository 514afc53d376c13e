//! What is said about keeping: where the logs of ended jobs go, and how long history is kept.

use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::TimeDelta;

use super::reader::{Reader, Reported};
use super::{settings, values};
use crate::domain::retention::{Limits, Rules};

/// A century: more is `forever`.
const MOST_DAYS: i64 = 36_500;

/// More is `all`.
const MOST_BUILDS: u32 = 1_000_000;

/// How the logs of ended jobs are kept.
#[derive(Debug, Clone)]
pub struct Logs {
    /// Where.
    pub directory: PathBuf,
    /// The pause between two looks for logs that can be moved there; none: they stay in the
    /// database.
    pub compact_every: Option<Duration>,
}

/// The same before the data directory is known.
pub(super) struct LogsAnywhere {
    directory: Option<PathBuf>,
    compact_every: Option<Duration>,
}

impl Logs {
    pub(super) fn read(reader: &mut Reader) -> Result<LogsAnywhere, Reported> {
        let directory = reader.optional(&settings::LOG_DIR, values::directory);
        let compact_every = reader.required(&settings::COMPACT_LOGS_EVERY, compact_every);
        Ok(LogsAnywhere { directory: directory?, compact_every: compact_every? })
    }
}

impl LogsAnywhere {
    pub(super) fn in_data_dir(self, data_dir: &Path) -> Logs {
        let Self { directory, compact_every } = self;
        Logs { directory: directory.unwrap_or_else(|| data_dir.join("logs")), compact_every }
    }
}

/// A look costs next to nothing when there is nothing to move.
fn compact_every(text: &str) -> Result<Option<Duration>, String> {
    if text == "off" {
        return Ok(None);
    }
    let range = Duration::from_millis(100)..=Duration::from_secs(24 * 60 * 60);
    values::duration(text, range, "100ms to 24h or off").map(Some)
}

pub(super) fn retention(reader: &mut Reader) -> Result<Rules, Reported> {
    let builds_for = reader.required(&settings::KEEP_BUILDS_FOR, days);
    let builds = reader.required(&settings::KEEP_BUILDS, count);
    let logs_for = reader.required(&settings::KEEP_LOGS_FOR, days);
    let logs = reader.required(&settings::KEEP_LOGS, count);
    let payloads = reader.required(&settings::KEEP_PAYLOADS_FOR, days);
    Ok(Rules {
        builds: Limits { age: builds_for?, count: builds? },
        logs: Limits { age: logs_for?, count: logs? },
        payloads: payloads?,
    })
}

/// Less than a day is a slip that can't be undone.
fn days(text: &str) -> Result<Option<TimeDelta>, String> {
    if text == "forever" {
        return Ok(None);
    }
    let days = text.strip_suffix('d').and_then(|number| number.parse().ok());
    match days {
        Some(days) if (1..=MOST_DAYS).contains(&days) => Ok(Some(TimeDelta::days(days))),
        Some(_) | None => Err(format!(
            "is `{text}`, neither a number of days from 1d to {MOST_DAYS}d nor forever"
        )),
    }
}

fn count(text: &str) -> Result<Option<u32>, String> {
    if text == "all" {
        return Ok(None);
    }
    match text.parse() {
        Ok(count) if (1..=MOST_BUILDS).contains(&count) => Ok(Some(count)),
        Ok(_) | Err(_) => {
            Err(format!("is `{text}`, neither a number of builds from 1 to {MOST_BUILDS} nor all"))
        }
    }
}
