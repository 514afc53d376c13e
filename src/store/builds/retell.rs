//! Telling once more what a write made true.
//!
//! A write is sent again when its answer was lost, and then what it made true may not have been
//! told either: the commit was there, and nobody was left to tell. Facts may be doubled, so a
//! repeat tells everything that its build has to say.

use sea_orm::{DatabaseTransaction, DbErr};

use super::{find, jobs_of};
use crate::domain::fact::Fact;
use crate::domain::status::JobStatus;
use crate::entities::jobs;
use crate::ids::BuildId;
use crate::store::Facts;
use crate::store::jobs::running_lease;

/// Tells the present state of a build and of its jobs.
pub(in crate::store) async fn retell(
    tx: &DatabaseTransaction,
    id: BuildId,
    facts: &mut Facts,
) -> Result<(), DbErr> {
    let Some(build) = find(tx, id).await? else { return Ok(()) };
    for job in jobs_of(tx, id).await? {
        facts.push(Fact::JobChanged { build: id, job: job.id, status: job.status });
        if job.status == JobStatus::Running {
            retell_lease(tx, &job, facts).await?;
        }
    }
    facts.push(Fact::BuildChanged { build: id, status: build.status });
    Ok(())
}

async fn retell_lease(
    tx: &DatabaseTransaction,
    job: &jobs::Model,
    facts: &mut Facts,
) -> Result<(), DbErr> {
    let Some(lease) = running_lease(tx, job.id).await? else { return Ok(()) };
    let (runner, lease) = (lease.runner_id, lease.id);
    facts.push(Fact::JobLeased { runner, lease });
    if let Some(reason) = job.cancel_reason.clone() {
        facts.push(Fact::JobCanceling { runner, lease, reason });
    }
    Ok(())
}
