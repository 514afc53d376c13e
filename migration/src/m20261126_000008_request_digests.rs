//! What a request with an idempotency key asked for, so that the key can't stand for another one.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::string_null;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table =
            Table::alter().table("builds").add_column(string_null("idempotency_digest")).take();
        manager.alter_table(table).await
    }
}
