//! From an event to what is to be written: a build, or the reason why there is none.

use std::ops::ControlFlow;

use pipeline::expression::{Scope, Status};
use pipeline::{Diagnostics, Pipeline, Place};

use super::file::CommitPipeline;
use super::merge::{Merged, Patience, merged};
use super::sources::Sources;
use crate::clock::Timestamp;
use crate::domain::context::{self, RepositoryNames};
use crate::domain::event::{CommitSha, Event, EventKind, ref_to_fetch};
use crate::domain::trigger::{
    ChangedPaths, Decision, Mismatch, Outcome, RepositoryFacts, Rule, Trace, TraceEntry,
    before_file, default_inputs, needs_changed_paths, resolve_inputs, typed_inputs, with_pipeline,
};
use crate::entities::repositories::Model as Repository;
use crate::git::GitError;
use crate::ids::{BuildId, JobId};
use crate::store::builds::{NewBuild, NewJob};
use crate::store::reports::Skipped;

/// What the pipeline crate calls it when there is no file at all.
const MISSING_FILE: &str = "missing_file";

/// What came of an event.
#[derive(Debug)]
pub(super) struct Decided {
    /// Why.
    pub(super) decision: Decision,
    /// The build to be made; a failed one when the pipeline file can't be used.
    pub(super) build: Option<Box<NewBuild>>,
    /// What those are told who wait for the commit's state, when nothing is built.
    pub(super) skipped: Option<Skipped>,
}

impl Decided {
    /// Nothing is built, and nobody waits for it.
    pub(super) fn ignored(decision: Decision) -> Self {
        Self { decision, build: None, skipped: None }
    }

    pub(super) fn build(decision: Decision, build: NewBuild) -> Self {
        Self { decision, build: Some(Box::new(build)), skipped: None }
    }

    /// The same, with this merge result checked out.
    fn of_merge(mut self, merge: Option<CommitSha>) -> Self {
        if let Some(build) = &mut self.build {
            build.merge_sha = merge;
        }
        self
    }

    /// Where the pipeline itself says that there is nothing to do for the commit, a rule of the
    /// provider that requires its state must not wait for ever.
    fn nothing(decision: Decision, event: &Event) -> Self {
        let is_skipped = decision
            .trace
            .last()
            .is_some_and(|last| matches!(last.rule, Rule::SkipCi | Rule::Paths));
        // Of a fork the pipeline is a stranger's, who must not make a required state by it.
        let is_fork = event.pull_request.as_ref().is_some_and(|request| request.fork);
        let skipped = (is_skipped && !is_fork).then(|| Skipped {
            commit: event.commit.sha.to_string(),
            event: event.kind,
            reason: decision.reason.clone(),
            stands: None,
        });
        Self { decision, build: None, skipped }
    }
}

/// Decides an event of a registered repository.
///
/// # Errors
/// [`GitError`] when the commit can't be fetched now; the event is not decided then.
pub(super) async fn decide(
    sources: &Sources,
    repository: &Repository,
    mut event: Event,
    patience: Patience,
    at: Timestamp,
) -> Result<Decided, GitError> {
    let full_name = repository.full_name();
    let facts = RepositoryFacts::Registered { full_name: &full_name, active: repository.active };
    let mut trace = match before_file(&event, facts) {
        ControlFlow::Continue(trace) => trace,
        ControlFlow::Break(decision) => return Ok(Decided::nothing(decision, &event)),
    };
    let full_ref = ref_to_fetch(&event.git_ref, event.pull_request.as_ref(), repository.provider);
    let mut found =
        sources.commit(repository, event.commit.sha.as_str(), full_ref.as_deref()).await?;
    complete(&mut event, &found);
    let mut merge = None;
    if let Some(Merged { entry, commit }) = merged(sources, repository, &event, patience).await? {
        if !entry.matched {
            return Ok(Decided::nothing(Decision::ignored(trace, entry), &event));
        }
        trace.push(entry);
        if let Some((sha, merge_ref)) = commit {
            found = sources.commit(repository, sha.as_str(), Some(&merge_ref)).await?;
            merge = Some(sha);
        }
    }
    let pipeline = match &*found.pipeline {
        Ok(pipeline) => pipeline,
        Err(diagnostics) => {
            return Ok(unusable(repository, event, trace, diagnostics, at).of_merge(merge));
        }
    };
    let changed = changed_paths(sources, repository, &event, pipeline).await?;
    let decision = with_pipeline(&event, pipeline, &changed, trace);
    if decision.outcome != Outcome::Build {
        return Ok(Decided::nothing(decision, &event));
    }
    fill_in_inputs(&mut event, pipeline);
    Ok(planned(repository, event, pipeline, decision, at).of_merge(merge))
}

