//! Repositories, and the build numbers that outlive them.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{primary_id, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(repositories()).await?;
        manager.create_index(unique("repositories", &["provider", "name_key"])).await?;
        manager.create_table(build_counters()).await
    }
}

fn repositories() -> TableCreateStatement {
    Table::create()
        .table("repositories")
        .col(primary_id("id"))
        .col(string("provider"))
        .col(string("owner"))
        .col(string("name"))
        .col(string("name_key"))
        .col(string("clone_url"))
        .col(string("default_branch"))
        .col(boolean("active"))
        .col(blob_null("webhook_secret"))
        .col(string_null("webhook_token_hash"))
        .col(blob_null("webhook_signing_token"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .take()
}

/// Keyed by the repository's name and not its id: a repository that is removed and added again
/// counts on.
fn build_counters() -> TableCreateStatement {
    Table::create()
        .table("build_counters")
        .col(string("provider"))
        .col(string("name_key"))
        .col(big_integer("last_number"))
        .primary_key(Index::create().col("provider").col("name_key"))
        .take()
}
