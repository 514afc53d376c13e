//! How many runners there are, and how much they do.

use std::collections::HashSet;

use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect,
};

use crate::domain::status::{AttemptStatus, RunnerStatus};
use crate::entities::{job_attempts, runners};
use crate::ids::RunnerId;

/// The runners as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Fleet {
    /// Runners that are registered.
    pub registered: u64,
    /// Those of them that are connected.
    pub connected: u64,
    /// Those that have a job, whether they are connected or not.
    pub busy: u64,
    /// How many jobs the connected ones run at a time.
    pub slots: u64,
    /// How many jobs runners have.
    pub busy_slots: u64,
}

impl Fleet {
    /// As it is now.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn load(db: &impl ConnectionTrait) -> Result<Self, DbErr> {
        let capacities: Vec<i32> = runners::Entity::find()
            .select_only()
            .column(runners::Column::Capacity)
            .filter(runners::Column::Status.eq(RunnerStatus::Online))
            .into_tuple()
            .all(db)
            .await?;
        let held_by: Vec<RunnerId> = job_attempts::Entity::find()
            .select_only()
            .column(job_attempts::Column::RunnerId)
            .filter(job_attempts::Column::Status.eq(AttemptStatus::Running))
            .into_tuple()
            .all(db)
            .await?;
        Ok(Self {
            registered: runners::Entity::find().count(db).await?,
            connected: capacities.len() as u64,
            busy: held_by.iter().collect::<HashSet<_>>().len() as u64,
            slots: capacities.iter().map(|capacity| u64::from(capacity.unsigned_abs())).sum(),
            busy_slots: held_by.len() as u64,
        })
    }
}
