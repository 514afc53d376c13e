//! Repositories: finding, adding, changing, removing.

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr,
    EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};

use super::{Facts, Write, WriteError, containing, heads, holds_nul, padded, reports};
use crate::clock::Timestamp;
use crate::domain::access::Reach;
use crate::domain::fact::Fact;
use crate::domain::provider::ProviderKind;
use crate::domain::status::BuildStatus;
use crate::entities::builds;
use crate::entities::repositories::{Column, Entity, Model, name_key};
use crate::ids::RepositoryId;

/// The repository with this id.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &impl ConnectionTrait, id: RepositoryId) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).one(db).await
}

/// The repositories with these ids.
///
/// # Errors
/// When the database does not answer.
pub async fn find_all(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = RepositoryId>,
) -> Result<Vec<Model>, DbErr> {
    Entity::find().filter(Column::Id.is_in(padded(ids))).all(db).await
}

/// The repository with this name at this provider, without regard to case.
///
/// # Errors
/// When the database does not answer.
pub async fn find_by_name(
    db: &impl ConnectionTrait,
    provider: ProviderKind,
    full_name: &str,
) -> Result<Option<Model>, DbErr> {
    Entity::find()
        .filter(Column::Provider.eq(provider))
        .filter(Column::NameKey.eq(name_key(full_name)))
        .one(db)
        .await
}

/// Which repositories a list shows.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Only of this provider.
    pub provider: Option<ProviderKind>,
    /// Only with this text in `owner/name`, without regard to case.
    pub text: Option<String>,
}

/// At most `limit` repositories within `reach` older than `before`, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn list(
    db: &impl ConnectionTrait,
    filter: &Filter,
    reach: &Reach,
    (before, limit): (Option<RepositoryId>, u64),
) -> Result<Vec<Model>, DbErr> {
    let mut query = Entity::find();
    if let Reach::Only(these) = reach {
        query = query.filter(Column::Id.is_in(these.iter().copied()));
    }
    if let Some(provider) = filter.provider {
        query = query.filter(Column::Provider.eq(provider));
    }
    if let Some(text) = &filter.text {
        if holds_nul(text) {
            return Ok(Vec::new());
        }
        query = query.filter(Column::NameKey.like(containing(&name_key(text))));
    }
    if let Some(before) = before {
        query = query.filter(Column::Id.lt(before));
    }
    query.order_by_desc(Column::Id).limit(limit).all(db).await
}

/// Every repository.
///
/// # Errors
/// When the database does not answer.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Model>, DbErr> {
    Entity::find().order_by_asc(Column::Id).all(db).await
}

/// Sets whether the server's GitHub App speaks for a repository.
#[derive(Debug, Clone, Copy)]
pub struct SetThroughApp {
    /// The repository.
    pub id: RepositoryId,
    /// Whether it does.
    pub through_app: bool,
}

impl Write for SetThroughApp {
    type Output = ();

    async fn apply(&self, tx: &DatabaseTransaction, facts: &mut Facts) -> Result<(), WriteError> {
        let Some(row) = find(tx, self.id).await? else { return Ok(()) };
        let mut changed = row.into_active_model();
        changed.through_app = Set(self.through_app);
        changed.update_without_returning(tx).await?;
        facts.push(Fact::RepositoryChanged { repository: self.id });
        Ok(())
    }
}

/// Notes the provider's own number for a repository, where it is not known yet.
#[derive(Debug, Clone, Copy)]
pub struct NoteProviderId {
    /// The repository.
    pub id: RepositoryId,
    /// The number.
    pub provider_id: i64,
}

impl Write for NoteProviderId {
    type Output = ();

    async fn apply(&self, tx: &DatabaseTransaction, _: &mut Facts) -> Result<(), WriteError> {
        let Some(row) = find(tx, self.id).await? else { return Ok(()) };
        let mut changed = row.into_active_model();
        changed.provider_id = Set(Some(self.provider_id));
        changed.update_without_returning(tx).await?;
        Ok(())
    }
}

