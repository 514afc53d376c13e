//! Users: finding, adding, changing, removing.

mod sign_in;

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr,
    EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

pub use sign_in::{PasswordRefused, SetPassword, Unwelcome, Welcome, Welcomed, find_by_subject};

use super::{Facts, Write, WriteError, containing, holds_nul, sessions};
use crate::clock::Timestamp;
use crate::domain::access::Role;
use crate::entities::tokens;
use crate::entities::users::{Column, Entity, Model};
use crate::ids::UserId;

/// The user with this id.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &impl ConnectionTrait, id: UserId) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).one(db).await
}

/// The user of this name.
///
/// # Errors
/// When the database does not answer.
pub async fn find_by_name(db: &impl ConnectionTrait, name: &str) -> Result<Option<Model>, DbErr> {
    Entity::find().filter(Column::Name.eq(name)).one(db).await
}

/// Whether there is any user.
///
/// # Errors
/// When the database does not answer.
pub async fn any(db: &impl ConnectionTrait) -> Result<bool, DbErr> {
    Ok(Entity::find().one(db).await?.is_some())
}

/// At most `limit` users with `text` in their names and older than `before`, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn list(
    db: &impl ConnectionTrait,
    text: Option<&str>,
    (before, limit): (Option<UserId>, u64),
) -> Result<Vec<Model>, DbErr> {
    let mut query = Entity::find();
    if let Some(text) = text {
        if holds_nul(text) {
            return Ok(Vec::new());
        }
        query = query.filter(Column::Name.like(containing(text)));
    }
    if let Some(before) = before {
        query = query.filter(Column::Id.lt(before));
    }
    query.order_by_desc(Column::Id).limit(limit).all(db).await
}

/// Adds a user.
#[derive(Debug, Clone)]
pub struct AddUser {
    /// The row to be.
    pub user: Model,
}

/// A user of this name is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UserNameTaken {
    /// The one that has the name.
    pub by: UserId,
}

impl Write for AddUser {
    type Output = Result<Model, UserNameTaken>;

    async fn apply(
        &self,
        tx: &DatabaseTransaction,
        _: &mut Facts,
    ) -> Result<Self::Output, WriteError> {
        match find_by_name(tx, &self.user.name).await? {
            Some(same) if same.id == self.user.id => Ok(Ok(same)),
            Some(other) => Ok(Err(UserNameTaken { by: other.id })),
            None => Ok(Ok(self.user.clone().into_active_model().insert(tx).await?)),
        }
    }
}

/// Changes what a user is trusted with; what is absent stays.
#[derive(Debug, Clone)]
pub struct ChangeUser {
    /// The user.
    pub id: UserId,
    /// Its role for the instance; `Some(None)` takes it away.
    pub role: Option<Option<Role>>,
    /// Whether it may do anything at all.
    pub active: Option<bool>,
    /// Where a person is reached.
    pub email: Option<Option<String>>,
    /// The identity provider that knows it, and what it is called there; `Some(None)` ends that.
    pub identity: Option<Option<(String, String)>>,
    /// When.
    pub at: Timestamp,
}

/// Why a user was not changed or removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeRefused {
    /// It is gone.
    Gone,
    /// It is the last active admin of the instance.
    LastAdmin,
    /// Another user is who the identity provider means.
    IdentityTaken(UserId),
}

impl Write for ChangeUser {
    /// The row before and after.
    type Output = Result<(Model, Model), ChangeRefused>;

    async fn apply(
        &self,
        tx: &DatabaseTransaction,
        _: &mut Facts,
    ) -> Result<Self::Output, WriteError> {
        let Some(before) = find(tx, self.id).await? else { return Ok(Err(ChangeRefused::Gone)) };
        let mut changed = before.clone().into_active_model();
        if let Some(role) = self.role {
            changed.role = Set(role);
        }
        if let Some(active) = self.active {
            changed.active = Set(active);
        }
        if let Some(email) = &self.email {
            changed.email = Set(email.clone());
        }
        if let Some(identity) = &self.identity {
            if let Some(other) = self.other_with(tx, identity.as_ref()).await? {
                return Ok(Err(ChangeRefused::IdentityTaken(other)));
            }
            let (issuer, subject) = identity.clone().unzip();
            changed.oidc_issuer = Set(issuer);
            changed.oidc_subject = Set(subject);
        }
        changed.updated_at = Set(self.at);
        let remains_admin = self.role.unwrap_or(before.role) == Some(Role::Admin)
            && self.active.unwrap_or(before.active);
        if !remains_admin && is_last_admin(tx, &before).await? {
            return Ok(Err(ChangeRefused::LastAdmin));
        }
        let after = changed.update(tx).await?;
        let is_another = after.oidc_subject != before.oidc_subject;
        if !after.active || is_another {
            sessions::end_all(tx, self.id).await?;
        }
        Ok(Ok((before, after)))
    }
}

impl ChangeUser {
    /// Another user whom the identity provider means by this.
    async fn other_with(
        &self,
        tx: &DatabaseTransaction,
        identity: Option<&(String, String)>,
    ) -> Result<Option<UserId>, DbErr> {
        let Some((issuer, subject)) = identity else { return Ok(None) };
        let known = find_by_subject(tx, issuer, subject).await?;
        Ok(known.map(|user| user.id).filter(|id| *id != self.id))
    }
}

/// Removes a user, with its roles, tokens and sessions.
#[derive(Debug, Clone, Copy)]
pub struct RemoveUser {
    /// The user.
    pub id: UserId,
}

impl Write for RemoveUser {
    type Output = Result<(), ChangeRefused>;

    async fn apply(
        &self,
        tx: &DatabaseTransaction,
        _: &mut Facts,
    ) -> Result<Self::Output, WriteError> {
        // The same wish again, as after a lost answer, is fulfilled already.
        let Some(user) = find(tx, self.id).await? else { return Ok(Ok(())) };
        if is_last_admin(tx, &user).await? {
            return Ok(Err(ChangeRefused::LastAdmin));
        }
        tokens::Entity::delete_many().filter(tokens::Column::UserId.eq(self.id)).exec(tx).await?;
        sessions::end_all(tx, self.id).await?;
        Entity::delete_by_id(self.id).exec(tx).await?;
        Ok(Ok(()))
    }
}

/// Whether nobody but `user` manages the instance.
async fn is_last_admin(tx: &DatabaseTransaction, user: &Model) -> Result<bool, DbErr> {
    if user.role != Some(Role::Admin) || !user.active {
        return Ok(false);
    }
    let others = Entity::find()
        .filter(Column::Role.eq(Role::Admin))
        .filter(Column::Active.eq(true))
        .filter(Column::Id.ne(user.id));
    Ok(others.count(tx).await? == 0)
}
