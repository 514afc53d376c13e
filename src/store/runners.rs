//! Runners: registering them, and noting that they come and go.

mod change;
mod register;

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr,
    EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};

pub use change::{ChangeRefused, ChangeRunner, NoteConflict, Repositories};
pub use register::{PresentToken, Register, RegisterRefused, RenewRegistration, refusal};

use super::jobs::held_by;
use super::{Facts, Write, WriteError};
use crate::clock::Timestamp;
use crate::domain::fact::Fact;
use crate::domain::status::RunnerStatus;
use crate::entities::runners::{ActiveModel, Column, Entity, Model};
use crate::entities::{Stored, job_attempts, runner_registrations, tokens};
use crate::ids::{RunnerId, TokenId};

/// The runner with this id.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &impl ConnectionTrait, id: RunnerId) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).one(db).await
}

/// All runners, oldest first: what the scheduler chooses from.
///
/// # Errors
/// When the database does not answer.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Model>, DbErr> {
    Entity::find().order_by_asc(Column::Id).all(db).await
}

/// At most `limit` runners older than `before`, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn list(
    db: &impl ConnectionTrait,
    before: Option<RunnerId>,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    let mut query = Entity::find();
    if let Some(before) = before {
        query = query.filter(Column::Id.lt(before));
    }
    query.order_by_desc(Column::Id).limit(limit).all(db).await
}

/// The runner whose token has this hash, and the token's id.
///
/// # Errors
/// When the database does not answer.
pub async fn find_by_token(
    db: &impl ConnectionTrait,
    token_hash: &str,
) -> Result<Option<(Model, TokenId)>, DbErr> {
    let token = tokens::Entity::find().filter(tokens::Column::TokenHash.eq(token_hash)).one(db);
    let Some(token) = token.await? else { return Ok(None) };
    let Some(runner) = token.runner_id else { return Ok(None) };
    Ok(find(db, runner).await?.map(|runner| (runner, token.id)))
}

/// Registers a runner. The local runner takes the place of the one before.
#[derive(Debug, Clone)]
pub struct AddRunner {
    /// The row to be.
    pub runner: Model,
    /// How it gets in.
    pub entry: Entry,
}

/// What lets a new runner in.
#[derive(Debug, Clone)]
pub enum Entry {
    /// Its token, which the server gives to its own runner.
    Token(tokens::Model),
    /// A word that is good once, for which it gets its token.
    Registration(runner_registrations::Model),
}

/// A runner of this name is registered already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunnerNameTaken {
    /// The one that has the name.
    pub by: RunnerId,
}

impl Write for AddRunner {
    type Output = Result<Model, RunnerNameTaken>;

    async fn apply(
        &self,
        tx: &DatabaseTransaction,
        facts: &mut Facts,
    ) -> Result<Self::Output, WriteError> {
        let named = Entity::find().filter(Column::Name.eq(&self.runner.name)).one(tx).await?;
        if let Some(existing) = named {
            let is_same = existing.id == self.runner.id;
            return Ok(if is_same {
                Ok(existing)
            } else {
                Err(RunnerNameTaken { by: existing.id })
            });
        }
        let row = self.runner.clone().into_active_model().insert(tx).await?;
        match &self.entry {
            Entry::Token(token) => {
                token.clone().into_active_model().insert(tx).await?;
            }
            Entry::Registration(registration) => {
                registration.clone().into_active_model().insert(tx).await?;
            }
        }
        facts.push(Fact::RunnerChanged { runner: row.id });
        Ok(Ok(row))
    }
}

/// Gives a runner another token; the one before opens nothing any more.
#[derive(Debug, Clone)]
pub struct ReplaceToken {
    /// The new one.
    pub token: tokens::Model,
}

impl Write for ReplaceToken {
    type Output = ();

    async fn apply(&self, tx: &DatabaseTransaction, _: &mut Facts) -> Result<(), WriteError> {
        if tokens::Entity::find_by_id(self.token.id).one(tx).await?.is_some() {
            return Ok(());
        }
        tokens::Entity::delete_many()
            .filter(tokens::Column::RunnerId.eq(self.token.runner_id))
            .exec(tx)
            .await?;
        self.token.clone().into_active_model().insert(tx).await?;
        Ok(())
    }
}

/// Removes a runner that holds no job.
#[derive(Debug, Clone, Copy)]
pub struct RemoveRunner {
    /// The runner.
    pub id: RunnerId,
}

/// The runner has jobs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunnerBusy {
    /// How many.
    pub jobs: usize,
}

impl Write for RemoveRunner {
    type Output = Result<(), RunnerBusy>;

