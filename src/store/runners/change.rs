//! Changing what an administrator says of a runner.

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter,
};

use super::RunnerNameTaken;
use crate::clock::Timestamp;
use crate::domain::fact::Fact;
use crate::entities::Stored;
use crate::entities::runners::{ActiveModel, Column, Entity, Model};
use crate::ids::{RepositoryId, RunnerId};
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
    /// Whose jobs it may have.
    pub repositories: Option<Repositories>,
    /// Whether it may have jobs of forks.
    pub runs_forks: Option<bool>,
}

/// Whose jobs a runner may have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Repositories {
    /// Everybody's.
    All,
    /// Those of these.
    Named(Vec<RepositoryId>),
}

impl Repositories {
    fn column(&self) -> Option<Stored<Vec<RepositoryId>>> {
        match self {
            Self::All => None,
            Self::Named(ids) => Some(Stored(ids.clone())),
        }
    }
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
        let Some(present) = Entity::find_by_id(self.id).one(tx).await? else {
            return Ok(Err(ChangeRefused::Gone));
        };
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
        if let Some(repositories) = &self.repositories {
            changed.repositories = Set(repositories.column());
        }
        if let Some(runs_forks) = self.runs_forks {
            changed.runs_forks = Set(runs_forks);
        }
        let row = if changed.is_changed() { changed.update(tx).await? } else { present };
        // Jobs that waited for one of its labels can be given to it now.
        facts.push(Fact::RunnerChanged { runner: self.id });
        Ok(Ok(row))
    }
}

/// Notes that two processes use a runner's token at once.
#[derive(Debug, Clone)]
pub struct NoteConflict {
    /// The runner.
    pub id: RunnerId,
    /// From where they came.
    pub addresses: Vec<String>,
    /// When it was seen.
    pub at: Timestamp,
}

impl Write for NoteConflict {
    type Output = ();

    async fn apply(&self, tx: &DatabaseTransaction, facts: &mut Facts) -> Result<(), WriteError> {
        if Entity::find_by_id(self.id).one(tx).await?.is_none() {
            return Ok(());
        }
        let changed = ActiveModel {
            id: Set(self.id),
            conflict_at: Set(Some(self.at)),
            conflict_addresses: Set(Some(Stored(self.addresses.clone()))),
            ..Default::default()
        };
        changed.update_without_returning(tx).await?;
        facts.push(Fact::RunnerChanged { runner: self.id });
        Ok(())
    }
}
