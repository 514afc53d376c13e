//! Logs of ended attempts as objects outside of the database, when a log was removed, and indices
//! for lists of a branch.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{add, belongs_to, index, primary_id};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(log_objects()).await?;
        let removed = timestamp_with_time_zone_null("log_removed_at");
        add(manager, "job_attempts", removed).await?;
        // Lists of a branch, which may have few builds among many: of all repositories and of one.
        manager.create_index(index("builds", &["ref_name", "id"])).await?;
        manager.create_index(index("builds", &["repository_id", "ref_name", "id"])).await?;
        // Few jobs are taken over, and an index of these alone costs the others nothing.
        let taken_over = Expr::col("reused_from").is_not_null();
        manager.create_index(index("jobs", &["reused_from"]).and_where(taken_over).take()).await
    }
}

/// The object's name follows from the attempt.
fn log_objects() -> TableCreateStatement {
    Table::create()
        .table("log_objects")
        .col(primary_id("attempt_id"))
        .col(big_integer("length"))
        .col(big_integer("stored"))
        .col(string("sha256"))
        .col(timestamp_with_time_zone("compacted_at"))
        .foreign_key(&mut belongs_to(("log_objects", "attempt_id"), ("job_attempts", "id")))
        .take()
}
