//! Secrets of repositories and of the instance, and which of them each attempt was given.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{belongs_to, id_null, primary_id, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(secrets()).await?;
        manager.create_index(unique("secrets", &["repository_id", "name"])).await?;
        manager.create_index(unique_in_instance()).await?;
        let given =
            Table::alter().table("job_attempts").add_column(json_binary_null("secrets")).take();
        manager.alter_table(given).await
    }
}

fn secrets() -> TableCreateStatement {
    Table::create()
        .table("secrets")
        .col(primary_id("id"))
        .col(id_null("repository_id"))
        .col(string("name"))
        .col(blob("sealed_value"))
        .col(text_null("description"))
        .col(boolean("for_forks"))
        .col(json_binary("branches"))
        .col(json_binary("tags"))
        .col(json_binary("environments"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .col(text("updated_by"))
        .foreign_key(&mut belongs_to(("secrets", "repository_id"), ("repositories", "id")))
        .take()
}

/// In an index, one NULL is never the other.
fn unique_in_instance() -> IndexCreateStatement {
    let mut statement = unique("secrets", &["name"]);
    statement.and_where(Expr::col("repository_id").is_null());
    statement
}
