//! Whether an event starts a build, and the trace that explains it.
//!
//! Two phases, because the pipeline file has to be fetched in between: [`before_file`] looks at
//! the event and the repository, [`with_pipeline`] at the file's `on:`. Each rule that was looked
//! at leaves one [`TraceEntry`] with the values it compared; the first that does not match ends
//! the way. [`needs_changed_paths`] tells whether git has to be asked for them at all.

mod advice;
mod before_file;
mod filters;
mod inputs;
mod merge;
mod pipeline_rules;
mod replay;

use pipeline::Place;
use serde::{Deserialize, Serialize};

use super::text::{SENTENCE_LIMIT, bounded};
use super::text_enum::text_enum;

pub use advice::{Known, advice};
pub use before_file::{RepositoryFacts, before_file};
pub use inputs::{InputMistake, default_inputs, resolve_inputs, typed_inputs};
pub use merge::{MergeChoice, MergeRef, choose_merge};
pub use pipeline_rules::{needs_changed_paths, with_pipeline};
pub use replay::again;

/// What came of an event, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// What came of it.
    pub outcome: Outcome,
    /// One sentence for people.
    pub reason: String,
    /// The rules in the order they were looked at.
    pub trace: Trace,
}

/// The rules looked at so far.
pub type Trace = Vec<TraceEntry>;

text_enum! {
    /// What comes of an event.
    Outcome {
        /// A build starts.
        Build = "build",
        /// Nothing is built, as it should be.
        Ignored = "ignored",
        /// It should have been built and couldn't be: the file is missing or wrong, or the commit
        /// is gone.
        Failed = "failed",
    }
}

/// One rule that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TraceEntry {
    /// Which rule.
    pub rule: Rule,
    /// Whether it lets the event pass.
    pub matched: bool,
    /// The values compared, as a sentence without a full stop.
    pub detail: String,
    /// Where the rule stands, if in a pipeline file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Place>,
    /// What a filter was looking for, where it does not let the event pass.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mismatch: Option<Mismatch>,
}

/// Why a rule of the repository's file does not let an event pass, as far as [`advice()`] needs it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mismatch {
    /// Nothing in the list takes the value.
    NotListed {
        /// A name, a word, or the first of several paths.
        value: String,
    },
    /// A pattern of the list excludes the value.
    Excluded {
        /// The name.
        value: String,
        /// The pattern without its `!`.
        pattern: String,
    },
    /// There is no list that could take the value.
    NoList {
        /// The name.
        value: String,
    },
    /// What was looked for is not there.
    Missing,
}

impl TraceEntry {
    /// A rule that lets the event pass.
    #[must_use]
    pub fn matched(rule: Rule, detail: impl Into<String>) -> Self {
        Self::new(rule, true, &detail.into())
    }

    /// A rule that stops the event.
    #[must_use]
    pub fn unmatched(rule: Rule, detail: impl Into<String>) -> Self {
        Self::new(rule, false, &detail.into())
    }

    /// What was compared may be a stranger's words.
    fn new(rule: Rule, matched: bool, detail: &str) -> Self {
        Self {
            rule,
            matched,
            detail: bounded(detail, SENTENCE_LIMIT),
            source: None,
            mismatch: None,
        }
    }

    /// The same, with the place in the pipeline file.
    #[must_use]
    pub fn at(self, source: Place) -> Self {
        Self { source: Some(source), ..self }
    }

    /// The same, with what it was looking for.
    #[must_use]
    pub fn because(self, mismatch: Mismatch) -> Self {
        Self { mismatch: Some(mismatch), ..self }
    }
}

text_enum! {
    /// A rule that decides whether an event starts a build.
    Rule {
        /// No webhook told what a look at the repository found.
        Missed = "missed",
        /// The provider's event is one of those that can start a build.
        EventSupported = "event_supported",
        /// The repository is known here.
        RepositoryRegistered = "repository_registered",
        /// The event is about the repository whose webhook URL it was sent to.
        RepositoryMatches = "repository_matches",
        /// The repository is not switched off.
        RepositoryActive = "repository_active",
        /// The branch or tag still exists.
        NotADeletion = "not_a_deletion",
        /// Where the pull request's commits come from.
        Origin = "origin",
        /// The commit's message does not ask for no build.
        SkipCi = "skip_ci",
        /// The commit could be fetched.
        Commit = "commit",
        /// The pipeline file is there and right.
        PipelineFile = "pipeline_file",
        /// `on.push`.
        TriggerPush = "trigger_push",
        /// `on.pull_request`.
        TriggerPullRequest = "trigger_pull_request",
        /// `on.manual`.
        TriggerManual = "trigger_manual",
        /// `branches:` of a trigger.
        Branches = "branches",
        /// `tags:` of a trigger.
        Tags = "tags",
        /// `types:` of `on.pull_request`.
        PullRequestTypes = "pull_request_types",
        /// `drafts:` of `on.pull_request`.
        Drafts = "drafts",
        /// What merging the pull request would give, where the repository wants that built.
        MergeResult = "merge_result",
        /// Something depends on the target that the pull request was given.
        TargetChanged = "target_changed",
        /// `paths:` of a trigger.
        Paths = "paths",
        /// `inputs:` of `on.manual`.
        Inputs = "inputs",
        /// Something happened to repositories at their provider, and what follows from it here.
        ProviderChange = "provider_change",
        /// Somebody asks at the provider for a build once more.
        AskedAgain = "asked_again",
        /// The event was decided before.
        DecidedAgain = "decided_again",
        /// The ref's commit was not built before, when it was told twice.
        NotBuiltYet = "not_built_yet",
        /// A commit that is pushed and proposed is built for one of the two, unless both are asked
        /// for.
        BuildTwice = "build_twice",
        /// What was decided could be stored.
        Storage = "storage",
    }
}

/// The files that differ from what was there before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangedPaths {
    /// All of them, relative to the repository's root.
    Known(Vec<String>),
    /// They can't be known, for this reason (a clause: "the branch is new"). A path filter matches
    /// then, and the trace says so.
    Unknown(String),
}

impl Decision {
    /// Nothing is built: `last` is the rule that stopped the event.
    #[must_use]
    pub fn ignored(mut trace: Trace, last: TraceEntry) -> Self {
        let reason = format!("Not built: {}.", last.detail);
        trace.push(last);
        Self { outcome: Outcome::Ignored, reason, trace }
    }

    /// The provider's event is none that can start a build, for this reason.
    #[must_use]
    pub fn unsupported(reason: &str) -> Self {
        Self::ignored(Vec::new(), TraceEntry::unmatched(Rule::EventSupported, reason))
    }

    /// It should have been built and couldn't be, because of `last`: [`Rule::Commit`] when it can't
    /// be fetched, [`Rule::PipelineFile`] when the file is missing or wrong.
    #[must_use]
    pub fn failed(mut trace: Trace, last: TraceEntry) -> Self {
        let reason = format!("Could not be built: {}.", last.detail);
        trace.push(last);
        Self { outcome: Outcome::Failed, reason, trace }
    }

    /// The same, told from `first` on.
    #[must_use]
    pub fn begun_by(mut self, first: TraceEntry) -> Self {
        self.trace.insert(0, first);
        self
    }

    pub(crate) fn build(trace: Trace, reason: String) -> Self {
        Self { outcome: Outcome::Build, reason, trace }
    }
}

#[cfg(test)]
mod tests;
