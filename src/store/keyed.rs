//! Whether a database holds what is worth nothing without the keys that it was written with. It is
//! asked before the schema is brought up to date, so tables and columns may be missing.

use std::str::FromStr as _;

use migration::SchemaManager;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::sqlx::sqlite::SqliteConnectOptions;
use sea_orm::{ConnectionTrait as _, DatabaseConnection, DbErr};
use secrecy::{ExposeSecret as _, SecretString};

use super::Database;
use super::sealed::SEALED;

/// Where the pepper's hashes and signatures stand: tables and columns.
const PEPPERED: [(&str, &str); 4] = [
    ("tokens", "token_hash"),
    ("users", "password_hash"),
    ("repositories", "webhook_token_hash"),
    ("audit_events", "mac"),
];

/// What of a database needs its earlier keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Keyed {
    /// Values are sealed with the encryption key.
    pub is_sealed: bool,
    /// Tokens and passwords are hashed, or the record is signed, with the pepper.
    pub is_peppered: bool,
}

/// Looks for values of each kind, and makes nothing: a file that is not there holds none.
///
/// # Errors
/// When the database can't be reached, or is no database.
pub async fn keyed(url: &SecretString) -> Result<Keyed, DbErr> {
    if is_file_to_be_made(url.expose_secret()) {
        return Ok(Keyed::default());
    }
    let db = Database::observe(url).await?;
    let sealed = SEALED.iter().map(|place| (place.table, place.column));
    let found =
        Keyed { is_sealed: any(&db, sealed).await?, is_peppered: any(&db, PEPPERED).await? };
    db.close().await?;
    Ok(found)
}

fn is_file_to_be_made(url: &str) -> bool {
    let file = url.starts_with("sqlite:").then(|| SqliteConnectOptions::from_str(url));
    let is_absent =
        |file: SqliteConnectOptions| matches!(file.get_filename().try_exists(), Ok(false));
    file.is_some_and(|file| file.is_ok_and(is_absent))
}

async fn any(
    db: &DatabaseConnection,
    places: impl IntoIterator<Item = (&'static str, &'static str)>,
) -> Result<bool, DbErr> {
    let schema = SchemaManager::new(db);
    for (table, column) in places {
        if !schema.has_table(table).await? || !schema.has_column(table, column).await? {
            continue;
        }
        let mut query = Query::select();
        query.column(column).from(table).and_where(Expr::col(column).is_not_null()).limit(1);
        if db.query_one(&query).await?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}
