//! The record of who did what: an entry in the transaction of what it tells, and reading.
//!
//! Entries form a chain: each is signed together with the signature before it, under a key that is
//! not in the database. A row that was changed, removed or put in shows when the chain is followed;
//! the end of the chain has a row of its own, so that its last entries are missed too.

mod verify;

use std::fmt;
use std::sync::Arc;

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr,
    EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};

pub use verify::{Broken, Verified, verify};

use super::{Facts, Write, WriteError, holds_nul};
use crate::clock::Timestamp;
use crate::crypto::token::ChainKey;
use crate::domain::access::Reach;
use crate::domain::audit::{Attribution, Change, Target};
use crate::entities::audit_events::{Column, Entity, Model};
use crate::entities::audit_heads;
use crate::ids::{AuditEventId, RepositoryId};

/// An entry as it is to be written when it is known what came of it.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its id: the same write sent again makes no second entry.
    pub id: AuditEventId,
    /// Who does it.
    pub by: Attribution,
    /// The operation's id.
    pub operation: &'static str,
    /// When.
    pub at: Timestamp,
    /// What it is signed with.
    pub chain: Arc<ChainKey>,
}

/// A write and the entry that tells of it, in one transaction. What was refused is not told.
pub struct Recorded<W: Write> {
    /// What is done.
    pub write: W,
    /// Who does it.
    pub entry: Entry,
    /// What came of it; none when nothing did.
    pub told: Told<W::Output>,
}

/// Says what an output means for the record.
pub type Told<O> = Arc<dyn Fn(&O) -> Option<Change> + Send + Sync>;

impl<W: Write + fmt::Debug> fmt::Debug for Recorded<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recorded")
            .field("write", &self.write)
            .field("entry", &self.entry)
            .finish_non_exhaustive()
    }
}

impl<W: Write> Write for Recorded<W> {
    type Output = W::Output;

    async fn apply(
        &self,
        tx: &DatabaseTransaction,
        facts: &mut Facts,
    ) -> Result<Self::Output, WriteError> {
        let output = self.write.apply(tx, facts).await?;
        if let Some(change) = (self.told)(&output) {
            append(tx, &self.entry, &change).await?;
        }
        Ok(output)
    }
}

/// Changes nothing: for operations whose effect is no row, and that are recorded all the same.
#[derive(Debug, Clone, Copy)]
pub struct Nothing;

impl Write for Nothing {
    type Output = ();

    async fn apply(&self, _: &DatabaseTransaction, _: &mut Facts) -> Result<(), WriteError> {
        Ok(())
    }
}

async fn append(tx: &DatabaseTransaction, entry: &Entry, change: &Change) -> Result<(), DbErr> {
    if Entity::find().filter(Column::Id.eq(entry.id)).one(tx).await?.is_some() {
        return Ok(());
    }
    // Held until the commit, so that no two writers put an entry at the same place.
    let head = audit_heads::Entity::find_by_id(audit_heads::ONLY).lock_exclusive().one(tx).await?;
    let (sequence, before) =
        head.as_ref().map_or((0, ""), |head| (head.sequence, head.mac.as_str()));
    let mut row = row(entry, change, sequence + 1);
    row.mac = entry.chain.sign(before, &row.chained_bytes());
    let changed = audit_heads::ActiveModel {
        id: Set(audit_heads::ONLY),
        sequence: Set(row.sequence),
        mac: Set(row.mac.clone()),
        seal: Set(verify::seal(&entry.chain, row.sequence, &row.mac)),
    };
    if head.is_some() {
        changed.update_without_returning(tx).await?;
    } else {
        changed.insert(tx).await?;
    }
    row.into_active_model().insert(tx).await?;
    Ok(())
}

fn row(entry: &Entry, change: &Change, sequence: i64) -> Model {
    let Entry { id, by, operation, at, chain: _ } = entry;
    let Change { target: Target { kind, id: target, name }, repository, before, after } = change;
    // PostgreSQL keeps no NUL in texts.
    let clean = |text: &String| text.replace('\0', "\u{fffd}");
    Model {
        sequence,
        id: *id,
        at_ms: at.timestamp_millis(),
        actor_kind: by.kind,
        actor_id: by.id.clone(),
        actor_name: clean(&by.name),
        token_id: by.token,
        address: by.address.clone(),
        request_id: by.request.as_ref().map(clean),
        operation: (*operation).to_owned(),
        repository_id: *repository,
        target_kind: (*kind).to_owned(),
        target_id: Some(target.clone()),
        target_name: name.as_ref().map(clean),
        before: before.as_ref().map(ToString::to_string),
        after: after.as_ref().map(ToString::to_string),
        mac: String::new(),
    }
}

/// Which entries a list shows.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Only by the actor of this name.
    pub actor: Option<String>,
    /// Only of this operation.
    pub operation: Option<String>,
    /// Only of this repository.
    pub repository: Option<RepositoryId>,
    /// Only of the thing with this id.
    pub target: Option<String>,
    /// Only from then on.
    pub since: Option<Timestamp>,
    /// Only before then.
    pub until: Option<Timestamp>,
}

/// At most `limit` entries within `reach` before the place `before`, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn list(
    db: &impl ConnectionTrait,
    filter: &Filter,
    reach: &Reach,
    (before, limit): (Option<i64>, u64),
) -> Result<Vec<Model>, DbErr> {
    let texts = [&filter.actor, &filter.operation, &filter.target];
    if texts.into_iter().flatten().any(|text| holds_nul(text)) {
        return Ok(Vec::new());
    }
    let mut query = Entity::find();
    if let Reach::Only(these) = reach {
        query = query.filter(Column::RepositoryId.is_in(these.iter().copied()));
    }
    if let Some(actor) = &filter.actor {
        query = query.filter(Column::ActorName.eq(actor));
    }
    if let Some(operation) = &filter.operation {
        query = query.filter(Column::Operation.eq(operation));
    }
    if let Some(repository) = filter.repository {
        query = query.filter(Column::RepositoryId.eq(repository));
    }
    if let Some(target) = &filter.target {
        query = query.filter(Column::TargetId.eq(target));
    }
    if let Some(since) = filter.since {
        query = query.filter(Column::AtMs.gte(since.timestamp_millis()));
    }
    if let Some(until) = filter.until {
        query = query.filter(Column::AtMs.lt(until.timestamp_millis()));
    }
    if let Some(before) = before {
        query = query.filter(Column::Sequence.lt(before));
    }
    query.order_by_desc(Column::Sequence).limit(limit).all(db).await
}
