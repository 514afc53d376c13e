//! What becomes of builds that wait for approval when their pull request has moved on.

use sea_orm::{ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter};

use super::cancel::cancel;
use super::{CreateBuild, Entity, Model};
use crate::domain::approval::ApprovalState;
use crate::domain::event::RefKind;
use crate::domain::status::BuildStatus;
use crate::entities::builds::Column;
use crate::store::Facts;

/// Cancels the older builds of a pull request that still wait for approval: nobody is asked about
/// what is not proposed any more. An event that comes late says nothing of where its ref stands,
/// and a repeat is somebody's wish beside what waits: neither takes the place of anything.
pub(super) async fn supersede(
    tx: &DatabaseTransaction,
    new: &CreateBuild,
    build: &Model,
    facts: &mut Facts,
) -> Result<(), DbErr> {
    let head = new.handling.as_ref().and_then(|handling| handling.head.as_ref());
    let stands = head.and_then(|head| head.state.as_ref());
    let is_newest = stands.is_some_and(|state| state.commit == build.commit_sha);
    if build.ref_kind != RefKind::PullRequest || !is_newest {
        return Ok(());
    }
    let older = Entity::find()
        .filter(Column::RepositoryId.eq(build.repository_id))
        .filter(Column::RefKind.eq(RefKind::PullRequest))
        .filter(Column::RefName.eq(&build.ref_name))
        .filter(Column::Approval.eq(ApprovalState::Awaiting))
        .filter(Column::Status.eq(BuildStatus::Queued))
        .filter(Column::Id.lt(build.id));
    for waiting in older.all(tx).await? {
        let reason = format!("build {} of the pull request took its place", build.number);
        cancel(tx, waiting, &reason, build.created_at, facts).await?;
    }
    Ok(())
}
