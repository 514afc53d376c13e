//! Runners as callers see and describe them.

use poem_openapi::Object;

use crate::api::words::Word;
use crate::clock::Timestamp;
use crate::domain::status::RunnerStatus;
use crate::entities::{jobs, runners};
use crate::ids::{BuildId, JobId, RunnerId};

/// A machine that runs jobs.
#[derive(Debug, Clone, PartialEq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Runner {
    /// Its id.
    pub id: RunnerId,
    /// Its name; unique.
    pub name: String,
    /// Whether the server starts it on its own machine.
    pub local: bool,
    /// Everything that a job may ask of it, given and reported.
    pub labels: Vec<String>,
    /// Whether it is connected.
    pub status: Word<RunnerStatus>,
    /// Its program's version, as it reported.
    pub version: Option<String>,
    /// How many jobs it runs at once, as it reported; 0 before it was ever connected.
    pub capacity: u32,
    /// The jobs that it has.
    pub running: Vec<RunningJob>,
    /// When it came or went last.
    pub last_seen_at: Option<Timestamp>,
    /// When it was registered.
    pub created_at: Timestamp,
    /// What it connects with. Shown once, in the answer to its registration.
    pub token: Option<String>,
}

/// A job on a runner.
#[derive(Debug, Clone, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct RunningJob {
    /// The job.
    pub id: JobId,
    /// Its build.
    pub build_id: BuildId,
    /// Its key in the pipeline file.
    pub key: String,
    /// When it began.
    pub started_at: Option<Timestamp>,
}

/// A runner to register.
#[derive(Debug, Clone, PartialEq, Eq, Object)]
pub struct RunnerIn {
    /// Its name: letters, digits, `.`, `_` and `-`.
    #[oai(validator(min_length = 1, max_length = 64))]
    pub name: String,
    /// Labels beside those that it reports of its machine.
    #[oai(default, validator(max_items = 50))]
    pub labels: Vec<String>,
}

/// What to change of a runner; what is left out stays.
#[derive(Debug, Clone, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct RunnerPatch {
    /// Its name now: letters, digits, `.`, `_` and `-`.
    #[oai(validator(min_length = 1, max_length = 64))]
    pub name: Option<String>,
    /// The labels beside those that it reports of its machine, all of them.
    #[oai(validator(max_items = 50))]
    pub labels: Option<Vec<String>>,
}

impl Runner {
    /// The view of a row; `running` are the jobs of all runners.
    #[must_use]
    pub fn new(row: runners::Model, running: &[jobs::Model]) -> Self {
        let labels = row.all_labels();
        let own = running.iter().filter(|job| job.runner_id == Some(row.id));
        Self {
            id: row.id,
            local: row.is_local,
            labels,
            status: Word(row.status),
            version: row.version,
            capacity: u32::try_from(row.capacity).unwrap_or_default(),
            running: own.map(RunningJob::from).collect(),
            last_seen_at: row.last_seen_at,
            created_at: row.created_at,
            name: row.name,
            token: None,
        }
    }
}

impl From<&jobs::Model> for RunningJob {
    fn from(job: &jobs::Model) -> Self {
        Self {
            id: job.id,
            build_id: job.build_id,
            key: job.key.clone(),
            started_at: job.started_at,
        }
    }
}
