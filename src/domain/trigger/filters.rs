//! What a list of patterns says, put in words.

use pipeline::{GlobList, Pipeline, Place, Span};

use super::{ChangedPaths, Mismatch, Rule, TraceEntry};
use crate::domain::text::{NAME_LIMIT, bounded};

/// How many patterns or paths a detail spells out.
const SPELT_OUT: usize = 5;

/// Compares one name with a list: "branch `topic` against `main`, `v*`: no pattern matches".
pub(super) fn name(
    rule: Rule,
    subject: &str,
    name: &str,
    globs: &GlobList,
    pipeline: &Pipeline,
) -> TraceEntry {
    let verdict = globs.verdict(name);
    let said = match verdict.by {
        Some(pattern) if pattern.excludes => format!("`!{}` excludes it", pattern.text),
        Some(pattern) => format!("`{}` matches", pattern.text),
        None if verdict.matched => "nothing excludes it".to_owned(),
        None => "no pattern matches".to_owned(),
    };
    let detail = format!("{subject} `{name}` against {}: {said}", patterns(globs));
    let span = verdict.by.map_or(globs.span, |pattern| pattern.span);
    let value = name.to_owned();
    let mismatch = match verdict.by {
        _ if verdict.matched => None,
        Some(pattern) => Some(Mismatch::Excluded { value, pattern: pattern.text.clone() }),
        None => Some(Mismatch::NotListed { value }),
    };
    let source = Some(place(pipeline, span));
    TraceEntry { rule, matched: verdict.matched, detail, source, mismatch }
}

/// Compares the changed files with a list: one that matches is enough.
pub(super) fn paths(globs: &GlobList, changed: &ChangedPaths, pipeline: &Pipeline) -> TraceEntry {
    let against = patterns(globs);
    let (matched, detail, span) = match changed {
        ChangedPaths::Unknown(reason) => (
            true,
            format!(
                "which files changed can't be known ({reason}), so {against} counts as matched"
            ),
            globs.span,
        ),
        ChangedPaths::Known(paths) => {
            let hit = paths.iter().map(|path| (path, globs.verdict(path))).find(|(_, v)| v.matched);
            match hit {
                Some((path, verdict)) => (
                    true,
                    format!("`{path}` of {} against {against}: it matches", files(paths.len())),
                    verdict.by.map_or(globs.span, |pattern| pattern.span),
                ),
                None => (
                    false,
                    format!("{} against {against}: none matches", listed_files(paths)),
                    globs.span,
                ),
            }
        }
    };
    let first = match changed {
        ChangedPaths::Known(paths) if !matched => paths.first(),
        ChangedPaths::Known(_) | ChangedPaths::Unknown(_) => None,
    };
    let mismatch = first.map(|path| Mismatch::NotListed { value: bounded(path, NAME_LIMIT) });
    let source = Some(place(pipeline, span));
    TraceEntry { rule: Rule::Paths, matched, detail, source, mismatch }
}

/// The line of the pipeline file at which `span` stands.
pub(super) fn place(pipeline: &Pipeline, span: Span) -> Place {
    Place { path: pipeline.path.clone(), line: span.line }
}

fn patterns(globs: &GlobList) -> String {
    if globs.patterns.is_empty() {
        return "an empty list".to_owned();
    }
    let texts = globs.patterns.iter().map(|pattern| {
        let sign = if pattern.excludes { "!" } else { "" };
        format!("`{sign}{}`", pattern.text)
    });
    shortened(texts)
}

fn listed_files(paths: &[String]) -> String {
    if paths.is_empty() {
        return "no changed file".to_owned();
    }
    let spelt_out = shortened(paths.iter().map(|path| format!("`{path}`")));
    format!("{} ({spelt_out})", files(paths.len()))
}

fn files(count: usize) -> String {
    if count == 1 { "1 changed file".to_owned() } else { format!("{count} changed files") }
}

fn shortened(texts: impl ExactSizeIterator<Item = String>) -> String {
    let more = texts.len().saturating_sub(SPELT_OUT);
    let mut line = texts.take(SPELT_OUT).collect::<Vec<_>>().join(", ");
    if more > 0 {
        line.push_str(&format!(" and {more} more"));
    }
    line
}
