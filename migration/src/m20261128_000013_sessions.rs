//! How persons sign in: their passwords, what an identity provider knows them by, and the sessions
//! of their browsers.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{add, belongs_to, id, index, primary_id, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in ["password_hash", "oidc_issuer", "oidc_subject"] {
            add(manager, "users", string_null(column)).await?;
        }
        manager.create_index(unique("users", &["oidc_issuer", "oidc_subject"])).await?;
        manager.create_table(sessions()).await?;
        manager.create_index(unique("sessions", &["session_hash"])).await?;
        manager.create_index(index("sessions", &["user_id"])).await?;
        manager.create_index(index("sessions", &["expires_at"])).await
    }
}

fn sessions() -> TableCreateStatement {
    Table::create()
        .table("sessions")
        .col(primary_id("id"))
        .col(id("user_id"))
        .col(string("session_hash"))
        .col(string("method"))
        .col(string_null("address"))
        .col(string_null("user_agent"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("last_used_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .foreign_key(&mut belongs_to(("sessions", "user_id"), ("users", "id")))
        .take()
}
