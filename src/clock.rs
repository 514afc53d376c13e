//! The time of day, as an argument: pure code takes a [`Timestamp`], the edges ask [`now`].

use chrono::{DateTime, SubsecRound, Utc};

/// A moment in UTC, to the microsecond: what PostgreSQL keeps, so that a value read back equals
/// the one written.
pub type Timestamp = DateTime<Utc>;

/// The present moment.
#[must_use]
pub fn now() -> Timestamp {
    Utc::now().trunc_subsecs(6)
}

/// The moment `unix_ms` milliseconds after 1970; the present one when that is out of range, as a
/// runner with a broken clock must not stop a result.
#[must_use]
pub fn from_unix_ms(unix_ms: i64) -> Timestamp {
    DateTime::from_timestamp_millis(unix_ms).unwrap_or_else(now)
}
