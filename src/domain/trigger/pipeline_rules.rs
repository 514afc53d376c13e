//! The rules of a pipeline file's `on:`.

use pipeline::{GlobList, ManualTrigger, Pipeline, Place, PullRequestTrigger, PushTrigger};

use super::before_file::{describe, skip_ci};
use super::filters::{name, paths, place};
use super::{ChangedPaths, Decision, Mismatch, Rule, Trace, TraceEntry, resolve_inputs};
use crate::domain::event::{Event, EventKind, PullRequest, PullRequestAction, RefName};
use crate::domain::text_enum::TextEnum;

/// Looks at the pipeline file. `trace` is what [`super::before_file`] left.
///
/// A commit message that has become known since then is looked at first.
#[must_use]
pub fn with_pipeline(
    event: &Event,
    pipeline: &Pipeline,
    changed: &ChangedPaths,
    mut trace: Trace,
) -> Decision {
    let seen_message = trace.iter().any(|entry| entry.rule == Rule::SkipCi);
    let late_message = if seen_message { None } else { skip_ci(event) };
    let file = TraceEntry::matched(Rule::PipelineFile, format!("read `{}`", pipeline.path))
        .at(Place { path: pipeline.path.clone(), line: 1 });
    let first = late_message.into_iter().chain([file]);
    let on = rules(event, pipeline);
    let target = target_changed(event, pipeline, &trace);
    let last = on.paths.map(|globs| paths(globs, changed, pipeline));
    for entry in first.chain(on.entries).chain(target).chain(last) {
        if !entry.matched {
            return Decision::ignored(trace, entry);
        }
        trace.push(entry);
    }
    Decision::build(trace, format!("Built: {}.", describe(event)))
}

/// Whether a path filter decides, so that git has to be asked which files changed.
#[must_use]
pub fn needs_changed_paths(event: &Event, pipeline: &Pipeline) -> bool {
    let on = rules(event, pipeline);
    on.paths.is_some() && on.entries.iter().all(|entry| entry.matched)
}

/// What the part of `on:` for this event says, apart from the paths.
struct On<'a> {
    entries: Vec<TraceEntry>,
    paths: Option<&'a GlobList>,
}

fn rules<'a>(event: &Event, pipeline: &'a Pipeline) -> On<'a> {
    match (event.kind, &event.pull_request) {
        (EventKind::Push, _) => branch_push(event, pipeline),
        (EventKind::Tag, _) => tag_push(event, pipeline),
        (EventKind::PullRequest, Some(request)) => pull_request(event, request, pipeline),
        (EventKind::PullRequest, None) => {
            let entry = TraceEntry::unmatched(
                Rule::TriggerPullRequest,
                "the event says nothing about its pull request",
            );
            On { entries: vec![entry], paths: None }
        }
        (EventKind::Manual, _) => manual(event, pipeline),
    }
}

fn branch_push<'a>(event: &Event, pipeline: &'a Pipeline) -> On<'a> {
    let Some(push) = &pipeline.on.push else {
        return absent(Rule::TriggerPush, "push", pipeline);
    };
    let branch = event.git_ref.name.as_str();
    let filter = match (&push.branches, &push.tags) {
        (Some(globs), _) => name(Rule::Branches, "branch", branch, globs, pipeline),
        (None, None) => TraceEntry::matched(
            Rule::Branches,
            format!("branch `{branch}`: `on.push` names no branches, so it takes every one"),
        )
        .at(place(pipeline, push.span)),
        (None, Some(tags)) => TraceEntry::unmatched(
            Rule::Branches,
            format!("branch `{branch}`: `on.push` names tags alone, so it takes no branch"),
        )
        .at(place(pipeline, tags.span))
        .because(Mismatch::NoList { value: branch.to_owned() }),
    };
    On { entries: vec![present_push(push, pipeline), filter], paths: some_paths(&push.paths) }
}

/// A tag is not compared with anything that was there before, so `paths:` does not apply to it.
fn tag_push<'a>(event: &Event, pipeline: &'a Pipeline) -> On<'a> {
    let Some(push) = &pipeline.on.push else {
        return absent(Rule::TriggerPush, "push", pipeline);
    };
    let tag = event.git_ref.name.as_str();
    let filter = match &push.tags {
        Some(globs) => name(Rule::Tags, "tag", tag, globs, pipeline),
        None => TraceEntry::unmatched(
            Rule::Tags,
            format!("tag `{tag}`: `on.push` names no tags, so it takes none"),
        )
        .at(place(pipeline, push.span))
        .because(Mismatch::NoList { value: tag.to_owned() }),
    };
    let mut entries = vec![present_push(push, pipeline), filter];
    if let Some(globs) = some_paths(&push.paths) {
        let detail = "path filters do not apply to tags";
        entries.push(TraceEntry::matched(Rule::Paths, detail).at(place(pipeline, globs.span)));
    }
    On { entries, paths: None }
}

fn pull_request<'a>(event: &Event, request: &PullRequest, pipeline: &'a Pipeline) -> On<'a> {
    let Some(trigger) = &pipeline.on.pull_request else {
        return absent(Rule::TriggerPullRequest, "pull_request", pipeline);
    };
    let present = TraceEntry::matched(Rule::TriggerPullRequest, "`on.pull_request` is there")
        .at(place(pipeline, trigger.span));
    let target = request.target_branch.as_str();
    let branches = match &trigger.branches {
        Some(globs) => name(Rule::Branches, "target branch", target, globs, pipeline),
        None => TraceEntry::matched(
            Rule::Branches,
            format!("target branch `{target}`: no branches are named, so every one is taken"),
        )
        .at(place(pipeline, trigger.span)),
    };
    let types = types(event.action, trigger, pipeline);
    let drafts = drafts(request, trigger, pipeline);
    On { entries: vec![present, types, branches, drafts], paths: some_paths(&trigger.paths) }
}

