//! Changing what an administrator says of a runner.

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter,
};

use super::RunnerNameTaken;
use crate::domain::fact::Fact;
use crate::entities::Stored;
use crate::entities::runners::{ActiveModel, Column, Entity, Model};
use crate::ids::RunnerId;
use crate::store::{Facts, Write, WriteError};

/// Gives a runner another name or other labels; what is absent stays.
#[derive(Debug, Clone)]
pub struct ChangeRunner {
    /// The runner.
    pub id: RunnerId,
    /// Its name from now on.
    pub name: Option<String>,
    /// The labels beside those that it reports.
    pub labels: Option<Vec<String>>,
}

/// Why a runner was not changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeRefused {
    /// It was removed.
    Gone,
    /// Another one has the name.
    NameTaken(RunnerNameTaken),
}

impl Write for ChangeRunner {
    type Output = Result<Model, ChangeRefused>;

    async fn apply(
        &self,
        tx: &DatabaseTransaction,
        facts: &mut Facts,
    ) -> Result<Self::Output, WriteError> {
        if Entity::find_by_id(self.id).one(tx).await?.is_none() {
            return Ok(Err(ChangeRefused::Gone));
        }
        if let Some(name) = &self.name {
            let others =
                Entity::find().filter(Column::Name.eq(name)).filter(Column::Id.ne(self.id));
            if let Some(other) = others.one(tx).await? {
                return Ok(Err(ChangeRefused::NameTaken(RunnerNameTaken { by: other.id })));
            }
        }
        let mut changed = ActiveModel { id: Set(self.id), ..Default::default() };
        if let Some(name) = &self.name {
            changed.name = Set(name.clone());
        }
        if let Some(labels) = &self.labels {
            changed.labels = Set(Stored(labels.clone()));
        }
        let row = changed.update(tx).await?;
        // Jobs that waited for one of its labels can be given to it now.
        facts.push(Fact::RunnerChanged { runner: self.id });
        Ok(Ok(row))
    }
}
