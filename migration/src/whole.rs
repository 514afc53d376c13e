//! Each step as a whole: made and recorded, or neither.

use sea_orm_migration::async_trait::async_trait;
use sea_orm_migration::{DbErr, MigrationName, MigrationTrait, SchemaManager};

/// A step in a transaction of its own, which holds its record too. Left to itself the migrator makes
/// one on PostgreSQL alone; on SQLite a process that ended between a step and its record would find
/// the step's tables at every later start, and refuse to make them again.
pub(crate) struct Whole(Box<dyn MigrationTrait>);

impl Whole {
    pub(crate) fn boxed(step: Box<dyn MigrationTrait>) -> Box<dyn MigrationTrait> {
        Box::new(Self(step))
    }
}

impl MigrationName for Whole {
    fn name(&self) -> &str {
        self.0.name()
    }
}

#[async_trait]
impl MigrationTrait for Whole {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        self.0.up(manager).await?;
        failpoint::here("migration.half_done");
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        self.0.down(manager).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

#[cfg(test)]
#[test]
fn every_step_is_made_in_a_transaction_with_its_record() {
    use sea_orm_migration::MigratorTrait as _;

    for step in crate::Migrator::migrations() {
        assert_eq!(step.use_transaction(), Some(true), "{}", step.name());
    }
}