/// Whether a pull request that was given another target is built once more: only if something
/// depends on the target. Its head was built before otherwise, when it came.
fn target_changed(event: &Event, pipeline: &Pipeline, trace: &Trace) -> Option<TraceEntry> {
    let request = event.pull_request.as_ref()?;
    let from = request.retargeted.as_ref()?.from.as_ref();
    let trigger = pipeline.on.pull_request.as_ref()?;
    let wants_merge = trace.iter().any(|entry| entry.rule == Rule::MergeResult);
    let takes = |from: &RefName| match &trigger.branches {
        Some(globs) => globs.verdict(from.as_str()).matched,
        None => true,
    };
    let (matched, said) = if wants_merge {
        (true, "merging it gives something else now")
    } else if some_paths(&trigger.paths).is_some() {
        (true, "which files it changes depends on the target")
    } else if trigger.branches.is_none() {
        (false, "every target is taken, so its head was built when it came")
    } else if from.is_some_and(takes) {
        (false, "that one was taken too, so its head was built when it came")
    } else if from.is_none() {
        (true, "its head may not have been built for that one")
    } else {
        (true, "its head was not built for that one")
    };
    let was = from.map_or("another branch".to_owned(), |from| format!("`{from}`"));
    let now = &request.target_branch;
    let detail = format!("the target was {was} and is `{now}` now: {said}");
    let span = trigger.branches.as_ref().map_or(trigger.span, |globs| globs.span);
    Some(TraceEntry::new(Rule::TargetChanged, matched, &detail).at(place(pipeline, span)))
}

fn types(
    action: Option<PullRequestAction>,
    trigger: &PullRequestTrigger,
    pipeline: &Pipeline,
) -> TraceEntry {
    let taken: Vec<_> =
        trigger.types.value.iter().map(|kind| PullRequestAction::from(*kind)).collect();
    let named: Vec<_> = taken.iter().map(|kind| format!("`{}`", kind.as_str())).collect();
    let happened = action.map_or("nothing known", TextEnum::as_str);
    let matched = action.is_some_and(|action| taken.contains(&action));
    let said = if matched { "one of them" } else { "none of them" };
    let detail = format!("`{happened}` against {}: {said}", named.join(", "));
    let mismatch = (!matched).then(|| Mismatch::NotListed { value: happened.to_owned() });
    let entry = TraceEntry::new(Rule::PullRequestTypes, matched, &detail)
        .at(place(pipeline, trigger.types.span));
    TraceEntry { mismatch, ..entry }
}

fn drafts(request: &PullRequest, trigger: &PullRequestTrigger, pipeline: &Pipeline) -> TraceEntry {
    let (matched, detail) = match (request.draft, trigger.drafts.value) {
        (false, _) => (true, format!("pull request {} is no draft", request.number)),
        (true, true) => {
            (true, format!("pull request {} is a draft, and drafts are built", request.number))
        }
        (true, false) => {
            (false, format!("pull request {} is a draft, and `drafts` is false", request.number))
        }
    };
    TraceEntry::new(Rule::Drafts, matched, &detail).at(place(pipeline, trigger.drafts.span))
}

fn manual<'a>(event: &Event, pipeline: &'a Pipeline) -> On<'a> {
    let Some(trigger) = &pipeline.on.manual else {
        return absent(Rule::TriggerManual, "manual", pipeline);
    };
    let present = TraceEntry::matched(Rule::TriggerManual, "`on.manual` is there")
        .at(place(pipeline, trigger.span));
    On { entries: vec![present, inputs(event, trigger, pipeline)], paths: None }
}

fn inputs(event: &Event, trigger: &ManualTrigger, pipeline: &Pipeline) -> TraceEntry {
    let entry = match resolve_inputs(trigger, &event.inputs) {
        Ok(resolved) if resolved.is_empty() => {
            TraceEntry::matched(Rule::Inputs, "no inputs are asked for, and none are given")
        }
        Ok(resolved) => {
            let named: Vec<_> = resolved.keys().map(|name| format!("`{name}`")).collect();
            TraceEntry::matched(Rule::Inputs, format!("{}: every value fits", named.join(", ")))
        }
        Err(mistakes) => {
            let said: Vec<_> = mistakes.iter().map(ToString::to_string).collect();
            TraceEntry::unmatched(Rule::Inputs, said.join("; "))
        }
    };
    entry.at(place(pipeline, trigger.span))
}

fn present_push(push: &PushTrigger, pipeline: &Pipeline) -> TraceEntry {
    TraceEntry::matched(Rule::TriggerPush, "`on.push` is there").at(place(pipeline, push.span))
}

fn absent<'a>(rule: Rule, key: &str, pipeline: &Pipeline) -> On<'a> {
    let entry = TraceEntry::unmatched(rule, format!("`on.{key}` is not in `{}`", pipeline.path))
        .at(place(pipeline, pipeline.on.span));
    On { entries: vec![entry], paths: None }
}

/// An empty list is no filter.
fn some_paths(paths: &Option<GlobList>) -> Option<&GlobList> {
    paths.as_ref().filter(|globs| !globs.patterns.is_empty())
}
