//! The database schema as versioned steps, written with the builder alone so that the same steps
//! run on SQLite and PostgreSQL.
//!
//! A step that was released is never edited; a change is a new step that expands before a later
//! one contracts. Nothing here imports an entity: entities describe today, steps describe then.

#![expect(
    elided_lifetimes_in_paths,
    reason = "`async_trait` refuses an implementation that names a lifetime its trait leaves out"
)]

mod m20261123_000001_repositories;
mod m20261123_000002_webhook_events;
mod m20261123_000003_runners;
mod m20261123_000004_builds;
mod m20261123_000005_jobs;
mod m20261125_000007_status_reports;
mod m20261126_000008_request_digests;
mod m20261127_000009_providers;
mod m20261128_000010_access;
mod m20261128_000011_secrets;
mod m20261128_000012_approvals;
mod m20261128_000013_sessions;
mod m20261129_000014_upkeep;
mod step;
mod table;

pub use sea_orm_migration::{MigratorTrait, SchemaManager};

use sea_orm_migration::{MigrationTrait, async_trait::async_trait};
use step::Step;

/// The names of all steps, oldest first, as a database lists those that it has.
#[must_use]
pub fn names() -> Vec<String> {
    Migrator::migrations().iter().map(|step| step.name().to_owned()).collect()
}

/// All steps, oldest first. They are to be made in a transaction: none has one of its own.
#[derive(Debug)]
pub struct Migrator;

#[async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        let steps: Vec<Box<dyn MigrationTrait>> = vec![
            Box::new(m20261123_000001_repositories::Migration),
            Box::new(m20261123_000002_webhook_events::Migration),
            Box::new(m20261123_000003_runners::Migration),
            Box::new(m20261123_000004_builds::Migration),
            Box::new(m20261123_000005_jobs::Migration),
            Box::new(m20261125_000007_status_reports::Migration),
            Box::new(m20261126_000008_request_digests::Migration),
            Box::new(m20261127_000009_providers::Migration),
            Box::new(m20261128_000010_access::Migration),
            Box::new(m20261128_000011_secrets::Migration),
            Box::new(m20261128_000012_approvals::Migration),
            Box::new(m20261128_000013_sessions::Migration),
            Box::new(m20261129_000014_upkeep::Migration),
        ];
        steps.into_iter().map(Step::boxed).collect()
    }
}
