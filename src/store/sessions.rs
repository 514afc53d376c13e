//! Sessions of browsers: finding, beginning, noting their use, ending.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait,
    ExprTrait as _, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};

use super::{Facts, Write, WriteError};
use crate::clock::Timestamp;
use crate::entities::sessions::{Column, Entity, Model};
use crate::entities::users;
use crate::ids::{SessionId, UserId};

/// The session with this id.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &impl ConnectionTrait, id: SessionId) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).one(db).await
}

/// The session with this hash, and its user.
///
/// # Errors
/// When the database does not answer.
pub async fn find_by_hash(
    db: &impl ConnectionTrait,
    hash: &str,
) -> Result<Option<(Model, users::Model)>, DbErr> {
    let found = Entity::find()
        .filter(Column::SessionHash.eq(hash))
        .find_also_related(users::Entity)
        .one(db)
        .await?;
    Ok(found.and_then(|(session, user)| Some((session, user?))))
}

/// Sessions are over that end before the first moment, or were used last before the second.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// The present.
    pub now: Timestamp,
    /// Since when one must have been used.
    pub used_since: Timestamp,
}

/// At most `limit` open sessions older than `before`, newest first, with their users.
///
/// # Errors
/// When the database does not answer.
pub async fn list(
    db: &impl ConnectionTrait,
    user: Option<UserId>,
    bounds: Bounds,
    (before, limit): (Option<SessionId>, u64),
) -> Result<Vec<(Model, Option<users::Model>)>, DbErr> {
    let mut query = Entity::find()
        .filter(Column::ExpiresAt.gt(bounds.now))
        .filter(Column::LastUsedAt.gt(bounds.used_since));
    if let Some(user) = user {
        query = query.filter(Column::UserId.eq(user));
    }
    if let Some(before) = before {
        query = query.filter(Column::Id.lt(before));
    }
    query.order_by_desc(Column::Id).limit(limit).find_also_related(users::Entity).all(db).await
}

/// Begins a session, in place of the one that the browser had before; sessions of anybody that are
/// over are forgotten.
#[derive(Debug, Clone)]
pub struct BeginSession {
    /// The row to be.
    pub session: Model,
    /// What the user's password was when it was checked; none for one who did not show it. A
    /// session must not outlive a change of the password that happens meanwhile.
    pub password_hash: Option<users::PasswordHash>,
    /// The hash of the session that the browser had before.
    pub instead_of: Option<String>,
    /// Which sessions are over.
    pub bounds: Bounds,
}

/// The user was removed, made inactive or given another password meanwhile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotLetIn;

impl Write for BeginSession {
    type Output = Result<Model, NotLetIn>;

    async fn apply(
        &self,
        tx: &DatabaseTransaction,
        _: &mut Facts,
    ) -> Result<Self::Output, WriteError> {
        if let Some(same) = find(tx, self.session.id).await? {
            return Ok(Ok(same));
        }
        let user = super::users::find(tx, self.session.user_id).await?;
        let is_let_in = user.is_some_and(|user| {
            let is_same = self.password_hash.is_none() || self.password_hash == user.password_hash;
            user.active && is_same
        });
        if !is_let_in {
            return Ok(Err(NotLetIn));
        }
        if let Some(hash) = &self.instead_of {
            Entity::delete_many().filter(Column::SessionHash.eq(hash)).exec(tx).await?;
        }
        let is_over = Column::ExpiresAt
            .lte(self.bounds.now)
            .or(Column::LastUsedAt.lte(self.bounds.used_since));
        Entity::delete_many().filter(is_over).exec(tx).await?;
        Ok(Ok(self.session.clone().into_active_model().insert(tx).await?))
    }
}

/// Ends a session.
#[derive(Debug, Clone, Copy)]
pub struct EndSession {
    /// The session.
    pub id: SessionId,
}

impl Write for EndSession {
    type Output = ();

    async fn apply(&self, tx: &DatabaseTransaction, _: &mut Facts) -> Result<(), WriteError> {
        Entity::delete_by_id(self.id).exec(tx).await?;
        Ok(())
    }
}

/// Notes that a session was used.
#[derive(Debug, Clone, Copy)]
pub struct NoteUse {
    /// The session.
    pub id: SessionId,
    /// When.
    pub at: Timestamp,
}

impl Write for NoteUse {
    type Output = ();

    async fn apply(&self, tx: &DatabaseTransaction, _: &mut Facts) -> Result<(), WriteError> {
        Entity::update_many()
            .col_expr(Column::LastUsedAt, Expr::value(self.at))
            .filter(Column::Id.eq(self.id))
            .exec(tx)
            .await?;
        Ok(())
    }
}

/// Ends all sessions of a user.
pub(super) async fn end_all(tx: &DatabaseTransaction, user: UserId) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::UserId.eq(user)).exec(tx).await?;
    Ok(())
}
