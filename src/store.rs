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
mod keyed;
pub mod lags;
pub mod logs;
pub mod members;
mod probe;
mod reader;
pub mod reports;
pub mod repositories;
pub mod retention;
pub mod runners;
pub mod schedule;
pub mod schema;
pub mod sealed;
pub mod secrets;
pub mod sessions;
pub mod tokens;
mod trouble;
pub mod users;
pub mod webhook_events;
mod write;

use sea_orm::sea_query::LikeExpr;
use sea_orm::{
    ConnectionTrait, DbErr, EntityTrait, Iterable as _, PrimaryKeyToColumn, QueryOrder as _,
    QuerySelect as _, TryGetable,
};
use ulid::Ulid;

use crate::entities;
use crate::ids::{BuildId, LeaseId, RunnerId, TokenId, UserId, WebhookEventId};

pub use database::{Checkpointer, Database, Folded, Pool, WriteAheadLog, default_url, sqlite_file};
pub use keyed::{Keyed, keyed};
pub use probe::Probe;
pub use reader::Reader;
pub use trouble::{Lasting, is_passing, lasting};
pub use write::{Facts, Joined, Write, WriteError};

/// The same, with the last repeated until there are as many as a power of two: of statements that hold
/// any number of values, few are prepared.
fn padded<T: Clone>(values: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut values: Vec<T> = values.into_iter().collect();
    if let Some(last) = values.last().cloned() {
        values.resize(values.len().next_power_of_two(), last);
    }
    values
}

/// The newest identifiers of what is kept in the order of its identifiers.
///
/// # Errors
/// When the database does not answer.
pub async fn newest_ids(db: &impl ConnectionTrait) -> Result<Vec<Ulid>, DbErr> {
    let newest = [
        newest::<entities::webhook_events::Entity, WebhookEventId>(db).await?.map(|id| id.0),
        newest::<entities::builds::Entity, BuildId>(db).await?.map(|id| id.0),
        newest::<entities::job_attempts::Entity, LeaseId>(db).await?.map(|id| id.0),
        newest::<entities::tokens::Entity, TokenId>(db).await?.map(|id| id.0),
        newest::<entities::users::Entity, UserId>(db).await?.map(|id| id.0),
        newest::<entities::runners::Entity, RunnerId>(db).await?.map(|id| id.0),
    ];
    Ok(newest.into_iter().flatten().collect())
}

async fn newest<E: EntityTrait, I: TryGetable>(
    db: &impl ConnectionTrait,
) -> Result<Option<I>, DbErr> {
    let Some(id) = E::PrimaryKey::iter().next().map(PrimaryKeyToColumn::into_column) else {
        return Ok(None);
    };
    E::find().select_only().column(id).order_by_desc(id).limit(1).into_tuple().one(db).await
}

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
