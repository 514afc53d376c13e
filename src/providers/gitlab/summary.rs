//! What any of GitLab's payloads is about.

use serde_json::Value;

use crate::domain::event::Summary;
use crate::providers::reader::{Payload, first_commit, first_number, first_text};

const REPOSITORIES: [&str; 4] = [
    "/project/path_with_namespace",
    "/path_with_namespace",
    "/project_path_with_namespace",
    "/object_attributes/target/path_with_namespace",
];

/// Where a ref may stand, the most telling first.
const REFS: [&str; 5] = [
    "/ref",
    "/object_attributes/source_branch",
    "/merge_request/source_branch",
    "/object_attributes/ref",
    "/tag",
];

/// Where a commit may stand. Of an annotated tag, `after` is the tag object, `checkout_sha` its
/// commit.
const COMMITS: [&str; 9] = [
    "/checkout_sha",
    "/after",
    "/object_attributes/last_commit/id",
    "/merge_request/last_commit/id",
    "/object_attributes/sha",
    "/object_attributes/commit_id",
    "/sha",
    "/commit/id",
    "/commit/sha",
];

const SENDERS: [&str; 6] =
    ["/user_username", "/user/username", "/user_name", "/user/name", "/username", "/owner_name"];

const ACTIONS: [&str; 3] = ["/object_attributes/action", "/action", "/event_name"];

const MERGE_REQUESTS: [&str; 3] = ["/object_kind", "/object_attributes/iid", "/merge_request/iid"];

/// What [`summary`] and [`action`] look at.
pub(super) fn pointers() -> impl Iterator<Item = &'static &'static str> {
    let subject = REPOSITORIES.iter().chain(&REFS).chain(&COMMITS).chain(&MERGE_REQUESTS);
    subject.chain(&SENDERS).chain(&ACTIONS)
}

/// Reads what is there.
pub(super) fn summary(event: &str, payload: &Value) -> Summary {
    let payload = Payload { event, json: payload };
    let is_merge_request = payload.raw("/object_kind") == Some("merge_request");
    let own = is_merge_request.then(|| payload.number("/object_attributes/iid")).flatten();
    Summary {
        repository: first_text(payload, &REPOSITORIES),
        git_ref: first_text(payload, &REFS),
        commit: first_commit(payload, &COMMITS),
        pull_request: own.or_else(|| first_number(payload, &["/merge_request/iid"])),
        sender: first_text(payload, &SENDERS),
    }
}

/// What happened to the event's subject. System hooks name it beside the subject.
pub(super) fn action(payload: &Value) -> Option<&str> {
    ACTIONS
        .iter()
        .find_map(|pointer| payload.pointer(pointer)?.as_str())
        .filter(|action| !action.is_empty())
}
