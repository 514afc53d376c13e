//! Registration tokens: made, and exchanged once for the runner's own.

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr,
    EntityTrait, IntoActiveModel, QueryFilter,
};

use super::find;
use crate::clock::Timestamp;
use crate::domain::fact::Fact;
use crate::entities::runner_registrations::{Column, Entity, Model};
use crate::entities::{runners, tokens};
use crate::ids::{RunnerId, TokenId};
use crate::store::{Facts, Write, WriteError};

/// Exchanges a registration token for the runner's own; the one before opens nothing any more.
#[derive(Debug, Clone)]
pub struct Register {
    /// The hash of what was shown.
    pub registration_hash: String,
    /// The id of the token to be.
    pub token: TokenId,
    /// Its hash.
    pub token_hash: String,
    /// When.
    pub at: Timestamp,
}

/// Why a registration token was not exchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegisterRefused {
    /// Nobody has it, or its runner is gone or has a newer one.
    Unknown,
    /// It was exchanged before.
    Used {
        /// The runner that it was for.
        runner: RunnerId,
        /// When it was.
        at: Timestamp,
    },
    /// It is too old.
    Expired {
        /// The runner that it was for.
        runner: RunnerId,
        /// Since when.
        at: Timestamp,
    },
}

/// Why the registration token with this hash can't be exchanged now; none when it can, unless
/// somebody else is faster.
///
/// # Errors
/// When the database does not answer.
pub async fn refusal(
    db: &impl ConnectionTrait,
    registration_hash: &str,
    now: Timestamp,
) -> Result<Option<RegisterRefused>, DbErr> {
    Ok(match find_shown(db, registration_hash).await? {
        Some(shown) => judge(&shown, now),
        None => Some(RegisterRefused::Unknown),
    })
}

async fn find_shown(db: &impl ConnectionTrait, hash: &str) -> Result<Option<Model>, DbErr> {
    Entity::find().filter(Column::TokenHash.eq(hash)).one(db).await
}

fn judge(shown: &Model, now: Timestamp) -> Option<RegisterRefused> {
    let runner = shown.runner_id;
    match shown.used_at {
        Some(at) => Some(RegisterRefused::Used { runner, at }),
        None if shown.expires_at <= now => {
            Some(RegisterRefused::Expired { runner, at: shown.expires_at })
        }
        None => None,
    }
}

impl Write for Register {
    type Output = Result<runners::Model, RegisterRefused>;

    async fn apply(
        &self,
        tx: &DatabaseTransaction,
        facts: &mut Facts,
    ) -> Result<Self::Output, WriteError> {
        let shown = find_shown(tx, &self.registration_hash).await?;
        let Some(shown) = shown else { return Ok(Err(RegisterRefused::Unknown)) };
        let runner = shown.runner_id;
        let Some(row) = find(tx, runner).await? else { return Ok(Err(RegisterRefused::Unknown)) };
        if tokens::Entity::find_by_id(self.token).one(tx).await?.is_some() {
            facts.push(Fact::RunnerRevoked { runner });
            return Ok(Ok(row));
        }
        if let Some(why) = judge(&shown, self.at) {
            return Ok(Err(why));
        }
        let mut used = shown.into_active_model();
        used.used_at = Set(Some(self.at));
        used.update_without_returning(tx).await?;
        tokens::Entity::delete_many().filter(tokens::Column::RunnerId.eq(runner)).exec(tx).await?;
        self.token_of(&row).into_active_model().insert(tx).await?;
        let mut changed = row.into_active_model();
        changed.conflict_at = Set(None);
        changed.conflict_addresses = Set(None);
        let row = changed.update(tx).await?;
        facts.push(Fact::RunnerRevoked { runner });
        facts.push(Fact::RunnerChanged { runner });
        Ok(Ok(row))
    }
}

impl Register {
    fn token_of(&self, runner: &runners::Model) -> tokens::Model {
        let (name, hash) = (runner.name.clone(), self.token_hash.clone());
        tokens::Model { id: self.token, ..tokens::Model::of_runner(runner.id, name, hash, self.at) }
    }
}

/// Gives a runner a new registration token; one that was not used opens nothing any more.
#[derive(Debug, Clone)]
pub struct RenewRegistration {
    /// The new one.
    pub registration: Model,
    /// What becomes of the runner's present token.
    pub present: PresentToken,
}

/// What becomes of a runner's token when it is to register again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PresentToken {
    /// It is good until the new registration token is exchanged.
    Stays,
    /// It opens nothing any more, and who uses it is turned out.
    Revoked,
}

impl Write for RenewRegistration {
    /// The runner; none when it is gone.
    type Output = Option<runners::Model>;

    async fn apply(
        &self,
        tx: &DatabaseTransaction,
        facts: &mut Facts,
    ) -> Result<Self::Output, WriteError> {
        let runner = self.registration.runner_id;
        let Some(row) = find(tx, runner).await? else { return Ok(None) };
        if Entity::find_by_id(self.registration.id).one(tx).await?.is_none() {
            Entity::delete_many()
                .filter(Column::RunnerId.eq(runner))
                .filter(Column::UsedAt.is_null())
                .exec(tx)
                .await?;
            self.registration.clone().into_active_model().insert(tx).await?;
        }
        if self.present == PresentToken::Revoked {
            tokens::Entity::delete_many()
                .filter(tokens::Column::RunnerId.eq(runner))
                .exec(tx)
                .await?;
            facts.push(Fact::RunnerRevoked { runner });
        }
        facts.push(Fact::RunnerChanged { runner });
        Ok(Some(row))
    }
}
