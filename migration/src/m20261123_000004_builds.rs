//! Builds.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{belongs_to, id, id_null, index, primary_id, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(builds()).await?;
        manager.create_index(unique("builds", &["repository_id", "number"])).await?;
        manager.create_index(unique("builds", &["webhook_event_id", "event_handling"])).await?;
        manager.create_index(unique("builds", &["idempotency_key"])).await?;
        manager.create_index(index("builds", &["repository_id", "id"])).await?;
        manager.create_index(index("builds", &["status", "id"])).await
    }
}

fn builds() -> TableCreateStatement {
    Table::create()
        .table("builds")
        .col(primary_id("id"))
        .col(id("repository_id"))
        .col(big_integer("number"))
        .col(string("status"))
        .col(string("event"))
        .col(string("ref_kind"))
        .col(string("ref_name"))
        .col(string("commit_sha"))
        .col(text_null("commit_message"))
        .col(string_null("commit_author"))
        .col(json_binary_null("pull_request"))
        .col(string("triggered_by"))
        .col(id_null("webhook_event_id"))
        .col(integer_null("event_handling"))
        .col(id_null("rerun_of"))
        .col(string_null("idempotency_key"))
        .col(string_null("pipeline_name"))
        .col(json_binary("context"))
        .col(json_binary("diagnostics"))
        .col(text_null("error"))
        .col(text_null("cancel_reason"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("started_at"))
        .col(timestamp_with_time_zone_null("finished_at"))
        .foreign_key(&mut belongs_to(("builds", "repository_id"), ("repositories", "id")))
        .take()
}
