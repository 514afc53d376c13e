//! The tokens of users: finding, making, replacing, revoking. Those of runners belong to `runners`.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr,
    EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};

use super::{Facts, Write, WriteError};
use crate::clock::Timestamp;
use crate::entities::tokens::{Column, Entity, Model};
use crate::entities::users;
use crate::ids::{TokenId, UserId};

/// The token of a user with this id.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &impl ConnectionTrait, id: TokenId) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).filter(Column::UserId.is_not_null()).one(db).await
}

/// The token with this hash, and its user.
///
/// # Errors
/// When the database does not answer.
pub async fn find_by_hash(
    db: &impl ConnectionTrait,
    hash: &str,
) -> Result<Option<(Model, users::Model)>, DbErr> {
    let token = Entity::find()
        .filter(Column::TokenHash.eq(hash))
        .find_also_related(users::Entity)
        .one(db)
        .await?;
    Ok(token.and_then(|(token, user)| Some((token, user?))))
}

/// At most `limit` tokens of users older than `before`, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn list(
    db: &impl ConnectionTrait,
    user: Option<UserId>,
    before: Option<TokenId>,
    limit: u64,
) -> Result<Vec<(Model, Option<users::Model>)>, DbErr> {
    let mut query = Entity::find().filter(Column::UserId.is_not_null());
    if let Some(user) = user {
        query = query.filter(Column::UserId.eq(user));
    }
    if let Some(before) = before {
        query = query.filter(Column::Id.lt(before));
    }
    query.order_by_desc(Column::Id).limit(limit).find_also_related(users::Entity).all(db).await
}

/// Makes a token of a user.
#[derive(Debug, Clone)]
pub struct AddToken {
    /// The row to be.
    pub token: Model,
}

/// The user is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UserGone;

impl Write for AddToken {
    type Output = Result<Model, UserGone>;

    async fn apply(
        &self,
        tx: &DatabaseTransaction,
        _: &mut Facts,
    ) -> Result<Self::Output, WriteError> {
        if let Some(same) = Entity::find_by_id(self.token.id).one(tx).await? {
            return Ok(Ok(same));
        }
        let user = match self.token.user_id {
            Some(user) => super::users::find(tx, user).await?,
            None => None,
        };
        if user.is_none() {
            return Ok(Err(UserGone));
        }
        Ok(Ok(self.token.clone().into_active_model().insert(tx).await?))
    }
}

/// Gives a token another text; the one before opens nothing any more.
#[derive(Debug, Clone)]
pub struct RotateToken {
    /// The token.
    pub id: TokenId,
    /// The hash of its new text.
    pub hash: String,
    /// When the new text ends; absent: never.
    pub expires_at: Option<Timestamp>,
}

impl Write for RotateToken {
    /// None: the token is gone.
    type Output = Option<Model>;

    async fn apply(
        &self,
        tx: &DatabaseTransaction,
        _: &mut Facts,
    ) -> Result<Self::Output, WriteError> {
        let Some(row) = find(tx, self.id).await? else { return Ok(None) };
        let mut changed = row.into_active_model();
        changed.token_hash = Set(self.hash.clone());
        changed.expires_at = Set(self.expires_at);
        changed.last_used_at = Set(None);
        Ok(Some(changed.update(tx).await?))
    }
}

/// Ends a token.
#[derive(Debug, Clone, Copy)]
pub struct RevokeToken {
    /// The token.
    pub id: TokenId,
}

impl Write for RevokeToken {
    type Output = ();

    async fn apply(&self, tx: &DatabaseTransaction, _: &mut Facts) -> Result<(), WriteError> {
        Entity::delete_by_id(self.id).exec(tx).await?;
        Ok(())
    }
}

/// Notes that a token was shown.
#[derive(Debug, Clone, Copy)]
pub struct NoteUse {
    /// The token.
    pub id: TokenId,
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
