//! Whether the database can be written.

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend};

use super::{Facts, Write, WriteError};

/// What writes the database's own head and changes nothing in it. SQLite reads no meaning into this
/// number, and neither do we (<https://www.sqlite.org/pragma.html#pragma_user_version>).
const SQLITE: &str = "PRAGMA user_version = 0";

/// What is given a number has its commit written
/// (<https://www.postgresql.org/docs/current/functions-info.html>).
const POSTGRES: &str = "SELECT pg_current_xact_id()";

/// Changes nothing, and is written to the disk all the same: that it comes back means that the writer
/// works, has got the write lock, and found room.
#[derive(Debug, Clone, Copy)]
pub struct Probe;

impl Write for Probe {
    type Output = ();

    async fn apply(&self, tx: &DatabaseTransaction, _: &mut Facts) -> Result<(), WriteError> {
        let sql = match tx.get_database_backend() {
            DbBackend::Sqlite => SQLITE,
            _ => POSTGRES,
        };
        tx.execute_unprepared(sql).await?;
        Ok(())
    }
}
