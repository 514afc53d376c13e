//! The column kinds that every table uses, so that they look the same everywhere.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{string_len, string_len_null};

/// The length of a ULID's text.
const ID_LENGTH: u32 = 26;

/// A ULID that is there.
pub(crate) fn id(column: impl IntoIden) -> ColumnDef {
    string_len(column, ID_LENGTH)
}

/// A ULID that may be absent.
pub(crate) fn id_null(column: impl IntoIden) -> ColumnDef {
    string_len_null(column, ID_LENGTH)
}

/// The table's own ULID.
pub(crate) fn primary_id(column: impl IntoIden) -> ColumnDef {
    id(column).primary_key().take()
}

/// A row that goes when the row it belongs to goes.
pub(crate) fn belongs_to(
    (from_table, from_column): (&'static str, &'static str),
    (to_table, to_column): (&'static str, &'static str),
) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(format!("fk_{from_table}_{from_column}"))
        .from(from_table, from_column)
        .to(to_table, to_column)
        .on_delete(ForeignKeyAction::Cascade)
        .take()
}

/// An index named after what it covers.
pub(crate) fn index(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut statement = Index::create();
    statement.name(format!("ix_{table}_{}", columns.join("_"))).table(table);
    for column in columns {
        statement.col(*column);
    }
    statement
}

/// An index that also keeps its columns unique together.
pub(crate) fn unique(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut statement = index(table, columns);
    statement.name(format!("ux_{table}_{}", columns.join("_"))).unique();
    statement
}

/// Adds one column: SQLite adds no two at once.
pub(crate) async fn add(
    manager: &SchemaManager<'_>,
    table: &'static str,
    column: ColumnDef,
) -> Result<(), DbErr> {
    manager.alter_table(Table::alter().table(table).add_column(column).take()).await
}
