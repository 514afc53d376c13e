//! Runners and the tokens that they and programs show.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{belongs_to, id_null, primary_id, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(runners()).await?;
        manager.create_index(unique("runners", &["name"])).await?;
        manager.create_table(tokens()).await?;
        manager.create_index(unique("tokens", &["token_hash"])).await
    }
}

fn runners() -> TableCreateStatement {
    Table::create()
        .table("runners")
        .col(primary_id("id"))
        .col(string("name"))
        .col(boolean("is_local"))
        .col(json_binary("labels"))
        .col(json_binary("reported_labels"))
        .col(integer("capacity"))
        .col(string_null("version"))
        .col(string("status"))
        .col(id_null("instance"))
        .col(timestamp_with_time_zone_null("last_seen_at"))
        .col(timestamp_with_time_zone("created_at"))
        .take()
}

fn tokens() -> TableCreateStatement {
    Table::create()
        .table("tokens")
        .col(primary_id("id"))
        .col(string("name"))
        .col(string("kind"))
        .col(string("token_hash"))
        .col(id_null("runner_id"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(&mut belongs_to(("tokens", "runner_id"), ("runners", "id")))
        .take()
}
