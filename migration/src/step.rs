//! A step of the schema, in whose midst a test can end the process.

use sea_orm_migration::async_trait::async_trait;
use sea_orm_migration::{DbErr, MigrationName, MigrationTrait, SchemaManager};

/// A step without a transaction of its own: whoever moves a schema up makes all steps with their
/// records in one. A process that ended between a step and its record would find the step's tables
/// at every later start otherwise, and refuse to make them again.
pub(crate) struct Step(Box<dyn MigrationTrait>);

impl Step {
    pub(crate) fn boxed(step: Box<dyn MigrationTrait>) -> Box<dyn MigrationTrait> {
        Box::new(Self(step))
    }
}

impl MigrationName for Step {
    fn name(&self) -> &str {
        self.0.name()
    }
}

#[async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        self.0.up(manager).await?;
        failpoint::here("migration.half_done");
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        self.0.down(manager).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(false)
    }
}
