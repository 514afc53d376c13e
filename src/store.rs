//! Reads by aggregate, and writes as values.
//!
//! A read takes a connection and returns models. A write is a struct that implements [`Write`];
//! only the persistence actor applies it.

pub mod approvals;
pub mod audit;
pub mod backup;
pub mod builds;
pub mod changes;
mod database;
pub mod fleet;
pub mod heads;
pub mod jobs;
pub mod lags;
pub mod logs;
pub mod members;
mod probe;
pub mod reports;
pub mod repositories;
pub mod retention;
pub mod runners;
pub mod schedule;
pub mod sealed;
pub mod secrets;
pub mod sessions;
pub mod tokens;
pub mod users;
pub mod webhook_events;
mod write;

use sea_orm::sea_query::LikeExpr;

pub use database::{Database, Pool, default_url};
pub use probe::Probe;
pub use write::{Facts, Joined, Write, WriteError};

/// Whether a text holds NUL, which no stored text does and PostgreSQL refuses to compare with.
fn holds_nul(text: &str) -> bool {
    text.contains('\0')
}

/// The pattern that finds `text` as it stands: to SQL, `_` and `%` stand for other characters.
fn containing(text: &str) -> LikeExpr {
    let mut pattern = String::from("%");
    for character in text.chars() {
        if matches!(character, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern.push('%');
    LikeExpr::new(pattern).escape('\\')
}
