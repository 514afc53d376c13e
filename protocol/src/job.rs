//! A job on its way to a runner, and its result on the way back.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use ulid::Ulid;

use crate::{Hidden, Login};

/// Everything a runner needs to run one attempt of a job.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct JobSpec {
    /// Names this attempt; everything the runner sends about the job carries it.
    pub lease: Ulid,
    /// The job's id, for `OORE_*` and messages.
    pub job: Ulid,
    /// The job's key in the pipeline, expanded for a matrix (`test[flutter=3.24]`).
    pub key: String,
    /// Counted from 1.
    pub attempt: u32,
    /// The build that the job belongs to.
    pub build: BuildInfo,
    /// How the commit gets into the workspace; absent for `checkout: none`.
    pub checkout: Option<Checkout>,
    /// `OORE_*` variables and the like that the server knows, set before `env`.
    pub base_env: IndexMap<String, String>,
    /// The pipeline's and the job's `env` merged, values may hold `${{ }}`.
    pub env: IndexMap<String, String>,
    /// The secrets that the job's `secrets:` names, set over `env`. They are for this attempt
    /// alone, and a runner keeps them in memory only.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub secrets: IndexMap<String, Hidden>,
    /// Whether the job's commands come from a stranger: a pull request from a fork.
    #[serde(default)]
    pub is_untrusted: bool,
    /// In the order they run; the checkout is not among them.
    pub steps: Vec<StepSpec>,
    /// Names and `${{ }}` texts of the job's outputs.
    pub outputs: IndexMap<String, String>,
    /// The variables of expressions as the server knows them: `repository`, `event`, `ref`,
    /// `commit`, `pull_request`, `inputs`, `matrix`, `needs`, `build`. The runner adds `env` and
    /// `steps`.
    pub context: serde_json::Value,
    /// The whole job must end within it, in milliseconds.
    pub timeout_ms: u64,
    /// Between SIGTERM and SIGKILL, in milliseconds.
    pub cancel_grace_ms: u64,
    /// How many bytes of output the job's log takes; a job that prints more is ended. Absent from
    /// orders that were stored before there was a limit.
    #[serde(default = "no_limit")]
    pub log_limit_bytes: u64,
}

fn no_limit() -> u64 {
    u64::MAX
}

impl JobSpec {
    /// The job as it may lie on a disk.
    #[must_use]
    pub fn without_secrets(&self) -> Self {
        let checkout = self.checkout.clone().map(|checkout| Checkout { login: None, ..checkout });
        Self { checkout, secrets: IndexMap::new(), ..self.clone() }
    }
}

/// The build of a job, for display and environment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuildInfo {
    /// The build's id.
    pub id: Ulid,
    /// The build's number in its repository.
    pub number: u64,
    /// Where a person reads about it.
    pub url: String,
}

/// How to get the commit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkout {
    /// The registered clone URL.
    pub url: String,
    /// The full commit id.
    pub commit: String,
    /// The full ref (`refs/heads/main`), fetched when the server of `url` refuses bare commits.
    pub reference: String,
    /// How many commits of history; 0 fetches all.
    pub depth: u32,
    /// Which submodules to check out.
    pub submodules: Submodules,
    /// Whether files kept in Git LFS are fetched.
    pub lfs: bool,
    /// What the server of `url` is shown, when it asks. It is for this checkout alone, and a runner
    /// keeps it in memory only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub login: Option<Login>,
    /// Protocols that git may speak (`https`, `ssh`, ..): the value of `GIT_ALLOW_PROTOCOL`.
    pub protocols: Vec<String>,
}

/// Which submodules a checkout brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Submodules {
    /// None.
    #[default]
    None,
    /// Those of the commit itself.
    Direct,
    /// Those of the commit, theirs, and so on.
    Recursive,
}

/// One step as planned.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StepSpec {
    /// Its place in the job's list of steps as people see it: the checkout, when there is one, is
    /// step 0.
    pub index: u32,
    /// The name under which expressions refer to it.
    pub id: Option<String>,
    /// For people.
    pub name: String,
    /// The script.
    pub run: String,
    /// What runs the script.
    pub shell: Shell,
    /// Relative to the workspace.
    pub working_directory: Option<String>,
    /// On top of the job's; values may hold `${{ }}`.
    pub env: IndexMap<String, String>,
    /// The `if:` expression; absent means `success()`.
    pub condition: Option<String>,
    /// For this step, in milliseconds; the job's limit holds beside it.
    pub timeout_ms: Option<u64>,
    /// Whether the job goes on, and may succeed, when the step fails.
    pub continue_on_error: bool,
}

/// What runs a step's script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shell {
    /// `bash` with `-e -o pipefail`.
    #[default]
    Bash,
    /// POSIX `sh` with `-e`.
    Sh,
    /// PowerShell 7.
    Pwsh,
    /// `python3`.
    Python,
}

/// A step's state as it stands on the runner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepReport {
    /// Its place in the job's list of steps.
    pub index: u32,
    /// Its state.
    pub status: StepStatus,
    /// The script's exit code; absent while it runs and when a signal ended it.
    pub exit_code: Option<i32>,
    /// Unix time in milliseconds.
    pub started_at_ms: Option<i64>,
    /// Unix time in milliseconds.
    pub finished_at_ms: Option<i64>,
    /// Where its output begins in the attempt's log.
    pub log_start: Option<u64>,
    /// Where its output ends in the attempt's log.
    pub log_end: Option<u64>,
    /// Why it ended as it did, or was skipped, where the exit code doesn't tell.
    pub detail: Option<String>,
    /// The Markdown it wrote to `OORE_SUMMARY`.
    pub summary: Option<String>,
}

/// The states of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepStatus {
    /// Not begun.
    Pending,
    /// At work.
    Running,
    /// Ended with exit code 0.
    Succeeded,
    /// Ended otherwise.
    Failed,
    /// Not run because its condition was false.
    Skipped,
    /// Ended by a cancel.
    Canceled,
    /// Ended by a time limit.
    TimedOut,
}

/// How a job ended on the runner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobResult {
    /// The outcome.
    pub outcome: Outcome,
    /// Why, where the steps don't tell (workspace could not be made, job time-out, ..).
    pub detail: Option<String>,
    /// The job's outputs.
    pub outputs: IndexMap<String, String>,
    /// Every step's last state.
    pub steps: Vec<StepReport>,
    /// The length of the attempt's log in bytes.
    pub log_bytes: u64,
    /// Unix time in milliseconds.
    pub started_at_ms: i64,
    /// Unix time in milliseconds.
    pub finished_at_ms: i64,
}

/// The outcomes of a job on a runner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Every step succeeded or was allowed to fail.
    Succeeded,
    /// A step failed.
    Failed,
    /// It was canceled.
    Canceled,
    /// It took longer than it may.
    TimedOut,
    /// The runner's process ended while the job ran. Told by the next process, with the output
    /// that the first one had kept.
    Interrupted,
}
