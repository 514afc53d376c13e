//! Whether the commit of an event is built already, looked up where the build would be made: what
//! two events tell of the same commit can't both be built, whichever comes first.

use sea_orm::{
    ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, FromQueryResult, JoinType,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};

use super::Entity;
use crate::clock::Timestamp;
use crate::domain::event::{Event, EventKind, GitRef, PullRequest, RefKind, RefName};
use crate::domain::reconcile::head_name;
use crate::domain::twice::{self, Earlier, Standing, Wishes};
use crate::entities::webhook_events::SYNC;
use crate::entities::{Stored, builds, repositories, webhook_events};
use crate::ids::BuildId;
use crate::store::builds::{CreateBuild, EventHandling};
use crate::store::{Reader, heads};

/// How many builds of one commit are looked at, the newest first: what is older was not built
/// again for a reason that the newer ones tell, too.
const MOST_BUILDS: u64 = 64;

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
    let told = Asked::load(tx, repository, event, handling).await?;
    let mut earlier = Vec::new();
    for build in of_commit(tx, repository, event).await? {
        let Some(mut known) = fact(&build) else { continue };
        if known.kind == event.kind {
            known.is_told_again = told.answers(&build);
        } else {
            known.is_newest = is_newest(tx, repository, event, &build).await?;
        }
        earlier.push(known);
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
    db: &Reader,
    new: &CreateBuild,
    repository: &repositories::Model,
) -> Result<Option<Standing>, DbErr> {
    let looking = async {
        let tx = db.begin().await?;
        let standing = standing(&tx, new, repository).await?;
        tx.rollback().await?;
        Ok(standing)
    };
    db.within(looking).await
}

/// What is looked at of a build of the event's commit.
#[derive(Debug, FromQueryResult)]
struct Row {
    id: BuildId,
    number: i64,
    event: EventKind,
    ref_kind: RefKind,
    ref_name: String,
    pull_request: Option<Stored<PullRequest>>,
    merge_sha: Option<String>,
    created_at: Timestamp,
    endpoint: Option<String>,
}

/// The builds of a commit that came of events, newest first.
async fn of_commit(
    tx: &DatabaseTransaction,
    repository: &repositories::Model,
    event: &Event,
) -> Result<Vec<Row>, DbErr> {
    use builds::Column::{
        CreatedAt, Event as Kind, Id, MergeSha, Number, PullRequest, RefKind, RefName,
    };
    let event_row = Entity::belongs_to(webhook_events::Entity)
        .from(builds::Column::WebhookEventId)
        .to(webhook_events::Column::Id);
    of_events()
        .select_only()
        .columns([Id, Number, Kind, RefKind, RefName, PullRequest, MergeSha, CreatedAt])
        .column_as(webhook_events::Column::Endpoint, "endpoint")
        .join(JoinType::LeftJoin, event_row.into())
        .filter(builds::Column::RepositoryId.eq(repository.id))
        .filter(builds::Column::CommitSha.eq(event.commit.sha.as_str()))
        .filter(builds::Column::Event.is_in([EventKind::Push, EventKind::PullRequest]))
        .order_by_desc(Id)
        .limit(MOST_BUILDS)
        .into_model()
        .all(tx)
        .await
}

fn of_events() -> Select<Entity> {
    Entity::find().filter(builds::Column::WebhookEventId.is_not_null())
}

/// What the build alone tells.
fn fact(build: &Row) -> Option<Earlier> {
    let own = build.pull_request.as_ref().filter(|request| !request.0.fork);
    Some(Earlier {
        id: build.id,
        number: build.number,
        kind: build.event,
        git_ref: GitRef { kind: build.ref_kind, name: RefName::new(build.ref_name.as_str()).ok()? },
        source_branch: own.map(|request| request.0.source_branch.clone()),
        is_merge: build.merge_sha.is_some(),
        is_told_again: false,
        is_newest: false,
    })
}

/// Which builds of the same ref and commit answer what the event tells. Two webhooks that tell the
/// same are two events, as ever. Where one of the two was found by a look at the repository, the
/// build was made since the ref is at its commit.
enum Asked {
    /// None: another target gives another merge result.
    Anew,
    /// Those made since the ref was known to be elsewhere; all, if it never was.
    Since(Option<Timestamp>),
    /// Those that a look found. One that comes so late that the ref has moved on tells nothing new.
    OfSync,
    /// Those that a look found since the ref is where the event says; none: it is not there.
    OfSyncSince(Option<Timestamp>),
}

impl Asked {
    async fn load(
        tx: &DatabaseTransaction,
        repository: &repositories::Model,
        event: &Event,
        handling: &EventHandling,
    ) -> Result<Self, DbErr> {
        if event.pull_request.as_ref().is_some_and(|request| request.retargeted.is_some()) {
            return Ok(Self::Anew);
        }
        if let Told::BySync(elsewhere) = handling.told {
            return Ok(Self::Since(elsewhere));
        }
        let Some(name) = head_name(&event.git_ref) else { return Ok(Self::Anew) };
        if handling.head.is_none() {
            return Ok(Self::OfSync);
        }
        let head = heads::find(tx, repository.id, &name).await?;
        let there = head.filter(|head| head.commit_sha == event.commit.sha.as_str());
        Ok(Self::OfSyncSince(there.map(|head| head.seen_at)))
    }

    fn answers(&self, build: &Row) -> bool {
        let came_of_sync = build.endpoint.as_deref() == Some(SYNC);
        match self {
            Self::Anew => false,
            Self::Since(elsewhere) => {
                elsewhere.is_none_or(|elsewhere| build.created_at >= elsewhere)
            }
            Self::OfSync => came_of_sync,
            Self::OfSyncSince(since) => {
                came_of_sync && since.is_some_and(|since| build.created_at >= since)
            }
        }
    }
}

async fn is_newest(
    tx: &DatabaseTransaction,
    repository: &repositories::Model,
    event: &Event,
    build: &Row,
) -> Result<bool, DbErr> {
    let newer = of_events()
        .filter(builds::Column::RepositoryId.eq(repository.id))
        .filter(builds::Column::Event.eq(build.event))
        .filter(builds::Column::RefKind.eq(build.ref_kind))
        .filter(builds::Column::RefName.eq(&build.ref_name))
        .filter(builds::Column::CommitSha.ne(event.commit.sha.as_str()))
        .filter(builds::Column::Id.gt(build.id));
    Ok(newer.count(tx).await? == 0)
}
