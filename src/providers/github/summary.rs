//! What any of GitHub's payloads is about.

use serde_json::Value;

use crate::domain::event::Summary;
use crate::providers::reader::{Payload, first_commit, first_number, first_text};

/// Where a ref may stand, the most telling first.
const REFS: [&str; 11] = [
    "/ref",
    "/pull_request/head/ref",
    "/workflow_run/head_branch",
    "/workflow_job/head_branch",
    "/check_run/check_suite/head_branch",
    "/check_suite/head_branch",
    "/deployment/ref",
    "/merge_group/head_ref",
    "/release/tag_name",
    "/alert/most_recent_instance/ref",
    "/branch",
];

/// Where a commit may stand.
const COMMITS: [&str; 16] = [
    "/pull_request/head/sha",
    "/after",
    "/head_commit/id",
    "/sha",
    "/check_run/head_sha",
    "/check_suite/head_sha",
    "/workflow_run/head_sha",
    "/workflow_job/head_sha",
    "/deployment/sha",
    "/comment/commit_id",
    "/merge_group/head_sha",
    "/commit_oid",
    "/build/commit",
    "/registry_package/package_version/target_oid",
    "/package/package_version/target_oid",
    "/alert/most_recent_instance/commit_sha",
];

const PULL_REQUESTS: [&str; 6] = [
    "/pull_request/number",
    "/number",
    "/check_run/pull_requests/0/number",
    "/check_suite/pull_requests/0/number",
    "/workflow_run/pull_requests/0/number",
    "/check_run/check_suite/pull_requests/0/number",
];

const SENDERS: [&str; 3] = ["/sender/login", "/pusher/name", "/user/login"];

/// Where else something is looked for.
const OTHERS: [&str; 4] =
    ["/action", "/repository/full_name", "/issue/pull_request", "/issue/number"];

/// What [`summary`] looks at.
pub(in crate::providers) fn pointers() -> impl Iterator<Item = &'static &'static str> {
    REFS.iter().chain(&COMMITS).chain(&PULL_REQUESTS).chain(&SENDERS).chain(&OTHERS)
}

/// Reads what is there.
pub(in crate::providers) fn summary(event: &str, payload: &Value) -> Summary {
    let payload = Payload { event, json: payload };
    // A comment on a pull request comes as one on an issue, which bears this mark.
    let commented = payload.has("/issue/pull_request").then(|| payload.number("/issue/number"));
    Summary {
        repository: payload.text("/repository/full_name"),
        git_ref: first_text(payload, &REFS),
        commit: first_commit(payload, &COMMITS),
        pull_request: first_number(payload, &PULL_REQUESTS).or_else(|| commented.flatten()),
        sender: first_text(payload, &SENDERS),
    }
}
