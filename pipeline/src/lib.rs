//! `oore.yaml`, version 1: read, check, plan, and evaluate.
//!
//! One crate for the server, the runner and the command line, so that all three agree. It is pure:
//! no files, no clock, no network. The way through it: [`Source`] -> [`parse`] -> [`Pipeline`] ->
//! [`plan`] -> [`Plan`]; a mistake in the file becomes [`Diagnostics`], all of them at once.
//!
//! The file comes from strangers, so everything is bounded: its size, the depth of its YAML, jobs,
//! steps, matrices, expressions. YAML aliases, anchors, merge keys and tags are refused outright
//! rather than bounded: a pipeline reads the same from top to bottom, and what they save in typing
//! `env:`, `defaults:` and `matrix:` save too.

mod check;
mod diagnostics;
mod duration;
pub mod expression;
mod file;
mod glob;
mod model;
mod names;
mod parse;
mod plan;
mod problems;
mod read;
mod source;
mod yaml;

pub use diagnostics::{CODES, Color, Diagnostic, Diagnostics, MAX_FILE_BYTES};
pub use file::choose;
pub use glob::InvalidPattern;
pub use model::{
    Approval, Checkout, GlobList, GlobVerdict, Input, InputKind, Job, ManualTrigger, Matrix,
    MatrixRow, Pattern, Pipeline, PullRequestTrigger, PullRequestType, PushTrigger, Shell, Step,
    Submodules, Triggers,
};
pub use names::{InvalidSecretName, check_secret_name, is_reserved_variable};
pub use parse::parse;
pub use plan::{ApprovalPlan, JobPlan, MatrixLimits, Plan, plan};
pub use source::{Place, Source, Span, Spanned};

/// The names under which a repository may keep its pipeline, in the order they are looked for.
pub const FILE_NAMES: [&str; 4] = ["oore.yaml", ".oore.yaml", "oore.yml", ".oore.yml"];

/// How many secrets a job may have.
pub const MAX_SECRETS: usize = 64;

/// How many jobs a build may have, matrices expanded.
pub const MAX_JOBS: usize = 256;
