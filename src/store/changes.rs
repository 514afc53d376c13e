//! What happened to repositories at their provider, carried over to those registered here.

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait,
    IntoActiveModel, QueryFilter,
};

use super::webhook_events::{SettleEvent, settle};
use super::{Facts, Write, WriteError, repositories as store};
use crate::clock::Timestamp;
use crate::domain::change::{Change, Which, decision, moved_clone_url};
use crate::domain::fact::Fact;
use crate::domain::provider::ProviderKind;
use crate::domain::status::WebhookEventStatus;
use crate::entities::repositories::{Column, Entity, Model, name_key};
use crate::ids::WebhookEventId;

/// Carries a change over, and ends the handling of the event that told it.
#[derive(Debug, Clone)]
pub struct ApplyChange {
    /// The event.
    pub event: WebhookEventId,
    /// The handling that is ended.
    pub handling: i32,
    /// Where the repositories are.
    pub provider: ProviderKind,
    /// What happened.
    pub change: Change,
    /// When.
    pub at: Timestamp,
}

impl Write for ApplyChange {
    type Output = ();

    async fn apply(&self, tx: &DatabaseTransaction, facts: &mut Facts) -> Result<(), WriteError> {
        let event = super::webhook_events::find(tx, self.event).await?;
        let is_waiting = event.is_some_and(|event| {
            event.handling == self.handling && event.status == WebhookEventStatus::Received
        });
        let done = if is_waiting { self.carry_over(tx, facts).await? } else { return Ok(()) };
        let status = match done.as_slice() {
            [] => WebhookEventStatus::Ignored,
            [..] => WebhookEventStatus::Handled,
        };
        let end = SettleEvent {
            id: self.event,
            handling: self.handling,
            repository: None,
            status,
            decision: Some(decision(&self.change, &done)),
            error: None,
            skipped: None,
            head: None,
            at: self.at,
        };
        Ok(settle(tx, &[&end], facts).await?)
    }
}

impl ApplyChange {
    /// What was changed, in sentences for people.
    async fn carry_over(
        &self,
        tx: &DatabaseTransaction,
        facts: &mut Facts,
    ) -> Result<Vec<String>, DbErr> {
        let mut done = Vec::new();
        match &self.change {
            Change::Moved { provider_id, from, to } => {
                if let Some(row) = self.known(tx, *provider_id, from).await? {
                    done.push(self.rename(tx, row, (from, to), facts).await?);
                }
            }
            Change::DefaultBranch { repository, branch } => {
                if let Some(row) = self.known(tx, None, repository).await? {
                    let set = |row: &mut Model| row.default_branch.clone_from(branch);
                    self.change(tx, row, set, facts).await?;
                    done.push(format!("`{branch}` is the default branch here too"));
                }
            }
            Change::Closed { which, why } => {
                for row in self.among(tx, which).await? {
                    done.push(format!("`{}` can't be reached any more", row.full_name()));
                    self.change(tx, row, |row| row.inaccessible = Some(why.clone()), facts).await?;
                }
            }
            Change::Opened { which } => {
                for row in self.among(tx, which).await? {
                    done.push(format!("`{}` can be reached", row.full_name()));
                    self.change(tx, row, |row| row.inaccessible = None, facts).await?;
                }
            }
        }
        Ok(done)
    }

    /// The registered repository: by the provider's number for it where that was seen, else by name.
    async fn known(
        &self,
        tx: &DatabaseTransaction,
        provider_id: Option<u64>,
        name: &str,
    ) -> Result<Option<Model>, DbErr> {
        if let Some(number) = provider_id.and_then(|number| i64::try_from(number).ok()) {
            let found = Entity::find()
                .filter(Column::Provider.eq(self.provider))
                .filter(Column::ThroughApp.eq(true))
                .filter(Column::ProviderId.eq(number))
                .one(tx)
                .await?;
            if found.is_some() {
                return Ok(found);
            }
        }
        let found = store::find_by_name(tx, self.provider, name).await?;
        Ok(found.filter(|row| row.through_app))
    }

    /// Those that the App speaks for.
    async fn among(&self, tx: &DatabaseTransaction, which: &Which) -> Result<Vec<Model>, DbErr> {
        let of_app = Entity::find()
            .filter(Column::Provider.eq(self.provider))
            .filter(Column::ThroughApp.eq(true))
            .all(tx)
            .await?;
        let holds =
            |row: &Model| row.access_token.is_none() && which.holds(&row.owner, &row.full_name());
        Ok(of_app.into_iter().filter(holds).collect())
    }

    async fn rename(
        &self,
        tx: &DatabaseTransaction,
        row: Model,
        (from, to): (&str, &str),
        facts: &mut Facts,
    ) -> Result<String, DbErr> {
        let known_as = row.full_name();
        let namesake = store::find_by_name(tx, self.provider, to).await?;
        if namesake.is_some_and(|other| other.id != row.id) {
            return Ok(format!(
                "`{known_as}` keeps its name, as another one is called `{to}` here"
            ));
        }
        let (owner, name) = to.split_once('/').unwrap_or((to, to));
        let set = |row: &mut Model| {
            row.owner = owner.to_owned();
            row.name = name.to_owned();
            row.name_key = name_key(to);
            if let Some(url) = moved_clone_url(&row.clone_url, from, to) {
                row.clone_url = url;
            }
        };
        self.change(tx, row, set, facts).await?;
        Ok(format!("`{known_as}` is called `{to}` here too"))
    }

    async fn change(
        &self,
        tx: &DatabaseTransaction,
        mut row: Model,
        change: impl FnOnce(&mut Model),
        facts: &mut Facts,
    ) -> Result<(), DbErr> {
        let id = row.id;
        change(&mut row);
        let mut changed = row.into_active_model().reset_all();
        changed.updated_at = Set(self.at);
        changed.update_without_returning(tx).await?;
        super::reports::try_again(tx, id, self.at, facts).await?;
        facts.push(Fact::RepositoryChanged { repository: id });
        Ok(())
    }
}
