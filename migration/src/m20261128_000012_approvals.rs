//! Who may run what: strangers' commits that wait for approval, what people decided, and which
//! runner may have which job. Runners get their token for a word that is good once.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{belongs_to, id, id_null, index, primary_id, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // One column a statement: SQLite adds no two at once.
        let first_time = string("fork_approval").default("first_time").take();
        add(manager, "repositories", first_time).await?;
        add(manager, "builds", string_null("approval")).await?;
        add(manager, "runners", json_binary_null("repositories")).await?;
        add(manager, "runners", boolean("runs_forks").default(false).take()).await?;
        add(manager, "runners", timestamp_with_time_zone_null("conflict_at")).await?;
        add(manager, "runners", json_binary_null("conflict_addresses")).await?;
        let local = Query::update()
            .table("runners")
            .value("runs_forks", true)
            .and_where(Expr::col("is_local").eq(true))
            .take();
        manager.execute(local).await?;
        manager.create_table(approvals()).await?;
        manager.create_index(unique("approvals", &["subject"])).await?;
        manager.create_index(index("approvals", &["build_id"])).await?;
        manager.create_index(index("approvals", &["repository_id", "commit_sha"])).await?;
        manager.create_index(index("approvals", &["repository_id", "author_key"])).await?;
        manager.create_table(runner_registrations()).await?;
        manager.create_index(unique("runner_registrations", &["token_hash"])).await
    }
}

async fn add(
    manager: &SchemaManager<'_>,
    table: &'static str,
    column: ColumnDef,
) -> Result<(), DbErr> {
    manager.alter_table(Table::alter().table(table).add_column(column).take()).await
}

/// What people said of builds and jobs that waited; one row for each of them. `build_id` and `job_id`
/// are no foreign keys: a word about a commit and its author outlives the build that asked for it.
fn approvals() -> TableCreateStatement {
    Table::create()
        .table("approvals")
        .col(primary_id("id"))
        .col(id("repository_id"))
        .col(id("build_id"))
        .col(id_null("job_id"))
        .col(string("subject"))
        .col(text_null("pull_request"))
        .col(string("commit_sha"))
        .col(text_null("author"))
        .col(text_null("author_key"))
        .col(string("decision"))
        .col(text("decided_by"))
        .col(text_null("comment"))
        .col(timestamp_with_time_zone("decided_at"))
        .foreign_key(&mut belongs_to(("approvals", "repository_id"), ("repositories", "id")))
        .take()
}

/// Tokens that runners exchange for their own.
fn runner_registrations() -> TableCreateStatement {
    Table::create()
        .table("runner_registrations")
        .col(primary_id("id"))
        .col(id("runner_id"))
        .col(string("token_hash"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .col(timestamp_with_time_zone_null("used_at"))
        .foreign_key(&mut belongs_to(("runner_registrations", "runner_id"), ("runners", "id")))
        .take()
}
