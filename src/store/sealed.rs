//! Where sealed values stand, and sealing them anew under another key.
//!
//! A test compares the list with the schema: a column of bytes is either here, or named there as
//! one that is not sealed.

mod rotation;

use sea_orm::sea_query::{Expr, ExprTrait, Order, Query};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr};

pub use rotation::{Rotated, Rotation, Unopened};

use super::{Facts, Write, WriteError};

/// A column of sealed values. The table's key is `id`, and its text is the row of the value's place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SealedColumn {
    /// The table.
    pub table: &'static str,
    /// The column.
    pub column: &'static str,
}

/// The values of secrets.
pub const SECRET_VALUE: SealedColumn = SealedColumn { table: "secrets", column: "sealed_value" };

/// Every column of sealed values.
pub const SEALED: [SealedColumn; 6] = [
    SECRET_VALUE,
    of_repositories("webhook_secret"),
    of_repositories("webhook_secret_previous"),
    of_repositories("webhook_signing_token"),
    of_repositories("webhook_signing_token_previous"),
    of_repositories("access_token"),
];

const fn of_repositories(column: &'static str) -> SealedColumn {
    SealedColumn { table: "repositories", column }
}

/// A sealed value and its row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedValue {
    /// The row's id.
    pub row: String,
    /// The value.
    pub sealed: Vec<u8>,
}

/// At most `limit` values of a column, behind the row `after`, by row.
///
/// # Errors
/// When the database does not answer.
pub async fn values(
    db: &impl ConnectionTrait,
    of: SealedColumn,
    after: &str,
    limit: u64,
) -> Result<Vec<SealedValue>, DbErr> {
    let mut query = Query::select();
    query
        .columns(["id", of.column])
        .from(of.table)
        .and_where(Expr::col(of.column).is_not_null())
        .and_where(Expr::col("id").gt(after))
        .order_by("id", Order::Asc)
        .limit(limit);
    let rows = db.query_all(&query).await?;
    let value = |row: sea_orm::QueryResult| {
        Ok(SealedValue { row: row.try_get("", "id")?, sealed: row.try_get("", of.column)? })
    };
    rows.into_iter().map(value).collect()
}

/// Puts newly sealed values in the place of those they were made from.
#[derive(Debug, Clone)]
pub struct Reseal {
    /// Where they stand.
    pub column: SealedColumn,
    /// What stood there, and what is to stand there.
    pub values: Vec<(SealedValue, Vec<u8>)>,
}

impl Write for Reseal {
    type Output = ();

    /// A value that is another one by now stays as it is.
    async fn apply(&self, tx: &DatabaseTransaction, _: &mut Facts) -> Result<(), WriteError> {
        let SealedColumn { table, column } = self.column;
        for (before, after) in &self.values {
            let mut update = Query::update();
            update
                .table(table)
                .value(column, after.clone())
                .and_where(Expr::col("id").eq(before.row.as_str()))
                .and_where(Expr::col(column).eq(before.sealed.clone()));
            tx.execute(&update).await?;
        }
        Ok(())
    }
}
