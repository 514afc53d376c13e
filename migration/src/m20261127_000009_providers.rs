//! What the work with providers needs: secrets that are replaced, what is built of a pull request,
//! a check run's name at its provider, who had an event decided again, and which heads were seen.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{add, belongs_to, id, index, primary_id};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in repository_columns() {
            add(manager, "repositories", column).await?;
        }
        add(manager, "builds", string_null("merge_sha")).await?;
        add(manager, "status_reports", string_null("provider_ref")).await?;
        add(manager, "webhook_events", text_null("replayed_by")).await?;
        // Whether a commit is built already is asked for each event.
        manager.create_index(index("builds", &["repository_id", "commit_sha"])).await?;
        manager.create_table(repository_heads()).await?;
        manager.create_table(repository_syncs()).await
    }
}

fn repository_columns() -> [ColumnDef; 9] {
    [
        blob_null("webhook_secret_previous"),
        string_null("webhook_token_hash_previous"),
        blob_null("webhook_signing_token_previous"),
        timestamp_with_time_zone_null("previous_secrets_until"),
        big_integer_null("provider_id"),
        boolean("through_app").default(false).take(),
        string("pull_request_builds").default("head").take(),
        boolean("build_twice").default(false).take(),
        text_null("inaccessible"),
    ]
}

/// The commit at which each branch and open pull request was seen last.
fn repository_heads() -> TableCreateStatement {
    Table::create()
        .table("repository_heads")
        .col(id("repository_id"))
        .col(string_len("full_ref", 1100))
        .col(string("commit_sha"))
        .col(boolean("draft").default(false))
        .col(timestamp_with_time_zone("seen_at"))
        .primary_key(Index::create().col("repository_id").col("full_ref"))
        .foreign_key(&mut belongs_to(("repository_heads", "repository_id"), ("repositories", "id")))
        .take()
}

/// When the heads of a repository were compared with its remote last, and what prevented it.
fn repository_syncs() -> TableCreateStatement {
    Table::create()
        .table("repository_syncs")
        .col(primary_id("repository_id"))
        .col(timestamp_with_time_zone_null("branches_at"))
        .col(timestamp_with_time_zone_null("requests_at"))
        .col(timestamp_with_time_zone("tried_at"))
        .col(text_null("error"))
        .foreign_key(&mut belongs_to(("repository_syncs", "repository_id"), ("repositories", "id")))
        .take()
}