/// The decision has found the given inputs right; those not given get their defaults.
fn fill_in_inputs(event: &mut Event, pipeline: &Pipeline) {
    if event.kind == EventKind::Manual
        && let Some(manual) = &pipeline.on.manual
        && let Ok(inputs) = resolve_inputs(manual, &event.inputs)
    {
        event.inputs = inputs;
    }
}

/// What the payload left out and git knows. Of an annotated tag, some payloads name the tag's own
/// object, which is no commit.
fn complete(event: &mut Event, found: &CommitPipeline) {
    let commit = &mut event.commit;
    if let Ok(id) = CommitSha::new(found.id.as_str()) {
        commit.sha = id;
    }
    commit.message.get_or_insert_with(|| found.message.clone());
    commit.author.get_or_insert_with(|| found.author.clone());
}

async fn changed_paths(
    sources: &Sources,
    repository: &Repository,
    event: &Event,
    pipeline: &Pipeline,
) -> Result<ChangedPaths, GitError> {
    if !needs_changed_paths(event, pipeline) {
        return Ok(ChangedPaths::Unknown("no path filter asks for them".to_owned()));
    }
    let mirror = sources.mirror(repository).await?;
    let head = event.commit.sha.as_str();
    Ok(match (&event.pull_request, &event.before) {
        (Some(request), _) => {
            mirror.changed_by_pull_request(request.target_branch.as_str(), head).await
        }
        (None, Some(before)) => mirror.changed_by_push(before.as_str(), head).await,
        (None, None) => ChangedPaths::Unknown("the branch is new".to_owned()),
    })
}

fn planned(
    repository: &Repository,
    event: Event,
    pipeline: &Pipeline,
    decision: Decision,
    at: Timestamp,
) -> Decided {
    let mut build = new_build(repository, event, at);
    build.pipeline_name = pipeline.name.clone();
    if let Some(manual) = &pipeline.on.manual {
        let typed = match build.event.kind {
            EventKind::Manual => typed_inputs(manual, &build.event.inputs),
            // Conditions on inputs have an answer whatever the build came of.
            _ => typed_inputs(manual, &default_inputs(manual)),
        };
        build.context.insert("inputs".to_owned(), typed.into());
    }
    let scope = Scope { variables: build.context.clone(), status: Status::Success, files: None };
    match pipeline::plan(pipeline, &scope) {
        Ok(plan) => {
            let job = |plan| NewJob { id: JobId::generate(), plan, reused: None };
            build.jobs = plan.jobs.into_iter().map(job).collect();
        }
        Err(diagnostics) => fail(&mut build, &diagnostics),
    }
    Decided::build(decision, build)
}

/// Somebody expected a build: they get a failed one that says what to do.
fn unusable(
    repository: &Repository,
    event: Event,
    trace: Trace,
    diagnostics: &Diagnostics,
    at: Timestamp,
) -> Decided {
    let mut build = new_build(repository, event, at);
    fail(&mut build, diagnostics);
    let detail = build.error.clone().unwrap_or_default();
    let first = diagnostics.items.first();
    let line = first.and_then(|item| item.span).map_or(1, |span| span.line);
    let place = Place { path: diagnostics.source.path.clone(), line };
    let mut last = TraceEntry::unmatched(Rule::PipelineFile, detail).at(place);
    if first.is_some_and(|item| item.code == MISSING_FILE) {
        last = last.because(Mismatch::Missing);
    }
    Decided::build(Decision::failed(trace, last), build)
}

fn fail(build: &mut NewBuild, diagnostics: &Diagnostics) {
    build.diagnostics = diagnostics.items.clone();
    build.error = Some(match diagnostics.items.as_slice() {
        [only] => only.message.clone(),
        several => format!("`{}` has {} mistakes", diagnostics.source.path, several.len()),
    });
}

fn new_build(repository: &Repository, event: Event, at: Timestamp) -> NewBuild {
    let names = RepositoryNames {
        provider: repository.provider,
        owner: &repository.owner,
        name: &repository.name,
        default_branch: &repository.default_branch,
    };
    let somebody = if event.kind == EventKind::Manual { "somebody" } else { "webhook" };
    NewBuild {
        id: BuildId::generate(),
        repository: repository.id,
        context: context::of_event(&event, names),
        triggered_by: event.sender.clone().unwrap_or_else(|| somebody.to_owned()),
        event,
        merge_sha: None,
        rerun_of: None,
        request: None,
        pipeline_name: None,
        diagnostics: Vec::new(),
        error: None,
        jobs: Vec::new(),
        at,
    }
}
