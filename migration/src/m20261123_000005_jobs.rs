//! Jobs, their attempts, the attempts' steps and logs.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{belongs_to, id, id_null, index, primary_id, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(jobs()).await?;
        manager.create_index(unique("jobs", &["build_id", "key"])).await?;
        manager.create_index(index("jobs", &["status", "build_id", "position"])).await?;
        manager.create_table(job_attempts()).await?;
        manager.create_index(unique("job_attempts", &["job_id", "attempt"])).await?;
        manager.create_index(index("job_attempts", &["runner_id", "status"])).await?;
        manager.create_table(steps()).await?;
        manager.create_table(log_chunks()).await
    }
}

fn jobs() -> TableCreateStatement {
    Table::create()
        .table("jobs")
        .col(primary_id("id"))
        .col(id("build_id"))
        .col(integer("position"))
        .col(string("key"))
        .col(string("base_key"))
        .col(string("name"))
        .col(string("status"))
        .col(integer("attempt"))
        .col(json_binary("plan"))
        .col(json_binary("outputs"))
        .col(text_null("detail"))
        .col(text_null("cancel_reason"))
        .col(id_null("runner_id"))
        .col(id_null("reused_from"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("started_at"))
        .col(timestamp_with_time_zone_null("finished_at"))
        .foreign_key(&mut belongs_to(("jobs", "build_id"), ("builds", "id")))
        .take()
}

/// One row for each time a job was given to a runner; its id is the lease.
fn job_attempts() -> TableCreateStatement {
    Table::create()
        .table("job_attempts")
        .col(primary_id("id"))
        .col(id("job_id"))
        .col(integer("attempt"))
        .col(id("runner_id"))
        .col(string("status"))
        .col(text_null("detail"))
        .col(timestamp_with_time_zone("leased_at"))
        .col(timestamp_with_time_zone_null("accepted_at"))
        .col(timestamp_with_time_zone_null("started_at"))
        .col(timestamp_with_time_zone_null("finished_at"))
        .foreign_key(&mut belongs_to(("job_attempts", "job_id"), ("jobs", "id")))
        .take()
}

fn steps() -> TableCreateStatement {
    Table::create()
        .table("steps")
        .col(id("attempt_id"))
        .col(integer("position"))
        .col(text("name"))
        .col(string("status"))
        .col(integer_null("exit_code"))
        .col(timestamp_with_time_zone_null("started_at"))
        .col(timestamp_with_time_zone_null("finished_at"))
        .col(big_integer_null("log_start"))
        .col(big_integer_null("log_end"))
        .col(text_null("detail"))
        .col(text_null("summary"))
        .primary_key(Index::create().col("attempt_id").col("position"))
        .foreign_key(&mut belongs_to(("steps", "attempt_id"), ("job_attempts", "id")))
        .take()
}

fn log_chunks() -> TableCreateStatement {
    Table::create()
        .table("log_chunks")
        .col(id("attempt_id"))
        .col(big_integer("start"))
        .col(integer("length"))
        .col(string("encoding"))
        .col(blob("data"))
        .primary_key(Index::create().col("attempt_id").col("start"))
        .foreign_key(&mut belongs_to(("log_chunks", "attempt_id"), ("job_attempts", "id")))
        .take()
}
