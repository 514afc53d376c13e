//! What providers are told about commits, and with which token.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{belongs_to, id, id_null, index, primary_id, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // One column a statement: SQLite adds no two at once.
        for column in [blob_null("access_token"), string_null("api_url")] {
            let table = Table::alter().table("repositories").add_column(column).take();
            manager.alter_table(table).await?;
        }
        manager.create_table(status_reports()).await?;
        let subject = ["repository_id", "commit_sha", "context"];
        manager.create_index(unique("status_reports", &subject)).await?;
        manager.create_index(index("status_reports", &["next_try_at"])).await?;
        manager.create_index(index("status_reports", &["build_id"])).await
    }
}

/// One row for each commit and context: the state that the provider is to have, and the one that
/// it has. A state that was overtaken is not kept, as nobody is told of it any more.
fn status_reports() -> TableCreateStatement {
    Table::create()
        .table("status_reports")
        .col(primary_id("id"))
        .col(id("repository_id"))
        .col(string("commit_sha"))
        .col(string("context"))
        .col(id_null("build_id"))
        .col(string("state"))
        .col(string_null("description"))
        .col(integer("version"))
        .col(integer("sent_version"))
        .col(integer("attempts"))
        .col(timestamp_with_time_zone_null("next_try_at"))
        .col(text_null("last_error"))
        .col(timestamp_with_time_zone("changed_at"))
        .col(timestamp_with_time_zone_null("sent_at"))
        .foreign_key(&mut belongs_to(("status_reports", "repository_id"), ("repositories", "id")))
        .take()
}
