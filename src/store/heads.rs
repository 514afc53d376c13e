//! Heads: where branches and pull requests were seen last, and what was missed of them.

use std::collections::HashMap;

use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait,
    IntoActiveModel, QueryFilter,
};

use super::webhook_events::{announce, insert_if_new};
use super::{Facts, Write, WriteError, repositories, webhook_events};
use crate::clock::Timestamp;
use crate::entities::repository_heads::{Column, Entity, Model};
use crate::entities::{repository_syncs, webhook_events::Model as WebhookEvent};
use crate::ids::{RepositoryId, WebhookEventId};

/// How many heads are inserted by one statement: databases bound the number of parameters.
const ROWS: usize = 500;

/// All heads that were seen of a repository.
///
/// # Errors
/// When the database does not answer.
pub async fn of_repository(
    db: &impl ConnectionTrait,
    repository: RepositoryId,
) -> Result<Vec<Model>, DbErr> {
    Entity::find().filter(Column::RepositoryId.eq(repository)).all(db).await
}

/// One head, if it was seen.
///
/// # Errors
/// When the database does not answer.
pub async fn find(
    db: &impl ConnectionTrait,
    repository: RepositoryId,
    full_ref: &str,
) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id((repository, full_ref.to_owned())).one(db).await
}

/// When a repository's heads were compared last, if they ever were.
///
/// # Errors
/// When the database does not answer.
pub async fn last_sync(
    db: &impl ConnectionTrait,
    repository: RepositoryId,
) -> Result<Option<repository_syncs::Model>, DbErr> {
    repository_syncs::Entity::find_by_id(repository).one(db).await
}

/// Where a head stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadState {
    /// The commit, in full.
    pub commit: String,
    /// Whether it is a pull request's that is not yet meant to be merged.
    pub draft: bool,
}

/// A head as an event tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenHead {
    /// Its name; see `domain::reconcile`.
    pub full_ref: String,
    /// Where it stands; none: it is gone.
    pub state: Option<HeadState>,
}

/// Notes where heads were seen, and when; of a head that is told of several times the last counts. The
/// moment stays while the commit does: it tells since when the head is there.
pub(super) async fn note<'a>(
    tx: &DatabaseTransaction,
    seen: impl Iterator<Item = (RepositoryId, &'a SeenHead, Timestamp)>,
) -> Result<(), DbErr> {
    let mut last: HashMap<(RepositoryId, &str), Seen<'_>> = HashMap::new();
    for (repository, head, at) in seen {
        let key = (repository, head.full_ref.as_str());
        let first = last.get(&key).map(|before| before.followed_by(head, at));
        last.insert(key, first.unwrap_or(Seen { head, at, has_moved: false }));
    }
    let (mut there, mut back) = (Vec::new(), Vec::new());
    for ((repository, full_ref), Seen { head, at, has_moved }) in last {
        match &head.state {
            Some(state) if has_moved => back.push(row(repository, full_ref, state, at)),
            Some(state) => there.push(row(repository, full_ref, state, at)),
            None => {
                Entity::delete_by_id((repository, full_ref.to_owned())).exec(tx).await?;
            }
        }
    }
    put(tx, &there, known_since()).await?;
    put(tx, &back, told(Column::SeenAt)).await
}

/// What several tell of one head, one after the other.
#[derive(Clone, Copy)]
struct Seen<'a> {
    head: &'a SeenHead,
    /// Since when it is there.
    at: Timestamp,
    /// Whether it was elsewhere before that.
    has_moved: bool,
}

impl<'a> Seen<'a> {
    fn followed_by(&self, head: &'a SeenHead, at: Timestamp) -> Self {
        let commit = |head: &'a SeenHead| head.state.as_ref().map(|state| state.commit.as_str());
        match commit(self.head) == commit(head) {
            true => Self { head, ..*self },
            false => Self { head, at, has_moved: true },
        }
    }
}

fn told(column: Column) -> Expr {
    Expr::col(("excluded", column))
}

fn known_since() -> Expr {
    let known = |column: Column| Expr::col((Entity, column));
    let is_same = known(Column::CommitSha).eq(told(Column::CommitSha));
    Expr::case(is_same, known(Column::SeenAt)).finally(told(Column::SeenAt)).into()
}

/// Inserts heads, or changes those that are known, which are there `since` then.
async fn put(tx: &DatabaseTransaction, rows: &[Model], since: Expr) -> Result<(), DbErr> {
    let mut change = OnConflict::columns([Column::RepositoryId, Column::FullRef]);
    change.update_columns([Column::CommitSha, Column::Draft]).value(Column::SeenAt, since);
    for rows in rows.chunks(ROWS) {
        let rows = rows.iter().cloned().map(IntoActiveModel::into_active_model);
        Entity::insert_many(rows).on_conflict(change.clone()).exec_without_returning(tx).await?;
    }
    Ok(())
}

