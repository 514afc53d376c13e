//! Runners as callers see and describe them.

use poem_openapi::Object;

use crate::actors::runners::Refusal;
use crate::api::words::Word;
use crate::clock::Timestamp;
use crate::domain::status::RunnerStatus;
use crate::entities::{Stored, jobs, runners};
use crate::ids::{BuildId, JobId, RepositoryId, RunnerId};

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
    /// The repositories whose jobs it takes; absent: all.
    pub repositories: Option<Vec<RepositoryId>>,
    /// Whether it takes jobs of pull requests from forks, whose commands are strangers'.
    pub runs_forks: bool,
    /// Two processes that used its token at once. Gone when it has registered again.
    pub conflict: Option<RunnerConflict>,
    /// Why it was not let in the last time that it came. Gone when it is let in.
    pub refused: Option<RunnerRefusal>,
    /// When it came or went last.
    pub last_seen_at: Option<Timestamp>,
    /// When it was registered.
    pub created_at: Timestamp,
    /// What it gets its token for, once. Shown once, in the answer that made it.
    pub registration_token: Option<String>,
    /// Until when that is good.
    pub registration_expires_at: Option<Timestamp>,
}

/// Two processes that used one runner's token at once: its machine was copied, or the token was
/// taken.
#[derive(Debug, Clone, PartialEq, Eq, Object)]
pub struct RunnerConflict {
    /// When it was seen last.
    pub at: Timestamp,
    /// From where the two came.
    pub addresses: Vec<String>,
}

/// A runner that came and was not let in: its program has another version of the protocol, or another
/// process uses its token.
#[derive(Debug, Clone, PartialEq, Eq, Object)]
pub struct RunnerRefusal {
    /// When, the last time.
    pub at: Timestamp,
    /// Why, and what is to be done.
    pub reason: String,
}

/// What a runner shows to get its token.
#[derive(Debug, Clone, PartialEq, Eq, Object)]
pub struct RegistrationIn {
    /// `oore_reg_..`, from the answer to `runner_add` or `runner_reregister`.
    #[oai(validator(min_length = 1, max_length = 255))]
    pub registration_token: String,
}

/// A runner's token.
#[derive(Debug, Clone, PartialEq, Eq, Object)]
pub struct RunnerToken {
    /// The runner that it is for.
    pub runner_id: RunnerId,
    /// That runner's name.
    pub name: String,
    /// What it connects with. Shown once.
    pub token: String,
}

/// How a runner is to register again.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Object)]
pub struct ReregisterIn {
    /// Whether its present token opens nothing from now on, and its connection is closed. Without
    /// it the token is good until the new registration token is exchanged.
    #[oai(default)]
    pub revoke: bool,
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
#[oai(skip_serializing_if_is_none)]
pub struct RunnerIn {
    /// Its name: letters, digits, `.`, `_` and `-`.
    #[oai(validator(min_length = 1, max_length = 64))]
    pub name: String,
    /// Labels beside those that it reports of its machine.
    #[oai(default, validator(max_items = 50))]
    pub labels: Vec<String>,
    /// The repositories whose jobs it takes; left out: all.
    #[oai(validator(min_items = 1, max_items = 1000))]
    pub repositories: Option<Vec<RepositoryId>>,
    /// Whether it takes jobs of pull requests from forks, whose commands are strangers': they can
    /// do on its machine what its user can.
    #[oai(default)]
    pub runs_forks: bool,
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
    /// The repositories whose jobs it takes, all of them.
    #[oai(validator(min_items = 1, max_items = 1000))]
    pub repositories: Option<Vec<RepositoryId>>,
    /// True: it takes jobs of all repositories again.
    pub any_repository: Option<bool>,
    /// Whether it takes jobs of pull requests from forks.
    pub runs_forks: Option<bool>,
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
            repositories: row.repositories.map(|stored| stored.0),
            runs_forks: row.runs_forks,
            refused: None,
            conflict: conflict(row.conflict_at, row.conflict_addresses),
            registration_token: None,
            registration_expires_at: None,
        }
    }
}

impl Runner {
    /// The same with why it was not let in.
    #[must_use]
    pub fn refused(self, refusal: Option<Refusal>) -> Self {
        let refused = refusal.map(|Refusal { at, reason }| RunnerRefusal { at, reason });
        Self { refused, ..self }
    }
}

fn conflict(
    at: Option<Timestamp>,
    addresses: Option<Stored<Vec<String>>>,
) -> Option<RunnerConflict> {
    let addresses = addresses.map(|stored| stored.0).unwrap_or_default();
    Some(RunnerConflict { at: at?, addresses })
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
