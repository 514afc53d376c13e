//! What backups ask of a database, and what is asked of one that came from a backup.

use sea_orm::{ConnectionTrait, DbErr, Statement};

use super::schema;
pub use super::schema::knows;

/// A name under which another program sees what this transaction sees, however long that program
/// takes (<https://www.postgresql.org/docs/current/functions-admin.html#FUNCTIONS-SNAPSHOT-SYNCHRONIZATION>).
///
/// # Errors
/// When the database does not answer, or is no PostgreSQL.
pub async fn export_snapshot(tx: &impl ConnectionTrait) -> Result<String, DbErr> {
    // A server's sessions don't wait in a transaction for long; this one does.
    tx.execute_unprepared("SET LOCAL idle_in_transaction_session_timeout = 0").await?;
    let names = texts(tx, "SELECT pg_export_snapshot()").await?;
    names.into_iter().next().ok_or_else(|| DbErr::Custom("no snapshot was made".to_owned()))
}

/// The last step that the schema has taken; none in a database without steps.
///
/// # Errors
/// When the database does not answer, or holds something else.
pub async fn schema(db: &impl ConnectionTrait) -> Result<Option<String>, DbErr> {
    Ok(schema::taken(db).await?.pop())
}

/// What is wrong with an SQLite database, if anything is
/// (<https://www.sqlite.org/pragma.html#pragma_integrity_check>).
///
/// # Errors
/// When the file can't be read, or is no database.
pub async fn damage(db: &impl ConnectionTrait) -> Result<Vec<String>, DbErr> {
    let mut damage = texts(db, "SELECT integrity_check FROM pragma_integrity_check").await?;
    damage.retain(|line| line != "ok");
    let loose = "SELECT \"table\" || ' row ' || rowid || ' belongs to no ' || parent \
                 FROM pragma_foreign_key_check LIMIT 100";
    damage.extend(texts(db, loose).await?);
    Ok(damage)
}

async fn texts(db: &impl ConnectionTrait, sql: &str) -> Result<Vec<String>, DbErr> {
    let statement = Statement::from_string(db.get_database_backend(), sql);
    let rows = db.query_all_raw(statement).await?;
    rows.iter().map(|row| row.try_get_by_index(0)).collect()
}
