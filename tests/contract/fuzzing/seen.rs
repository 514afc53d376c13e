//! Which operations a run of made-up requests has really seen at work.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

use crate::document::{Operation, is_elsewhere, operations};

/// Operations that succeed once for each thing there is, or take few of the bodies that can be made
/// up, so that luck decides whether one is seen. `tests/it/access/record.rs` does each of them.
const ONCE: [&str; 10] = [
    "build_approve",
    "build_reject",
    "job_approve",
    "job_reject",
    "member_remove",
    "repo_add",
    "runner_register",
    "secret_remove",
    "session_revoke",
    "token_revoke",
];

/// Streams without an end, which are not asked for.
const ENDLESS: [&str; 1] = ["system_actors_events"];

/// The operations that no request of the HTTP archive at `report` had success with, those excepted
/// that only providers and browsers call: nothing made up bears a signature or a cookie.
pub(crate) fn never_successful(report: &Path) -> BTreeSet<String> {
    let text = std::fs::read_to_string(report).expect("the report is there");
    let archive: Value = serde_json::from_str(&text).expect("JSON");
    let entries = archive["log"]["entries"].as_array().expect("entries");
    let successful = entries.iter().filter(|entry| {
        entry["response"]["status"].as_u64().is_some_and(|status| (200..300).contains(&status))
    });
    let requests: BTreeSet<(String, String)> = successful
        .filter_map(|entry| {
            let url = entry["request"]["url"].as_str()?;
            let path = url.split_once("://")?.1.split_once('/')?.1.split(['?', '#']).next()?;
            Some((entry["request"]["method"].as_str()?.to_lowercase(), format!("/{path}")))
        })
        .collect();
    let is_seen = |operation: &Operation| {
        requests.iter().any(|(method, path)| *method == operation.method && fits(operation, path))
    };
    operations()
        .into_iter()
        .filter(|operation| !is_elsewhere(&operation.document))
        .filter(|operation| !ENDLESS.contains(&operation.id.as_str()))
        .filter(|operation| !ONCE.contains(&operation.id.as_str()) && !is_seen(operation))
        .map(|operation| operation.id)
        .collect()
}

fn fits(operation: &Operation, path: &str) -> bool {
    let (template, path) = (operation.template.split('/'), path.split('/'));
    template.clone().count() == path.clone().count()
        && template.zip(path).all(|(part, given)| part.starts_with('{') || part == given)
}
