//! What users sign in with: their passwords, and what an identity provider says of them.

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr,
    EntityTrait, ExprTrait as _, IntoActiveModel, QueryFilter,
};

use super::{find, find_by_name, is_last_admin};
use crate::clock::Timestamp;
use crate::domain::access::Role;
use crate::entities::users::{Column, Entity, Model, PasswordHash};
use crate::ids::UserId;
use crate::store::{Facts, Write, WriteError, sessions};

/// The user that `issuer` knows as `subject`.
///
/// # Errors
/// When the database does not answer.
pub async fn find_by_subject(
    db: &impl ConnectionTrait,
    issuer: &str,
    subject: &str,
) -> Result<Option<Model>, DbErr> {
    let known = Column::OidcIssuer.eq(issuer).and(Column::OidcSubject.eq(subject));
    Entity::find().filter(known).one(db).await
}

/// Gives a user another password, and ends its sessions.
#[derive(Debug, Clone)]
pub struct SetPassword {
    /// The user.
    pub id: UserId,
    /// What the old password was checked against; none when nobody asked for it.
    pub before: Option<PasswordHash>,
    /// The new one.
    pub hash: PasswordHash,
    /// When.
    pub at: Timestamp,
}

/// Why a password was not set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordRefused {
    /// The user is gone.
    Gone,
    /// It has another password meanwhile.
    Changed,
}

impl Write for SetPassword {
    type Output = Result<(), PasswordRefused>;

    async fn apply(
        &self,
        tx: &DatabaseTransaction,
        _: &mut Facts,
    ) -> Result<Self::Output, WriteError> {
        let Some(user) = find(tx, self.id).await? else { return Ok(Err(PasswordRefused::Gone)) };
        // The same wish again, as after a lost answer, is fulfilled already.
        if user.password_hash.as_ref() == Some(&self.hash) {
            return Ok(Ok(()));
        }
        if self.before.is_some() && user.password_hash != self.before {
            return Ok(Err(PasswordRefused::Changed));
        }
        let mut changed = user.into_active_model();
        changed.password_hash = Set(Some(self.hash.clone()));
        changed.updated_at = Set(self.at);
        changed.update_without_returning(tx).await?;
        sessions::end_all(tx, self.id).await?;
        Ok(Ok(()))
    }
}

/// Finds the user of a person whom an identity provider vouches for, or makes it, and gives it the
/// role that comes with the person's groups.
#[derive(Debug, Clone)]
pub struct Welcome {
    /// Who vouches.
    pub issuer: String,
    /// What the person is called there.
    pub subject: String,
    /// The user to be, where one may be made.
    pub made: Option<Model>,
    /// The role that comes with the groups; none: roles don't come with groups.
    pub role: Option<Option<Role>>,
    /// When.
    pub at: Timestamp,
}

/// A user who is welcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Welcomed {
    /// What it was like; none when it was made just now.
    pub before: Option<Model>,
    /// What it is like.
    pub after: Model,
    /// Whether it kept a role that its groups don't give, because it is the last admin.
    pub is_last_admin: bool,
}

/// Why somebody is not welcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unwelcome {
    /// No user is linked to them, and none may be made.
    Unknown,
    /// The user that would be made has another's name.
    NameTaken,
    /// The user may do nothing.
    Inactive,
}

impl Write for Welcome {
    type Output = Result<Welcomed, Unwelcome>;

    async fn apply(
        &self,
        tx: &DatabaseTransaction,
        _: &mut Facts,
    ) -> Result<Self::Output, WriteError> {
        match find_by_subject(tx, &self.issuer, &self.subject).await? {
            Some(user) if !user.active => Ok(Err(Unwelcome::Inactive)),
            Some(user) => Ok(Ok(self.update(tx, user).await?)),
            None => self.make(tx).await,
        }
    }
}

impl Welcome {
    async fn update(&self, tx: &DatabaseTransaction, before: Model) -> Result<Welcomed, DbErr> {
        let role = self.role.unwrap_or(before.role);
        let is_last_admin = role != Some(Role::Admin) && is_last_admin(tx, &before).await?;
        let mut after = before.clone();
        if role != before.role && !is_last_admin {
            let mut changed = before.clone().into_active_model();
            changed.role = Set(role);
            changed.updated_at = Set(self.at);
            after = changed.update(tx).await?;
        }
        let is_last_admin = is_last_admin && role != before.role;
        Ok(Welcomed { before: Some(before), after, is_last_admin })
    }

    async fn make(
        &self,
        tx: &DatabaseTransaction,
    ) -> Result<Result<Welcomed, Unwelcome>, WriteError> {
        let Some(user) = &self.made else { return Ok(Err(Unwelcome::Unknown)) };
        if find_by_name(tx, &user.name).await?.is_some() {
            return Ok(Err(Unwelcome::NameTaken));
        }
        let after = user.clone().into_active_model().insert(tx).await?;
        Ok(Ok(Welcomed { before: None, after, is_last_admin: false }))
    }
}
