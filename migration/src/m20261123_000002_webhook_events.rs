//! Webhook events as they came.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{id_null, index, primary_id, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(webhook_events()).await?;
        manager
            .create_index(unique("webhook_events", &["provider", "endpoint", "delivery_id"]))
            .await?;
        manager.create_index(index("webhook_events", &["status", "id"])).await?;
        manager.create_index(index("webhook_events", &["repository_id", "id"])).await
    }
}

/// `repository_id` is no foreign key: the record of an event outlives its repository.
fn webhook_events() -> TableCreateStatement {
    Table::create()
        .table("webhook_events")
        .col(primary_id("id"))
        .col(string("provider"))
        .col(string("endpoint"))
        .col(string("delivery_id"))
        .col(string("event"))
        .col(string_null("action"))
        .col(id_null("repository_id"))
        .col(string("status"))
        .col(timestamp_with_time_zone("received_at"))
        .col(timestamp_with_time_zone_null("handled_at"))
        .col(integer("handling"))
        .col(integer("attempts"))
        .col(integer("redeliveries"))
        .col(big_integer("size_bytes"))
        .col(string("content_type"))
        .col(blob("body"))
        .col(json_binary("summary"))
        .col(json_binary_null("decision"))
        .col(text_null("error"))
        .take()
}
