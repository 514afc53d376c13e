//! `needs:`: unknown jobs and cycles.

use std::collections::HashSet;

use indexmap::IndexMap;

use crate::problems::{Problems, Unknown};
use crate::read::Draft;
use crate::{Job, Span};

/// How many jobs of a cycle its message names.
const MAX_NAMED: usize = 12;

/// How many cycles are complained about.
const MAX_CYCLES: usize = 20;

/// Complains about needs that no job meets, and about jobs that wait for themselves.
pub(super) fn check(draft: &Draft, problems: &mut Problems<'_>) {
    let known: Vec<&str> = draft.job_names.iter().map(String::as_str).collect();
    let names: HashSet<&str> = known.iter().copied().collect();
    for job in draft.pipeline.jobs.values() {
        for need in &job.needs {
            if !names.contains(need.value.as_str()) {
                let message = format!("there is no job `{}`", need.value);
                problems.add_unknown_word(
                    "unknown_need",
                    need.span,
                    &message,
                    Unknown { word: &need.value, known: &known },
                );
            }
        }
    }
    check_cycles(&draft.pipeline.jobs, problems);
}

/// Walks the jobs depth first, without recursion, since a file may chain thousands.
fn check_cycles(jobs: &IndexMap<String, Job>, problems: &mut Problems<'_>) {
    let mut found = 0;
    let mut done: HashSet<&str> = HashSet::new();
    for root in jobs.keys() {
        let mut path: Vec<(&str, usize)> = vec![(root, 0)];
        let mut on_path: HashSet<&str> = HashSet::from([root.as_str()]);
        while let Some((name, next)) = path.last_mut() {
            let need = jobs.get(*name).and_then(|job| job.needs.get(*next));
            *next += 1;
            let Some(need) = need.filter(|_| !done.contains(*name)) else {
                done.insert(name);
                on_path.remove(*name);
                path.pop();
                continue;
            };
            let needed = need.value.as_str();
            if on_path.contains(needed) {
                found += 1;
                if found > MAX_CYCLES {
                    return;
                }
                add_cycle(&path, needed, need.span, problems);
            } else if !done.contains(needed) && jobs.contains_key(needed) {
                on_path.insert(needed);
                path.push((needed, 0));
            }
        }
    }
}

fn add_cycle(path: &[(&str, usize)], needed: &str, span: Span, problems: &mut Problems<'_>) {
    let start = path.iter().position(|(name, _)| *name == needed).unwrap_or(0);
    let cycle: Vec<&str> = path[start..].iter().map(|(name, _)| *name).collect();
    let mut named: Vec<&str> = cycle.iter().take(MAX_NAMED).copied().collect();
    if cycle.len() > MAX_NAMED {
        named.push("…");
    }
    named.push(needed);
    let message = format!("these jobs need each other in a circle: {}", named.join(" -> "));
    let help = "remove one of the needs; the job that stands first in an arrow needs the second";
    problems.add_with_help("cycle", span, &message, help);
}
