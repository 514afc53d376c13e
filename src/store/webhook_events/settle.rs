//! Ending the handling of events, many at once.

use std::collections::HashMap;

use sea_orm::{
    ActiveModelBehavior, ActiveValue::Set, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait,
    QueryFilter, QuerySelect,
};

use crate::clock::Timestamp;
use crate::domain::fact::Fact;
use crate::domain::status::WebhookEventStatus;
use crate::domain::trigger::Decision;
use crate::entities::Stored;
use crate::entities::webhook_events::{ActiveModel, Column, Entity};
use crate::ids::{RepositoryId, WebhookEventId};
use crate::store::heads::{self, SeenHead};
use crate::store::reports::{Skipped, note_skipped};
use crate::store::{Facts, Joined, Write, WriteError};

/// Ends the handling of an event without a build.
#[derive(Debug, Clone)]
pub struct SettleEvent {
    /// The event.
    pub id: WebhookEventId,
    /// The handling that is ended.
    pub handling: i32,
    /// Its repository, when it is registered.
    pub repository: Option<RepositoryId>,
    /// `Ignored` or `Failed`.
    pub status: WebhookEventStatus,
    /// What was decided.
    pub decision: Option<Decision>,
    /// What went wrong.
    pub error: Option<String>,
    /// The commit for which nothing is built.
    pub skipped: Option<Skipped>,
    /// Where the event's ref stands, if it tells that.
    pub head: Option<SeenHead>,
    /// When.
    pub at: Timestamp,
}

impl Write for SettleEvent {
    type Output = ();

    const JOINED: Joined = Joined::Neighbours;

    async fn apply(&self, tx: &DatabaseTransaction, facts: &mut Facts) -> Result<(), WriteError> {
        Ok(settle(tx, &[self], facts).await?)
    }

    async fn apply_all(
        writes: &[&Self],
        tx: &DatabaseTransaction,
        facts: &mut Facts,
    ) -> Result<Vec<()>, WriteError> {
        settle(tx, writes, facts).await?;
        Ok(vec![(); writes.len()])
    }
}

/// Ends handlings, those that are still their events' newest, in the order in which they are given.
/// Events that end alike are written by one statement.
pub(in crate::store) async fn settle(
    tx: &DatabaseTransaction,
    ends: &[&SettleEvent],
    facts: &mut Facts,
) -> Result<(), DbErr> {
    let newest = newest_handlings(tx, ends).await?;
    let ends = ends.iter().filter(|end| newest.get(&end.id) == Some(&end.handling));
    let ends: Vec<&SettleEvent> = ends.copied().collect();
    for end in &ends {
        if let (Some(repository), Some(skipped)) = (end.repository, &end.skipped) {
            note_skipped(tx, repository, skipped, end.at, facts).await?;
        }
    }
    note_heads(tx, &ends).await?;
    let mut alike: Vec<(&SettleEvent, Vec<WebhookEventId>)> = Vec::new();
    for end in &ends {
        match alike.iter_mut().find(|(first, _)| first.ends_like(end)) {
            Some((_, ids)) => ids.push(end.id),
            None => alike.push((end, vec![end.id])),
        }
    }
    for (end, ids) in alike {
        end.write(tx, ids).await?;
    }
    facts.extend(ends.iter().map(|end| Fact::EventSettled {
        event: end.id,
        status: end.status,
        handling: end.handling,
    }));
    Ok(())
}

async fn newest_handlings(
    tx: &DatabaseTransaction,
    ends: &[&SettleEvent],
) -> Result<HashMap<WebhookEventId, i32>, DbErr> {
    let rows = Entity::find()
        .select_only()
        .columns([Column::Id, Column::Handling])
        .filter(Column::Id.is_in(ends.iter().map(|end| end.id)))
        .into_tuple()
        .all(tx)
        .await?;
    Ok(rows.into_iter().collect())
}

/// One that was just noted so is not noted again.
async fn note_heads(tx: &DatabaseTransaction, ends: &[&SettleEvent]) -> Result<(), DbErr> {
    let mut noted = HashMap::new();
    for end in ends {
        // What could not be handled is not seen, so that the next look at the repository finds it.
        let has_failed = end.status == WebhookEventStatus::Failed;
        let is_seen = |head: &&SeenHead| !has_failed || head.state.is_none();
        let head = end.head.as_ref().filter(is_seen);
        if let (Some(repository), Some(head)) = (end.repository, head)
            && noted.insert((repository, &head.full_ref), &head.state) != Some(&head.state)
        {
            heads::note(tx, repository, head, end.at).await?;
        }
    }
    Ok(())
}

impl SettleEvent {
    /// Whether the two leave the same behind in their events' rows; the moments are those of one
    /// commit.
    fn ends_like(&self, other: &Self) -> bool {
        (self.status, self.repository, &self.decision, &self.error)
            == (other.status, other.repository, &other.decision, &other.error)
    }

    /// Nothing comes back: the bodies would.
    async fn write(&self, tx: &DatabaseTransaction, ids: Vec<WebhookEventId>) -> Result<(), DbErr> {
        let mut changed = ActiveModel::new();
        changed.status = Set(self.status);
        changed.decision = Set(self.decision.clone().map(Stored));
        changed.error = Set(self.error.clone());
        changed.handled_at = Set(Some(self.at));
        if let Some(repository) = self.repository {
            changed.repository_id = Set(Some(repository));
        }
        Entity::update_many().set(changed).filter(Column::Id.is_in(ids)).exec(tx).await?;
        Ok(())
    }
}
