//! The roles of users in single repositories.

use std::collections::BTreeMap;

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr,
    EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};

use super::{Facts, Write, WriteError};
use crate::clock::Timestamp;
use crate::domain::access::Role;
use crate::entities::repository_members::{Column, Entity, Model};
use crate::entities::{repositories, users};
use crate::ids::{RepositoryId, UserId};

/// The repositories in which a user has a role.
///
/// # Errors
/// When the database does not answer.
pub async fn roles_of(
    db: &impl ConnectionTrait,
    user: UserId,
) -> Result<BTreeMap<RepositoryId, Role>, DbErr> {
    let rows = Entity::find().filter(Column::UserId.eq(user)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.repository_id, row.role)).collect())
}

/// At most `limit` of those who have a role in a repository and are older than `before`, the newest
/// first.
///
/// # Errors
/// When the database does not answer.
pub async fn of_repository(
    db: &impl ConnectionTrait,
    repository: RepositoryId,
    (before, limit): (Option<UserId>, u64),
) -> Result<Vec<(Model, users::Model)>, DbErr> {
    let mut query = Entity::find().filter(Column::RepositoryId.eq(repository));
    if let Some(before) = before {
        query = query.filter(Column::UserId.lt(before));
    }
    let rows = query
        .order_by_desc(Column::UserId)
        .limit(limit)
        .find_also_related(users::Entity)
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(|(member, user)| Some((member, user?))).collect())
}

/// Gives a user a role in a repository.
#[derive(Debug, Clone, Copy)]
pub struct SetMember {
    /// The repository.
    pub repository: RepositoryId,
    /// The user.
    pub user: UserId,
    /// The role.
    pub role: Role,
    /// When.
    pub at: Timestamp,
}

/// The user or the repository is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gone;

/// A role that was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The role before.
    pub before: Option<Role>,
    /// The row now.
    pub member: Model,
    /// Its user.
    pub user: users::Model,
}

impl Write for SetMember {
    type Output = Result<Given, Gone>;

    async fn apply(
        &self,
        tx: &DatabaseTransaction,
        _: &mut Facts,
    ) -> Result<Self::Output, WriteError> {
        let user = super::users::find(tx, self.user).await?;
        let repository = repositories::Entity::find_by_id(self.repository).one(tx).await?;
        let (Some(user), Some(_)) = (user, repository) else { return Ok(Err(Gone)) };
        let row = Entity::find_by_id((self.repository, self.user)).one(tx).await?;
        let before = row.as_ref().map(|row| row.role);
        let member = match row {
            Some(row) => {
                let mut changed = row.into_active_model();
                changed.role = Set(self.role);
                changed.update(tx).await?
            }
            None => {
                let row = Model {
                    repository_id: self.repository,
                    user_id: self.user,
                    role: self.role,
                    created_at: self.at,
                };
                row.into_active_model().insert(tx).await?
            }
        };
        Ok(Ok(Given { before, member, user }))
    }
}

/// Takes a user's role in a repository away.
#[derive(Debug, Clone, Copy)]
pub struct RemoveMember {
    /// The repository.
    pub repository: RepositoryId,
    /// The user.
    pub user: UserId,
}

impl Write for RemoveMember {
    /// The role that the user had, if it had one.
    type Output = Option<Role>;

    async fn apply(
        &self,
        tx: &DatabaseTransaction,
        _: &mut Facts,
    ) -> Result<Self::Output, WriteError> {
        let key = (self.repository, self.user);
        let row = Entity::find_by_id(key).one(tx).await?;
        Entity::delete_by_id(key).exec(tx).await?;
        Ok(row.map(|row| row.role))
    }
}
