//! Opening the database that is configured, and what is said when it can't be.

use sea_orm::DbErr;
use secrecy::SecretString;

use crate::config::Config;
use crate::store::Database;

/// Opens the database and brings its schema up to date.
///
/// # Errors
/// When it can't be reached, is no database, or a migration fails.
pub(crate) async fn open(config: &Config) -> anyhow::Result<Database> {
    let url = SecretString::from(config.database.url.expose());
    Database::open(&url).await.map_err(unopened)
}

/// What a start that finds no way to the database ends with.
pub(super) fn unopened(error: DbErr) -> anyhow::Error {
    anyhow::Error::new(error).context("can't open the database (OORE_DATABASE_URL)")
}
