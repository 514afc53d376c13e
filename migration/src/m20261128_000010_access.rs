//! Who may do what: users, their roles in repositories, their tokens, and the record of what they
//! did.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{add, belongs_to, id, id_null, index, primary_id, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(users()).await?;
        manager.create_index(unique("users", &["name"])).await?;
        manager.create_table(repository_members()).await?;
        manager.create_index(index("repository_members", &["user_id"])).await?;
        for column in token_columns() {
            add(manager, "tokens", column).await?;
        }
        manager.create_index(index("tokens", &["user_id"])).await?;
        manager.create_table(audit_events()).await?;
        manager.create_index(unique("audit_events", &["id"])).await?;
        manager.create_index(index("audit_events", &["repository_id", "sequence"])).await?;
        manager.create_table(audit_heads()).await
    }
}

fn users() -> TableCreateStatement {
    Table::create()
        .table("users")
        .col(primary_id("id"))
        .col(string("name"))
        .col(string("kind"))
        .col(string_null("email"))
        .col(string_null("role"))
        .col(boolean("active"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .take()
}

fn repository_members() -> TableCreateStatement {
    Table::create()
        .table("repository_members")
        .col(id("repository_id"))
        .col(id("user_id"))
        .col(string("role"))
        .col(timestamp_with_time_zone("created_at"))
        .primary_key(Index::create().col("repository_id").col("user_id"))
        .foreign_key(&mut belongs_to(
            ("repository_members", "repository_id"),
            ("repositories", "id"),
        ))
        .foreign_key(&mut belongs_to(("repository_members", "user_id"), ("users", "id")))
        .take()
}

/// `user_id` has no foreign key, which SQLite can't add to a table: a user's tokens are removed
/// with the user.
fn token_columns() -> [ColumnDef; 5] {
    [
        id_null("user_id"),
        json_binary_null("scopes"),
        json_binary_null("repositories"),
        timestamp_with_time_zone_null("expires_at"),
        timestamp_with_time_zone_null("last_used_at"),
    ]
}

/// The texts of `before` and `after` are kept as they were hashed, which `jsonb` would not do.
fn audit_events() -> TableCreateStatement {
    Table::create()
        .table("audit_events")
        .col(big_integer("sequence").primary_key())
        .col(id("id"))
        .col(big_integer("at_ms"))
        .col(string("actor_kind"))
        .col(id_null("actor_id"))
        .col(string("actor_name"))
        .col(id_null("token_id"))
        .col(string_null("address"))
        .col(string_null("request_id"))
        .col(string("operation"))
        .col(id_null("repository_id"))
        .col(string("target_kind"))
        .col(string_null("target_id"))
        .col(string_null("target_name"))
        .col(text_null("before"))
        .col(text_null("after"))
        .col(string("mac"))
        .take()
}

/// The end of the chain, so that rows that were removed from there are missed too.
fn audit_heads() -> TableCreateStatement {
    Table::create()
        .table("audit_heads")
        .col(integer("id").primary_key())
        .col(big_integer("sequence"))
        .col(string("mac"))
        .col(string("seal"))
        .take()
}