/// Registers a repository.
#[derive(Debug, Clone)]
pub struct AddRepository {
    /// The row to be.
    pub repository: Model,
}

/// A repository of this name is registered already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NameTaken {
    /// The one that has the name.
    pub by: RepositoryId,
}

impl Write for AddRepository {
    type Output = Result<Model, NameTaken>;

    async fn apply(
        &self,
        tx: &DatabaseTransaction,
        facts: &mut Facts,
    ) -> Result<Self::Output, WriteError> {
        let row = &self.repository;
        if let Some(existing) = find(tx, row.id).await? {
            return Ok(Ok(existing));
        }
        if let Some(taken) = find_by_name(tx, row.provider, &row.full_name()).await? {
            return Ok(Err(NameTaken { by: taken.id }));
        }
        let row = row.clone().into_active_model().insert(tx).await?;
        facts.push(Fact::RepositoryChanged { repository: row.id });
        Ok(Ok(row))
    }
}

/// Stores a repository's changed settings.
#[derive(Debug, Clone)]
pub struct UpdateRepository {
    /// The row to be; its id names the row that is.
    pub repository: Model,
    /// When the row that the change was made from had been changed last.
    pub seen: Timestamp,
}

/// Why a repository was not changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UpdateRefused {
    /// It is gone.
    Gone,
    /// The new name is another's.
    NameTaken(NameTaken),
    /// Somebody else changed it since it was read.
    Outdated,
}

impl Write for UpdateRepository {
    type Output = Result<Model, UpdateRefused>;

    async fn apply(
        &self,
        tx: &DatabaseTransaction,
        facts: &mut Facts,
    ) -> Result<Self::Output, WriteError> {
        let row = &self.repository;
        let Some(present) = find(tx, row.id).await? else {
            return Ok(Err(UpdateRefused::Gone));
        };
        if present == *row {
            facts.push(Fact::RepositoryChanged { repository: row.id });
            return Ok(Ok(present));
        }
        if present.updated_at != self.seen {
            return Ok(Err(UpdateRefused::Outdated));
        }
        let namesake = find_by_name(tx, row.provider, &row.full_name()).await?;
        if let Some(taken) = namesake.filter(|taken| taken.id != row.id) {
            return Ok(Err(UpdateRefused::NameTaken(NameTaken { by: taken.id })));
        }
        let updated = row.clone().into_active_model().reset_all().update(tx).await?;
        if (&present.access_token, &present.api_url) != (&row.access_token, &row.api_url) {
            reports::try_again(tx, row.id, row.updated_at, facts).await?;
        }
        // What happened while it was switched off, or elsewhere, was not missed.
        let is_back = row.active && !present.active;
        if is_back || present.clone_url != row.clone_url {
            heads::forget(tx, row.id).await?;
        }
        facts.push(Fact::RepositoryChanged { repository: row.id });
        Ok(Ok(updated))
    }
}

/// Removes a repository with its builds and their logs. Its webhook events and its build numbers
/// stay.
#[derive(Debug, Clone, Copy)]
pub struct RemoveRepository {
    /// The repository.
    pub id: RepositoryId,
}

/// Builds of the repository have not ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BuildsUnfinished {
    /// How many.
    pub count: usize,
}

impl Write for RemoveRepository {
    type Output = Result<(), BuildsUnfinished>;

    async fn apply(
        &self,
        tx: &DatabaseTransaction,
        facts: &mut Facts,
    ) -> Result<Self::Output, WriteError> {
        let unfinished = builds::Entity::find()
            .filter(builds::Column::RepositoryId.eq(self.id))
            .filter(builds::Column::Status.is_in([BuildStatus::Queued, BuildStatus::Running]))
            .all(tx)
            .await?
            .len();
        if unfinished > 0 {
            return Ok(Err(BuildsUnfinished { count: unfinished }));
        }
        Entity::delete_by_id(self.id).exec(tx).await?;
        facts.push(Fact::RepositoryChanged { repository: self.id });
        Ok(Ok(()))
    }
}
