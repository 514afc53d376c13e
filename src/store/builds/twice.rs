//! Whether the commit of an event is built already, looked up where the build would be made: what
//! two events tell of the same commit can't both be built, whichever comes first.

use sea_orm::{
    ColumnTrait, DatabaseConnection, DatabaseTransaction, DbErr, EntityTrait, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, TransactionTrait,
};

use super::{Entity, Model};
use crate::clock::Timestamp;
use crate::domain::event::{Event, EventKind, GitRef, RefName};
use crate::domain::reconcile::head_name;
use crate::domain::twice::{self, Earlier, Standing, Wishes};
use crate::entities::webhook_events::SYNC;
use crate::entities::{builds, repositories, webhook_events};
use crate::ids::WebhookEventId;
use crate::store::builds::{CreateBuild, EventHandling};
use crate::store::heads;

/// Who tells of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// A webhook.
    ByWebhook,
    /// A look at the repository, whose ref was known to be elsewhere at this moment; none: it was
    /// not seen before.
    BySync(Option<Timestamp>),
}

/// The build that stands for the one that is to be made. A person who replays an event, repeats a
/// build or asks for one gets it in any case.
pub(super) async fn standing(
    tx: &DatabaseTransaction,
    new: &CreateBuild,
    repository: &repositories::Model,
) -> Result<Option<Standing>, DbErr> {
    let first = new.handling.as_ref().filter(|it| it.handling == 1 && new.build.rerun_of.is_none());
    let Some(handling) = first else { return Ok(None) };
    let event = &new.build.event;
    let mut earlier = Vec::new();
    for build in of_commit(tx, repository, event).await? {
        let is_told_again = is_told_again(tx, repository, event, handling, &build).await?;
        let is_newest = is_newest(tx, &build).await?;
        let known = fact(build).map(|fact| Earlier { is_told_again, is_newest, ..fact });
        earlier.extend(known);
    }
    let wishes =
        Wishes { pull_requests: repository.pull_request_builds, twice: repository.build_twice };
    Ok(twice::standing(event, &earlier, wishes))
}

/// The same for a build that nobody is going to make.
///
/// # Errors
/// When the database does not answer.
pub async fn would_stand(
    db: &DatabaseConnection,
    new: &CreateBuild,
    repository: &repositories::Model,
) -> Result<Option<Standing>, DbErr> {
    let tx = db.begin().await?;
    let standing = standing(&tx, new, repository).await?;
    tx.rollback().await?;
    Ok(standing)
}

/// The builds of a commit that came of events, newest first.
async fn of_commit(
    tx: &DatabaseTransaction,
    repository: &repositories::Model,
    event: &Event,
) -> Result<Vec<Model>, DbErr> {
    of_events()
        .filter(builds::Column::RepositoryId.eq(repository.id))
        .filter(builds::Column::CommitSha.eq(event.commit.sha.as_str()))
        .filter(builds::Column::Event.is_in([EventKind::Push, EventKind::PullRequest]))
        .order_by_desc(builds::Column::Id)
        .all(tx)
        .await
}

fn of_events() -> sea_orm::Select<Entity> {
    Entity::find().filter(builds::Column::WebhookEventId.is_not_null())
}

/// What the build alone tells.
fn fact(build: Model) -> Option<Earlier> {
    let own = build.pull_request.filter(|request| !request.0.fork);
    Some(Earlier {
        id: build.id,
        number: build.number,
        kind: build.event,
        git_ref: GitRef { kind: build.ref_kind, name: RefName::new(build.ref_name).ok()? },
        source_branch: own.map(|request| request.0.source_branch),
        is_merge: build.merge_sha.is_some(),
        is_told_again: false,
        is_newest: false,
    })
}

/// Two webhooks that tell the same are two events, as ever. Where one of the two was found by a
/// look at the repository, the build was made since the ref is at its commit.
async fn is_told_again(
    tx: &DatabaseTransaction,
    repository: &repositories::Model,
    event: &Event,
    handling: &EventHandling,
    build: &Model,
) -> Result<bool, DbErr> {
    // Another target gives another merge result.
    if event.pull_request.as_ref().is_some_and(|request| request.retargeted.is_some()) {
        return Ok(false);
    }
    if let Told::BySync(elsewhere) = handling.told {
        return Ok(elsewhere.is_none_or(|elsewhere| build.created_at >= elsewhere));
    }
    let Some(name) = head_name(&event.git_ref) else { return Ok(false) };
    // One that comes so late that the ref has moved on tells nothing new.
    if handling.head.is_none() {
        return came_of_sync(tx, build.webhook_event_id).await;
    }
    let head = heads::find(tx, repository.id, &name).await?;
    let is_there = head.is_some_and(|head| {
        head.commit_sha == build.commit_sha && build.created_at >= head.seen_at
    });
    Ok(is_there && came_of_sync(tx, build.webhook_event_id).await?)
}

async fn came_of_sync(
    tx: &DatabaseTransaction,
    event: Option<WebhookEventId>,
) -> Result<bool, DbErr> {
    let Some(event) = event else { return Ok(false) };
    let endpoint = webhook_events::Entity::find_by_id(event)
        .select_only()
        .column(webhook_events::Column::Endpoint)
        .into_tuple::<String>()
        .one(tx)
        .await?;
    Ok(endpoint.as_deref() == Some(SYNC))
}

async fn is_newest(tx: &DatabaseTransaction, build: &Model) -> Result<bool, DbErr> {
    let newer = of_events()
        .filter(builds::Column::RepositoryId.eq(build.repository_id))
        .filter(builds::Column::Event.eq(build.event))
        .filter(builds::Column::RefKind.eq(build.ref_kind))
        .filter(builds::Column::RefName.eq(&build.ref_name))
        .filter(builds::Column::CommitSha.ne(&build.commit_sha))
        .filter(builds::Column::Id.gt(build.id));
    Ok(newer.count(tx).await? == 0)
}