fn row(repository: RepositoryId, full_ref: &str, state: &HeadState, at: Timestamp) -> Model {
    Model {
        repository_id: repository,
        full_ref: full_ref.to_owned(),
        commit_sha: state.commit.clone(),
        draft: state.draft,
        seen_at: at,
    }
}

/// Forgets what was seen of a repository: the next look at it begins anew.
pub(super) async fn forget(tx: &DatabaseTransaction, id: RepositoryId) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::RepositoryId.eq(id)).exec(tx).await?;
    repository_syncs::Entity::delete_by_id(id).exec(tx).await?;
    Ok(())
}

/// Stores what a look at a repository found: where its heads are, and what was missed of them.
#[derive(Debug, Clone)]
pub struct NoteSync {
    /// The repository.
    pub repository: RepositoryId,
    /// When the row that was looked at had been changed last.
    pub seen: Timestamp,
    /// The heads that differ.
    pub changes: Vec<HeadChange>,
    /// Whether its branches were compared.
    pub branches: bool,
    /// Whether its open pull requests were compared.
    pub requests: bool,
    /// What could not be compared, for people.
    pub error: Option<String>,
    /// When.
    pub at: Timestamp,
}

/// One head that differs from what was seen.
#[derive(Debug, Clone)]
pub struct HeadChange {
    /// The head as it is.
    pub now: SeenHead,
    /// As it was seen: a head that is elsewhere when this is stored was told of meanwhile.
    pub before: Option<HeadState>,
    /// What is to be handled because of it.
    pub event: Option<Box<WebhookEvent>>,
}

/// The repository is gone, or was changed since it was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outdated;

impl Write for NoteSync {
    /// The events that were stored.
    type Output = Result<Vec<WebhookEventId>, Outdated>;

    async fn apply(
        &self,
        tx: &DatabaseTransaction,
        facts: &mut Facts,
    ) -> Result<Self::Output, WriteError> {
        let repository = repositories::find(tx, self.repository).await?;
        if repository.is_none_or(|repository| repository.updated_at != self.seen) {
            return Ok(Err(Outdated));
        }
        let heads = of_repository(tx, self.repository).await?;
        let heads: HashMap<_, _> =
            heads.into_iter().map(|head| (head.full_ref.clone(), head)).collect();
        let (mut moved, mut stored) = (Vec::new(), Vec::new());
        for change in &self.changes {
            let present = heads.get(&change.now.full_ref).map(state_of);
            let is_done = present == change.now.state;
            if !is_done && present != change.before {
                continue;
            }
            if !is_done {
                moved.push((self.repository, &change.now, self.at));
            }
            if let Some(event) = &change.event {
                stored.extend(store_event(tx, event, is_done, facts).await?);
            }
        }
        note(tx, moved.into_iter()).await?;
        self.note_look(tx).await?;
        Ok(Ok(stored))
    }
}

fn state_of(head: &Model) -> HeadState {
    HeadState { commit: head.commit_sha.clone(), draft: head.draft }
}

/// A head that stands where it should already is a repeated write's, whose event is there, or was
/// told by a webhook meanwhile.
async fn store_event(
    tx: &DatabaseTransaction,
    event: &WebhookEvent,
    is_repeated: bool,
    facts: &mut Facts,
) -> Result<Option<WebhookEventId>, DbErr> {
    if is_repeated {
        let known = webhook_events::find(tx, event.id).await?;
        facts.extend(known.as_ref().map(announce));
        return Ok(known.map(|event| event.id));
    }
    insert_if_new(tx, event).await?;
    facts.push(announce(event));
    Ok(Some(event.id))
}

impl NoteSync {
    async fn note_look(&self, tx: &DatabaseTransaction) -> Result<(), DbErr> {
        let present = last_sync(tx, self.repository).await?;
        let is_known = present.is_some();
        let earlier = |moment: fn(&repository_syncs::Model) -> Option<Timestamp>| {
            present.as_ref().and_then(moment)
        };
        let look = repository_syncs::Model {
            repository_id: self.repository,
            branches_at: self.branches.then_some(self.at).or(earlier(|it| it.branches_at)),
            requests_at: self.requests.then_some(self.at).or(earlier(|it| it.requests_at)),
            tried_at: self.at,
            error: self.error.clone(),
        };
        let look = look.into_active_model();
        if is_known {
            look.reset_all().update_without_returning(tx).await?;
        } else {
            look.insert(tx).await?;
        }
        Ok(())
    }
}
