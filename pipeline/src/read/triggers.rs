//! `on:`.

use super::fields::{Fields, Words};
use super::globs;
use super::inputs;
use super::values::Item;
use crate::problems::{Problems, Unknown};
use crate::{ManualTrigger, PullRequestTrigger, PullRequestType, PushTrigger, Spanned, Triggers};

const ON: Words<'_> =
    Words { what: "`on`", known: &["push", "pull_request", "manual"], later: &["schedule"] };

const PUSH: Words<'_> = Words { what: "`push`", known: &["branches", "tags", "paths"], later: &[] };

const PULL_REQUEST: Words<'_> =
    Words { what: "`pull_request`", known: &["branches", "types", "paths", "drafts"], later: &[] };

const MANUAL: Words<'_> = Words { what: "`manual`", known: &["inputs"], later: &[] };

const TYPES: [(&str, PullRequestType); 4] = [
    ("opened", PullRequestType::Opened),
    ("synchronize", PullRequestType::Synchronize),
    ("reopened", PullRequestType::Reopened),
    ("ready_for_review", PullRequestType::ReadyForReview),
];

/// Reads `on:`: a mapping, or the names of triggers that take their defaults.
pub(super) fn read(item: Item<'_>, problems: &mut Problems<'_>) -> Option<Triggers> {
    let before = problems.len();
    let mut triggers = Triggers { span: item.span, push: None, pull_request: None, manual: None };
    if matches!(item.node.kind, crate::yaml::Kind::Mapping(_)) {
        read_mapping(item, &mut triggers, problems)?;
    } else {
        for name in item.one_or_more(problems) {
            read_name(name, &mut triggers, problems);
        }
    }
    let has_none =
        triggers.push.is_none() && triggers.pull_request.is_none() && triggers.manual.is_none();
    if has_none && problems.len() == before {
        let help = "add `push`, `pull_request` or `manual`";
        problems.add_with_help("empty", item.span, "`on` has no trigger", help);
    }
    Some(triggers)
}

fn read_mapping(
    item: Item<'_>,
    triggers: &mut Triggers,
    problems: &mut Problems<'_>,
) -> Option<()> {
    let fields = Fields::read(item, &ON, problems)?;
    triggers.push = fields.item("push").and_then(|item| push(item, problems));
    triggers.pull_request =
        fields.item("pull_request").and_then(|item| pull_request(item, problems));
    triggers.manual = fields.item("manual").and_then(|item| manual(item, problems));
    Some(())
}

fn read_name(item: Item<'_>, triggers: &mut Triggers, problems: &mut Problems<'_>) {
    let Some(name) = item.plain_text(problems) else { return };
    let span = name.span;
    let is_double = match name.value.as_str() {
        "push" => triggers.push.replace(default_push(item)).is_some(),
        "pull_request" => triggers.pull_request.replace(default_pull_request(item)).is_some(),
        "manual" => {
            let trigger = ManualTrigger { span, inputs: indexmap::IndexMap::new() };
            triggers.manual.replace(trigger).is_some()
        }
        "schedule" => {
            problems.add_not_supported(span, "schedule");
            false
        }
        other => {
            let message = format!("there is no trigger `{other}`");
            problems.add_unknown_word(
                "unknown_key",
                span,
                &message,
                Unknown { word: other, known: ON.known },
            );
            false
        }
    };
    if is_double {
        let message = format!("`{}` is named twice", name.value);
        problems.add("duplicate_value", span, &message);
    }
}

fn default_push(item: Item<'_>) -> PushTrigger {
    PushTrigger { span: item.span, branches: None, tags: None, paths: None }
}

fn default_pull_request(item: Item<'_>) -> PullRequestTrigger {
    let types = TYPES.iter().map(|(_, kind)| *kind).collect();
    PullRequestTrigger {
        span: item.span,
        branches: None,
        types: Spanned { value: types, span: item.span },
        paths: None,
        drafts: Spanned { value: true, span: item.span },
    }
}

fn push(item: Item<'_>, problems: &mut Problems<'_>) -> Option<PushTrigger> {
    let mut trigger = default_push(item);
    if item.is_null() {
        return Some(trigger);
    }
    let fields = Fields::read(item, &PUSH, problems)?;
    trigger.branches = fields.item("branches").and_then(|list| globs::read_filled(list, problems));
    trigger.tags = fields.item("tags").and_then(|list| globs::read_filled(list, problems));
    trigger.paths = fields.item("paths").and_then(|list| globs::read(list, problems));
    if let (None, Some(_), Some(paths)) = (&trigger.branches, &trigger.tags, &trigger.paths) {
        let message = "`paths` has no effect: with `tags` alone no branch is built, and a tag changes no files";
        let help = "add `branches`, or remove `paths`";
        problems.add_with_help("no_effect", paths.span, message, help);
    }
    Some(trigger)
}

fn pull_request(item: Item<'_>, problems: &mut Problems<'_>) -> Option<PullRequestTrigger> {
    let mut trigger = default_pull_request(item);
    if item.is_null() {
        return Some(trigger);
    }
    let fields = Fields::read(item, &PULL_REQUEST, problems)?;
    trigger.branches = fields.item("branches").and_then(|list| globs::read_filled(list, problems));
    trigger.paths = fields.item("paths").and_then(|list| globs::read(list, problems));
    if let Some(list) = fields.item("types") {
        trigger.types = Spanned { value: types(list, problems), span: list.span };
    }
    if let Some(drafts) = fields.item("drafts").and_then(|item| item.boolean(problems)) {
        trigger.drafts = drafts;
    }
    Some(trigger)
}

fn types(item: Item<'_>, problems: &mut Problems<'_>) -> Vec<PullRequestType> {
    let mut found = Vec::new();
    let elements = item.elements(problems);
    if elements.as_ref().is_some_and(Vec::is_empty) {
        problems.add("empty", item.span, "`types` has no type, so nothing would ever match");
    }
    for element in elements.unwrap_or_default() {
        let Some(word) = element.plain_text(problems) else { continue };
        match TYPES.iter().find(|(name, _)| *name == word.value) {
            Some((name, kind)) if found.contains(kind) => {
                problems.add("duplicate_value", word.span, &format!("`{name}` is named twice"));
            }
            Some((_, kind)) => found.push(*kind),
            None => {
                let known = TYPES.map(|(name, _)| name);
                let message = format!("there is no pull request type `{}`", word.value);
                problems.add_unknown_word(
                    "unknown_value",
                    word.span,
                    &message,
                    Unknown { word: &word.value, known: &known },
                );
            }
        }
    }
    found
}

fn manual(item: Item<'_>, problems: &mut Problems<'_>) -> Option<ManualTrigger> {
    let mut trigger = ManualTrigger { span: item.span, inputs: indexmap::IndexMap::new() };
    if item.is_null() {
        return Some(trigger);
    }
    let fields = Fields::read(item, &MANUAL, problems)?;
    if let Some(item) = fields.item("inputs") {
        trigger.inputs = inputs::read(item, problems);
    }
    Some(trigger)
}
