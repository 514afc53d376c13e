//! Secrets: listing them, setting and removing them, and opening their values.

mod vault;

use sea_orm::sea_query::ExprTrait;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait,
    IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Select,
};

pub use vault::Vault;

use super::{Facts, Write, WriteError, repositories};
use crate::clock::Timestamp;
use crate::domain::secrets::{Candidate, NamedSecret, Rules};
use crate::entities::Stored;
use crate::entities::secrets::{Column, Entity, Model};
use crate::ids::{LeaseId, RepositoryId, RunnerId, SecretId};
use crate::store::jobs::valid;

/// At most `limit` secrets of a repository, or of the instance, behind the name `after`, by name.
///
/// # Errors
/// When the database does not answer.
pub async fn list(
    db: &impl ConnectionTrait,
    owner: Option<RepositoryId>,
    after: Option<&str>,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    let mut query = of(owner);
    if let Some(after) = after {
        query = query.filter(Column::Name.gt(after));
    }
    query.order_by_asc(Column::Name).limit(limit).all(db).await
}

/// The secret of this name of a repository, or of the instance.
///
/// # Errors
/// When the database does not answer.
pub async fn find(
    db: &impl ConnectionTrait,
    owner: Option<RepositoryId>,
    name: &str,
) -> Result<Option<Model>, DbErr> {
    of(owner).filter(Column::Name.eq(name)).one(db).await
}

/// Every secret of these names that jobs of a repository may be given: its own, and the instance's.
///
/// # Errors
/// When the database does not answer.
pub async fn named(
    db: &impl ConnectionTrait,
    repository: RepositoryId,
    names: &[String],
) -> Result<Vec<Model>, DbErr> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let places = Column::RepositoryId.eq(repository).or(Column::RepositoryId.is_null());
    Entity::find().filter(places).filter(Column::Name.is_in(names)).all(db).await
}

fn of(owner: Option<RepositoryId>) -> Select<Entity> {
    Entity::find().filter(match owner {
        Some(repository) => Column::RepositoryId.eq(repository),
        None => Column::RepositoryId.is_null(),
    })
}

/// A row as the decision takes it.
#[must_use]
pub fn candidate(row: &Model) -> Candidate<'_> {
    Candidate {
        name: &row.name,
        is_repositorys: row.repository_id.is_some(),
        rules: Rules {
            for_forks: row.for_forks,
            branches: &row.branches.0,
            tags: &row.tags.0,
            environments: &row.environments.0,
        },
    }
}

/// Sets a secret: makes it, or gives it another value and other rules.
#[derive(Debug, Clone)]
pub struct SetSecret {
    /// The row to be.
    pub secret: Model,
    /// When the row that it takes the place of had been set; none: there was none.
    pub seen: Option<Timestamp>,
}

/// Why a secret was not set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetRefused {
    /// Its repository is gone.
    RepositoryGone,
    /// Somebody else set or removed it since it was read.
    Outdated,
}

impl Write for SetSecret {
    type Output = Result<Model, SetRefused>;

    async fn apply(
        &self,
        tx: &DatabaseTransaction,
        _: &mut Facts,
    ) -> Result<Self::Output, WriteError> {
        let row = &self.secret;
        if let Some(repository) = row.repository_id
            && repositories::find(tx, repository).await?.is_none()
        {
            return Ok(Err(SetRefused::RepositoryGone));
        }
        let changed = row.clone().into_active_model();
        match find(tx, row.repository_id, &row.name).await? {
            Some(present) if present == *row => Ok(Ok(present)),
            Some(present) if present.id == row.id && Some(present.updated_at) == self.seen => {
                Ok(Ok(changed.reset_all().update(tx).await?))
            }
            None if self.seen.is_none() => Ok(Ok(changed.insert(tx).await?)),
            Some(_) | None => Ok(Err(SetRefused::Outdated)),
        }
    }
}

/// Removes a secret. Jobs that were given it keep it to their end.
#[derive(Debug, Clone, Copy)]
pub struct RemoveSecret {
    /// The secret.
    pub id: SecretId,
}

impl Write for RemoveSecret {
    type Output = ();

    async fn apply(&self, tx: &DatabaseTransaction, _: &mut Facts) -> Result<(), WriteError> {
        Entity::delete_by_id(self.id).exec(tx).await?;
        Ok(())
    }
}

/// Notes what became of the secrets that a job names, before it is sent.
#[derive(Debug, Clone)]
pub struct NoteSecrets {
    /// The attempt.
    pub lease: LeaseId,
    /// Its runner.
    pub runner: RunnerId,
    /// All that it names, in its order.
    pub secrets: Vec<NamedSecret>,
}

impl Write for NoteSecrets {
    type Output = ();

    async fn apply(&self, tx: &DatabaseTransaction, _: &mut Facts) -> Result<(), WriteError> {
        let Some(attempt) = valid(tx, self.lease, self.runner).await? else { return Ok(()) };
        let mut changed = attempt.into_active_model();
        changed.secrets = sea_orm::ActiveValue::Set(Some(Stored(self.secrets.clone())));
        changed.update_without_returning(tx).await?;
        Ok(())
    }
}
