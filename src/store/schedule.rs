//! The rows that a scheduling decision looks at, for the scheduler and for who asks why a job waits.

use std::collections::{HashMap, HashSet};

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};

use crate::domain::event::PullRequest;
use crate::domain::schedule::{Candidate, Origin, RunningRows, Waiting};
use crate::domain::status::RunnerStatus;
use crate::entities::{Stored, builds, jobs, runners};
use crate::ids::{BuildId, RepositoryId};
use crate::store::{jobs as job_store, runners as runner_store};

/// Runners with what they do, and the rows of matrices that run.
#[derive(Debug)]
pub struct Snapshot {
    /// Every registered runner.
    pub runners: Vec<Candidate>,
    /// How many rows of each matrix run.
    pub rows: RunningRows,
}

impl Snapshot {
    /// Reads it.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn load(db: &impl ConnectionTrait) -> Result<Self, DbErr> {
        let running = job_store::running(db).await?;
        let mut busy: HashMap<_, u32> = HashMap::new();
        let mut rows = RunningRows::new();
        for job in running {
            if let Some(runner) = job.runner_id {
                *busy.entry(runner).or_default() += 1;
            }
            *rows.entry((job.build_id, job.base_key)).or_default() += 1;
        }
        let candidate = |runner: runners::Model| {
            let busy = busy.get(&runner.id).copied().unwrap_or_default();
            candidate(&runner, busy)
        };
        let runners = runner_store::all(db).await?.into_iter().map(candidate).collect();
        Ok(Self { runners, rows })
    }

    /// Whether any runner can take a job.
    #[must_use]
    pub fn has_room(&self) -> bool {
        self.runners.iter().any(|runner| runner.is_online && runner.busy < runner.capacity)
    }
}

fn candidate(runner: &runners::Model, busy: u32) -> Candidate {
    Candidate {
        id: runner.id,
        name: runner.name.clone(),
        labels: runner.all_labels(),
        capacity: u32::try_from(runner.capacity).unwrap_or_default(),
        busy,
        is_online: runner.status == RunnerStatus::Online,
        trust: runner.trust(),
    }
}

/// Queued jobs as the decision sees them, in their order. Those whose build is gone are left out.
///
/// # Errors
/// When the database does not answer.
pub async fn waiting(
    db: &impl ConnectionTrait,
    jobs: Vec<jobs::Model>,
) -> Result<Vec<Waiting>, DbErr> {
    let builds: HashSet<_> = jobs.iter().map(|job| job.build_id).collect();
    let origins = origins(db, builds).await?;
    let waiting = jobs.into_iter().filter_map(|job| {
        let origin = *origins.get(&job.build_id)?;
        let plan = job.plan.0;
        Some(Waiting {
            job: job.id,
            build: job.build_id,
            base_key: job.base_key,
            runs_on: plan.runs_on,
            max_parallel: plan.limits.and_then(|limits| limits.max_parallel),
            origin,
        })
    });
    Ok(waiting.collect())
}

/// Whose commands the jobs of builds hold.
pub(super) async fn origins(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = BuildId>,
) -> Result<HashMap<BuildId, Origin>, DbErr> {
    let mut ids = ids.into_iter().peekable();
    if ids.peek().is_none() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(BuildId, RepositoryId, Option<Stored<PullRequest>>)> = builds::Entity::find()
        .select_only()
        .columns([builds::Column::Id, builds::Column::RepositoryId, builds::Column::PullRequest])
        .filter(builds::Column::Id.is_in(ids))
        .into_tuple()
        .all(db)
        .await?;
    let origin = |(build, repository, request): (_, _, Option<Stored<PullRequest>>)| {
        let is_fork = request.is_some_and(|request| request.0.fork);
        (build, Origin { repository, is_fork })
    };
    Ok(rows.into_iter().map(origin).collect())
}