    async fn apply(
        &self,
        tx: &DatabaseTransaction,
        facts: &mut Facts,
    ) -> Result<Self::Output, WriteError> {
        let jobs = held_by(tx, self.id).await?.len();
        if jobs > 0 {
            return Ok(Err(RunnerBusy { jobs }));
        }
        Entity::delete_by_id(self.id).exec(tx).await?;
        facts.push(Fact::RunnerRevoked { runner: self.id });
        facts.push(Fact::RunnerChanged { runner: self.id });
        Ok(Ok(()))
    }
}

/// A runner connected and told of itself.
#[derive(Debug, Clone)]
pub struct RunnerCame {
    /// The runner.
    pub id: RunnerId,
    /// What it showed.
    pub token: TokenId,
    /// Its process.
    pub instance: String,
    /// Its program's version.
    pub version: String,
    /// Its machine's labels.
    pub labels: Vec<String>,
    /// How many jobs it runs at once.
    pub capacity: i32,
    /// When.
    pub at: Timestamp,
}

/// What a runner showed opens nothing any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the runner's token was revoked a moment ago")]
pub struct TokenRevoked;

impl Write for RunnerCame {
    /// What it holds, as far as the server knows.
    type Output = Result<Vec<job_attempts::Model>, TokenRevoked>;

    async fn apply(
        &self,
        tx: &DatabaseTransaction,
        facts: &mut Facts,
    ) -> Result<Self::Output, WriteError> {
        let token = tokens::Entity::find_by_id(self.token).one(tx).await?;
        if token.is_none_or(|token| token.runner_id != Some(self.id)) {
            return Ok(Err(TokenRevoked));
        }
        let changed = ActiveModel {
            id: Set(self.id),
            status: Set(RunnerStatus::Online),
            instance: Set(Some(self.instance.clone())),
            version: Set(Some(self.version.clone())),
            reported_labels: Set(Stored(self.labels.clone())),
            capacity: Set(self.capacity),
            last_seen_at: Set(Some(self.at)),
            ..Default::default()
        };
        changed.update_without_returning(tx).await?;
        facts.push(Fact::RunnerChanged { runner: self.id });
        Ok(Ok(held_by(tx, self.id).await?))
    }
}

/// A runner takes another number of jobs at once: none for a while when it refuses them.
#[derive(Debug, Clone, Copy)]
pub struct SetCapacity {
    /// The runner.
    pub id: RunnerId,
    /// How many jobs.
    pub capacity: i32,
}

impl Write for SetCapacity {
    type Output = ();

    async fn apply(&self, tx: &DatabaseTransaction, facts: &mut Facts) -> Result<(), WriteError> {
        Entity::update_many()
            .col_expr(Column::Capacity, Expr::value(self.capacity))
            .filter(Column::Id.eq(self.id))
            .exec(tx)
            .await?;
        facts.push(Fact::RunnerChanged { runner: self.id });
        Ok(())
    }
}

/// A runner's connection ended.
#[derive(Debug, Clone, Copy)]
pub struct RunnerLeft {
    /// The runner.
    pub id: RunnerId,
    /// When.
    pub at: Timestamp,
}

impl Write for RunnerLeft {
    type Output = ();

    async fn apply(&self, tx: &DatabaseTransaction, facts: &mut Facts) -> Result<(), WriteError> {
        Entity::update_many()
            .col_expr(Column::Status, Expr::value(RunnerStatus::Offline))
            .col_expr(Column::LastSeenAt, Expr::value(self.at))
            .filter(Column::Id.eq(self.id))
            .exec(tx)
            .await?;
        facts.push(Fact::RunnerChanged { runner: self.id });
        Ok(())
    }
}

/// The server starts: nobody is connected.
#[derive(Debug, Clone, Copy)]
pub struct NobodyConnected;

impl Write for NobodyConnected {
    type Output = ();

    async fn apply(&self, tx: &DatabaseTransaction, _: &mut Facts) -> Result<(), WriteError> {
        Entity::update_many()
            .col_expr(Column::Status, Expr::value(RunnerStatus::Offline))
            .filter(Column::Status.eq(RunnerStatus::Online))
            .exec(tx)
            .await?;
        Ok(())
    }
}

/// The runner that the server starts itself, if it was registered.
///
/// # Errors
/// When the database does not answer.
pub async fn local(db: &impl ConnectionTrait) -> Result<Option<Model>, DbErr> {
    Entity::find().filter(Column::IsLocal.eq(true)).order_by_asc(Column::Id).one(db).await
}
