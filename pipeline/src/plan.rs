//! A pipeline expanded for one event: the jobs that the server schedules.

mod expand;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use expand::plan;

/// The jobs of one build.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The pipeline's name.
    pub name: Option<String>,
    /// In the file's order, each matrix expanded in its place.
    pub jobs: Vec<JobPlan>,
}

/// One job, matrix applied. The server stores it as JSON, so a change here must read older rows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct JobPlan {
    /// Unique in the plan: `test`, or `test[flutter=3.24,os=linux]`.
    pub key: String,
    /// The key in the file: `test`.
    pub base_key: String,
    /// For people, `${{ matrix.x }}` rendered; the key when the file gives none.
    pub name: String,
    /// Keys in this plan; a need on a matrix job names all its rows.
    pub needs: Vec<String>,
    /// The `if:` expression; evaluated by the server when all needs have ended.
    pub condition: Option<String>,
    /// Labels, `${{ }}` rendered.
    pub runs_on: Vec<String>,
    /// The row; empty without a matrix.
    pub matrix: IndexMap<String, Value>,
    /// How the rows of the matrix bind each other; absent without a matrix.
    pub limits: Option<MatrixLimits>,
    /// In milliseconds.
    pub timeout_ms: u64,
    /// Whether the build may succeed although the job fails.
    pub continue_on_error: bool,
    /// Who must agree before it runs; absent where nobody has to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approval: Option<ApprovalPlan>,
    /// The pipeline's and the job's merged; values may hold `${{ }}`.
    pub env: IndexMap<String, String>,
    /// Names of the secrets that its steps are to have.
    #[serde(default)]
    pub secrets: Vec<String>,
    /// Absent for `checkout: none`.
    pub checkout: Option<crate::Checkout>,
    /// Names and `${{ }}` texts.
    pub outputs: IndexMap<String, String>,
    /// As in the file; their names rendered.
    pub steps: Vec<crate::Step>,
}

/// What a job waits for once its needs have ended and its condition holds: a person's word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApprovalPlan {
    /// What the job touches, as in the file.
    pub environment: String,
    /// What the person is asked, `${{ }}` rendered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

/// How the rows of a matrix bind each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatrixLimits {
    /// A failed row cancels the others.
    pub fail_fast: bool,
    /// How many rows run at once.
    pub max_parallel: Option<u32>,
}
