//! The rows that a scheduling decision looks at, for the scheduler and for who asks why a job waits.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, DbErr};

use crate::domain::schedule::{Candidate, RunningRows, Waiting};
use crate::domain::status::RunnerStatus;
use crate::entities::{jobs, runners};
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
    }
}

/// A queued job as the decision sees it.
#[must_use]
pub fn waiting(job: jobs::Model) -> Waiting {
    let plan = job.plan.0;
    Waiting {
        job: job.id,
        build: job.build_id,
        base_key: job.base_key,
        runs_on: plan.runs_on,
        max_parallel: plan.limits.and_then(|limits| limits.max_parallel),
    }
}
