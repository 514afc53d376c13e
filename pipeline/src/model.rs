//! A pipeline as its file says it, checked; nothing expanded yet.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Span, Spanned};

/// A whole, checked pipeline file.
#[derive(Debug, Clone)]
pub struct Pipeline {
    /// The file's path in the repository.
    pub path: String,
    /// For people.
    pub name: Option<String>,
    /// What starts it.
    pub on: Triggers,
    /// For every step of every job; values may hold `${{ }}`.
    pub env: IndexMap<String, Spanned<String>>,
    /// In the file's order, with `defaults` already applied.
    pub jobs: IndexMap<String, Job>,
}

/// The `on:` section. At least one is present.
#[derive(Debug, Clone)]
pub struct Triggers {
    /// Where `on:` stands.
    pub span: Span,
    /// Branch and tag pushes.
    pub push: Option<PushTrigger>,
    /// Pull and merge requests.
    pub pull_request: Option<PullRequestTrigger>,
    /// By a person or a program.
    pub manual: Option<ManualTrigger>,
}

/// `on.push`.
#[derive(Debug, Clone)]
pub struct PushTrigger {
    /// Where it stands.
    pub span: Span,
    /// Absent: every branch, unless `tags` alone is given: then no branch.
    pub branches: Option<GlobList>,
    /// Absent: no tags.
    pub tags: Option<GlobList>,
    /// Any changed file matches; absent: all.
    pub paths: Option<GlobList>,
}

/// `on.pull_request`.
#[derive(Debug, Clone)]
pub struct PullRequestTrigger {
    /// Where it stands.
    pub span: Span,
    /// The target branch; absent: every branch.
    pub branches: Option<GlobList>,
    /// What must have happened to it.
    pub types: Spanned<Vec<PullRequestType>>,
    /// Any changed file matches; absent or empty: all.
    pub paths: Option<GlobList>,
    /// Whether drafts build.
    pub drafts: Spanned<bool>,
}

/// What happened to a pull request, in this language's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PullRequestType {
    /// It is new.
    Opened,
    /// It has new commits.
    Synchronize,
    /// It was closed and is open again.
    Reopened,
    /// It was a draft.
    ReadyForReview,
}

/// `on.manual`.
#[derive(Debug, Clone)]
pub struct ManualTrigger {
    /// Where it stands.
    pub span: Span,
    /// What may be given, in the file's order.
    pub inputs: IndexMap<String, Input>,
}

/// One input of a manual trigger.
#[derive(Debug, Clone)]
pub struct Input {
    /// Where it stands.
    pub span: Span,
    /// What values it takes.
    pub kind: InputKind,
    /// When none is given; absent: it must be given.
    pub default: Option<String>,
    /// For people.
    pub description: Option<String>,
}

/// The type of an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InputKind {
    /// Any text.
    String,
    /// `true` or `false`.
    Boolean,
    /// A number.
    Number,
    /// One of these.
    Choice(Vec<String>),
}

/// Glob patterns of which the last that matches decides; `!` excludes.
#[derive(Debug, Clone)]
pub struct GlobList {
    /// Where the list stands.
    pub span: Span,
    /// In the file's order. An excluding pattern alone excludes from everything.
    pub patterns: Vec<Pattern>,
}

/// One compiled pattern.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// As written, without the `!`.
    pub text: String,
    /// Whether it began with `!`.
    pub excludes: bool,
    /// Where it stands.
    pub span: Span,
    /// Cannot backtrack: a finite automaton.
    pub matcher: globset::GlobMatcher,
}

/// What a [`GlobList`] says about a text.
#[derive(Debug, Clone, Copy)]
pub struct GlobVerdict<'a> {
    /// Whether the text is taken.
    pub matched: bool,
    /// The pattern that decided; none when no pattern matched.
    pub by: Option<&'a Pattern>,
}

/// One entry of `jobs:`.
#[derive(Debug, Clone)]
pub struct Job {
    /// Where its key stands.
    pub span: Span,
    /// May hold `${{ matrix.x }}`.
    pub name: Option<Spanned<String>>,
    /// Keys of other jobs.
    pub needs: Vec<Spanned<String>>,
    /// The `if:` expression.
    pub condition: Option<Spanned<String>>,
    /// Every label must be on the runner; may hold `${{ matrix.x }}`. Never empty: the default is
    /// no label at all, which any runner satisfies, and is spelt as an empty list here.
    pub runs_on: Vec<Spanned<String>>,
    /// How it is multiplied.
    pub matrix: Option<Matrix>,
    /// In milliseconds.
    pub timeout_ms: u64,
    /// Whether the build may succeed although the job fails.
    pub continue_on_error: bool,
    /// Who must agree before it runs.
    pub approval: Option<Approval>,
    /// Values may hold `${{ }}`.
    pub env: IndexMap<String, Spanned<String>>,
    /// Names of secrets, each once.
    pub secrets: Vec<Spanned<String>>,
    /// Absent for `checkout: none`.
    pub checkout: Option<Checkout>,
    /// Names and `${{ }}` texts.
    pub outputs: IndexMap<String, Spanned<String>>,
    /// At least one.
    pub steps: Vec<Step>,
}

/// `approval:` of a job: it waits for a person.
#[derive(Debug, Clone)]
pub struct Approval {
    /// What the job touches. Never holds `${{`: who may set a title must not choose it.
    pub environment: Spanned<String>,
    /// What the person is asked; may hold `${{ matrix.x }}`.
    pub message: Option<Spanned<String>>,
}

/// `checkout:` of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkout {
    /// How many commits of history; 0: all. The default is 1.
    pub depth: u32,
    /// Which submodules.
    pub submodules: Submodules,
    /// Whether files kept in Git LFS are fetched.
    pub lfs: bool,
}

/// `submodules:` of a checkout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Submodules {
    /// `false`.
    None,
    /// `true`.
    Direct,
    /// `recursive`.
    Recursive,
}

/// `matrix:` of a job.
#[derive(Debug, Clone)]
pub struct Matrix {
    /// Where it stands.
    pub span: Span,
    /// The rows after `values`, `exclude` and `include`; at least one.
    pub rows: Vec<MatrixRow>,
    /// Whether a failed row cancels the others; the default is true.
    pub fail_fast: bool,
    /// How many rows run at once; absent: no limit.
    pub max_parallel: Option<u32>,
}

/// One combination, in the file's order of names.
pub type MatrixRow = IndexMap<String, Value>;

/// One entry of `steps:`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Where it stands.
    pub span: Span,
    /// The name under which expressions refer to it.
    pub id: Option<Spanned<String>>,
    /// For people; when absent, the first line of the script stands for it.
    pub name: Option<Spanned<String>>,
    /// The script. Never holds `${{`.
    pub run: Spanned<String>,
    /// What runs the script.
    pub shell: Shell,
    /// Relative to the workspace, never out of it.
    pub working_directory: Option<String>,
    /// Values may hold `${{ }}`.
    pub env: IndexMap<String, Spanned<String>>,
    /// The `if:` expression.
    pub condition: Option<Spanned<String>>,
    /// In milliseconds.
    pub timeout_ms: Option<u64>,
    /// Whether the job goes on when the step fails.
    pub continue_on_error: bool,
}

/// `shell:` of a step or of `defaults`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shell {
    /// The default.
    Bash,
    /// POSIX shell.
    Sh,
    /// PowerShell 7.
    Pwsh,
    /// Python 3.
    Python,
}
